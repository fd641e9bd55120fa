import { describe, expect, test } from "vitest";
import {
  CategoryColumn,
  DateColumn,
  Frame,
  kurt,
  mean,
  median,
  mode,
  NumberColumn,
  nunique,
  quantile,
  skew,
  std,
  variance,
} from "../index.js";
import { sumOf } from "./moments.js";
import { quantileOf, quantilesOf } from "./present-quantiles.js";

describe("statistics of arrays", () => {
  test("null, undefined and NaN are left out", () => {
    const values = [4, null, 1, undefined, Number.NaN, 1];
    expect(mean(values)).toBe(2);
    expect(median(values)).toBe(1);
    expect(variance(values)).toBe(3);
    expect(std(values, { ddof: 0 })).toBe(Math.sqrt(2));
    expect(quantile(values, 0.75)).toBe(2.5);
    expect(mode(values)).toEqual([1]);
    expect(nunique(values)).toBe(2);
  });

  test("a statistic of nothing is NaN, the sum of nothing is 0", () => {
    for (const statistic of [mean, median, std, variance, skew, kurt]) expect(statistic([null])).toBeNaN();
    expect(quantile([], 0.5)).toBeNaN();
    expect(mode([])).toEqual([]);
    expect(sumOf(new Float64Array(0))).toBe(0);
  });

  test("modes are ascending: numbers by value, texts by code point, dates by time", () => {
    expect(mode([10, 9, 10, 9])).toEqual([9, 10]);
    expect(mode(["\u{1F600}", "\uFF5E"])).toEqual(["\uFF5E", "\u{1F600}"]);
    expect(mode([true, false])).toEqual([false, true]);
    expect(mode([new Date(-5), new Date(3), new Date(-5)])).toEqual([new Date(-5)]);
  });

  test("the given values are not changed, not even rearranged", () => {
    const values = Float64Array.of(3, 1, 2, Number.NaN);
    quantileOf(values, 0.3);
    quantilesOf(values, [0.9, 0.1]);
    median(values);
    mode(values);
    expect(values).toEqual(Float64Array.of(3, 1, 2, Number.NaN));
  });

  test("bad input is refused by name and place", () => {
    expect(() => mean(["a"] as never)).toThrow("mean: values must be numbers; received a category at row 0");
    expect(() => mean([1, "a"] as never)).toThrow('received "a" at row 1');
    expect(() => quantile([1], 1.5)).toThrow("q must be in [0, 1]; received 1.5");
    expect(() => quantile([1], [0.5, Number.NaN])).toThrow("q must be in [0, 1]; received NaN");
    expect(() => quantile([1], 0.5, { interpolation: "middle" as never })).toThrow(
      "interpolation must be one of",
    );
    expect(() => std([1], { dof: 1 } as never)).toThrow('did you mean "ddof"?');
    expect(() => std([1], { ddof: -1 })).toThrow("ddof must be an integer >= 0");
  });
});

describe("statistics of columns", () => {
  test("levels that occur in no row are neither extremes nor counted", () => {
    const city = CategoryColumn.from("city", ["b", "a", "c", "b"]).takeRows([0, 2]);
    expect([city.min(), city.max(), city.nunique()]).toEqual(["b", "c", 2]);
    expect(CategoryColumn.from("city", [null]).min()).toBeNull();
  });

  test("dates before 1970 are dates like others", () => {
    const day = new DateColumn("day", Float64Array.of(-86400000, Number.NaN, 5));
    expect([day.min(), day.max(), day.nunique()]).toEqual([new Date(-86400000), new Date(5), 2]);
    expect(new DateColumn("day", Float64Array.of(Number.NaN)).max()).toBeNull();
  });

  test("of booleans, true counts as 1", () => {
    const rain = Frame.fromColumns({ rain: [true, null, false, true] }).column("rain");
    expect([rain.sum(), rain.mean(), rain.any(), rain.all(), rain.mode()]).toEqual([
      2,
      2 / 3,
      true,
      false,
      [true],
    ]);
  });

  test("the variance of values far from zero keeps its digits", () => {
    expect(new NumberColumn("x", Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3)).var()).toBe(1);
  });
});
