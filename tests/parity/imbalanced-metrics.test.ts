import {
  accuracyScore,
  classificationReport,
  classificationReportImbalanced,
  computeClassWeight,
  computeSampleWeight,
  f1Score,
  geometricMeanScore,
  type IndexBalancedAccuracyOptions,
  jaccardScore,
  type Label,
  macroAveragedMeanAbsoluteError,
  makeIndexBalancedAccuracy,
  precisionRecallFscoreSupport,
  precisionScore,
  sensitivityScore,
  sensitivitySpecificitySupport,
  specificityScore,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

interface Pair {
  readonly true: Label[];
  readonly pred: Label[];
  readonly counts: number[];
  readonly weights: number[];
}

interface ScoreCase {
  readonly pair: string;
  readonly function: string;
  readonly iba?: IndexBalancedAccuracyOptions;
  readonly options: Record<string, unknown>;
  readonly expected: unknown;
}

const METRICS: Readonly<Record<string, unknown>> = {
  ...{ accuracyScore, f1Score, geometricMeanScore, jaccardScore, precisionScore },
  ...{ sensitivityScore, sensitivitySpecificitySupport, specificityScore },
};

type Score = (yTrue: Label[], yPred: Label[], options: object) => unknown;

const { cases, notes } = loadFixture<ScoreCase>("metrics/imbalanced");
const pairs = notes["pairs"] as Readonly<Record<string, Pair>>;

/** Options in which weights are named. */
function withWeights(pair: Pair, options: Record<string, unknown>): Record<string, unknown> {
  const { sampleWeight } = options;
  return sampleWeight === undefined
    ? options
    : { ...options, sampleWeight: pair[sampleWeight as "counts" | "weights"] };
}

describe("metrics of imbalanced-learn", () => {
  test.each(cases.map((item, i): [string, ScoreCase] => [`${i}: ${item.function} of ${item.pair}`, item]))(
    "%s",
    (_, item) => {
      const pair = pairs[item.pair]!;
      const plain = METRICS[item.function] as Score;
      const metric = item.iba === undefined ? plain : (makeIndexBalancedAccuracy(item.iba)(plain) as Score);
      const answer = metric(pair.true, pair.pred, withWeights(pair, item.options));
      const values =
        item.function === "sensitivitySpecificitySupport" && item.iba === undefined
          ? Object.values(answer as object)
          : answer;
      expectClose(values as never, item.expected as never, "rounding");
    },
  );
});

test("imbalanced reports equal imbalanced-learn's, as text to the letter and as objects", () => {
  const reports = loadFixture<{
    pair: string;
    options: Record<string, unknown>;
    text: string;
    dict: Record<string, number | Record<string, number>>;
  }>("metrics/imbalanced-report");
  expect(reports.cases.length).toBeGreaterThan(40);
  for (const item of reports.cases) {
    const pair = pairs[item.pair]!;
    const options = withWeights(pair, item.options);
    expect(classificationReportImbalanced(pair.true, pair.pred, options), item.pair).toBe(item.text);
    const report = classificationReportImbalanced(pair.true, pair.pred, { ...options, outputDict: true });
    expect(new Set(Object.keys(report))).toEqual(new Set(Object.keys(item.dict)));
    for (const [key, row] of Object.entries(item.dict)) {
      const own = report[key]!;
      if (typeof row === "number") expectClose(own as number, row, "rounding");
      else
        expectClose(
          Object.keys(row).map((name) => (own as unknown as Record<string, number>)[name]),
          Object.values(row),
          "rounding",
        );
    }
  }
});

test("supports of weighted reports are rounded as imbalanced-learn rounds them", () => {
  const reports = loadFixture<{
    true: number[];
    pred: number[];
    weights: number[];
    text: string;
    support: number[];
    jaccard: number;
  }>("metrics/weighted-report");
  expect(reports.cases.length).toBe(40);
  for (const { true: yTrue, pred, weights, text, support, jaccard } of reports.cases) {
    const options = { sampleWeight: weights };
    expect(classificationReportImbalanced(yTrue, pred, { ...options, digits: 3 })).toBe(text);
    const scores = precisionRecallFscoreSupport(yTrue, pred, { ...options, average: null });
    expectClose(scores.support, support, "bits");
    expectClose(jaccardScore(yTrue, pred, { ...options, average: "micro" }), jaccard, "bits");
  }
});

test("macro-averaged absolute errors equal imbalanced-learn's", () => {
  const errors = loadFixture<{ true: number[]; pred: number[]; weights: number[] | null; error: number }>(
    "metrics/ordinal-error",
  );
  expect(errors.cases.length).toBe(30);
  for (const { true: yTrue, pred, weights, error } of errors.cases) {
    const options = weights === null ? {} : { sampleWeight: weights };
    expectClose(macroAveragedMeanAbsoluteError(yTrue, pred, options), error, "bits");
  }
});

test("decimals of reports are rounded to even at a tie, as Python writes them", () => {
  const reports = loadFixture<{ pair: string; digits: number; text: string }>("metrics/rounded-report");
  for (const { pair, digits, text } of reports.cases)
    expect(classificationReport(pairs[pair]!.true, pairs[pair]!.pred, { digits }), pair).toBe(text);
});

test("class and sample weights equal scikit-learn's", () => {
  const weights = loadFixture<{
    pair: string;
    classWeight: "balanced" | null | Record<string, number>;
    byClass: number[];
    bySample: number[];
    indices: number[];
    inSubsample: number[] | null;
  }>("metrics/class-weight");
  for (const { pair, classWeight, byClass, bySample, indices, inSubsample } of weights.cases) {
    const y = pairs[pair]!.true;
    const classes = [...new Set(y)].sort((a, b) => (a < b ? -1 : 1));
    expectClose(computeClassWeight(classWeight, { classes, y }), byClass, "bits");
    expectClose(computeSampleWeight(classWeight, y), bySample, "bits");
    if (inSubsample !== null)
      expectClose(computeSampleWeight("balanced", y, { indices }), inSubsample, "bits");
  }
});
