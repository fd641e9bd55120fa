import {
  type AnyEstimator,
  CsrMatrix,
  chi2,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  fClassif,
  fRegression,
  GenericUnivariateSelect,
  LinearRegression,
  LogisticRegression,
  Matrix,
  makePipeline,
  mutualInfoClassif,
  mutualInfoRegression,
  RandomForestClassifier,
  RFE,
  RFECV,
  Ridge,
  rRegression,
  SelectFdr,
  SelectFpr,
  SelectFromModel,
  SelectFwe,
  SelectKBest,
  SelectPercentile,
  StandardScaler,
  VarianceThreshold,
} from "learnkit";
import { describe, expect, test, vi } from "vitest";
import { expectClose, loadFixture, type ToleranceReason } from "./fixtures.js";
import { shipped } from "./shipped.js";

vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);

interface SelectionData {
  readonly X: Matrix;
  readonly classes: (string | number)[];
  readonly target: number[];
}

type RecordedData = Readonly<
  Record<string, { readonly X: number[][]; readonly classes: (string | number)[]; readonly target: number[] }>
>;

/** The recorded sets and the two that are shipped. */
function dataOf(recorded: RecordedData): Record<string, SelectionData> {
  const wine = shipped("wine", "cultivar");
  const iris = shipped("iris", "species");
  const targetOf = (X: Matrix, of: (row: Float64Array) => number): number[] =>
    Array.from({ length: X.rows }, (_, i) => of(X.row(i)));
  const own = Object.entries(recorded).map(([name, { X, classes, target }]): [string, SelectionData] => [
    name,
    { X: Matrix.from(X), classes, target },
  ]);
  return {
    ...Object.fromEntries(own),
    wine: { X: wine.X, classes: wine.y, target: targetOf(wine.X, (row) => row[0]! + row[4]! / 100) },
    iris: { X: iris.X, classes: iris.y, target: targetOf(iris.X, (row) => row[2]! * row[1]!) },
  };
}

interface ScoreCase {
  readonly function: keyof typeof SCORES;
  readonly data: string;
  readonly sparse: boolean;
  readonly options: object;
  readonly scores: number[];
  readonly pvalues: number[] | null;
}

const SCORES = {
  chi2: (X: Matrix | CsrMatrix, y: never, _: object) => chi2(X, y),
  f_classif: (X: Matrix | CsrMatrix, y: never, _: object) => fClassif(X, y),
  f_regression: fRegression,
  r_regression: rRegression,
  mutual_info_classif: mutualInfoClassif,
  mutual_info_regression: mutualInfoRegression,
} as const;

/** Products of vectors come from BLAS; all else are sums. */
const REASONS: Readonly<Partial<Record<string, ToleranceReason>>> = {
  f_regression: "lapack",
  r_regression: "lapack",
};

describe("score functions equal scikit-learn's", () => {
  const { cases, notes } = loadFixture<ScoreCase>("feature-selection/score-functions");
  const data = dataOf(notes["sets"] as RecordedData);

  test.each(
    cases.map((item): [string, ScoreCase] => [
      `${item.function}(${JSON.stringify(item.options)}) of ${item.data}${item.sparse ? ", sparse" : ""}`,
      item,
    ]),
  )("%s", (_, item) => {
    const { X, classes, target } = data[item.data]!;
    const y = item.function.includes("regression") ? target : classes;
    const given = item.sparse ? CsrMatrix.fromMatrix(X) : X;
    const result = SCORES[item.function](given, y as never, item.options);
    const scores = "scores" in result ? result.scores : result;
    const reason = REASONS[item.function] ?? "rounding";
    // Information is a difference of digammas, right to the last digits of those.
    if (item.function.startsWith("mutual")) expectClose([...scores, 1], [...item.scores, 1], reason);
    else for (const [j, score] of scores.entries()) expectClose(score, item.scores[j]!, reason);
    expectClose("pvalues" in result ? result.pvalues : [], item.pvalues ?? [], reason);
  });
});

