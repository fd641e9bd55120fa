import { expect, test } from "vitest";
import { Pipeline } from "../compose/pipeline.js";
import { RandomState } from "../core/random-state.js";
import { DummyClassifier } from "../dummy/dummy-classifier.js";
import { QuantileTransformer } from "../preprocessing/quantile-transformer.js";
import { StandardScaler } from "../preprocessing/standard-scaler.js";
import { seedPaths, withRandomStates } from "./random-states.js";

const pipeline = new Pipeline([
  ["z", new QuantileTransformer()],
  ["scale", new StandardScaler()],
  ["Zu", new QuantileTransformer()],
  ["a", new DummyClassifier()],
]);

test("seeds inside a pipeline are found by path, sorted by code point as Python sorts", () => {
  expect(seedPaths(pipeline)).toEqual(["Zu.randomState", "a.randomState", "z.randomState"]);
});

test("seeds are drawn in that order below 2³¹ − 1", () => {
  const seeded = withRandomStates(pipeline, new RandomState(0));
  const random = new RandomState(0);
  const [first, second, third] = [0, 1, 2].map(() => random.randint(0, 2147483647));
  const { steps } = seeded.params;
  expect([
    steps[2][1].params.randomState,
    steps[3][1].params.randomState,
    steps[0][1].params.randomState,
  ]).toEqual([first, second, third]);
  expect(pipeline.params.steps[0][1].params.randomState).toBe(0);
});

test("an estimator without seeds stays as it is", () => {
  const scaler = new StandardScaler();
  expect(withRandomStates(scaler, new RandomState(0))).toBe(scaler);
});
