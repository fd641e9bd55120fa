import { expect, test } from "vitest";
import { decodeState, encodeState } from "../base/state.js";
import { RandomState } from "../core/random-state.js";
import { LinearRegression } from "../linear-model/index.js";
import { KNeighborsRegressor } from "../neighbors/index.js";
import { DecisionTreeRegressor, DecisionTreeRegressorModel } from "../tree/index.js";
import { AdaBoostRegressor, AdaBoostRegressorModel } from "./index.js";

const X = Array.from({ length: 60 }, (_, i) => [(i * 7) % 13, (i * 5) % 11, i % 3]);
const y = X.map(([a, b, c]) => a! * 2 + ((a! * b!) % 7) - c!);

async function stagesOf<T>(stages: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = [];
  for await (const stage of stages) out.push(stage);
  return out;
}

test("the first round fits rows drawn after the seed of the tree, and weighs its mean loss", async () => {
  const model = await new AdaBoostRegressor({ nEstimators: 1, randomState: 3 }).fit(X, y);
  const random = new RandomState(3);
  const randomState = random.randint(0, 2147483647);
  const drawn = random.choice(60, 60, { p: new Float64Array(60).fill(1 / 60) });
  const tree = await new DecisionTreeRegressor({ maxDepth: 3, randomState }).fit(
    Array.from(drawn, (i) => X[i]!),
    Array.from(drawn, (i) => y[i]!),
  );
  expect(model.estimators[0]!.tree).toEqual(tree.tree);
  const deviations = (await tree.predict(X)).map((value, i) => Math.abs(value - y[i]!));
  const error = deviations.reduce((a, b) => a + b) / 60 / Math.max(...deviations);
  expect(model.estimatorErrors[0]).toBeCloseTo(error, 14);
  expect(model.estimatorWeights[0]).toBeCloseTo(Math.log((1 - error) / error), 14);
});

test("a square loss is smaller than a linear one, an exponential one lies between", async () => {
  const errors = await Promise.all(
    (["square", "exponential", "linear"] as const).map(async (loss) => {
      const model = await new AdaBoostRegressor({ nEstimators: 1, loss }).fit(X, y);
      return model.estimatorErrors[0]!;
    }),
  );
  expect(errors).toEqual([...errors].sort((a, b) => a - b));
  expect(new Set(errors).size).toBe(3);
});

test("a perfect model ends boosting, with weight 1 and error 0", async () => {
  const model = await new AdaBoostRegressor({ nEstimators: 3 }).fit([[0], [1], [2]], [4, 4, 4]);
  expect(model.estimators.length).toBe(1);
  expect(model.estimatorWeights).toEqual(Float64Array.of(1, 0, 0));
  expect(model.estimatorErrors).toEqual(Float64Array.of(0, 1, 1));
  expect(await model.predict([[7]])).toEqual(Float64Array.of(4));
});

test("a first model whose mean loss is a half or more stays alone, with weight 0", async () => {
  const flat = [[1], [1], [1], [1]];
  const model = await new AdaBoostRegressor({ nEstimators: 3 }).fit(flat, [0, 10, 0, 10]);
  expect(model.estimators.length).toBe(1);
  expect(model.estimatorWeights).toEqual(new Float64Array(3));
  expect(model.estimatorErrors).toEqual(Float64Array.of(1, 1, 1));
  expect(await model.predict([[1]])).toEqual(await model.estimators[0]!.predict([[1]]));
});

test("rows of weight 0 are never drawn and do not count in the loss", async () => {
  const sampleWeight = y.map((_, i) => (i % 4 === 0 ? 0 : 1));
  const spoilt = y.map((value, i) => (i % 4 === 0 ? 1e6 : value));
  const model = await new AdaBoostRegressor({ nEstimators: 5 }).fit(X, spoilt, { sampleWeight });
  const clean = await new AdaBoostRegressor({ nEstimators: 5 }).fit(X, y, { sampleWeight });
  expect(model.toState()).toEqual(clean.toState());
});

test("regressors without sample weights are boosted too, and importances are those of models that tell some", async () => {
  for (const estimator of [new KNeighborsRegressor({ nNeighbors: 2 }), new LinearRegression()]) {
    const model = await new AdaBoostRegressor({ estimator, nEstimators: 4 }).fit(X, y);
    expect(await model.score(X, y)).toBeGreaterThan(0.5);
    expect(model.featureImportances).toBeUndefined();
  }
  const { featureImportances } = await new AdaBoostRegressor({ nEstimators: 4 }).fit(X, y);
  expect(featureImportances.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
});

test("the last stage answers as the whole model does", async () => {
  const model = await new AdaBoostRegressor({ nEstimators: 6 }).fit(X, y);
  const stages = await stagesOf(model.stagedPredict(X));
  expect(stages.length).toBe(model.estimators.length);
  expect(stages.at(-1)).toEqual(await model.predict(X));
  expect((await stagesOf(model.stagedScore(X, y))).at(-1)).toBe(await model.score(X, y));
});

test("many rows are predicted as they are one by one", async () => {
  const model = await new AdaBoostRegressor({ nEstimators: 3 }).fit(X, y);
  const many = Array.from({ length: 66000 }, (_, i) => X[i % 60]!);
  const few = await model.predict(X);
  const predicted = await model.predict(many);
  expect(predicted.findIndex((value, i) => value !== few[i % 60])).toBe(-1);
});

test("differences that overflow are refused", async () => {
  const fit = new AdaBoostRegressor({ estimator: new KNeighborsRegressor({ nNeighbors: 1 }) }).fit(
    [[0], [1], [2], [3]],
    [-1.7e308, 1.7e308, -1.7e308, 1.7e308],
  );
  await expect(fit).rejects.toThrow(
    "AdaBoostRegressor.fit: y must hold numbers so small that their differences from predictions are finite; received a deviation of Infinity",
  );
});

test("an aborted signal ends boosting between rounds, with its reason", async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const onProgress = ({ done }: { readonly done: number }): void => {
    seen.push(done);
    if (done === 2) controller.abort(new Error("enough"));
  };
  const fit = new AdaBoostRegressor().fit(X, y, { signal: controller.signal, onProgress });
  await expect(fit).rejects.toThrow("enough");
  expect(seen).toEqual([1, 2]);
});

test("state round trip keeps trees and weights", async () => {
  const model = await new AdaBoostRegressor({ nEstimators: 3 }).fit(X, y);
  const state = decodeState(encodeState(model.toState()), (name) =>
    name === "DecisionTreeRegressorModel" ? DecisionTreeRegressorModel : undefined,
  );
  const again = AdaBoostRegressorModel.fromState(
    state as Parameters<typeof AdaBoostRegressorModel.fromState>[0],
  );
  expect(await again.predict(X)).toEqual(await model.predict(X));
});
