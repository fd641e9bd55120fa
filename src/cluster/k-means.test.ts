import { afterEach, describe, expect, test, vi } from "vitest";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { onWarning } from "../core/warning.js";
import { loadRuntime, setLanes } from "../parallel/index.js";
import { KMeans } from "./k-means.js";

afterEach(() => {
  setLanes(null);
  onWarning(null);
});

const X = [[0], [1], [2], [20]];

function clouds(rows: number, d: number): Matrix {
  const random = new RandomState(1);
  const values = random.normal(0, 1, rows * d);
  return new Matrix(
    values.map((value, p) => value + 4 * (Math.floor(p / d) % 5)),
    rows,
    d,
  );
}

describe("KMeans", () => {
  test("each centre is the mean of the rows nearest to it, and inertia their sum of squares", async () => {
    const model = await new KMeans({ nClusters: 2, init: [[0], [9]] }).fit(X);
    expect(Array.from(model.labels)).toEqual([0, 0, 0, 1]);
    expect(model.clusterCenters.toArray()).toEqual([[1], [20]]);
    expect(model.inertia).toBe(2);
    expect(model.converged).toBe(true);
    expect((await model.transform([[4]])).toArray()).toEqual([[3, 16]]);
    expect(await model.score([[4], [21]])).toBe(-10);
    expect(await model.score([[4], [21]], undefined, { sampleWeight: [1, 3] })).toBe(-12);
    expect(model.featureNamesOut()).toEqual(["kmeans0", "kmeans1"]);
  });

  test("weights pull centres", async () => {
    const model = await new KMeans({ nClusters: 1 }).fit([[0], [4]], undefined, { sampleWeight: [3, 1] });
    expect(model.clusterCenters.toArray()).toEqual([[1]]);
    expect(model.inertia).toBe(12);
  });

  test.each(["lloyd", "elkan"] as const)(
    "%s: an empty cluster gets the row farthest from its centre",
    async (algorithm) => {
      const model = await new KMeans({ nClusters: 3, init: [[1], [50], [60]], algorithm }).fit(X);
      expect(Array.from(model.labels)).toEqual([0, 0, 2, 1]); // the farthest row goes to the first empty cluster
      expect(model.clusterCenters.toArray()).toEqual([[0.5], [20], [2]]);
    },
  );

  test("fewer different rows than clusters are told of", async () => {
    const warnings: string[] = [];
    onWarning(({ message }) => warnings.push(message));
    const model = await new KMeans({ nClusters: 3 }).fit([[1], [1], [1], [2]]);
    expect(model.inertia).toBe(0);
    expect(warnings).toEqual([
      "KMeans.fit: 2 of 3 clusters hold rows, possibly because rows of X are repeated",
    ]);
  });

  test("bounds and full distances give the same clusters, in kernels, on any number of lanes", async () => {
    const data = clouds(3000, 3);
    const found = [];
    for (const [algorithm, lanes] of [
      ["lloyd", 1],
      ["lloyd", 2],
      ["elkan", 1],
      ["elkan", 2],
    ] as const) {
      setLanes(lanes);
      const runBlocks = vi.spyOn(await loadRuntime(), "runBlocks");
      found.push(await new KMeans({ nClusters: 6, algorithm }).fit(data));
      const kernels = new Set(runBlocks.mock.calls.map(([name]) => name));
      expect(kernels).toEqual(
        new Set(["candidateDistances", algorithm === "lloyd" ? "assignToCenters" : "assignByBounds"]),
      );
    }
    for (const model of found) {
      expect(model.labels).toEqual(found[0]!.labels);
      expect(model.clusterCenters.data).toEqual(found[0]!.clusterCenters.data);
    }
  });

  test("each row's label is that of the plain definition", async () => {
    const data = clouds(301, 7);
    const model = await new KMeans({ nClusters: 5, init: "random", nInit: 2 }).fit(data);
    const centers = model.clusterCenters.toArray();
    const nearest = data.toArray().map((row) => {
      const squares = centers.map((c) => c.reduce((sum, x, j) => sum + (x - row[j]!) ** 2, 0));
      return squares.indexOf(Math.min(...squares));
    });
    expect(Array.from(model.labels)).toEqual(nearest);
    expect(await model.predict(data)).toEqual(model.labels);
  });

  test("a run that maxIter ends has not converged, and its labels belong to its centres", async () => {
    const data = clouds(400, 2);
    const model = await new KMeans({ nClusters: 5, maxIter: 1, init: "random", nInit: 1 }).fit(data);
    expect(model.converged).toBe(false);
    expect(model.nIter).toBe(1);
    expect(await model.predict(data)).toEqual(model.labels);
  });

  test("data and centres that do not fit are refused", async () => {
    await expect(new KMeans({ nClusters: 5 }).fit(X)).rejects.toThrow(
      "KMeans.fit: X must have at least as many rows as clusters are asked for (5); received 4",
    );
    await expect(
      new KMeans({
        nClusters: 2,
        init: [
          [1, 2],
          [3, 4],
        ],
      }).fit(X),
    ).rejects.toThrow("KMeans.fit: init must be 2 rows (nClusters) of 1 numbers, one for each feature of X");
    await expect(new KMeans({ nClusters: 1 }).fit([[1], [1e200]])).rejects.toThrow(
      "KMeans.fit: X must hold values whose squared distances are finite; received 1e+200 at row 1, column 0",
    );
    await expect(
      new KMeans({ nClusters: 2, init: "random" }).fit(X, undefined, { sampleWeight: [0, 0, 1, 0] }),
    ).rejects.toThrow(/sampleWeight must be positive for at least as many rows as clusters are drawn \(2\)/);
    await expect(new KMeans({ nClusters: 1, init: [[1e200]] }).fit(X)).rejects.toThrow(
      "KMeans.fit: init must be centres whose squared distances are finite; received [[1e+200]]",
    );
    expect(() => new KMeans({ init: [[1], [1, 2]] })).toThrow(/init must be one of/);
  });

  test("a fit is cancelled in the middle", async () => {
    const control = new AbortController();
    const fit = new KMeans({ nClusters: 50, nInit: 100, tol: 0 }).fit(clouds(4000, 10), undefined, {
      signal: control.signal,
    });
    setTimeout(() => control.abort(new Error("enough")), 20);
    await expect(fit).rejects.toThrow("enough");
  });
});
