import type { KernelMemory, KernelModule } from "../kernels/index.js";
import {
  activeWord,
  type ControlWords,
  createControl,
  createJob,
  currentWord,
  DONE,
  messagesWord,
  sleepsWord,
  wakeWord,
} from "./control.js";
import { startWorkerThread, type WorkerHandle } from "./platform.js";
import type { StartMessage, TasksMessage, WorkerMessage } from "./task.js";

/** Times that a lane is started again after its worker died. */
const RESTARTS = 3;

/** One worker of the pool. */
interface Lane {
  readonly number: number;
  worker: WorkerHandle | undefined;
  ready: boolean;
  starts: number;
  /** Number of the worker that lives here now. */
  life: number;
}

/** Who listens to the messages of a task job. */
export interface TaskListener {
  onMessage(lane: number, message: WorkerMessage): void;
  onDeath(lane: number): void;
}

/**
 * Worker threads over one shared memory. Lane 0 is the owner's own thread, so a pool of n lanes has n - 1 workers.
 * Workers start at the first job; one that dies is replaced at the next job, up to three times.
 */
export class Pool {
  readonly control: ControlWords;
  readonly job: Float64Array<SharedArrayBuffer> = createJob();
  readonly size: number;
  readonly #module: KernelModule;
  readonly #memory: KernelMemory;
  readonly #lanes: Lane[];
  #listener: TaskListener | undefined;

  constructor(size: number, module: KernelModule, memory: KernelMemory) {
    this.size = size;
    this.control = createControl(size);
    this.#module = module;
    this.#memory = memory;
    this.#lanes = Array.from({ length: size - 1 }, (_, i) => ({
      number: i + 1,
      worker: undefined,
      ready: false,
      starts: 0,
      life: 0,
    }));
  }

  /** Starts the workers that do not run. */
  start(): void {
    for (const lane of this.#lanes)
      if (lane.worker === undefined && lane.starts <= RESTARTS) this.#startLane(lane);
  }

  /** Numbers of the lanes that have a worker. */
  liveLanes(): number[] {
    return this.#lanes.filter((lane) => lane.worker !== undefined).map((lane) => lane.number);
  }

  /** Resolves when every live worker is ready for work. */
  async whenReady(turn: () => Promise<void>): Promise<void> {
    while (this.#lanes.some((lane) => lane.worker !== undefined && !lane.ready)) await turn();
  }

  /** Wakes every worker to look at the open job. */
  wake(): void {
    for (const lane of this.#lanes) if (lane.worker !== undefined) this.#wakeLane(lane.number);
  }

  /** Posts a task job to a lane. */
  post(lane: number, message: TasksMessage | StartMessage): void {
    this.#lanes[lane - 1]!.worker?.post(message);
    Atomics.add(this.control, messagesWord(lane), 1);
    this.#wakeLane(lane);
  }

  /** Hears the messages of the current task job. */
  listen(listener: TaskListener | undefined): void {
    this.#listener = listener;
  }

  /** Ends the worker of a lane at once, as a crash would. */
  terminate(lane: number): void {
    this.#lanes[lane - 1]!.worker?.terminate();
  }

  /** Ends all workers; a job that runs is finished by the owner. */
  close(): void {
    for (const lane of this.#lanes) {
      lane.starts = RESTARTS + 1;
      lane.worker?.terminate();
    }
  }

  #wakeLane(lane: number): void {
    Atomics.add(this.control, wakeWord(lane), 1);
    if (Atomics.load(this.control, sleepsWord(lane)) !== 0) Atomics.notify(this.control, wakeWord(lane));
  }

  #startLane(lane: Lane): void {
    const life = ++lane.life;
    lane.starts++;
    lane.ready = false;
    for (const word of [wakeWord, messagesWord, activeWord, currentWord, sleepsWord])
      Atomics.store(this.control, word(lane.number), 0);
    try {
      lane.worker = startWorkerThread({
        onMessage: (message) => this.#heard(lane, message as WorkerMessage),
        onDeath: () => this.#died(lane, life),
      });
    } catch {
      lane.starts = RESTARTS + 1; // no workers here (a content security policy, for one): the owner's lane does the work
      return;
    }
    const { control, job } = this;
    this.post(lane.number, {
      kind: "start",
      lane: lane.number,
      module: this.#module,
      memory: this.#memory,
      control,
      job,
    });
  }

  #heard(lane: Lane, message: WorkerMessage): void {
    if (message.kind === "ready") lane.ready = true;
    else this.#listener?.onMessage(lane.number, message);
  }

  #died(lane: Lane, life: number): void {
    if (lane.worker === undefined || lane.life !== life) return; // a worker's death may be reported twice
    lane.worker = undefined;
    if (!lane.ready) lane.starts = RESTARTS + 1; // it never came to life: do not try again
    this.#listener?.onDeath(lane.number);
    Atomics.notify(this.control, DONE);
    Atomics.notify(this.control, activeWord(lane.number));
  }
}
