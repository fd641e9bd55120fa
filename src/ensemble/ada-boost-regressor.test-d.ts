import { LogisticRegression } from "../linear-model/index.js";
import { DecisionTreeRegressor } from "../tree/index.js";
import { AdaBoostRegressor } from "./index.js";

// @ts-expect-error: a misspelt hyper-parameter
new AdaBoostRegressor({ nEstimator: 3 });
// @ts-expect-error: a classifier predicts no numbers
new AdaBoostRegressor({ estimator: new LogisticRegression() });
// @ts-expect-error: no such loss
new AdaBoostRegressor({ loss: "absolute" });
// @ts-expect-error: y holds numbers
void new AdaBoostRegressor().fit([[0], [1]], ["a", "b"]);

const model = await new AdaBoostRegressor({ loss: "square" }).fit([[0], [1]], [0, 1]);
const predicted: Float64Array = await model.predict([[0]]);
const importances: Float64Array = model.featureImportances;
// @ts-expect-error: stages come one after the other
model.stagedPredict([[0]]).length;

const deep = await new AdaBoostRegressor({ estimator: new DecisionTreeRegressor({ maxDepth: 2 }) }).fit(
  [[0], [1]],
  [0, 1],
);
deep.estimators[0]!.tree.threshold;

export { importances, predicted };
