import { describe, expect, test } from "vitest";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { Frame } from "../frame/index.js";
import { iqrFences, iqrOutliers } from "./iqr-fences.js";
import { modifiedZscore, modifiedZscoreOutliers } from "./modified-zscore.js";
import { mahalanobisOutliers } from "./robust-mahalanobis.js";
import { Winsorizer } from "./winsorizer.js";
import { zscore, zscoreOutliers } from "./zscore.js";

const MASKS = { zscoreOutliers, modifiedZscoreOutliers, iqrOutliers };

describe.each(Object.entries(MASKS))("%s", (_, outliers) => {
  const spread = Array.from({ length: 20 }, (_, i) => i % 5);

  test("finds the one value far away, and no missing one", () => {
    const mask = outliers([...spread, Number.NaN, null, 1000]);
    expect(mask.flatMap((outlying, i) => (outlying ? [i] : []))).toEqual([22]);
  });

  test("equal values have no outlier, nor have missing ones alone, nor one value", () => {
    for (const values of [[0.1, 0.1, 0.1], [Number.NaN, null], [7], new Array<number>(30).fill(1e300)])
      expect(outliers(values)).toEqual(values.map(() => false));
  });

  test("takes columns and typed arrays", () => {
    const values = [...spread, 1000];
    const frame = Frame.fromColumns({ x: values });
    expect(outliers(frame.column("x"))).toEqual(outliers(values));
    expect(outliers(Float64Array.from(values))).toEqual(outliers(values));
  });

  test("refuses Infinity and text by row, and nothing at all", () => {
    const rejected = (values: unknown): unknown => {
      try {
        return outliers(values as number[]);
      } catch (error) {
        return error;
      }
    };
    for (const wrong of [Number.POSITIVE_INFINITY, "7", {}])
      expect(rejected([1, 2, wrong])).toMatchObject({ code: "INVALID_INPUT", row: 2 });
    for (const wrong of [[], null, undefined, 3, "text", {}])
      expect(rejected(wrong)).toBeInstanceOf(InvalidInputError);
  });

  test("an outlier of 1e300 among ordinary values, or of 1e308, is found", () => {
    for (const far of [1e300, -1e308]) expect(outliers([...spread, far]).indexOf(true)).toBe(20);
  });
});

test("z-scores worked by hand: 2, 4, 4, 4, 5, 5, 7, 9 have mean 5 and deviation 2", () => {
  expect([...zscore([2, 4, 4, 4, 5, 5, 7, 9])]).toEqual([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]);
  expect(zscore([1, 3], { ddof: 1 })[1]).toBeCloseTo(Math.SQRT1_2, 15);
  expect([...zscore([1, Number.NaN, 3])]).toEqual([-1, Number.NaN, 1]);
  expect([...zscore([5, 5])]).toEqual([Number.NaN, Number.NaN]);
  expect([...zscore([5], { ddof: 1 })]).toEqual([Number.NaN]);
});

test("modified z-scores worked by hand, with a MAD of 1 and with a MAD of 0", () => {
  expect([...modifiedZscore([1, 2, 3, 4, 9])]).toEqual(
    [-2 * 0.6745, -0.6745, 0, 0.6745, 6 * 0.6745].map((z) => expect.closeTo(z, 14)),
  );
  // Median 2, MAD 0, mean absolute deviation 8 / 5.
  const scores = modifiedZscore([2, 2, 2, 2, 10]);
  expect(scores[4]).toBeCloseTo(8 / (1.253314 * 1.6), 14);
  expect([...modifiedZscore([3, 3, Number.NaN])]).toEqual([0, 0, Number.NaN]);
});

test("fences worked by hand", () => {
  expect(iqrFences([1, 2, 3, 4, 5], { k: 3 })).toEqual({ lower: -4, upper: 10, q1: 2, q3: 4, iqr: 2 });
  expect(iqrFences([Number.NaN]).lower).toBeNaN();
});

