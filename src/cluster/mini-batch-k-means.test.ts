import { afterEach, describe, expect, test } from "vitest";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { onWarning } from "../core/warning.js";
import { MiniBatchKMeans } from "./mini-batch-k-means.js";

afterEach(() => onWarning(null));

const X = [[0], [1], [2], [20], [21], [22]];

describe("MiniBatchKMeans", () => {
  test("two distant groups are found, and rows far from both go to the nearer one", async () => {
    const model = await new MiniBatchKMeans({ nClusters: 2, batchSize: 3 }).fit(X);
    expect(new Set(model.labels!.slice(0, 3)).size).toBe(1);
    expect(new Set(model.labels!.slice(3)).size).toBe(1);
    expect(model.labels![0]).not.toBe(model.labels![3]);
    expect(await model.predict([[-9], [99]])).toEqual(Int32Array.of(model.labels![0]!, model.labels![3]!));
    expect(model.featureNamesOut()).toEqual(["minibatchkmeans0", "minibatchkmeans1"]);
  });

  test("without labels, fitPredict assigns all the same, and inertia is what the batches suggest", async () => {
    const estimator = new MiniBatchKMeans({ nClusters: 2, batchSize: 3, computeLabels: false });
    const model = await estimator.fit(X);
    expect(model.labels).toBeNull();
    expect(model.inertia).toBeGreaterThan(0);
    expect(await estimator.fitPredict(X)).toEqual(await model.predict(X));
    const one = await estimator.with({ maxIter: 1, batchSize: 6 }).fit(X);
    expect(one.nSteps).toBe(1);
    expect(one.inertia).toBeNaN(); // the first batch tells of the start only
  });

  test("rows without weight are never drawn", async () => {
    const options = { sampleWeight: [1, 1, 1, 0, 0, 0] };
    const { clusterCenters } = await new MiniBatchKMeans({ nClusters: 1 }).fit(X, undefined, options);
    expect(clusterCenters.get(0, 0)).toBeGreaterThanOrEqual(0);
    expect(clusterCenters.get(0, 0)).toBeLessThanOrEqual(2);
  });

  test("a start from fewer rows than clusters takes more, and says so", async () => {
    const warnings: string[] = [];
    onWarning(({ message }) => warnings.push(message));
    await new MiniBatchKMeans({ nClusters: 3, initSize: 2 }).fit(X);
    expect(warnings).toEqual(["MiniBatchKMeans.fit: initSize is 2, fewer than nClusters; 6 rows are drawn"]);
  });

  test("a fit is cancelled between batches", async () => {
    const random = new RandomState(0);
    const data = new Matrix(random.normal(0, 1, 4000), 1000, 4);
    const control = new AbortController();
    const fit = new MiniBatchKMeans({
      nClusters: 20,
      batchSize: 100,
      maxIter: 10000,
      maxNoImprovement: null,
    });
    setTimeout(() => control.abort(new Error("enough")), 20);
    await expect(fit.fit(data, undefined, { signal: control.signal })).rejects.toThrow("enough");
  });

  test("data that cannot be clustered are refused", async () => {
    await expect(new MiniBatchKMeans().fit(X)).rejects.toThrow(/at least as many rows as clusters/);
    await expect(new MiniBatchKMeans({ nClusters: 1 }).fit([[1e300]])).rejects.toThrow(
      /squared distances are finite; received 1e\+300 at row 0, column 0/,
    );
    await expect(new MiniBatchKMeans({ nClusters: 1 }).fit([[Number.NaN]])).rejects.toThrow(/finite/);
  });
});
