import { CsrMatrix, Frame, type Matrix, MissingIndicator } from "learnkit";
import { describe, expect, test } from "vitest";
import { loadFixture } from "./fixtures.js";

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
