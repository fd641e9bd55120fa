import { afterEach, describe, expect, test } from "vitest";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { onWarning } from "../core/warning.js";
import { fClassif, fOneway } from "./analysis-of-variance.js";
import { chi2 } from "./chi2.js";
import { mutualInfoClassif, mutualInfoRegression } from "./mutual-information.js";
import { fRegression, rRegression } from "./target-correlation.js";

const warnings: string[] = [];
onWarning(({ message }) => warnings.push(message));
afterEach(() => warnings.splice(0));

describe("fClassif", () => {
  test("F is the ratio of the variances between and within the classes", () => {
    // means 1.5, 6.5 and 4: between (2 · 2.5² + 2 · 2.5² + 0) / 2 = 12.5, within 1.5 / 3 = 0.5
    const { scores, pvalues } = fClassif([[1], [2], [6], [7], [3.5], [4.5]], ["a", "a", "b", "b", "c", "c"]);
    expect(scores[0]).toBeCloseTo(25, 12);
    expect(pvalues[0]).toBeCloseTo(1 / (1 + (2 * 25) / 3) ** 1.5, 14); // F(2, 3)
  });

  test("a constant feature has no score and is reported", () => {
    const { scores, pvalues } = fClassif(
      [
        [5, 1],
        [5, 2],
        [5, 4],
        [5, 8],
      ],
      [0, 0, 1, 1],
    );
    expect([scores[0], pvalues[0]]).toEqual([NaN, NaN]);
    expect(scores[1]).toBeGreaterThan(0);
    expect(warnings).toEqual(["fClassif: the features 0 are constant; they have no score"]);
  });

  test("classes of equal values that differ give Infinity", () => {
    const { scores, pvalues } = fClassif([[1], [1], [2], [2]], [false, false, true, true]);
    expect([scores[0], pvalues[0]]).toEqual([Infinity, 0]);
  });

  test("one class gives no score", () => {
    expect(fClassif([[1], [2]], ["only", "only"]).scores).toEqual(Float64Array.of(NaN));
  });

  test("a sparse matrix gives what its dense copy gives", () => {
    const X = Matrix.from([
      [0, 3],
      [2, 0],
      [0, 5],
      [7, 1],
    ]);
    const y = ["u", "u", "v", "v"];
    expect(fClassif(CsrMatrix.fromMatrix(X), y)).toEqual(fClassif(X, y));
  });

  test("bad input is refused by row and column", () => {
    expect(() => fClassif([[1], [NaN]], [0, 1])).toThrow(
      "fClassif: X must be finite; received NaN at row 1, column 0",
    );
    expect(() => fClassif([[1], [2]], [0])).toThrow("fClassif: y must have 2 values");
    expect(() => fClassif([], [])).toThrow("X must have at least 1 row");
    expect(() => fClassif([[1], [2]], [0, NaN])).toThrow("labels in y must be finite; received NaN at row 1");
    const empty = new CsrMatrix(new Float64Array(0), new Int32Array(0), new Int32Array(1), 3);
    expect(() => fClassif(empty, [])).toThrow("X must have at least 1 row; received 0 rows");
  });
});

describe("fOneway", () => {
  test("two samples give the square of the t statistic", () => {
    const { statistic, pvalue } = fOneway([1, 2, 3], [2, 3, 4]);
    expect(statistic).toBeCloseTo(1.5, 14);
    expect(pvalue).toBeCloseTo(0.2878641347266907, 14);
  });

  test("a large common mean costs no digits", () => {
    const shifted = [
      [1, 2, 3],
      [2, 3, 4],
    ].map((sample) => sample.map((value) => value + 2 ** 40));
    expect(fOneway(...shifted)).toEqual(fOneway([1, 2, 3], [2, 3, 4]));
  });

  test("fewer than two samples, an empty one or a value that is not finite is refused", () => {
    expect(() => fOneway([1, 2])).toThrow("fOneway: there must be at least 2 samples; received 1");
    expect(() => fOneway([1], [])).toThrow("fOneway: sample 1 must have at least 1 value");
    expect(() => fOneway([1], [2, Infinity])).toThrow(
      "fOneway: sample 1 must hold finite numbers; received Infinity at row 1",
    );
  });
});

describe("chi2", () => {
  test("it compares the counts of each class with its share", () => {
    // Of 12 counts each class, half of the samples, is expected to have 6: (9 - 6)²/6 + (3 - 6)²/6 = 3.
    const { scores, pvalues } = chi2(
      [
        [4, 0],
        [5, 0],
        [1, 0],
        [2, 0],
      ],
      ["a", "a", "b", "b"],
    );
    expect(Array.from(scores)).toEqual([3, NaN]);
    expect(pvalues[0]).toBeCloseTo(0.08326451666355042, 14);
    expect(pvalues[1]).toBeNaN();
  });

  test("a negative value is refused by row and column, dense or sparse", () => {
    const X = new Matrix(Float64Array.of(1, 0, 2, -3), 2, 2, ["u", "v"]);
    const message = 'chi2: X must hold no negative number, but counts; received -3 at row 1, column "v"';
    expect(() => chi2(X, [0, 1])).toThrow(message);
    expect(() => chi2(CsrMatrix.fromMatrix(X), [0, 1])).toThrow(message);
  });
});

