import { describe, expect, test } from "vitest";
import { concat, Frame, valueCounts } from "./index.js";

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const sales = Frame.fromColumns({
  city: ["Oslo", "Rome", "Oslo", null, "Rome"],
  kind: ["a", "b", "b", "a", "b"],
  price: [3, 5, 4, 9, 7],
  sold: [true, false, true, true, null],
});

describe("pivotTable", () => {
  test("has a row for each index value and a column for each combination of columns", () => {
    expect(sales.pivotTable({ index: "city", columns: "kind", values: "price" }).toColumns()).toEqual({
      city: ["Oslo", "Rome"],
      a: [3, null],
      b: Float64Array.of(4, 6),
    });
    const both = sales.pivotTable({
      index: "kind",
      columns: ["city", "sold"],
      values: ["price"],
      aggfunc: "sum",
    });
    expect(both.columnNames).toEqual(["kind", "price_Oslo_true", "price_Rome_false"]);
  });

  test("the margin over all is the column's own statistic, to the last digit", () => {
    const x = [
      349616.9290896136, 823134.3134365397, 838185.1383385009, 2953446.1712234197, 1241574.9955640065,
    ];
    const frame = Frame.fromColumns({ k: ["a", "a", "b", "b", "b"], c: ["p", "q", "p", "q", "q"], x });
    for (const aggfunc of ["sum", "mean", "var", "std"] as const)
      for (const columns of [[], ["c"]] as ("c" | "k")[][]) {
        const table = frame.pivotTable({ index: "k", columns, values: "x", aggfunc, margins: true });
        expect(table.columns.at(-1)?.get(table.rows - 1)).toBe(frame.column("x")[aggfunc]());
      }
  });

  test("margins are over the rows that miss nothing, and the first index column holds texts then", () => {
    const table = sales.pivotTable({
      index: "sold",
      columns: "kind",
      values: "price",
      aggfunc: "sum",
      margins: true,
    });
    expect(table.toColumns()).toEqual({
      sold: ["false", "true", "All"],
      a: [null, 12, 12],
      b: Float64Array.of(5, 4, 9),
      All: Float64Array.of(5, 16, 21),
    });
  });

  test("fillValue stands in cells without rows; one of another type is refused", () => {
    const table = sales.pivotTable({ index: "city", columns: "kind", values: "price", fillValue: 0 });
    expect(table.column("a").toArray()).toEqual(Float64Array.of(3, 0));
    expect(() =>
      sales.pivotTable({ index: "city", columns: "kind", values: "price", fillValue: "0" }),
    ).toThrow('Frame.pivotTable: fillValue must be of the type of the cells, number; received "0"');
  });

  test("days name columns without their time", () => {
    const frame = Frame.fromColumns({ k: ["a"], d: [day("2020-02-29")], x: [1] });
    expect(frame.pivotTable({ index: "k", columns: "d", values: "x" }).columnNames).toEqual([
      "k",
      "2020-02-29",
    ]);
  });

  test("is empty where there are no rows", () => {
    const none = sales
      .filter(() => false)
      .pivotTable({ index: "city", columns: "kind", values: "price", margins: true });
    expect([none.rows, none.columnNames]).toEqual([0, ["city"]]);
  });

  test.each([
    [
      () => sales.pivotTable({ index: "citi" as never, values: "price" }),
      '(did you mean "city"?); received "citi"',
    ],
    [
      () => sales.pivotTable({ index: [], values: "price" }),
      "index must name at least one column; received []",
    ],
    [
      () => sales.pivotTable({ index: "city", columns: "city", values: "price" }),
      'index and columns must have no column in common; received "city"',
    ],
    [
      () => sales.pivotTable({ index: "city", values: "kind", aggfunc: "mean" as never }),
      "mean must be taken of a number, boolean or date column; received a category column",
    ],
    [
      () => sales.pivotTable({ index: "city", values: "price", aggfunc: "avg" as never }),
      "aggfunc must be one of",
    ],
    [() => sales.pivotTable({ index: "city", value: "price" } as never), 'did you mean "values"?'],
    [
      () => sales.pivotTable({ index: "city", values: "price", margins: true, marginsName: "Rome" }),
      'marginsName must be no value of a key; received "Rome"',
    ],
  ])("refuses %#", (call, message) => {
    expect(call).toThrow(message);
  });
});

describe("melt", () => {
  const wide = Frame.fromColumns({ id: ["p", "q"], jan: [1, 2], feb: [3, null] });
  test("puts all rows of the first value column before those of the second", () => {
    expect(wide.melt({ idVars: "id" }).toColumns()).toEqual({
      id: ["p", "q", "p", "q"],
      variable: ["jan", "jan", "feb", "feb"],
      value: [1, 2, 3, null],
    });
    expect(
      wide.melt({ idVars: ["id"], valueVars: "feb", varName: "month", valueName: "n" }).toRows()[0],
    ).toEqual({ id: "p", month: "feb", n: 3 });
  });

  test("melted and pivoted again is what it was", () => {
    const long = wide.melt({ idVars: "id", varName: "month" });
    const again = long.pivotTable({ index: "id", columns: "month", values: "value", aggfunc: "first" });
    expect(again.select(["id", "jan", "feb"]).toColumns()).toEqual(wide.toColumns());
  });

  test("refuses values of two types and names that are taken", () => {
    expect(() => wide.melt()).toThrow(
      'Frame.melt: the columns "value" must be of one type; received a category column and a number column',
    );
    expect(() => wide.melt({ idVars: "id", valueName: "id" })).toThrow(
      'columns must have distinct names; received "id"',
    );
  });
});

