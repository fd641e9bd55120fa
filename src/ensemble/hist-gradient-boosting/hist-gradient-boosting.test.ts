import { expect, test } from "vitest";
import { Matrix } from "../../core/matrix.js";
import { RandomState } from "../../core/random-state.js";
import { setLanes } from "../../parallel/index.js";
import { HistGradientBoostingClassifier } from "./hist-gradient-boosting-classifier.js";
import { HistGradientBoostingRegressor } from "./hist-gradient-boosting-regressor.js";

const SMALL = { minSamplesLeaf: 1, maxIter: 1, learningRate: 1 } as const;
const X = [[1], [2], [3], [4]];

/** Hessians are increased by 1e-15, as in scikit-learn, so that values are only nearly round. */
function expectNear(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 10);
}

test("one step of squared error puts the means of the best two groups into the leaves", async () => {
  const model = await new HistGradientBoostingRegressor({ ...SMALL, maxLeafNodes: 2 }).fit(X, [0, 0, 6, 6]);
  const tree = model.predictors[0]![0]!;
  expect(Array.from(model.baselinePrediction)).toEqual([3]);
  expect(tree.numThreshold[0]).toBe(2.5);
  expectNear(tree.value, [0, -3, 3]);
  // The loss falls by G²/n of each child: 36 / 2 twice.
  expect(tree.gain[0]).toBeCloseTo(36, 12);
  expectNear(await model.predict([[0], [2.5], [2.6]]), [0, 0, 6]);
});

test("a leaf of the log loss holds minus gradient by hessian", async () => {
  const model = await new HistGradientBoostingClassifier({ ...SMALL, maxLeafNodes: 2 }).fit(X, [
    "a",
    "a",
    "b",
    "b",
  ]);
  // Gradients are ±1/2 and hessians 1/4 at probability 1/2.
  expectNear(model.predictors[0]![0]!.value, [0, -2, 2]);
  expect(await model.predict(X)).toEqual(["a", "a", "b", "b"]);
});

test("l2Regularization is added to the hessian", async () => {
  const model = await new HistGradientBoostingRegressor({
    ...SMALL,
    maxLeafNodes: 2,
    l2Regularization: 2,
  }).fit(X, [0, 0, 6, 6]);
  expectNear(model.predictors[0]![0]!.value, [0, -1.5, 1.5]);
});

test("the leaves of absolute error hold medians of residuals", async () => {
  const boosting = new HistGradientBoostingRegressor({ ...SMALL, maxLeafNodes: 2, loss: "absolute_error" });
  const model = await boosting.fit([[1], [1], [1], [2], [2], [2]], [0, 1, 9, 20, 21, 50]);
  expectNear(await model.predict([[1], [2]]), [1, 21]);
});

test("missing values go where the loss falls most", async () => {
  const rows = [[1], [1], [2], [2], [Number.NaN], [Number.NaN]];
  const left = await new HistGradientBoostingRegressor(SMALL).fit(rows, [0, 0, 6, 6, 0, 0]);
  expect(left.predictors[0]![0]!.missingGoToLeft[0]).toBe(1);
  expectNear(await left.predict([[Number.NaN], [1], [2]]), [0, 0, 6]);
  const right = await new HistGradientBoostingRegressor(SMALL).fit(rows, [0, 0, 6, 6, 6, 6]);
  expect(right.predictors[0]![0]!.missingGoToLeft[0]).toBe(0);
});

test("a feature without missing values sends them to the child of more rows later", async () => {
  const model = await new HistGradientBoostingRegressor({ ...SMALL, maxLeafNodes: 2 }).fit(
    [[1], [2], [2], [2]],
    [0, 6, 6, 6],
  );
  expectNear(await model.predict([[Number.NaN]]), [6]);
});