describe("rRegression and fRegression", () => {
  test("a feature on a line with the target has r = ±1 and the largest F", () => {
    const X = [
      [0, 8],
      [1, 6],
      [2, 4],
      [3, 2],
    ];
    const y = [1, 3, 5, 7];
    expect(Array.from(rRegression(X, y))).toEqual([1, -1]);
    expect(fRegression(X, y)).toEqual({
      scores: Float64Array.of(Number.MAX_VALUE, Number.MAX_VALUE),
      pvalues: Float64Array.of(0, 0),
    });
    expect(fRegression(X, y, { forceFinite: false }).scores[0]).toBe(Infinity);
  });

  test("a constant feature or target has correlation 0, or NaN if finite results are not forced", () => {
    const constant = [[0.1], [0.1], [0.1]];
    expect(rRegression(constant, [1, 2, 4])).toEqual(Float64Array.of(0));
    expect(fRegression(constant, [1, 2, 4])).toEqual({
      scores: Float64Array.of(0),
      pvalues: Float64Array.of(1),
    });
    expect(rRegression(constant, [1, 2, 4], { forceFinite: false })).toEqual(Float64Array.of(NaN));
    expect(rRegression([[1], [2], [4]], [3, 3, 3])).toEqual(Float64Array.of(0));
  });

  test("a large mean costs no digits", () => {
    const X = [[1], [2], [4], [3]];
    const shifted = X.map(([x]) => [x! + 2 ** 40]);
    expect(rRegression(shifted, [1, 3, 2, 4])).toEqual(rRegression(X, [1, 3, 2, 4]));
  });

  test("without centring it is the cosine", () => {
    expect(rRegression([[3], [4]], [4, 3], { center: false })[0]).toBeCloseTo(24 / 25, 15);
  });

  test("a misspelt option and a target that is no number are refused", () => {
    expect(() => rRegression([[1]], [1], { centre: true } as object)).toThrow('did you mean "center"?');
    expect(() => fRegression([[1], [2]], [1, Infinity])).toThrow(
      "y must hold finite numbers; received Infinity at row 1",
    );
  });
});

describe("mutual information", () => {
  test("of discrete variables it is what counting gives", () => {
    const X = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ];
    const information = mutualInfoClassif(X, ["n", "n", "y", "y"], { discreteFeatures: true });
    expect(information[0]).toBeCloseTo(Math.LN2, 15);
    expect(information[1]).toBe(0);
  });

  test("of separate classes it is close to the entropy of the classes", () => {
    const X = Array.from({ length: 200 }, (_, i) => [(i % 2) * 10 + Math.floor(i / 2) / 100]);
    const y = X.map(([x]) => (x! > 5 ? "right" : "left"));
    expect(mutualInfoClassif(X, y)[0]).toBeCloseTo(Math.LN2, 2);
  });

  test("the seed decides on the noise alone", () => {
    const X = Array.from({ length: 60 }, (_, i) => [i % 7, (i * i) % 11]);
    const y = X.map(([a, b]) => a! + b!);
    expect(mutualInfoRegression(X, y)).toEqual(mutualInfoRegression(X, y, { randomState: 0 }));
    const other = mutualInfoRegression(X, y, { randomState: 1 });
    expect(other).not.toEqual(mutualInfoRegression(X, y));
    expect(other[0]).toBeCloseTo(mutualInfoRegression(X, y)[0]!, 0);
  });

  test("what does not fit is refused", () => {
    expect(() => mutualInfoClassif([[1], [2]], ["a", "b"])).toThrow(/y must hold some value twice/);
    expect(() => mutualInfoRegression([[1], [2], [3]], [1, 2, 3])).toThrow(
      /nNeighbors must be less than the 3 samples/,
    );
    expect(() => mutualInfoClassif([[1], [2]], [0, 0], { discreteFeatures: [1] })).toThrow(
      /positions below 1; received 1/,
    );
    expect(() => mutualInfoClassif([[1], [2]], [0, 0], { discreteFeatures: [true, false] })).toThrow(
      /1 booleans/,
    );
    const sparse = CsrMatrix.fromMatrix(Matrix.from([[1], [0]]));
    expect(() => mutualInfoClassif(sparse, [0, 0], { discreteFeatures: false })).toThrow(/X must be dense/);
  });
});
