import { describe, expect, test } from "vitest";
import { type CategoryColumn, DateColumn, Frame, NumberColumn } from "./index.js";

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const sales = Frame.fromColumns({
  city: ["Rome", "Oslo", null, "Oslo", "Rome"],
  shop: [1, 2, 1, 2, null],
  price: [3, 5, 7, null, 4],
  sold: [true, false, true, null, true],
  kind: ["b", "a", "a", "c", "a"],
  on: [day("2020-01-03"), day("2020-01-01"), day("2020-01-02"), null, day("2020-01-05")],
});

describe("groups", () => {
  test("come in the order of their keys, without missing keys", () => {
    const sums = sales.groupBy("city").agg({ total: ["price", "sum"], n: ["price", "size"] });
    expect(sums.toRows()).toEqual([
      { city: "Oslo", total: 5, n: 2 },
      { city: "Rome", total: 7, n: 2 },
    ]);
  });

  test("come in order of first appearance with sort: false, and missing is a key with dropna: false", () => {
    const sizes = sales.groupBy("city", { sort: false, dropna: false }).size();
    expect(sizes.toColumns()).toEqual({ city: ["Rome", "Oslo", null], size: Float64Array.of(2, 2, 1) });
    const sorted = sales.groupBy("city", { dropna: false }).size();
    expect(sorted.column("city").toArray()).toEqual(["Oslo", "Rome", null]);
  });

  test("of several keys are their combinations that occur", () => {
    const sizes = sales.groupBy(["city", "shop"]).size();
    expect(sizes.toRows()).toEqual([
      { city: "Oslo", shop: 2, size: 2 },
      { city: "Rome", shop: 1, size: 1 },
    ]);
    expect(sales.groupBy(["city", "shop"], { dropna: false }).ngroups).toBe(4);
  });

  test("-0 and 0 are one key", () => {
    const sizes = Frame.fromColumns({ x: [0, -0, 0.5] })
      .groupBy("x")
      .size();
    expect(sizes.column("size").toArray()).toEqual(Float64Array.of(2, 1));
    const far = Frame.fromColumns({ x: [0, -0, 1e300] })
      .groupBy("x")
      .size();
    expect(far.column("size").toArray()).toEqual(Float64Array.of(2, 1));
  });

  test("texts are ordered by code point, levels that occur in no row make no group", () => {
    const frame = Frame.fromColumns({ k: ["\u{1F600}", "\uFFEE", "b", "a"] }).takeRows([0, 1, 2]);
    expect(frame.groupBy("k").size().column("k").toArray()).toEqual(["b", "\uFFEE", "\u{1F600}"]);
  });

  test("keys that are combined to more than 2^31 codes are told apart", () => {
    const n = 70_000;
    const a = Float64Array.from({ length: n }, (_, i) => (i % (n / 2)) * 3);
    const b = Float64Array.from({ length: n }, (_, i) => ((i * 3) % (n / 2)) * 3);
    const sizes = new Frame([new NumberColumn("a", a), new NumberColumn("b", b)]).groupBy(["b", "a"]).size();
    expect(sizes.rows).toBe(n / 2);
    expect(sizes.column("size").unique()).toEqual([2]);
    const first = sizes.column("b").values;
    expect(first!.every((value, i) => i === 0 || value > first![i - 1]!)).toBe(true);
  });

  test("more distinct numbers than a table in the cache holds are grouped and merged alike", () => {
    const n = 150_000;
    const x = Float64Array.from({ length: 2 * n }, (_, i) => ((i * 7919) % n) / 7 - 0.5);
    x[0] = Number.NaN;
    const frame = new Frame([new NumberColumn("x", x)]);
    const sizes = frame.groupBy("x").size();
    expect(sizes.rows).toBe(n);
    expect(sizes.column("x").values).toEqual(sizes.column("x").values!.slice().sort());
    expect(sizes.column("size").unique().sort()).toEqual([1, 2]);
    const seen = frame.groupBy("x", { sort: false, dropna: false }).size();
    expect([seen.column("x").get(0), seen.column("x").get(1)]).toEqual([null, x[1]]);
    const merged = sizes.merge(seen, { on: "x", how: "left" });
    expect(merged.column("size_x").values).toEqual(merged.column("size_y").values);
  });

  test("are walked over with their keys and rows", () => {
    const walked = [...sales.groupBy("city").groups()].map(({ key, frame }) => [key.city, frame.rows]);
    expect(walked).toEqual([
      ["Oslo", 2],
      ["Rome", 2],
    ]);
  });

  test("there are none in an empty frame and where all keys are missing", () => {
    const none = sales
      .filter(() => false)
      .groupBy(["city", "shop"])
      .agg({ m: ["price", "mean"] });
    expect([none.rows, none.columnNames]).toEqual([0, ["city", "shop", "m"]]);
    expect(
      Frame.fromColumns({ k: [null, null], x: [1, 2] })
        .groupBy("k")
        .mean().rows,
    ).toBe(0);
  });
});

