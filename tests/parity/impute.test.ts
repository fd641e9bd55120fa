import {
  BayesianRidge,
  CsrMatrix,
  DecisionTreeRegressor,
  Frame,
  IterativeImputer,
  type IterativeImputerParams,
  KNeighborsRegressor,
  KNNImputer,
  type KNNImputerParams,
  LinearRegression,
  type Matrix,
  MissingIndicator,
  RandomForestRegressor,
  type RegressorEstimator,
  Ridge,
} from "learnkit";
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

interface IterativeCase {
  readonly data: string;
  readonly estimator: string | null;
  readonly settings: object;
  readonly params: Omit<Partial<IterativeImputerParams>, "estimator">;
  readonly seed?: number;
  readonly fresh: number[][];
  readonly transformed: number[][];
  readonly fromFresh: number[][];
  readonly nIter: number;
  readonly sequence: readonly { readonly feature: number; readonly neighbors: number[] }[];
  readonly lastCoef: number[] | null;
  readonly names: string[];
}

const REGRESSORS: Readonly<Record<string, (settings: object) => RegressorEstimator>> = {
  BayesianRidge: (settings) => new BayesianRidge(settings),
  DecisionTreeRegressor: (settings) => new DecisionTreeRegressor(settings),
  KNeighborsRegressor: (settings) => new KNeighborsRegressor(settings),
  LinearRegression: (settings) => new LinearRegression(settings),
  RandomForestRegressor: (settings) => new RandomForestRegressor(settings),
  Ridge: (settings) => new Ridge(settings),
};

function iterativeTitle({ data, estimator, settings, params, seed }: IterativeCase): string {
  const inner = estimator === null ? "" : ` ${estimator} ${JSON.stringify(settings)}`;
  return `${data} ${JSON.stringify(params)}${inner}${seed === undefined ? "" : ` seed ${seed}`}`;
}

describe("IterativeImputer equals scikit-learn's", () => {
  const { cases, notes } = loadFixture<IterativeCase>("impute/iterative-imputer");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;

  test.each(cases.map((item) => [iterativeTitle(item), item] as const))("%s", async (_, item) => {
    const { estimator, settings, params, seed = 0 } = item;
    const given = { ...params, randomState: seed };
    const imputer =
      estimator === null
        ? new IterativeImputer(given)
        : new IterativeImputer({ ...given, estimator: REGRESSORS[estimator]!(settings) });
    const { model, X } = await imputer.fitTransform(sets[item.data]!);
    expect(model.nIter).toBe(item.nIter);
    const sequence = model.imputationSequence.map((step) => ({
      feature: step.feature,
      neighbors: Array.from(step.neighbors),
    }));
    expect(sequence).toEqual(item.sequence);
    expect(model.featureNamesOut()).toEqual(item.names);
    expectClose(X.toArray(), item.transformed, "lapack");
    expectClose((await model.transform(item.fresh)).toArray(), item.fromFresh, "lapack");
    const last = model.imputationSequence.at(-1)?.model as { coef?: Float64Array } | undefined;
    if (item.lastCoef !== null) expectClose(last!.coef!, item.lastCoef, "lapack");
  });
});
