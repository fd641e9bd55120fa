import { describe, expect, test } from "vitest";
import { loadSeattleWeather } from "../datasets/index.js";
import { BooleanColumn, CategoryColumn, DateColumn, Frame, NumberColumn } from "./index.js";

const students = Frame.fromRows([
  { name: "Tim", age: 19, favouriteColour: "red", grade: 91 },
  { name: "Nick", age: 20, favouriteColour: "green", grade: 82 },
  { name: "Ann", age: 21, favouriteColour: "green", grade: 97 },
  { name: "Bo", age: 20, favouriteColour: null, grade: 99 },
  { name: "Cy", age: 22, favouriteColour: "blue", grade: null },
]);

const x = new NumberColumn("x", Float64Array.of(1, Number.NaN, 3, Number.POSITIVE_INFINITY));

describe("questions in a line", () => {
  test("students whose favourite colour is green or red and whose grade is above 90", () => {
    const mask = students
      .column("favouriteColour")
      .isin(["green", "red"])
      .and(students.column("grade").gt(90));
    expect(students.filter(mask).column("name").toArray()).toEqual(["Tim", "Ann"]);
  });

  test("median rainfall on rainy days of Seattle", async () => {
    const weather = await loadSeattleWeather();
    const rainy = weather.filter(weather.column("weather").eq("rain"));
    expect(rainy.column("precipitation").median()).toBe(
      weather
        .filter((day) => day.weather === "rain")
        .column("precipitation")
        .quantile(0.5),
    );
    expect(rainy.rows).toBe(weather.filter((day) => day.weather === "rain").rows);
  });
});

test("a column can be asked for by its type, which is checked", () => {
  const loose: Frame = students;
  expect(loose.filter(loose.column("grade", "number").gt(98)).rows).toBe(1);
  const message = 'Frame.column: the column "name" must hold the type number; received category';
  expect(() => loose.column("name", "number")).toThrow(message);
});

describe("masks", () => {
  const truth = new BooleanColumn("t", Int8Array.of(1, 0, -1));
  const every = (other: boolean): (boolean | null)[][] => [
    truth.and(other).toArray(),
    truth.or(other).toArray(),
    truth.xor(other).toArray(),
  ];

  test("a missing truth stays missing unless the other one decides", () => {
    expect(every(true)).toEqual([
      [true, false, null],
      [true, true, true],
      [false, true, null],
    ]);
    expect(every(false)).toEqual([
      [false, false, false],
      [true, false, null],
      [true, false, null],
    ]);
    expect(truth.and(truth).toArray()).toEqual([true, false, null]);
  });

  test("a row whose truth is missing is not kept", () => {
    expect(
      Frame.fromColumns({ a: [1, 2, 3] })
        .filter(truth)
        .column("a")
        .toArray(),
    ).toEqual(Float64Array.of(1));
  });

  test("a filter of no rows, of all rows, and of an empty frame", () => {
    expect(students.filter(students.column("grade").gt(1000)).rows).toBe(0);
    expect(students.filter(students.column("age").gt(0)).rows).toBe(5);
    const empty = Frame.fromColumns({ a: new Float64Array(0) });
    expect(empty.filter(empty.column("a").gt(1)).rows).toBe(0);
  });

  test("a mask of another length is refused", () => {
    expect(() => students.filter(truth)).toThrow(
      "mask must have 5 values, as there are rows; received 3 values",
    );
    expect(() => students.filter("grade" as never)).toThrow("a function of a row or a boolean column");
  });
});

