import { describe, expect, test } from "vitest";
import { InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { onWarning } from "../core/warning.js";
import { LogisticRegression } from "../linear-model/logistic-regression.js";
import { KNeighborsClassifier } from "../neighbors/k-neighbors-classifier.js";
import { DecisionTreeClassifier } from "../tree/decision-tree-classifier.js";
import { DecisionTreeRegressor } from "../tree/decision-tree-regressor.js";
import { BaggingClassifier } from "./bagging-classifier.js";
import { BaggingRegressor } from "./bagging-regressor.js";

const X = [[0], [1], [2], [3], [4], [5], [6], [7]];
const y = ["a", "a", "a", "a", "b", "b", "b", "c"];

function cloud(rows: number, columns: number): { X: Matrix; y: string[] } {
  const random = new RandomState(1);
  const matrix = new Matrix(random.normal(0, 1, rows * columns), rows, columns);
  return { X: matrix, y: Array.from({ length: rows }, (_, i) => (matrix.get(i, 0) > 0 ? "up" : "down")) };
}

describe("BaggingClassifier", () => {
  test("draws rows by the member's seed after its features, and seeds the member by the first draw", async () => {
    const model = await new BaggingClassifier({ nEstimators: 2, randomState: 3 }).fit(X, y);
    const outer = new RandomState(3);
    const seeds = [0, 1].map(() => outer.randint(0, 2147483647));
    const drawn = seeds.map((seed) => Int32Array.from(new RandomState(seed).randint(0, 8, 8)));
    expect(model.estimatorsSamples).toEqual(drawn);
    expect(model.estimatorsFeatures).toEqual([Int32Array.of(0), Int32Array.of(0)]);
    const counts = new Float64Array(8);
    for (const row of drawn[1]!) counts[row]! += 1;
    const randomState = new RandomState(seeds[1]).randint(0, 2147483647);
    const alone = await new DecisionTreeClassifier({ randomState }).fit(X, y, { sampleWeight: counts });
    expect(model.estimators[1]!.tree.threshold).toEqual(alone.tree.threshold);
  });

  test("trees that grow at once equal trees that are fitted one by one", async () => {
    const data = cloud(300, 6);
    const settings = { maxFeatures: 3, maxDepth: 6 };
    const atOnce = await new BaggingClassifier({ estimator: new DecisionTreeClassifier(settings) }).fit(
      data.X,
      data.y,
    );
    const classWeight = new Map([
      ["up", 1],
      ["down", 1],
    ]);
    const byOne = await new BaggingClassifier({
      estimator: new DecisionTreeClassifier({ ...settings, classWeight }),
    }).fit(data.X, data.y);
    for (const [k, member] of atOnce.estimators.entries())
      expect(member.tree.threshold).toEqual(byOne.estimators[k]!.tree.threshold);
    expect(await atOnce.predictProba(data.X)).toEqual(await byOne.predictProba(data.X));
  });

  test("a class that no member drew has probability 0 and log-probability -Infinity", async () => {
    const estimator = new KNeighborsClassifier({ nNeighbors: 1 });
    const model = await new BaggingClassifier({
      estimator,
      nEstimators: 1,
      maxSamples: 3,
      randomState: 2,
    }).fit(X, y);
    expect(model.estimators[0]!.classes.length).toBeLessThan(3);
    const row = (await model.predictProba([[7]])).toArray()[0]!;
    expect(row.reduce((sum, value) => sum + value, 0)).toBe(1);
    expect(row).toContain(0);
    const logs = (await model.predictLogProba([[7]])).toArray()[0]!;
    expect(logs).toContain(Number.NEGATIVE_INFINITY);
  });

  test("has a decision function if its members have one", async () => {
    const linear = await new BaggingClassifier({ estimator: new LogisticRegression(), nEstimators: 2 }).fit(
      X,
      y,
    );
    const mean = await linear.decisionFunction([[1]]);
    const each = await Promise.all(linear.estimators.map((member) => member.decisionFunction([[1]])));
    expect((mean as Matrix).data[0]).toBe(((each[0] as Matrix).data[0]! + (each[1] as Matrix).data[0]!) / 2);
    const trees: object = await new BaggingClassifier({ nEstimators: 2 }).fit(X, y);
    expect("decisionFunction" in trees).toBe(false);
  });

  test("tells of rows that every member drew, whose out-of-bag shares are NaN", async () => {
    const told: string[] = [];
    onWarning(({ message }) => told.push(message));
    try {
      const model = await new BaggingClassifier({ nEstimators: 1, oobScore: true }).fit(X, y);
      expect(model.oobDecisionFunction!.data.some(Number.isNaN)).toBe(true);
      expect(told.join()).toMatch(/BaggingClassifier.fit: every member drew some of the rows/);
    } finally {
      onWarning(null);
    }
  });

  test("faults are told by the rows and columns of all data, whatever was drawn", async () => {
    const bad = X.map((row) => [0, ...row]);
    bad[5]![1] = Number.NaN;
    const bagging = new BaggingClassifier({
      estimator: new KNeighborsClassifier(),
      maxFeatures: 1,
      nEstimators: 9,
    });
    await expect(bagging.fit(bad, y)).rejects.toMatchObject({ row: 5, column: 1 });
  });

  test("cancels between members", async () => {
    const control = new AbortController();
    const reason = new Error("enough");
    let members = 0;
    const onProgress = (): void => {
      if (++members === 3) control.abort(reason);
    };
    const bagging = new BaggingClassifier({
      estimator: new KNeighborsClassifier({ nNeighbors: 1 }),
      nEstimators: 50,
    });
    await expect(bagging.fit(X, y, { signal: control.signal, onProgress })).rejects.toBe(reason);
    expect(members).toBe(3);
  });

  test("weights are chances: a row of weight 0 is never drawn", async () => {
    const model = await new BaggingClassifier({ nEstimators: 5 }).fit(X, y, {
      sampleWeight: [0, 1, 1, 1, 1, 1, 1, 0],
    });
    const drawn = new Set(model.estimatorsSamples.flatMap((samples) => [...samples]));
    expect(drawn.has(0) || drawn.has(7)).toBe(false);
  });
});

describe("BaggingRegressor", () => {
  test("predicts the mean of its members", async () => {
    const model = await new BaggingRegressor({
      estimator: new DecisionTreeRegressor({ maxDepth: 1 }),
      nEstimators: 3,
    }).fit(X, [0, 1, 2, 3, 4, 5, 6, 7]);
    const each = await Promise.all(model.estimators.map((member) => member.predict([[2]])));
    expect((await model.predict([[2]]))[0]).toBe((each[0]![0]! + each[1]![0]! + each[2]![0]!) / 3);
  });
});

describe("bagging refuses", () => {
  test("settings that contradict each other or the data", async () => {
    expect(() => new BaggingClassifier({ bootstrap: false, oobScore: true })).toThrow(
      "BaggingClassifier: oobScore must be false if bootstrap is false; received true",
    );
    await expect(new BaggingClassifier({ maxFeatures: 2 }).fit(X, y)).rejects.toThrow(
      "BaggingClassifier: maxFeatures must be at most 1, the number of features; received 2",
    );
    await expect(
      new BaggingRegressor({ bootstrap: false, maxSamples: 9 }).fit(
        X,
        X.map(([x]) => x!),
      ),
    ).rejects.toThrow(
      "BaggingRegressor: maxSamples must be at most 8, the number of rows, without bootstrap; received 9",
    );
  });

  test("an estimator of another kind", () => {
    expect(
      () => new BaggingClassifier({ estimator: new DecisionTreeRegressor() as unknown as null }),
    ).toThrow(InvalidParameterError);
  });
});
