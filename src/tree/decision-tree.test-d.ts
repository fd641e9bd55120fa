import { DecisionTreeClassifier, DecisionTreeRegressor } from "./index.js";

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
