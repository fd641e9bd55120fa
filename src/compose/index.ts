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
export { makePipeline, Pipeline, type PipelineParams, pipelineParamSpecs } from "./pipeline.js";
export { type FittedPipeline, PipelineModel } from "./pipeline-model.js";
export type { PipelineSteps, Step, TransformerStep } from "./pipeline-types.js";
