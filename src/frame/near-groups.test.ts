import { describe, expect, test } from "vitest";
import { groupMedians } from "./group-order.js";
import { groupMeans, groupVariances } from "./group-sums.js";
import { nearGroups } from "./near-groups.js";

const COUNT = 20_000;
const ROWS = 5 * COUNT;
// 7919 is prime to the count: each group has five rows far apart.
const codes = Int32Array.from({ length: ROWS }, (_, i) => (i * 7919) % COUNT);
const values = Float64Array.from({ length: ROWS }, (_, i) => Math.floor(i / COUNT) ** 2 + codes[i]!);

describe("values of many groups", () => {
  test("are brought together by 512 groups, in row order", () => {
    const near = nearGroups(values, { codes, count: COUNT });
    const parts = Array.from(near.codes, (code) => code >> 9);
    expect(parts.every((part, i) => i === 0 || parts[i - 1]! <= part)).toBe(true);
    const ofGroup = near.values.filter((_, i) => near.codes[i] === 3);
    expect(ofGroup).toEqual(Float64Array.of(3, 4, 7, 12, 19));
  });

  test("are left out where they are missing or in no group", () => {
    const holes = values.map((value, i) => (i === 1 ? Number.NaN : value));
    const none = codes.map((code, i) => (i === 2 ? -1 : code));
    expect(nearGroups(holes, { codes: none, count: COUNT }).values.length).toBe(ROWS - 2);
  });

  test("have the statistics of each group", () => {
    const groups = { codes, count: COUNT, firstRows: new Int32Array(COUNT) };
    expect(groupMeans(values, groups)[3]).toBe(9);
    expect(groupVariances(values, groups, 1)[3]).toBe(43.5);
    expect(groupMedians(values, groups)[COUNT - 1]).toBe(COUNT - 1 + 4);
  });

  test("are gathered once where the groups remember it", () => {
    const groups = { codes, count: COUNT, near: new Map() };
    expect(nearGroups(values, groups)).toBe(nearGroups(values, groups));
  });

  test("stay as they are for few groups", () => {
    const few = codes.map((code) => code % 10);
    expect(nearGroups(values, { codes: few, count: 10 }).values).toBe(values);
  });
});
