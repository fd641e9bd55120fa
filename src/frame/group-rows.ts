import type { Column } from "./column.js";
import { type CodeArray, codeNumbers, codeValues, fitsTable } from "./key-codes.js";
import { sortCodes } from "./order-numbers.js";

/** Rows numbered by group. */
export interface RowGroups {
  /** Group of each row, in [0, count), or -1 for a row that is in none. */
  readonly codes: Int32Array;
  /** Number of groups, none of them empty. */
  readonly count: number;
  /** First row of each group, shape (count). */
  readonly firstRows: Int32Array;
  /** Sums that were computed before, by their values. */
  readonly sums?: Map<Float64Array, Float64Array>;
}

/** How {@link groupRows} groups. */
export interface GroupRowsOptions {
  /** Whether a row with a missing key is in no group; else missing is a key of its own, behind all others. */
  readonly dropna: boolean;
  /** Whether groups are in the order of their keys; else of first appearance. */
  readonly sort: boolean;
}

/** Codes of all rows with their bound. */
export interface RowCodes {
  readonly codes: CodeArray;
  readonly count: number;
}

/**
 * Numbers the rows by the values of one or more keys.
 *
 * Cost: O(rows) for each key, plus sorting the distinct values.
 */
export function groupRows(keys: readonly Column[], rows: number, options: GroupRowsOptions): RowGroups {
  const codes = keys.map((key) => rowCodes(key, options));
  return numberGroups(combineCodes(codes, rows, options.sort), options.sort);
}

/** Codes of one key; where missing is a key it has the last code. */
export function rowCodes(key: Column, { dropna, sort }: GroupRowsOptions): RowCodes {
  const { parts, count } = codeValues([key], sort);
  const codes = parts[0]!;
  if (dropna || !codes.includes(-1)) return { codes, count };
  const withMissing = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) withMissing[i] = codes[i]! < 0 ? count : codes[i]!;
  return { codes: withMissing, count: count + 1 };
}

/** One code for each combination of codes, -1 where one is -1; the order is that of the first, then the second, … */
export function combineCodes(keys: readonly RowCodes[], rows: number, sorted: boolean): RowCodes {
  if (keys.length === 0) return { codes: new Int32Array(rows), count: 1 };
  return keys.reduce((left, right) => combinePair(left, right, sorted));
}

function combinePair(left: RowCodes, right: RowCodes, sorted: boolean): RowCodes {
  if (left.count * right.count > 2 ** 31) {
    const a = compact(left, sorted);
    const b = compact(right, sorted);
    if (a.count * b.count > 2 ** 31) {
      const pairs = pairCodes(a, b, new Float64Array(a.codes.length), Number.NaN);
      const { parts, count } = codeNumbers([pairs], sorted);
      return { codes: parts[0]!, count };
    }
    return { codes: pairCodes(a, b, new Int32Array(a.codes.length), -1), count: a.count * b.count };
  }
  const codes = pairCodes(left, right, new Int32Array(left.codes.length), -1);
  return { codes, count: left.count * right.count };
}

function pairCodes<A extends Int32Array | Float64Array>(
  left: RowCodes,
  right: RowCodes,
  out: A,
  missing: number,
): A {
  const { codes: a } = left;
  const { codes: b, count } = right;
  for (let i = 0; i < out.length; i++) out[i] = a[i]! < 0 || b[i]! < 0 ? missing : a[i]! * count + b[i]!;
  return out;
}

/** Codes without gaps. */
function compact(codes: RowCodes, sorted: boolean): RowCodes {
  const { codes: dense, count } = numberGroups(codes, sorted);
  return { codes: dense, count };
}

/** Numbers the codes that occur: in their order, or in order of first appearance. */
export function numberGroups({ codes, count }: RowCodes, sorted: boolean): RowGroups {
  if (!fitsTable(count, codes.length)) return numberBySorting(codes, count, sorted);
  const firstRow = new Int32Array(count).fill(-1);
  return sorted ? numberInOrder(codes, firstRow) : numberByAppearance(codes, firstRow);
}

function numberBySorting(codes: CodeArray, count: number, sorted: boolean): RowGroups {
  const order = sortCodes(codes, count);
  const out = new Int32Array(codes.length).fill(-1);
  const firstRows = new Int32Array(order.length);
  let groups = 0;
  for (let k = 0; k < order.length; k++) {
    const row = order[k]!;
    if (k === 0 || codes[row] !== codes[order[k - 1]!]) firstRows[groups++] = row;
    out[row] = groups - 1;
  }
  if (!sorted) return numberByAppearance(out, new Int32Array(groups).fill(-1));
  return { codes: out, count: groups, firstRows: firstRows.slice(0, groups) };
}

function asInt32(codes: CodeArray): Int32Array {
  return codes instanceof Int32Array ? codes : new Int32Array(codes);
}

/** `firstRow` of each code is used up as its group. */
function numberInOrder(codes: CodeArray, firstRow: Int32Array): RowGroups {
  let groups = 0;
  for (let i = 0; i < codes.length && groups < firstRow.length; i++) {
    const code = codes[i]!;
    if (code < 0 || firstRow[code]! >= 0) continue;
    firstRow[code] = i;
    groups++;
  }
  if (groups === firstRow.length) return { codes: asInt32(codes), count: groups, firstRows: firstRow };
  const firstRows = new Int32Array(groups);
  const groupOf = firstRow;
  let group = 0;
  for (let code = 0; code < firstRow.length; code++) {
    if (firstRow[code]! < 0) continue;
    firstRows[group] = firstRow[code]!;
    groupOf[code] = group++;
  }
  const out = new Int32Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = codes[i]! < 0 ? -1 : groupOf[codes[i]!]!;
  return { codes: out, count: groups, firstRows };
}

function numberByAppearance(codes: CodeArray, groupOf: Int32Array): RowGroups {
  const firstRows: number[] = [];
  const out = new Int32Array(codes.length);
  for (let i = 0; i < out.length; i++) {
    const code = codes[i]!;
    if (code < 0) {
      out[i] = -1;
      continue;
    }
    let group = groupOf[code]!;
    if (group < 0) {
      groupOf[code] = group = firstRows.length;
      firstRows.push(i);
    }
    out[i] = group;
  }
  return { codes: out, count: firstRows.length, firstRows: Int32Array.from(firstRows) };
}

/** Rows of each group, in row order: those of group g are rows[starts[g] … starts[g + 1] - 1]. */
export interface RowsByGroup {
  /** Start of each group, and the end of the last, shape (count + 1). */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** Lists the rows of each group. Cost: O(rows), one counting sort. */
export function rowsByGroup(codes: CodeArray, count: number): RowsByGroup {
  const starts = new Int32Array(count + 1);
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) starts[codes[i]! + 1]!++;
  for (let g = 0; g < count; g++) starts[g + 1]! += starts[g]!;
  const next = starts.slice();
  const rows = new Int32Array(starts[count]!);
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) rows[next[codes[i]!]!++] = i;
  return { starts, rows };
}
