export {
  compileKernels,
  createMemory,
  ensureBytes,
  instantiateKernels,
  type KernelMemory,
  type KernelModule,
} from "./instantiate.js";
export type { Kernels } from "./kernel-exports.generated.js";
