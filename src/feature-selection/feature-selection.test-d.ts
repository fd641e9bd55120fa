import {
  CsrMatrix,
  GenericUnivariateSelect,
  GridSearchCV,
  LogisticRegression,
  Matrix,
  Pipeline,
  RFE,
  RFECV,
  Ridge,
  SelectFdr,
  SelectFpr,
  SelectFromModel,
  SelectFwe,
  SelectKBest,
  SelectPercentile,
  VarianceThreshold,
} from "learnkit";

const X = [
  [1, 2],
  [3, 4],
];
const y = ["a", "b"];

async function whatCompiles(): Promise<void> {
  const model = await new SelectKBest({ scoreFunc: "f_classif", k: 1 }).fit(X, y);
  model.scores satisfies Float64Array;
  model.pvalues satisfies Float64Array | null;
  model.getSupport() satisfies boolean[];
  model.getSupport({ indices: true }) satisfies Int32Array;
  (await model.transform(X)) satisfies Matrix;
  (await model.transform(CsrMatrix.fromMatrix(Matrix.from(X)))) satisfies CsrMatrix;
  (await new VarianceThreshold().fit(X)).variances satisfies Float64Array;
  new SelectKBest({ scoreFunc: (samples, target: string[]) => [samples.rows, target.length], k: "all" });
  new SelectPercentile({ scoreFunc: async () => ({ scores: [1, 2], pvalues: [0, 1] }) });

  const pipeline = new Pipeline([
    ["select", new SelectKBest({ k: 1 })],
    ["model", new LogisticRegression()],
  ]);
  new GridSearchCV(pipeline, { "select.k": [1, 2, "all"], "model.C": [1] });
}
void whatCompiles;

// @ts-expect-error a misspelt hyper-parameter
new SelectKBest({ kBest: 3 });
// @ts-expect-error no such score function
new SelectKBest({ scoreFunc: "fClassif" });
// @ts-expect-error k is a number or "all"
new SelectKBest({ k: "every" });
// @ts-expect-error a score function gives numbers
new SelectPercentile({ scoreFunc: () => ["a", "b"] });
// @ts-expect-error alpha is a number
new SelectFpr({ alpha: "0.05" });
// @ts-expect-error a threshold is a number
new VarianceThreshold({ threshold: "mean" });

const pipeline = new Pipeline([
  ["select", new SelectKBest({ k: 1 })],
  ["model", new LogisticRegression()],
]);
// @ts-expect-error the selector has no alpha
new GridSearchCV(pipeline, { "select.alpha": [1] });
// @ts-expect-error k is a number or "all"
new GridSearchCV(pipeline, { "select.k": ["most"] });

async function whatDoesNot(): Promise<void> {
  const model = await new VarianceThreshold().fit(X);
  // @ts-expect-error the variances are known, no scores
  model.scores;
  // @ts-expect-error a selector does not predict
  model.predict(X);
}
void whatDoesNot;

async function eliminationsKnowTheirEstimator(): Promise<void> {
  const ranked = await new RFE(new LogisticRegression(), { nFeaturesToSelect: 1 }).fit(X, y);
  ranked.ranking satisfies Int32Array;
  (await ranked.predict(X)) satisfies string[];
  ranked.classes satisfies readonly string[];
  (await ranked.predictProba(X)) satisfies Matrix;
  (await ranked.estimator.predict(X)) satisfies string[];
  const line = await new RFE(new Ridge()).fit(X, [1, 2]);
  (await line.predict(X)) satisfies Float64Array;
  line.estimator.coef satisfies Float64Array;
  new GridSearchCV(new RFE(new Ridge()), { "estimator.alpha": [1], nFeaturesToSelect: [1, null] });

  const chosen = await new SelectFromModel(new Ridge(), { threshold: "1.25*mean" }).fit(X, [1, 2]);
  chosen.estimator.coef satisfies Float64Array;
  const prefit = await new SelectFromModel(line.estimator, { prefit: true }).fit(X);
  prefit.estimator.coef satisfies Float64Array;
  new GridSearchCV(
    new Pipeline([
      ["select", new SelectFromModel(new Ridge())],
      ["model", new Ridge()],
    ]),
    { "select.estimator.alpha": [1], "select.threshold": ["mean", 0.5], "model.alpha": [2] },
  );
  new Pipeline([
    ["select", new RFE(new LogisticRegression())],
    ["model", new LogisticRegression()],
  ]);

  const validated = await new RFECV(new LogisticRegression(), { cv: 2, scoring: "accuracy" }).fit(X, y);
  validated.cvResults.meanTestScore satisfies Float64Array;
  validated.cvResults.split0Ranking satisfies readonly Int32Array[];
  (await validated.predict(X)) satisfies string[];
  // @ts-expect-error RFECV finds the number itself
  new RFECV(new Ridge(), { nFeaturesToSelect: 2 });
  // @ts-expect-error no such score
  new RFECV(new Ridge(), { scoring: "r3" });
  // @ts-expect-error a regressor gives no probabilities
  line.predictProba(X);
  // @ts-expect-error Ridge needs numbers
  void new RFE(new Ridge()).fit(X, ["a", "b"]);
  // @ts-expect-error a classifier needs a target
  void new RFE(new LogisticRegression()).fit(X);
  // @ts-expect-error Ridge has no C
  new GridSearchCV(new RFE(new Ridge()), { "estimator.C": [1] });
  // @ts-expect-error alpha is a number
  new GridSearchCV(new SelectFromModel(new Ridge()), { "estimator.alpha": ["much"] });
  // @ts-expect-error a misspelt hyper-parameter
  new RFE(new Ridge(), { nFeatures: 2 });
  // @ts-expect-error no such threshold
  new SelectFromModel(new Ridge(), { threshold: "2*max" });
  // @ts-expect-error an estimator is needed
  new RFE({ alpha: 1 });
}
void eliminationsKnowTheirEstimator;

// @ts-expect-error no such mode
new GenericUnivariateSelect({ mode: "k" });
// @ts-expect-error alpha is a number
new SelectFdr({ alpha: "0.1" });
// @ts-expect-error a misspelt hyper-parameter
new SelectFwe({ level: 0.1 });
