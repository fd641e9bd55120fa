import { afterEach, describe, expect, test, vi } from "vitest";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { LocalOutlierFactor } from "./local-outlier-factor.js";

const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
afterEach(() => warn.mockClear());

describe("LocalOutlierFactor", () => {
  test("factors worked by hand: 0, 1, 2, 10 with one neighbour", async () => {
    const model = await new LocalOutlierFactor({ nNeighbors: 1 }).fit([[0], [1], [3], [10]]);
    // Reach distances: 0→1: max(1, 1) = 1; 1→0: 1; 3→1: max(2, 1) = 2; 10→3: max(7, 2) = 7.
    const ratios = [1, 1, 2 / 1, 7 / 2];
    for (const [i, ratio] of ratios.entries()) expect(model.negativeOutlierFactor[i]).toBeCloseTo(-ratio, 8);
    expect([...model.labels]).toEqual([1, 1, -1, -1]);
    expect(model.offset).toBe(-1.5);
  });

  test("contamination marks that share of the training rows", async () => {
    const X = Array.from({ length: 20 }, (_, i) => [i, (i * i) % 7]);
    for (const contamination of [0.05, 0.25, 0.5]) {
      const labels = await new LocalOutlierFactor({ nNeighbors: 4, contamination }).fitPredict(X);
      expect(labels.filter((label) => label < 0).length).toBe(20 * contamination);
    }
  });

  test("k rows at one place have factor 1, and a row beside them a huge one, with a warning", async () => {
    const X = [[0], [0], [0], [0], [1]];
    const model = await new LocalOutlierFactor({ nNeighbors: 2 }).fit(X);
    expect([...model.negativeOutlierFactor.slice(0, 4)]).toEqual([-1, -1, -1, -1]);
    expect(model.negativeOutlierFactor[4]).toBeLessThan(-1e9);
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/repeated rows/), expect.anything());
  });

  test("more neighbours than rows become all the others, with a warning", async () => {
    const X = [[0], [1], [2], [50]];
    const model = await new LocalOutlierFactor({ nNeighbors: 20 }).fit(X);
    const all = await new LocalOutlierFactor({ nNeighbors: 3 }).fit(X);
    expect(model.nNeighbors).toBe(3);
    expect(model.negativeOutlierFactor).toEqual(all.negativeOutlierFactor);
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/nNeighbors is 20.*4 rows/), expect.anything());
  });

  test("a row whose distances overflow is the most outlying", async () => {
    const X = [...Array.from({ length: 12 }, (_, i) => [i % 4, i]), [1e300, 0]];
    const model = await new LocalOutlierFactor({ nNeighbors: 3 }).fit(X);
    expect(model.negativeOutlierFactor[12]).toBe(Number.NEGATIVE_INFINITY);
    expect(model.labels[12]).toBe(-1);
    expect(model.labels.slice(0, 12).every((label) => label === 1)).toBe(true);
  });

  test("one row has no neighbour, and is refused", async () => {
    await expect(new LocalOutlierFactor().fit([[1, 2]])).rejects.toThrow(InvalidInputError);
  });

  test("what judges training rows has no method for new ones, and the other way round", async () => {
    const X = Matrix.from([[0], [1], [2], [9]]);
    const plain = await new LocalOutlierFactor({ nNeighbors: 2 }).fit(X);
    const judge = await new LocalOutlierFactor({ nNeighbors: 2, novelty: true }).fit(X);
    for (const method of ["predict", "decisionFunction", "scoreSamples"]) {
      expect(method in plain).toBe(false);
      expect(method in judge).toBe(true);
    }
    expect("labels" in judge).toBe(false);
  });

  test("neighbours of the training rows can be asked", async () => {
    const model = await new LocalOutlierFactor({ nNeighbors: 1 }).fit([[0], [1], [3]]);
    const { indices, distances } = await model.kneighbors();
    expect(indices.map((row) => row[0])).toEqual([1, 0, 1]);
    expect([...distances.data]).toEqual([1, 1, 2]);
  });

  test("says what is wrong with a contamination", () => {
    for (const contamination of [0, 0.51, -1, "high" as "auto"])
      expect(() => new LocalOutlierFactor({ contamination })).toThrow(InvalidParameterError);
    expect(() => new LocalOutlierFactor({ contamination: 0.5 })).not.toThrow();
  });
});
