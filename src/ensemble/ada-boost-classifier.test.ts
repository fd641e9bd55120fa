import { expect, test } from "vitest";
import { decodeState, encodeState } from "../base/state.js";
import { RandomState } from "../core/random-state.js";
import { KNeighborsClassifier } from "../neighbors/index.js";
import { DecisionTreeClassifier, DecisionTreeClassifierModel } from "../tree/index.js";
import { AdaBoostClassifier, AdaBoostClassifierModel } from "./index.js";

const X = [[0], [1], [2], [3], [4], [5]];
const y = ["a", "a", "b", "b", "a", "a"];
const wide = Array.from({ length: 60 }, (_, i) => [(i * 7) % 13, (i * 5) % 11, i % 3]);
const labels = wide.map(([a, b]) => ((a! * b!) % 5) + (a! > 6 ? 1 : 0));

test("the first round errs on two of six rows, and weighs ln 2", async () => {
  const model = await new AdaBoostClassifier({ nEstimators: 1 }).fit(X, y);
  expect(model.estimatorErrors[0]).toBeCloseTo(1 / 3, 15);
  expect(model.estimatorWeights[0]).toBeCloseTo(Math.log(2), 15);
});

test("three stumps find the middle that one cannot", async () => {
  const model = await new AdaBoostClassifier({ nEstimators: 10 }).fit(X, y);
  expect(await model.predict(X)).toEqual(y);
  expect(await model.score(X, y)).toBe(1);
});

test("a perfect model ends boosting, with weight 1 and error 0", async () => {
  const model = await new AdaBoostClassifier({ nEstimators: 4 }).fit(X, ["a", "a", "a", "b", "b", "b"]);
  expect(model.estimators.length).toBe(1);
  expect(model.estimatorWeights).toEqual(Float64Array.of(1, 0, 0, 0));
  expect(model.estimatorErrors).toEqual(Float64Array.of(0, 1, 1, 1));
});

test("a first model that is no better than chance is refused", async () => {
  const flat = X.map(() => [1]);
  await expect(new AdaBoostClassifier().fit(flat, ["a", "b", "a", "b", "a", "b"])).rejects.toThrow(
    "AdaBoostClassifier.fit: the base estimator must do better than chance on the first round",
  );
});

test("one class is predicted for every row", async () => {
  const model = await new AdaBoostClassifier().fit(
    X,
    y.map(() => "only"),
  );
  expect(await model.predict([[9]])).toEqual(["only"]);
  expect((await model.predictProba([[9]])).toArray()).toEqual([[1]]);
});

test("the last stage answers as the whole model does", async () => {
  const model = await new AdaBoostClassifier({ nEstimators: 6 }).fit(wide, labels);
  const stages: number[][] = [];
  for await (const stage of model.stagedPredict(wide)) stages.push(stage);
  expect(stages.length).toBe(model.estimators.length);
  expect(stages.at(-1)).toEqual(await model.predict(wide));
  const scores: number[] = [];
  for await (const score of model.stagedScore(wide, labels)) scores.push(score);
  expect(scores.at(-1)).toBe(await model.score(wide, labels));
});

// The least number of rows to split changes nothing, but is no default, so that every tree is grown by itself.
const written = new DecisionTreeClassifier({ maxDepth: 1, minSamplesSplit: 3 });

test.each([
  ["equal values", wide, labels],
  ["values that are all different, three classes", ...clouds(1200, 3)],
  ["values that are all different, two classes", ...clouds(1200, 2)],
])("stumps on rows sorted once are those that a stump written out grows: %s", async (_, rows, target) => {
  const quick = await new AdaBoostClassifier({ nEstimators: 8 }).fit(rows, target);
  const slow = await new AdaBoostClassifier({ nEstimators: 8, estimator: written }).fit(rows, target);
  expect(quick.estimators.map((model) => model.tree)).toEqual(slow.estimators.map((model) => model.tree));
  expect(quick.estimatorWeights).toEqual(slow.estimatorWeights);
});

