import { describe, expect, test } from "vitest";
import { accuracyScore } from "./accuracy.js";
import { costScore, costThreshold, makeCostScorer } from "./cost-score.js";
import { fixedDecimals } from "./fixed-decimals.js";
import { classificationReportImbalanced } from "./imbalanced-report.js";
import { makeIndexBalancedAccuracy } from "./index-balanced-accuracy.js";
import { macroAveragedMeanAbsoluteError } from "./macro-averaged-error.js";
import {
  geometricMeanScore,
  sensitivityScore,
  sensitivitySpecificitySupport,
  specificityScore,
} from "./sensitivity-specificity.js";

const yTrue = ["no", "no", "no", "yes", "yes"];
const yPred = ["no", "no", "yes", "yes", "no"];
const posLabel = "yes";

describe("sensitivity and specificity", () => {
  test("are the shares found and left in peace", () => {
    expect(sensitivityScore(yTrue, yPred, { posLabel })).toBe(1 / 2);
    expect(specificityScore(yTrue, yPred, { posLabel })).toBe(2 / 3);
    expect(geometricMeanScore(yTrue, yPred)).toBeCloseTo(Math.sqrt(1 / 3), 15);
    expect(geometricMeanScore(yTrue, yPred, { average: "binary", posLabel })).toBe(
      Math.sqrt((1 / 2) * (2 / 3)),
    );
  });

  test("a class that is missed altogether makes the geometric mean 0, or takes the correction", () => {
    expect(geometricMeanScore(["a", "b"], ["a", "a"])).toBe(0);
    expect(geometricMeanScore(["a", "b"], ["a", "a"], { correction: 0.04 })).toBeCloseTo(0.2, 15);
  });

  test("labels and options that do not fit are refused", () => {
    expect(() => sensitivityScore(yTrue, yPred)).toThrow(/posLabel must be one of the labels/);
    expect(() => sensitivityScore([0, 1, 2], [0, 1, 2])).toThrow(/at most 2 labels/);
    expect(() => specificityScore([0], [0, 1])).toThrow(/yPred must have 1 values/);
    expect(() => geometricMeanScore(yTrue, yPred, { correction: -1 })).toThrow(/correction must be/);
    expect(() => makeIndexBalancedAccuracy({ alpha: Number.NaN })).toThrow(/alpha must be a finite number/);
    expect(() => classificationReportImbalanced(yTrue, yPred, { targetNames: ["one"] })).toThrow(/2 names/);
    expect(() => classificationReportImbalanced([1, 2], [2, 2], { labels: [3] })).toThrow(
      /nothing to average/,
    );
  });

  test("without a right prediction a report counts in floating point, as imbalanced-learn does", () => {
    const report = classificationReportImbalanced(["b", "b"], ["a", "a"]).split("\n");
    expect(report[2]).toBe(
      "          a       0.00      0.00      0.00      0.00      0.00      0.00       0.0",
    );
    expect(report[5]).toBe(
      "avg / total       0.00      0.00      0.00      0.00      0.00      0.00       2.0",
    );
  });

  test("negative labels only have no support", () => {
    const nothing = { sensitivity: 0, specificity: 0, support: 0 };
    expect(sensitivitySpecificitySupport([0, 0], [0, 0], { average: "binary" })).toEqual(nothing);
  });

  test("the index rewards finding more than leaving in peace", () => {
    const iba = makeIndexBalancedAccuracy({ alpha: 0.5, squared: false })(accuracyScore);
    expect(iba([1, 1, 0, 0], [1, 1, 1, 0])).toBe((1 + 0.5 * (1 - 0.5)) * 0.75);
  });
});

describe("macro-averaged absolute error", () => {
  test("is the mean of the errors of the classes, however many samples each has", () => {
    expect(macroAveragedMeanAbsoluteError([0, 0, 0, 5], [0, 0, 0, 0])).toBe(2.5);
    expect(macroAveragedMeanAbsoluteError([0, 0, 1, 3], [1, 0, 1, 0], { sampleWeight: [1, 3, 1, 2] })).toBe(
      (0.25 + 0 + 3) / 3,
    );
    expect(macroAveragedMeanAbsoluteError([2], [2])).toBe(0);
  });

  test("what has no error is refused by its place", () => {
    expect(() => macroAveragedMeanAbsoluteError([1, 1], [1, 2])).toThrow(
      "macroAveragedMeanAbsoluteError: yPred must hold classes that yTrue holds; received 2 at row 1",
    );
    expect(() => macroAveragedMeanAbsoluteError([1, 2], [1, 2], { sampleWeight: [1, 0] })).toThrow(
      /of class 2/,
    );
    expect(() => macroAveragedMeanAbsoluteError(["a"] as never, ["a"] as never)).toThrow(/whole numbers/);
    expect(() => macroAveragedMeanAbsoluteError([1.5], [1])).toThrow(/row 0/);
    expect(() => macroAveragedMeanAbsoluteError([], [])).toThrow(/at least 1 value/);
  });
});

test("a negative zero keeps its sign in a report", () => {
  expect(fixedDecimals(-0, 2)).toBe("-0.00");
});

describe("costs", () => {
  const costs = { no: { yes: 1 }, yes: { no: 20, yes: -2 } };

  test("are summed or averaged over the decisions, with weights", () => {
    expect(costScore(yTrue, yPred, { costs, normalize: false })).toBe(1 + 20 - 2);
    expect(costScore(yTrue, yPred, { costs })).toBe(19 / 5);
    expect(costScore(yTrue, yPred, { costs, sampleWeight: [1, 1, 3, 1, 0] })).toBe((3 - 2) / 6);
    expect(
      costScore([true, false], [false, false], { costs: { true: { false: 4 }, false: { true: 1 } } }),
    ).toBe(2);
    expect(costScore([1, 0], [0, 0], { costs: { 1: { 0: 3 }, 0: { 1: 1 } } })).toBe(1.5);
  });

  test("a scorer is minus the cost, and the threshold that of Elkan", () => {
    const scorer = makeCostScorer({ costs, posLabel });
    expect(scorer.score(yTrue, { output: yPred, classes: ["no", "yes"] })).toBe(-19 / 5);
    expect(scorer).toMatchObject({ posLabel: "yes", greaterIsBetter: false, name: "neg_cost" });
    expect(costThreshold({ costs, posLabel: "yes", negLabel: "no" })).toBe(1 / 23);
  });

  test("a decision without a cost is refused by name", () => {
    expect(() => costScore(yTrue, yPred, { costs: { no: {}, yes: { no: 1 } } })).toThrow(
      'costScore: costs must be a table with a finite number at ["no"]["yes"]; received undefined',
    );
    expect(() => makeCostScorer({ costs: { no: 1 } as never })).toThrow(/costs must be a table of costs/);
    expect(() =>
      costThreshold({ costs: { no: { yes: -1 }, yes: { no: 1 } }, posLabel: "yes", negLabel: "no" }),
    ).toThrow(/wrong decisions cost more than right ones/);
  });
});

test("a tie between decimals goes to the even digit", () => {
  expect([0.125, 0.375, 0.625, 0.5, 2.5, 1, 0.135].map((value) => fixedDecimals(value, 2))).toEqual([
    ...["0.12", "0.38", "0.62", "0.50", "2.50", "1.00", "0.14"],
  ]);
  expect([0.5, 1.5, 2.5, -0.5].map((value) => fixedDecimals(value, 0))).toEqual(["0", "2", "2", "-0"]);
  expect(fixedDecimals(Number.NaN, 2)).toBe("nan");
});
