import { Pipeline } from "../compose/index.js";
import { LogisticRegression, Ridge } from "../linear-model/index.js";
import { StandardScaler } from "../preprocessing/index.js";
import { crossValidate, GridSearchCV } from "./index.js";

const X = [[1], [2]];
const pipeline = new Pipeline([
  ["scale", new StandardScaler()],
  ["model", new LogisticRegression()],
]);

const search = new GridSearchCV(
  pipeline,
  { "model.C": [0.1, 1], "scale.withMean": [true, false] },
  { cv: 3 },
);
const model = await search.fit(X, ["a", "b"]);
const labels: string[] = await model.predict(X);
const best: number | undefined = model.bestParams["model.C"];
const means: Float64Array = model.cvResults.meanTestScore;
const split: Float64Array = model.cvResults.split0TestScore;

const ridge = await new GridSearchCV(
  new Ridge(),
  { alpha: [1] },
  { scoring: ["r2", "neg_max_error"], refit: "r2" },
).fit(X, [1, 2]);
const values: Float64Array = await ridge.predict(X);
const r2: Float64Array = ridge.cvResults.meanTestScore.r2;
const coef: Float64Array = ridge.bestModel.coef as Float64Array;
const { testScore } = await crossValidate(new Ridge(), X, [1, 2], { scoring: { mine: () => 1, r2: "r2" } });
const mine: Float64Array = testScore.mine;
void [labels, best, means, split, values, r2, coef, mine];

// Functions among the scores know their parameters.
const a = await crossValidate(new Ridge(), X, [1, 2], {
  scoring: { mine: (model) => model.coef[0], r2: "r2" },
});
const b: Float64Array = a.testScore.mine;
const c = await crossValidate(new Ridge(), X, [1, 2], { scoring: (model) => model.coef[0] });
const d: Float64Array = c.testScore;
const e = await new GridSearchCV(
  new Ridge(),
  { alpha: [1] },
  { scoring: { mine: (model) => model.coef[0], r2: "r2" }, refit: "r2" },
).fit(X, [1, 2]);
const f: Float64Array = e.cvResults.meanTestScore.mine;
const g = await new GridSearchCV(
  new Ridge(),
  { alpha: [1] },
  { scoring: (model) => model.coef[0], cv: 3 },
).fit(X, [1, 2]);
const h: Float64Array = g.cvResults.meanTestScore;
const chosen = await new GridSearchCV(
  new Ridge(),
  { alpha: [1] },
  { refit: (results) => results.meanFitTime.length },
).fit(X, [1, 2]);
void [b, d, f, h, chosen];

// @ts-expect-error no such hyper-parameter
new GridSearchCV(new Ridge(), { alfa: [1] });
// @ts-expect-error a hyper-parameter of another type
new GridSearchCV(new Ridge(), { alpha: ["small"] });
// @ts-expect-error values come in arrays
new GridSearchCV(new Ridge(), { alpha: 1 });
// @ts-expect-error no such step
new GridSearchCV(pipeline, { "modell.C": [1] });
// @ts-expect-error no such hyper-parameter of the step
new GridSearchCV(pipeline, { "model.D": [1] });
// @ts-expect-error a hyper-parameter of the step of another type
new GridSearchCV(pipeline, { "model.C": ["a"] });
// @ts-expect-error a misspelt score
new GridSearchCV(new Ridge(), { alpha: [1] }, { scoring: "r3" });
// @ts-expect-error refit by a score that is not asked for
new GridSearchCV(new Ridge(), { alpha: [1] }, { scoring: ["r2"], refit: "neg_max_error" });
// @ts-expect-error a regressor takes numbers
await new GridSearchCV(new Ridge(), { alpha: [1] }).fit(X, ["a", "b"]);
// @ts-expect-error a regressor has no probabilities
await ridge.predictProba(X);
// @ts-expect-error a misspelt option
await crossValidate(new Ridge(), X, [1, 2], { folds: 5 });
