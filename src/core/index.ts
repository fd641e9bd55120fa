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
export { Matrix } from "./matrix.js";
