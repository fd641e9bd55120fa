import { afterEach, expect, test, vi } from "vitest";
import { decodeState, encodeState } from "../base/state.js";
import { IsolationForest, IsolationForestModel } from "./index.js";
import { averagePathLength } from "./path-length.js";

const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
afterEach(() => warn.mockClear());

const X = Array.from({ length: 60 }, (_, i) => [i % 7, (i * 5) % 11, (i * i) % 13]);

test("average path lengths are those of the paper's equation 1", () => {
  expect([0, 1, 2].map(averagePathLength)).toEqual([0, 0, 1]);
  // 2 (ln 2 + 0.5772156649) − 2 · 2 / 3
  expect(averagePathLength(3)).toBeCloseTo(1.2073923575, 9);
  expect(averagePathLength(256)).toBeCloseTo(10.244771, 6);
});

test("two rows are isolated by one cut: path length 1 = c(2), score -1/2", async () => {
  const model = await new IsolationForest({ nEstimators: 3 }).fit([[0], [1]]);
  expect(Array.from(await model.scoreSamples([[0], [1], [-5]]))).toEqual([-0.5, -0.5, -0.5]);
  expect(Array.from(await model.decisionFunction([[0]]))).toEqual([0]);
  expect(Array.from(await model.predict([[0]]))).toEqual([1]);
});

test("rows that are all equal, and a tree of one row, score -1/2", async () => {
  const equal = await new IsolationForest().fit([
    [3, 3],
    [3, 3],
    [3, 3],
    [3, 3],
  ]);
  for (const score of await equal.scoreSamples([
    [3, 3],
    [9, 9],
  ]))
    expect(score).toBeCloseTo(-0.5, 14);
  const single = await new IsolationForest({ maxSamples: 1 }).fit(X);
  expect(new Set(await single.scoreSamples(X))).toEqual(new Set([-0.5]));
  expect((await new IsolationForest().fit([[1, 2]])).maxSamples).toBe(1);
});

test("a far row has the least score", async () => {
  const rows = [...X, [500, -500, 500]];
  const scores = await (await new IsolationForest().fit(rows)).scoreSamples(rows);
  expect(scores.indexOf(Math.min(...scores))).toBe(60);
  expect((await new IsolationForest().fitPredict(rows))[60]).toBe(-1);
});

test("contamination marks that share of the training rows", async () => {
  const rows = Array.from({ length: 200 }, (_, i) => [Math.sin(i * i), Math.cos(3 * i), (i * 37) % 101]);
  for (const contamination of [0.05, 0.25, 0.5]) {
    const labels = await new IsolationForest({ contamination }).fitPredict(rows);
    expect(labels.filter((label) => label < 0).length).toBe(200 * contamination);
  }
});

test("each tree sees the features that it drew, and its model the names of these", async () => {
  const named = X.map((row) => row);
  const model = await new IsolationForest({ nEstimators: 6, maxFeatures: 2 }).fit(named);
  for (const [t, tree] of model.estimators.entries()) {
    expect(tree.nFeatures).toBe(2);
    expect(new Set(model.estimatorsFeatures[t]).size).toBe(2);
  }
  expect(model.trees.every((tree) => tree.feature.every((j) => j < 2))).toBe(true);
});

test("rows of weight 0 are not drawn; too few others are refused", async () => {
  const sampleWeight = X.map((_, i) => (i < 30 ? 0 : 1));
  const model = await new IsolationForest({ nEstimators: 4, maxSamples: 20 }).fit(X, undefined, {
    sampleWeight,
  });
  expect(model.estimatorsSamples.every((rows) => rows.every((row) => row >= 30))).toBe(true);
  await expect(new IsolationForest().fit(X, undefined, { sampleWeight })).rejects.toThrow(
    "IsolationForest.fit: sampleWeight must be more than 0 for at least the 60 rows that a tree draws without replacement; received 30",
  );
});

test("settings that do not fit the data are refused by name, more rows than there are with a warning", async () => {
  await expect(new IsolationForest({ maxFeatures: 4 }).fit(X)).rejects.toThrow(
    "IsolationForest.fit: maxFeatures must be at most the number of features, 3; received 4",
  );
  expect((await new IsolationForest({ maxSamples: 0.01 }).fit(X)).maxSamples).toBe(1);
  const model = await new IsolationForest({ maxSamples: 1000, nEstimators: 2 }).fit(X);
  expect(model.maxSamples).toBe(60);
  expect(warn).toHaveBeenCalledWith(expect.stringMatching(/maxSamples is 1000.*60 rows/), expect.anything());
  for (const maxSamples of [0, 1.5, -1, "all" as "auto"])
    expect(() => new IsolationForest({ maxSamples })).toThrow("maxSamples");
});

test("missing values are taken, Infinity is not", async () => {
  const rows = X.map((row, i) => (i % 5 === 0 ? [Number.NaN, row[1]!, row[2]!] : row));
  const model = await new IsolationForest({ nEstimators: 20 }).fit(rows);
  expect((await model.scoreSamples(rows)).every((score) => score < 0 && score >= -1)).toBe(true);
  await expect(model.predict([[Number.POSITIVE_INFINITY, 0, 0]])).rejects.toThrow("no Infinity");
});

test("progress counts trees to the last, and an aborted signal stops the forest with its reason", async () => {
  const seen: number[] = [];
  await new IsolationForest({ nEstimators: 20 }).fit(X, undefined, {
    onProgress: ({ done, total }) => seen.push(done / total),
  });
  expect(seen.at(-1)).toBe(1);
  const controller = new AbortController();
  const reason = new Error("enough");
  const options = { signal: controller.signal, onProgress: () => controller.abort(reason) };
  await expect(new IsolationForest({ nEstimators: 200 }).fit(X, undefined, options)).rejects.toBe(reason);
});

test("a model comes back from its state with the same bits", async () => {
  const lookup = (name: string) =>
    name === IsolationForestModel.typeName ? IsolationForestModel : undefined;
  const model = await new IsolationForest({ nEstimators: 5, maxFeatures: 2, contamination: 0.1 }).fit(X);
  const again = decodeState(encodeState(model), lookup) as IsolationForestModel;
  expect(await again.decisionFunction(X)).toEqual(await model.decisionFunction(X));
  expect(again.estimatorsSamples).toEqual(model.estimatorsSamples);
  expect(again.estimatorsFeatures).toEqual(model.estimatorsFeatures);
});