describe("comparisons", () => {
  test("with a missing value only ne holds", () => {
    expect(x.gt(2).toArray()).toEqual([false, false, true, true]);
    expect(x.eq(Number.NaN).any()).toBe(false);
    expect(x.ne(1).toArray()).toEqual([false, true, true, true]);
    expect(x.le(x).toArray()).toEqual([true, false, true, true]);
  });

  test("texts compare by code point, with texts and with columns of other levels", () => {
    const a = CategoryColumn.from("a", ["b", null, "\u{1F600}", "b"]);
    const b = CategoryColumn.from("b", ["a", "b", "\uFF5E", "b"]);
    expect(a.gt("\uFF5E").toArray()).toEqual([false, false, true, false]);
    expect(a.gt(b).toArray()).toEqual([true, false, true, false]);
    expect(a.eq(b).toArray()).toEqual([false, false, false, true]);
    expect(a.ne(b).toArray()).toEqual([true, true, true, false]);
    expect(a.eq("unseen").any()).toBe(false);
  });

  test("what cannot be compared is refused", () => {
    expect(() => x.gt("1" as never)).toThrow("NumberColumn.gt: other must be a number or a number column");
    expect(() => x.gt(null as never)).toThrow("other must be a number or a number column; received null");
    expect(() => x.gt(new NumberColumn("y", new Float64Array(2)))).toThrow("other must have 4 values");
    expect(() => x.isin(["a"] as never)).toThrow('values must be numbers or null; received "a" at row 0');
    expect(() => x.between(0, 1, { inclusive: "none" as never })).toThrow("inclusive must be one of");
    const text = CategoryColumn.from("a", ["b"]);
    expect(() => text.eq(1 as never)).toThrow(
      "CategoryColumn.eq: a value must be a string or a category column",
    );
    expect(() => new DateColumn("d", new Float64Array(1)).lt(1 as never)).toThrow(
      "must be a Date or a date column",
    );
  });
});