test("a split by categories puts any of them together", async () => {
  const names = ["a", "b", "c"];
  const rows = Array.from({ length: 60 }, (_, i) => [names[i % 3]!]);
  const y = Float64Array.from({ length: 60 }, (_, i) => (i % 3 === 1 ? 10 : 0));
  const boosting = new HistGradientBoostingRegressor({ ...SMALL, maxLeafNodes: 2, categoricalFeatures: [0] });
  const model = await boosting.fit(rows, y);
  const tree = model.predictors[0]![0]!;
  expect(model.isCategorical).toEqual([true]);
  expect(tree.isCategorical[0]).toBe(1);
  expect(tree.count).toEqual(new Uint32Array([60, 20, 40]));
  const predicted = await model.predict([["a"], ["b"], ["c"], ["never seen"]]);
  expect(predicted[0]).toBe(predicted[2]);
  expect(predicted[1]).toBeGreaterThan(9);
  expect(predicted[3]).toBe(predicted[0]); // unknown: as missing, to the child of more rows
});

test("monotonic constraints hold, by position and by name", async () => {
  const random = new RandomState(3);
  const x = random.random(400);
  const y = x.map((value) => Math.abs(value - 0.5) + random.normal(0, 0.05));
  const table = new Matrix(x, 400, 1, ["age"]);
  for (const monotonicCst of [[1], { age: 1 }] as const) {
    const model = await new HistGradientBoostingRegressor({ monotonicCst, maxIter: 20 }).fit(table, y);
    const grid = await model.predict(
      new Matrix(
        Float64Array.from({ length: 101 }, (_, i) => i / 100),
        101,
        1,
      ),
    );
    for (let i = 1; i < grid.length; i++) expect(grid[i]! >= grid[i - 1]!).toBe(true);
  }
});

test("a misspelt name of a constraint is refused with the nearest one", async () => {
  const table = new Matrix(Float64Array.of(1, 2, 3, 4), 4, 1, ["age"]);
  await expect(
    new HistGradientBoostingRegressor({ monotonicCst: { agee: 1 } }).fit(table, [1, 2, 3, 4]),
  ).rejects.toThrow('monotonicCst must be of features of X (did you mean "age"?); received "agee"');
  await expect(
    new HistGradientBoostingRegressor({ categoricalFeatures: ["agee"] }).fit(table, [1, 2, 3, 4]),
  ).rejects.toThrow('categoricalFeatures must be of features of X (did you mean "age"?); received "agee"');
});

test("features that may not interact never stand on one path", async () => {
  const random = new RandomState(5);
  const data = random.normal(0, 1, 900);
  const y = Float64Array.from({ length: 300 }, (_, i) => data[3 * i]! * data[3 * i + 1]! + data[3 * i + 2]!);
  const boosting = new HistGradientBoostingRegressor({
    interactionCst: [[0, 1]],
    maxIter: 10,
    minSamplesLeaf: 5,
  });
  const model = await boosting.fit(new Matrix(data, 300, 3), y);
  for (const [tree] of model.predictors) {
    const groupAt = (node: number): Set<number> =>
      tree!.isLeaf[node] === 1
        ? new Set()
        : new Set([
            Number(tree!.featureIdx[node] === 2),
            ...groupAt(tree!.left[node]!),
            ...groupAt(tree!.right[node]!),
          ]);
    expect(groupAt(0).size).toBeLessThanOrEqual(1);
  }
});

test("early stopping ends when the score is no better, and keeps the scores", async () => {
  const random = new RandomState(1);
  const data = random.normal(0, 1, 800);
  const y = Float64Array.from({ length: 200 }, () => random.normal()); // nothing to learn
  const boosting = new HistGradientBoostingRegressor({
    earlyStopping: true,
    nIterNoChange: 3,
    validationFraction: 50,
  });
  const model = await boosting.fit(new Matrix(data, 200, 4), y);
  expect(model.nIter).toBeLessThan(100);
  expect(model.trainScore.length).toBe(model.nIter + 1);
  expect(model.validationScore.length).toBe(model.nIter + 1);
});

