import { type LearnkitWarning, reportWarning } from "../core/warning.js";
import type { KernelMemory, Kernels } from "../kernels/index.js";
import { CancelledInWorker, type CancelSignal } from "./cancel.js";
import { keepingAlive, LONGEST_STRETCH, nextTurn } from "./platform.js";
import type { Pool } from "./pool.js";
import {
  TASK_CANCELLED,
  TASK_LANES,
  TASK_NEXT,
  type Task,
  type TaskContext,
  type TaskWork,
  takeNoMore,
  type WorkerMessage,
} from "./task.js";
import { errorFromWire } from "./wire-error.js";

/** Where tasks find the caller's memory, and what else goes on there. */
interface TaskMemory {
  readonly kernels: Kernels;
  readonly memory: KernelMemory;
  /** Scratch of lane 0; those of the others follow. */
  readonly scratch: number;
  /** Pieces of other work that this thread has done so far. */
  readonly otherWork: () => number;
}

const NEVER_CANCELLED: CancelSignal = { aborted: false, throwIfAborted: () => {} };

/** Runs every item on this thread, with a turn of the event loop between items. */
export async function runTasksInline<C, I, R>(
  task: Task<C, I, R>,
  work: TaskWork<C, I>,
  memory: TaskMemory,
): Promise<R[]> {
  const { common, items, signal = NEVER_CANCELLED, onProgress, meanwhile } = work;
  const context: TaskContext = { ...memory, signal };
  const results: R[] = [];
  await meanwhile?.();
  for (const item of items) {
    results.push(await task.run(context, common, item));
    onProgress?.({ done: results.length, total: items.length });
    await nextTurn();
    signal.throwIfAborted();
  }
  return results;
}

/** State of one task job, as the owner sees it. */
class TaskJob<C, I, R> {
  readonly results: R[] = [];
  readonly finished: boolean[];
  readonly claims: Int32Array<SharedArrayBuffer>;
  /** Lanes that still may take items. */
  readonly unsettled: Set<number>;
  failure: { readonly index: number; readonly error: unknown } | undefined;
  done = 0;
  readonly #work: TaskWork<C, I>;
  #onWord: () => void = () => {};

  constructor(work: TaskWork<C, I>, pool: Pool) {
    this.#work = work;
    this.finished = work.items.map(() => false);
    this.claims = new Int32Array(new SharedArrayBuffer((TASK_LANES + pool.size) * 4));
    this.unsettled = new Set(pool.liveLanes());
  }

  finish(index: number, value: R): void {
    if (this.finished[index] === true) return;
    this.finished[index] = true;
    this.results[index] = value;
    this.done++;
    try {
      this.#work.onProgress?.({ done: this.done, total: this.finished.length });
    } catch (error) {
      this.fail(index, error); // a fault of the caller's; here may be an event handler, which must not throw
    }
  }

  fail(index: number, error: unknown): void {
    if (this.failure === undefined || index < this.failure.index) this.failure = { index, error };
    takeNoMore(this.claims);
  }

  /** Tells the other lanes if the work is no longer wanted. */
  tellOfCancel(): void {
    if (this.#work.signal?.aborted === true) Atomics.store(this.claims, TASK_CANCELLED, 1);
  }

  get cancelled(): boolean {
    this.tellOfCancel();
    return Atomics.load(this.claims, TASK_CANCELLED) !== 0;
  }

  /** Whether lanes beside the owner's still take items. */
  get goesOnElsewhere(): boolean {
    return this.unsettled.size > 0 && Atomics.load(this.claims, TASK_NEXT) < this.finished.length;
  }

  /**
   * Whether a lane may be in the middle of an item, when none is left to be taken. One that has not begun by now (it is starting, or loads
   * code) will find none, so that nobody need wait for it.
   */
  get isAtWork(): boolean {
    for (const lane of this.unsettled) if (Atomics.load(this.claims, TASK_LANES + lane) !== 0) return true;
    return false;
  }

  /** Items before the first failure, or all. */
  get wanted(): number {
    return this.failure?.index ?? this.finished.length;
  }

  hear(lane: number, message: WorkerMessage): void {
    if (message.kind === "result") this.finish(message.index, message.value as R);
    else if (message.kind === "warning") this.#warn(message.index, message.warning);
    else if (message.kind === "error") this.fail(message.index, errorFromWire(message.error));
    else if (message.kind === "settled") this.unsettled.delete(lane);
    this.#onWord();
  }

  /** Resolves when a lane says something, or after a little while: the caller's signal says nothing by itself. */
  async nextWord(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LONGEST_STRETCH);
      this.#onWord = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#onWord = () => {};
  }

