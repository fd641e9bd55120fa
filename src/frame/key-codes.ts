import { compareByCodePoint } from "../base/labels.js";
import { BooleanColumn } from "./boolean-column.js";
import { CategoryColumn } from "./category-column.js";
import type { Column } from "./column.js";
import { DateColumn } from "./date-column.js";
import { codeByHash } from "./hash-numbers.js";
import { NumberColumn } from "./number-column.js";
import { sortAscending } from "./order-numbers.js";

/** Codes of rows: any signed integers, -1 for missing. */
export type CodeArray = Int8Array | Int16Array | Int32Array;

/** Rows numbered by value: equal values have equal codes, -0 and 0 too. */
export interface KeyCodes {
  /** Code of each row, in [0, count), or -1 if the value is missing; one array for each column. */
  readonly parts: readonly CodeArray[];
  /** Bound of the codes; some may occur in no row. */
  readonly count: number;
}

/** Codes may span this many times the rows before they are made dense by hashing. */
const SPARSITY = 4;
const SMALL_SPAN = 65536;
/** More distinct numbers are sorted rather than hashed: the table would leave the cache. */
const MOST_HASHED = 2 ** 17;

/** Whether a table over all codes costs no more than a few arrays over the rows. */
export function fitsTable(count: number, rows: number): boolean {
  return count <= Math.max(SPARSITY * rows, SMALL_SPAN) && count <= 2 ** 28;
}

/**
 * Numbers the values of columns of one type, all by the same code book.
 *
 * Cost: O(rows): a category is coded already, integers of a small span code themselves, other numbers are hashed.
 *
 * @param sorted whether the codes follow the order of the values: numbers and dates by value, texts by code point,
 *   false before true. Otherwise the order is of no meaning.
 */
export function codeValues(columns: readonly Column[], sorted: boolean): KeyCodes {
  if (columns.every((column) => column instanceof BooleanColumn))
    return { parts: columns.map((column) => column.codes), count: 2 };
  if (columns.every((column) => column instanceof CategoryColumn)) return codeTexts(columns, sorted);
  return codeNumbers(columns.map(numbersOf), sorted);
}

/** The numbers behind a column: values, times in milliseconds, or 1 and 0; missing ones are NaN. */
export function numbersOf(column: Column): Float64Array {
  if (column instanceof NumberColumn) return column.values;
  if (column instanceof DateColumn) return column.times;
  const codes = (column as BooleanColumn | CategoryColumn).codes;
  const numbers = new Float64Array(codes.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = codes[i]! < 0 ? Number.NaN : codes[i]!;
  return numbers;
}

/** Numbers integers by their distance from the smallest; undefined where that spans too much or some are no integers. */
export function codeIntegers(parts: readonly Float64Array[]): KeyCodes | undefined {
  const rows = parts.reduce((sum, part) => sum + part.length, 0);
  const range = integerRange(parts);
  if (range === undefined) return undefined;
  const count = range.max - range.min + 1;
  return fitsTable(count, rows) ? { parts: parts.map((part) => offsets(part, range.min)), count } : undefined;
}

/** Numbers doubles, NaN as missing. */
export function codeNumbers(parts: readonly Float64Array[], sorted: boolean): KeyCodes {
  const integers = codeIntegers(parts);
  if (integers !== undefined) return integers;
  const hashed = codeByHash(parts, MOST_HASHED);
  if (hashed === undefined) return codeBySorting(parts);
  const { codes, values } = hashed;
  if (sorted) {
    const rank = ranksOf(sortAscending(values));
    for (const part of codes) recodeInPlace(part, rank);
  }
  return { parts: codes, count: values.length };
}

/** Numbers doubles in their order. */
function codeBySorting(parts: readonly Float64Array[]): KeyCodes {
  const codes = parts.map((part) => new Int32Array(part.length).fill(-1));
  const present = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  const rows = new Int32Array(present.length);
  let n = 0;
  let start = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      if (Number.isNaN(part[i]!)) continue;
      present[n] = part[i]!;
      rows[n++] = start + i;
    }
    start += part.length;
  }
  const order = sortAscending(present.subarray(0, n));
  const all = new Int32Array(start).fill(-1);
  let code = -1;
  for (let k = 0; k < n; k++) {
    if (k === 0 || present[order[k]!] !== present[order[k - 1]!]) code++;
    all[rows[order[k]!]!] = code;
  }
  for (let p = 0, from = 0; p < parts.length; from += parts[p++]!.length)
    codes[p]!.set(all.subarray(from, from + parts[p]!.length));
  return { parts: codes, count: code + 1 };
}

