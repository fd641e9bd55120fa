import { describe, expect, test, vi } from "vitest";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { QuantileTransformer } from "./quantile-transformer.js";

const nan = Number.NaN;
const quiet = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
const column = (values: number[]): number[][] => values.map((value) => [value]);

describe("QuantileTransformer", () => {
  test("maps to ranks, linearly between quantiles, and comes back", async () => {
    const model = await new QuantileTransformer({ nQuantiles: 3 }).fit(column([0, 1, 2, 10, 100]));
    expect(Array.from(model.quantiles.data)).toEqual([0, 2, 100]);
    expect(Array.from(model.references)).toEqual([0, 0.5, 1]);
    const Z = await model.transform(column([-5, 0, 1, 2, 51, 100, 200]));
    expect(Array.from(Z.data)).toEqual([0, 0, 0.25, 0.5, 0.75, 1, 1]);
    expect(Array.from((await model.inverseTransform(Z)).data)).toEqual([0, 0, 1, 2, 51, 100, 100]);
  });

  test("equal values get the mean of their ranks", async () => {
    const model = await new QuantileTransformer({ nQuantiles: 5 }).fit(column([0, 1, 1, 1, 2]));
    expect((await model.transform([[1]])).get(0, 0)).toBe(0.5);
  });

  test("the normal distribution is cut off where 1e-7 of it lies beyond", async () => {
    const model = await new QuantileTransformer({ nQuantiles: 5, outputDistribution: "normal" }).fit(
      column([0, 1, 2, 3, 4]),
    );
    const Z = await model.transform(column([-1, 2, 9]));
    expect(Z.get(0, 0)).toBeCloseTo(-5.199337582605575, 12);
    expect(Z.get(1, 0)).toBe(0);
    expect(Z.get(2, 0)).toBeCloseTo(5.199337582605575, 8);
    expect(Array.from((await model.inverseTransform(Z)).data)).toEqual([0, 2, 4]);
  });

  test("missing values stay; a column without values is missing whatever comes; a constant one goes to the low end", async () => {
    const { model, X } = await new QuantileTransformer({ nQuantiles: 2 }).fitTransform([
      [1, nan, 7],
      [nan, nan, 7],
      [3, nan, 7],
    ]);
    expect(X.toArray()).toEqual([
      [0, nan, 0],
      [nan, nan, 0],
      [1, nan, 0],
    ]);
    expect((await model.transform([[2, 5, 8]])).toArray()).toEqual([[0.5, nan, 1]]);
  });

  test("more quantiles than samples are told of and cut down; more than the subsample are refused", async () => {
    quiet.mockClear();
    const model = await new QuantileTransformer().fit(column([1, 2, 3]));
    expect(model.nQuantiles).toBe(3);
    expect(quiet.mock.calls[0]![0]).toMatch(
      /nQuantiles = 1000 exceeds the number of samples and is set to it, 3/,
    );
    expect(() => new QuantileTransformer({ nQuantiles: 20, subsample: 10 })).toThrow(
      "QuantileTransformer: nQuantiles must be an integer from 1 to subsample = 10; received 20",
    );
  });

  test("the draw of a subsample depends on the seed alone", async () => {
    const X = column(Array.from({ length: 500 }, (_, i) => i));
    const fit = async (randomState: number): Promise<Float64Array> =>
      (await new QuantileTransformer({ nQuantiles: 4, subsample: 20, randomState }).fit(X)).quantiles.data;
    expect(await fit(1)).toEqual(await fit(1));
    expect(await fit(1)).not.toEqual(await fit(2));
  });

  test("zeros of a sparse matrix count, unless they are to be ignored; negative numbers need that", async () => {
    const X = CsrMatrix.fromMatrix(Matrix.from(column([0, 0, 0, 4, 8])));
    const all = await new QuantileTransformer({ nQuantiles: 3 }).fit(X);
    expect(Array.from(all.quantiles.data)).toEqual([0, 0, 8]);
    const stored = await new QuantileTransformer({ nQuantiles: 3, ignoreImplicitZeros: true }).fit(X);
    expect(Array.from(stored.quantiles.data)).toEqual([4, 6, 8]);
    const Z = await stored.transform(X);
    expect(Array.from(Z.data)).toEqual([0, 1]);
    const negative = CsrMatrix.fromMatrix(Matrix.from(column([0, -2])));
    await expect(new QuantileTransformer().fit(negative)).rejects.toThrow(
      /no negative number, or ignoreImplicitZeros be true; received -2 at row 1, column 0/,
    );
    const empty = CsrMatrix.fromMatrix(Matrix.zeros(3, 1));
    const none = await new QuantileTransformer({ nQuantiles: 2, ignoreImplicitZeros: true }).fit(empty);
    expect(Array.from(none.quantiles.data)).toEqual([0, 0]);
  });
});
