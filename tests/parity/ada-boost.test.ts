import { AdaBoostClassifier, AdaBoostRegressor, RUSBoostClassifier, type TreeStructure } from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { hashOf } from "./node-arrays.js";
import { build, type Recipe } from "./recipes.js";
import { labelsOf } from "./recorded-labels.js";

interface BoostedCase {
  readonly estimator: "AdaBoostClassifier" | "AdaBoostRegressor" | "RUSBoostClassifier";
  readonly data: string;
  readonly member: Recipe | null;
  readonly params: Readonly<Record<string, unknown>>;
  readonly sampleWeight: number[] | null;
  readonly count: number;
  readonly weights: number[];
  readonly errors: number[];
  readonly predicted: (string | number)[];
  readonly staged: (string | number)[][];
  readonly scores: number[];
  readonly nodeCounts?: number[];
  readonly thresholds?: string;
  readonly splitFeatures?: string;
  readonly nodeSamples?: string;
  readonly importances?: number[];
  readonly probabilities?: number[][];
  readonly decision?: number[] | number[][];
}

interface Boosted {
  readonly estimators: readonly unknown[];
  readonly estimatorWeights: Float64Array;
  readonly estimatorErrors: Float64Array;
  readonly featureImportances: Float64Array | undefined;
}

async function stagesOf<T>(stages: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = [];
  for await (const stage of stages) out.push(stage);
  return out;
}

const titleOf = ({ estimator, data, member, params, sampleWeight }: BoostedCase): string =>
  `${estimator} ${data} ${JSON.stringify(member)} ${JSON.stringify(params)}${sampleWeight ? " weighted" : ""}`;
const weightsOf = ({ sampleWeight }: BoostedCase): object => (sampleWeight === null ? {} : { sampleWeight });

function expectMembers(model: Boosted, recorded: BoostedCase): void {
  expect(model.estimators.length).toBe(recorded.count);
  // Only members that are trees, and logarithms that are the same, leave no room for rounding.
  const exact = recorded.nodeCounts !== undefined && recorded.estimator !== "AdaBoostRegressor";
  expectClose(model.estimatorErrors, recorded.errors, exact ? "bits" : "rounding");
  expectClose(model.estimatorWeights, recorded.weights, exact ? "bits" : "rounding");
  if (recorded.nodeCounts === undefined) return;
  const trees = (model.estimators as readonly { readonly tree: TreeStructure }[]).map(({ tree }) => tree);
  expect(trees.map(({ nodeCount }) => nodeCount)).toEqual(recorded.nodeCounts);
  const thresholds = Float64Array.from(trees.flatMap(({ threshold }) => [...threshold]));
  expect(hashOf(thresholds)).toBe(recorded.thresholds);
  const features = Int32Array.from(trees.flatMap(({ feature }) => [...feature]));
  expect(hashOf(features)).toBe(recorded.splitFeatures);
  const samples = Int32Array.from(trees.flatMap(({ nNodeSamples }) => [...nNodeSamples]));
  expect(hashOf(samples)).toBe(recorded.nodeSamples);
  expectClose(model.featureImportances!, recorded.importances!, "rounding");
}

describe("adaptively boosted models equal those of scikit-learn and imbalanced-learn", () => {
  for (const recorded of loadFixture<BoostedCase>("ensemble/ada-boost").cases) {
    test(titleOf(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const hyper: object = { ...recorded.params, estimator: recorded.member && build(recorded.member) };
      if (recorded.estimator === "AdaBoostRegressor") {
        const model = await new AdaBoostRegressor(hyper).fit(X, y, weightsOf(recorded));
        expectMembers(model, recorded);
        expectClose(await model.predict(X.slice(0, 8)), recorded.predicted, "bits");
        expectClose(await stagesOf(model.stagedPredict(X.slice(0, 4))), recorded.staged, "bits");
        expectClose(await stagesOf(model.stagedScore(X, y)), recorded.scores, "rounding");
        return;
      }
      const Boosting = recorded.estimator === "AdaBoostClassifier" ? AdaBoostClassifier : RUSBoostClassifier;
      const labels = labelsOf(y, false);
      const model = await new Boosting(hyper).fit(X, labels, weightsOf(recorded));
      expectMembers(model, recorded);
      expect(await model.predict(X.slice(0, 8))).toEqual(recorded.predicted);
      expect(await stagesOf(model.stagedPredict(X.slice(0, 4)))).toEqual(recorded.staged);
      expectClose(await stagesOf(model.stagedScore(X, labels)), recorded.scores, "rounding");
      expectClose((await model.predictProba(X.slice(0, 8))).toArray(), recorded.probabilities!, "rounding");
      const decision = await model.decisionFunction(X.slice(0, 8));
      expectClose(
        decision instanceof Float64Array ? decision : decision.toArray(),
        recorded.decision!,
        "rounding",
      );
    });
  }
});
