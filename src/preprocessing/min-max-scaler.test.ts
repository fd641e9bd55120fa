import { describe, expect, test } from "vitest";
import { MinMaxScaler } from "./min-max-scaler.js";

describe("MinMaxScaler", () => {
  const X = [
    [-1, 2],
    [-0.5, 6],
    [0, 10],
    [1, 18],
  ];

  test("maps least and greatest to the ends of the range", async () => {
    const model = await new MinMaxScaler({ featureRange: [-2, 2] }).fit(X);
    expect((await model.transform(X)).toArray()).toEqual([
      [-2, -2],
      [-1, -1],
      [0, 0],
      [2, 2],
    ]);
    expect(Array.from(model.dataRange)).toEqual([2, 16]);
  });

  test("clip holds new values inside the range, and missing ones stay missing", async () => {
    const clipped = await new MinMaxScaler({ clip: true }).fit(X);
    expect(
      (
        await clipped.transform([
          [9, -9],
          [Number.NaN, 10],
        ])
      ).toArray(),
    ).toEqual([
      [1, 0],
      [Number.NaN, 0.5],
    ]);
    const open = await new MinMaxScaler().fit(X);
    expect((await open.transform([[2, 2]])).toArray()).toEqual([[1.5, 0]]);
  });

  test("missing values are left out; a constant column goes to the low end; five columns work as one", async () => {
    const nan = Number.NaN;
    const model = await new MinMaxScaler().fit([
      [nan, 3, nan, 1, 5],
      [1, 3, nan, 2, nan],
      [3, 3, nan, 3, 7],
    ]);
    expect(Array.from(model.dataMin)).toEqual([1, 3, nan, 1, 5]);
    expect(Array.from(model.dataMax)).toEqual([3, 3, nan, 3, 7]);
    expect((await model.transform([[2, 3, 1, 2, 6]])).toArray()).toEqual([[0.5, 0, nan, 0.5, 0.5]]);
    expect((await model.inverseTransform([[0.5, 0, 1, 0.5, 0.5]])).toArray()).toEqual([[2, 3, nan, 2, 6]]);
  });

  test("a range upside down, Infinity and other features are refused", async () => {
    expect(() => new MinMaxScaler({ featureRange: [1, 0] })).toThrow(
      "MinMaxScaler: featureRange must be two finite numbers, the first smaller than the second; received [1, 0]",
    );
    await expect(new MinMaxScaler().fit([[Number.NEGATIVE_INFINITY]])).rejects.toThrow(
      /received -Infinity at row 0/,
    );
    const model = await new MinMaxScaler().fit(X);
    await expect(model.transform([[1, Number.POSITIVE_INFINITY]])).rejects.toThrow(/row 0, column 1/);
    await expect(model.transform([[1, 2, 3]])).rejects.toThrow(/2 features/);
  });
});