describe("statistics", () => {
  test("keep the type of the column where they are one of its values", () => {
    const { city: _, ...found } = sales
      .groupBy("city")
      .agg({
        low: ["kind", "min"],
        late: ["on", "max"],
        any: ["sold", "max"],
        top: ["kind", "mode"],
        from: ["on", "first"],
      })
      .toRows()[1]!;
    expect(found).toEqual({
      low: "a",
      late: day("2020-01-05"),
      any: true,
      top: "a",
      from: day("2020-01-03"),
    });
  });

  test("leave missing values out; of none they are missing, sums 0 and counts 0", () => {
    const frame = Frame.fromColumns({ k: ["a", "b", "b"], x: [null, 1, 3], t: [null, "u", "v"] });
    const of = frame.groupBy("k").agg({
      sum: ["x", "sum"],
      mean: ["x", "mean"],
      var: ["x", "var"],
      min: ["x", "min"],
      first: ["t", "first"],
      n: ["t", "count"],
      distinct: ["t", "nunique"],
      median: ["x", "median"],
      mode: ["t", "mode"],
    });
    expect(of.toRows()[0]).toEqual({
      k: "a",
      sum: 0,
      mean: Number.NaN,
      var: Number.NaN,
      min: Number.NaN,
      first: null,
      n: 0,
      distinct: 0,
      median: Number.NaN,
      mode: null,
    });
    expect(of.toRows()[1]).toMatchObject({ sum: 4, mean: 2, var: 2, min: 1, first: "u", n: 2, distinct: 2 });
  });

  test("a mean of dates is a date, to the millisecond", () => {
    const mean = sales
      .groupBy("city")
      .agg({ mean: ["on", "mean"] })
      .column("mean");
    expect(mean).toBeInstanceOf(DateColumn);
    expect(mean.get(1)).toEqual(day("2020-01-04"));
  });

  test("between two milliseconds it is the one towards 1970, as pandas keeps it", () => {
    const before = new Frame([
      new NumberColumn("k", Float64Array.of(1, 1)),
      new DateColumn("on", Float64Array.of(-2, -1)),
    ]);
    for (const statistic of ["mean", "median", "quantile"] as const) {
      const middle = before.groupBy("k").agg({ middle: ["on", statistic] });
      expect(middle.column("middle").get(0)).toEqual(new Date(-1));
    }
  });

  test("a function of the group's part of the column makes a column of what it answers", () => {
    const texts = sales
      .groupBy("city")
      .agg({ kinds: ["kind", (kind: CategoryColumn) => kind.unique().join("+")] });
    expect(texts.column("kinds").toArray()).toEqual(["a+c", "b+a"]);
  });

  test("one statistic of every column takes those for which it is defined", () => {
    expect(sales.groupBy("city").mean().columnNames).toEqual(["city", "shop", "price", "sold"]);
    expect(sales.groupBy("city").max().columnNames).toEqual(["city", "shop", "price", "sold", "kind", "on"]);
    expect(sales.groupBy("city").select(["price"]).std({ ddof: 0 }).toRows()).toEqual([
      { city: "Oslo", price: 0 },
      { city: "Rome", price: 0.5 },
    ]);
    expect(sales.groupBy("city").agg({ price: "max", kind: "nunique" }).columnNames).toEqual([
      "city",
      "price",
      "kind",
    ]);
  });

  test("transform gives each row that of its group, and rows without a group nothing", () => {
    const counts = sales.groupBy("city").transform("count");
    expect(counts.columnNames).toEqual(["shop", "price", "sold", "kind", "on"]);
    expect(Array.from(counts.column("price"))).toEqual([2, 1, null, 1, 2]);
    expect(Array.from(sales.groupBy("city").transform("min").column("kind"))).toEqual([
      "a",
      "a",
      null,
      "a",
      "a",
    ]);
  });
});

describe("refused by name", () => {
  test.each([
    [
      () => sales.groupBy("citi" as never),
      'Frame.groupBy: column must be one of city, shop, price, sold, kind, on (did you mean "city"?); received "citi"',
    ],
    [() => sales.groupBy([] as never), "Frame.groupBy: keys must name at least one column; received []"],
    [
      () => sales.groupBy(["city", "city"]),
      'Frame.groupBy: keys must not name a column twice; received "city"',
    ],
    [
      () => sales.groupBy("city", { dropNa: true } as never),
      'Frame.groupBy: parameter name must be one of dropna, sort (did you mean "dropna"?); received "dropNa"',
    ],
    [
      () => sales.groupBy("city").agg({ m: ["kind", "mean"] } as never),
      'GroupBy.agg: mean must be taken of a number, boolean or date column; received a category column at column "kind"',
    ],
    [
      () => sales.groupBy("city").agg({ m: ["pric", "mean"] } as never),
      'GroupBy.agg: column must be one of city, shop, price, sold, kind, on (did you mean "price"?); received "pric"',
    ],
    [
      () => sales.groupBy("city").agg({ m: ["price", "maen"] } as never),
      /GroupBy.agg: statistic must be one of .*did you mean "mean"\?\); received "maen"/,
    ],
    [
      () => sales.groupBy("city").agg({ m: ["price", "std", { ddof: -1 }] }),
      "GroupBy.agg: ddof must be an integer >= 0; received -1",
    ],
    [
      () => sales.groupBy("city").agg({ m: ["price", "quantile", { q: 2 }] }),
      "GroupBy.agg: q must be a finite number >= 0 and <= 1; received 2",
    ],
    [
      () => sales.groupBy("city").agg({ city: ["price", "mean"] }),
      'Frame: columns must have distinct names; received "city"',
    ],
    [
      () => sales.groupBy("city").agg(3 as never),
      "GroupBy.agg: aggregations must be an object of [column, statistic] by name; received 3",
    ],
    [
      () => sales.groupBy("city").agg({ m: ["price"] } as never),
      'GroupBy.agg: m must be [column, statistic] or a statistic; received ["price"]',
    ],
  ])("%#", (call, message) => {
    expect(call).toThrow(message);
  });
});
