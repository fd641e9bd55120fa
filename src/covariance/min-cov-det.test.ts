import { afterEach, describe, expect, test, vi } from "vitest";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { EllipticEnvelope } from "./elliptic-envelope.js";
import { fastMcd } from "./fast-mcd.js";
import { MinCovDet } from "./min-cov-det.js";

const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
afterEach(() => warn.mockClear());

function cloud(rows: number, columns: number, seed = 0): Matrix {
  return new Matrix(new RandomState(seed).normal(0, 1, rows * columns), rows, columns);
}

/** The cloud with some rows far away. */
function contaminated(rows: number, columns: number, share: number, distance: number): Matrix {
  const X = cloud(rows, columns);
  for (let i = 0; i < rows * share; i++)
    for (let j = 0; j < columns; j++) X.data[i * columns + j]! += distance;
  return X;
}

describe("MinCovDet", () => {
  test("outliers do not move it, however far they are", async () => {
    for (const [rows, distance] of [
      [90, 10],
      [90, 1e100],
      [90, 1e300],
      [700, 1e6],
    ] as const) {
      const X = contaminated(rows, 3, 0.3, distance);
      const model = await new MinCovDet().fit(X);
      const inliers = await new MinCovDet().fit(
        X.takeRows(Array.from({ length: rows * 0.7 }, (_, i) => i + rows * 0.3)),
      );
      expect(model.support.slice(0, rows * 0.3)).not.toContain(true);
      for (let j = 0; j < 3; j++)
        expect(Math.abs(model.location[j]! - inliers.location[j]!)).toBeLessThan(0.3);
      expect((await model.mahalanobis(X)).slice(0, rows * 0.3).every((value) => value > 50)).toBe(true);
    }
  });

  test("all rows as support give the empirical covariance as raw estimate", async () => {
    const X = cloud(40, 2);
    const model = await new MinCovDet({ supportFraction: 1 }).fit(X);
    let mean = 0;
    for (let i = 0; i < 40; i++) mean += X.get(i, 0) / 40;
    expect(model.rawSupport).not.toContain(false);
    expect(model.rawLocation[0]).toBeCloseTo(mean, 12);
  });

  test("one feature: the middle of the shortest interval that holds more than half, worked by hand", async () => {
    const { location, support } = await fastMcd([[0], [10], [11], [12], [13], [40]]);
    // ⌈(6 + 1 + 1) / 2⌉ = 4 rows; the intervals of 5 values are 0 … 13 and 10 … 40, and 0 and 13 are equally near to 6.5.
    expect([...location]).toEqual([6.5]);
    expect(support).toEqual([true, true, true, true, false, false]);
  });

  test("a constant column is left out of the distances, with a warning", async () => {
    const X = cloud(50, 3);
    for (let i = 0; i < 50; i++) X.data[i * 3 + 1] = 7;
    const model = await new MinCovDet().fit(X);
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/singular/), expect.anything());
    expect(model.location[1]).toBe(7);
    expect(model.getPrecision().column(1)).toEqual(Float64Array.of(0, 0, 0));
    expect((await model.mahalanobis([[model.location[0]!, 99, model.location[2]!]]))[0]).toBe(0);
  });

  test("fewer rows than columns are fitted with a singular covariance", async () => {
    const model = await new MinCovDet().fit(cloud(5, 8));
    expect(model.covariance.rows).toBe(8);
    expect([...model.dist].every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  test("rows of which half are equal are refused, all of them being the support are not", async () => {
    const X = Matrix.from([...Array.from({ length: 9 }, () => [1, 2]), [3, 5], [7, 1]]);
    await expect(new MinCovDet().fit(X)).rejects.toThrow(/support of rows that differ/);
    await expect(new MinCovDet({ supportFraction: 1 }).fit(X)).resolves.toBeDefined();
    await expect(new MinCovDet().fit([[1, 2]])).rejects.toThrow(InvalidInputError);
    await expect(new MinCovDet({ supportFraction: 0.01 }).fit(cloud(20, 2))).rejects.toThrow(
      /supportFraction/,
    );
  });

  test("a fraction outside (0, 1] is refused", () => {
    for (const supportFraction of [0, 1.1, -0.5, Number.NaN])
      expect(() => new MinCovDet({ supportFraction })).toThrow(InvalidParameterError);
  });

  test("other seeds try other rows, and null fresh ones", async () => {
    const X = contaminated(60, 2, 0.4, 2);
    const same = await new MinCovDet({ randomState: 0 }).fit(X);
    expect((await new MinCovDet().fit(X)).location).toEqual(same.location);
    await expect(new MinCovDet({ randomState: null }).fit(X)).resolves.toBeDefined();
  });
});

describe("EllipticEnvelope", () => {
  test("contamination is the share of the training rows outside", async () => {
    const X = contaminated(80, 3, 0.1, 6);
    for (const contamination of [0.05, 0.1, 0.25, 0.5]) {
      const model = await new EllipticEnvelope({ contamination }).fit(X);
      const labels = await model.predict(X);
      expect(labels.filter((label) => label < 0).length).toBe(80 * contamination);
      expect(await new EllipticEnvelope({ contamination }).fitPredict(X)).toEqual(labels);
    }
  });

  test("the decision is the score less the offset, and the label its sign", async () => {
    const X = cloud(50, 2);
    const model = await new EllipticEnvelope().fit(X);
    const [scores, decision, labels] = await Promise.all([
      model.scoreSamples(X),
      model.decisionFunction(X),
      model.predict(X),
    ]);
    for (let i = 0; i < 50; i++) {
      expect(decision[i]).toBe(scores[i]! - model.offset);
      expect(labels[i]).toBe(decision[i]! >= 0 ? 1 : -1);
    }
  });

  test("its score is the accuracy, weighted or not", async () => {
    const X = cloud(20, 2);
    const model = await new EllipticEnvelope().fit(X);
    const labels = await model.predict(X);
    const wrong = labels.map((label, i) => (i === 0 ? -label : label));
    expect(await model.score(X, labels)).toBe(1);
    expect(await model.score(X, wrong)).toBe(0.95);
    const sampleWeight = Array.from(labels, (_, i) => (i === 0 ? 0 : 1));
    expect(await model.score(X, wrong, { sampleWeight })).toBe(1);
  });

  test("a contamination outside (0, 0.5] is refused", () => {
    for (const contamination of [0, 0.51, Number.NaN])
      expect(() => new EllipticEnvelope({ contamination })).toThrow(InvalidParameterError);
  });
});
