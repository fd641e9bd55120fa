export type { CrossValidation, Fold, HasRows, Splitter } from "../base/cross-validation.js";
export {
  type CrossValidateOptions,
  type CrossValidateResult,
  crossValidate,
  crossValScore,
  type FittedOf,
} from "./cross-validate.js";
export {
  FixedThresholdClassifier,
  FixedThresholdClassifierModel,
  type FixedThresholdClassifierOptions,
  type FixedThresholdClassifierParams,
  fixedThresholdClassifierParamSpecs,
} from "./fixed-threshold-classifier.js";
export {
  GridSearchCV,
  type GridSearchCVOptions,
  type GridSearchCVParams,
  gridSearchCVParamSpecs,
} from "./grid-search.js";
export { type FittedSearch, GridSearchCVModel, type Refit } from "./grid-search-model.js";
export {
  GroupKFold,
  KFold,
  type KFoldParams,
  kFoldParamSpecs,
  StratifiedKFold,
} from "./k-fold.js";
export { LeaveOneOut } from "./leave-one-out.js";
export type { ParamSetting } from "./parameter-grid.js";
export {
  RepeatedKFold,
  type RepeatedKFoldParams,
  RepeatedStratifiedKFold,
  repeatedKFoldParamSpecs,
} from "./repeated-k-fold.js";
export type { ScoreFunction, ScoresOf, Scoring, SingleScoring } from "./scoring.js";
export type { RanksOf, SearchResults } from "./search-results.js";
export {
  ShuffleSplit,
  type ShuffleSplitParams,
  StratifiedShuffleSplit,
  shuffleSplitParamSpecs,
} from "./shuffle-split.js";
export { BaseSplitter } from "./splitter.js";
export type { ThresholdCurve } from "./threshold-curve.js";
export { type FittedThreshold, type ResponseMethod, ThresholdModel } from "./threshold-model.js";
export { type TrainTestSplit, type TrainTestSplitOptions, trainTestSplit } from "./train-test-split.js";
export {
  TunedThresholdClassifierCV,
  TunedThresholdClassifierCVModel,
  type TunedThresholdClassifierCVOptions,
  type TunedThresholdClassifierCVParams,
  tunedThresholdClassifierCVParamSpecs,
} from "./tuned-threshold-classifier-cv.js";
