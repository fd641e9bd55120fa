/**
 * Ensembles of trees.
 *
 * @module
 */

export {
  AdaBoostClassifier,
  type AdaBoostClassifierParams,
  adaBoostClassifierParamSpecs,
  type BoostedClassifierOf,
} from "./ada-boost-classifier.js";
export { AdaBoostClassifierModel, type BoostedClassifierParts } from "./ada-boost-classifier-model.js";
export {
  AdaBoostRegressor,
  type AdaBoostRegressorParams,
  adaBoostRegressorParamSpecs,
  type BoostedRegressorOf,
} from "./ada-boost-regressor.js";
export { AdaBoostRegressorModel } from "./ada-boost-regressor-model.js";
export {
  BaggingClassifier,
  type BaggingClassifierParams,
  baggingClassifierParamSpecs,
} from "./bagging-classifier.js";
export {
  type BaggedClassifier,
  BaggingClassifierModel,
  type FittedBaggingClassifier,
} from "./bagging-classifier-model.js";
export type { BaggingParams } from "./bagging-params.js";
export {
  BaggingRegressor,
  BaggingRegressorModel,
  type BaggingRegressorParams,
  baggingRegressorParamSpecs,
} from "./bagging-regressor.js";
export {
  BalancedBaggingClassifier,
  BalancedBaggingClassifierModel,
  type BalancedBaggingClassifierParams,
  balancedBaggingClassifierParamSpecs,
} from "./balanced-bagging-classifier.js";
export {
  BalancedRandomForestClassifier,
  BalancedRandomForestClassifierModel,
  type BalancedRandomForestClassifierParams,
  balancedRandomForestClassifierParamSpecs,
} from "./balanced-random-forest-classifier.js";
export type { BoostedParts, ImportancesOf } from "./base-boosted-model.js";
export type { ForestClassifierParams } from "./base-forest-classifier.js";
export type { ForestRegressorParams } from "./base-forest-regressor.js";
export type { AdaBoostLoss } from "./boost-regressors.js";
export {
  EasyEnsembleClassifier,
  EasyEnsembleClassifierModel,
  type EasyEnsembleClassifierParams,
  easyEnsembleClassifierParamSpecs,
} from "./easy-ensemble-classifier.js";
export {
  ExtraTreesClassifier,
  ExtraTreesClassifierModel,
  type ExtraTreesClassifierParams,
  extraTreesClassifierParamSpecs,
} from "./extra-trees-classifier.js";
export {
  ExtraTreesRegressor,
  ExtraTreesRegressorModel,
  type ExtraTreesRegressorParams,
  extraTreesRegressorParamSpecs,
} from "./extra-trees-regressor.js";
export type { ForestClassWeight, ForestParams, OutOfBagScore } from "./forest-params.js";
export {
  BaseGradientBoostingModel,
  type GradientBoostingParts,
} from "./gradient-boosting/base-gradient-boosting-model.js";
export type { BoostingLoss, LossName } from "./gradient-boosting/boosting-loss.js";
export {
  GradientBoostingClassifier,
  GradientBoostingClassifierModel,
  type GradientBoostingClassifierParams,
  gradientBoostingClassifierParamSpecs,
} from "./gradient-boosting/gradient-boosting-classifier.js";
export type { GradientBoostingParams } from "./gradient-boosting/gradient-boosting-params.js";
export {
  GradientBoostingRegressor,
  GradientBoostingRegressorModel,
  type GradientBoostingRegressorParams,
  gradientBoostingRegressorParamSpecs,
} from "./gradient-boosting/gradient-boosting-regressor.js";
export {
  HistGradientBoostingClassifier,
  HistGradientBoostingClassifierModel,
  type HistGradientBoostingClassifierParams,
  histGradientBoostingClassifierParamSpecs,
} from "./hist-gradient-boosting/hist-gradient-boosting-classifier.js";
export {
  HistGradientBoostingRegressor,
  HistGradientBoostingRegressorModel,
  type HistGradientBoostingRegressorParams,
  histGradientBoostingRegressorParamSpecs,
} from "./hist-gradient-boosting/hist-gradient-boosting-regressor.js";
export type {
  HistCategoricalFeatures,
  HistGradientBoostingParams,
  HistMonotonicConstraints,
  HistScoring,
  InteractionConstraints,
} from "./hist-gradient-boosting/hist-params.js";
export type { HistTree } from "./hist-gradient-boosting/hist-tree.js";
export type { HistRegressionLoss } from "./hist-gradient-boosting/losses.js";
export type { HistFitOptions } from "./hist-gradient-boosting/prepare-fit.js";
export {
  IsolationForest,
  type IsolationForestParams,
  isolationForestParamSpecs,
} from "./isolation-forest.js";
export { IsolationForestModel } from "./isolation-forest-model.js";
export { MultiOutputForestClassifierModel, MultiOutputForestRegressorModel } from "./multi-output-forest.js";
export type { NamedMember, NamedMemberModels, StackMember } from "./named-members.js";
export {
  RandomForestClassifier,
  RandomForestClassifierModel,
  type RandomForestClassifierParams,
  randomForestClassifierParamSpecs,
} from "./random-forest-classifier.js";
export {
  RandomForestRegressor,
  RandomForestRegressorModel,
  type RandomForestRegressorParams,
  randomForestRegressorParamSpecs,
} from "./random-forest-regressor.js";
export {
  RUSBoostClassifier,
  RUSBoostClassifierModel,
  type RUSBoostClassifierParams,
  rusBoostClassifierParamSpecs,
} from "./rus-boost-classifier.js";
export type { StackMethod } from "./stacked-outputs.js";
export {
  StackingClassifier,
  type StackingClassifierParams,
  stackingClassifierParamSpecs,
} from "./stacking-classifier.js";
export { type FittedStackingClassifier, StackingClassifierModel } from "./stacking-classifier-model.js";
export type { StackingParams } from "./stacking-params.js";
export {
  StackingRegressor,
  StackingRegressorModel,
  type StackingRegressorParams,
  stackingRegressorParamSpecs,
} from "./stacking-regressor.js";
export {
  type FittedVoting,
  type Voting,
  VotingClassifier,
  type VotingClassifierParams,
  votingClassifierParamSpecs,
} from "./voting-classifier.js";
export { SoftVotingClassifierModel, VotingClassifierModel } from "./voting-classifier-model.js";
export {
  VotingRegressor,
  VotingRegressorModel,
  type VotingRegressorParams,
  votingRegressorParamSpecs,
} from "./voting-regressor.js";
