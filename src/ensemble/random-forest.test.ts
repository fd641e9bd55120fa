import { expect, test } from "vitest";
import { decodeState, encodeState } from "../base/state.js";
import {
  RandomForestClassifier,
  RandomForestClassifierModel,
  RandomForestRegressor,
  RandomForestRegressorModel,
} from "./index.js";

const X = Array.from({ length: 40 }, (_, i) => [i, (i * 7) % 11, i % 3]);
const y = X.map(([a, b]) => a! + b!);
const labels = y.map((value) => (value > 20 ? "big" : "small"));

test("a forest of 3 is the prefix of the forest of 8", async () => {
  const small = await new RandomForestClassifier({ nEstimators: 3 }).fit(X, labels);
  const large = await new RandomForestClassifier({ nEstimators: 8 }).fit(X, labels);
  expect(large.trees.slice(0, 3)).toEqual(small.trees);
});

test("probabilities are the mean of the trees' shares", async () => {
  const model = await new RandomForestClassifier({ nEstimators: 5 }).fit(X, labels);
  const shares = await Promise.all(model.estimators.map((tree) => tree.predictProba(X)));
  const mean = (await model.predictProba(X)).data;
  for (let p = 0; p < mean.length; p++)
    expect(mean[p]).toBe(shares.reduce((sum, share) => sum + share.data[p]!, 0) / 5);
});

test("settings that contradict each other are refused at once", () => {
  expect(() => new RandomForestRegressor({ bootstrap: false, oobScore: true })).toThrow(
    "RandomForestRegressor: oobScore must be false if bootstrap is false; received true",
  );
  expect(() => new RandomForestClassifier({ bootstrap: false, maxSamples: 0.5 })).toThrow("maxSamples");
});

test("progress counts trees, and an aborted signal stops the forest with its reason", async () => {
  const seen: number[] = [];
  const forest = new RandomForestRegressor({ nEstimators: 4 });
  await forest.fit(X, y, { onProgress: ({ done }) => seen.push(done) });
  expect(seen).toEqual([1, 2, 3, 4]);
  const controller = new AbortController();
  const reason = new Error("enough");
  const fit = forest.fit(X, y, { signal: controller.signal, onProgress: () => controller.abort(reason) });
  await expect(fit).rejects.toBe(reason);
});

test("the decision path of a forest is that of its trees, side by side", async () => {
  const model = await new RandomForestRegressor({ nEstimators: 3, maxDepth: 2 }).fit(X, y);
  const { indicator, nNodesPtr } = await model.decisionPath(X);
  const dense = indicator.toMatrix();
  for (const [t, tree] of model.estimators.entries()) {
    const own = (await tree.decisionPath(X)).toMatrix();
    for (let i = 0; i < X.length; i++)
      expect(dense.row(i).slice(nNodesPtr[t], nNodesPtr[t + 1])).toEqual(own.row(i).slice());
  }
});

test("a model comes back from its state with the same bits", async () => {
  const revivers = [RandomForestClassifierModel, RandomForestRegressorModel];
  const lookup = (name: string) => revivers.find((reviver) => reviver.typeName === name);
  const classifier = await new RandomForestClassifier({ nEstimators: 4, oobScore: true }).fit(X, labels, {
    sampleWeight: y.map((v) => v + 1),
  });
  const again = decodeState(encodeState(classifier), lookup) as RandomForestClassifierModel<string>;
  expect(await again.predictProba(X)).toEqual(await classifier.predictProba(X));
  expect(again.oobDecisionFunction).toEqual(classifier.oobDecisionFunction);
  expect(again.estimatorsSamples).toEqual(classifier.estimatorsSamples);
  const regressor = await new RandomForestRegressor({ nEstimators: 4 }).fit(X, y);
  const second = decodeState(encodeState(regressor), lookup) as RandomForestRegressorModel;
  expect(await second.predict(X)).toEqual(await regressor.predict(X));
});

test("oobScore may be a function of the targets and their predictions", async () => {
  const rows = Array.from({ length: 40 }, (_, i) => [i % 8, i % 5]);
  const y = rows.map(([a, b]) => 3 * a! + b!);
  const worst = (truth: number[], guess: Float64Array): number =>
    Math.max(...truth.map((value, i) => Math.abs(value - guess[i]!)));
  const model = await new RandomForestRegressor({ nEstimators: 30, oobScore: worst }).fit(rows, y);
  expect(model.oobScore).toBe(worst(y, model.oobPrediction!));
  const labels = y.map((value) => (value > 12 ? "high" : "low"));
  const share = (truth: string[], guess: string[]): number =>
    truth.filter((label, i) => label === guess[i]).length;
  const classifier = await new RandomForestClassifier({ nEstimators: 30, oobScore: share }).fit(rows, labels);
  expect(classifier.oobScore! / 40).toBe(
    (await new RandomForestClassifier({ nEstimators: 30, oobScore: true }).fit(rows, labels)).oobScore,
  );
});
