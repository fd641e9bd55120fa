import { choice, type ParamSpec, resolveParams } from "../base/params.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { whereNumbers } from "./arithmetic.js";
import { BooleanColumn, truthsOf } from "./boolean-column.js";
import { CategoryColumn } from "./category-column.js";
import type { RowIndex, Storage } from "./column.js";
import { ComparableColumn } from "./comparable-column.js";
import { type Comparison, compareNumbers, numbersAmong } from "./compare.js";
import {
  type DatePart,
  dateParts,
  MILLISECONDS,
  startsOfDays,
  type TimeUnit,
  toMilliseconds,
} from "./date-parts.js";
import type { FillableArray } from "./fill/directional-fill.js";
import { FILL_STATISTICS, type FillStatistic, gather, NumberColumn } from "./number-column.js";
import { distinctCount, modesOf } from "./statistics/mode.js";
import { maxOf, meanOf, minOf } from "./statistics/moments.js";
import { medianOf } from "./statistics/present-quantiles.js";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const unitSpecs: { readonly unit: ParamSpec<TimeUnit> } = {
  unit: choice<TimeUnit>({
    default: "millisecond",
    options: ["day", "hour", "minute", "second", "millisecond"],
    help: "A length of time.",
  }),
};

/**
 * Column of points in time, to the millisecond. Their parts are those in UTC.
 *
 * @example
 * ```ts
 * const day = new DateColumn("day", Float64Array.of(Date.UTC(2012, 0, 31), NaN));
 * day.get(0)?.toISOString(); // => "2012-01-31T00:00:00.000Z"
 * day.get(1); // => null
 * day.month().get(0); // => 1
 * day.dayName().get(0); // => "Tuesday"
 * day.sub(new Date("2012-01-01T00:00:00Z"), "day").get(0); // => 30
 * ```
 */
export class DateColumn extends ComparableColumn<Date> {
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

  /** Mean date, to the millisecond towards 1970; null if all are missing. */
  mean(): Date | null {
    return toDate(toMilliseconds(meanOf(this.times)));
  }

  /** Middle date, or the mean of the two in the middle to the millisecond towards 1970; null if all are missing. */
  median(): Date | null {
    return toDate(toMilliseconds(medianOf(this.times)));
  }

  /** Year. */
  year(): NumberColumn {
    return this.#part("year");
  }

  /** Month, 1 to 12. */
  month(): NumberColumn {
    return this.#part("month");
  }

  /** Day of the month, 1 to 31. */
  day(): NumberColumn {
    return this.#part("day");
  }

  /** Hour, 0 to 23. */
  hour(): NumberColumn {
    return this.#part("hour");
  }

  /** Minute, 0 to 59. */
  minute(): NumberColumn {
    return this.#part("minute");
  }

  /** Second, 0 to 59. */
  second(): NumberColumn {
    return this.#part("second");
  }

  /** Microseconds of the second: 1000 times its milliseconds. */
  microsecond(): NumberColumn {
    return this.#part("microsecond");
  }

  /** Day of the week, Monday 0 to Sunday 6. */
  dayOfWeek(): NumberColumn {
    return this.#part("dayOfWeek");
  }

  /** Day of the year, 1 to 366. */
  dayOfYear(): NumberColumn {
    return this.#part("dayOfYear");
  }

  /** Quarter of the year, 1 to 4. */
  quarter(): NumberColumn {
    return this.#part("quarter");
  }

  /** Number of days of the month, 28 to 31. */
  daysInMonth(): NumberColumn {
    return this.#part("daysInMonth");
  }

  /** Whether the year has 366 days; false for a missing date. */
  isLeapYear(): BooleanColumn {
    return new BooleanColumn(this.name, compareNumbers(dateParts(this.times, "isLeapYear"), "eq", 1));
  }

  /** English name of the day of the week. */
  dayName(): CategoryColumn {
    return this.#named("dayOfWeek", 0, DAYS);
  }

  /** English name of the month. */
  monthName(): CategoryColumn {
    return this.#named("month", 1, MONTHS);
  }

  /** Beginning of the day. */
  normalize(): DateColumn {
    return this.#with(startsOfDays(this.times));
  }

