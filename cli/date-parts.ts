import type { Column } from "learnkit";

/** Part of a date that a model can learn from. */
export type DatePart = "year" | "month" | "day_of_year" | "weekday" | "hour";

/** All parts, coarse to fine. */
export const DATE_PARTS: readonly DatePart[] = ["year", "month", "day_of_year", "weekday", "hour"];

const DAY = 86_400_000;

/** Part of each date, in UTC; NaN where the date is missing. Monday is 1, Sunday 7. */
export function datePart(column: Column<Date>, part: DatePart): Float64Array {
  return Float64Array.from(column, (date) => (date === null ? Number.NaN : partOf(date, part)));
}

function partOf(date: Date, part: DatePart): number {
  switch (part) {
    case "year":
      return date.getUTCFullYear();
    case "month":
      return date.getUTCMonth() + 1;
    case "day_of_year":
      return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;
    case "weekday":
      return ((date.getUTCDay() + 6) % 7) + 1;
    case "hour":
      return date.getUTCHours() + date.getUTCMinutes() / 60;
  }
}
