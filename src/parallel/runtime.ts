import { InvalidParameterError } from "../core/errors.js";
import { compileKernels, createMemory, instantiateKernels, type Kernels } from "../kernels/index.js";
import { Arena } from "./arena.js";
import { type BlockJob, type BlockKernelName, kernelTable, runOwnBlock } from "./block-job.js";
import { runBlockJob } from "./block-owner.js";
import type { CancelSignal } from "./cancel.js";
import {
  availableLanes,
  canShareMemory,
  isLaneCount,
  LONGEST_STRETCH,
  MOST_LANES,
  nextTurn,
} from "./platform.js";
import { Pool } from "./pool.js";
import type { Task, TaskWork } from "./task.js";
import { runTaskJob, runTasksInline } from "./task-owner.js";

/** A kernel over [0, total), cut into blocks. */
export interface BlockWork {
  readonly total: number;
  /** Size of a block: a constant or a function of the data, never of the number of lanes. */
  readonly blockSize: number;
  /** Arguments after (begin, end, block, scratch). */
  readonly args: readonly number[];
  /** Bytes of scratch for each lane; default 0. */
  readonly scratchBytes?: number;
  /** What this thread does before it takes blocks, while the other lanes are at them already. */
  readonly meanwhile?: () => void;
  /** Whether there is too little work to wake the other lanes for; default false. */
  readonly alone?: boolean;
  readonly signal?: CancelSignal | undefined;
}

/**
 * Kernels, their memory, and the lanes that work on it.
 *
 * @example
 * ```ts
 * const runtime = await loadRuntime();
 * const sums = await runtime.arena.scope(async (scope) => {
 *   const X = scope.copyF64([1, 2, 3, 4]); // four rows of one feature, in two blocks
 *   const shift = scope.copyF64([0]);
 *   const out = scope.f64(2);
 *   const args = [1, X.pointer, shift.pointer, out.pointer];
 *   await runtime.runBlocks("columnSums", { total: 4, blockSize: 2, args });
 *   return Array.from(out.view());
 * });
 * sums; // => [3, 7]
 * ```
 */
export class Runtime {
  /** Kernels on this thread. */
  readonly kernels: Kernels;
  /** Blocks of kernel memory. */
  readonly arena: Arena;
  readonly #pool: Pool | undefined;
  readonly #table: ReturnType<typeof kernelTable>;
  #busy = false;
  /** Pieces of work done on this thread alone, or with the lanes for a moment. */
  #pieces = 0;

  /** @internal */
  constructor(kernels: Kernels, arena: Arena, pool: Pool | undefined) {
    this.kernels = kernels;
    this.arena = arena;
    this.#pool = pool;
    this.#table = kernelTable(kernels);
  }

  /** Threads that share the work, this one included. */
  get lanes(): number {
    return this.#pool?.size ?? 1;
  }

  /** Threads that would share tasks now: while the lanes have a job, work that comes from elsewhere stays on this thread. */
  get freeLanes(): number {
    return this.#busy ? 1 : this.lanes;
  }

  /** Starts the other lanes, so that they are up when this thread has prepared the first work for them. */
  startLanes(): void {
    this.#pool?.start();
  }

  /** @internal The workers, for tests of their deaths. */
  get pool(): Pool | undefined {
    return this.#pool;
  }

