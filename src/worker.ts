/**
 * Entry point of worker threads. Lists the tasks that a worker knows from its start: what they import is little, so that it starts in a
 * fraction of the time that the whole library takes.
 *
 * @module
 */
import { growBalancedTask } from "./ensemble/grow-balanced-forest.js";
import { growIsolationTask } from "./ensemble/grow-isolation-trees.js";
import { runLane } from "./parallel/lane.js";
import { powerColumnTask } from "./preprocessing/power-columns.js";
import { robustColumnTask } from "./preprocessing/robust-statistics.js";
import { growTreeTask } from "./tree/grow-tree.js";

runLane(
  [growTreeTask, growIsolationTask, growBalancedTask, powerColumnTask, robustColumnTask],
  async () => (await import("./worker-models.js")).modelTasks,
);
