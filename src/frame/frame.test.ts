import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { InvalidInputError, LearnkitError } from "../core/errors.js";
import { BooleanColumn, CategoryColumn, DateColumn, Frame, NumberColumn } from "./index.js";

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

const people = Frame.fromColumns({
  name: ["Ada", "Bob", null, "Dee"],
  age: [36, null, 41, 29],
  member: [true, false, null, true],
  since: [day("2012-01-31"), null, day("2020-02-29"), day("1999-12-31")],
});

describe("making", () => {
  test("the first value that is not missing decides the type of a column", () => {
    expect(people.schema).toEqual({ name: "category", age: "number", member: "boolean", since: "date" });
    expect(people.column("name")).toBeInstanceOf(CategoryColumn);
    expect(people.column("age")).toBeInstanceOf(NumberColumn);
    expect(people.column("member")).toBeInstanceOf(BooleanColumn);
    expect(people.column("since")).toBeInstanceOf(DateColumn);
    expect(people.columns.map((column) => column.missingCount)).toEqual([1, 1, 1, 1]);
  });

  test("rows and columns give the same frame, and give themselves back", () => {
    const rows = people.toRows();
    expect(rows[2]).toEqual({ name: null, age: 41, member: null, since: day("2020-02-29") });
    expect(rows[1]!.age).toBeNaN();
    expect(Frame.fromRows(rows).toColumns()).toEqual(people.toColumns());
    expect(Frame.fromColumns(people.toColumns()).toColumns()).toEqual(people.toColumns());
  });

  test("typed arrays become number columns that do not share memory", () => {
    const values = Int32Array.of(1, 2);
    const frame = Frame.fromColumns({ x: values });
    values[0] = 9;
    expect(frame.column("x").toArray()).toEqual(Float64Array.of(1, 2));
  });

  test.each([
    [
      "mixed types",
      () => Frame.fromColumns({ a: [1, "x" as never] }),
      'here number; received "x" at row 1, column "a"',
    ],
    [
      "objects",
      () => Frame.fromRows([{ a: {} }]),
      'a cell must be a number, a string, a boolean, a Date or null; received {  } at row 0, column "a"',
    ],
    [
      "lengths",
      () => Frame.fromColumns({ a: [1], b: [1, 2] }),
      'columns must have 1 values, as the first has; received 2 values at column "b"',
    ],
    [
      "duplicate names",
      () =>
        new Frame([new NumberColumn("a", new Float64Array(1)), new NumberColumn("a", new Float64Array(1))]),
      "columns must have distinct names",
    ],
  ])("%s are refused", (_, make, message) => {
    expect(make).toThrow(InvalidInputError);
    expect(make).toThrow(message);
  });

  test("names of an object's prototype are columns like others", () => {
    const frame = Frame.fromRows([{ constructor: 1, toString: "a" }]);
    expect(frame.columnNames).toEqual(["constructor", "toString"]);
    expect(frame.filter((row) => row.constructor === 1).rows).toBe(1);
  });
});

describe("verbs", () => {
  test("select, drop, rename and assign", () => {
    expect(people.select(["age", "name"]).columnNames).toEqual(["age", "name"]);
    expect(people.drop(["since", "member"]).columnNames).toEqual(["name", "age"]);
    expect(people.rename({ age: "years" }).columnNames).toEqual(["name", "years", "member", "since"]);
    expect(
      people
        .assign({ twice: [72, null, 82, 58] })
        .column("twice")
        .get(2),
    ).toBe(82);
    expect(people.assign({ age: ["old", "old", "old", "young"] }).schema.age).toBe("category");
    expect(() => people.assign({ x: [1] })).toThrow("x must have 4 values");
    expect(() => people.rename({ age: "name" })).toThrow("distinct names");
  });

  test("filter sees missing numbers as NaN, so that no comparison holds", () => {
    expect(
      people
        .filter((row) => row.age < 40)
        .column("name")
        .toArray(),
    ).toEqual(["Ada", "Dee"]);
    expect(people.filter((row) => row.age >= 40).rows).toBe(1);
    expect(
      people
        .filter((_, index) => index === 1)
        .column("name")
        .get(0),
    ).toBe("Bob");
    expect(people.filter(() => false).rows).toBe(0);
  });

  test("takeRows repeats and orders; head and tail stop at the ends", () => {
    const taken = people.takeRows([3, 0, 3]);
    expect(taken.column("name").toArray()).toEqual(["Dee", "Ada", "Dee"]);
    expect(taken.column("since").get(0)).toEqual(day("1999-12-31"));
    expect(people.head(2).column("age").toArray()).toEqual([36, null]);
    expect(people.tail(9).rows).toBe(4);
    expect(people.tail(1).column("member").toArray()).toEqual([true]);
    expect(() => people.takeRows([4])).toThrow("index must be an integer in [0, 4); received 4");
  });

  test("X has missing as NaN and booleans as 0 and 1, and refuses categories and dates by name", () => {
    const X = people.X(["member", "age"]);
    expect(X.columnNames).toEqual(["member", "age"]);
    expect(X.toArray()).toEqual([
      [1, 36],
      [0, Number.NaN],
      [Number.NaN, 41],
      [1, 29],
    ]);
    expect(() => people.X()).toThrow(
      /categories must be encoded first.*OneHotEncoder.*received "Ada" at column "name"/,
    );
    expect(() => people.X(["since"])).toThrow(/dates must be turned into numbers first.*column "since"/);
  });

  test("X lays out many rows right", () => {
    const n = 1300;
    const a = Float64Array.from({ length: n }, (_, i) => i);
    const X = Frame.fromColumns({ a, b: a.map((v) => -v) }).X();
    expect(X.get(1299, 0)).toBe(1299);
    expect(X.get(512, 1)).toBe(-512);
  });

  test("split gives features and target; a complete number column is its own Float64Array", () => {
    const { X, y } = people.takeRows([0, 2]).split("age");
    expect(X.columnNames).toEqual(["name", "member", "since"]);
    expect(y.toArray()).toBe(y.values);
  });

  test("an unknown column comes with the nearest name", () => {
    const loose: Frame = people as never;
    expect(() => loose.column("nme")).toThrow(
      'Frame.column: column must be one of name, age, member, since (did you mean "name"?); received "nme"',
    );
    expect(() => loose.select(["zzzzzz"])).toThrow(
      'column must be one of name, age, member, since; received "zzzzzz"',
    );
    expect(() => new Frame([], 2).sortValues("age")).toThrow(
      'Frame.sortValues: the frame must have columns for one to be named; received "age"',
    );
  });
});

