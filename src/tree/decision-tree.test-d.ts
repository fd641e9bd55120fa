import { DecisionTreeClassifier, DecisionTreeRegressor, type DecisionTreeRegressorModel } from "./index.js";

// @ts-expect-error: a misspelt hyper-parameter
new DecisionTreeClassifier({ maxDeph: 3 });
// @ts-expect-error: a criterion of regression
new DecisionTreeClassifier({ criterion: "squared_error" });
// @ts-expect-error: regression has no class weights
new DecisionTreeRegressor({ classWeight: "balanced" });
// @ts-expect-error: a direction that is none
new DecisionTreeRegressor({ monotonicCst: { age: 2 } });
// @ts-expect-error: features by number or name
new DecisionTreeRegressor({ categoricalFeatures: [true] });
// @ts-expect-error: an estimator cannot predict before fit
new DecisionTreeRegressor().predict([[1]]);

const model = await new DecisionTreeClassifier().fit([[0], [1]], ["a", "b"]);
const labels: string[] = await model.predict([[0]]);
// @ts-expect-error: labels have the type of y
const numbers: number[] = await model.predict([[0]]);

export { labels, numbers };

const several = await new DecisionTreeClassifier().fit([[0], [1]], [["a"], ["b"]]);
const rows: string[][] = await several.predict([[0]]);
// @ts-expect-error: several outputs have one matrix each
(await several.predictProba([[0]])).toArray();
const one: DecisionTreeRegressorModel = await new DecisionTreeRegressor().fit([[0], [1]], [1, 2]);
// @ts-expect-error: a model of several outputs predicts a matrix
const vector: Float64Array = await (await new DecisionTreeRegressor().fit([[0]], [[1, 2]])).predict([[0]]);
// @ts-expect-error: labels are no targets
void new DecisionTreeRegressor().fit([[0]], [["a"]]);

export { one, rows, vector };
