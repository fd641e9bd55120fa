/** Values of a column: numbers (NaN is missing) or codes (-1 is missing). */
export type FillableArray = Float64Array | Int8Array | Int16Array | Int32Array;

/** Which missing values are filled. */
export interface FillLimits {
  /** Most missing values filled in a row, counted from the value they are filled from; an integer >= 1, or null for all. Default null. */
  readonly limit?: number | null;
  /** `"inside"`: only between values; `"outside"`: only before the first or behind the last; null: all. Default null. */
  readonly limitArea?: "inside" | "outside" | null;
}

/**
 * Puts the last value before it in the place of each missing one.
 *
 * @param values not changed.
 * @param missing what stands for a missing value: NaN in numbers, -1 in codes.
 * @returns a copy; values before the first stay missing.
 */
export function forwardFill<A extends FillableArray>(values: A, missing: number, limits: FillLimits = {}): A {
  return directionalFill(values, missing, limits, 0, values.length, 1);
}

/** Puts the next value behind it in the place of each missing one; else as {@link forwardFill}. */
export function backwardFill<A extends FillableArray>(
  values: A,
  missing: number,
  limits: FillLimits = {},
): A {
  return directionalFill(values, missing, limits, values.length - 1, -1, -1);
}

function directionalFill<A extends FillableArray>(
  values: A,
  missing: number,
  { limit = null, limitArea = null }: FillLimits,
  start: number,
  end: number,
  step: 1 | -1,
): A {
  const out = values.slice() as A;
  const most = limit ?? values.length;
  let edge = end - step; // the last value met on the way; behind it lies the outside
  while (edge !== start - step && isMissing(values[edge]!, missing)) edge -= step;
  const from = limitArea === "outside" ? edge : start;
  const to = limitArea === "inside" ? edge + step : end;
  let held = missing;
  let run = 0;
  for (let i = from; from !== start - step && i !== to; i += step) {
    const value = values[i]!;
    if (!isMissing(value, missing)) {
      held = value;
      run = 0;
    } else if (++run <= most) {
      out[i] = held;
    }
  }
  return out;
}

function isMissing(value: number, missing: number): boolean {
  return value === missing || Number.isNaN(value);
}