test("describe gives the numbers of pandas and the counts of categories", () => {
  const summary = people.describe();
  expect(summary.columnNames.slice(0, 4)).toEqual(["column", "type", "count", "missing"]);
  const [name, age, member, since] = summary.toRows();
  expect(name).toMatchObject({
    column: "name",
    type: "category",
    count: 3,
    missing: 1,
    unique: 3,
    top: "Ada",
    freq: 1,
  });
  expect(age).toMatchObject({ count: 3, min: 29, "25%": 32.5, "50%": 36, "75%": 38.5, max: 41, top: null });
  expect(age!.mean).toBeCloseTo(106 / 3, 12);
  expect(age!.std).toBeCloseTo(6.027713773341708, 12);
  expect(member).toMatchObject({ unique: 2, top: "true", freq: 2 });
  expect(since).toMatchObject({ unique: 3, first: day("1999-12-31"), last: day("2020-02-29") });
  expect(Frame.fromColumns({ x: [] }).describe().toRows()[0]).toMatchObject({ count: 0, mean: Number.NaN });
});

describe("printing", () => {
  test("aligned columns, missing cells as a dash, in console.log too", () => {
    expect(people.toString().split("\n")).toEqual([
      "   name   age   member   since",
      "0  Ada     36   true     2012-01-31",
      "1  Bob      –   false    –",
      "2  –       41   –        2020-02-29",
      "3  Dee     29   true     1999-12-31",
      "4 rows × 4 columns",
    ]);
    expect(inspect(people)).toBe(people.toString());
  });

  test("long frames show their ends, wide ones name what is not shown", () => {
    const x = Array.from({ length: 100 }, (_, i) => i);
    const text = Frame.fromColumns({ x, text: x.map((i) => `row ${i}`.repeat(20)), y: x }).toString({
      maxRows: 4,
      width: 41,
    });
    expect(text).toBe(
      [
        "     x   text",
        " 0   0   row 0row 0row 0row 0row 0row 0r…",
        " 1   1   row 1row 1row 1row 1row 1row 1r…",
        " ⋮   ⋮   ⋮",
        "98  98   row 98row 98row 98row 98row 98r…",
        "99  99   row 99row 99row 99row 99row 99r…",
        "100 rows × 3 columns",
        "not shown: y",
      ].join("\n"),
    );
  });
});

test("what is no list, no row number and no count is refused as such", () => {
  const use = people as unknown as Record<string, (argument: unknown) => unknown>;
  const faults: [method: string, arguments_: readonly unknown[]][] = [
    ["select", ["name", null, undefined, 5]],
    ["drop", ["name", null]],
    ["X", ["age", null]],
    ["filter", [null, "age > 3"]],
    ["takeRows", [null, 5, [-1], [4], [0.5], ["1"]]],
    ["head", [-1, Number.NaN, 1.5, "2", null]],
    ["tail", [-1, Number.POSITIVE_INFINITY]],
  ];
  for (const [method, values] of faults)
    for (const value of values)
      expect(() => use[method]!.call(people, value), `${method}(${String(value)})`).toThrow(LearnkitError);
  for (const columns of [
    null,
    5,
    [[1]],
    { a: 1n },
    { a: new BigInt64Array(2) },
    { a: new DataView(new ArrayBuffer(8)) },
  ])
    expect(() => Frame.fromColumns(columns as never)).toThrow(InvalidInputError);
  expect(people.head(0).rows + people.tail(99).rows).toBe(4);
});
