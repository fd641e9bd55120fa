import { expect, test } from "vitest";
import { decodeState, encodeState } from "../base/state.js";
import { ModelFormatError } from "../core/errors.js";
import { DecisionTreeClassifier } from "./decision-tree-classifier.js";
import { DecisionTreeClassifierModel, DecisionTreeRegressor, DecisionTreeRegressorModel } from "./index.js";

const X = [
  [0, 5],
  [1, 5],
  [2, 5],
  [3, 5],
];

test("a tree parts two classes at the midpoint, and reports the shares of its leaves", async () => {
  const model = await new DecisionTreeClassifier().fit(X, ["no", "no", "yes", "yes"]);
  expect(Array.from(model.tree.threshold)).toEqual([1.5, -2, -2]);
  expect(Array.from(model.tree.value)).toEqual([0.5, 0.5, 1, 0, 0, 1]);
  expect((await model.predictProba([[0, 0]])).toArray()).toEqual([[1, 0]]);
  expect((await model.predictLogProba([[0, 0]])).toArray()).toEqual([[0, Number.NEGATIVE_INFINITY]]);
  expect(await model.score(X, ["no", "no", "yes", "no"])).toBe(0.75);
  expect(Array.from(model.featureImportances)).toEqual([1, 0]);
});

test("apply and decisionPath name the nodes that a row passes", async () => {
  const model = await new DecisionTreeRegressor().fit(X, [1, 1, 5, 7]);
  expect(Array.from(await model.apply(X))).toEqual([1, 1, 3, 4]);
  expect((await model.decisionPath(X)).toArray()).toEqual([
    [1, 1, 0, 0, 0],
    [1, 1, 0, 0, 0],
    [1, 0, 1, 1, 0],
    [1, 0, 1, 0, 1],
  ]);
  expect(model.getDepth()).toBe(2);
  expect(model.getNLeaves()).toBe(3);
});

test("rows of weight 0 take no part", async () => {
  const model = await new DecisionTreeRegressor().fit(X, [1, 1, 1, 9], { sampleWeight: [1, 1, 1, 0] });
  expect(model.tree.nodeCount).toBe(1);
  expect(model.tree.nNodeSamples[0]).toBe(3);
});

test("one row, one class and constant features give a tree of one node", async () => {
  expect((await new DecisionTreeClassifier().fit([[1]], ["a"])).tree.nodeCount).toBe(1);
  expect((await new DecisionTreeClassifier().fit(X, [1, 1, 1, 1])).tree.nodeCount).toBe(1);
  expect((await new DecisionTreeClassifier().fit([[7], [7]], [0, 1])).tree.nodeCount).toBe(1);
});

test("missing values go to the side that suits, also where they are the only difference", async () => {
  const model = await new DecisionTreeClassifier().fit([[Number.NaN], [Number.NaN], [1], [1]], [1, 1, 0, 0]);
  expect(model.tree.threshold[0]).toBe(Number.POSITIVE_INFINITY);
  expect(await model.predict([[Number.NaN], [5]])).toEqual([1, 0]);
});

test("features are seen as 32-bit floats: beyond their range is refused, a smaller difference is not seen", async () => {
  const tree = new DecisionTreeClassifier();
  await expect(tree.fit([[1], [1e39]], [0, 1])).rejects.toThrow(
    "DecisionTreeClassifier.fit: X must hold values within the range of 32-bit floats; received 1e+39 at row 1, column 0",
  );
  await expect(tree.fit([[1], [Number.POSITIVE_INFINITY]], [0, 1])).rejects.toThrow("no Infinity");
  expect((await tree.fit([[1], [1 + 1e-12]], [0, 1])).tree.nodeCount).toBe(1);
  expect((await tree.fit([[-3e38], [3e38]], [0, 1])).tree.threshold[0]).toBe(0);
});

test("parameters that do not fit the data are refused by name", async () => {
  const constrained = new DecisionTreeClassifier({ monotonicCst: [1] });
  await expect(constrained.fit(X, [0, 0, 1, 1])).rejects.toThrow("monotonicCst must be null or 2 long");
  const three = new DecisionTreeClassifier({ monotonicCst: [1, 0] });
  await expect(three.fit(X, [0, 1, 2, 2])).rejects.toThrow("more than 2 classes");
  const poisson = new DecisionTreeRegressor({ criterion: "poisson" });
  await expect(poisson.fit(X, [1, 2, -3, 0])).rejects.toThrow("must not be negative");
  await expect(poisson.fit(X, [0, 0, 0, 0])).rejects.toThrow("must not be 0 everywhere");
});

test("an aborted signal rejects with its reason", async () => {
  const reason = new Error("enough");
  const fit = new DecisionTreeClassifier().fit(X, [0, 0, 1, 1], { signal: AbortSignal.abort(reason) });
  await expect(fit).rejects.toBe(reason);
});

test("a model comes back from its state", async () => {
  const revivers = [DecisionTreeClassifierModel, DecisionTreeRegressorModel];
  const lookup = (name: string) => revivers.find((reviver) => reviver.typeName === name);
  const model = await new DecisionTreeClassifier().fit(X, ["a", "b", "b", "c"]);
  const again = decodeState(encodeState(model), lookup) as DecisionTreeClassifierModel<string>;
  expect(again.tree).toEqual(model.tree);
  expect(await again.predict(X)).toEqual(["a", "b", "b", "c"]);
});

test("a state whose nodes make no tree is refused, as a kernel would follow them for ever", async () => {
  const model = await new DecisionTreeRegressor().fit([[1], [2], [3], [4]], [1, 5, 2, 8]);
  const forgeries: [name: "childrenLeft" | "childrenRight" | "feature", node: number, value: number][] = [
    ["childrenLeft", 0, 0],
    ["childrenRight", 0, 99],
    ["childrenRight", 0, -1],
    ["feature", 0, 7],
    ["feature", 0, -2],
  ];
  for (const [name, node, value] of forgeries) {
    const state = structuredClone(model.toState()) as unknown as Parameters<
      typeof DecisionTreeRegressorModel.fromState
    >[0];
    state.trees[name][node] = value;
    expect(() => DecisionTreeRegressorModel.fromState(state), `${name}[${node}] = ${value}`).toThrow(
      ModelFormatError,
    );
  }
});
