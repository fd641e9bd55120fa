import { Ridge } from "../linear-model/index.js";
import { RUSBoostClassifier } from "./index.js";

// @ts-expect-error: a misspelt hyper-parameter
new RUSBoostClassifier({ samplingStrateg: "auto" });
// @ts-expect-error: a regressor has no classes to vote for
new RUSBoostClassifier({ estimator: new Ridge() });

const model = await new RUSBoostClassifier({ replacement: true }).fit([[0], [1]], ["a", "b"]);
const labels: string[] = await model.predict([[0]]);
// @ts-expect-error: labels are texts
const numbers: number[] = await model.predict([[0]]);

export { labels, numbers };
