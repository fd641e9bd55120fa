export {
  type ColumnSelection,
  type ColumnSelector,
  type ColumnStep,
  type ColumnSteps,
  makeColumnSelector,
} from "./column-selection.js";
export {
  ColumnTransformer,
  type ColumnTransformerOptions,
  type ColumnTransformerParams,
  columnTransformerParamSpecs,
  makeColumnTransformer,
  type UnnamedColumnStep,
} from "./column-transformer.js";
export { ColumnTransformerModel } from "./column-transformer-model.js";
export {
  FeatureUnion,
  type FeatureUnionOptions,
  type FeatureUnionParams,
  featureUnionParamSpecs,
  makeUnion,
} from "./feature-union.js";
export { FeatureUnionModel, type UnionStep, type UnionSteps } from "./feature-union-model.js";
export { makePipeline, Pipeline, type PipelineParams, pipelineParamSpecs } from "./pipeline.js";
export { type FittedPipeline, PipelineModel } from "./pipeline-model.js";
export type { PipelineSteps, Step, TransformerStep } from "./pipeline-types.js";
export type { TargetFunction } from "./target-map.js";
export {
  TransformedTargetRegressor,
  type TransformedTargetRegressorParams,
  transformedTargetRegressorParamSpecs,
} from "./transformed-target-regressor.js";
export { TransformedTargetRegressorModel } from "./transformed-target-regressor-model.js";
