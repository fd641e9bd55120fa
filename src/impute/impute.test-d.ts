import type { ParamGrid } from "../base/param-paths.js";
import { LogisticRegression } from "../linear-model/logistic-regression.js";
import { Ridge } from "../linear-model/ridge.js";
import { IterativeImputer } from "./iterative-imputer.js";
import { KNNImputer } from "./knn-imputer.js";
import type { KNNImputerModel } from "./knn-imputer-model.js";
import { MissingIndicator } from "./missing-indicator.js";
import { SimpleImputer } from "./simple-imputer.js";

// @ts-expect-error a misspelt hyper-parameter
new KNNImputer({ neighbors: 3 });
// @ts-expect-error no such weights
new KNNImputer({ weights: "gaussian" });
// @ts-expect-error only numbers can be averaged
new KNNImputer({ missingValues: "?" });
// @ts-expect-error text has no distance
void new KNNImputer().fit([["Rome"]]);
// @ts-expect-error transform before fit
new KNNImputer().transform([[1]]);
// @ts-expect-error no such choice of features
new MissingIndicator({ features: "some" });
// @ts-expect-error models are immutable
(await new MissingIndicator().fit([[1]])).features = [];

const weights = (distances: Float64Array): Float64Array => distances.map((d) => 1 / (1 + d));
export const model: KNNImputerModel = await new KNNImputer({ weights, missingValues: Number.NaN }).fit([
  [1, null, undefined],
]);

// @ts-expect-error a misspelt hyper-parameter
new IterativeImputer({ maxIterations: 3 });
// @ts-expect-error no such order
new IterativeImputer({ imputationOrder: "greek" });
// @ts-expect-error a classifier predicts no numbers
new IterativeImputer({ estimator: new LogisticRegression() });
// @ts-expect-error text is no number
void new IterativeImputer().fit([["Rome", 1]]);

type Grid<E> = ParamGrid<E>;
const ridge: IterativeImputer<Ridge> = new IterativeImputer({ estimator: new Ridge() });
export const grid: Grid<typeof ridge> = {
  "estimator.alpha": [0.1, 1],
  estimator: [new Ridge()],
  imputationOrder: ["roman"],
  // @ts-expect-error Ridge has no such hyper-parameter
  "estimator.lambdaInit": [1],
};
export const byDefault: Grid<IterativeImputer> = {
  "estimator.lambdaInit": [1, null],
  // @ts-expect-error numbers are not text
  "estimator.maxIter": ["many"],
};

// @ts-expect-error no such strategy
new SimpleImputer({ strategy: "mode" });
// @ts-expect-error a misspelt hyper-parameter
new SimpleImputer({ fill: 0 });
// @ts-expect-error transform before fit
new SimpleImputer().transform([[1]]);
