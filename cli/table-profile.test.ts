import { Frame } from "learnkit";
import { expect, test } from "vitest";
import { type ColumnProfile, profileTable, readableNumber } from "./table-profile.js";

const many = (value: (i: number) => unknown): unknown[] => Array.from({ length: 40 }, (_, i) => value(i));

function profileOf(values: readonly unknown[]): ColumnProfile {
  return profileTable(Frame.fromColumns({ x: values as never })).columns[0]!;
}

test("texts that hardly repeat identify the row; categories, and measurements without repeats, do not", () => {
  expect(profileOf(many((i) => `car ${i}`)).unusable).toBe("identifier");
  expect(profileOf(many((i) => `car ${i % 25}`)).unusable).toBe("identifier");
  expect(profileOf(many((i) => `car ${i % 20}`)).unusable).toBeUndefined();
  expect(profileOf(many((i) => i * 1.37)).unusable).toBeUndefined();
});

test("numbers that count the rows identify them, others do not", () => {
  expect(profileOf(many((i) => i)).unusable).toBe("identifier");
  expect(profileOf(many((i) => i + 1001)).unusable).toBe("identifier");
  expect(profileOf(many((i) => 2 * i)).unusable).toBeUndefined();
  expect(profileOf(many((i) => 40 - i)).unusable).toBeUndefined();
});

test("a constant with gaps may tell something, without gaps it cannot", () => {
  expect(profileOf(many(() => "x")).unusable).toBe("constant");
  expect(profileOf(many((i) => (i % 3 === 0 ? null : "x"))).unusable).toBeUndefined();
  expect(profileOf(many(() => null)).unusable).toBe("empty");
});

test("missing values are counted by column, in total and by row", () => {
  const frame = Frame.fromColumns({ a: [1, null, 3, null], b: ["x", null, null, "y"] });
  const { missing, incompleteRows, columns } = profileTable(frame);
  expect({ missing, incompleteRows }).toEqual({ missing: 4, incompleteRows: 3 });
  expect(columns.map((column) => column.missing)).toEqual([2, 2]);
});

test("the glimpse is a range of numbers and dates, and the most frequent texts", () => {
  expect(profileOf([3, 1.23456789, 2]).glimpse).toBe("1.2346 … 3");
  expect(profileOf([new Date("2020-01-31"), new Date("2019-06-01")]).glimpse).toBe("2019-06-01 … 2020-01-31");
  expect(profileOf(["b", "a", "a"]).glimpse).toBe("a, b");
  expect(profileOf([...many((i) => `t${i % 5}`), "t4"]).glimpse).toBe("t4, t0, t1, t2, …");
});

test("whole numbers are shown in full", () => {
  expect(readableNumber(1_234_567)).toBe("1234567");
  expect(readableNumber(-0.000123456)).toBe("-0.00012346");
});
