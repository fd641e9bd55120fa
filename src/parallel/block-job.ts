import { KernelError } from "../core/errors.js";
import type { Kernels } from "../kernels/index.js";
import {
  activeWord,
  type ControlWords,
  currentWord,
  DONE,
  FAILED,
  GENERATION,
  JOB_ARGUMENT_COUNT,
  JOB_ARGUMENTS,
  JOB_BLOCK_SIZE,
  JOB_KERNEL,
  JOB_SCRATCH,
  JOB_SCRATCH_BYTES,
  JOB_TOTAL,
  NEXT,
  STOP,
  sleepsWord,
} from "./control.js";

/** A kernel that works on a range: (begin, end, block, scratch, ...arguments). */
export type BlockKernel = (
  begin: number,
  end: number,
  block: number,
  scratch: number,
  ...rest: number[]
) => void;

/** Names of kernels that work on a range. */
export type BlockKernelName = {
  [K in keyof Kernels]: Kernels[K] extends (
    begin: number,
    end: number,
    block: number,
    scratch: number,
    ...rest: infer _
  ) => void
    ? K
    : never;
}[keyof Kernels];

/** The kernels by number; both ends of the channel number them alike. */
export function kernelTable(kernels: Kernels): {
  readonly names: readonly string[];
  readonly functions: readonly BlockKernel[];
} {
  const names = Object.keys(kernels).sort();
  return { names, functions: names.map((name) => kernels[name as keyof Kernels] as BlockKernel) };
}

/** One kernel over [0, total), cut into blocks. */
export interface BlockJob {
  readonly kernel: BlockKernel;
  readonly total: number;
  readonly blockSize: number;
  readonly args: readonly number[];
  /** Start of this lane's scratch. */
  readonly scratch: number;
}

/** Runs one block. */
export function runBlock({ kernel, total, blockSize, args, scratch }: BlockJob, block: number): void {
  kernel(block * blockSize, Math.min(total, (block + 1) * blockSize), block, scratch, ...args);
}

/** What the caller of a job hears when a block trapped. */
export function trapError(block: number, cause?: unknown): KernelError {
  return new KernelError(`a kernel trapped in block ${block}; its arguments do not fit its memory`, {
    cause,
  });
}

/** {@link runBlock} on the caller's own thread, where a trap is an error at once. */
export function runOwnBlock(job: BlockJob, block: number): void {
  try {
    runBlock(job, block);
  } catch (cause) {
    throw trapError(block, cause);
  }
}

/** Reads the description of the open job. */
export function readJob(job: Float64Array, functions: readonly BlockKernel[], lane: number): BlockJob {
  return {
    kernel: functions[job[JOB_KERNEL]!]!,
    total: job[JOB_TOTAL]!,
    blockSize: job[JOB_BLOCK_SIZE]!,
    args: Array.from(job.subarray(JOB_ARGUMENTS, JOB_ARGUMENTS + job[JOB_ARGUMENT_COUNT]!)),
    scratch: job[JOB_SCRATCH]! + lane * job[JOB_SCRATCH_BYTES]!,
  };
}

/**
 * Takes and runs blocks of the open job until none is left. A lane declares itself active before it looks at the job a
 * second time, and the owner closes the job before it looks who is active, so neither misses the other.
 */
export function joinOpenJob(
  control: ControlWords,
  job: Float64Array,
  functions: readonly BlockKernel[],
  lane: number,
): void {
  const generation = Atomics.load(control, GENERATION);
  if (generation % 2 === 0) return;
  Atomics.store(control, activeWord(lane), 1);
  if (Atomics.load(control, GENERATION) === generation)
    takeBlocks(control, readJob(job, functions, lane), lane);
  Atomics.store(control, activeWord(lane), 0);
  tellOwner(control, activeWord(lane));
}

/** Wakes the owner, if it sleeps until a word changes. */
function tellOwner(control: ControlWords, word: number): void {
  if (Atomics.load(control, sleepsWord(0)) !== 0) Atomics.notify(control, word);
}

function takeBlocks(control: ControlWords, job: BlockJob, lane: number): void {
  while (takeBlock(control, job, lane));
}

/** Takes and runs one block; false if none was left. */
export function takeBlock(control: ControlWords, job: BlockJob, lane: number): boolean {
  if (Atomics.load(control, STOP) !== 0) return false;
  const block = Atomics.add(control, NEXT, 1);
  if (block * job.blockSize >= job.total) return false;
  Atomics.store(control, currentWord(lane), block + 1);
  try {
    runBlock(job, block);
  } catch {
    Atomics.store(control, FAILED, block + 1);
    Atomics.store(control, STOP, 1);
  }
  Atomics.add(control, DONE, 1);
  Atomics.store(control, currentWord(lane), 0);
  tellOwner(control, DONE);
  return true;
}
