import { expect, test } from "vitest";
import { LinearRegression } from "../../linear-model/index.js";
import { GradientBoostingClassifier, GradientBoostingRegressor } from "../index.js";

const X = Array.from({ length: 60 }, (_, i) => [(i * 7) % 13, (i * 5) % 11, i % 3]);
const y = X.map(([a, b]) => a! * 2 + b!);
const labels = y.map((value) => (value > 20 ? "big" : value > 10 ? "middle" : "small"));

test("one stage of full rate fits leaves to means", async () => {
  const model = await new GradientBoostingRegressor({ nEstimators: 1, learningRate: 1, maxDepth: 1 }).fit(
    [[0], [1], [2], [3]],
    [1, 1, 5, 7],
  );
  expect(await model.predict([[0], [3]])).toEqual(Float64Array.of(1, 6));
  expect(model.trainScore).toEqual(Float64Array.of(0.5));
});

test("a leaf of the absolute error has the median of its residuals", async () => {
  const model = await new GradientBoostingRegressor({
    loss: "absolute_error",
    nEstimators: 1,
    learningRate: 1,
    maxDepth: 1,
  }).fit([[0], [0], [0], [1], [1], [1]], [1, 2, 9, 20, 21, 90]);
  expect(await model.predict([[0], [1]])).toEqual(Float64Array.of(2, 21));
});

test("the last stage answers as the whole model does", async () => {
  const model = await new GradientBoostingClassifier({ nEstimators: 6 }).fit(X, labels);
  const stages: string[][] = [];
  for await (const stage of model.stagedPredict(X)) stages.push(stage);
  expect(stages.length).toBe(6);
  expect(stages.at(-1)).toEqual(await model.predict(X));
  let last: number[][] = [];
  for await (const shares of model.stagedPredictProba(X)) last = shares.toArray();
  expect(last).toEqual((await model.predictProba(X)).toArray());
});

test("boosting begins with the predictions of another estimator, on new rows, too", async () => {
  const model = await new GradientBoostingRegressor({ init: new LinearRegression(), nEstimators: 2 }).fit(
    X,
    y,
  );
  const first = await new LinearRegression().fit(X, y);
  expect(await model.score(X, y)).toBeGreaterThanOrEqual(await first.score(X, y));
  const stages: Float64Array[] = [];
  for await (const stage of model.stagedPredict(X)) stages.push(stage);
  expect(stages.at(-1)).toEqual(await model.predict(X));
});

test("boosting ends when the loss on rows held out falls no more", async () => {
  const model = await new GradientBoostingRegressor({ nEstimators: 200, nIterNoChange: 3, tol: 0.5 }).fit(
    X,
    y,
  );
  expect(model.nEstimators).toBeLessThan(200);
  expect(model.trainScore.length).toBe(model.nEstimators);
});

test("with drawn rows the loss on the others is told after each stage", async () => {
  const model = await new GradientBoostingRegressor({ nEstimators: 5, subsample: 0.5 }).fit(X, y);
  expect(model.oobScores?.length).toBe(5);
  expect(model.oobScore).toBe(model.oobScores?.[4]);
  expect(model.oobImprovement?.[1]).toBeCloseTo(model.oobScores![0]! - model.oobScores![1]!, 12);
});

test("what cannot be boosted is refused with what must hold", async () => {
  expect(() => new GradientBoostingRegressor({ subsample: 0 })).toThrow(
    "subsample must be a finite number > 0 and <= 1",
  );
  await expect(new GradientBoostingClassifier({ loss: "exponential" }).fit(X, labels)).rejects.toThrow(
    'GradientBoostingClassifier.fit: loss must be "log_loss" for 3 classes; received "exponential"',
  );
  await expect(new GradientBoostingClassifier().fit([[0], [1]], ["a", "a"])).rejects.toThrow(
    "at least 2 classes",
  );
  const sampleWeight = labels.map((label) => (label === "big" ? 1 : 0));
  await expect(new GradientBoostingClassifier().fit(X, labels, { sampleWeight })).rejects.toThrow(
    "sampleWeight must give weight to 2 classes at least",
  );
});

test("an aborted signal ends boosting between stages, with its reason", async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const onProgress = ({ done }: { readonly done: number }): void => {
    seen.push(done);
    if (done === 2) controller.abort(new Error("enough"));
  };
  const fit = new GradientBoostingRegressor().fit(X, y, { signal: controller.signal, onProgress });
  await expect(fit).rejects.toThrow("enough");
  expect(seen).toEqual([1, 2]);
});
