import { KernelError } from "../core/errors.js";
import { onWarning } from "../core/warning.js";
import { instantiateKernels, type Kernels } from "../kernels/index.js";
import { type BlockKernel, joinOpenJob, kernelTable } from "./block-job.js";
import { CancelledInWorker, sharedCancelSignal } from "./cancel.js";
import { messagesWord, sleepsWord, wakeWord } from "./control.js";
import { type OwnerChannel, ownerChannel, spinForChange } from "./platform.js";
import { useOneLane } from "./runtime.js";
import {
  type AnyTask,
  type StartMessage,
  TASK_CANCELLED,
  TASK_LANES,
  TASK_NEXT,
  type TasksMessage,
  takeNoMore,
  type WorkerMessage,
} from "./task.js";
import { errorToWire } from "./wire-error.js";

/** What a lane holds on to once it was started. */
interface LaneState {
  readonly start: StartMessage;
  readonly kernels: Kernels;
  readonly functions: readonly BlockKernel[];
}

/**
 * Life of a worker: it sleeps in shared memory, where a block job reaches it within microseconds, and goes back to its
 * event loop only when a message waits.
 *
 * @param tasks the tasks that this worker knows by name.
 * @param loadMore loads further tasks, at the first job whose task is none of these.
 */
export function runLane(tasks: readonly AnyTask[], loadMore: () => Promise<readonly AnyTask[]>): void {
  useOneLane();
  const channel = ownerChannel();
  const byName = new Map(tasks.map((task) => [task.name, task]));
  const find = async (name: string): Promise<AnyTask | undefined> => {
    if (!byName.has(name)) for (const task of await loadMore()) byName.set(task.name, task);
    return byName.get(name);
  };
  let state: LaneState | undefined;
  let handled = 0;
  let queue: Promise<void> = Promise.resolve();
  channel.listen((message) => {
    queue = queue.then(async () => {
      const received = message as StartMessage | TasksMessage;
      if (received.kind === "start") state = await startLane(received, channel);
      else await runTasks(received, state!, find, channel);
      handled++;
      serveBlocks(state!, handled);
    });
  });
}

async function startLane(start: StartMessage, channel: OwnerChannel): Promise<LaneState> {
  const kernels = await instantiateKernels(start.module, start.memory);
  post(channel, { kind: "ready" });
  return { start, kernels, functions: kernelTable(kernels).functions };
}

function post(channel: OwnerChannel, message: WorkerMessage, handedOver: readonly ArrayBuffer[] = []): void {
  channel.post(message, handedOver);
}

/** Serves block jobs until a message waits that was not yet handled. */
function serveBlocks({ start, functions }: LaneState, handled: number): void {
  const { control, job, lane } = start;
  for (;;) {
    const seen = Atomics.load(control, wakeWord(lane));
    if (Atomics.load(control, messagesWord(lane)) > handled) return;
    joinOpenJob(control, job, functions, lane);
    if (spinForChange(control, wakeWord(lane), seen)) continue;
    Atomics.store(control, sleepsWord(lane), 1);
    Atomics.wait(control, wakeWord(lane), seen);
    Atomics.store(control, sleepsWord(lane), 0);
  }
}

/** Takes items of a task job until none is left. */
async function runTasks(
  message: TasksMessage,
  state: LaneState,
  find: (name: string) => Promise<AnyTask | undefined>,
  channel: OwnerChannel,
): Promise<void> {
  const { job, claims, common, items } = message;
  const signal = sharedCancelSignal(claims, TASK_CANCELLED);
  const context = { kernels: state.kernels, memory: state.start.memory, scratch: message.scratch, signal };
  const finding = find(message.task);
  await finding.catch(() => {}); // no item is taken while its code is loaded: other lanes may do them all meanwhile
  Atomics.store(claims, TASK_LANES + state.start.lane, 1);
  while (!signal.aborted) {
    const index = Atomics.add(claims, TASK_NEXT, 1);
    if (index >= items.length) break;
    onWarning((warning) => post(channel, { kind: "warning", job, index, warning }));
    try {
      const task = await finding;
      if (task === undefined)
        throw new KernelError(
          `the worker must know the task ${message.task}; its code is of another version`,
        );
      const value: unknown = await task.run(context, common, items[index]);
      post(channel, { kind: "result", job, index, value }, task.handedOver?.(value));
    } catch (error) {
      if (error instanceof CancelledInWorker) break;
      takeNoMore(claims);
      post(channel, { kind: "error", job, index, error: errorToWire(error) });
    }
  }
  post(channel, { kind: "settled", job });
}
