import { describe, expect, test } from "vitest";
import { CategoryColumn, cut, Frame, getDummies, NumberColumn, qcut } from "./index.js";

const holes = Frame.fromColumns({
  age: [1, null, 4],
  city: ["Rome", null, "Oslo"],
  member: [true, null, true],
  since: [new Date(0), null, new Date(10)],
});

describe("fillna", () => {
  test("by name, with values and statistics; untouched columns are shared", () => {
    const filled = holes.fillna({ age: "mean", city: "?", since: "max" });
    expect(filled.toRows()[1]).toEqual({ age: 2.5, city: "?", member: null, since: new Date(10) });
    expect(filled.column("member")).toBe(holes.column("member"));
    expect(filled.fillna({ age: 9 }).column("age")).toBe(filled.column("age"));
  });

  test("a statistic fills the columns that have it; a text column is filled with the first of its most frequent", () => {
    expect(holes.fillna("median").toRows()[1]).toEqual({
      age: 2.5,
      city: null,
      member: null,
      since: new Date(5),
    });
    expect(holes.fillna("mode").toRows()[1]).toEqual({
      age: 1,
      city: "Oslo",
      member: true,
      since: new Date(0),
    });
  });

  test("one value must suit every column with holes", () => {
    expect(holes.select(["age"]).fillna(0).column("age").toArray()).toEqual(Float64Array.of(1, 0, 4));
    expect(() => holes.fillna(0)).toThrow("value must be a category, as the column with missing values");
    expect(() => holes.fillna({ agee: 1 } as never)).toThrow('did you mean "age"?');
    expect(() => holes.fillna({ age: "average" } as never)).toThrow(
      "value must be a number or one of mean, median",
    );
    expect(() => holes.fillna({ city: 1 } as never)).toThrow("a value must be a string");
  });

  test("a column without any value stays missing", () => {
    const none = Frame.fromColumns({ x: [Number.NaN, Number.NaN] });
    expect(none.fillna("mean").column("x").missingCount).toBe(2);
    expect(none.fillna("mode").column("x").missingCount).toBe(2);
  });
});

describe("ffill, bfill, interpolate and dropna", () => {
  test("fill every type of column", () => {
    expect(holes.ffill().toRows()[1]).toEqual({ age: 1, city: "Rome", member: true, since: new Date(0) });
    expect(holes.bfill().toRows()[1]).toEqual({ age: 4, city: "Oslo", member: true, since: new Date(10) });
    expect(() => holes.ffill({ limit: 0 })).toThrow("limit must be an integer >= 1");
  });

  test("interpolate fills numbers and dates, by a column too, and refuses texts with holes", () => {
    const numbers = holes.select(["age", "since"]).assign({ at: [0, 1, 4] });
    expect(numbers.interpolate({ method: "index", index: "at" }).toRows()[1]).toEqual({
      age: 1.75,
      since: new Date(2),
      at: 1,
    });
    expect(() => holes.interpolate()).toThrow("a category column cannot be interpolated");
    expect(() => numbers.interpolate({ index: "att" as never })).toThrow('did you mean "at"?');
  });

  test("dropna of an empty frame, of columns, and misspelt options", () => {
    expect(Frame.fromColumns({ a: new Float64Array(0) }).dropna().rows).toBe(0);
    expect(holes.dropna({ axis: "columns" }).columnNames).toEqual([]);
    expect(() => holes.dropna({ subset: ["agee" as never] })).toThrow('did you mean "age"?');
    expect(() => holes.dropna({ how: "any", thresh: 1 })).toThrow(
      "how must be left out where thresh is given",
    );
    expect(() => holes.dropna({ axis: 1, subset: ["age"] })).toThrow("subset must be left out");
    expect(() => holes.dropna({ tresh: 1 } as never)).toThrow('did you mean "thresh"?');
  });

  test("isna and notna are each other's opposite", () => {
    expect(holes.isna().toRows()[1]).toEqual({ age: true, city: true, member: true, since: true });
    for (const { name } of holes.columns)
      expect(holes.notna().column(name as "age").codes).toEqual(
        holes
          .isna()
          .column(name as "age")
          .not().codes,
      );
  });
});

