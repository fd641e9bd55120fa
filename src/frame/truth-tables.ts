import type { TruthTable } from "./compare.js";

/** Both are true; false decides over a missing truth. */
export const AND: TruthTable = [
  [0, 0, 0],
  [0, 1, -1],
  [0, -1, -1],
];

/** One of them is true; true decides over a missing truth. */
export const OR: TruthTable = [
  [0, 1, -1],
  [1, 1, 1],
  [-1, 1, -1],
];

/** Exactly one of them is true. */
export const XOR: TruthTable = [
  [0, 1, -1],
  [1, 0, -1],
  [-1, -1, -1],
];

/** Both are the same, none of them missing. */
export const SAME: TruthTable = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 0],
];
