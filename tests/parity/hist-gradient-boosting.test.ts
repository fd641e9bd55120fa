import {
  Frame,
  HistGradientBoostingClassifier,
  type HistGradientBoostingClassifierParams,
  HistGradientBoostingRegressor,
  type HistGradientBoostingRegressorParams,
  type HistTree,
  Matrix,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { hashOf } from "./node-arrays.js";
import { labelsOf } from "./recorded-labels.js";

type ExactName =
  | "count"
  | "featureIdx"
  | "numThreshold"
  | "missingGoToLeft"
  | "left"
  | "right"
  | "depth"
  | "isLeaf"
  | "binThreshold"
  | "isCategorical"
  | "leftCategories";

interface RecordedTrees {
  readonly nodeCounts: number[];
  readonly hash: Readonly<Record<ExactName, string>>;
  readonly firstValue: number[];
  readonly firstGain: number[];
  readonly values: number[];
}

interface BoostingCase {
  readonly data: string;
  readonly params: Record<string, unknown> & { readonly loss?: string };
  readonly sampleWeight: number[] | null;
  readonly trees: RecordedTrees;
  readonly baseline: number[];
  readonly trainScore: number[];
  readonly validationScore: number[];
  readonly predicted: (string | number)[];
  readonly probabilities?: number[][];
}

type NodeArray = Float64Array | Uint32Array | Int32Array | Uint8Array;

function join(parts: readonly NodeArray[]): NodeArray {
  const ArrayType = parts[0]!.constructor as new (values: number[]) => NodeArray;
  return new ArrayType(parts.flatMap((part) => Array.from(part)));
}

/** Splits are equal bit for bit; values and gains within rounding. */
function expectTrees(predictors: readonly (readonly HistTree[])[], recorded: RecordedTrees): void {
  const trees = predictors.flat();
  expect(trees.map((tree) => tree.nodeCount)).toEqual(recorded.nodeCounts);
  for (const [name, hash] of Object.entries(recorded.hash) as [ExactName, string][])
    expect(hashOf(join(trees.map((tree) => tree[name]))), name).toBe(hash);
  expectClose(trees[0]!.value, recorded.firstValue, "rounding");
  expectClose(trees[0]!.gain, recorded.firstGain, "rounding");
  const sums = trees.map((tree) => tree.value.reduce((sum, value) => sum + Math.abs(value), 0));
  expectClose(sums, recorded.values, "rounding");
}

const title = ({ data, params, sampleWeight }: BoostingCase): string =>
  `${data} ${JSON.stringify(params)}${sampleWeight ? " weighted" : ""}`;

const weighted = ({ sampleWeight }: BoostingCase): object => (sampleWeight === null ? {} : { sampleWeight });

describe("boosting of classification on histograms splits as scikit-learn's", () => {
  for (const recorded of loadFixture<BoostingCase>("ensemble/hist-gradient-boosting-classifier").cases) {
    test(title(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const params = recorded.params as Partial<HistGradientBoostingClassifierParams>;
      const boosting = new HistGradientBoostingClassifier(params);
      const model = await boosting.fit(X, labelsOf(y, false), weighted(recorded));
      expectTrees(model.predictors, recorded.trees);
      expectClose(model.baselinePrediction, recorded.baseline, "rounding");
      expectClose(model.trainScore, recorded.trainScore, "rounding");
      expectClose(model.validationScore, recorded.validationScore, "rounding");
      expect(await model.predict(X.slice(0, 8))).toEqual(recorded.predicted);
      expectClose((await model.predictProba(X.slice(0, 8))).toArray(), recorded.probabilities!, "rounding");
    });
  }
});

describe("boosting of regression on histograms splits as scikit-learn's", () => {
  for (const recorded of loadFixture<BoostingCase>("ensemble/hist-gradient-boosting-regressor").cases) {
    test(title(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const params = recorded.params as Partial<HistGradientBoostingRegressorParams>;
      const positive = params.loss === "poisson" || params.loss === "gamma";
      const target = positive ? y.map((value) => Math.abs(value) + 0.5) : y;
      const model = await new HistGradientBoostingRegressor(params).fit(X, target, weighted(recorded));
      expectTrees(model.predictors, recorded.trees);
      expectClose(model.baselinePrediction, recorded.baseline, "rounding");
      expectClose(model.trainScore, recorded.trainScore, "rounding");
      expectClose(model.validationScore, recorded.validationScore, "rounding");
      expectClose(await model.predict(X.slice(0, 8)), recorded.predicted, "rounding");
    });
  }
});

interface StagedCase {
  readonly estimator: string;
  readonly data: string;
  readonly params: Record<string, unknown> & { readonly loss?: string };
  readonly sampleWeight: number[] | null;
  /** For each iteration. */
  readonly predicted: (string | number)[][];
  readonly probabilities?: number[][][];
  readonly decisions?: (number[] | number[][])[];
}

async function all<T>(stages: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = [];
  for await (const stage of stages) out.push(stage);
  return out;
}

describe("the answers after each iteration are scikit-learn's", () => {
  const { cases } = loadFixture<StagedCase>("ensemble/hist-gradient-boosting-staged");
  for (const recorded of cases)
    test(`${recorded.estimator} ${recorded.data} ${JSON.stringify(recorded.params)}`, async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const { loss } = recorded.params;
      const few = X.slice(0, 6);
      const weights = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      if (recorded.estimator === "HistGradientBoostingRegressor") {
        const target = loss === "poisson" || loss === "gamma" ? y.map((value) => Math.abs(value) + 0.5) : y;
        const model = await new HistGradientBoostingRegressor(
          recorded.params as Partial<HistGradientBoostingRegressorParams>,
        ).fit(X, target, weights);
        const stages = await all(model.stagedPredict(few));
        expect(stages).toHaveLength(recorded.predicted.length);
        for (const [t, stage] of stages.entries())
          expectClose(stage, recorded.predicted[t] as number[], "rounding");
        return;
      }
      const model = await new HistGradientBoostingClassifier(
        recorded.params as Partial<HistGradientBoostingClassifierParams>,
      ).fit(X, labelsOf(y, false), weights);
      expect(await all(model.stagedPredict(few))).toEqual(recorded.predicted);
      const probabilities = await all(model.stagedPredictProba(few));
      const decisions = await all(model.stagedDecisionFunction(few));
      expect(probabilities).toHaveLength(recorded.predicted.length);
      expect(decisions).toHaveLength(recorded.predicted.length);
      for (const [t, stage] of probabilities.entries())
        expectClose(stage.data, recorded.probabilities![t]!.flat(), "rounding");
      for (const [t, stage] of decisions.entries())
        expectClose(
          stage instanceof Matrix ? stage.data : stage,
          recorded.decisions![t]!.flat() as number[],
          "rounding",
        );
    });
});

