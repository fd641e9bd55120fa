import { Ridge } from "../linear-model/index.js";
import { DecisionTreeClassifier } from "../tree/index.js";
import { AdaBoostClassifier } from "./index.js";

// @ts-expect-error: a misspelt hyper-parameter
new AdaBoostClassifier({ nEstimator: 3 });
// @ts-expect-error: a regressor has no classes to vote for
new AdaBoostClassifier({ estimator: new Ridge() });
// @ts-expect-error: SAMME is the only algorithm
new AdaBoostClassifier({ algorithm: "SAMME.R" });

const model = await new AdaBoostClassifier().fit([[0], [1]], [true, false]);
const labels: boolean[] = await model.predict([[0]]);
const importances: Float64Array = model.featureImportances;
// @ts-expect-error: labels are booleans
const numbers: number[] = await model.predict([[0]]);
// @ts-expect-error: stages come one after the other
model.stagedPredict([[0]]).length;

const deep = await new AdaBoostClassifier({ estimator: new DecisionTreeClassifier({ maxDepth: 2 }) }).fit(
  [[0], [1]],
  ["a", "b"],
);
deep.estimators[0]!.tree.threshold;

export { importances, labels, numbers };
