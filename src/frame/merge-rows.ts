import { Described, InvalidInputError } from "../core/errors.js";
import { concatenate } from "../core/row-indices.js";
import type { Column } from "./column.js";
import { combineCodes, numberGroups, rowsByGroup } from "./group-rows.js";
import { type CodeArray, codeValues, fitsTable, integerRange } from "./key-codes.js";

/** Which rows a merge keeps: those with a partner, all of the left, all of the right, or all. */
export type MergeHow = "inner" | "left" | "right" | "outer";

/** Rows of a merge: row i is row left[i] of the left and row right[i] of the right, -1 where it has none. */
export interface MergedRows {
  readonly count: number;
  /** undefined: all rows in their order. */
  readonly left: Int32Array | undefined;
  readonly right: Int32Array | undefined;
}

/** Keys of both sides by one code book; missing has a code of its own, so that it meets missing. */
export interface JoinCodes {
  readonly left: CodeArray;
  readonly right: CodeArray;
  readonly count: number;
}

const MOST_ROWS = 2 ** 31 - 1;

/** Codes the rows of both sides by their keys; in the order of the keys if `sorted`, missing ones last, missing dates first. */
export function joinCodes(left: readonly Column[], right: readonly Column[], sorted: boolean): JoinCodes {
  const keys = left.map((key, k) => pairCodes(key, right[k]!, sorted));
  if (keys.length === 1) return keys[0]!;
  const rows = left[0]!.length;
  const both = keys.map(({ left: a, right: b, count }) => ({ codes: concatenate([a, b]), count }));
  const combined = combineCodes(both, both[0]!.codes.length, sorted);
  const { codes, count } = numberGroups(combined, sorted);
  return { left: codes.subarray(0, rows), right: codes.subarray(rows), count };
}

function pairCodes(left: Column, right: Column, sorted: boolean): JoinCodes {
  const { parts, count } = codeValues([left, right], sorted);
  const missing = parts.some((part) => part.includes(-1));
  if (!missing) return { left: parts[0]!, right: parts[1]!, count };
  if (left.type === "date")
    return { left: withMissingFirst(parts[0]!), right: withMissingFirst(parts[1]!), count: count + 1 };
  return { left: withMissing(parts[0]!, count), right: withMissing(parts[1]!, count), count: count + 1 };
}

function withMissing(codes: CodeArray, missing: number): Int32Array {
  const out = new Int32Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = codes[i]! < 0 ? missing : codes[i]!;
  return out;
}

/** pandas has missing dates before all others, other missing keys behind them. */
function withMissingFirst(codes: CodeArray): Int32Array {
  const out = new Int32Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = codes[i]! + 1;
  return out;
}

/**
 * Pairs the rows of equal keys. `inner` and `left` keep the order of the left rows, and for each of them that of the
 * right rows; `right` the other way round; `outer` sorts by key, for which the codes must be in the order of the keys.
 *
 * Cost: O(rows left + rows right + rows of the result).
 *
 * @throws {InvalidInputError} if the result has more than 2^31 - 1 rows.
 */
export function mergeRows(where: string, codes: JoinCodes, how: MergeHow): MergedRows {
  if (how === "outer") return outerRows(where, codes);
  if (how === "right") {
    const { count, left, right } = keepRows(where, codes.right, codes.left, codes.count, true);
    return { count, left: right, right: left };
  }
  return keepRows(where, codes.left, codes.right, codes.count, how === "left");
}

/** Rows of the first side in their order, each with its partners; those without one too if `keepAll`. */
function keepRows(
  where: string,
  left: CodeArray,
  right: CodeArray,
  count: number,
  keepAll: boolean,
): MergedRows {
  const partner = onlyPartners(right, count);
  if (partner !== undefined) return keepAll ? lookUp(left, partner) : lookUpFound(left, partner);
  const { starts, rows } = rowsByGroup(right, count);
  const least = keepAll ? 1 : 0;
  let total = 0;
  for (let i = 0; i < left.length; i++) total += Math.max(least, starts[left[i]! + 1]! - starts[left[i]!]!);
  checkSize(where, total);
  const outLeft = new Int32Array(total);
  const outRight = new Int32Array(total);
  let at = 0;
  for (let i = 0; i < left.length; i++) {
    const begin = starts[left[i]!]!;
    const end = starts[left[i]! + 1]!;
    for (let r = begin; r < end; r++) {
      outLeft[at] = i;
      outRight[at++] = rows[r]!;
    }
    if (begin === end && keepAll) {
      outLeft[at] = i;
      outRight[at++] = -1;
    }
  }
  return { count: total, left: outLeft, right: outRight };
}

