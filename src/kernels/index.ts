export { compileKernels, createMemory, ensureBytes, instantiateKernels } from "./instantiate.js";
export type { Kernels } from "./kernel-exports.generated.js";
