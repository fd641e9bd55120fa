import { type RowIndex, TypedColumn } from "./column.js";
import { gather } from "./number-column.js";
import { distinctCount, modesOf } from "./statistics/mode.js";
import { maxOf, minOf } from "./statistics/moments.js";

/**
 * Column of points in time, to the millisecond.
 *
 * @example
 * ```ts
 * const day = new DateColumn("day", Float64Array.of(Date.UTC(2012, 0, 31), NaN));
 * day.get(0)?.toISOString(); // => "2012-01-31T00:00:00.000Z"
 * day.get(1); // => null
 * ```
 */
export class DateColumn extends TypedColumn<Date> {
  readonly type = "date" as const;
  /** Milliseconds since 1970-01-01 UTC, shape (length); a missing value is NaN. Treat it as immutable. */
  readonly times: Float64Array;

  /** Wraps the times without copying them. */
  constructor(name: string, times: Float64Array) {
    super(name);
    this.times = times;
  }

  get length(): number {
    return this.times.length;
  }

  get(i: number): Date | null {
    return toDate(this.times[i]!);
  }

  isMissing(i: number): boolean {
    return Number.isNaN(this.times[i]);
  }

  toArray(): (Date | null)[] {
    return this.boxed();
  }

  unique(): Date[] {
    return [...new Set(this.times)].filter((time) => !Number.isNaN(time)).map((time) => new Date(time));
  }

  nunique(): number {
    return distinctCount(this.times);
  }

  mode(): Date[] {
    return Array.from(modesOf(this.times), (time) => new Date(time));
  }

  /** Earliest date; null if all are missing. */
  min(): Date | null {
    return toDate(minOf(this.times));
  }

  /** Latest date; null if all are missing. */
  max(): Date | null {
    return toDate(maxOf(this.times));
  }

  takeRows(index: RowIndex): DateColumn {
    return new DateColumn(this.name, gather(this.times, index));
  }

  rename(name: string): DateColumn {
    return new DateColumn(name, this.times);
  }
}

function toDate(time: number): Date | null {
  return Number.isNaN(time) ? null : new Date(time);
}
