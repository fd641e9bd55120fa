import type { DateColumn, NumberColumn } from "learnkit";

/** Part of a date that a model can learn from. */
export type DatePart = "year" | "month" | "day_of_year" | "weekday" | "hour";

const PARTS: Readonly<Record<DatePart, (dates: DateColumn) => NumberColumn>> = {
  year: (dates) => dates.year(),
  month: (dates) => dates.month(),
  day_of_year: (dates) => dates.dayOfYear(),
  weekday: (dates) => dates.dayOfWeek().add(1),
  hour: (dates) => dates.hour().add(dates.minute().div(60)),
};

/** All parts, coarse to fine. */
export const DATE_PARTS: readonly DatePart[] = Object.keys(PARTS) as DatePart[];

/** Part of each date, in UTC; NaN where the date is missing. Monday is 1, Sunday 7; hours have fractions. */
export function datePart(column: DateColumn, part: DatePart): Float64Array {
  return PARTS[part](column).values;
}
