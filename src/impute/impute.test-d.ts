import { KNNImputer } from "./knn-imputer.js";
import type { KNNImputerModel } from "./knn-imputer-model.js";
import { MissingIndicator } from "./missing-indicator.js";

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
