import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  ExtraTreeClassifier,
  exportGraphviz,
  exportText,
  plotTree,
  toCode,
} from "./index.js";

const classifier = await new DecisionTreeClassifier().fit([[0], [1]], ["a", "b"]);
const regressor = await new DecisionTreeRegressor().fit([[0], [1]], [1, 2]);
const extra = await new ExtraTreeClassifier().fit([[0], [1]], [true, false]);

const rules: string = exportText(classifier, { featureNames: ["size"], maxDepth: 2 });
const graph: string = exportGraphviz(regressor, { filled: true, precision: 2 });
const picture: string = plotTree(extra, { classNames: true });
const code: string = toCode(classifier, "sql");

const several = await new DecisionTreeClassifier().fit(
  [[0], [1]],
  [
    ["a", "b"],
    ["b", "a"],
  ],
);
const shown: string[] = [exportText(several), exportGraphviz(several), plotTree(several)];

export { code, graph, picture, rules, shown };

// @ts-expect-error: code is of one output
toCode(several, "sql");

// @ts-expect-error: an option of another exporter
exportText(classifier, { filled: true });
// @ts-expect-error: a misspelt option
exportGraphviz(classifier, { featureName: ["size"] });
// @ts-expect-error: names, not one name
plotTree(classifier, { featureNames: "size" });
// @ts-expect-error: a language that is none of the three
toCode(classifier, "java");
// @ts-expect-error: an estimator is not fitted
exportText(new DecisionTreeClassifier());
// @ts-expect-error: the language is asked
toCode(regressor);
