import type { CodedColumn } from "../base/table.js";

/** Codes of a dictionary-coded column; -1 where the value is missing. */
export type Codes = CodedColumn["codes"];

/** Sign bits of the codes in a word of 32 bits, by bytes a code. */
const SIGN_BITS: Readonly<Record<number, number>> = { 1: 0x80808080, 2: 0x80008000, 4: 0x80000000 };

// 4096 rows: the codes and the output of a block stay in the second-level cache.
const BLOCK = 4096;

/** Whether a row is missing. Reads four bytes of codes at a time. */
export function holdsMissing(codes: Codes): boolean {
  const width = codes.BYTES_PER_ELEMENT;
  const aligned = codes.byteOffset % 4 === 0;
  const words = aligned ? new Int32Array(codes.buffer, codes.byteOffset, codes.byteLength >> 2) : [];
  const signs = SIGN_BITS[width]! | 0;
  let seen = 0;
  for (let i = 0; i < words.length; i++) seen |= words[i]!;
  if ((seen & signs) !== 0) return true;
  for (let i = (words.length * 4) / width; i < codes.length; i++) if (codes[i]! < 0) return true;
  return false;
}

/** Whether each code in [0, nLevels) occurs, shape (nLevels). Stops at the row where the last of them has occurred. */
export function occurringLevels(codes: Codes, nLevels: number): Uint8Array {
  const seen = new Uint8Array(nLevels);
  let left = nLevels;
  for (let i = 0; i < codes.length && left > 0; i++) {
    const code = codes[i]!;
    if (code < 0 || seen[code] === 1) continue;
    seen[code] = 1;
    left--;
  }
  return seen;
}

/** Rows with each code, shape (nLevels + 1); the last number counts the missing ones. */
export function countLevels(codes: Codes, nLevels: number): Int32Array {
  const counts = new Int32Array(nLevels + 1);
  for (let i = 0; i < codes.length; i++) counts[codes[i]! + 1]!++;
  const missing = counts[0]!;
  counts.copyWithin(0, 1);
  counts[nLevels] = missing;
  return counts;
}

/**
 * Writes what each code stands for into a table, by blocks of rows, so that a block of all columns stays in the cache.
 *
 * @param codes of each column, each of length nSamples.
 * @param values of each code of each column; the last is that of the missing ones.
 * @param table shape (nSamples, nColumns), row-major.
 */
export function writeCoded<T extends Float64Array | Int32Array>(
  codes: readonly Codes[],
  values: readonly T[],
  table: T,
): void {
  const stride = codes.length;
  const rows = table.length / stride;
  for (let begin = 0; begin < rows; begin += BLOCK) {
    const end = Math.min(rows, begin + BLOCK);
    for (let j = 0; j < stride; j++) writeColumn(codes[j]!, values[j]!, table, begin, end, j, stride);
  }
}

function writeColumn(
  codes: Codes,
  values: Float64Array | Int32Array,
  table: Float64Array | Int32Array,
  begin: number,
  end: number,
  j: number,
  stride: number,
): void {
  const missing = values.length - 1;
  for (let i = begin, p = begin * stride + j; i < end; i++, p += stride) {
    const code = codes[i]!;
    table[p] = values[code < 0 ? missing : code]!;
  }
}
