import { describe, expect, test } from "vitest";
import { InvalidInputError, InvalidParameterError, Matrix } from "../core/index.js";
import { loadRuntime } from "../parallel/index.js";
import { deserialize, serialize } from "../persistence/index.js";
import { KNeighborsClassifier, type KNeighborsParams, KNeighborsRegressor } from "./index.js";

const line = [[0], [1], [2], [3]];
const letters = ["a", "a", "b", "b"] as const;

describe("KNeighborsClassifier", () => {
  test("a stored model does not depend on what its memory held before", async () => {
    const rows = Array.from({ length: 101 }, (_, i) => [i, (i * i) % 7]);
    const { arena } = await loadRuntime();
    const storedAfter = async (byte: number): Promise<Uint8Array> => {
      arena.scopeSync((scope) =>
        scope
          .u8(1 << 20)
          .view()
          .fill(byte),
      );
      const estimator = new KNeighborsClassifier({ algorithm: "kd_tree", leafSize: 10 });
      return serialize(
        await estimator.fit(
          rows,
          rows.map(([, y]) => y!),
        ),
      );
    };
    expect(await storedAfter(255)).toEqual(await storedAfter(0));
  });

  test("the majority of three neighbours wins", async () => {
    const model = await new KNeighborsClassifier({ nNeighbors: 3 }).fit(line, letters);
    expect(await model.predict([[1.1], [9]])).toEqual(["a", "b"]);
    expect((await model.predictProba([[0.9]])).toArray()).toEqual([[2 / 3, 1 / 3]]);
    expect(await model.score(line, letters)).toBe(1);
  });

  test("of equally voted classes the first in sorted order wins", async () => {
    const model = await new KNeighborsClassifier({ nNeighbors: 2 }).fit([[0], [2]], ["z", "m"]);
    expect(await model.predict([[0.1]])).toEqual(["m"]);
  });

  test("neighbours at distance zero vote alone when weights are distances", async () => {
    const model = await new KNeighborsClassifier({ nNeighbors: 4, weights: "distance" }).fit(line, letters);
    expect((await model.predictProba([[3]])).toArray()).toEqual([[0, 1]]);
    expect((await model.predictProba([[1.5]])).toArray()).toEqual([[0.5, 0.5]]);
  });

  test("a weight function gets the ascending distances of each query", async () => {
    const seen: number[][] = [];
    const weights = (distances: Float64Array): number[] => {
      seen.push([...distances]);
      return [0, 1];
    };
    const model = await new KNeighborsClassifier({ nNeighbors: 2, weights }).fit(line, letters);
    expect(await model.predict([[1.25]])).toEqual(["b"]);
    expect(seen).toEqual([[0.25, 0.75]]);
  });

  test("a query whose neighbours all weigh zero is refused", async () => {
    const model = await new KNeighborsClassifier({ nNeighbors: 2, weights: () => [0, 0] }).fit(line, letters);
    await expect(model.predict([[1]])).rejects.toThrow(/weight other than zero; received 0 at row 0/);
  });

  test("models with functions are refused by the saver with the parameter's name", async () => {
    const byWeight = await new KNeighborsClassifier({ weights: () => [1], nNeighbors: 1 }).fit(line, letters);
    expect(() => byWeight.toState()).toThrow(InvalidParameterError);
    expect(() => byWeight.toState()).toThrow(
      /weights must be "uniform" or "distance" for the model to be saved/,
    );
    const byMetric = await new KNeighborsClassifier({ metric: (a, b) => Math.abs(a[0]! - b[0]!) }).fit(
      line,
      letters,
    );
    expect(() => byMetric.toState()).toThrow(/metric must be a name for the model to be saved/);
  });
});

describe("a saved model", () => {
  test.each(["kd_tree", "ball_tree", "brute"] as const)(
    "answers with the same bits (%s)",
    async (algorithm) => {
      const X = Array.from({ length: 200 }, (_, i) => [Math.sin(i), Math.cos(i * i), i % 7]);
      const y = X.map((row) => (row[2]! > 3 ? "high" : "low"));
      const model = await new KNeighborsClassifier({ algorithm, leafSize: 5, weights: "distance" }).fit(X, y);
      const revived = deserialize(serialize(model)) as typeof model;
      const queries = X.map((row) => row.map((value) => value + 0.1));
      expect(await revived.kneighbors(queries)).toEqual(await model.kneighbors(queries));
      expect(await revived.kneighbors()).toEqual(await model.kneighbors());
      expect(await revived.predictProba(queries)).toEqual(await model.predictProba(queries));
      expect(revived.fitMethod).toBe(algorithm);
    },
  );
});

describe("KNeighborsRegressor", () => {
  test("the prediction is the mean, or the mean by inverse distance", async () => {
    const plain = await new KNeighborsRegressor({ nNeighbors: 2 }).fit(line, [0, 1, 2, 3]);
    expect(await plain.predict([[0.9]])).toEqual(Float64Array.of(0.5));
    const weighted = await new KNeighborsRegressor({ nNeighbors: 2, weights: "distance" }).fit(
      line,
      [0, 1, 2, 3],
    );
    expect((await weighted.predict([[0.25]]))[0]).toBeCloseTo(0.25, 12);
  });

  test("targets are copied", async () => {
    const y = Float64Array.of(0, 1, 2, 3);
    const model = await new KNeighborsRegressor({ nNeighbors: 1 }).fit(line, y);
    y[0] = 100;
    expect(await model.predict([[0]])).toEqual(Float64Array.of(0));
  });
});