/** Inverse of a permutation. */
export function ranksOf(order: Int32Array): Int32Array {
  const rank = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) rank[order[i]!] = i;
  return rank;
}

function recodeInPlace(codes: Int32Array, newCode: Int32Array): void {
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) codes[i] = newCode[codes[i]!]!;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Smallest and largest value, or undefined if one is no 32-bit integer; [0, -1] where all are missing. */
export function integerRange(parts: readonly Float64Array[]): Range | undefined {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const part of parts)
    for (let i = 0; i < part.length; i++) {
      const value = part[i]!;
      if ((value | 0) === value) {
        if (value < min) min = value;
        if (value > max) max = value;
      } else if (!Number.isNaN(value)) return undefined;
    }
  return max < min ? { min: 0, max: -1 } : { min, max };
}

function offsets(values: Float64Array, min: number): Int32Array {
  const codes = new Int32Array(values.length);
  for (let i = 0; i < codes.length; i++) {
    const value = values[i]!;
    codes[i] = Number.isNaN(value) ? -1 : value - min;
  }
  return codes;
}

function codeTexts(columns: readonly CategoryColumn[], sorted: boolean): KeyCodes {
  const [first] = columns;
  if (columns.length === 1 && !sorted) return { parts: [first!.codes], count: first!.levelCount };
  const { books, texts } = codeBooks(columns);
  if (sorted) {
    const rank = ranksOf(orderOfTexts(texts));
    for (const book of books) recodeInPlace(book, rank);
  }
  return { parts: columns.map((column, c) => recode(column.codes, books[c]!)), count: texts.length };
}

/** One code for each text that occurs in some columns. */
export interface CodeBooks {
  /** For each column, the new code of each of its codes, -1 for those that do not occur. */
  readonly books: readonly Int32Array[];
  /** Texts by new code. */
  readonly texts: readonly string[];
}

/** Codes the texts of columns alike, in order of first appearance. */
export function codeBooks(columns: readonly CategoryColumn[]): CodeBooks {
  const codeOf = new Map<string, number>();
  const books = columns.map((column) => codeLevels(column, codeOf));
  return { books, texts: [...codeOf.keys()] };
}

/** Positions of texts in the order of their code points. */
export function orderOfTexts(texts: readonly string[]): Int32Array {
  const order = Array.from(texts, (_, i) => i).sort((a, b) => compareByCodePoint(texts[a]!, texts[b]!));
  return Int32Array.from(order);
}

/** New code of each level that occurs, -1 for the others. */
function codeLevels(column: CategoryColumn, codeOf: Map<string, number>): Int32Array {
  const book = new Int32Array(column.levelCount).fill(-1);
  const { codes } = column;
  let unseen = column.levelCount;
  for (let i = 0; i < codes.length && unseen > 0; i++) {
    const code = codes[i]!;
    if (code < 0 || book[code]! >= 0) continue;
    unseen--;
    const text = column.level(code);
    let newCode = codeOf.get(text);
    if (newCode === undefined) codeOf.set(text, (newCode = codeOf.size));
    book[code] = newCode;
  }
  return book;
}

/** Codes looked up in a code book. */
export function recode(codes: CodeArray, book: Int32Array): Int32Array {
  const out = new Int32Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = codes[i]! < 0 ? -1 : book[codes[i]!]!;
  return out;
}
