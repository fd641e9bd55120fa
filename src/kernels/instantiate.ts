import { KernelError } from "../core/errors.js";
import type { Kernels } from "./kernel-exports.generated.js";
import { WASM_BASE64 } from "./wasm-bytes.generated.js";

// The declarations name no type of the DOM library, which a project for Node alone does not load.

/** Memory of the kernels: a `WebAssembly.Memory`. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  /** Adds pages of 65,536 bytes. */
  grow(pages: number): number;
}

/** The compiled kernels: a `WebAssembly.Module`. */
export type KernelModule = object;

/** Bytes of one WebAssembly page. */
const PAGE = 65536;

/** Largest memory: 4 GiB. */
const MAXIMUM_PAGES = 65536;

/**
 * Makes a memory for kernels, able to grow to 4 GiB. Its type is shared, as the module demands, also where the page is
 * not cross-origin isolated and the memory cannot be handed to a worker.
 *
 * @throws {KernelError} if the platform has no shared WebAssembly memory.
 */
export function createMemory(): KernelMemory {
  try {
    return new WebAssembly.Memory({ initial: 2, maximum: MAXIMUM_PAGES, shared: true });
  } catch (cause) {
    throw new KernelError(
      "WebAssembly: no shared memory can be had; learnkit needs WebAssembly threads and SIMD",
      {
        cause,
      },
    );
  }
}

/**
 * Compiles the embedded module.
 *
 * @throws {KernelError} if the platform lacks SIMD or threads.
 */
export async function compileKernels(): Promise<KernelModule> {
  try {
    return await WebAssembly.compile(bytesOf(WASM_BASE64));
  } catch (cause) {
    throw new KernelError(
      "WebAssembly: the kernels do not compile; learnkit needs WebAssembly threads and SIMD",
      {
        cause,
      },
    );
  }
}

/** Binds the module to a memory. */
export async function instantiateKernels(module: KernelModule, memory: KernelMemory): Promise<Kernels> {
  const instance = await WebAssembly.instantiate(module as WebAssembly.Module, {
    env: { memory: memory as WebAssembly.Memory, abort: kernelAborted },
  });
  return instance.exports as unknown as Kernels;
}

function kernelAborted(): never {
  throw new KernelError("a kernel aborted");
}

/**
 * Grows a memory to hold at least `bytes`.
 *
 * @throws {KernelError} if it cannot grow so far.
 */
export function ensureBytes(memory: KernelMemory, bytes: number): void {
  const have = memory.buffer.byteLength;
  if (bytes <= have) return;
  try {
    memory.grow(Math.ceil((bytes - have) / PAGE));
  } catch (cause) {
    const mebibytes = Math.ceil(bytes / 2 ** 20);
    throw new KernelError(
      `WebAssembly: ${mebibytes} MiB of kernel memory cannot be had (the limit is 4096 MiB)`,
      {
        cause,
      },
    );
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
