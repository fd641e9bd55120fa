import { expect, test } from "vitest";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { CategoryColumn, Frame, NumberColumn } from "../frame/index.js";
import { serialize } from "../persistence/index.js";
import { KNNImputer } from "./knn-imputer.js";

const NAN = Number.NaN;

test("the donors are the nearest rows that have the value", async () => {
  const { X } = await new KNNImputer({ nNeighbors: 2 }).fitTransform([
    [0, NAN],
    [1, 10],
    [2, NAN],
    [3, 20],
    [9, 90],
  ]);
  expect(X.get(0, 1)).toBe(15);
  expect(X.get(2, 1)).toBe(15);
});

test("distances are over the common columns, scaled up to all", async () => {
  // Row 0 to row 1: 2 / 1 common of 3, 3 × 4 = 12; to row 2: two common, 3/2 × (4 + 9) = 19.5.
  const { X } = await new KNNImputer({ nNeighbors: 1 }).fitTransform([
    [0, 0, NAN],
    [2, NAN, 5],
    [2, 3, 7],
  ]);
  expect(X.get(0, 2)).toBe(5);
});

test("of equally near donors the first rows give", async () => {
  const model = await new KNNImputer({ nNeighbors: 2 }).fit([
    [1, 10],
    [1, 20],
    [-1, 40],
    [1, 80],
  ]);
  expect((await model.transform([[0, NAN]])).get(0, 1)).toBe(15);
});

test("by distance, donors weigh 1 / distance, and one at distance zero alone", async () => {
  const model = await new KNNImputer({ nNeighbors: 2, weights: "distance" }).fit([
    [1, 10],
    [3, 40],
  ]);
  const { data } = await model.transform([
    [0, NAN],
    [3, NAN],
  ]);
  expect(data[1]).toBeCloseTo((10 + 40 / 3) / (1 + 1 / 3), 13);
  expect(data[3]).toBe(40);
});

test("no common column, or a row without any value: the column's mean", async () => {
  const X = [
    [1, NAN],
    [2, NAN],
    [NAN, 4],
    [NAN, 6],
    [NAN, NAN],
  ];
  const { X: Z } = await new KNNImputer().fitTransform(X);
  expect(Z.toArray()).toEqual([
    [1, 5],
    [2, 5],
    [1.5, 4],
    [1.5, 6],
    [1.5, 5],
  ]);
});

test("a feature without any value is dropped, or kept as 0, whatever transform brings", async () => {
  const X = [
    [1, NAN],
    [NAN, NAN],
  ];
  const dropped = await new KNNImputer().fit(X);
  expect((await dropped.transform([[NAN, 7]])).toArray()).toEqual([[1]]);
  expect(dropped.featureNamesOut()).toEqual(["x0"]);
  const kept = await new KNNImputer({ keepEmptyFeatures: true, addIndicator: true }).fit(X);
  expect((await kept.transform([[NAN, 7]])).toArray()).toEqual([[1, 0, 1, 0]]);
  expect(kept.featureNamesOut()).toEqual(["x0", "x1", "missingindicator_x0", "missingindicator_x1"]);
});

test("-1 may stand for a missing value; NaN is refused then", async () => {
  const imputer = new KNNImputer({ missingValues: -1, nNeighbors: 1 });
  const { X } = await imputer.fitTransform([
    [1, -1],
    [1, 3],
  ]);
  expect(X.toArray()).toEqual([
    [1, 3],
    [1, 3],
  ]);
  await expect(imputer.fit([[NAN]])).rejects.toThrow("X must be finite");
});

test("rows far from the origin lose no digits", async () => {
  const far = 1e9;
  const { X } = await new KNNImputer({ nNeighbors: 1 }).fitTransform([
    [far, NAN],
    [far + 2, 1],
    [far + 1, 2],
  ]);
  expect(X.get(0, 1)).toBe(2);
});

test("weights of one's own are asked about the donors there are, and must not all be zero", async () => {
  const asked: number[][] = [];
  const weights = (distances: Float64Array): number[] => {
    asked.push(Array.from(distances));
    return Array.from(distances, (_, k) => k);
  };
  const X = [
    [0, NAN],
    [1, 10],
    [2, 20],
  ];
  const { X: Z } = await new KNNImputer({ weights }).fitTransform(X);
  expect(asked).toEqual([[Math.SQRT2, Math.sqrt(8)]]);
  expect(Z.get(0, 1)).toBe(20);
  for (const wrong of [
    (): number[] => [1],
    (d: Float64Array) => d.map(() => 0),
    (d: Float64Array) => d.map(() => NAN),
  ])
    await expect(new KNNImputer({ weights: wrong }).fitTransform(X)).rejects.toBeInstanceOf(
      InvalidInputError,
    );
  const model = await new KNNImputer({ weights }).fit(X);
  expect(() => serialize(model)).toThrow(InvalidParameterError);
});

test("distances that overflow are no distances", async () => {
  const { X } = await new KNNImputer({ nNeighbors: 1 }).fitTransform([
    [1e200, NAN],
    [-1e200, 1],
    [0, 3],
  ]);
  expect(X.get(0, 1)).toBe(2);
});

test("more than 64 columns, more than 8 rows, in a frame", async () => {
  const columns = Array.from(
    { length: 70 },
    (_, j) =>
      new NumberColumn(
        `c${j}`,
        Float64Array.from({ length: 11 }, (_, i) => (j === 66 && i === 9 ? NAN : i)),
      ),
  );
  const { X } = await new KNNImputer({ nNeighbors: 2 }).fitTransform(new Frame(columns));
  expect(X.get(9, 66)).toBe(9);
  expect(X.columnNames?.[66]).toBe("c66");
  const text = new Frame([CategoryColumn.from("city", ["Rome", null])]);
  await expect(new KNNImputer().fit(text)).rejects.toThrow("city");
});

test("nothing missing: the samples themselves, in a matrix of their own", async () => {
  const X = Matrix.from([[1, 2]]);
  const { X: Z } = await new KNNImputer().fitTransform(X);
  expect(Z.data).toEqual(X.data);
  expect(Z.data).not.toBe(X.data);
});
