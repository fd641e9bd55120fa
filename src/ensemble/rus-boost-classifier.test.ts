import { expect, test } from "vitest";
import { RandomState } from "../core/random-state.js";
import { KNeighborsClassifier } from "../neighbors/index.js";
import { DecisionTreeClassifier } from "../tree/index.js";
import { RandomUnderSampler } from "../under-sampling/index.js";
import { RUSBoostClassifier } from "./index.js";

const X = Array.from({ length: 60 }, (_, i) => [(i * 7) % 13, (i * 5) % 11, i % 3]);
const y = X.map(([a, b]) => (a! + b! > 15 ? "rare" : "often"));

test("each round sees as many rows of both classes, drawn after the seed of the stump", async () => {
  const model = await new RUSBoostClassifier({ nEstimators: 1, randomState: 5 }).fit(X, y);
  const random = new RandomState(5);
  const stump = new DecisionTreeClassifier({ maxDepth: 1, randomState: random.randint(0, 2147483647) });
  const sampler = new RandomUnderSampler({ randomState: random.randint(0, 2147483647) });
  const drawn = await sampler.fitResample(X, y);
  const sampleWeight = drawn.y.map(() => 1 / 60);
  expect(model.estimators[0]!.tree).toEqual((await stump.fit(drawn.X, drawn.y, { sampleWeight })).tree);
});

test("staged answers end in that of the whole model", async () => {
  const model = await new RUSBoostClassifier({ nEstimators: 4 }).fit(X, y);
  let last: string[] = [];
  for await (const stage of model.stagedPredict(X)) last = stage;
  expect(last).toEqual(await model.predict(X));
});

test("one class, and an estimator without sample weights, are refused", async () => {
  const fit = new RUSBoostClassifier().fit([[0], [1]], ["a", "a"]);
  await expect(fit).rejects.toThrow("RUSBoostClassifier.fit: y must hold at least 2 classes");
  expect(() => new RUSBoostClassifier({ estimator: new KNeighborsClassifier() })).toThrow(
    'RUSBoostClassifier: estimator must be one whose fit takes sample weights; received "KNeighborsClassifier"',
  );
});

test("an aborted signal ends boosting with its reason", async () => {
  const controller = new AbortController();
  const onProgress = (): void => controller.abort(new Error("enough"));
  const fit = new RUSBoostClassifier().fit(X, y, { signal: controller.signal, onProgress });
  await expect(fit).rejects.toThrow("enough");
});
