import { expect, test } from "vitest";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { CategoryColumn, Frame, NumberColumn } from "../frame/index.js";
import { MissingIndicator } from "./missing-indicator.js";

const NAN = Number.NaN;

test("a value that is missing where fit had all is refused by row and column, or ignored", async () => {
  const X = [
    [1, NAN],
    [2, 3],
  ];
  const fresh = [
    [1, 2],
    [NAN, 2],
  ];
  const strict = await new MissingIndicator().fit(X);
  await expect(strict.transform(fresh)).rejects.toThrow(
    "MissingIndicatorModel.transform: X must miss values only in features that missed some in fit " +
      "(or set errorOnNew to false); received a missing value at row 1, column 0",
  );
  const tolerant = await new MissingIndicator({ errorOnNew: false }).fit(X);
  expect((await tolerant.transform(fresh)).toArray?.()).toEqual([[0], [0]]);
  const all = await new MissingIndicator({ features: "all" }).fit(X);
  expect((await all.transform(fresh)) as Matrix).toMatchObject({ rows: 2, columns: 2 });
});

test("nothing missing in fit gives no column", async () => {
  const { model, X } = await new MissingIndicator().fitTransform([[1], [2]]);
  expect(model.features).toEqual([]);
  expect(X).toMatchObject({ rows: 2, columns: 0 });
});

test("a sparse matrix stays sparse, its implicit zeros are present, and zero cannot mean missing", async () => {
  const X = CsrMatrix.fromMatrix(
    Matrix.from([
      [0, NAN, 2],
      [NAN, 0, 0],
    ]),
  );
  const { model, X: Z } = await new MissingIndicator().fitTransform(X);
  expect(model.features).toEqual([0, 1]);
  expect(Z).toBeInstanceOf(CsrMatrix);
  expect((Z as CsrMatrix).toMatrix().toArray()).toEqual([
    [0, 1],
    [1, 0],
  ]);
  const dense = await new MissingIndicator({ sparse: false }).fitTransform(X);
  expect(dense.X).toBeInstanceOf(Matrix);
  await expect(new MissingIndicator({ missingValues: 0 }).fit(X)).rejects.toThrow(
    "X must be dense where missingValues is 0",
  );
});

test("columns of a frame may hold anything", async () => {
  const frame = new Frame([
    new NumberColumn("age", Float64Array.of(1, NAN, 3)),
    CategoryColumn.from("city", ["Rome", null, null]),
    CategoryColumn.from("kind", ["a", "b", "a"]),
  ]);
  const { model, X } = await new MissingIndicator().fitTransform(frame);
  expect(model.featureNamesOut()).toEqual(["missingindicator_age", "missingindicator_city"]);
  expect((X as Matrix).columnNames).toEqual(["missingindicator_age", "missingindicator_city"]);
  expect((X as Matrix).toArray()).toEqual([
    [0, 0],
    [1, 1],
    [0, 1],
  ]);
});

test("Infinity is refused, and NaN where another value stands for a missing one", async () => {
  await expect(new MissingIndicator().fit([[Number.POSITIVE_INFINITY]])).rejects.toThrow(
    "X must hold no Infinity",
  );
  await expect(new MissingIndicator({ missingValues: -1 }).fit([[NAN]])).rejects.toThrow("X must be finite");
});
