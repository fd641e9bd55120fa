// Rows of the benchmark table: which task, on how many lanes of ours, in which modes of Python's.
import { TASKS } from "./tasks.mjs";

/** Python's modes: arguments of python-side.py. */
export const MODES = {
  default: { label: "default threads", args: [] },
  jobs2: { label: "n_jobs=2", args: ["--n-jobs", "2"] },
  single: { label: "one thread", args: ["--threads", "1"] },
};

/** Tasks whose estimator takes n_jobs. */
const WITH_JOBS = new Set([
  "random_forest_clf",
  "random_forest_reg",
  "knn_brute_d50",
  "knn_kdtree_d3",
  "grid_search_rf",
  "cross_val_score_logistic",
]);

/** Tasks whose n_jobs are processes rather than threads. */
const PROCESSES = new Set(["grid_search_rf", "cross_val_score_logistic"]);

/** Tasks that are also compared like with like: two lanes with n_jobs=2, one lane with one thread. */
const LIKE_WITH_LIKE = ["random_forest_clf", "random_forest_reg"];

/**
 * Relative difference of the scores that still counts as the same result. 0 would be wrong where sums are added in
 * another order; logistic regression stops at a gradient of 1e-4, and a row or two near the boundary may fall on the other side.
 */
const SCORE_TOLERANCE = { logistic_binary: 1e-4, logistic_multinomial: 1e-3, cross_val_score_logistic: 1e-4 };
const DEFAULT_TOLERANCE = 1e-9;

/** Rows in the order of the table: { task, label, lanes, modes, tolerance, jobsAreProcesses }. */
export const ROWS = Object.keys(TASKS).flatMap((task) => {
  const modes = ["default", ...(WITH_JOBS.has(task) ? ["jobs2"] : []), "single"];
  const tolerance = SCORE_TOLERANCE[task] ?? DEFAULT_TOLERANCE;
  const jobsAreProcesses = PROCESSES.has(task);
  const row = { task, label: task, lanes: undefined, modes, tolerance, jobsAreProcesses };
  if (!LIKE_WITH_LIKE.includes(task)) return [row];
  return [
    row,
    { ...row, label: `${task}: 2 lanes, n_jobs=2`, lanes: 2, modes: ["jobs2"] },
    { ...row, label: `${task}: 1 lane, 1 thread`, lanes: 1, modes: ["single"] },
  ];
});
