import { describe, expect, test } from "vitest";
import { CategoryColumn, DateColumn, Frame, NumberColumn } from "./index.js";

const left = Frame.fromColumns({ k: [2, 1, null, 3], a: ["p", "q", "r", "s"] });
const right = Frame.fromColumns({ k: [1, 2, 2, null], b: [true, false, null, true] });

describe("merge", () => {
  test("inner keeps left order, then right order, and missing meets missing", () => {
    expect(left.merge(right, { on: "k" }).toColumns()).toEqual({
      k: [2, 2, 1, null],
      a: ["p", "p", "q", "r"],
      b: [false, null, true, true],
    });
  });

  test("left keeps every left row, right every right row, outer all, sorted by key with missing last", () => {
    expect(left.merge(right, { how: "left" }).column("b").toArray()).toEqual([false, null, true, true, null]);
    expect(left.merge(right, { how: "right" }).toColumns()).toMatchObject({ a: ["q", "p", "p", "r"] });
    const outer = left.merge(right, { how: "outer", indicator: "from" });
    expect(outer.toColumns()).toEqual({
      k: [1, 2, 2, 3, null],
      a: ["q", "p", "p", "s", "r"],
      b: [true, false, null, null, true],
      from: ["both", "both", "both", "left_only", "both"],
    });
  });

  test("repeated keys on both sides give all pairs", () => {
    const a = Frame.fromColumns({
      k: Array<string>(30).fill("x"),
      i: Array.from({ length: 30 }, (_, i) => i),
    });
    const b = Frame.fromColumns({
      k: Array<string>(40).fill("x"),
      j: Array.from({ length: 40 }, (_, j) => j),
    });
    const pairs = a.merge(b);
    expect(pairs.rows).toBe(1200);
    expect([pairs.column("i").get(41), pairs.column("j").get(41)]).toEqual([1, 1]);
  });

  test("a product beyond 2^31 rows is refused before it is made", () => {
    const k = new Float64Array(70_000);
    const many = new Frame([new NumberColumn("k", k)]);
    expect(() => many.merge(many)).toThrow(
      "Frame.merge: the merged frame must have fewer than 2^31 rows; received 4900000000 rows: keys repeat on both sides",
    );
  });

  test("keys of texts meet whatever their codes, dates and booleans by value, -0 meets 0", () => {
    const a = new Frame([
      new CategoryColumn("t", Int8Array.of(0, 1, -1), ["u", "v"]),
      new DateColumn("d", Float64Array.of(1, 2, NaN)),
    ]);
    const b = Frame.fromColumns({ t: ["w", "v", "u"], n: [1, 2, 3] });
    expect(a.merge(b, { on: "t", how: "left" }).column("n").toArray()).toEqual([3, 2, null]);
    const days = Frame.fromColumns({ d: [new Date(2), new Date(1)], m: ["b", "a"] });
    expect(a.merge(days, { how: "left" }).column("m").toArray()).toEqual(["a", "b", null]);
    const zero = Frame.fromColumns({ x: [-0] }).merge(Frame.fromColumns({ x: [0], y: [1] }));
    expect(zero.rows).toBe(1);
    const flags = Frame.fromColumns({ f: [true, false] });
    expect(
      flags
        .merge(Frame.fromColumns({ f: [false], y: [1] }), { how: "left" })
        .column("y")
        .toArray(),
    ).toEqual([null, 1]);
  });

  test("columns of one name get suffixes, keys of different names are both kept", () => {
    const a = Frame.fromColumns({ k: [1], v: [2] });
    const b = Frame.fromColumns({ j: [1], v: [3] });
    expect(a.merge(b, { leftOn: "k", rightOn: "j" }).columnNames).toEqual(["k", "v_x", "j", "v_y"]);
    expect(a.merge(b, { leftOn: "k", rightOn: "j", suffixes: [null, "_r"] }).columnNames).toEqual([
      "k",
      "v",
      "j",
      "v_r",
    ]);
    expect(a.merge(b, { leftOn: "k", rightOn: "v" }).columnNames).toEqual(["k", "v_x", "j", "v_y"]);
  });

  test("a number that only rounds to a key does not meet it", () => {
    const a = Frame.fromColumns({ k: [1 - 2 ** -53, -1e6, 2 ** 40, Infinity, null] });
    const b = Frame.fromColumns({ k: [1, -1e6], z: [7, 8] });
    expect(a.merge(b, { how: "left" }).column("z").toArray()).toEqual([null, 8, null, null, null]);
  });

  test("the left columns are shared where every left row is kept once", () => {
    const merged = left.merge(Frame.fromColumns({ k: [1, 2], z: [1, 2] }), { how: "left" });
    expect(merged.column("a")).toBe(left.column("a"));
  });

  test("empty frames, and keys without any value, merge with any type", () => {
    const empty = left.filter(() => false);
    expect(empty.merge(right).toColumns()).toEqual({ k: new Float64Array(0), a: [], b: [] });
    expect(empty.merge(right, { how: "outer" }).rows).toBe(4);
    const texts = Frame.fromColumns({ k: ["u"], z: [1] });
    expect(empty.merge(texts, { how: "outer" }).toRows()).toEqual([{ k: "u", a: null, z: 1 }]);
  });
});

