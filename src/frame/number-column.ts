import type { RowIndex } from "./column.js";
import { NumberStatistics } from "./number-statistics.js";

/**
 * Column of numbers.
 *
 * @example
 * ```ts
 * const age = new NumberColumn("age", Float64Array.of(31, NaN, 44));
 * age.missingCount; // => 1
 * age.get(1); // => null
 * age.takeRows([2, 0]).toArray(); // => Float64Array.of(44, 31)
 * ```
 */
export class NumberColumn extends NumberStatistics {
  readonly type = "number" as const;
  /** Values, shape (length); a missing value is NaN. Treat it as immutable. */
  readonly values: Float64Array;

  /** Wraps the values without copying them. */
  constructor(name: string, values: Float64Array) {
    super(name);
    this.values = values;
  }

  get length(): number {
    return this.values.length;
  }

  get(i: number): number | null {
    const value = this.values[i]!;
    return Number.isNaN(value) ? null : value;
  }

  isMissing(i: number): boolean {
    return Number.isNaN(this.values[i]);
  }

  toArray(): ArrayLike<number | null> {
    return this.missingCount === 0 ? this.values : this.boxed();
  }

  unique(): number[] {
    return [...new Set(this.values)].filter((value) => !Number.isNaN(value));
  }

  takeRows(index: RowIndex): NumberColumn {
    return new NumberColumn(this.name, gather(this.values, index));
  }

  rename(name: string): NumberColumn {
    return new NumberColumn(name, this.values);
  }
}

/** The values at these indices. */
export function gather(values: Float64Array, index: RowIndex): Float64Array {
  const out = new Float64Array(index.length);
  for (let i = 0; i < out.length; i++) out[i] = values[index[i]!]!;
  return out;
}