test("thresholds outside their domain and unknown options are refused", () => {
  expect(() => zscoreOutliers([1], { threshold: -1 })).toThrow(InvalidParameterError);
  expect(() => modifiedZscoreOutliers([1], { threshold: Number.NaN })).toThrow(InvalidParameterError);
  expect(() => iqrFences([1], { k: -1 })).toThrow(InvalidParameterError);
  expect(() => zscore([1], { ddof: 0.5 })).toThrow(InvalidParameterError);
  expect(() => zscore([1], { dof: 1 } as object)).toThrow(/did you mean "ddof"/);
});

test("robust distances unmask outliers that hide each other", async () => {
  const X = new Matrix(new RandomState(0).normal(0, 1, 120), 60, 2);
  for (let i = 0; i < 15; i++) X.data[2 * i] = 9 + i / 100;
  const mask = await mahalanobisOutliers(X, { alpha: 0.001 });
  expect(mask.slice(0, 15)).not.toContain(false);
  expect(mask.slice(15)).not.toContain(true);
  await expect(mahalanobisOutliers(X, { alpha: 0 })).rejects.toThrow(InvalidParameterError);
});

describe("Winsorizer", () => {
  const X = [[1], [2], [3], [4], [5]];

  test("caps worked by hand by each method", async () => {
    const caps = async (cappingMethod: "gaussian" | "iqr" | "mad" | "quantiles", fold: number) => {
      const { leftTailCaps, rightTailCaps } = await new Winsorizer({ cappingMethod, tail: "both", fold }).fit(
        X,
      );
      return [leftTailCaps![0], rightTailCaps![0]];
    };
    expect(await caps("gaussian", 2)).toEqual([3 - 2 * Math.SQRT2, 3 + 2 * Math.SQRT2]);
    expect(await caps("iqr", 1)).toEqual([0, 6]);
    expect(await caps("mad", 0.67449)).toEqual([2, 4]);
    expect(await caps("quantiles", 0.125)).toEqual([1.5, 4.5]);
  });

  test("indicators tell what was capped, the left tail before the right", async () => {
    const model = await new Winsorizer({ cappingMethod: "iqr", tail: "both", addIndicators: true }).fit(X);
    const out = await model.transform([[-9], [3], [99]]);
    expect(out.toArray()).toEqual([
      [-1, 1, 0],
      [3, 0, 0],
      [7, 0, 1],
    ]);
    expect(model.featureNamesOut()).toEqual(["x0", "x0_left", "x0_right"]);
  });

  test("only the tail that is asked for is capped", async () => {
    const right = await new Winsorizer({ cappingMethod: "iqr" }).fit(X);
    expect((await right.transform([[-9], [99]])).toArray()).toEqual([[-9], [7]]);
    expect(right.leftTailCaps).toBeNull();
  });

  test("missing values are refused, or left as they are; a column of them is left alone", async () => {
    const holed = [
      [1, Number.NaN],
      [2, Number.NaN],
      [Number.NaN, Number.NaN],
      [9, Number.NaN],
    ];
    await expect(new Winsorizer().fit(holed)).rejects.toThrow(InvalidInputError);
    const model = await new Winsorizer({ missingValues: "ignore", cappingMethod: "iqr" }).fit(holed);
    expect(
      (
        await model.transform([
          [99, 5],
          [Number.NaN, Number.NaN],
        ])
      ).toArray(),
    ).toEqual([
      [5.5 + 1.5 * 4, 5],
      [Number.NaN, Number.NaN],
    ]);
  });

  test("a column without spread is refused by name", async () => {
    const constant = new Matrix(Float64Array.of(1, 5, 2, 5, 3, 5), 3, 2, ["a", "b"]);
    await expect(new Winsorizer().fit(constant)).rejects.toMatchObject({ column: "b" });
  });

  test("a quantile beyond 0.2 is refused", () => {
    expect(() => new Winsorizer({ cappingMethod: "quantiles", fold: 0.3 })).toThrow(InvalidParameterError);
    expect(() => new Winsorizer({ fold: 0 })).toThrow(InvalidParameterError);
  });
});
