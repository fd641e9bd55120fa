import type { LearnkitWarning } from "../core/warning.js";
import type { KernelMemory, KernelModule, Kernels } from "../kernels/index.js";
import type { CancelSignal } from "./cancel.js";

/** Where a task runs. */
export interface TaskContext {
  /** Kernels over the memory of the thread that started the tasks. */
  readonly kernels: Kernels;
  /** That memory. A task may read what the caller put there and write to its own scratch. */
  readonly memory: KernelMemory;
  /** Start of this lane's scratch in that memory. */
  readonly scratch: number;
  /** Whether the work is still wanted. */
  readonly signal: CancelSignal;
}

/**
 * Coarse work (a fold, a grid point, a tree) that any lane can do: a named export with arguments that can be cloned,
 * never a closure.
 */
export interface Task<Common, Item, Result> {
  readonly name: string;
  readonly run: (context: TaskContext, common: Common, item: Item) => Promise<Result> | Result;
  /** Buffers of a result that nobody else holds: they cross to the owner without a copy. */
  handedOver?(result: Result): readonly ArrayBuffer[];
}

/** A task of any types, as a worker lists it. */
// biome-ignore lint/suspicious/noExplicitAny: a list holds tasks of various types
export type AnyTask = Task<any, any, any>;

/**
 * Declares a task; the worker's entry point must list it too.
 *
 * @example
 * ```ts
 * const square = defineTask("square", (_context, power: number, item: number) => item ** power);
 * square.name; // => "square"
 * ```
 */
export function defineTask<Common, Item, Result>(
  name: string,
  run: (context: TaskContext, common: Common, item: Item) => Promise<Result> | Result,
  handedOver?: (result: Result) => readonly ArrayBuffer[],
): Task<Common, Item, Result> {
  return handedOver === undefined ? { name, run } : { name, run, handedOver };
}

/** Items for a task. */
export interface TaskWork<Common, Item> {
  /** What all items share; cloned once for each worker. */
  readonly common: Common;
  readonly items: readonly Item[];
  /** Whether the items stay on this thread, because what they share cannot be cloned; default false. */
  readonly staysHere?: boolean;
  /** Bytes of scratch for each lane; default 0. */
  readonly scratchBytes?: number;
  /** What this thread does before it takes items, while the other lanes are at them already; its error comes before those of items. */
  readonly meanwhile?: () => Promise<void>;
  readonly signal?: CancelSignal | undefined;
  readonly onProgress?: ((progress: { readonly done: number; readonly total: number }) => void) | undefined;
}

/** Words of a task job in shared memory: the next item, the cancel flag, and for each lane whether it has begun to take items. */
export const TASK_NEXT = 0;
export const TASK_CANCELLED = 1;
export const TASK_LANES = 2;

/**
 * After a failure no further item is taken, but those before it are finished: of several failures the one of the first
 * item is reported, as if the items ran in order.
 */
export function takeNoMore(claims: Int32Array<SharedArrayBuffer>): void {
  Atomics.store(claims, TASK_NEXT, 2 ** 30);
}

/** Owner to worker: begin. */
export interface StartMessage {
  readonly kind: "start";
  readonly lane: number;
  readonly module: KernelModule;
  readonly memory: KernelMemory;
  readonly control: Int32Array<SharedArrayBuffer>;
  readonly job: Float64Array<SharedArrayBuffer>;
}

/** Owner to worker: take items of this job until none is left. */
export interface TasksMessage {
  readonly kind: "tasks";
  readonly job: number;
  readonly task: string;
  readonly common: unknown;
  readonly items: readonly unknown[];
  readonly claims: Int32Array<SharedArrayBuffer>;
  readonly scratch: number;
}

/** An error as it crosses a thread border. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Worker to owner. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "result"; readonly job: number; readonly index: number; readonly value: unknown }
  | {
      readonly kind: "warning";
      readonly job: number;
      readonly index: number;
      readonly warning: LearnkitWarning;
    }
  | { readonly kind: "error"; readonly job: number; readonly index: number; readonly error: WireError }
  | { readonly kind: "settled"; readonly job: number };
