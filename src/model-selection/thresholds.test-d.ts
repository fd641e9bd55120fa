import { LogisticRegression } from "../linear-model/logistic-regression.js";
import { Ridge } from "../linear-model/ridge.js";
import { DecisionTreeClassifier } from "../tree/decision-tree-classifier.js";
import { FixedThresholdClassifier } from "./fixed-threshold-classifier.js";
import { GridSearchCV } from "./grid-search.js";
import { TunedThresholdClassifierCV } from "./tuned-threshold-classifier-cv.js";

const X = [[0], [1]];
const tree = new DecisionTreeClassifier();

// @ts-expect-error a regressor has no classes
new FixedThresholdClassifier(new Ridge());
// @ts-expect-error a misspelt option
new FixedThresholdClassifier(tree, { treshold: 0.5 });
// @ts-expect-error there is no such score
new TunedThresholdClassifierCV(tree, { scoring: "balanced-accuracy" });
// @ts-expect-error folds have no such name
new TunedThresholdClassifierCV(tree, { cv: "all" });
// @ts-expect-error the tree has no such hyper-parameter
new GridSearchCV(new FixedThresholdClassifier(tree), { "estimator.maxDept": [1] });
new GridSearchCV(new FixedThresholdClassifier(tree), { "estimator.maxDepth": [1], threshold: [0.1, "auto"] });

const model = await new TunedThresholdClassifierCV(tree, { cv: 2 }).fit(X, ["a", "b"]);
const labels: string[] = await model.predict(X);
const threshold: number = model.bestThreshold;
void [labels, threshold];
await model.predictProba(X);
// @ts-expect-error trees have no decision function
await model.decisionFunction(X);
const linear = await new FixedThresholdClassifier(new LogisticRegression()).fit(X, [true, false]);
await linear.decisionFunction(X);
// @ts-expect-error labels are booleans
const texts: string[] = await linear.predict(X);
void texts;
