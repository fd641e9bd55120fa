/**
 * Decision trees.
 *
 * @module
 */
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
  type RegressionCriterion,
} from "./decision-tree-regressor.js";
export type {
  CategoricalFeatures,
  GrowthParams,
  MaxFeatures,
  MonotonicConstraints,
  MonotonicDirection,
} from "./tree-params.js";
export { type TreeArrays, TreeStructure } from "./tree-structure.js";
