import {
  RandomForestClassifier,
  type RandomForestClassifierModel,
  type RandomForestClassifierParams,
  RandomForestRegressor,
  type RandomForestRegressorModel,
  type RandomForestRegressorParams,
  type TreeArrays,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { expectTree, hashOf, type RecordedTree } from "./node-arrays.js";
import { labelsOf } from "./recorded-labels.js";

interface ForestCase {
  readonly data: string;
  readonly params: Record<string, unknown> & { readonly criterion?: string };
  readonly sampleWeight: number[] | null;
  readonly trees: {
    readonly nodeCounts: number[];
    readonly hash: Readonly<Record<keyof TreeArrays, string>>;
    readonly first: RecordedTree;
  };
  readonly featureImportances: number[];
  readonly leaves: string;
  readonly predicted: (string | number)[];
  readonly samples: string;
  readonly probabilities?: number[][];
  readonly oobScore?: number;
  readonly oob?: number[][] | number[];
}

const LOGARITHMS = new Set(["entropy", "log_loss", "poisson"]);

function join<A extends Int32Array | Float64Array | Uint8Array | Uint32Array>(parts: readonly A[]): A {
  const values = parts.flatMap((part) => Array.from(part));
  const ArrayType = parts[0]!.constructor as new (values: number[]) => A;
  return new ArrayType(values);
}

async function check(
  model: RandomForestClassifierModel | RandomForestRegressorModel,
  recorded: ForestCase,
  X: number[][],
): Promise<void> {
  const withLogarithms = LOGARITHMS.has(recorded.params.criterion ?? "");
  expect(model.trees.map((tree) => tree.nodeCount)).toEqual(recorded.trees.nodeCounts);
  expectTree(model.trees[0]!, recorded.trees.first, withLogarithms);
  for (const [name, hash] of Object.entries(recorded.trees.hash) as [keyof TreeArrays, string][]) {
    if (withLogarithms && name === "impurity") continue;
    expect(hashOf(join(model.trees.map((tree) => tree[name]))), name).toBe(hash);
  }
  expectClose(model.featureImportances, recorded.featureImportances, "rounding");
  expect(hashOf(await model.apply(X))).toBe(recorded.leaves);
  expect(hashOf(join(model.estimatorsSamples))).toBe(recorded.samples);
}

const title = ({ data, params, sampleWeight }: ForestCase): string =>
  `${data} ${JSON.stringify(params)}${sampleWeight ? " weighted" : ""}`;

describe("forests of classification trees equal scikit-learn's node for node", () => {
  for (const recorded of loadFixture<ForestCase>("ensemble/random-forest-classifier").cases) {
    test(title(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const params = recorded.params as Partial<RandomForestClassifierParams>;
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const model = await new RandomForestClassifier(params).fit(X, labelsOf(y, false), options);
      await check(model, recorded, X);
      expect(await model.predict(X.slice(0, 6))).toEqual(recorded.predicted);
      expectClose((await model.predictProba(X.slice(0, 6))).toArray(), recorded.probabilities!, "bits");
      if (recorded.oob === undefined) return;
      expectClose(model.oobDecisionFunction!.toArray().slice(0, 12), recorded.oob, "bits");
      expectClose([model.oobScore], [recorded.oobScore], "rounding");
    });
  }
});

describe("forests of regression trees equal scikit-learn's node for node", () => {
  for (const recorded of loadFixture<ForestCase>("ensemble/random-forest-regressor").cases) {
    test(title(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const params = recorded.params as Partial<RandomForestRegressorParams>;
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const target = params.criterion === "poisson" ? y.map(Math.abs) : y;
      const model = await new RandomForestRegressor(params).fit(X, target, options);
      await check(model, recorded, X);
      expectClose(await model.predict(X.slice(0, 6)), recorded.predicted, "bits");
      if (recorded.oob === undefined) return;
      expectClose(model.oobPrediction!.slice(0, 12), recorded.oob, "bits");
      expectClose([model.oobScore], [recorded.oobScore], "rounding");
    });
  }
});
