/**
 * Entry point of worker threads. Lists the tasks that a worker knows.
 *
 * @module
 */
import { growBalancedTask } from "./ensemble/grow-balanced-forest.js";
import { growIsolationTask } from "./ensemble/grow-isolation-trees.js";
import { predictFoldTask } from "./ensemble/out-of-fold.js";
import { fitAndScoreTask } from "./model-selection/run-folds.js";
import { runLane } from "./parallel/lane.js";
import { lookupReviver } from "./persistence/registry.js";
import { powerColumnTask } from "./preprocessing/power-columns.js";
import { robustColumnTask } from "./preprocessing/robust-statistics.js";
import { growTreeTask } from "./tree/grow-tree.js";

runLane([
  fitAndScoreTask(lookupReviver),
  predictFoldTask(lookupReviver),
  growTreeTask,
  growIsolationTask,
  growBalancedTask,
  powerColumnTask,
  robustColumnTask,
]);
