export { makePipeline, Pipeline, type PipelineParams, pipelineParamSpecs } from "./pipeline.js";
export { type FittedPipeline, PipelineModel } from "./pipeline-model.js";
export type { PipelineSteps, Step, TransformerStep } from "./pipeline-types.js";