describe("sample", () => {
  const rows = Frame.fromColumns({ i: [0, 1, 2, 3], w: [0, 0, 1, 1] });

  test("a row of weight 0 is never drawn", () => {
    const drawn = rows.sample({ n: 50, replace: true, weights: "w" }).column("i").unique();
    expect(drawn.sort()).toEqual([2, 3]);
  });

  test.each([
    [{ n: 5 }, "n must be at most 4 without replacement"],
    [{ n: 1, frac: 0.5 }, "frac must be left out where n is given"],
    [{ frac: 1.5 }, "frac must be at most 1 without replacement"],
    [{ n: 2.5 }, "n must be an integer >= 0"],
    [{ weights: "ww" }, 'did you mean "w"?'],
    [{ weights: [1, 2] }, "weights must have 4 values"],
    [{ weights: [1, -1, 0, 0] }, "weights must be finite and >= 0; received -1 at row 1"],
    [{ weights: [0, 0, 0, 0] }, "weights must not be zero everywhere"],
    [{ n: 2, weights: [9, 1, 0, 0] }, "a weight must be at most 1/2 of their sum"],
    [{ randomstate: 1 }, 'did you mean "randomState"?'],
  ])("refuses %o", (options, message) => {
    expect(() => rows.sample(options as never)).toThrow(message);
  });

  test("of an empty frame only nothing can be drawn", () => {
    const empty = Frame.fromColumns({ a: new Float64Array(0) });
    expect(empty.sample({ n: 0 }).rows).toBe(0);
    expect(empty.sample({ frac: 1 }).rows).toBe(0);
    expect(() => empty.sample()).toThrow("n must be at most 0");
  });
});

describe("cut and qcut", () => {
  test("give a column the name of its numbers, bins in order as levels", () => {
    const x = new NumberColumn("x", Float64Array.of(5, 1, Number.NaN));
    const column = cut(x, [0, 2, 6, 9], { labels: ["low", "mid", "high"] });
    expect(column.name).toBe("x");
    expect(column.levels).toEqual(["low", "mid", "high"]);
    expect(column.toArray()).toEqual(["mid", "low", null]);
  });

  test("texts of intervals keep their edges in order, with more digits where rounding would turn them about", () => {
    expect(cut([0.1], [-3.6661, -1.21, 0.07, 0.1881], { precision: 0 }).levels).toEqual([
      "(-3.7, -1.2]",
      "(-1.2, 0.07]",
      "(0.07, 0.2]",
    ]);
    expect(qcut([0.25], 1).levels).toEqual(["(0.249, 0.25]"]);
  });

  test.each([
    [() => cut([1], [2, 1]), "bins must be ascending"],
    [() => cut([1], [1, 1, 2]), 'bins must be distinct edges, or duplicates "drop"'],
    [() => cut([1], 0), "bins must be an integer >= 1"],
    [() => cut([1], [1]), "bins must be a number of bins or an array of at least 2 edges"],
    [() => cut([1], [1, Number.NaN]), "bins must be numbers without NaN"],
    [() => cut([], 2), "values must have a finite range"],
    [() => cut([null], 2), "values must have a finite range"],
    [() => cut([1, Number.POSITIVE_INFINITY], 2), "values must have a finite range"],
    [() => cut([1], [0, 1, 2], { labels: ["a"] }), "labels must be 2 texts, one for each bin"],
    [() => cut([1], [0, 1, 2], { labels: ["a", "a"] }), "labels must be an array of distinct texts"],
    [() => cut([1], 2, { rigth: true } as never), 'did you mean "right"?'],
    [() => qcut([1, 1, 1, 2], 4), 'bins must be distinct edges, or duplicates "drop"'],
    [() => qcut([1], 1.5), "q must be an integer >= 1"],
    [() => qcut([1], [0, 2]), "q must be a number of bins or quantiles in [0, 1]"],
    [() => qcut([], 2), "values must hold a finite number"],
    [() => cut(["a"] as never, 2), "values must be numbers"],
  ])("refuse bad bins %#", (run, message) => {
    expect(run).toThrow(message);
  });
});