const SELECTORS = {
  SelectKBest,
  SelectPercentile,
  SelectFpr,
  SelectFdr,
  SelectFwe,
  GenericUnivariateSelect,
};

interface SelectorCase {
  readonly selector: keyof typeof SELECTORS;
  readonly data: string;
  readonly params: object;
  readonly support: boolean[];
  readonly indices: number[];
  readonly names: string[];
  readonly transformed: number[][];
  readonly inverse: number[][] | null;
}

describe("selectors by a score of each feature select scikit-learn's", () => {
  const { cases, notes } = loadFixture<SelectorCase>("feature-selection/univariate-selectors");
  const data = dataOf(notes["sets"] as RecordedData);
  const { X: wine, classes, target } = data["wine"]!;
  const tied = Matrix.from(repeatedColumns(wine, [0, 1, 0, 2, 1, 0], 3));
  data["tied"] = { X: tied, classes, target };

  test.each(
    cases.map((item): [string, SelectorCase] => [
      `${item.selector}(${JSON.stringify(item.params)}) of ${item.data}`,
      item,
    ]),
  )("%s", async (_, item) => {
    const { X, classes: y } = data[item.data]!;
    const plain = new Matrix(X.data, X.rows, X.columns);
    const model = await new SELECTORS[item.selector](item.params).fit(plain, y);
    expect(model.getSupport()).toEqual(item.support);
    expect(Array.from(model.getSupport({ indices: true }))).toEqual(item.indices);
    expect(model.featureNamesOut()).toEqual(item.names);
    const Z = await model.transform(plain.takeRows([0, 1, 2]));
    expect(Z.toArray()).toEqual(item.transformed);
    if (item.inverse !== null) expect((await model.inverseTransform(Z)).toArray()).toEqual(item.inverse);
  });
});

/** Some columns, some of them several times, and a constant one behind them. */
function repeatedColumns(X: Matrix, index: readonly number[], constant: number): number[][] {
  return Array.from({ length: X.rows }, (_, i) => [...index.map((j) => X.get(i, j)), constant]);
}

interface VarianceCase {
  readonly data: string;
  readonly sparse: boolean;
  readonly params: object;
  readonly support: boolean[] | null;
  readonly variances?: number[];
}

describe("VarianceThreshold equals scikit-learn's", () => {
  const { cases, notes } = loadFixture<VarianceCase>("feature-selection/variance-threshold");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;

  test.each(
    cases.map((item): [string, VarianceCase] => [
      `${JSON.stringify(item.params)} of ${item.data}${item.sparse ? ", sparse" : ""}`,
      item,
    ]),
  )("%s", async (_, item) => {
    const dense = Matrix.from(sets[item.data]!);
    const X = item.sparse ? CsrMatrix.fromMatrix(dense) : dense;
    const fitted = new VarianceThreshold(item.params).fit(X);
    if (item.support === null) return expect(fitted).rejects.toThrow(/exceeds the threshold/);
    const model = await fitted;
    expect(model.getSupport()).toEqual(item.support);
    // Each on its own, since their magnitudes differ; what rounding leaves of a constant is no number to compare.
    for (const [j, variance] of item.variances!.entries())
      if (variance !== 0 || !item.sparse) expectClose(model.variances[j]!, variance, "rounding");
  });
});

const LOGISTIC = { tol: 1e-10, maxIter: 10000 };

/** The estimators of the recording script. */
const ESTIMATORS: Readonly<Record<string, AnyEstimator>> = {
  ridge: new Ridge(),
  linear: new LinearRegression(),
  logistic: new LogisticRegression(LOGISTIC),
  "lasso-logistic": new LogisticRegression({ l1Ratio: 1, C: 0.1, solver: "liblinear", ...LOGISTIC }),
  tree: new DecisionTreeClassifier(),
  "regression-tree": new DecisionTreeRegressor({ maxDepth: 4 }),
  forest: new RandomForestClassifier({ nEstimators: 10 }),
  pipeline: makePipeline(new StandardScaler(), new LogisticRegression(LOGISTIC)),
};

