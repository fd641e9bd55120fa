import { DateColumn } from "learnkit";
import { expect, test } from "vitest";
import { DATE_PARTS, datePart } from "./date-parts.js";

test("parts of a date are those of the ISO calendar in UTC", () => {
  const days = new DateColumn("day", Float64Array.of(Date.parse("2024-02-29T13:30:00Z"), Number.NaN));
  const parts = DATE_PARTS.map((part) => datePart(days, part));
  expect(parts.map(([first]) => first)).toEqual([2024, 2, 60, 4, 13.5]);
  expect(parts.every(([, missing]) => Number.isNaN(missing))).toBe(true);
});

test("the first day of a year before 1970 is day 1, a Sunday is day 7", () => {
  const days = new DateColumn("day", Float64Array.of(Date.parse("1961-01-01")));
  expect(datePart(days, "day_of_year")[0]).toBe(1);
  expect(datePart(days, "weekday")[0]).toBe(7);
});