interface FrameCase {
  readonly size: number[];
  readonly colour: (string | null)[];
  readonly y: number[];
  readonly trees: RecordedTrees;
  readonly seen: { readonly size: number[]; readonly colour: (string | null)[] };
  readonly predicted: number[];
  readonly isCategorical: boolean[];
}

test("the columns of text of a frame are categories, as those of a pandas frame are", async () => {
  const [recorded] = loadFixture<FrameCase>("ensemble/hist-gradient-boosting-frames").cases;
  const { size, colour, y, trees, seen, predicted, isCategorical } = recorded!;
  const model = await new HistGradientBoostingRegressor({ maxIter: 6, minSamplesLeaf: 5 }).fit(
    Frame.fromColumns({ size, colour }),
    y,
  );
  expectTrees(model.predictors, trees);
  expect(model.isCategorical).toEqual(isCategorical);
  expectClose(
    await model.predict(Frame.fromColumns({ size: seen.size, colour: seen.colour })),
    predicted,
    "rounding",
  );
});

interface LargeCase {
  readonly rows: number;
  readonly trees: RecordedTrees;
  readonly validationScore: number[];
}

test("bins of many rows are made from the sample that scikit-learn draws", async () => {
  const [recorded] = loadFixture<LargeCase>("ensemble/hist-gradient-boosting-large").cases;
  const { rows, trees, validationScore } = recorded!;
  const X = new Matrix(new Float64Array(2 * rows), rows, 2);
  for (let i = 0; i < rows; i++) {
    X.data[2 * i] = ((i * 7919) % 1000003) / 1000003;
    X.data[2 * i + 1] = ((i * 104729) % 999983) / 999983;
  }
  const y = Float64Array.from(
    { length: rows },
    (_, i) => X.data[2 * i]! * X.data[2 * i]! - X.data[2 * i + 1]!,
  );
  const model = await new HistGradientBoostingRegressor({ maxIter: 2 }).fit(X, y);
  expectTrees(model.predictors, trees);
  expectClose(model.validationScore, validationScore, "rounding");
});
