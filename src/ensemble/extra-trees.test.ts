import { expect, test } from "vitest";
import { decodeState, encodeState } from "../base/state.js";
import { ExtraTreeClassifier, ExtraTreeRegressor } from "../tree/index.js";
import {
  ExtraTreesClassifier,
  ExtraTreesClassifierModel,
  ExtraTreesRegressor,
  ExtraTreesRegressorModel,
} from "./index.js";

const X = Array.from({ length: 40 }, (_, i) => [i, (i * 7) % 11, i % 3]);
const y = X.map(([a, b]) => a! + b!);
const labels = y.map((value) => (value > 20 ? "big" : "small"));

test("a random threshold lies between the least and the greatest value, and parts what differs", async () => {
  const { tree } = await new ExtraTreeRegressor({ randomState: 5 }).fit([[2], [2], [6]], [1, 1, 9]);
  expect(tree.nodeCount).toBe(3);
  expect(tree.threshold[0]).toBeGreaterThanOrEqual(2);
  expect(tree.threshold[0]).toBeLessThan(6);
  expect(Array.from(tree.value)).toEqual([11 / 3, 1, 9]);
  expect(Array.from(tree.nNodeSamples)).toEqual([3, 2, 1]);
});

test("constant and duplicate columns are not split twice, and constant data make a tree of one node", async () => {
  const constant = await new ExtraTreeClassifier().fit(
    [
      [7, 1],
      [7, 1],
      [7, 1],
    ],
    ["a", "b", "a"],
  );
  expect(constant.tree.nodeCount).toBe(1);
  expect((await constant.predict([[0, 0]]))[0]).toBe("a");
  const duplicate = await new ExtraTreeClassifier({ maxFeatures: 1 }).fit(
    [
      [3, 0, 0],
      [3, 0, 0],
      [3, 4, 4],
      [3, 4, 4],
    ],
    [0, 0, 1, 1],
  );
  expect(duplicate.getNLeaves()).toBe(2);
  expect(duplicate.featureImportances[0]).toBe(0);
});

test("without bootstrap the weights weigh the rows, with it they are chances to be drawn", async () => {
  const sampleWeight = X.map((_, i) => (i < 20 ? 0 : 1 + (i % 2)));
  const plain = await new ExtraTreesRegressor({ nEstimators: 3 }).fit(X, y, { sampleWeight });
  expect(plain.trees[0]!.nNodeSamples[0]).toBe(20);
  expect(plain.trees[0]!.weightedNNodeSamples[0]).toBe(30);
  const drawn = await new ExtraTreesRegressor({ nEstimators: 3, bootstrap: true }).fit(X, y, {
    sampleWeight,
  });
  expect(drawn.trees[0]!.weightedNNodeSamples[0]).toBe(40);
  expect(drawn.estimatorsSamples.every((rows) => rows.every((row) => row >= 20))).toBe(true);
});

test("each tree of a forest is the single tree of its seed", async () => {
  const forest = await new ExtraTreesClassifier({ nEstimators: 2, randomState: 0 }).fit(X, labels);
  const single = await new ExtraTreeClassifier({ randomState: 209652396 }).fit(X, labels);
  expect(forest.trees[0]).toEqual(single.tree);
  expect(forest.estimators[0]!.tree).toEqual(single.tree);
});

test("oobScore and maxSamples need bootstrap, which is off by default", () => {
  expect(() => new ExtraTreesClassifier({ oobScore: true })).toThrow(
    "ExtraTreesClassifier: oobScore must be false if bootstrap is false; received true",
  );
  expect(() => new ExtraTreesRegressor({ maxSamples: 0.5 })).toThrow("maxSamples");
  expect(() => new ExtraTreesRegressor({ bootstrap: true, maxSamples: 0.5, oobScore: true })).not.toThrow();
});

test("a model comes back from its state with the same bits", async () => {
  const revivers = [ExtraTreesClassifierModel, ExtraTreesRegressorModel];
  const lookup = (name: string) => revivers.find((reviver) => reviver.typeName === name);
  const classifier = await new ExtraTreesClassifier({ nEstimators: 4 }).fit(X, labels);
  const again = decodeState(encodeState(classifier), lookup) as ExtraTreesClassifierModel<string>;
  expect(await again.predictProba(X)).toEqual(await classifier.predictProba(X));
  const regressor = await new ExtraTreesRegressor({ nEstimators: 4 }).fit(X, y);
  const second = decodeState(encodeState(regressor), lookup) as ExtraTreesRegressorModel;
  expect(await second.predict(X)).toEqual(await regressor.predict(X));
});
