export {
  GroupKFold,
  KFold,
  type KFoldParams,
  kFoldParamSpecs,
  StratifiedKFold,
} from "./k-fold.js";
export { LeaveOneOut } from "./leave-one-out.js";
export {
  RepeatedKFold,
  type RepeatedKFoldParams,
  RepeatedStratifiedKFold,
  repeatedKFoldParamSpecs,
} from "./repeated-k-fold.js";
export {
  ShuffleSplit,
  type ShuffleSplitParams,
  StratifiedShuffleSplit,
  shuffleSplitParamSpecs,
} from "./shuffle-split.js";
export { BaseSplitter, type Fold, type HasRows, type Splitter } from "./splitter.js";
export { type TrainTestSplit, type TrainTestSplitOptions, trainTestSplit } from "./train-test-split.js";
