import { IsolationForest } from "./index.js";

// @ts-expect-error: a misspelt hyper-parameter
new IsolationForest({ maxSample: 3 });
// @ts-expect-error: no such option
new IsolationForest({ contamination: "low" });
// @ts-expect-error: features are counted or named by a share
new IsolationForest({ maxFeatures: "sqrt" });
// @ts-expect-error: an estimator cannot score before fit
new IsolationForest().scoreSamples([[1]]);

const model = await new IsolationForest({ maxSamples: "auto", contamination: 0.1 }).fit([[0], [1]]);
const labels: Int32Array = await model.predict([[0]]);
// @ts-expect-error: no labels to be scored against
model.score([[0]], [1]);

export { labels };
