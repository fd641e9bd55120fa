export {
  type AccuracyOptions,
  accuracyScore,
  type BalancedAccuracyOptions,
  balancedAccuracyScore,
  hammingLoss,
  zeroOneLoss,
} from "./accuracy.js";
export {
  type CohenKappaOptions,
  cohenKappaScore,
  type MatthewsOptions,
  matthewsCorrcoef,
} from "./agreement.js";
export {
  type ClassificationReportOptions,
  classificationReport,
  type ReportDict,
  type ReportRow,
} from "./classification-report.js";
export { type ConfusionMatrixOptions, confusionMatrix } from "./confusion-matrix.js";
export {
  type CostScoreOptions,
  type CostScorerOptions,
  type CostTable,
  type CostThresholdOptions,
  costScore,
  costThreshold,
  makeCostScorer,
} from "./cost-score.js";
export {
  classificationReportImbalanced,
  type ImbalancedReportDict,
  type ImbalancedReportOptions,
  type ImbalancedReportRow,
} from "./imbalanced-report.js";
export { type IndexBalancedAccuracyOptions, makeIndexBalancedAccuracy } from "./index-balanced-accuracy.js";
export { type MacroAveragedErrorOptions, macroAveragedMeanAbsoluteError } from "./macro-averaged-error.js";
export { type MinkowskiErrorOptions, minkowskiError } from "./minkowski-error.js";
export {
  type Average,
  type AveragedScores,
  type ClassScoreOptions,
  type EachClass,
  type EachClassScores,
  f1Score,
  fbetaScore,
  jaccardScore,
  precisionRecallFscoreSupport,
  precisionScore,
  recallScore,
  type ZeroDivision,
} from "./precision-recall.js";
export {
  type AveragePrecisionOptions,
  averagePrecisionScore,
  type PrecisionRecallCurve,
  precisionRecallCurve,
} from "./precision-recall-curve.js";
export { type BrierOptions, brierScoreLoss, type LogLossOptions, logLoss } from "./probability-losses.js";
export {
  explainedVarianceScore,
  maxError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  medianAbsoluteError,
  type OneValue,
  type RawValues,
  type RegressionErrorOptions,
  r2Score,
  rootMeanSquaredError,
  type Targets,
  type VarianceScoreOptions,
} from "./regression.js";
export { type RocAucOptions, rocAucScore } from "./roc-auc.js";
export { auc, type RocCurve, type RocCurveOptions, rocCurve } from "./roc-curve.js";
export {
  getScorer,
  getScorerNames,
  type MakeScorerOptions,
  type ModelAnswer,
  makeScorer,
  type Scorer,
  type ScorerInput,
  type ScorerName,
} from "./scorer.js";
export {
  type AveragedSensitivity,
  type EachClassSensitivity,
  type GeometricMeanOptions,
  geometricMeanScore,
  type SensitivityOptions,
  sensitivityScore,
  sensitivitySpecificitySupport,
  specificityScore,
} from "./sensitivity-specificity.js";
