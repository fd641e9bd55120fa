import { expect, test } from "vitest";
import { bfill, ffill, fillna, interpolate } from "../index.js";
import { forwardFill } from "./directional-fill.js";

test("cells of any kind are carried forward and back", () => {
  expect(ffill([null, "a", undefined, "b"])).toEqual([null, "a", "a", "b"]);
  expect(bfill([null, true, null])).toEqual([true, true, null]);
  expect(ffill([1, Number.NaN, 2])).toEqual([1, 1, 2]);
  expect(ffill([])).toEqual([]);
});

test("a limit counts from the value that is carried", () => {
  expect(ffill([1, null, null, null, 2, null], { limit: 2 })).toEqual([1, 1, 1, null, 2, 2]);
  expect(bfill([null, null, 2], { limit: 1 })).toEqual([null, 2, 2]);
});

test("inside lies between values, outside before the first or behind the last", () => {
  const gaps = [null, 1, null, 2, null];
  expect(ffill(gaps, { limitArea: "inside" })).toEqual([null, 1, 1, 2, null]);
  expect(ffill(gaps, { limitArea: "outside" })).toEqual([null, 1, null, 2, 2]);
  expect(bfill(gaps, { limitArea: "outside" })).toEqual([1, 1, null, 2, null]);
});

test("codes are filled where they are -1, and what is given stays as it is", () => {
  const codes = Int8Array.of(-1, 3, -1);
  expect(forwardFill(codes, -1)).toEqual(Int8Array.of(-1, 3, 3));
  expect(codes).toEqual(Int8Array.of(-1, 3, -1));
});

test("fillna takes 0, an empty text and false as values", () => {
  expect(fillna([null, 1], 0)).toEqual([0, 1]);
  expect(fillna(["", undefined], "")).toEqual(["", ""]);
  expect(fillna([null], false)).toEqual([false]);
  expect(() => fillna([1], Number.NaN)).toThrow("fillna: value must not be missing; received NaN");
});

test("interpolation by place on an axis, in any order of rows", () => {
  expect(interpolate([0, null, 30], { method: "index", index: [0, 10, 30] })).toEqual([0, 10, 30]);
  expect(interpolate([30, null, 0], { method: "index", index: [30, 10, 0] })).toEqual([30, 10, 0]);
  const days = [1, 2, 5].map((day) => new Date(Date.UTC(1969, 11, day)));
  expect(interpolate([0, null, 8], { method: "time", index: days })).toEqual([0, 2, 8]);
  expect(interpolate([1, null, null, 9], { method: "nearest" })).toEqual([1, 1, 9, 9]);
});

test.each([
  [{ limit: 0 }, "limit must be an integer >= 1, or null (no limit); received 0"],
  [{ limitArea: "around" }, "limitArea must be one of"],
  [{ limitDirection: "back" }, "limitDirection must be one of"],
  [{ method: "cubic" }, "method must be one of"],
  [{ limits: 1 }, 'did you mean "limit"?'],
  [{ method: "time" }, 'index must be given for the method "time"'],
  [{ index: [1, 2] }, 'index must not be given for the method "linear"'],
  [{ method: "time", index: [1, 2] }, "index must hold dates, none of them missing; received 1 at row 0"],
  [
    { method: "index", index: [1, null] },
    "index must hold numbers, none of them missing; received null at row 1",
  ],
  [{ method: "index", index: [1] }, "index must have 2 values"],
])("interpolate refuses %o", (options, message) => {
  expect(() => interpolate([1, null], options as never)).toThrow(message);
});