  /**
   * Time that went by since another date, or that of another column in the same row.
   *
   * @param unit of the difference: "millisecond" (default), "second", "minute", "hour" or "day"; fractions are kept.
   */
  sub(other: Date | DateColumn, unit: TimeUnit = "millisecond"): NumberColumn {
    resolveParams("DateColumn.sub", unitSpecs, { unit });
    const others = this.#other("sub", other);
    const at = (i: number): number => (typeof others === "number" ? others : others[i]!);
    const values = this.times.map((time, i) => (time - at(i)) / MILLISECONDS[unit]);
    return new NumberColumn(this.name, values);
  }

  /** The dates moved by an amount of time, or by that of a column in the same row; a negative one moves back. */
  add(amount: number | NumberColumn, unit: TimeUnit = "millisecond"): DateColumn {
    resolveParams("DateColumn.add", unitSpecs, { unit });
    const moved = new NumberColumn(this.name, this.times);
    const span =
      amount instanceof NumberColumn ? amount.mul(MILLISECONDS[unit]) : amount * MILLISECONDS[unit];
    return this.#with(moved.add(span).values);
  }

  /** One date, or a statistic of the column, in the place of each missing one. */
  fillna(value: Date | FillStatistic): DateColumn {
    const where = "DateColumn.fillna";
    if (!(value instanceof Date) && !FILL_STATISTICS.includes(value))
      throw new InvalidInputError(
        where,
        `value must be a Date or one of ${FILL_STATISTICS.join(", ")}`,
        value,
      );
    if (this.missingCount === 0) return this;
    const date = value instanceof Date ? value : value === "mode" ? this.mode()[0] : this[value]();
    const fill = date?.getTime() ?? Number.NaN;
    return this.#with(this.times.map((time) => (Number.isNaN(time) ? fill : time)));
  }

  /** Keeps the dates where the mask is true, takes `other` elsewhere; by default it is missing there. */
  where(mask: BooleanColumn, other: Date | DateColumn | null = null): DateColumn {
    const truths = truthsOf("DateColumn.where", "mask", mask, this.length);
    const others = other === null ? Number.NaN : this.#other("where", other);
    return this.#with(whereNumbers(this.times, truths, others));
  }

  takeRows(index: RowIndex): DateColumn {
    return this.#with(gather(this.times, index));
  }

  rename(name: string): DateColumn {
    return new DateColumn(name, this.times);
  }

  protected compareWith(comparison: Comparison, other: unknown): Int8Array {
    return compareNumbers(this.times, comparison, this.#other(comparison, other));
  }

  protected amongCodes(values: readonly (Date | null)[]): Int8Array {
    if (!Array.isArray(values))
      throw new InvalidInputError("DateColumn.isin", "values must be an array", values);
    const times = values.map((value) => (value === null ? Number.NaN : timeOf("isin", value)));
    return numbersAmong(this.times, new Set(times));
  }

  protected storage(): Storage {
    return { values: this.times, missing: Number.NaN };
  }

  protected withStorage(values: FillableArray): this {
    return this.#with(values as Float64Array) as this;
  }

  #with(times: Float64Array): DateColumn {
    return new DateColumn(this.name, times);
  }

  #part(part: DatePart): NumberColumn {
    return new NumberColumn(this.name, dateParts(this.times, part));
  }

  #named(part: DatePart, first: number, names: readonly string[]): CategoryColumn {
    const codes = Int8Array.from(dateParts(this.times, part), (value) =>
      Number.isNaN(value) ? -1 : value - first,
    );
    return new CategoryColumn(this.name, codes, names);
  }

  #other(method: string, other: unknown): number | Float64Array {
    if (!(other instanceof DateColumn)) return timeOf(method, other);
    if (other.length === this.length) return other.times;
    const rule = `other must have ${this.length} values, one for each row`;
    throw new InvalidInputError(`DateColumn.${method}`, rule, new Described(`${other.length} values`));
  }
}

function timeOf(method: string, value: unknown): number {
  if (value instanceof Date) return value.getTime();
  throw new InvalidInputError(`DateColumn.${method}`, "a value must be a Date or a date column", value);
}

function toDate(time: number): Date | null {
  return Number.isNaN(time) ? null : new Date(time);
}
