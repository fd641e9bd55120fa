export type { ArenaScope, Block } from "./arena.js";
export { Arena } from "./arena.js";
export type { BlockKernelName } from "./block-job.js";
export type { CancelSignal } from "./cancel.js";
export type { KeptBlock } from "./kept-blocks.js";
export { type BlockWork, loadRuntime, Runtime, setLanes } from "./runtime.js";
export { defineTask, type Task, type TaskContext, type TaskWork } from "./task.js";
