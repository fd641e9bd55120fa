import { afterEach, describe, expect, test } from "vitest";
import { hurryClock } from "../../tests/hurried-clock.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { onWarning } from "../core/warning.js";
import { Frame } from "../frame/index.js";
import { deserialize, serialize } from "../persistence/index.js";
import { fClassif } from "./analysis-of-variance.js";
import { GenericUnivariateSelect } from "./generic-univariate-select.js";
import { SelectFdr } from "./select-fdr.js";
import { SelectFpr } from "./select-fpr.js";
import { SelectKBest } from "./select-k-best.js";
import { SelectPercentile } from "./select-percentile.js";
import { bestPercentile, falseDiscoveryRate, familyWiseError, kBest } from "./selection-rules.js";
import { VarianceThreshold } from "./variance-threshold.js";

const warnings: string[] = [];
onWarning(({ message }) => warnings.push(message));
afterEach(() => warnings.splice(0));

const X = [
  [1, 7, 0, 4],
  [2, 9, 3, 4],
  [8, 8, 1, 4],
  [9, 7, 2, 4],
];
const y = ["low", "low", "high", "high"];

describe("rules", () => {
  test("of equal scores kBest keeps the last, bestPercentile the first", () => {
    expect(kBest(Float64Array.of(1, 2, 2, 2), 2)).toEqual([false, false, true, true]);
    expect(bestPercentile(Float64Array.of(1, 2, 2, 2), 50)).toEqual([false, true, true, false]);
  });

  test("NaN comes last", () => {
    expect(kBest(Float64Array.of(NaN, -1e300, NaN), 1)).toEqual([false, true, false]);
    expect(bestPercentile(Float64Array.of(NaN, 0, NaN), 34)).toEqual([false, true, false]);
  });

  test("the false discovery rate lets more pass than the family-wise error", () => {
    const p = Float64Array.of(0.01, 0.02, 0.03, 0.5);
    expect(falseDiscoveryRate(p, 0.05)).toEqual([true, true, true, false]);
    expect(familyWiseError(p, 0.05)).toEqual([true, false, false, false]);
    expect(falseDiscoveryRate(Float64Array.of(0.9, NaN), 0.05)).toEqual([false, false]);
  });
});

describe("SelectKBest", () => {
  test("keeps the names of the columns, of frames too", async () => {
    const frame = Frame.fromColumns({ size: [1, 2, 8, 9], noise: [7, 9, 8, 7] });
    const { model, X: kept } = await new SelectKBest({ k: 1 }).fitTransform(frame, y);
    expect(kept.columnNames).toEqual(["size"]);
    expect(model.featureNamesOut()).toEqual(["size"]);
    expect((await model.inverseTransform([[5]])).toArray()).toEqual([[5, 0]]);
    expect((await model.inverseTransform([[5]])).columnNames).toEqual(["size", "noise"]);
  });

  test("more than there are keeps all and says so; none leaves no column and says so", async () => {
    expect((await new SelectKBest().fit(X, y)).getSupport()).toEqual([true, true, true, true]);
    expect(warnings).toContain("SelectKBest.fit: k = 10 is more than the 4 features of X; all are kept");
    const none = await (await new SelectKBest({ k: 0 }).fit(X, y)).transform(X);
    expect([none.rows, none.columns]).toEqual([4, 0]);
    expect(warnings.at(-1)).toMatch(/no feature was selected/);
  });

  test("keeps a sparse matrix sparse", async () => {
    const sparse = CsrMatrix.fromMatrix(Matrix.from(X));
    const model = await new SelectKBest({ scoreFunc: "chi2", k: 2 }).fit(sparse, y);
    const kept = await model.transform(sparse);
    expect(kept).toBeInstanceOf(CsrMatrix);
    expect(kept.toArray()).toEqual((await model.transform(X)).toArray());
  });

  test("takes a function of one's own, without a target if it needs none", async () => {
    const byRange = (samples: Matrix | CsrMatrix): number[] => {
      const dense = samples as Matrix;
      return [0, 1, 2, 3].map((j) => Math.max(...dense.column(j)) - Math.min(...dense.column(j)));
    };
    const model = await new SelectKBest({ scoreFunc: byRange, k: 2 }).fit(X);
    expect(Array.from(model.scores)).toEqual([8, 2, 3, 0]);
    expect(model.pvalues).toBeNull();
    expect(model.getSupport()).toEqual([true, false, true, false]);
    const later = new SelectKBest({ scoreFunc: async () => [4, 3, 2, 1], k: 1 });
    expect((await later.fit(X)).getSupport({ indices: true })).toEqual(Int32Array.of(0));
  });

  test("a function of one's own cannot be saved, its model and the library's functions can", async () => {
    const own = new SelectKBest({ scoreFunc: () => [1, 2, 3, 4], k: 1 });
    expect(() => serialize(own)).toThrow(/a function cannot be saved/);
    const again = deserialize(serialize(await own.fit(X, y))) as Awaited<ReturnType<typeof own.fit>>;
    expect(again.getSupport()).toEqual([false, false, false, true]);
    const known = deserialize(serialize(new SelectKBest({ scoreFunc: fClassif }))) as SelectKBest;
    expect(known.params.scoreFunc).toBe("f_classif");
  });

  test("what a function gives must be one number a feature", async () => {
    for (const scores of [
      [1, 2],
      null,
      "abcd",
      { scores: [1, 2, 3, 4], pvalues: [1] },
      ["a", "b", "c", "d"],
    ]) {
      const selector = new SelectKBest({ scoreFunc: () => scores as number[] });
      await expect(selector.fit(X, y)).rejects.toThrow(
        /scoreFunc must be a function whose .* one number a feature/,
      );
    }
  });

  test("y must be given and have one value for each row", async () => {
    await expect(new SelectKBest().fit(X)).rejects.toThrow(
      "SelectKBest.fit: y must be given, since f_classif",
    );
    await expect(new SelectKBest().fit(X, ["a"])).rejects.toThrow("SelectKBest.fit: y must have 4 values");
  });
});