/** The row of each code, -1 where there is none; undefined if a code has several rows. */
function onlyPartners(codes: CodeArray, count: number): Int32Array | undefined {
  const rowOf = new Int32Array(count).fill(-1);
  for (let i = 0; i < codes.length; i++) {
    if (rowOf[codes[i]!]! >= 0) return undefined;
    rowOf[codes[i]!] = i;
  }
  return rowOf;
}

function lookUp(left: CodeArray, partner: Int32Array): MergedRows {
  const right = new Int32Array(left.length);
  for (let i = 0; i < right.length; i++) right[i] = partner[left[i]!]!;
  return { count: left.length, left: undefined, right };
}

function lookUpFound(left: CodeArray, partner: Int32Array): MergedRows {
  return onlyFound(lookUp(left, partner).right!);
}

/** The rows that have a partner. */
function onlyFound(right: Int32Array): MergedRows {
  let count = 0;
  for (let i = 0; i < right.length; i++) if (right[i]! >= 0) count++;
  if (count === right.length) return { count, left: undefined, right };
  const kept = new Int32Array(count);
  const partners = new Int32Array(count);
  let at = 0;
  for (let i = 0; i < right.length; i++) {
    if (right[i]! < 0) continue;
    kept[at] = i;
    partners[at++] = right[i]!;
  }
  return { count, left: kept, right: partners };
}

/**
 * `inner` and `left` merges by one key of numbers where those of the right are integers of a small span, none of them
 * twice: one look-up for each left row, in one pass. undefined where they are not.
 */
export function lookUpNumbers(
  left: Float64Array,
  right: Float64Array,
  keepAll: boolean,
): MergedRows | undefined {
  const range = integerRange([right]);
  if (range === undefined || !fitsTable(range.max - range.min + 1, left.length + right.length))
    return undefined;
  const { min, max } = range;
  // The last entry is of missing keys.
  const span = max - min + 1;
  const partner = new Int32Array(span + 1).fill(-1);
  for (let i = 0; i < right.length; i++) {
    const at = Number.isNaN(right[i]!) ? span : right[i]! - min;
    if (partner[at]! >= 0) return undefined;
    partner[at] = i;
  }
  const rows = new Int32Array(left.length);
  const ofMissing = partner[span]!;
  for (let i = 0; i < rows.length; i++) {
    const value = left[i]!;
    if ((value | 0) === value && value >= min && value <= max) rows[i] = partner[value - min]!;
    else rows[i] = Number.isNaN(value) ? ofMissing : -1;
  }
  return keepAll ? { count: rows.length, left: undefined, right: rows } : onlyFound(rows);
}

function outerRows(where: string, { left, right, count }: JoinCodes): MergedRows {
  const a = rowsByGroup(left, count);
  const b = rowsByGroup(right, count);
  let total = 0;
  for (let code = 0; code < count; code++) {
    const inLeft = a.starts[code + 1]! - a.starts[code]!;
    const inRight = b.starts[code + 1]! - b.starts[code]!;
    total += inLeft === 0 || inRight === 0 ? inLeft + inRight : inLeft * inRight;
  }
  checkSize(where, total);
  const outLeft = new Int32Array(total).fill(-1);
  const outRight = new Int32Array(total).fill(-1);
  let at = 0;
  for (let code = 0; code < count; code++) {
    const leftRows = a.rows.subarray(a.starts[code], a.starts[code + 1]);
    const rightRows = b.rows.subarray(b.starts[code], b.starts[code + 1]);
    if (leftRows.length === 0) outRight.set(rightRows, at);
    else if (rightRows.length === 0) outLeft.set(leftRows, at);
    else
      leftRows.forEach((row, i) => {
        outLeft.fill(row, at + i * rightRows.length, at + (i + 1) * rightRows.length);
        outRight.set(rightRows, at + i * rightRows.length);
      });
    at += Math.max(1, leftRows.length) * Math.max(1, rightRows.length);
    if (leftRows.length === 0 && rightRows.length === 0) at--;
  }
  return { count: total, left: outLeft, right: outRight };
}

function checkSize(where: string, rows: number): void {
  if (rows > MOST_ROWS)
    throw new InvalidInputError(
      where,
      "the merged frame must have fewer than 2^31 rows",
      new Described(`${rows} rows: keys repeat on both sides`),
    );
}

/** First row whose code occurred before, or undefined if there is none. */
export function firstRepeated(codes: CodeArray, count: number): number | undefined {
  const seen = new Uint8Array(count);
  for (let i = 0; i < codes.length; i++) {
    if (seen[codes[i]!] === 1) return i;
    seen[codes[i]!] = 1;
  }
  return undefined;
}