interface RankedCase {
  readonly estimator: string;
  readonly data: string;
  readonly params: object;
  readonly weighted: boolean;
  readonly support: boolean[];
}

/** What a case is fitted with. */
function ranked(item: RankedCase, sets: RecordedData) {
  const { X, classes, target } = sets[item.data]!;
  const y: (string | number)[] = ESTIMATORS[item.estimator]!.kind === "regressor" ? target : classes;
  const getter =
    item.estimator === "pipeline" ? { importanceGetter: "namedSteps.logisticregression.coef" } : {};
  const options = item.weighted ? { sampleWeight: X.map((_, i) => (i % 3) + 1) } : {};
  return { estimator: ESTIMATORS[item.estimator]!, X, y, params: { ...item.params, ...getter }, options };
}

interface RFECase extends RankedCase {
  readonly ranking: number[];
  readonly predicted: (string | number)[];
  readonly score: number;
}

const rankedTitle = (item: RankedCase): string =>
  `${item.estimator}, ${JSON.stringify(item.params)} of ${item.data}${item.weighted ? ", weighted" : ""}`;

const { cases: rfeCases, notes: rfeNotes } = loadFixture<RFECase>("feature-selection/rfe");
const rankedSets = rfeNotes["sets"] as RecordedData;

describe("RFE ranks features as scikit-learn does", () => {
  test.each(rfeCases.map((item): [string, RFECase] => [rankedTitle(item), item]))("%s", async (_, item) => {
    const { estimator, X, y, params, options } = ranked(item, rankedSets);
    const model = await new RFE(estimator, params).fit(X, y, options);
    expect(model.getSupport()).toEqual(item.support);
    expect(Array.from(model.ranking)).toEqual(item.ranking);
    const predicted: ArrayLike<string | number> = await model.predict(X.filter((__, i) => i % 7 === 0));
    expectClose(predicted, item.predicted, "converged");
    expectClose(await model.score(X, y), item.score, "converged");
  });
});

interface FromModelCase extends RankedCase {
  readonly threshold: number;
}

describe("SelectFromModel selects scikit-learn's features", () => {
  const { cases } = loadFixture<FromModelCase>("feature-selection/select-from-model");

  test.each(cases.map((item): [string, FromModelCase] => [rankedTitle(item), item]))(
    "%s",
    async (_, item) => {
      const { estimator, X, y, params, options } = ranked(item, rankedSets);
      const model = await new SelectFromModel(estimator, params).fit(X, y, options);
      expect(model.getSupport()).toEqual(item.support);
      expectClose(model.threshold, item.threshold, "converged");
      if (item.weighted) return;
      const fitted = await estimator.fit(X, y);
      const prefit = new SelectFromModel(fitted, { ...params, threshold: model.threshold, prefit: true });
      expect((await prefit.fit(X)).getSupport()).toEqual(item.support);
    },
  );
});

interface RFECVCase extends RankedCase {
  readonly ranking: number[];
  readonly score: number;
  readonly cvResults: Readonly<Record<string, number[]>>;
}

describe("RFECV finds scikit-learn's number of features", () => {
  const { cases } = loadFixture<RFECVCase>("feature-selection/rfecv");

  test.each(cases.map((item): [string, RFECVCase] => [rankedTitle(item), item]))("%s", async (_, item) => {
    const { estimator, X, y, params } = ranked(item, rankedSets);
    const model = await new RFECV(estimator, params).fit(X, y);
    expect(model.getSupport()).toEqual(item.support);
    expect(Array.from(model.ranking)).toEqual(item.ranking);
    expectClose(await model.score(X, y), item.score, "lapack");
    const results = model.cvResults as unknown as Readonly<Record<string, number[]>>;
    expect(Object.keys(results).sort()).toEqual(Object.keys(item.cvResults).sort());
    for (const [name, values] of Object.entries(item.cvResults))
      expectClose(results[name]!, values, "lapack");
  });
});