test("selectors by p-values need a score function that gives them", async () => {
  const selector = new SelectFpr({ scoreFunc: "mutual_info_classif" });
  await expect(selector.fit([...X, ...X], [...y, ...y])).rejects.toThrow(
    /scoreFunc must be one that gives p-values/,
  );
});

test("SelectFdr selects nothing where no p-value is small enough", async () => {
  const model = await new SelectFdr({ alpha: 1e-9 }).fit(X, y);
  expect(model.getSupport()).toEqual([false, false, false, false]);
});

test("SelectPercentile takes shares from 0 to 100", async () => {
  expect((await new SelectPercentile({ percentile: 100 }).fit(X, y)).getSupport()).not.toContain(false);
  expect(() => new SelectPercentile({ percentile: 101 })).toThrow(
    /percentile must be a finite number >= 0 and <= 100/,
  );
});

test("GenericUnivariateSelect refuses a parameter that the mode does not know", async () => {
  const select = (mode: "k_best" | "fpr", param: number | "all") =>
    new GenericUnivariateSelect({ mode, param }).fit(X, y);
  await expect(select("k_best", 1.5)).rejects.toThrow(
    /param must be an integer >= 0 or "all" for mode "k_best"/,
  );
  await expect(select("fpr", "all")).rejects.toThrow(/param must be a number in \[0, 1\] for mode "fpr"/);
  expect((await select("k_best", "all")).getSupport()).toEqual([true, true, true, true]);
});

describe("VarianceThreshold", () => {
  test("a variance that equals the threshold is not enough", async () => {
    const model = await new VarianceThreshold({ threshold: 0.25 }).fit([
      [0, 0],
      [1, 2],
    ]);
    expect(Array.from(model.variances)).toEqual([0.25, 1]);
    expect(model.getSupport()).toEqual([false, true]);
  });

  test("constants are recognised whatever rounding leaves of their variance", async () => {
    const model = await new VarianceThreshold().fit(Array.from({ length: 30 }, (_, i) => [0.1, i]));
    expect(model.variances[0]).toBe(0);
    expect(model.getSupport()).toEqual([false, true]);
  });

  test("missing values are left out and stay missing", async () => {
    const { model, X: kept } = await new VarianceThreshold().fitTransform([
      [1, NaN],
      [3, 5],
      [NaN, 5],
    ]);
    expect(Array.from(model.variances)).toEqual([1, 0]);
    expect(kept.toArray()).toEqual([[1], [3], [NaN]]);
  });

  test("it is refused that no feature is left", async () => {
    const message = /X must have a feature whose variance exceeds the threshold/;
    await expect(
      new VarianceThreshold().fit([
        [1, 2],
        [1, 2],
      ]),
    ).rejects.toThrow(message);
    await expect(new VarianceThreshold().fit([[1, 2]])).rejects.toThrow(/received one row/);
    await expect(new VarianceThreshold({ threshold: 9 }).fit([[1], [3]])).rejects.toThrow(
      /variances up to 1/,
    );
    await expect(new VarianceThreshold().fit([[NaN], [NaN]])).rejects.toThrow(message);
  });
});

test.each(["mutual_info_classif", "mutual_info_regression"] as const)(
  "a fit by %s stops between features when cancelled",
  async (scoreFunc) => {
    const rows = Array.from({ length: 1500 }, (_, i) =>
      Array.from({ length: 24 }, (_, j) => Math.sin(i * (j + 1.3))),
    );
    const control = new AbortController();
    const reason = new Error("no longer wanted");
    hurryClock();
    setImmediate(() => control.abort(reason));
    const target = rows.map((_, i) => i % 3);
    await expect(new SelectKBest({ scoreFunc }).fit(rows, target, { signal: control.signal })).rejects.toBe(
      reason,
    );
  },
);
