import { RandomForestClassifier, RandomForestRegressor } from "./index.js";

// @ts-expect-error: trees of a forest have no splitter to choose
new RandomForestClassifier({ splitter: "random" });
// @ts-expect-error: an unknown preset
new RandomForestClassifier({ classWeight: "even" });
// @ts-expect-error: a criterion of classification
new RandomForestRegressor({ criterion: "gini" });

const model = await new RandomForestClassifier({ nEstimators: 2 }).fit([[0], [1]], [true, false]);
const labels: boolean[] = await model.predict([[0]]);
// @ts-expect-error: a forest of classification has class shares, not a prediction, out of bag
model.oobPrediction;

export { labels };
