import { describe, expect, test } from "vitest";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { setLanes } from "../parallel/index.js";
import { RobustScaler } from "./robust-scaler.js";

const nan = Number.NaN;

describe("RobustScaler", () => {
  test("an outlier moves neither median nor quartiles", async () => {
    const { model, X } = await new RobustScaler().fitTransform([[1], [2], [3], [4], [1e9]]);
    expect([model.center![0], model.scale![0]]).toEqual([3, 2]);
    expect(X.toArray().slice(0, 4)).toEqual([[-1], [-0.5], [0], [0.5]]);
    expect((await model.inverseTransform(X)).toArray()).toEqual([[1], [2], [3], [4], [1e9]]);
  });

  test("missing values are left out, a column without spread is only centred, one without values stays missing", async () => {
    const { model, X } = await new RobustScaler().fitTransform([
      [nan, 7, nan],
      [1, 7, nan],
      [3, 7, nan],
    ]);
    expect(Array.from(model.center!)).toEqual([2, 7, nan]);
    expect(Array.from(model.scale!)).toEqual([1, 1, nan]);
    expect(X.toArray()).toEqual([
      [nan, 0, nan],
      [-1, 0, nan],
      [1, 0, nan],
    ]);
  });

  test("without centring or scaling nothing is subtracted or divided by", async () => {
    const X = [[1], [3]];
    const scaled = await new RobustScaler({ withCentering: false }).fit(X);
    expect(scaled.center).toBeNull();
    expect((await scaled.transform(X)).toArray()).toEqual([[1], [3]]);
    const centred = await new RobustScaler({ withScaling: false }).fit(X);
    expect(centred.scale).toBeNull();
    expect((await centred.transform(X)).toArray()).toEqual([[-1], [1]]);
  });

  test("unitVariance divides the range by that of the standard normal distribution", async () => {
    const model = await new RobustScaler({ unitVariance: true }).fit([[0], [1], [2], [3], [4]]);
    expect(model.scale![0]).toBeCloseTo(2 / (2 * 0.6744897501960817), 14);
  });

  test("a sparse matrix needs withCentering false and stays sparse; its zeros count", async () => {
    const X = CsrMatrix.fromMatrix(Matrix.from([[0], [0], [0], [8], [4]]));
    await expect(new RobustScaler().fit(X)).rejects.toThrow(
      "RobustScaler.fit: X must be dense, or withCentering false: centring would make a sparse matrix dense; received a CsrMatrix",
    );
    const model = await new RobustScaler({ withCentering: false }).fit(X);
    expect(model.scale![0]).toBe(4);
    const Z = await model.transform(X);
    expect(Array.from(Z.data)).toEqual([2, 1]);
    expect(Array.from((await model.inverseTransform(Z)).data)).toEqual([8, 4]);
    const centred = await new RobustScaler().fit([[1], [2]]);
    await expect(centred.transform(X)).rejects.toThrow(/withCentering false/);
  });

  test("columns of many rows have the same statistics on one lane, on two, and taken alone", async () => {
    const random = new RandomState(4);
    const [rows, columns] = [9001, 15];
    const data = random.normal(0, 1, rows * columns).map((x) => (x > 2.5 ? nan : x));
    const X = new Matrix(data, rows, columns);
    const found: Float64Array[] = [];
    for (const lanes of [1, 2]) {
      setLanes(lanes);
      const { center, scale } = await new RobustScaler().fit(X);
      found.push(Float64Array.of(...center!, ...scale!));
    }
    setLanes(null);
    expect(found[0]).toEqual(found[1]);
    const alone = await new RobustScaler().fit(X.takeColumns([7]));
    expect([alone.center![0], alone.scale![0]]).toEqual([found[0]![7], found[0]![columns + 7]]);
  });

  test("a range upside down, and unit variance over the whole range, are refused", () => {
    expect(() => new RobustScaler({ quantileRange: [75, 25] })).toThrow(
      "RobustScaler: quantileRange must be two numbers from 0 to 100, the first not greater than the second; received [75, 25]",
    );
    for (const quantileRange of [
      [0, 100],
      [50, 50],
    ] as const)
      expect(() => new RobustScaler({ quantileRange, unitVariance: true })).toThrow(/within \(0, 100\)/);
  });

  test("a cancelled fit rejects with the reason", async () => {
    const signal = AbortSignal.abort("enough");
    await expect(new RobustScaler().fit([[1]], undefined, { signal })).rejects.toBe("enough");
  });
});
