import { type BlockJob, runOwnBlock, takeBlock, trapError } from "./block-job.js";
import type { CancelSignal } from "./cancel.js";
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
import { keepingAlive, LONGEST_STRETCH, nextTurn, spinForChange, waitForChange } from "./platform.js";
import type { Pool } from "./pool.js";

/** What workers need beside the job itself. */
interface JobExtras {
  /** The kernel's number in the table. */
  readonly number: number;
  readonly scratchBytes: number;
  /** What the owner does first. */
  readonly meanwhile: (() => void) | undefined;
}

/** Runs a block job on all lanes; the owner works too, as lane 0. */
export async function runBlockJob(
  pool: Pool,
  job: BlockJob,
  extras: JobExtras,
  signal: CancelSignal | undefined,
): Promise<void> {
  const { control } = pool;
  const blocks = Math.ceil(job.total / job.blockSize);
  pool.start();
  openJob(pool, job, extras);
  try {
    extras.meanwhile?.();
    // Most jobs are short, and end before this thread need sleep.
    if (!(takeBlocksForAWhile(control, job) && lookForEnd(control, blocks)))
      await keepingAlive(async () => {
        await takeOwnShare(control, job, signal);
        await waitForBlocks(pool, job, blocks, signal);
      });
  } catch (error) {
    Atomics.store(control, STOP, 1);
    throw error;
  } finally {
    Atomics.add(control, GENERATION, 1);
    if (!pool.liveLanes().every((lane) => hasLeft(control, lane))) await keepingAlive(() => closeJob(pool));
  }
  signal?.throwIfAborted();
  const failed = Atomics.load(control, FAILED);
  if (failed !== 0) throw trapError(failed - 1);
}

function openJob(pool: Pool, job: BlockJob, { number, scratchBytes }: JobExtras): void {
  const { control, job: words } = pool;
  words[JOB_KERNEL] = number;
  words[JOB_TOTAL] = job.total;
  words[JOB_BLOCK_SIZE] = job.blockSize;
  words[JOB_SCRATCH] = job.scratch;
  words[JOB_SCRATCH_BYTES] = scratchBytes;
  words[JOB_ARGUMENT_COUNT] = job.args.length;
  words.set(job.args, JOB_ARGUMENTS);
  for (const word of [NEXT, DONE, STOP, FAILED]) Atomics.store(control, word, 0);
  Atomics.add(control, GENERATION, 1);
  pool.wake();
}

/** Lane 0 takes blocks; true if none is left, false if the event loop must have a turn before. */
function takeBlocksForAWhile(control: ControlWords, job: BlockJob): boolean {
  const start = performance.now();
  while (takeBlock(control, job, 0)) if (performance.now() - start >= LONGEST_STRETCH) return false;
  return true;
}

/** Lane 0 takes blocks until none is left. */
async function takeOwnShare(
  control: ControlWords,
  job: BlockJob,
  signal: CancelSignal | undefined,
): Promise<void> {
  do {
    await nextTurn();
    stopIfCancelled(control, signal);
  } while (!takeBlocksForAWhile(control, job));
}

/** Looks whether all blocks are done as long as one after the other is; false if one takes longer. */
function lookForEnd(control: ControlWords, blocks: number): boolean {
  for (;;) {
    const done = Atomics.load(control, DONE);
    if (done >= blocks) return true;
    if (!spinForChange(control, DONE, done)) return false;
  }
}

/** Looks whether a lane is out of the job; false if it takes a while. */
function hasLeft(control: ControlWords, lane: number): boolean {
  return Atomics.load(control, activeWord(lane)) !== 1 || spinForChange(control, activeWord(lane), 1);
}

function stopIfCancelled(control: ControlWords, signal: CancelSignal | undefined): void {
  if (signal?.aborted === true) Atomics.store(control, STOP, 1);
}

async function waitForBlocks(
  pool: Pool,
  job: BlockJob,
  blocks: number,
  signal: CancelSignal | undefined,
): Promise<void> {
  const { control } = pool;
  for (;;) {
    const done = Atomics.load(control, DONE);
    if (done >= blocks || Atomics.load(control, STOP) !== 0) return;
    redoBlocksOfTheDead(pool, job);
    redoLostBlocks(pool, job, blocks);
    await sleepUntilChange(control, DONE, done);
    stopIfCancelled(control, signal);
  }
}

/** Waits until a word of the other lanes is no longer `value`, or a little while. */
async function sleepUntilChange(control: ControlWords, word: number, value: number): Promise<void> {
  Atomics.store(control, sleepsWord(0), 1);
  try {
    await waitForChange(control, word, value);
  } finally {
    Atomics.store(control, sleepsWord(0), 0);
  }
}

/** A block whose worker died is done again here; kernels are idempotent. */
function redoBlocksOfTheDead(pool: Pool, job: BlockJob): void {
  const { control } = pool;
  const live = new Set(pool.liveLanes());
  for (let lane = 1; lane < pool.size; lane++) {
    const block = Atomics.load(control, currentWord(lane)) - 1;
    if (live.has(lane) || block < 0) continue;
    Atomics.store(control, currentWord(lane), 0);
    runOwnBlock(job, block);
    Atomics.add(control, DONE, 1);
  }
}

/**
 * A worker that died between taking a block and noting its number left no trace of which it was: when no lane works and
 * blocks are missing, all are done again.
 */
function redoLostBlocks(pool: Pool, job: BlockJob, blocks: number): void {
  const { control } = pool;
  const live = pool.liveLanes();
  if (live.length === pool.size - 1) return; // nobody died
  if (live.some((lane) => Atomics.load(control, activeWord(lane)) === 1)) return;
  if (Atomics.load(control, DONE) >= blocks) return;
  for (let block = 0; block < blocks; block++) runOwnBlock(job, block);
  Atomics.store(control, DONE, blocks);
}

/** Waits until no live lane touches the memory of a job that has ended. */
async function closeJob(pool: Pool): Promise<void> {
  const { control } = pool;
  for (const lane of pool.liveLanes()) {
    while (Atomics.load(control, activeWord(lane)) === 1 && pool.liveLanes().includes(lane)) {
      await sleepUntilChange(control, activeWord(lane), 1);
    }
  }
}