describe("neighbours", () => {
  const algorithms: KNeighborsParams["algorithm"][] = ["auto", "kd_tree", "ball_tree", "brute"];

  test.each(algorithms)("without X each sample is not its own neighbour (%s)", async (algorithm) => {
    const model = await new KNeighborsRegressor({ algorithm, nNeighbors: 2 }).fit(
      [[0], [1], [3], [7]],
      line.flat(),
    );
    const { distances, indices } = await model.kneighbors();
    expect(indices.map((row) => [...row])).toEqual([
      [1, 2],
      [0, 2],
      [1, 0],
      [2, 1],
    ]);
    expect(distances.toArray()).toEqual([
      [1, 3],
      [1, 2],
      [2, 3],
      [4, 6],
    ]);
  });

  test("the graph holds ones, or distances, in the order of nearness", async () => {
    const model = await new KNeighborsRegressor({ nNeighbors: 2 }).fit([[0], [3], [1]], [0, 0, 0]);
    expect((await model.kneighborsGraph([[0], [3], [1]])).toArray()).toEqual([
      [1, 0, 1],
      [0, 1, 1],
      [1, 0, 1],
    ]);
    expect((await model.kneighborsGraph([[0]], 2, "distance")).toArray()).toEqual([[0, 0, 1]]);
  });

  test("precomputed distances and a function find what the metric finds", async () => {
    const X = [
      [0, 0],
      [1, 2],
      [3, 1],
      [4, 4],
      [2, 2],
    ];
    const city = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
      Math.abs(a[0]! - b[0]!) + Math.abs(a[1]! - b[1]!);
    const queries = [
      [0.5, 0.25],
      [2.75, 0.25],
    ];
    const y = [0, 1, 2, 3, 4];
    const byName = await new KNeighborsRegressor({ nNeighbors: 3, metric: "manhattan" }).fit(X, y);
    const byFunction = await new KNeighborsRegressor({ nNeighbors: 3, metric: city }).fit(X, y);
    const given = await new KNeighborsRegressor({ nNeighbors: 3, metric: "precomputed" }).fit(
      X.map((a) => X.map((b) => city(a, b))),
      y,
    );
    const expected = await byName.kneighbors(queries);
    expect(await byFunction.kneighbors(queries)).toEqual(expected);
    expect(await given.kneighbors(queries.map((a) => X.map((b) => city(a, b))))).toEqual(expected);
  });

  test("overflowing distances leave valid, distinct indices", async () => {
    for (const algorithm of algorithms) {
      const model = await new KNeighborsRegressor({ algorithm, nNeighbors: 3 }).fit(
        [[1e308], [-1e308], [0], [1]],
        [1, 2, 3, 4],
      );
      const { distances, indices } = await model.kneighbors([[-1e308], [0.25]], 4);
      expect(indices.map((row) => [...row].sort())).toEqual([
        [0, 1, 2, 3],
        [0, 1, 2, 3],
      ]);
      expect(distances.toArray()).toEqual([
        [0, Infinity, Infinity, Infinity],
        [0.25, 0.75, Infinity, Infinity],
      ]);
    }
  });

  test("more neighbours than samples are refused", async () => {
    const model = await new KNeighborsRegressor().fit(line, [0, 1, 2, 3]);
    await expect(model.predict([[0]])).rejects.toThrow(
      /nNeighbors must be at most the 4 samples seen in fit; received 5/,
    );
    await expect(model.kneighbors(null, 4)).rejects.toThrow(/nNeighbors must be less than the 4 samples/);
    await expect(model.kneighbors([[0]], 0)).rejects.toThrow(InvalidParameterError);
  });

  test("a metric that an algorithm cannot search is refused by name", async () => {
    const refused = new KNeighborsRegressor({ algorithm: "kd_tree", metric: "cosine" }).fit(
      line,
      [0, 1, 2, 3],
    );
    await expect(refused).rejects.toThrow(
      /algorithm must be one of "auto", "brute" for a metric "cosine"; received "kd_tree"/,
    );
  });

  test("metric parameters are checked against the metric and the features", async () => {
    const X = Matrix.from([
      [0, 1],
      [1, 0],
    ]);
    const attempt = (params: Partial<KNeighborsParams>) =>
      new KNeighborsRegressor({ ...params, nNeighbors: 1 }).fit(X, [0, 1]);
    await expect(attempt({ metric: "seuclidean" })).rejects.toThrow(InvalidInputError);
    await expect(attempt({ metric: "seuclidean", metricParams: { V: [1] } })).rejects.toThrow(
      /2 numbers, one a feature/,
    );
    await expect(attempt({ metric: "mahalanobis" })).rejects.toThrow(InvalidParameterError);
    await expect(
      attempt({
        metric: "mahalanobis",
        metricParams: {
          V: [
            [1, 1],
            [1, 1],
          ],
        },
      }),
    ).rejects.toThrow(/invertible/);
    await expect(attempt({ metric: "euclidean", metricParams: { p: 3 } })).rejects.toThrow(
      /null for metric "euclidean"/,
    );
    expect(() => new KNeighborsRegressor({ metricParams: { q: 1 } as never })).toThrow(InvalidParameterError);
  });
});
