/**
 * Decision trees.
 *
 * @module
 */
export type { ClassificationCriterion, TreeClassifierParams } from "./base-tree-classifier.js";
export type { RegressionCriterion, TreeRegressorParams } from "./base-tree-regressor.js";
export type { PruningPath } from "./cost-complexity.js";
export {
  DecisionTreeClassifier,
  DecisionTreeClassifierModel,
  type DecisionTreeClassifierParams,
  decisionTreeClassifierParamSpecs,
} from "./decision-tree-classifier.js";
export {
  DecisionTreeRegressor,
  DecisionTreeRegressorModel,
  type DecisionTreeRegressorParams,
  decisionTreeRegressorParamSpecs,
} from "./decision-tree-regressor.js";
export { type ExportGraphvizOptions, exportGraphviz } from "./export-graphviz.js";
export { type ExportTextOptions, exportText } from "./export-text.js";
export type { ExportedTree, ShownTree } from "./exported-tree.js";
export {
  ExtraTreeClassifier,
  ExtraTreeClassifierModel,
  type ExtraTreeClassifierParams,
  extraTreeClassifierParamSpecs,
} from "./extra-tree-classifier.js";
export {
  ExtraTreeRegressor,
  ExtraTreeRegressorModel,
  type ExtraTreeRegressorParams,
  extraTreeRegressorParamSpecs,
} from "./extra-tree-regressor.js";
export type { LabelTable, OutputClassWeights, TargetTable, TreeClassWeight } from "./multi-output.js";
export { MultiOutputTreeClassifierModel, MultiOutputTreeRegressorModel } from "./multi-output-tree.js";
export type { NodeOptions } from "./node-lines.js";
export { type PlotTreeOptions, plotTree } from "./plot-tree.js";
export { type CodeLanguage, toCode } from "./tree-code.js";
export { rootOf, TreeNode } from "./tree-node.js";
export type {
  CategoricalFeatures,
  GrowthParams,
  MaxFeatures,
  MonotonicConstraints,
  MonotonicDirection,
  TreeSplitter,
} from "./tree-params.js";
export { type TreeArrays, TreeStructure } from "./tree-structure.js";