describe("concat", () => {
  const a = Frame.fromColumns({ x: [1, 2], t: ["u", "v"] });
  const b = Frame.fromColumns({ t: ["v", null], y: [true, false] });
  test("puts rows below each other; what a frame does not have is missing", () => {
    expect(concat([a, b]).toColumns()).toEqual({
      x: [1, 2, null, null],
      t: ["u", "v", "v", null],
      y: [null, null, true, false],
    });
    expect(concat([a, b], { join: "inner" }).toColumns()).toEqual({ t: ["u", "v", "v", null] });
    expect(concat([a]).toColumns()).toEqual(a.toColumns());
  });

  test("puts columns beside each other; the shorter are filled up, or the longer cut", () => {
    const longer = Frame.fromColumns({ z: [1, 2, 3] });
    expect(concat([a, longer], { axis: 1 }).toColumns()).toEqual({
      x: [1, 2, null],
      t: ["u", "v", null],
      z: Float64Array.of(1, 2, 3),
    });
    expect(concat([a, longer], { axis: 1, join: "inner" }).rows).toBe(2);
    expect(concat([a, b.select(["y"])], { axis: 1 }).column("x")).toBe(a.column("x"));
  });

  test("columns without any value take the type of the others", () => {
    const none = Frame.fromColumns({ t: [null], x: [3] });
    expect(concat([none, a]).column("t").toArray()).toEqual([null, "u", "v"]);
    expect(concat([a.filter(() => false), a]).toColumns()).toEqual(a.toColumns());
  });

  test("refuses other types of one name, one name twice, and what is no frame", () => {
    expect(() => concat([a, Frame.fromColumns({ x: ["1"] })])).toThrow(
      'concat: the columns "x" must be of one type; received a number column and a category column',
    );
    expect(() => concat([a, a], { axis: 1 })).toThrow('columns must have distinct names; received "x"');
    expect(() => concat([])).toThrow("concat: frames must be an array of at least one frame; received []");
    expect(() => concat([a, {} as never])).toThrow("concat: frames[1] must be a Frame; received {  }");
    expect(() => concat([a], { axis: 2 as never })).toThrow("concat: axis must be 0 or 1; received 2");
  });
});

describe("duplicates", () => {
  const frame = Frame.fromColumns({ x: [1, null, 1, null, -0, 0], t: ["a", "b", "a", "c", "d", "d"] });
  test("missing equals missing and -0 equals 0; the first, the last or none is kept", () => {
    expect(frame.duplicated().toArray()).toEqual([false, false, true, false, false, true]);
    expect(frame.duplicated({ keep: "last" }).toArray()).toEqual([true, false, false, false, true, false]);
    expect(frame.duplicated({ keep: false, subset: "x" }).toArray()).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(
      frame
        .dropDuplicates({ subset: ["x"] })
        .column("t")
        .toArray(),
    ).toEqual(["a", "b", "d"]);
  });
  test("refused by name", () => {
    expect(() => frame.dropDuplicates({ subset: ["y" as never] })).toThrow(
      "Frame.dropDuplicates: column must be one of x, t",
    );
    expect(() => frame.duplicated({ keep: "none" as never })).toThrow(
      'keep must be one of "first", "last", or false (none); received "none"',
    );
  });
});

describe("valueCounts", () => {
  test("the most frequent come first, equals in order of first appearance", () => {
    expect(sales.valueCounts("city").toColumns()).toEqual({
      city: ["Oslo", "Rome"],
      count: Float64Array.of(2, 2),
    });
    expect(sales.valueCounts(["city", "kind"], { dropna: false }).toRows()[0]).toEqual({
      city: "Rome",
      kind: "b",
      count: 2,
    });
    expect(valueCounts([2, 1, 2, null], { dropna: false, normalize: true }).toColumns()).toEqual({
      value: [2, 1, null],
      proportion: Float64Array.of(0.5, 0.25, 0.25),
    });
    expect(valueCounts(sales.column("kind"), { ascending: true }).columnNames).toEqual(["kind", "count"]);
    expect(valueCounts([]).rows).toBe(0);
  });
  test("refused by name", () => {
    expect(() => sales.valueCounts("town" as never)).toThrow("Frame.valueCounts: column must be one of");
    expect(() => valueCounts([1], { normalise: true } as never)).toThrow('did you mean "normalize"?');
    expect(() => sales.valueCounts([])).toThrow("there must be a column to count");
  });
});
