export type { QuantileMethod } from "../core/quantile.js";
export type { BinStrategy } from "./bin-edges.js";
export { Binarizer, BinarizerModel, type BinarizerParams, binarizerParamSpecs } from "./binarizer.js";
export type { GivenCategories } from "./category-learner.js";
export {
  type FunctionInput,
  FunctionTransformer,
  FunctionTransformerModel,
  type FunctionTransformerParams,
  functionTransformerParamSpecs,
  type SampleFunction,
} from "./function-transformer.js";
export {
  KBinsDiscretizer,
  type KBinsDiscretizerParams,
  kBinsDiscretizerParamSpecs,
} from "./k-bins-discretizer.js";
export { type BinEncoding, KBinsDiscretizerModel } from "./k-bins-discretizer-model.js";
export {
  type LabelBinarizeOptions,
  LabelBinarizer,
  LabelBinarizerModel,
  type LabelBinarizerParams,
  type LabelTargetType,
  labelBinarize,
  labelBinarizerParamSpecs,
} from "./label-binarizer.js";
export {
  LabelEncoder,
  LabelEncoderModel,
  type LabelEncoderParams,
  labelEncoderParamSpecs,
} from "./label-encoder.js";
export type { IndicatorMatrix, IndicatorParams, LabelTarget } from "./label-indicators.js";
export {
  MaxAbsScaler,
  MaxAbsScalerModel,
  type MaxAbsScalerParams,
  maxAbsScalerParamSpecs,
} from "./max-abs-scaler.js";
export {
  MinMaxScaler,
  MinMaxScalerModel,
  type MinMaxScalerParams,
  minMaxScalerParamSpecs,
} from "./min-max-scaler.js";
export {
  type LabelSets,
  MultiLabelBinarizer,
  MultiLabelBinarizerModel,
  type MultiLabelBinarizerParams,
  multiLabelBinarizerParamSpecs,
} from "./multi-label-binarizer.js";
export type { FunctionName } from "./named-functions.js";
export { Normalizer, NormalizerModel, type NormalizerParams, normalizerParamSpecs } from "./normalizer.js";
export {
  OneHotEncoder,
  type OneHotEncoderParams,
  oneHotEncoderParamSpecs,
} from "./one-hot-encoder.js";
export { type HandleUnknown, OneHotEncoderModel } from "./one-hot-encoder-model.js";
export {
  OrdinalEncoder,
  type OrdinalEncoderParams,
  ordinalEncoderParamSpecs,
} from "./ordinal-encoder.js";
export { OrdinalEncoderModel } from "./ordinal-encoder-model.js";
export {
  PolynomialFeatures,
  PolynomialFeaturesModel,
  type PolynomialFeaturesParams,
  polynomialFeaturesParamSpecs,
} from "./polynomial-features.js";
export type { PowerMethod } from "./power-likelihood.js";
export {
  PowerTransformer,
  PowerTransformerModel,
  type PowerTransformerParams,
  powerTransformerParamSpecs,
} from "./power-transformer.js";
export type { OutputDistribution } from "./quantile-map.js";
export {
  QuantileTransformer,
  QuantileTransformerModel,
  type QuantileTransformerParams,
  quantileTransformerParamSpecs,
} from "./quantile-transformer.js";
export {
  RobustScaler,
  RobustScalerModel,
  type RobustScalerParams,
  robustScalerParamSpecs,
} from "./robust-scaler.js";
export type { Norm } from "./row-norms.js";
export {
  type AxisOption,
  binarize,
  type LikeX,
  maxabsScale,
  minmaxScale,
  type NormalizedX,
  type NormalizeOptions,
  normalize,
  powerTransform,
  quantileTransform,
  robustScale,
  scale,
} from "./scaling-functions.js";
export {
  StandardScaler,
  StandardScalerModel,
  type StandardScalerParams,
  standardScalerParamSpecs,
} from "./standard-scaler.js";
export {
  TargetEncoder,
  type TargetEncoderParams,
  targetEncoderParamSpecs,
} from "./target-encoder.js";
export { TargetEncoderModel } from "./target-encoder-model.js";
export type { Smoothing } from "./target-encoding.js";
export { type FitTransformedTarget, TargetTransformer } from "./target-transformer.js";
