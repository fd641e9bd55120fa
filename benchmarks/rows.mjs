// Rows of the benchmark table: which task, on how many lanes of ours, in which modes of Python's.
import { TASKS } from "./tasks.mjs";

/** Python's modes: arguments of python-side.py. */
export const MODES = {
  default: { label: "default threads", args: [] },
  jobs2: { label: "n_jobs=2", args: ["--n-jobs", "2"] },
  single: { label: "one thread", args: ["--threads", "1"] },
};

/** Relative difference of the scores that still counts as the same result, where a task does not say another (`tolerance`, with its reason). */
const DEFAULT_TOLERANCE = 1e-9; // sums may be added in another order

/**
 * Rows in the order of the table: { task, label, lanes, modes, tolerance, jobsAreProcesses }.
 *
 * A task with `jobs` ("threads" or "processes") is one whose estimator takes n_jobs; one with `likeWithLike` is also compared two lanes with
 * n_jobs=2 and one lane with one thread.
 */
export const ROWS = Object.entries(TASKS).flatMap(
  ([task, { jobs, likeWithLike, tolerance = DEFAULT_TOLERANCE }]) => {
    const modes = ["default", ...(jobs !== undefined ? ["jobs2"] : []), "single"];
    const row = {
      task,
      label: task,
      lanes: undefined,
      modes,
      tolerance,
      jobsAreProcesses: jobs === "processes",
    };
    if (likeWithLike !== true) return [row];
    return [
      row,
      { ...row, label: `${task}: 2 lanes, n_jobs=2`, lanes: 2, modes: ["jobs2"] },
      { ...row, label: `${task}: 1 lane, 1 thread`, lanes: 1, modes: ["single"] },
    ];
  },
);
