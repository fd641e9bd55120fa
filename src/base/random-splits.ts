import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { RandomState } from "../core/random-state.js";
import { approximateMode } from "./approximate-mode.js";
import type { Fold } from "./cross-validation.js";
import type { Label, VectorLike } from "./estimator.js";
import { checkLength } from "./input.js";
import { encodeDistinct } from "./labels.js";
import type { SplitSizes } from "./split-sizes.js";

/** Head of a permutation as test part, the next rows as training part. */
export function randomSplit(nSamples: number, { nTrain, nTest }: SplitSizes, random: RandomState): Fold {
  const order = random.permutation(nSamples);
  return { test: order.slice(0, nTest), train: order.slice(nTest, nTest + nTrain) };
}

/** Rows of each class, ascending. */
export interface Strata {
  readonly counts: Int32Array;
  /** Rows of class k are `rows[starts[k]] .. rows[starts[k + 1] - 1]`. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/**
 * Groups rows by label, classes sorted.
 *
 * @param name what the labels are called in messages.
 * @throws {InvalidInputError} if their number is not `nSamples`, or a class has one row only.
 */
export function toStrata(where: string, name: string, y: VectorLike<Label>, nSamples: number): Strata {
  checkLength(where, name, y.length, nSamples);
  const { classes, codes } = encodeDistinct(where, y);
  const starts = new Int32Array(classes.length + 1);
  for (let i = 0; i < codes.length; i++) starts[codes[i]! + 1]! += 1;
  const counts = starts.slice(1);
  for (let k = 0; k < classes.length; k++) starts[k + 1]! += starts[k]!;
  const next = starts.slice();
  const rows = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) rows[next[codes[i]!]!++] = i;
  const single = counts.indexOf(1);
  if (single >= 0) {
    throw new InvalidInputError(
      where,
      `every class of ${name} must have at least 2 samples`,
      new Described(`one of class ${JSON.stringify(classes[single])}`),
      { row: rows[starts[single]!]! },
    );
  }
  return { counts, starts, rows };
}

/**
 * A random split in which both parts have the classes in the proportions of the whole.
 *
 * @throws {InvalidParameterError} if a part has fewer rows than there are classes.
 */
export function stratifiedSplit(where: string, strata: Strata, sizes: SplitSizes, random: RandomState): Fold {
  const { counts, starts, rows } = strata;
  checkRoom(where, "trainSize", sizes.nTrain, counts.length);
  checkRoom(where, "testSize", sizes.nTest, counts.length);
  const trainCounts = approximateMode(counts, sizes.nTrain, random);
  const left = counts.map((count, k) => count - trainCounts[k]!);
  const testCounts = approximateMode(left, sizes.nTest, random);
  const train = new Int32Array(sizes.nTrain);
  const test = new Int32Array(sizes.nTest);
  let nTrain = 0;
  let nTest = 0;
  for (let k = 0; k < counts.length; k++) {
    const order = random.permutation(counts[k]!);
    const trainCount = trainCounts[k]!;
    const used = trainCount + testCounts[k]!;
    for (let i = 0; i < trainCount; i++) train[nTrain++] = rows[starts[k]! + order[i]!]!;
    for (let i = trainCount; i < used; i++) test[nTest++] = rows[starts[k]! + order[i]!]!;
  }
  return { train: random.permutation(train), test: random.permutation(test) };
}

function checkRoom(where: string, name: string, size: number, classes: number): void {
  if (size >= classes) return;
  throw new InvalidParameterError(
    where,
    name,
    `such that each part has room for the ${classes} classes`,
    `${size} samples`,
  );
}

/**
 * A random split that puts whole groups into one part; sizes count groups.
 *
 * @returns rows of both parts, ascending.
 */
export function groupSplit(codes: Int32Array, nGroups: number, sizes: SplitSizes, random: RandomState): Fold {
  const { train, test } = randomSplit(nGroups, sizes, random);
  const part = new Int8Array(nGroups);
  for (const group of train) part[group] = 1;
  for (const group of test) part[group] = 2;
  const rowsIn = (wanted: number): Int32Array =>
    Int32Array.from(codes.keys()).filter((row) => part[codes[row]!] === wanted);
  return { train: rowsIn(1), test: rowsIn(2) };
}