test("two equal features of many rows, of which either would do, are told apart as in a tree", async () => {
  const [rows, target] = clouds(1200, 2);
  const twice = rows.map((row) => [row[0]!, ...row]);
  const quick = await new AdaBoostClassifier({ nEstimators: 4 }).fit(twice, target);
  const slow = await new AdaBoostClassifier({ nEstimators: 4, estimator: written }).fit(twice, target);
  expect(quick.estimators.map((model) => model.tree)).toEqual(slow.estimators.map((model) => model.tree));
});

/** Overlapping clouds. */
function clouds(rows: number, nClasses: number): [number[][], number[]] {
  const random = new RandomState(1);
  const target = Array.from({ length: rows }, (__, i) => i % nClasses);
  return [
    target.map((label) => [random.normal() + label, random.normal(), random.normal() - label / 2]),
    target,
  ];
}

test("rows of weight 0 count for nothing", async () => {
  const sampleWeight = labels.map((_, i) => (i % 4 === 0 ? 0 : 1));
  const kept = labels.flatMap((_, i) => (i % 4 === 0 ? [] : [i]));
  const weighted = await new AdaBoostClassifier({ nEstimators: 5 }).fit(wide, labels, { sampleWeight });
  const left = await new AdaBoostClassifier({ nEstimators: 5 }).fit(
    kept.map((i) => wide[i]!),
    kept.map((i) => labels[i]!),
  );
  expect(weighted.estimators.map((model) => model.tree.feature)).toEqual(
    left.estimators.map((model) => model.tree.feature),
  );
});

test("an estimator without sample weights is refused at once", () => {
  expect(() => new AdaBoostClassifier({ estimator: new KNeighborsClassifier() })).toThrow(
    'AdaBoostClassifier: estimator must be one whose fit takes sample weights; received "KNeighborsClassifier"',
  );
});

test("an aborted signal ends boosting between rounds, with its reason", async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const onProgress = ({ done }: { readonly done: number }): void => {
    seen.push(done);
    if (done === 2) controller.abort(new Error("enough"));
  };
  const fit = new AdaBoostClassifier().fit(wide, labels, { signal: controller.signal, onProgress });
  await expect(fit).rejects.toThrow("enough");
  expect(seen).toEqual([1, 2]);
});

test("a hyper-parameter of the estimator is set by path", () => {
  const boosting = new AdaBoostClassifier({ estimator: new DecisionTreeClassifier() });
  expect(boosting.withParam("estimator.maxDepth", 2).params.estimator.params.maxDepth).toBe(2);
});

test("state round trip keeps stumps, weights and classes", async () => {
  const model = await new AdaBoostClassifier({ nEstimators: 3 }).fit(wide, labels);
  const state = decodeState(encodeState(model.toState()), (name) =>
    name === "DecisionTreeClassifierModel" ? DecisionTreeClassifierModel : undefined,
  );
  const again = AdaBoostClassifierModel.fromState(
    state as Parameters<typeof AdaBoostClassifierModel.fromState>[0],
  );
  expect(await again.predict(wide)).toEqual(await model.predict(wide));
  expect(again.featureImportances).toEqual(model.featureImportances);
});

test("values beyond the 32-bit floats are refused where the models are trees", async () => {
  const model = await new AdaBoostClassifier({ nEstimators: 3 }).fit(
    [[0], [1], [2], [3]],
    ["a", "a", "b", "a"],
  );
  const message = "X must hold values within the range of 32-bit floats; received 1e+39 at row 1, column 0";
  await expect(model.predict([[0], [1e39]])).rejects.toThrow(`AdaBoostClassifierModel.predict: ${message}`);
  await expect(model.stagedPredict([[0], [1e39]]).next()).rejects.toThrow(
    `AdaBoostClassifierModel.stagedPredict: ${message}`,
  );
});

test("categories that the trees cannot have are refused", async () => {
  const estimator = new DecisionTreeClassifier({ maxDepth: 2, categoricalFeatures: [0] });
  const X = [
    [0, 5],
    [1, 2],
    [2, 3],
    [0, 1],
    [1, 4],
    [2, 0],
  ];
  const model = await new AdaBoostClassifier({ estimator, nEstimators: 3 }).fit(X, [0, 1, 0, 0, 1, 1]);
  expect(await model.score(X, [0, 1, 0, 0, 1, 1])).toBeGreaterThan(0.5);
  await expect(model.predict([[-1, 0]])).rejects.toThrow("-1");
});