describe("getDummies", () => {
  test("levels that occur in no row have no indicator", () => {
    const column = CategoryColumn.from("c", ["b", "a", "z"]).takeRows([0, 1]);
    expect(getDummies(column).columnNames).toEqual(["a", "b"]);
    expect(getDummies(column).toColumns()).toEqual({ a: [false, true], b: [true, false] });
  });

  test("booleans and numbers are encoded where they are named", () => {
    const frame = Frame.fromColumns({ b: [true, false], n: [10, 9], c: ["x", "x"] });
    expect(getDummies(frame, { columns: ["n", "b"] }).columnNames).toEqual([
      "c",
      "n_9",
      "n_10",
      "b_false",
      "b_true",
    ]);
  });

  test("empty frames and bad options", () => {
    expect(getDummies(Frame.fromColumns({ a: new Float64Array(0) })).columnNames).toEqual(["a"]);
    expect(() => getDummies(holes, { columns: ["since"] })).toThrow("a date column has no indicators");
    expect(() => getDummies(holes, { columns: ["cty" as never] })).toThrow('did you mean "city"?');
    expect(() => getDummies(holes, { prefix: ["a", "b"] })).toThrow(
      "prefix must be 1 texts, one for each column",
    );
    expect(() => getDummies(holes, { prefix: {} })).toThrow('prefix must be a text for the column "city"');
    expect(() => getDummies([1] as never)).toThrow("source must be a frame or a column");
    const clash = Frame.fromColumns({ a_b: [1], a: ["b"] });
    expect(() => getDummies(clash)).toThrow('columns must have distinct names; received "a_b"');
  });
});

describe("corr, describe, nunique and astype", () => {
  test("a column is correlated with itself by 1, no rounding away", () => {
    const frame = Frame.fromColumns({ x: [3, -2, 1, -3, -1], tiny: [3e-100, 0, 1e-100, 0, 2e-100] });
    expect([0, 1].map((row) => frame.corr().columns[row + 1]?.get(row))).toEqual([1, 1]);
  });

  test("corr wants numeric columns, or to leave the others out", () => {
    expect(() => holes.corr()).toThrow("columns must be numeric, or numericOnly true, not category");
    expect(holes.corr({ numericOnly: true }).columnNames).toEqual(["column", "age", "member"]);
    expect(() => holes.corr({ minPeriods: 0 })).toThrow("minPeriods must be an integer >= 1");
  });

  test("describe tells other percentiles in ascending order", () => {
    const summary = Frame.fromColumns({ x: [1, 2, 3] }).describe({ percentiles: [0.9, 0.125] });
    expect(summary.columnNames.slice(6, 9)).toEqual(["min", "12.5%", "90%"].slice(0, 3));
    expect(() => holes.describe({ percentiles: [25] })).toThrow(
      "percentiles must be an array of distinct numbers in [0, 1]",
    );
  });

  test("nunique counts values, not missing ones", () => {
    expect(holes.nunique()).toEqual({ age: 2, city: 2, member: 1, since: 2 });
  });

  test("astype converts what has an equal, and refuses the rest by row", () => {
    const frame = Frame.fromColumns({
      a: ["1e3", null, "-.5"],
      b: [1, 0, null],
      c: ["2020-02-29", "x", null],
    });
    expect(frame.astype({ a: "number", b: "boolean" }).toRows()[2]).toEqual({ a: -0.5, b: null, c: null });
    expect(frame.astype({ b: "category" }).column("b").toArray()).toEqual(["1", "0", null]);
    expect(() => frame.astype({ c: "date" })).toThrow(
      'a value must be a date in ISO 8601; received "x" at row 1, column "c"',
    );
    expect(() => frame.astype({ a: "boolean" })).toThrow('received "1e3" at row 0, column "a"');
    expect(() => frame.astype({ a: "float" } as never)).toThrow("one of number, category, boolean, date");
    expect(() => frame.astype({ d: "number" } as never)).toThrow("column must be one of a, b, c");
    expect(frame.takeRows([0]).astype({ c: "date" }).column("c").get(0)).toEqual(
      new Date("2020-02-29T00:00:00Z"),
    );
    expect(() => Frame.fromColumns({ t: ["0x10"] }).astype({ t: "number" })).toThrow("a decimal number");
    expect(() => Frame.fromColumns({ t: [" "] }).astype({ t: "number" })).toThrow("a decimal number");
  });
});
