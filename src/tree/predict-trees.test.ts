import {
  DecisionTreeRegressor,
  ExtraTreesRegressor,
  Matrix,
  RandomForestClassifier,
  RandomState,
} from "learnkit";
import { expect, test } from "vitest";
import { loadRuntime } from "../parallel/index.js";
import { packTree } from "./placed-trees.js";

const runtime = await loadRuntime();
const random = new RandomState(5);
const rows = 6000;
const X = new Matrix(random.normal(0, 1, rows * 4), rows, 4);
const y = Int32Array.from({ length: rows }, (_, i) => Number(X.get(i, 0) * X.get(i, 1) > X.get(i, 2)));

test("trees come packed from their growth as they are packed here, grown depth first and best first", async () => {
  const params = { nEstimators: 3 };
  const forests = await Promise.all([
    new RandomForestClassifier(params).fit(X, y),
    new RandomForestClassifier({ ...params, maxLeafNodes: 50 }).fit(X, y),
    new ExtraTreesRegressor({ ...params, maxDepth: 5 }).fit(X, y),
  ]);
  for (const { trees } of forests)
    for (const tree of trees) {
      expect(tree.packed).toEqual(packTree(runtime, tree, false).words);
      expect(tree.packed!.length).toBeGreaterThan(30);
    }
  const pruned = await new DecisionTreeRegressor({ ccpAlpha: 1e-3 }).fit(X, y);
  expect(pruned.tree.packed).toBeUndefined();
});

test("a row alone has the same sums to the last bit as among thousands, also where values are missing", async () => {
  const holes = new Matrix(X.data.slice(), rows, 4);
  for (let i = 0; i < rows; i += 5) holes.data[4 * i + (i % 4)] = Number.NaN;
  for (const nEstimators of [1, 6, 8])
    for (const train of [X, holes]) {
      const model = await new RandomForestClassifier({ nEstimators, maxDepth: 12 }).fit(train, y);
      const all = await model.predictProba(train);
      for (let i = 0; i < 40; i++) {
        const row = new Matrix(train.data.slice(4 * i, 4 * i + 4), 1, 4);
        expect(await model.predictProba(row)).toEqual(new Matrix(all.data.slice(2 * i, 2 * i + 2), 1, 2));
      }
    }
});

test("rows among many get the label of the largest mean share, the first of equal ones", async () => {
  const labels = Array.from({ length: rows }, (_, i) => ["b", "c", "a"][i % 7 === 0 ? 2 : y[i]!]!);
  for (const nEstimators of [1, 2, 6, 10]) {
    const params = { nEstimators, maxDepth: 3, bootstrap: nEstimators !== 2 };
    const model = await new RandomForestClassifier(params).fit(X, labels);
    const { data } = await model.predictProba(X);
    const expected = labels.map((_, i) => {
      const shares = Array.from(data.subarray(3 * i, 3 * i + 3));
      return model.classes[shares.indexOf(Math.max(...shares))];
    });
    expect(await model.predict(X)).toEqual(expected);
  }
});
