import {
  type AnyModel,
  BalancedBaggingClassifier,
  EasyEnsembleClassifier,
  RandomOverSampler,
  type TreeStructure,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { hashOf } from "./node-arrays.js";
import { build, type Recipe } from "./recipes.js";
import { labelsOf } from "./recorded-labels.js";

interface BalancedCase {
  readonly estimator: "BalancedBaggingClassifier" | "EasyEnsembleClassifier";
  readonly data: string;
  readonly member: Recipe | null;
  readonly params: Readonly<Record<string, unknown>>;
  readonly samples: string;
  readonly predicted: string[];
  readonly probabilities: number[][];
  readonly nodeCounts?: number[];
  readonly thresholds?: string;
  readonly nodeSamples?: string;
  readonly oobScore?: number;
}

const integers = (parts: readonly Int32Array[]): string =>
  hashOf(Int32Array.from(parts.flatMap((part) => [...part])));

/** Trees of all members, those of boosted members in turn. */
function treesOf(models: readonly AnyModel[]): TreeStructure[] {
  return models.flatMap((model) => {
    if ("tree" in model) return [model.tree as TreeStructure];
    return "estimators" in model ? treesOf(model.estimators as AnyModel[]) : [];
  });
}

describe("balanced ensembles equal imbalanced-learn's", () => {
  for (const recorded of loadFixture<BalancedCase>("ensemble/balanced-ensembles").cases) {
    const { estimator, data, member, params } = recorded;
    test(`${estimator} ${data} ${JSON.stringify(member)} ${JSON.stringify(params)}`, async () => {
      const { X, y } = loadFixtureData(data);
      const sampler = params["sampler"] === undefined ? {} : { sampler: new RandomOverSampler() };
      const hyper: object = { ...params, ...sampler, estimator: member && build(member) };
      const Ensemble =
        estimator === "EasyEnsembleClassifier" ? EasyEnsembleClassifier : BalancedBaggingClassifier;
      const model = await new Ensemble(hyper).fit(X, labelsOf(y, false));
      expect(integers(model.estimatorsSamples)).toBe(recorded.samples);
      expect(await model.predict(X.slice(0, 8))).toEqual(recorded.predicted);
      const isBoosted = member === null && estimator === "EasyEnsembleClassifier";
      const reason = isBoosted ? "rounding" : "bits"; // boosted votes go through exp and log
      expectClose((await model.predictProba(X.slice(0, 8))).toArray(), recorded.probabilities, reason);
      if (recorded.oobScore !== undefined) expect(model.oobScore).toBe(recorded.oobScore);
      if (recorded.nodeCounts === undefined) return;
      const trees = treesOf(model.estimators);
      expect(trees.map(({ nodeCount }) => nodeCount)).toEqual(recorded.nodeCounts);
      expect(integers(trees.map(({ nNodeSamples }) => nNodeSamples))).toBe(recorded.nodeSamples);
      const thresholds = Float64Array.from(trees.flatMap(({ threshold }) => [...threshold]));
      expect(hashOf(thresholds)).toBe(recorded.thresholds);
    });
  }
});
