import { presentValues } from "../../core/present-values.js";

/** The most frequent values, ascending: several where they are equally frequent, none if all are missing. Cost: one sort. */
export function modesOf(values: Float64Array): Float64Array {
  const sorted = presentValues(values).sort();
  let best = 0;
  let modes: number[] = [];
  for (let i = 0; i < sorted.length; ) {
    const start = i;
    const value = sorted[start]!;
    while (i < sorted.length && sorted[i] === value) i++;
    if (i - start < best) continue;
    if (i - start > best) modes = [];
    best = i - start;
    modes.push(value);
  }
  return Float64Array.from(modes);
}

/** Number of distinct values that are not missing. */
export function distinctCount(values: Float64Array): number {
  const sorted = presentValues(values).sort();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) count++;
  return count;
}

/** How often each code in [0, levelCount) occurs; missing ones (-1) are left out. */
export function countCodes(codes: ArrayLike<number>, levelCount: number): Uint32Array {
  const counts = new Uint32Array(levelCount);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code >= 0) counts[code]!++;
  }
  return counts;
}

/** The most frequent codes, ascending; none if all are missing. */
export function modesOfCodes(codes: ArrayLike<number>, levelCount: number): number[] {
  const counts = countCodes(codes, levelCount);
  let best = 1;
  for (const count of counts) if (count > best) best = count;
  const modes: number[] = [];
  for (let code = 0; code < levelCount; code++) if (counts[code] === best) modes.push(code);
  return modes;
}