describe("validate", () => {
  test("names the first row whose key repeats", () => {
    expect(() => left.merge(right, { validate: "one_to_one" })).toThrow(
      'Frame.merge: the keys of the right must be unique to merge one_to_one; received 2 at row 2, column "k"',
    );
    expect(left.merge(right, { validate: "1:m" }).rows).toBe(4);
    expect(right.merge(left, { validate: "many_to_one" }).rows).toBe(4);
    expect(() => right.merge(left, { validate: "1:m" })).toThrow("the keys of the left must be unique");
    expect(right.merge(right, { on: "k", validate: "m:m" }).rows).toBe(6);
  });
});

describe("refused", () => {
  const texts = Frame.fromColumns({ k: ["1"], z: [1] });
  test.each([
    [
      () => left.merge(texts),
      'Frame.merge: the keys "k" must be of one type; received a number column and a category column',
    ],
    [
      () => left.merge(right, { on: "kk" as never }),
      'Frame.merge: column must be one of k, a (did you mean "k"?); received "kk"',
    ],
    [
      () => left.merge(right.rename({ k: "j" }) as Frame),
      "Frame.merge: the frames must have a column in common, or keys be given; received []",
    ],
    [
      () => left.merge(right, { leftOn: "k" }),
      'Frame.merge: leftOn and rightOn must be given together; received "k"',
    ],
    [
      () => left.merge(right, { on: "k", leftOn: "k", rightOn: "k" }),
      "Frame.merge: on must be left out where leftOn and rightOn are given",
    ],
    [
      () => left.merge(right, { leftOn: ["k", "a"], rightOn: "k" }),
      "Frame.merge: rightOn must name 2 columns, as leftOn does; received 1",
    ],
    [
      () => left.merge(right, { how: "full" as never }),
      'how must be one of "inner", "left", "right", "outer"; received "full"',
    ],
    [() => left.merge(right, { onn: "k" } as never), 'did you mean "on"?'],
    [
      () => left.merge(left, { on: "k", suffixes: [null, null] }),
      'Frame.merge: suffixes must tell columns of one name apart; received [null, null] at column "a"',
    ],
    [
      () => left.merge(left, { on: "k", suffixes: ["_z", "_z"] }),
      'must give every column a name of its own; received "a_z"',
    ],
    [() => left.merge(right, { indicator: "a" }), 'must give every column a name of its own; received "a"'],
    [() => left.merge({} as never), "Frame.merge: right must be a Frame; received {  }"],
  ])("%#", (call, message) => {
    expect(call).toThrow(message);
  });
});
