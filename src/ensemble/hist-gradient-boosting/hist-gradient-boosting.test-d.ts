import { HistGradientBoostingClassifier, HistGradientBoostingRegressor } from "../index.js";

// @ts-expect-error: a misspelt hyper-parameter
new HistGradientBoostingClassifier({ learningrate: 0.1 });
// @ts-expect-error: a loss of regression
new HistGradientBoostingClassifier({ loss: "poisson" });
// @ts-expect-error: a loss of classification
new HistGradientBoostingRegressor({ loss: "log_loss" });
// @ts-expect-error: a direction is -1, 0 or 1
new HistGradientBoostingRegressor({ monotonicCst: { age: 2 } });
// @ts-expect-error: an unknown score
new HistGradientBoostingRegressor({ scoring: "acuracy" });
// @ts-expect-error: regression has no class weights
new HistGradientBoostingRegressor({ classWeight: "balanced" });
// @ts-expect-error: groups hold positions
new HistGradientBoostingRegressor({ interactionCst: [["age"]] });

const model = await new HistGradientBoostingClassifier({ maxIter: 1 }).fit([[0], [1]], [true, false]);
const labels: boolean[] = await model.predict([[0]]);
// @ts-expect-error: labels are those of fit
const texts: string[] = await model.predict([[0]]);

export { labels, texts };
