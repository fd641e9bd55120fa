import { powersOfTen } from "./decimal.js";

// Offsets in bytes; the same stand in kernels/lib/csv-cells.ts.
const ONES = 192;
const CONSTANTS = 224;
const SHUFFLES = 512;
const LENGTHS = 17;

// 16 bytes each: the digit zero, ten, the weights of 2, 4 and 8 digits in 16-bit words, line feed, carriage return,
// quote, low bytes.
const CONSTANT_BYTES: readonly (readonly number[])[] = [
  [48],
  [10],
  [10, 0],
  [100, 0, 1, 0],
  [10_000 % 256, Math.floor(10_000 / 256), 1, 0],
  [10],
  [13],
  [34],
  [255, 0],
];

/** Bytes that {@link fillKernelTables} needs. */
export const KERNEL_TABLE_BYTES: number = SHUFFLES + LENGTHS * LENGTHS * 16;

/**
 * Writes what the CSV kernels look up: powers of ten; 16 bytes of ones and 16 of zeros, of which a part masks the first
 * bytes of a text; vectors that engines would make anew each time; and for each length of a number and each number of digits before its point, where each digit goes so that
 * all are right-aligned and the point is gone.
 */
export function fillKernelTables(bytes: Uint8Array): void {
  new Float64Array(bytes.buffer, bytes.byteOffset, 23).set(powersOfTen());
  bytes.fill(255, ONES, ONES + 16);
  bytes.fill(0, ONES + 16, ONES + 32);
  for (const [i, pattern] of CONSTANT_BYTES.entries())
    for (let k = 0; k < 16; k++) bytes[CONSTANTS + i * 16 + k] = pattern[k % pattern.length]!;
  for (let length = 0; length < LENGTHS; length++)
    for (let whole = 0; whole < LENGTHS; whole++)
      for (let to = 0; to < 16; to++) {
        const at = SHUFFLES + (length * LENGTHS + whole) * 16 + to;
        bytes[at] = sourceOf(to, length, whole);
      }
}

/** Which character goes to place `to` of 16; 255 if none does, which leaves a zero. */
function sourceOf(to: number, length: number, whole: number): number {
  const from = to - 16 + length;
  const digit = whole < length && from <= whole ? from - 1 : from;
  return digit < 0 ? 255 : digit;
}
