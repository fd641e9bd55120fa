import { CsrMatrix, Frame, KNNImputer, type KNNImputerParams, type Matrix, MissingIndicator } from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

interface IndicatorCase {
  readonly data: string;
  readonly params: { readonly sparse?: boolean };
  readonly features: number[];
  readonly fresh: number[][];
  readonly transformed: number[][];
  readonly names: string[];
}

describe("MissingIndicator equals scikit-learn's", () => {
  const { cases, notes } = loadFixture<IndicatorCase>("impute/missing-indicator");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;

  test.each(cases.map((item) => [`${JSON.stringify(item.params)} of ${item.data}`, item] as const))(
    "%s",
    async (_, item) => {
      const model = await new MissingIndicator(item.params).fit(sets[item.data]!);
      expect(model.features).toEqual(item.features);
      expect(model.featureNamesOut()).toEqual(item.names);
      const Z = await model.transform(item.fresh);
      expect(Z instanceof CsrMatrix).toBe(item.params.sparse === true);
      expect((Z instanceof CsrMatrix ? Z.toMatrix() : Z).toArray()).toEqual(item.transformed);
    },
  );

  test("texts", async () => {
    const words = notes["words"] as (string | null)[][];
    const { model, X } = await new MissingIndicator().fitTransform(words);
    expect(model.features).toEqual(notes["wordFeatures"]);
    const columns = notes["wordMask"] as number[][];
    expect((X as Matrix).toArray()).toEqual(columns);
    const complete = words.map((row) => row.map((cell) => cell ?? "z"));
    const named = Frame.fromRows(complete.map(([a, b, c]) => ({ a: a!, b: b!, c: c! })));
    const marked = await new MissingIndicator({ missingValues: "?" }).fit(named);
    expect(marked.features).toEqual(notes["markedFeatures"]);
    expect(marked.featureNamesOut()).toEqual(["missingindicator_c"]);
  });
});

interface KnnCase {
  readonly data: string;
  readonly params: Partial<KNNImputerParams>;
  readonly weights: "function" | null;
  readonly fresh: number[][];
  readonly transformed: number[][];
  readonly fromFresh: number[][];
  /** null where scikit-learn has fewer names than columns. */
  readonly names: string[] | null;
}

describe("KNNImputer equals scikit-learn's, ties to the lowest row", () => {
  const { cases, notes } = loadFixture<KnnCase>("impute/knn-imputer");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;

  test.each(
    cases.map(
      (item) => [`${JSON.stringify(item.params)} ${item.weights ?? ""} of ${item.data}`, item] as const,
    ),
  )("%s", async (_, item) => {
    const weights = (distances: Float64Array): Float64Array => distances.map((d) => 1 / (1 + d * d));
    const imputer = new KNNImputer(item.weights === null ? item.params : { ...item.params, weights });
    const { model, X } = await imputer.fitTransform(sets[item.data]!);
    expect(model.featureNamesOut().length).toBe(X.columns);
    if (item.names !== null) expect(model.featureNamesOut()).toEqual(item.names);
    expectClose(X.toArray(), item.transformed, "lapack");
    expectClose((await model.transform(item.fresh)).toArray(), item.fromFresh, "lapack");
  });

  test("by a metric of one's own", async () => {
    const differing = (x: Float64Array, y: Float64Array): number =>
      x.reduce((count, a, j) => count + (a < y[j]! || a > y[j]! ? 1 : 0), 0);
    const imputer = new KNNImputer({ metric: differing, nNeighbors: 3 });
    const { X } = await imputer.fitTransform(sets["integers"]!);
    expectClose(X.toArray(), notes["byMetric"] as number[][], "rounding");
  });
});
