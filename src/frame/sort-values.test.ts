import { describe, expect, test } from "vitest";
import { Frame, NumberColumn } from "./index.js";

const cars = Frame.fromColumns({
  id: [0, 1, 2, 3, 4],
  maker: ["Fiat", "Alfa", null, "Fiat", "Alfa"],
  power: [60, 110, 75, null, 110],
  old: [true, false, null, false, true],
  made: [new Date(3), new Date(1), new Date(2), null, new Date(-1)],
});

const ids = (frame: Frame): unknown[] => Array.from(frame.column("id"));

describe("sortValues", () => {
  test("puts missing last in both directions, or first, and keeps the order of equals", () => {
    expect(ids(cars.sortValues("maker"))).toEqual([1, 4, 0, 3, 2]);
    expect(ids(cars.sortValues("maker", { ascending: false }))).toEqual([0, 3, 1, 4, 2]);
    expect(ids(cars.sortValues("maker", { naPosition: "first" }))).toEqual([2, 1, 4, 0, 3]);
    expect(ids(cars.sortValues("power", { ascending: false, naPosition: "first" }))).toEqual([3, 1, 4, 2, 0]);
    expect(ids(cars.sortValues("old"))).toEqual([1, 3, 0, 4, 2]);
    expect(ids(cars.sortValues("made"))).toEqual([4, 1, 2, 0, 3]);
  });

  test("sorts by several keys, each in its direction", () => {
    expect(ids(cars.sortValues(["maker", "id"], { ascending: [true, false] }))).toEqual([4, 1, 3, 0, 2]);
    expect(ids(cars.sortValues(["power", "old"], { ascending: false }))).toEqual([4, 1, 2, 0, 3]);
  });

  test("-0 and 0 are equal, infinities are numbers", () => {
    const frame = Frame.fromColumns({ id: [0, 1, 2, 3, 4], x: [0, -0, Infinity, null, -Infinity] });
    expect(ids(frame.sortValues("x"))).toEqual([4, 0, 1, 2, 3]);
    expect(ids(frame.sortValues("x", { ascending: false }))).toEqual([2, 0, 1, 4, 3]);
  });

  test("sorts many numbers as a comparison does", () => {
    const x = Float64Array.from({ length: 5000 }, (_, i) => Math.sin(i * i) * 1e6 * (i % 7 === 0 ? 1e-9 : 1));
    const frame = new Frame([new NumberColumn("x", x)]);
    expect(frame.sortValues("x").column("x").values).toEqual(x.slice().sort());
    expect(frame.sortValues("x", { ascending: false }).column("x").values).toEqual(
      x.slice().sort().reverse(),
    );
  });

  test("leaves the frame as it is, empty ones too, and sorts by no key into the same order", () => {
    expect(ids(cars)).toEqual([0, 1, 2, 3, 4]);
    expect(cars.filter(() => false).sortValues(["power", "maker"]).rows).toBe(0);
    expect(ids(cars.sortValues([]))).toEqual([0, 1, 2, 3, 4]);
  });

  test("refuses columns and options by name", () => {
    expect(() => cars.sortValues("powr" as never)).toThrow('(did you mean "power"?); received "powr"');
    expect(() => cars.sortValues(["id", "id"])).toThrow('by must not name a column twice; received "id"');
    expect(() => cars.sortValues("id", { ascending: [true, false] })).toThrow(
      "Frame.sortValues: ascending must be of 1 values, one for each key; received [true, false]",
    );
    expect(() => cars.sortValues("id", { naPosition: "top" as never })).toThrow(
      'Frame.sortValues: naPosition must be one of "first", "last"; received "top"',
    );
  });
});
