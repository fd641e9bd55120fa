import { ExtraTreeClassifier, ExtraTreeRegressor } from "../tree/index.js";
import { ExtraTreesClassifier, ExtraTreesRegressor } from "./index.js";

// @ts-expect-error: a misspelt hyper-parameter
new ExtraTreesClassifier({ nEstimator: 3 });
// @ts-expect-error: trees of a forest have no splitter to choose
new ExtraTreesRegressor({ splitter: "best" });
// @ts-expect-error: a criterion of regression
new ExtraTreeClassifier({ criterion: "poisson" });
// @ts-expect-error: regression has no class weights
new ExtraTreeRegressor({ classWeight: "balanced" });

const model = await new ExtraTreesClassifier({ nEstimators: 2 }).fit([[0], [1]], ["a", "b"]);
const labels: string[] = await model.predict([[0]]);
// @ts-expect-error: a forest of classification has class shares, not a prediction, out of bag
model.oobPrediction;
// @ts-expect-error: labels have the type of y
const numbers: number[] = await model.estimators[0]!.predict([[0]]);

export { labels, numbers };
