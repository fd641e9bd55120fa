import { describe, expect, test } from "vitest";
import { ModelFormatError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import type { TreeModelState } from "./base-tree-model.js";
import { DecisionTreeClassifier } from "./decision-tree-classifier.js";
import { DecisionTreeRegressor, DecisionTreeRegressorModel } from "./decision-tree-regressor.js";
import type { TreeStructure } from "./tree-structure.js";

/** Rows of one feature with k categories, and a target that depends on them and on chance. */
function sample(
  k: number,
  rows: number,
  seed: number,
): { codes: number[]; level: number[]; noise: Float64Array } {
  const random = new RandomState(seed);
  const codes = Array.from(random.randint(0, k, rows));
  return { codes, level: Array.from(random.random(k)), noise: random.random(rows) };
}

/** Least sum over both sides of rows × impurity, over every part of the categories in two. */
function bruteForce(codes: readonly number[], costOf: (rows: readonly number[]) => number): number {
  const present = [...new Set(codes)];
  let best = Number.POSITIVE_INFINITY;
  for (let subset = 1; subset < 2 ** (present.length - 1); subset++) {
    const goesLeft = (code: number): boolean => ((subset >> present.indexOf(code)) & 1) === 1;
    const left = [...codes.keys()].filter((i) => goesLeft(codes[i]!));
    const right = [...codes.keys()].filter((i) => !goesLeft(codes[i]!));
    best = Math.min(best, costOf(left) + costOf(right));
  }
  return best;
}

const gini =
  (y: readonly number[], classes: number) =>
  (rows: readonly number[]): number => {
    const counts = new Array<number>(classes).fill(0);
    for (const i of rows) counts[y[i]!]! += 1;
    return rows.length - counts.reduce((sum, c) => sum + c * c, 0) / rows.length;
  };

const squares =
  (y: readonly number[]) =>
  (rows: readonly number[]): number => {
    const mean = rows.reduce((sum, i) => sum + y[i]!, 0) / rows.length;
    return rows.reduce((sum, i) => sum + (y[i]! - mean) ** 2, 0);
  };

/** rows × impurity of the two children of the root. */
function costOfRoot({ nNodeSamples, impurity, nodeCount, feature, threshold }: TreeStructure): number {
  expect([nodeCount, feature[0]]).toEqual([3, 0]);
  expect(threshold[0]).toBeNaN();
  return nNodeSamples[1]! * impurity[1]! + nNodeSamples[2]! * impurity[2]!;
}

const column = (codes: readonly number[]): number[][] => codes.map((code) => [code]);

describe("the split of a feature with categories is the best of all subsets", () => {
  for (const k of [2, 3, 6, 9]) {
    for (let seed = 0; seed < 4; seed++) {
      const { codes, level, noise } = sample(k, 120, 10 * k + seed);
      const signal = codes.map((code, i) => level[code]! + noise[i]!);
      const params = { categoricalFeatures: [0], maxDepth: 1 };

      test(`squared error, ${k} categories, seed ${seed}`, async () => {
        const { tree } = await new DecisionTreeRegressor(params).fit(column(codes), signal);
        expect(costOfRoot(tree)).toBeCloseTo(bruteForce(codes, squares(signal)), 9);
      });
      for (const classes of [2, 3, 5])
        test(`Gini of ${classes} classes, ${k} categories, seed ${seed}`, async () => {
          const y = signal.map((v) => Math.min(classes - 1, Math.floor((v * classes) / 2)));
          const { tree } = await new DecisionTreeClassifier(params).fit(column(codes), y);
          expect(costOfRoot(tree)).toBeCloseTo(bruteForce(codes, gini(y, classes)), 9);
        });
    }
  }
});

test("many categories of three classes are put in order by their shares: pure groups are parted", async () => {
  const codes = Array.from({ length: 400 }, (_, i) => (i * 7) % 40);
  const y = codes.map((code) => ["a", "b", "c"][code % 3]!);
  const model = await new DecisionTreeClassifier({ categoricalFeatures: [0] }).fit(column(codes), y);
  expect(model.getNLeaves()).toBe(3);
  expect(await model.predict(column(codes))).toEqual(y);
});

test("one split parts a scrambled category that integer codes need many splits for", async () => {
  const random = new RandomState(3);
  const high = random.permutation(30).slice(0, 15);
  const codes = Array.from(random.randint(0, 30, 600));
  const y = codes.map((code) => (high.includes(code) ? 10 : 0));
  const named = await new DecisionTreeRegressor({ categoricalFeatures: [0], maxDepth: 1 }).fit(
    column(codes),
    y,
  );
  const counted = await new DecisionTreeRegressor({ maxDepth: 1 }).fit(column(codes), y);
  expect(await named.score(column(codes), y)).toBe(1);
  expect(await counted.score(column(codes), y)).toBeLessThan(0.5);
});

test("a category that a node has not seen goes where missing values go, and they where more rows went", async () => {
  const X = column([0, 0, 1, 1, 1, 4]);
  const y = [0, 0, 1, 1, 1, 1];
  const model = await new DecisionTreeRegressor({ categoricalFeatures: [0] }).fit(X, y);
  expect(model.categoricalFeatures).toEqual([0]);
  expect(model.tree.categoryWords).toBe(1);
  expect(Array.from(await model.predict(column([0, 1, 4, 3, 77, 5000, Number.NaN])))).toEqual([
    0, 1, 1, 1, 1, 1, 1,
  ]);
});

test("missing values are a category of their own where the training rows have them", async () => {
  const X = column([0, 0, 1, 1, 2, 2, Number.NaN, Number.NaN]);
  const model = await new DecisionTreeRegressor({ categoricalFeatures: [0], maxDepth: 1 }).fit(
    X,
    [5, 5, 0, 0, 0, 0, 5, 5],
  );
  expect(Array.from(await model.predict(column([0, 1, 2, Number.NaN, 9])))).toEqual([5, 0, 0, 5, 5]);
});

test("each leaf takes as many rows as minSamplesLeaf asks for", async () => {
  const { codes, level, noise } = sample(8, 90, 2);
  const y = codes.map((code, i) => Math.floor(3 * (level[code]! + noise[i]!)));
  for (const splitter of ["best", "random"] as const) {
    const { tree } = await new DecisionTreeClassifier({
      categoricalFeatures: [0],
      minSamplesLeaf: 20,
      splitter,
    }).fit(column(codes), y);
    expect(tree.nodeCount).toBeGreaterThan(1);
    expect(Math.min(...tree.nNodeSamples)).toBeGreaterThanOrEqual(20);
  }
});

test("every criterion, splitter and order of growth fits training rows of distinct categories", async () => {
  const codes = Array.from({ length: 40 }, (_, i) => i);
  const y = codes.map((i) => 1 + ((i * 17) % 5));
  const X = codes.map((code) => [3, code]);
  for (const splitter of ["best", "random"] as const)
    for (const maxLeafNodes of [null, 40]) {
      const params = { categoricalFeatures: [1], splitter, maxLeafNodes };
      for (const criterion of ["gini", "entropy"] as const)
        expect(
          await (await new DecisionTreeClassifier({ ...params, criterion }).fit(X, y)).predict(X),
        ).toEqual(y);
      for (const criterion of ["squared_error", "absolute_error", "poisson"] as const) {
        const model = await new DecisionTreeRegressor({ ...params, criterion }).fit(X, y);
        expect(Array.from(await model.predict(X))).toEqual(y);
      }
    }
});

test("pruning keeps the sets of the nodes that stay", async () => {
  const { codes, level, noise } = sample(12, 200, 8);
  const y = codes.map((code, i) => level[code]! * 4 + noise[i]!);
  const params = { categoricalFeatures: [0] };
  const small = await new DecisionTreeRegressor({ ...params, ccpAlpha: 0.02 }).fit(column(codes), y);
  const full = await new DecisionTreeRegressor(params).fit(column(codes), y);
  expect(small.tree.nodeCount).toBeLessThan(full.tree.nodeCount);
  const leaves = await small.apply(column(codes));
  for (let node = 0; node < small.tree.nodeCount; node++) {
    if (small.tree.childrenLeft[node]! >= 0) continue;
    expect(leaves.filter((leaf) => leaf === node).length).toBe(small.tree.nNodeSamples[node]);
  }
});

test("what does not fit is named", async () => {
  const fit = (params: object, X: number[][]): Promise<unknown> =>
    new DecisionTreeRegressor(params).fit(X, [1, 2]);
  await expect(fit({ categoricalFeatures: [0] }, [[0.5], [1]])).rejects.toThrow(
    "DecisionTreeRegressor.fit: a feature with categories must hold integers from 0 to 1023; received 0.5 at row 0, column 0",
  );
  await expect(fit({ categoricalFeatures: [0] }, [[1024], [1]])).rejects.toThrow("integers from 0 to 1023");
  await expect(fit({ categoricalFeatures: [1] }, [[0], [1]])).rejects.toThrow(
    "columns of X, from 0 to 0; received 1",
  );
  await expect(fit({ categoricalFeatures: ["a"] }, [[0], [1]])).rejects.toThrow("no names");
  await expect(fit({ categoricalFeatures: [0], monotonicCst: [1] }, [[0], [1]])).rejects.toThrow(
    "monotonicCst",
  );
  const model = await new DecisionTreeRegressor({ categoricalFeatures: [0] }).fit([[0], [1]], [1, 2]);
  await expect(model.predict([[0], [-1]])).rejects.toThrow(
    "a feature with categories must hold integers >= 0; received -1 at row 1, column 0",
  );
});

test("a saved model predicts by the same sets, and a state whose sets do not fit its nodes is refused", async () => {
  const { codes, level, noise } = sample(40, 200, 9);
  const y = codes.map((code, i) => level[code]! + noise[i]!);
  const model = await new DecisionTreeRegressor({ categoricalFeatures: [0] }).fit(column(codes), y);
  const state = model.toState() as unknown as TreeModelState;
  const copy = DecisionTreeRegressorModel.fromState(state);
  expect(await copy.predict(column(codes))).toEqual(await model.predict(column(codes)));
  const trees = { ...state.trees, leftCategories: state.trees.leftCategories.slice(1) };
  expect(() => DecisionTreeRegressorModel.fromState({ ...state, trees })).toThrow(ModelFormatError);
});

test("constraints and categories may be given by the names of the columns", async () => {
  const X = new Matrix(Float64Array.of(0, 1, 1, 2, 2, 3, 0, 4), 4, 2, ["kind", "age"]);
  const y = [1, 2, 1, 5];
  const byName = await new DecisionTreeRegressor({
    categoricalFeatures: ["kind"],
    monotonicCst: { age: 1 },
  }).fit(X, y);
  const byNumber = await new DecisionTreeRegressor({ categoricalFeatures: [0], monotonicCst: [0, 1] }).fit(
    X,
    y,
  );
  expect(byName.tree).toEqual(byNumber.tree);
  await expect(new DecisionTreeRegressor({ categoricalFeatures: ["kin"] }).fit(X, y)).rejects.toThrow(
    'of columns of X: kind, age (did you mean "kind"?); received "kin"',
  );
  await expect(new DecisionTreeRegressor({ monotonicCst: { agee: 1 } }).fit(X, y)).rejects.toThrow(
    'did you mean "age"?',
  );
});

test("many rows walk packed trees to the leaves that few rows reach, with categories, missing values, and over 512 features", async () => {
  const random = new RandomState(12);
  const rows = 4200; // more walks than are made without the kernels
  for (const [nFeatures, categoricalFeatures] of [
    [3, [1]],
    [3, null],
    [600, null],
  ] as const) {
    const data = random.normal(0, 1, rows * nFeatures);
    for (let i = 0; i < rows; i++) {
      data[i * nFeatures + 1] = i % 70;
      if (i % 9 === 0) data[i * nFeatures + 1 + (i % 2)] = Number.NaN;
    }
    const X = new Matrix(data, rows, nFeatures);
    const train = new Matrix(data.subarray(0, 60 * nFeatures), 60, nFeatures);
    const y = Array.from({ length: 60 }, (_, i) => (i * 37) % 11);
    const model = await new DecisionTreeRegressor({ categoricalFeatures, maxFeatures: 2 }).fit(train, y);
    const [leaves, values] = [await model.apply(X), await model.predict(X)];
    for (let from = 0; from < rows; from += 700) {
      const part = new Matrix(data.subarray(from * nFeatures, (from + 700) * nFeatures), 700, nFeatures);
      expect(await model.apply(part)).toEqual(leaves.slice(from, from + 700));
      expect(await model.predict(part)).toEqual(values.slice(from, from + 700));
    }
  }
});
