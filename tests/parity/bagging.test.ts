import {
  BaggingClassifier,
  type BaggingClassifierModel,
  BaggingRegressor,
  type BaggingRegressorModel,
  type TreeStructure,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { hashOf } from "./node-arrays.js";
import { build, type Recipe } from "./recipes.js";
import { labelsOf } from "./recorded-labels.js";

interface BaggingCase {
  readonly data: string;
  readonly estimator: Exclude<Recipe, "drop"> | null;
  readonly params: Readonly<Record<string, unknown>>;
  readonly sampleWeight: number[] | null;
  readonly samples: string;
  readonly features: string;
  readonly predicted: (string | number)[];
  readonly nodeCounts?: number[];
  readonly thresholds?: string;
  readonly splitFeatures?: string;
  readonly values?: string;
  readonly probabilities?: number[][];
  readonly logProbabilities?: number[][];
  readonly oobScore?: number;
  readonly oob?: number[][] | number[];
}

const title = ({ data, estimator, params, sampleWeight }: BaggingCase): string =>
  `${data} ${JSON.stringify(estimator)} ${JSON.stringify(params)}${sampleWeight ? " weighted" : ""}`;
const weightsOf = ({ sampleWeight }: BaggingCase): object => (sampleWeight === null ? {} : { sampleWeight });
const hyperOf = ({ estimator, params }: BaggingCase): object => ({
  ...params,
  estimator: estimator && build(estimator),
});

const integers = (parts: readonly Int32Array[]): string =>
  hashOf(Int32Array.from(parts.flatMap((part) => [...part])));
const numbers = (parts: readonly Float64Array[]): string =>
  hashOf(Float64Array.from(parts.flatMap((part) => [...part])));

function expectMembers(model: BaggingClassifierModel | BaggingRegressorModel, recorded: BaggingCase): void {
  expect(integers(model.estimatorsSamples)).toBe(recorded.samples);
  expect(integers(model.estimatorsFeatures)).toBe(recorded.features);
  if (recorded.nodeCounts === undefined) return;
  const trees = (model.estimators as readonly { readonly tree: TreeStructure }[]).map(({ tree }) => tree);
  expect(trees.map(({ nodeCount }) => nodeCount)).toEqual(recorded.nodeCounts);
  expect(numbers(trees.map(({ threshold }) => threshold))).toBe(recorded.thresholds);
  expect(integers(trees.map(({ feature }) => feature))).toBe(recorded.splitFeatures);
  expect(numbers(trees.map(({ value }) => value))).toBe(recorded.values);
}

describe("bagged classifiers equal scikit-learn's", () => {
  for (const recorded of loadFixture<BaggingCase>("ensemble/bagging-classifier").cases) {
    test(title(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const bagging = new BaggingClassifier(hyperOf(recorded));
      const model = await bagging.fit(X, labelsOf(y, false), weightsOf(recorded));
      expectMembers(model, recorded);
      expect(await model.predict(X.slice(0, 8))).toEqual(recorded.predicted);
      expectClose((await model.predictProba(X.slice(0, 8))).toArray(), recorded.probabilities!, "bits");
      expectClose(
        (await model.predictLogProba(X.slice(0, 8))).toArray(),
        recorded.logProbabilities!,
        "rounding",
      );
      if (recorded.oob === undefined) return;
      expectClose(model.oobDecisionFunction!.toArray().slice(0, 12), recorded.oob, "bits");
      expect(model.oobScore).toBe(recorded.oobScore);
    });
  }
});

describe("bagged regressors equal scikit-learn's", () => {
  for (const recorded of loadFixture<BaggingCase>("ensemble/bagging-regressor").cases) {
    test(title(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const model = await new BaggingRegressor(hyperOf(recorded)).fit(X, y, weightsOf(recorded));
      expectMembers(model, recorded);
      expectClose(await model.predict(X.slice(0, 8)), recorded.predicted, "bits");
      if (recorded.oob === undefined) return;
      expectClose(model.oobPrediction!.slice(0, 12), recorded.oob, "bits");
      expectClose([model.oobScore], [recorded.oobScore], "rounding");
    });
  }
});