describe("arithmetic", () => {
  test("keeps the name, spares the operands and goes row by row", () => {
    const y = new NumberColumn("y", Float64Array.of(2, 2, 0, 1));
    expect(x.div(y).toArray()).toEqual([0.5, null, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(x.div(y).name).toBe("x");
    expect(x.values[0]).toBe(1);
    expect(() => x.add("1" as never)).toThrow("NumberColumn.add: other must be a number or a number column");
  });

  test("rounds halves to even and signs remainders as the divisor", () => {
    const halves = new NumberColumn("h", Float64Array.of(0.5, 1.5, -0.5, -2.5));
    expect(halves.round().values).toEqual(Float64Array.of(0, 2, -0, -2));
    expect(halves.mod(-2).values).toEqual(Float64Array.of(-1.5, -0.5, -0.5, -0.5));
    expect(() => halves.round(0.5)).toThrow("decimals must be an integer");
  });

  test("powers and logarithms are those of core, bit by bit", () => {
    expect(new NumberColumn("a", Float64Array.of(2, 9, -8)).pow(0.5).values).toEqual(
      Float64Array.of(Math.SQRT2, 3, Number.NaN),
    );
    expect(new NumberColumn("a", Float64Array.of(0, -1, 1)).log().toArray()).toEqual([
      Number.NEGATIVE_INFINITY,
      null,
      0,
    ]);
  });
});

describe("replacing and choosing", () => {
  test("levels that fall together share a code, and the text of a row is what it was", () => {
    const city = CategoryColumn.from("city", ["Oslo", "oslo", null, "Rome"]);
    const upper = city.str.upper();
    expect(upper.levels).toEqual(["OSLO", "ROME"]);
    expect(upper.toArray()).toEqual(["OSLO", "OSLO", null, "ROME"]);
    expect(city.replace({ Oslo: null, Rome: "Roma" }).toArray()).toEqual([null, "oslo", null, "Roma"]);
    expect(city.str.lower().codes).not.toBe(city.codes);
    expect(CategoryColumn.from("c", ["A", "B"]).str.lower().toArray()).toEqual(["a", "b"]);
  });

  test("where takes texts of other columns and adds their levels", () => {
    const a = CategoryColumn.from("a", ["x", "y", "z"]);
    const mask = a.ne("y");
    expect(a.where(mask).toArray()).toEqual(["x", null, "z"]);
    expect(a.where(mask, "w").toArray()).toEqual(["x", "w", "z"]);
    expect(a.where(mask, CategoryColumn.from("b", [null, "q", "r"])).toArray()).toEqual(["x", "q", "z"]);
  });

  test("more than 128 levels widen the codes", () => {
    const many = CategoryColumn.from("m", [...Array.from({ length: 128 }, (_, i) => String(i)), null]);
    expect(many.codes).toBeInstanceOf(Int8Array);
    const filled = many.fillna("new");
    expect(filled.codes).toBeInstanceOf(Int16Array);
    expect(filled.get(128)).toBe("new");
  });

  test("map leaves missing values out and gives cells that assign takes", () => {
    const marked = students.assign({
      mark: (f) => f.column("grade").map((grade) => (grade > 90 ? "A" : "B")),
    });
    expect(marked.column("mark").toArray()).toEqual(["A", "B", "A", "A", null]);
    let calls = 0;
    students.column("favouriteColour").map(() => calls++);
    expect(calls).toBe(3);
  });
});

describe("assign", () => {
  test("a later function sees the columns before it, untouched columns are shared", () => {
    const next = students.assign({
      half: (f) => f.column("grade").div(2),
      quarter: (f: Frame) => f.column("half", "number").div(2),
    });
    expect(next.column("quarter").get(0)).toBe(22.75);
    expect(next.column("age")).toBe(students.column("age"));
    expect(() => students.assign({ bad: [1] })).toThrow("bad must have 5 values");
  });
});

describe("dates", () => {
  test("a mean or median between two milliseconds is the one towards 1970, as pandas keeps it", () => {
    const before = new DateColumn("day", Float64Array.of(-2, -1));
    expect([before.mean()?.getTime(), before.median()?.getTime()]).toEqual([-1, -1]);
    const after = new DateColumn("day", Float64Array.of(1, 2));
    expect([after.mean()?.getTime(), after.median()?.getTime()]).toEqual([1, 1]);
  });

  test("parts before 1970 and of missing dates", () => {
    const day = new DateColumn("day", Float64Array.of(-1, Number.NaN));
    expect([day.year().get(0), day.month().get(0), day.day().get(0), day.hour().get(0)]).toEqual([
      1969, 12, 31, 23,
    ]);
    expect(day.year().get(1)).toBeNull();
    expect(day.dayName().toArray()).toEqual(["Wednesday", null]);
    expect(day.isLeapYear().toArray()).toEqual([false, false]);
    expect(day.normalize().get(0)).toEqual(new Date(-86400000));
  });

  test("parts agree with the engine's own over many days", () => {
    const times = Float64Array.from({ length: 4000 }, (_, i) => (i - 2000) * 86400000 * 37.37);
    const day = new DateColumn("day", times.map(Math.floor));
    const years = day.year().values;
    const months = day.month().values;
    const days = day.day().values;
    for (let i = 0; i < times.length; i++) {
      const date = day.get(i)!;
      expect([years[i], months[i], days[i]]).toEqual([
        date.getUTCFullYear(),
        date.getUTCMonth() + 1,
        date.getUTCDate(),
      ]);
    }
  });

  test("differences and moves by units", () => {
    const day = new DateColumn("day", Float64Array.of(Date.UTC(2020, 1, 28)));
    expect(day.add(2, "day").get(0)).toEqual(new Date("2020-03-01T00:00:00Z"));
    expect(day.sub(day.add(-36, "hour"), "day").get(0)).toBe(1.5);
    expect(() => day.sub(day, "week" as never)).toThrow("unit must be one of");
  });
});

describe("texts", () => {
  test("lengths and slices count code points, not halves of them", () => {
    const text = CategoryColumn.from("t", ["\u{1F600}ab", null]);
    expect(text.str.len().toArray()).toEqual([3, null]);
    expect(text.str.slice(0, 1).get(0)).toBe("\u{1F600}");
  });

  test("a global RegExp is not thrown off by where it stopped before", () => {
    const pattern = /a/g;
    const text = CategoryColumn.from("t", ["a", "ba", "a b"]);
    expect(text.str.contains(pattern).all()).toBe(true);
    expect(text.str.contains(pattern).all()).toBe(true);
    expect(text.str.extract(/(?<head>\w) /, "head").toArray()).toEqual([null, null, "a"]);
  });

  test("a sigma inside a word is final only where no letter follows, be it behind a sign", () => {
    const text = CategoryColumn.from("t", ["ΑΣ'Β", "ΑΣ'", "ΑΣΣ"]);
    expect(text.str.title().toArray()).toEqual(["Ασ'Β", "Ας'", "Ασς"]);
  });

  test("bad arguments are refused", () => {
    const { str } = CategoryColumn.from("t", ["a"]);
    expect(() => str.extract(/a/)).toThrow("group must be one of the pattern's groups; received 1");
    expect(() => str.split("", 0)).toThrow("separator must be not empty");
    expect(() => str.contains(1 as never)).toThrow("pattern must be a string");
  });
});
