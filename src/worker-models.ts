/**
 * Tasks of worker threads that fit any estimator, and so need the whole library: loaded when the first of them is asked for.
 *
 * @module
 */
import { bagMemberTask } from "./ensemble/bag.js";
import { predictFoldTask } from "./ensemble/out-of-fold.js";
import { fitAndScoreTask } from "./model-selection/run-folds.js";
import type { AnyTask } from "./parallel/task.js";
import { lookupReviver } from "./persistence/registry.js";

/** The tasks of cross-validation and of stacking. */
export const modelTasks: readonly AnyTask[] = [
  fitAndScoreTask(lookupReviver),
  predictFoldTask(lookupReviver),
  bagMemberTask(lookupReviver),
];
