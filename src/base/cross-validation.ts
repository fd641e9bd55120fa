import { Described, InvalidInputError } from "../core/errors.js";
import type { RandomState } from "../core/random-state.js";
import type { Label, VectorLike } from "./estimator.js";
import { encodeLabels } from "./labels.js";
import type { Persistent } from "./state.js";

/** Row numbers of a training and a test part. */
export interface Fold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** Anything that has rows: a matrix, a frame, a column, an array, a typed array. */
export type HasRows = { readonly rows: number } | { readonly length: number };

/** Makes training and test parts of data. */
export interface Splitter extends Persistent {
  /** Parts one after the other; the same ones each time, unless the seed is null. */
  split(X: HasRows, y?: VectorLike<Label>, groups?: VectorLike<Label>): Iterable<Fold>;
  /** Number of parts that `split` makes. */
  getNSplits(X?: HasRows, y?: VectorLike<Label>, groups?: VectorLike<Label>): number;
}

/** How data are split for validation: a number of folds, a splitter, or the folds themselves. */
export type CrossValidation = number | Splitter | readonly Fold[];

/** Whether a value is a {@link CrossValidation}. */
export function isCrossValidation(value: unknown): value is CrossValidation {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 2;
  if (Array.isArray(value)) return value.length > 0 && value.every(isFold);
  return typeof value === "object" && value !== null && "split" in value && typeof value.split === "function";
}

function isFold(value: unknown): value is Fold {
  return (
    typeof value === "object" &&
    value !== null &&
    "train" in value &&
    value.train instanceof Int32Array &&
    "test" in value &&
    value.test instanceof Int32Array
  );
}

/** Folds of a splitter of ours or of the user's, unwatched: a leak is for the caller to report, under its own name. */
export function foldsBy(
  splitter: Splitter,
  X: HasRows,
  y: VectorLike<Label> | undefined,
  groups: VectorLike<Label> | undefined,
): Iterable<Fold> {
  return isUnwatched(splitter) ? splitter.folds(X, y, groups) : splitter.split(X, y, groups);
}

/** A splitter of ours, whose `split` watches the folds that `folds` makes. */
interface Unwatched {
  folds: Splitter["split"];
}

function isUnwatched(splitter: object): splitter is Unwatched {
  return "folds" in splitter && typeof splitter.folds === "function";
}

/**
 * Fold of each row, shape (rows): consecutive rows, shuffled if there is a generator; the first folds are larger by one.
 *
 * @throws {InvalidInputError} if there are fewer rows than folds.
 */
export function dealRows(
  where: string,
  rows: number,
  nSplits: number,
  random: RandomState | null,
): Int32Array {
  requireRows(where, rows, nSplits);
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  random?.shuffle(order);
  const foldOfRow = new Int32Array(rows);
  for (let f = 0, at = 0; f < nSplits; f++) {
    const end = at + Math.floor(rows / nSplits) + (f < rows % nSplits ? 1 : 0);
    for (; at < end; at++) foldOfRow[order[at]!] = f;
  }
  return foldOfRow;
}

/**
 * Fold of each row, shape (rows), such that the classes have the proportions of the whole in each fold.
 *
 * @throws {InvalidInputError} if there are fewer rows than folds, or every class has fewer rows than there are folds.
 */
export function dealClasses(
  where: string,
  y: VectorLike<Label>,
  nSplits: number,
  random: RandomState | null,
): Int32Array {
  requireRows(where, y.length, nSplits);
  const { codes, counts } = codesByAppearance(where, y);
  if (counts.every((count) => count < nSplits)) {
    throw new InvalidInputError(
      where,
      `at least one class of y must have ${nSplits} samples, one a fold`,
      new Described(`at most ${counts.reduce((most, count) => Math.max(most, count), 0)}`),
    );
  }
  const foldsOfClass = allocation(counts, nSplits).map((perFold, k) => {
    const folds = new Int32Array(counts[k]!);
    for (let f = 0, at = 0; f < nSplits; f++) folds.fill(f, at, (at += perFold[f]!));
    random?.shuffle(folds);
    return folds;
  });
  const next = new Int32Array(counts.length);
  return codes.map((code) => foldsOfClass[code]![next[code]!++]!);
}

/** Refuses fewer rows than folds. */
function requireRows(where: string, rows: number, nSplits: number): void {
  if (rows >= nSplits) return;
  throw new InvalidInputError(
    where,
    `X must have at least ${nSplits} rows, one a fold`,
    new Described(`${rows} rows`),
  );
}

/** Class codes in the order in which the classes appear. */
function codesByAppearance(where: string, y: VectorLike<Label>): { codes: Int32Array; counts: number[] } {
  const { classes, codes } = encodeLabels(where, y);
  const rank = new Int32Array(classes.length).fill(-1);
  const counts: number[] = [];
  const ranked = codes.map((code) => {
    if (rank[code] === -1) rank[code] = counts.push(0) - 1;
    counts[rank[code]!]! += 1;
    return rank[code]!;
  });
  return { codes: ranked, counts };
}

/** How many rows of each class each fold gets: every nSplits-th of the sorted classes. */
function allocation(counts: readonly number[], nSplits: number): number[][] {
  let before = 0;
  return counts.map((count) => {
    const start = before;
    before += count;
    return Array.from({ length: nSplits }, (_, f) => upTo(before, f, nSplits) - upTo(start, f, nSplits));
  });
}

/** Numbers below `end` that leave the remainder f. */
function upTo(end: number, f: number, nSplits: number): number {
  return end <= f ? 0 : Math.floor((end - f - 1) / nSplits) + 1;
}

/** Folds of rows: rows whose fold is f are the test part of fold f; both parts ascending. */
export function* foldsOf(foldOfRow: Int32Array, nSplits: number): Iterable<Fold> {
  for (let f = 0; f < nSplits; f++) yield partsOf(foldOfRow, f);
}

function partsOf(foldOfRow: Int32Array, fold: number): Fold {
  let nTest = 0;
  for (let i = 0; i < foldOfRow.length; i++) if (foldOfRow[i] === fold) nTest++;
  const test = new Int32Array(nTest);
  const train = new Int32Array(foldOfRow.length - nTest);
  let t = 0;
  for (let i = 0; i < foldOfRow.length; i++) {
    if (foldOfRow[i] === fold) test[t++] = i;
    else train[i - t] = i;
  }
  return { train, test };
}
