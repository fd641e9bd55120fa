import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  GradientBoostingClassifier,
  type GradientBoostingClassifierModel,
  type GradientBoostingClassifierParams,
  GradientBoostingRegressor,
  type GradientBoostingRegressorModel,
  type GradientBoostingRegressorParams,
  type Matrix,
  type TreeArrays,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { joinArrays } from "./forest-cases.js";
import { expectTree, hashOf, type RecordedTree } from "./node-arrays.js";
import { labelsOf } from "./recorded-labels.js";

interface Case {
  readonly data: string;
  readonly params: Record<string, unknown> & { readonly init?: string };
  readonly twoClasses: boolean;
  readonly sampleWeight: number[] | null;
  readonly trees: {
    readonly nodeCounts: number[];
    readonly hash: Readonly<Record<keyof TreeArrays, string>>;
    readonly first: RecordedTree;
    readonly values: number[];
    readonly impurities: number[];
  };
  readonly trainScore: number[];
  readonly staged: number[][];
  readonly featureImportances: number[];
  readonly leaves: string;
  readonly predicted: (string | number)[];
  readonly oobScores?: number[];
  readonly oobImprovement?: number[];
  readonly probabilities?: number[][];
}

const INITS = {
  zero: "zero",
  DecisionTreeClassifier: new DecisionTreeClassifier({ maxDepth: 2 }),
  DecisionTreeRegressor: new DecisionTreeRegressor({ maxDepth: 2 }),
} as const;

/** Hyper-parameters, with the estimator that boosting begins with. */
function paramsOf({ params }: Case): object {
  return params.init === undefined ? params : { ...params, init: INITS[params.init as keyof typeof INITS] };
}

const titleOf = ({ data, params, sampleWeight, twoClasses }: Case): string =>
  `${data} ${JSON.stringify(params)}${twoClasses ? " two classes" : ""}${sampleWeight ? " weighted" : ""}`;

const sum = (values: Iterable<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

/** Asserts that trees, scores and importances are the recorded ones. */
async function expectBoosted(
  model: GradientBoostingClassifierModel | GradientBoostingRegressorModel,
  recorded: Case,
  X: number[][],
): Promise<void> {
  const trees = model.trees.flat();
  expect(trees.map((tree) => tree.nodeCount)).toEqual(recorded.trees.nodeCounts);
  expectTree(trees[0]!, recorded.trees.first, false);
  for (const [name, hash] of Object.entries(recorded.trees.hash) as [keyof TreeArrays, string][])
    expect(hashOf(joinArrays(trees.map((tree) => tree[name]))), name).toBe(hash);
  const leafSums = trees.map(({ value, childrenLeft }) =>
    sum(value.map(Math.abs).filter((_, i) => childrenLeft[i]! < 0)),
  );
  expectClose(leafSums, recorded.trees.values, "rounding");
  expectClose(
    trees.map((tree) => sum(tree.impurity)),
    recorded.trees.impurities,
    "rounding",
  );
  expectClose(model.trainScore, recorded.trainScore, "rounding");
  expectClose(model.featureImportances, recorded.featureImportances, "rounding");
  expect(hashOf(await model.apply(X))).toBe(recorded.leaves);
  expectClose(model.oobScores, recorded.oobScores, "rounding");
  expectClose(model.oobImprovement, recorded.oobImprovement, "rounding");
}

async function collect(stages: AsyncGenerator<Float64Array | Matrix>): Promise<number[][]> {
  const out: number[][] = [];
  for await (const stage of stages) out.push(Array.from("data" in stage ? stage.data : stage));
  return out;
}

describe("gradient boosting of classes equals scikit-learn's, tree for tree", () => {
  const files = ["ensemble/gradient-boosting-classifier", "ensemble/gradient-boosting-two-classes"];
  for (const recorded of files.flatMap((name) => loadFixture<Case>(name).cases)) {
    test(titleOf(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const params: Partial<GradientBoostingClassifierParams> = paramsOf(recorded);
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const labels = labelsOf(y, recorded.twoClasses && new Set(y).size > 2);
      const model = await new GradientBoostingClassifier(params).fit(X, labels, options);
      await expectBoosted(model, recorded, X);
      expect(await model.predict(X.slice(0, 8))).toEqual(recorded.predicted);
      expectClose(await collect(model.stagedDecisionFunction(X.slice(0, 3))), recorded.staged, "rounding");
      expectClose((await model.predictProba(X.slice(0, 3))).toArray(), recorded.probabilities!, "rounding");
    });
  }
});

describe("gradient boosting of numbers equals scikit-learn's, tree for tree", () => {
  for (const recorded of loadFixture<Case>("ensemble/gradient-boosting-regressor").cases) {
    test(titleOf(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const params: Partial<GradientBoostingRegressorParams> = paramsOf(recorded);
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const model = await new GradientBoostingRegressor(params).fit(X, y, options);
      await expectBoosted(model, recorded, X);
      expectClose(await model.predict(X.slice(0, 8)), recorded.predicted, "rounding");
      expectClose(await collect(model.stagedPredict(X.slice(0, 3))), recorded.staged, "rounding");
    });
  }
});
