import { describe, expect, test } from "vitest";
import { decodeState, encodeState } from "../base/state.js";
import { RandomOverSampler } from "../over-sampling/random-over-sampler.js";
import {
  AdaBoostClassifier,
  BalancedBaggingClassifier,
  BalancedRandomForestClassifier,
  BalancedRandomForestClassifierModel,
  EasyEnsembleClassifier,
} from "./index.js";

const X = Array.from({ length: 40 }, (_, i) => [i, (i * 7) % 11, i % 3]);
const y = X.map((_, i) => (i % 5 === 0 ? "rare" : "often")); // 8 rare rows
const countRare = (rows: Int32Array): number => rows.filter((row) => y[row] === "rare").length;

describe("BalancedRandomForestClassifier", () => {
  test("each tree sees as many rows of every class as the smallest has", async () => {
    const model = await new BalancedRandomForestClassifier({ nEstimators: 5 }).fit(X, y);
    for (const [t, rows] of model.estimatorsSamples.entries()) {
      expect([rows.length, countRare(rows)]).toEqual([16, 8]);
      expect(model.trees[t]!.nNodeSamples[0]).toBe(16);
    }
  });

  test("without replacement and by default strategy of samplers, all rows of the smallest class are seen once", async () => {
    const forest = new BalancedRandomForestClassifier({
      nEstimators: 3,
      replacement: false,
      samplingStrategy: "auto",
    });
    const rare = y.flatMap((label, i) => (label === "rare" ? [i] : []));
    for (const rows of (await forest.fit(X, y)).estimatorsSamples) {
      expect(new Set(rows).size).toBe(16);
      expect([...rows].filter((row) => y[row] === "rare")).toEqual(rare);
    }
  });

  test("samplingStrategy may count rows by label, or be a function of the labels", async () => {
    const counted = { nEstimators: 2, samplingStrategy: { often: 10, rare: 3 } };
    const byTable = await new BalancedRandomForestClassifier(counted).fit(X, y);
    for (const rows of byTable.estimatorsSamples) expect([rows.length, countRare(rows)]).toEqual([13, 3]);
    const byFunction = await new BalancedRandomForestClassifier({
      nEstimators: 2,
      samplingStrategy: (labels) => ({ often: 10, rare: labels.length - 37 }),
    }).fit(X, y);
    expect(byFunction.trees).toEqual(byTable.trees);
  });

  test("a row of weight 0 is never drawn by bootstrap", async () => {
    const sampleWeight = X.map((_, i) => (i < 20 ? 0 : 1));
    const forest = new BalancedRandomForestClassifier({
      nEstimators: 5,
      bootstrap: true,
      replacement: false,
    });
    const model = await forest.fit(X, y, { sampleWeight });
    for (const rows of model.estimatorsSamples) expect(Math.min(...rows)).toBeGreaterThanOrEqual(20);
  });

  test("rows out of bag are never those that were not chosen", async () => {
    const forest = new BalancedRandomForestClassifier({ nEstimators: 1, bootstrap: true, oobScore: true });
    const { oobDecisionFunction } = await forest.fit(X, y);
    const asked = oobDecisionFunction!.toArray().filter(([a, b]) => a! + b! > 0).length;
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(16);
  });

  test("a model comes back from its state with the same rows and bits", async () => {
    const forest = new BalancedRandomForestClassifier({ nEstimators: 3, bootstrap: true, oobScore: true });
    const model = await forest.fit(X, y, { sampleWeight: X.map(([a]) => a! + 1) });
    const again = decodeState(
      encodeState(model),
      () => BalancedRandomForestClassifierModel,
    ) as BalancedRandomForestClassifierModel;
    expect(again.estimatorsSamples).toEqual(model.estimatorsSamples);
    expect(await again.predictProba(X)).toEqual(await model.predictProba(X));
  });

  test("contradictions, one class, several outputs and trees without weight are refused", async () => {
    expect(() => new BalancedRandomForestClassifier({ oobScore: true })).toThrow(
      "BalancedRandomForestClassifier: oobScore must be false if bootstrap is false; received true",
    );
    const forest = new BalancedRandomForestClassifier({ nEstimators: 2 });
    await expect(forest.fit([[1], [2]], ["a", "a"])).rejects.toThrow("BalancedRandomForestClassifier.fit: ");
    await expect(forest.fit(X, X as unknown as string[])).rejects.toThrow("y must hold one label a row");
    const wrong = new BalancedRandomForestClassifier({ samplingStrategy: { rare: 9 } });
    await expect(wrong.fit(X, y)).rejects.toThrow("at most the 8 rows");
    const sampleWeight = X.map((_, i) => (i === 1 ? 1 : 0));
    const small = new BalancedRandomForestClassifier({ samplingStrategy: { often: 1, rare: 1 } });
    await expect(small.fit(X, y, { sampleWeight })).rejects.toThrow(
      "sampleWeight must be above 0 in a row at least of those that a tree draws",
    );
  });

  test("an aborted signal stops the forest with its reason", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const fit = new BalancedRandomForestClassifier({ nEstimators: 50 }).fit(X, y, {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(fit).rejects.toBe(reason);
  });
});

describe("BalancedBaggingClassifier", () => {
  test("members learn from as many rows of either class", async () => {
    const model = await new BalancedBaggingClassifier({ nEstimators: 4 }).fit(X, y);
    for (const [m, { tree }] of model.estimators.entries()) {
      const rare = countRare(model.estimatorsSamples[m]!);
      expect(tree.nNodeSamples[0]).toBe(2 * rare);
    }
  });

  test("another sampler takes over samplingStrategy", async () => {
    const sampler = new RandomOverSampler();
    const model = await new BalancedBaggingClassifier({ nEstimators: 2, sampler }).fit(X, y);
    for (const [m, { tree }] of model.estimators.entries()) {
      const rare = countRare(model.estimatorsSamples[m]!);
      expect(tree.nNodeSamples[0]).toBe(2 * (40 - rare));
    }
  });

  test("weights, and out-of-bag figures without bootstrap, are refused", async () => {
    const fit = new BalancedBaggingClassifier().fit(X, y, { sampleWeight: y.map(() => 1) });
    await expect(fit).rejects.toThrow("BalancedBaggingClassifier.fit: ");
    expect(() => new BalancedBaggingClassifier({ bootstrap: false, oobScore: true })).toThrow("oobScore");
  });

  test("a cell that is no number is told by its own row, not that of the draw", async () => {
    const broken = X.map((row, i) => (i === 11 ? [Number.POSITIVE_INFINITY, 0, 0] : row));
    await expect(new BalancedBaggingClassifier().fit(broken, y)).rejects.toThrow("row 11, column 0");
  });
});

describe("EasyEnsembleClassifier", () => {
  test("members are boosted stumps on all rare rows and as many others", async () => {
    const model = await new EasyEnsembleClassifier({
      nEstimators: 2,
      estimator: new AdaBoostClassifier({ nEstimators: 3 }),
    }).fit(X, y);
    for (const member of model.estimators as unknown as {
      estimators: { tree: { nNodeSamples: Int32Array } }[];
    }[])
      for (const { tree } of member.estimators) expect(tree.nNodeSamples[0]).toBe(16);
    const rows = Int32Array.from({ length: 40 }, (_, i) => i);
    for (const samples of model.estimatorsSamples) expect(samples.slice().sort()).toEqual(rows);
  });

  test("weights and one class are refused", async () => {
    const fit = new EasyEnsembleClassifier().fit(X, y, { sampleWeight: y.map(() => 1) });
    await expect(fit).rejects.toThrow("EasyEnsembleClassifier.fit: ");
    await expect(new EasyEnsembleClassifier().fit([[1], [2]], ["a", "a"])).rejects.toThrow();
  });
});
