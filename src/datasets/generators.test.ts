import { describe, expect, test } from "vitest";
import { InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { makeBlobs, makeBlobsSpecs } from "./make-blobs.js";
import { makeClassification, makeClassificationSpecs } from "./make-classification.js";
import { makeFriedman1, makeFriedman1Specs } from "./make-friedman1.js";
import { makeLowRankMatrix, makeLowRankMatrixSpecs } from "./make-low-rank-matrix.js";
import { makeCircles, makeCirclesSpecs, makeMoons, makeMoonsSpecs } from "./make-moons.js";
import { makeRegression, makeRegressionSpecs } from "./make-regression.js";

const generators = [
  ["makeBlobs", makeBlobs, makeBlobsSpecs],
  ["makeClassification", makeClassification, makeClassificationSpecs],
  ["makeFriedman1", makeFriedman1, makeFriedman1Specs],
  ["makeLowRankMatrix", makeLowRankMatrix, makeLowRankMatrixSpecs],
  ["makeMoons", makeMoons, makeMoonsSpecs],
  ["makeCircles", makeCircles, makeCirclesSpecs],
  ["makeRegression", makeRegression, makeRegressionSpecs],
] as const;

describe.each(generators)("%s", (name, make, specs) => {
  test("refuses every option outside its domain by name, and unknown ones", () => {
    for (const [option, { outside }] of Object.entries(specs))
      for (const value of outside) {
        expect(() => make({ [option]: value }), `${option}: ${String(value)}`).toThrow(InvalidParameterError);
        expect(() => make({ [option]: value })).toThrow(`${name}: ${option} must be`);
      }
    expect(() => make({ nSample: 3 } as object)).toThrow(/did you mean "nSamples"/);
  });

  test("repeats itself for a seed, and differs for another", () => {
    const noise = name === "makeMoons" || name === "makeCircles" ? { noise: 0.1 } : {};
    const of = (randomState: number): unknown => make({ nSamples: 20, randomState, ...noise } as object);
    expect(of(3)).toEqual(of(3));
    expect(of(3)).not.toEqual(of(4));
  });
});

describe("generators", () => {
  test("makeBlobs deals samples evenly, the first blobs getting one more", () => {
    const { y, centers } = makeBlobs({ nSamples: 7, centers: 3, shuffle: false });
    expect(Array.from(y)).toEqual([0, 0, 0, 1, 1, 2, 2]);
    expect([centers.rows, centers.columns]).toEqual([3, 2]);
  });

  test("makeBlobs takes centres as a Matrix and leaves it as it is", () => {
    const centers = Matrix.from([[5, 5, 5]]);
    const { X } = makeBlobs({ nSamples: 2, centers, clusterStd: 0 });
    expect(X.toArray()).toEqual([
      [5, 5, 5],
      [5, 5, 5],
    ]);
    expect(centers.toArray()).toEqual([[5, 5, 5]]);
  });

  test("makeBlobs refuses lists that do not go together", () => {
    expect(() => makeBlobs({ nSamples: [1, 2], centers: 2 })).toThrow(
      /the centres themselves or null if nSamples is a list/,
    );
    expect(() => makeBlobs({ nSamples: [1, 2], centers: [[0, 0]] })).toThrow(
      /2 rows, one for each number of samples/,
    );
    expect(() => makeBlobs({ clusterStd: [1, 2] })).toThrow(/an array with 3 numbers, one a blob/);
    expect(() => makeBlobs({ centers: [[0, Number.NaN]] })).toThrow(/rows of finite numbers; received NaN/);
  });

  test("makeMoons and makeCircles lie on circles of radius 1", () => {
    const { X, y } = makeCircles({ nSamples: 30, factor: 0.25 });
    for (let i = 0; i < 30; i++)
      expect(X.get(i, 0) ** 2 + X.get(i, 1) ** 2).toBeCloseTo(y[i] === 0 ? 1 : 0.0625, 14);
    const moons = makeMoons({ nSamples: 30 });
    for (let i = 0; i < 30; i++) {
      const [dx, dy] = moons.y[i] === 0 ? [0, 0] : [1, 0.5];
      expect((moons.X.get(i, 0) - dx) ** 2 + (moons.X.get(i, 1) - dy) ** 2).toBeCloseTo(1, 14);
    }
  });

  test("makeRegression's target is the product of samples and coefficients, plus bias", () => {
    const { X, y, coef } = makeRegression({
      nSamples: 8,
      nFeatures: 6,
      nInformative: 3,
      coef: true,
      bias: 7,
    });
    expect(coef.filter((value) => value !== 0)).toHaveLength(3);
    for (let i = 0; i < 8; i++)
      expect(y[i]).toBeCloseTo(7 + X.row(i).reduce((sum, value, j) => sum + value * coef[j]!, 0), 10);
    const several = makeRegression({ nSamples: 8, nFeatures: 6, nTargets: 2 });
    expect([(several.y as Matrix).rows, (several.y as Matrix).columns, several.coef]).toEqual([
      8,
      2,
      undefined,
    ]);
  });

  test("makeLowRankMatrix has the singular values it promises", () => {
    const X = makeLowRankMatrix({ nSamples: 9, nFeatures: 4, effectiveRank: 1, tailStrength: 0 });
    const squares = X.data.reduce((sum, value) => sum + value * value, 0);
    expect(squares).toBeCloseTo(1 + Math.exp(-2) + Math.exp(-8) + Math.exp(-18), 12);
  });

  test("makeClassification refuses sizes that do not go together", () => {
    expect(() => makeClassification({ nFeatures: 3 })).toThrow(
      /nFeatures must be at least nInformative \+ nRedundant \+ nRepeated = 4/,
    );
    expect(() => makeClassification({ nClasses: 3 })).toThrow(
      /2\^nInformative >= nClasses × nClustersPerClass = 6/,
    );
    expect(() => makeClassification({ weights: [0.1, 0.2, 0.7] })).toThrow(
      /weights must be of length 2 or 1/,
    );
    expect(() => makeClassification({ weights: [0.9, 0.9] })).toThrow(/shares whose sum is at most 1/);
    expect(() => makeClassification({ shift: [1, 2] })).toThrow(/shift must be an array with 20 numbers/);
  });

  test("makeClassification without flips keeps the shares of the classes", () => {
    const { y } = makeClassification({ nSamples: 48, weights: [0.75], flipY: 0 });
    expect(y.filter((label) => label === 0)).toHaveLength(36);
  });

  test("makeFriedman1 follows its formula", () => {
    const { X, y } = makeFriedman1({ nSamples: 5, nFeatures: 6 });
    for (let i = 0; i < 5; i++) {
      const [a, b, c, d, e] = X.toArray()[i] as [number, number, number, number, number];
      const expected = 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e;
      expect(y[i]).toBeCloseTo(expected, 12);
    }
  });
});
