import { ClusterCentroids, CsrMatrix, KMeans, Matrix, onWarning } from "learnkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

interface SparseCase {
  readonly X: number[][];
  readonly y: number[];
  readonly voting: "soft" | "hard" | "auto";
  readonly seed: number;
  readonly kmeans: { nInit?: number; init?: "k-means++" | "random"; maxIter?: number };
  readonly rows: number[][];
  readonly labels: number[];
  readonly clusters: number[];
  readonly centers: number[][];
  readonly inertia: number;
  readonly nIter: number;
}

const { cases } = loadFixture<SparseCase>("cluster/sparse");
const sparseOf = (rows: number[][]): CsrMatrix => CsrMatrix.fromMatrix(Matrix.from(rows));

beforeAll(() => {
  onWarning(() => {}); // clusters without rows
});
afterAll(() => onWarning(null));

describe("sparse rows are clustered as scikit-learn clusters them", () => {
  test("there are cases of all sorts", () => {
    expect(cases.length).toBe(24);
    expect(new Set(cases.map(({ voting }) => voting)).size).toBe(3);
  });

  test.each(cases.map((item, i) => ({ i, ...item })))(
    "case $i: ClusterCentroids, $voting",
    async ({ X, y, voting, seed, kmeans, rows, labels }) => {
      const estimator = new KMeans({ ...kmeans, randomState: seed });
      const sampler = new ClusterCentroids({ voting, estimator, randomState: seed });
      const resampled = await sampler.fitResample(sparseOf(X), y);
      expectClose(resampled.X.toMatrix().toArray() as never, rows as never, "bits");
      expect(resampled.y).toEqual(labels);
    },
  );

  test.each(cases.map((item, i) => ({ i, ...item })))(
    "case $i: KMeans",
    async ({ X, seed, kmeans, ...found }) => {
      const model = await new KMeans({ ...kmeans, nClusters: 3, randomState: seed }).fit(sparseOf(X));
      expect(Array.from(model.labels)).toEqual(found.clusters);
      expectClose(model.clusterCenters.toArray() as never, found.centers as never, "bits");
      expectClose(model.inertia, found.inertia, "rounding");
      expect(model.nIter).toBe(found.nIter);
    },
  );
});
