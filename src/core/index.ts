export { CsrMatrix } from "./csr-matrix.js";
export {
  type ErrorCode,
  type FaultPlace,
  InvalidInputError,
  InvalidParameterError,
  KernelError,
  LearnkitError,
  ModelFormatError,
} from "./errors.js";
export { exp } from "./exp.js";
export { expm1 } from "./expm1.js";
export { log } from "./log.js";
export { log1p } from "./log1p.js";
export { Matrix } from "./matrix.js";
export type { FilePath } from "./node-files.js";
export { type ChoiceOptions, type GeneratorState, RandomState, type Shuffleable } from "./random-state.js";
export { type SamplingMethod, sampleWithoutReplacement } from "./sample-without-replacement.js";
export { version } from "./version.js";
export { type LearnkitWarning, onWarning, type WarningCode } from "./warning.js";
