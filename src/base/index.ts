export type { ClassWeight, ClassWeightTable } from "./class-weight.js";
export {
  type AnyEstimator,
  type AnyModel,
  BaseEstimator,
  type Cell,
  type ClassifierModel,
  type ColumnLike,
  type ColumnType,
  type EstimatorKind,
  type FitOptions,
  type FrameLike,
  type HasParams,
  type Label,
  type MatrixLike,
  type OutlierModel,
  type ProbabilisticModel,
  type Progress,
  type RegressorModel,
  type ResampleOptions,
  type Sampler,
  type ScoreOptions,
  type TableLike,
  type Transformer,
  type TransformerModel,
  type TransformOutput,
  type UnsupervisedKind,
  type VectorLike,
} from "./estimator.js";
export {
  type ComputeClassWeightOptions,
  type ComputeSampleWeightOptions,
  computeClassWeight,
  computeSampleWeight,
} from "./label-weights.js";
export type { AnyClassifier, AnyRegressor } from "./model-of.js";
export type { ParamGrid, Paths, PathValue } from "./param-paths.js";
export { nearestName, type ParamSpec, type ParamSpecs } from "./params.js";
export type { ResampledTable } from "./resampled-rows.js";
export {
  BaseSampler,
  type LabelIn,
  type Resampled,
  type SampleIndices,
  type SamplerParams,
} from "./sampler.js";
export type {
  ClassCounts,
  ClassCountsOf,
  CleanSamplingStrategy,
  OverSamplingStrategy,
  SamplingStrategy,
  SamplingType,
  UnderSamplingStrategy,
} from "./sampling-strategy.js";
export type { Persistent } from "./state.js";
export type { RowsOf } from "./take-rows.js";
export { BaseTransformer, type FitTransformed } from "./transformer.js";
