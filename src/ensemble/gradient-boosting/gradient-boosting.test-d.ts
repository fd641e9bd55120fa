import { Ridge } from "../../linear-model/index.js";
import { GradientBoostingClassifier, GradientBoostingRegressor } from "../index.js";

// @ts-expect-error: a misspelt hyper-parameter
new GradientBoostingRegressor({ learnRate: 1 });
// @ts-expect-error: a loss of regression
new GradientBoostingClassifier({ loss: "huber" });
// @ts-expect-error: a regressor has no probabilities to begin with
new GradientBoostingClassifier({ init: new Ridge() });
// @ts-expect-error: trees of boosting have no monotonic constraints
new GradientBoostingRegressor({ monotonicCst: [1] });

const model = await new GradientBoostingClassifier({ nEstimators: 2 }).fit([[0], [1]], [true, false]);
const labels: boolean[] = await model.predict([[0]]);
// @ts-expect-error: stages come one after the other
model.stagedPredict([[0]]).length;

export { labels };
