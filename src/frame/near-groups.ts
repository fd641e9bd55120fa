import type { CodeArray } from "./key-codes.js";

/** Values with the group of each. */
export interface GroupedValues {
  /** Group of each value, in [0, count), or -1 for one that is in none. */
  readonly codes: CodeArray;
  readonly values: Float64Array;
}

/** Groups with their rows, and the values that were brought together before. */
interface Groups {
  readonly codes: CodeArray;
  readonly count: number;
  readonly near?: Map<Float64Array, GroupedValues>;
}

/** From so many groups on their states leave the second-level cache. */
const MANY = 2 ** 14;
/** 2^9 groups are brought together: their states fit the first-level cache. */
const SHIFT = 9;

/**
 * Brings values of near groups together, those of a group in row order, where there are so many groups that going from one to the other at
 * random would wait for memory at each row. NaN and rows in no group are then left out. Else gives the values as they are.
 *
 * Cost: O(rows), one counting sort by the leading bits of the group; it is done once for each array where `groups` remembers it.
 */
export function nearGroups(values: Float64Array, groups: Groups): GroupedValues {
  const { codes, count, near } = groups;
  if (count < MANY || codes.length < 4 * count) return { codes, values };
  const known = near?.get(values);
  if (known !== undefined) return known;
  const next = partStarts(values, codes, count);
  const total = next[next.length - 1]!;
  const nearCodes = new Int32Array(total);
  const nearValues = new Float64Array(total);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    const value = values[i]!;
    if (code < 0 || Number.isNaN(value)) continue;
    const at = next[code >> SHIFT]!++;
    nearCodes[at] = code;
    nearValues[at] = value;
  }
  const made = { codes: nearCodes, values: nearValues };
  near?.set(values, made);
  return made;
}

/** Where the values of each part begin, and their number at the end. */
function partStarts(values: Float64Array, codes: CodeArray, count: number): Int32Array {
  const starts = new Int32Array(((count - 1) >> SHIFT) + 2);
  for (let i = 0; i < codes.length; i++)
    if (codes[i]! >= 0 && !Number.isNaN(values[i]!)) starts[(codes[i]! >> SHIFT) + 1]!++;
  for (let part = 1; part < starts.length; part++) starts[part]! += starts[part - 1]!;
  return starts;
}