test("rows of one's own serve for early stopping", async () => {
  const boosting = new HistGradientBoostingClassifier({
    maxIter: 50,
    minSamplesLeaf: 1,
    earlyStopping: true,
  });
  const model = await boosting.fit(X, ["a", "a", "b", "b"], { XVal: [[1], [4]], yVal: ["b", "a"] });
  expect(model.nIter).toBe(10); // ever worse on reversed labels
  await expect(boosting.fit(X, ["a", "a", "b", "b"], { XVal: [[1]] })).rejects.toThrow("yVal must be given");
  await expect(
    boosting.with({ earlyStopping: false }).fit(X, ["a", "a", "b", "b"], { XVal: [[1]], yVal: ["a"] }),
  ).rejects.toThrow("earlyStopping must be");
});

test("staged predictions end with the prediction", async () => {
  const model = await new HistGradientBoostingClassifier({ minSamplesLeaf: 1, maxIter: 4 }).fit(
    X,
    [0, 1, 2, 2],
  );
  const stages = [];
  for await (const stage of model.stagedPredictProba(X)) stages.push(stage.toArray());
  expect(stages.length).toBe(4);
  expect(stages[3]).toEqual((await model.predictProba(X)).toArray());
  for await (const labels of model.stagedPredict(X)) expect(labels.length).toBe(4);
});

test("targets outside the domain of a loss are refused by row", async () => {
  await expect(new HistGradientBoostingRegressor({ loss: "gamma" }).fit(X, [1, 0, 1, 1])).rejects.toThrow(
    "row 1",
  );
  await expect(new HistGradientBoostingRegressor({ loss: "poisson" }).fit(X, [1, 0, -1, 1])).rejects.toThrow(
    "row 2",
  );
  await expect(new HistGradientBoostingRegressor({ loss: "poisson" }).fit(X, [0, 0, 0, 0])).rejects.toThrow(
    "0 everywhere",
  );
  expect(() => new HistGradientBoostingRegressor({ loss: "quantile" })).toThrow(
    "quantile must be a number in (0, 1)",
  );
});

test("the outermost quantiles are refused where they are predicted", () => {
  for (const quantile of [0, 1])
    expect(() => new HistGradientBoostingRegressor({ loss: "quantile", quantile })).toThrow(
      `quantile must be a number in (0, 1) where loss is "quantile"; received ${quantile}`,
    );
});

test("too many categories are refused by column", async () => {
  const rows = Array.from({ length: 10 }, (_, i) => [0, i]);
  await expect(
    new HistGradientBoostingRegressor({ categoricalFeatures: [1], maxBins: 5 }).fit(
      rows,
      Float64Array.from({ length: 10 }),
    ),
  ).rejects.toThrow("at most maxBins, here 5");
});

test("large data give the same bits on one lane and on two", async () => {
  const random = new RandomState(2);
  const data = random.normal(0, 1, 60_000 * 5);
  const table = new Matrix(data, 60_000, 5);
  const y = Float64Array.from({ length: 60_000 }, (_, i) => data[5 * i]! + data[5 * i + 1]! ** 2);
  const boosting = new HistGradientBoostingRegressor({ maxIter: 3, earlyStopping: false });
  setLanes(1);
  const one = await boosting.fit(table, y);
  setLanes(2);
  const two = await boosting.fit(table, y);
  setLanes(null);
  expect(two.predictors).toEqual(one.predictors);
});

test("a fit ends soon after it is cancelled", async () => {
  const random = new RandomState(2);
  const table = new Matrix(random.normal(0, 1, 20_000 * 5), 20_000, 5);
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("enough")), 30);
  const boosting = new HistGradientBoostingRegressor({ maxIter: 100_000, earlyStopping: false });
  await expect(boosting.fit(table, random.random(20_000), { signal: controller.signal })).rejects.toThrow(
    "enough",
  );
});
