export type { ClassWeight, ClassWeightTable } from "./class-weight.js";
export {
  type AnyEstimator,
  type AnyModel,
  BaseEstimator,
  type Cell,
  type ClassifierModel,
  type ColumnLike,
  type EstimatorKind,
  type FitOptions,
  type FrameLike,
  type HasParams,
  type Label,
  type MatrixLike,
  type ProbabilisticModel,
  type Progress,
  type RegressorModel,
  type ScoreOptions,
  type TableLike,
  type Transformer,
  type TransformerModel,
  type VectorLike,
} from "./estimator.js";
export type { ParamSpec, ParamSpecs } from "./params.js";
export type { Persistent } from "./state.js";