  #warn(index: number, { message, code }: LearnkitWarning): void {
    try {
      reportWarning(message, code);
    } catch (error) {
      this.fail(index, error); // a handler that throws makes warnings errors, on every lane
    }
  }

  mourn(lane: number): void {
    this.unsettled.delete(lane);
    this.#onWord();
  }
}

let jobs = 0;

/** Runs the items on all lanes; the owner works too. An item whose worker died is done again here. */
export async function runTaskJob<C, I, R>(
  pool: Pool,
  task: Task<C, I, R>,
  work: TaskWork<C, I>,
  memory: TaskMemory & { readonly scratchBytes: number },
): Promise<R[]> {
  pool.start();
  const number = ++jobs;
  const job = new TaskJob<C, I, R>(work, pool);
  pool.listen({
    onMessage: (lane, message) => {
      if (message.kind !== "ready" && message.job === number) job.hear(lane, message);
    },
    onDeath: (lane) => job.mourn(lane),
  });
  try {
    for (const lane of job.unsettled) {
      const { common, items } = work;
      const scratch = memory.scratch + lane * memory.scratchBytes;
      pool.post(lane, {
        kind: "tasks",
        job: number,
        task: task.name,
        common,
        items,
        claims: job.claims,
        scratch,
      });
    }
    await keepingAlive(async () => {
      await doMeanwhile(job, work.meanwhile);
      await takeOwnItems(job, task, work, memory);
    });
  } finally {
    pool.listen(undefined);
  }
  work.signal?.throwIfAborted();
  if (job.failure !== undefined) throw job.failure.error;
  return job.results;
}

/** What fails here comes before the failure of any item. */
async function doMeanwhile<C, I, R>(
  job: TaskJob<C, I, R>,
  meanwhile: (() => Promise<void>) | undefined,
): Promise<void> {
  try {
    await meanwhile?.();
  } catch (error) {
    job.fail(-1, error);
  }
}

async function takeOwnItems<C, I, R>(
  job: TaskJob<C, I, R>,
  task: Task<C, I, R>,
  work: TaskWork<C, I>,
  memory: TaskMemory,
): Promise<void> {
  const context: TaskContext = { ...memory, signal: ownersSignal(job) };
  const runItem = async (index: number): Promise<void> => {
    try {
      job.finish(index, await task.run(context, work.common, work.items[index]!));
    } catch (error) {
      if (!(error instanceof CancelledInWorker)) job.fail(index, error);
    }
  };
  while (!job.cancelled) {
    const index = Atomics.add(job.claims, TASK_NEXT, 1);
    if (index >= work.items.length) break;
    await runItem(index);
    await giveWay(job, memory.otherWork);
  }
  // Once every item is done no lane touches the job any more.
  while (job.isAtWork && job.done < work.items.length) {
    job.tellOfCancel();
    await job.nextWord();
  }
  // An item whose worker died is done again here.
  for (let index = 0; index < job.wanted && !job.cancelled; index++) {
    if (job.finished[index] === true) continue;
    await runItem(index);
    await nextTurn();
  }
}

/** A turn of the event loop, or several: as long as other work goes on here, which cannot leave this thread, the items are left to the other lanes. */
async function giveWay<C, I, R>(job: TaskJob<C, I, R>, otherWork: () => number): Promise<void> {
  let seen: number;
  do {
    seen = otherWork();
    await nextTurn();
  } while (otherWork() !== seen && job.goesOnElsewhere && !job.cancelled);
}

/** The caller's signal, asked by an item on the owner's thread, where no message would reach it before it ends. */
function ownersSignal<C, I, R>(job: TaskJob<C, I, R>): CancelSignal {
  return {
    get aborted(): boolean {
      return job.cancelled;
    },
    throwIfAborted(): void {
      if (job.cancelled) throw new CancelledInWorker("cancelled");
    },
  };
}
