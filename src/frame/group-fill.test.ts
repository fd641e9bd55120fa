import { describe, expect, test } from "vitest";
import { Frame } from "./index.js";

const frame = Frame.fromColumns({
  k: ["a", "b", null, "a", "b", "a", "a"],
  x: [1, 5, 3, null, null, null, 9],
  t: ["p", null, "q", null, "r", null, null],
  b: [true, null, false, null, false, null, true],
});
const groups = frame.groupBy("k");
const cells = (made: Frame, name: string): unknown[] => Array.from(made.column(name));

describe("within groups", () => {
  test("ffill and bfill never cross groups, and stop at the limit", () => {
    expect(cells(groups.ffill(), "x")).toEqual([1, 5, null, 1, 5, 1, 9]);
    expect(cells(groups.ffill({ limit: 1 }), "x")).toEqual([1, 5, null, 1, 5, null, 9]);
    expect(cells(groups.bfill(), "t")).toEqual(["p", "r", null, null, "r", null, null]);
    expect(groups.ffill().columnNames).toEqual(["x", "t", "b"]);
  });

  test("fillna takes the statistic of the group where it is of the column's type", () => {
    const filled = groups.fillna("mean");
    expect(cells(filled, "x")).toEqual([1, 5, 3, 5, 5, 5, 9]);
    expect(filled.column("t")).toBe(frame.column("t"));
    expect(cells(groups.fillna("mode"), "b")).toEqual([true, false, false, true, false, true, true]);
    expect(cells(groups.fillna("first"), "t")).toEqual(["p", "r", "q", "p", "r", "p", "p"]);
  });

  test("interpolate takes the neighbours in the group, and leaves rows of no group as they are", () => {
    expect(cells(groups.interpolate(), "x")).toEqual([1, 5, 3, 1 + 8 / 3, 5, 1 + 16 / 3, 9]);
    expect(cells(groups.interpolate({ limit: 1 }), "x")).toEqual([1, 5, 3, 1 + 8 / 3, 5, null, 9]);
  });

  test("a running sum stays infinite behind an infinity", () => {
    const frame = Frame.fromColumns({ k: [1, 1, 1], x: [1, Number.NEGATIVE_INFINITY, 2] });
    const sums = frame.groupBy("k").cumsum().column("x");
    expect([...sums]).toEqual([1, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  });

  test("shift looks back or ahead, cumsum and cumcount run, rank starts at 1", () => {
    expect(cells(groups.shift(), "x")).toEqual([null, null, null, 1, 5, null, null]);
    expect(cells(groups.shift(-3), "x")).toEqual([9, null, null, null, null, null, null]);
    expect(cells(groups.shift(100), "t")).toEqual(Array(7).fill(null));
    expect(cells(groups.cumsum(), "x")).toEqual([1, 5, null, null, null, null, 10]);
    expect(Array.from(groups.cumcount())).toEqual([0, 0, null, 1, 1, 2, 3]);
    const ranked = Frame.fromColumns({ k: [1, 1, 1, 2], x: [3, 1, 3, 7], t: ["b", "a", "b", null] }).groupBy(
      "k",
    );
    expect(ranked.rank({ method: "dense" }).toColumns()).toEqual({
      x: Float64Array.of(2, 1, 2, 1),
      t: [2, 1, 2, null],
    });
    expect(cells(ranked.rank({ ascending: false, pct: true }), "x")).toEqual([0.5, 1, 0.5, 1]);
  });

  test("there is nothing to do in an empty frame", () => {
    const none = frame.filter(() => false).groupBy("k");
    for (const made of [none.ffill(), none.fillna("mean"), none.interpolate(), none.shift(), none.rank()])
      expect(made.rows).toBe(0);
  });

  test("refused by name", () => {
    expect(() => groups.ffill({ limit: 0 })).toThrow(
      "GroupBy.ffill: limit must be an integer >= 1, or null (no limit); received 0",
    );
    expect(() => groups.fillna("sum" as never)).toThrow(
      "GroupBy.fillna: statistic must be one of mean, median, mode",
    );
    expect(() => groups.shift(0.5)).toThrow("GroupBy.shift: periods must be an integer; received 0.5");
    expect(() => groups.interpolate({ limitDirection: "up" as never })).toThrow(
      "limitDirection must be one of",
    );
    expect(() => groups.rank({ method: "mean" as never })).toThrow("GroupBy.rank: method must be one of");
  });
});
