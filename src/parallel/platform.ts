import type * as NodeOs from "node:os";
import type * as NodeWorkers from "node:worker_threads";
import { InvalidParameterError } from "../core/errors.js";

/** A worker thread, of Node or of the browser. */
export interface WorkerHandle {
  post(message: unknown): void;
  terminate(): void;
}

/** What the owner of a worker listens to. */
export interface WorkerListener {
  onMessage(message: unknown): void;
  /** The worker is gone, or never came to life. */
  onDeath(reason: string): void;
}

interface NodeProcess {
  readonly versions?: { readonly node?: string };
  readonly env: Readonly<Record<string, string | undefined>>;
  getBuiltinModule(name: string): unknown;
}

function nodeProcess(): NodeProcess | undefined {
  const { process } = globalThis as { readonly process?: NodeProcess };
  return process?.versions?.node === undefined ? undefined : process;
}

/** Most lanes: far beyond any machine's processors, and few enough that each can have its words of shared memory. */
export const MOST_LANES = 1024;

/** Whether so many lanes can be had. */
export function isLaneCount(lanes: unknown): lanes is number {
  return Number.isSafeInteger(lanes) && (lanes as number) >= 1 && (lanes as number) <= MOST_LANES;
}

/**
 * Logical processors, or what the environment variable LEARNKIT_LANES asks for.
 *
 * @throws {InvalidParameterError} if the variable is no number of lanes.
 */
export function availableLanes(): number {
  const node = nodeProcess();
  if (node === undefined) return Math.max(1, globalThis.navigator?.hardwareConcurrency ?? 1);
  const asked = node.env["LEARNKIT_LANES"] ?? "";
  if (asked.trim() !== "") {
    if (isLaneCount(Number(asked))) return Number(asked);
    throw new InvalidParameterError(
      "learnkit",
      "environment variable LEARNKIT_LANES",
      `an integer from 1 to ${MOST_LANES}`,
      asked,
    );
  }
  return (node.getBuiltinModule("node:os") as typeof NodeOs).availableParallelism();
}

/** Whether memory can be handed to workers: always in Node, in browsers only with cross-origin isolation. */
export function canShareMemory(): boolean {
  return (
    nodeProcess() !== undefined ||
    (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated === true
  );
}

/** Starts the library's worker. It does not keep a Node process alive. */
export function startWorkerThread(listener: WorkerListener): WorkerHandle {
  const node = nodeProcess();
  if (node !== undefined) return startNodeWorker(node, listener);
  const worker = new Worker(new URL("../worker.js", import.meta.url), { type: "module" });
  worker.onmessage = (event: MessageEvent) => listener.onMessage(event.data);
  worker.onerror = (event: ErrorEvent) => listener.onDeath(event.message);
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => {
      worker.terminate();
      listener.onDeath("terminated");
    },
  };
}

function startNodeWorker(node: NodeProcess, listener: WorkerListener): WorkerHandle {
  const { Worker: NodeWorker } = node.getBuiltinModule("node:worker_threads") as typeof NodeWorkers;
  const worker = new NodeWorker(new URL("../worker.js", import.meta.url), { execArgv: [] });
  worker.on("message", (message: unknown) => listener.onMessage(message));
  worker.on("error", (error: Error) => listener.onDeath(error.message));
  worker.on("exit", (code: number) => listener.onDeath(`exit code ${code}`));
  worker.unref(); // after the listeners, which would hold the process again
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => void worker.terminate(),
  };
}

/** The worker's end of its channel to the owner. */
export interface OwnerChannel {
  /** `handedOver`: buffers of the message that go to the owner without a copy, and are gone here. */
  post(message: unknown, handedOver: readonly ArrayBuffer[]): void;
  listen(onMessage: (message: unknown) => void): void;
}

/** Channel to the thread that started this worker. */
export function ownerChannel(): OwnerChannel {
  const node = nodeProcess();
  if (node !== undefined) {
    const { parentPort } = node.getBuiltinModule("node:worker_threads") as typeof NodeWorkers;
    return {
      post: (message, handedOver) => parentPort!.postMessage(message, handedOver),
      listen: (onMessage) => void parentPort!.on("message", onMessage),
    };
  }
  const scope = globalThis as unknown as {
    postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
    onmessage: (event: MessageEvent) => void;
  };
  return {
    post: (message, handedOver) => scope.postMessage(message, handedOver),
    listen: (onMessage) => {
      scope.onmessage = (event) => onMessage(event.data);
    },
  };
}

/** Longest stretch of work, in ms, before the event loop gets a turn. */
export const LONGEST_STRETCH = 12;

/** Lets the event loop run once: timers, messages, abort signals. */
export function nextTurn(): Promise<void> {
  if (typeof setImmediate === "function") return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Lets the event loop have a turn when work has gone on for a while. */
export function breathing(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_STRETCH) return;
    await nextTurn();
    since = performance.now();
  };
}

/** Longest look for a change before going to sleep, in ms: jobs of a fit come one right after the other, and to wake a lane takes as long. */
const LONGEST_SPIN = 3;

/** Looks for a little while whether word `at` is no longer `value`. */
export function spinForChange(words: Int32Array<SharedArrayBuffer>, at: number, value: number): boolean {
  const end = performance.now() + LONGEST_SPIN;
  do {
    for (let look = 0; look < 50; look++) if (Atomics.load(words, at) !== value) return true;
  } while (performance.now() < end);
  return false;
}

/** Longest sleep, in ms, so that a death that touched no word is noticed. */
const LONGEST_SLEEP = 50;

/** Waits, without blocking the thread, until word `at` is no longer `value`, or a little while. */
export async function waitForChange(
  words: Int32Array<SharedArrayBuffer>,
  at: number,
  value: number,
): Promise<void> {
  if (spinForChange(words, at, value)) return;
  if (typeof Atomics.waitAsync !== "function") return nextTurn();
  await Atomics.waitAsync(words, at, value, LONGEST_SLEEP).value;
}

/** Keeps a Node process alive while `work` waits for workers, which alone would not. */
export async function keepingAlive<R>(work: () => Promise<R>): Promise<R> {
  const timer = setInterval(() => {}, 2 ** 30);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