  /**
   * Runs a kernel over all blocks of [0, total), on all lanes. Each block writes to places of its own, so the result
   * does not depend on who ran it.
   *
   * @throws {KernelError} if a block traps; the signal's reason if cancelled.
   */
  async runBlocks(name: BlockKernelName, work: BlockWork): Promise<void> {
    const { total, blockSize, args, scratchBytes = 0, meanwhile, alone = false, signal } = work;
    signal?.throwIfAborted();
    this.#pieces++;
    const pool = this.#busy || alone || total <= blockSize ? undefined : this.#pool;
    await this.arena.scope(async (scope) => {
      const scratch = scope.u8(scratchBytes * (pool?.size ?? 1)).pointer;
      const number = this.#table.names.indexOf(name);
      const job: BlockJob = { kernel: this.#table.functions[number]!, total, blockSize, args, scratch };
      if (pool === undefined) {
        meanwhile?.();
        await runBlocksInline(job, signal);
      } else {
        await this.#exclusively(() => runBlockJob(pool, job, { number, scratchBytes, meanwhile }, signal));
      }
    });
  }

  /**
   * Runs a task on every item, on all lanes, and resolves to the results in the order of the items.
   *
   * @throws what the task throws for the first failing item; the signal's reason if cancelled.
   */
  async runTasks<Common, Item, Result>(
    task: Task<Common, Item, Result>,
    work: TaskWork<Common, Item>,
  ): Promise<Result[]> {
    const { staysHere = false, scratchBytes = 0, signal } = work;
    signal?.throwIfAborted();
    const pool = this.#busy || staysHere || work.items.length < 2 ? undefined : this.#pool;
    return this.arena.scope(async (scope) => {
      const scratch = scope.u8(scratchBytes * (pool?.size ?? 1)).pointer;
      const context = {
        kernels: this.kernels,
        memory: this.arena.memory,
        scratch,
        otherWork: () => this.#pieces,
      };
      if (pool === undefined) return runTasksInline(this.#counted(task), work, context);
      return this.#exclusively(() => runTaskJob(pool, task, work, { ...context, scratchBytes }));
    });
  }

  #counted<C, I, R>(task: Task<C, I, R>): Task<C, I, R> {
    return {
      name: task.name,
      run: (context, common, item) => {
        this.#pieces++;
        return task.run(context, common, item);
      },
    };
  }

  /** While the lanes have a job, work that comes from elsewhere stays on this thread. */
  async #exclusively<R>(work: () => Promise<R>): Promise<R> {
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }
}

async function runBlocksInline(job: BlockJob, signal: CancelSignal | undefined): Promise<void> {
  let turn = performance.now();
  for (let block = 0; block * job.blockSize < job.total; block++) {
    runOwnBlock(job, block);
    if (performance.now() - turn < LONGEST_STRETCH) continue;
    await nextTurn();
    signal?.throwIfAborted();
    turn = performance.now();
  }
}

/** The one runtime of this thread, made at the first use. See docs/decisions/0002-one-runtime.md. */
const current: { lanes: number | undefined; runtime: Promise<Runtime> | undefined } = {
  lanes: undefined,
  runtime: undefined,
};

/**
 * The kernels and lanes of this thread.
 *
 * @example
 * ```ts
 * const { arena, kernels } = await loadRuntime();
 * const sums = arena.scopeSync((scope) => {
 *   const X = scope.copyF64([1, 2, 3, 4]); // two rows of two features
 *   const shift = scope.copyF64([0, 0]);
 *   const out = scope.f64(2);
 *   kernels.columnSums(0, 2, 0, 0, 2, X.pointer, shift.pointer, out.pointer);
 *   return Array.from(out.view());
 * });
 * sums; // => [4, 6]
 * ```
 */
export async function loadRuntime(): Promise<Runtime> {
  current.runtime ??= createRuntime(current.lanes ?? availableLanes());
  return current.runtime;
}

async function createRuntime(lanes: number): Promise<Runtime> {
  const memory = createMemory();
  const module = await compileKernels();
  const kernels = await instantiateKernels(module, memory);
  const pool = lanes > 1 && canShareMemory() ? new Pool(lanes, module, memory) : undefined;
  return new Runtime(kernels, new Arena(memory), pool);
}

/**
 * Sets on how many threads later work runs, this thread included. The results are the same for any number.
 *
 * @param lanes an integer from 1 to 1024, or null for one for each logical processor.
 * @throws {InvalidParameterError} if `lanes` is neither.
 * @example
 * ```ts
 * setLanes(1);
 * (await loadRuntime()).lanes; // => 1
 * setLanes(null);
 * ```
 */
export function setLanes(lanes: number | null): void {
  if (lanes !== null && !isLaneCount(lanes)) {
    throw new InvalidParameterError(
      "setLanes",
      "lanes",
      `an integer from 1 to ${MOST_LANES}, or null (one for each processor)`,
      lanes,
    );
  }
  const previous = current.runtime;
  current.lanes = lanes ?? undefined;
  current.runtime = undefined;
  void previous?.then((runtime) => runtime.pool?.close());
}

/** @internal A worker is one lane and starts no others. */
export function useOneLane(): void {
  current.lanes = 1;
}
