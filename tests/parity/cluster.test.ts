import {
  KMeans,
  type KMeansModel,
  type KMeansParams,
  MiniBatchKMeans,
  type MiniBatchKMeansModel,
  type MiniBatchKMeansParams,
  onWarning,
} from "learnkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

interface ClusterCase {
  readonly data: string;
  readonly sampleWeight: number[] | null;
  readonly labels: number[];
  readonly centers: number[][];
  readonly inertia: number;
  readonly nIter: number;
  readonly fresh: number[][];
  readonly predicted: number[];
  readonly transformed: number[][];
  readonly score: number;
}

/** Compares a model with what was recorded; distances come of products, whose order is that of BLAS. */
async function expectSame(model: KMeansModel | MiniBatchKMeansModel, item: ClusterCase): Promise<void> {
  expect(Array.from(model.labels!)).toEqual(item.labels);
  expectClose(model.clusterCenters.toArray(), item.centers, "rounding");
  // A squared distance from a centre has the digits of the values' squares.
  const squares = item.centers.flat().reduce((sum, x) => sum + x * x, 0);
  expectClose([model.inertia, squares], [item.inertia, squares], "rounding");
  expect(model.nIter).toBe(item.nIter);
  expect(Array.from(await model.predict(item.fresh))).toEqual(item.predicted);
  const transformed = await model.transform(item.fresh);
  expectClose(
    [...transformed.data.map((x) => x * x), squares],
    [...item.transformed.flat().map((x) => x * x), squares],
    "lapack",
  );
  expectClose(await model.score(item.fresh), item.score, "lapack");
}

describe("KMeans equals scikit-learn's", () => {
  const { cases, notes } = loadFixture<ClusterCase & { params: Partial<KMeansParams> }>("cluster/k-means");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;
  test.each(cases.map((item, i): [string, (typeof cases)[number]] => [`${i}: ${item.data}`, item]))(
    "%s",
    async (_, item) => {
      const options = item.sampleWeight === null ? {} : { sampleWeight: item.sampleWeight };
      await expectSame(await new KMeans(item.params).fit(sets[item.data]!, undefined, options), item);
    },
  );
});

describe("KMeans draws many centres as scikit-learn does", () => {
  const { cases, notes } = loadFixture<
    Pick<ClusterCase, "data" | "labels" | "sampleWeight"> & { params: Partial<KMeansParams> }
  >("cluster/k-means-seedings");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;
  test.each(cases.map((item, i): [string, (typeof cases)[number]] => [`${i}: ${item.data}`, item]))(
    "%s",
    async (_, { data, params, sampleWeight, labels }) => {
      const options = sampleWeight === null ? {} : { sampleWeight };
      const model = await new KMeans(params).fit(sets[data]!, undefined, options);
      expect(Array.from(model.labels!)).toEqual(labels);
    },
  );
});

describe("KMeans fills empty clusters as scikit-learn does", () => {
  const { cases } = loadFixture<
    Pick<ClusterCase, "labels" | "centers" | "sampleWeight"> & {
      X: number[][];
      params: Partial<KMeansParams>;
    }
  >("cluster/k-means-empty");
  beforeAll(() => {
    onWarning(() => {}); // fewer different rows than clusters
  });
  afterAll(() => onWarning(null));
  test.each(cases.map((item, i): [number, (typeof cases)[number]] => [i, item]))("%i", async (_, item) => {
    const options = item.sampleWeight === null ? {} : { sampleWeight: item.sampleWeight };
    const model = await new KMeans(item.params).fit(item.X, undefined, options);
    expect(Array.from(model.labels!)).toEqual(item.labels);
    expectClose(model.clusterCenters.toArray(), item.centers, "rounding");
  });
});

describe("MiniBatchKMeans equals scikit-learn's", () => {
  const { cases, notes } = loadFixture<
    ClusterCase & { params: Partial<MiniBatchKMeansParams>; nSteps: number }
  >("cluster/mini-batch-k-means");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;
  test.each(cases.map((item, i): [string, (typeof cases)[number]] => [`${i}: ${item.data}`, item]))(
    "%s",
    async (_, item) => {
      const options = item.sampleWeight === null ? {} : { sampleWeight: item.sampleWeight };
      const model = await new MiniBatchKMeans(item.params).fit(sets[item.data]!, undefined, options);
      expect(model.nSteps).toBe(item.nSteps);
      await expectSame(model, item);
    },
  );
});
