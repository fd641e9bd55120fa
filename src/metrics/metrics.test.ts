import { expect, test } from "vitest";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { sortDescending } from "../core/radix-sort.js";
import { RandomState } from "../core/random-state.js";
import {
  accuracyScore,
  auc,
  averagePrecisionScore,
  brierScoreLoss,
  classificationReport,
  confusionMatrix,
  f1Score,
  getScorer,
  getScorerNames,
  logLoss,
  makeScorer,
  maxError,
  meanSquaredError,
  precisionRecallCurve,
  precisionScore,
  r2Score,
  rocAucScore,
  rocCurve,
  type ScorerName,
} from "./index.js";

test("the radix order is that of a stable descending sort, ties and both zeros included", () => {
  const random = new RandomState(0);
  for (const n of [0, 1, 511, 512, 5000]) {
    const values = random
      .normal(0, 3, n)
      .map((value, i) => (i % 3 === 0 ? Math.round(value) : value * 10 ** (i % 300)));
    if (n > 4) values.set([0, -0, 0, Number.MAX_VALUE], 1);
    const expected = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]! || a - b);
    const { order, sorted } = sortDescending(values);
    expect(Array.from(order)).toEqual(expected);
    expect(Array.from(sorted)).toEqual(expected.map((i) => values[i]! + 0));
  }
});

test("numbers that agree in their leading bits are sorted too", () => {
  const near = new RandomState(1).random(20_000).map((value) => 1 + value * 1e-9);
  expect(sortDescending(near).sorted).toEqual(near.slice().sort().reverse());
  const ties = new RandomState(2).randint(0, 3, 20_000);
  expect(sortDescending(ties).sorted).toEqual(ties.slice().sort().reverse());
});

test("a report prints as scikit-learn prints it", () => {
  const text = classificationReport(["a", "b", "b", "c"], ["a", "b", "c", "c"], {
    targetNames: ["x", "y", "z"],
  });
  expect(text).toBe(
    [
      "              precision    recall  f1-score   support",
      "",
      "           x       1.00      1.00      1.00         1",
      "           y       1.00      0.50      0.67         2",
      "           z       0.50      1.00      0.67         1",
      "",
      "    accuracy                           0.75         4",
      "   macro avg       0.83      0.83      0.78         4",
      "weighted avg       0.88      0.75      0.75         4",
      "",
    ].join("\n"),
  );
});

test("a report counts in floating point where no prediction is right, as scikit-learn does", () => {
  const [, , first, , , accuracy] = classificationReport([0, 0], [1, 1]).split("\n");
  expect(first).toBe("           0       0.00      0.00      0.00       2.0");
  expect(accuracy).toBe("    accuracy                           0.00       2.0");
});

test("labels may be typed arrays, columns and booleans", () => {
  const column = { name: "y", length: 3, toArray: () => ["a", "b", "b"] };
  expect(accuracyScore(column, ["a", "b", "a"])).toBe(2 / 3);
  expect(accuracyScore(Int32Array.of(1, 2, 3), [1, 2, 4])).toBe(2 / 3);
  expect(f1Score([true, false, true], [true, true, true])).toBe(0.8);
});

test("scores and probabilities that are no vector at all are refused", () => {
  const metrics = [
    logLoss,
    brierScoreLoss,
    rocAucScore,
    rocCurve,
    precisionRecallCurve,
    averagePrecisionScore,
  ];
  for (const metric of metrics as ((yTrue: unknown, yScore: unknown) => unknown)[])
    for (const scores of [null, undefined, 5, "ab"])
      expect(() => metric([0, 1], scores), `${metric.name} ${scores}`).toThrow(InvalidInputError);
});

test("bad labels are refused, first row named", () => {
  expect(() => accuracyScore([], [])).toThrow(
    "accuracyScore: yTrue must have at least 1 value; received 0 values",
  );
  expect(() => accuracyScore([1, 2], [1])).toThrow(
    "yPred must have 2 values, as yTrue has; received 1 values",
  );
  expect(() => accuracyScore([1, 2], [1, "2"] as never)).toThrow(
    'accuracyScore: labels in yTrue and yPred must all be of one type, here number; received "2" at row 1',
  );
  expect(() => accuracyScore([1, Number.NaN], [1, 1])).toThrow(
    "yTrue must hold finite labels; received NaN at row 1",
  );
  expect(() => accuracyScore(["a", null as never], ["a", "a"])).toThrow("yTrue must have no missing value");
  expect(() => accuracyScore([{} as never], [{} as never])).toThrow("strings, numbers or booleans");
  expect(() => accuracyScore([1, 2], [1, 2], { sampleWeight: [1, -1] })).toThrow(
    "sampleWeight must hold no negative",
  );
  expect(() => accuracyScore("ab" as never, ["a"])).toThrow(InvalidInputError);
});

test("options are refused by name", () => {
  expect(() =>
    averagePrecisionScore(
      ["a", "b", "c"],
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      { posLabel: "a" },
    ),
  ).toThrow("posLabel must be left out where there are more than 2 classes");
  expect(() => precisionScore(["a", "b"], ["a", "b"])).toThrow(
    'posLabel must be one of the labels ("a", "b"); received 1',
  );
  expect(() => precisionScore([1, 2, 3], [1, 2, 3])).toThrow('at most 2 labels where average is "binary"');
  expect(() => precisionScore([0, 1], [0, 1], { average: "mean" as never })).toThrow(
    "average must be one of",
  );
  expect(() => precisionScore([0, 1], [0, 1], { zeroDivision: 2 })).toThrow("zeroDivision must be one of");
  expect(() => confusionMatrix([0, 1], [0, 1], { normalize: "row" as never })).toThrow(
    "normalize must be one of",
  );
  expect(() => confusionMatrix([0, 1], [0, 1], { labels: [] })).toThrow(
    "labels must be an array of at least one",
  );
  expect(() => confusionMatrix([0, 1], [0, 1], { labels: [5] })).toThrow(
    "at least one of labels must be in yTrue",
  );
  expect(() =>
    rocAucScore(
      [0, 1, 2],
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    ),
  ).toThrow('multiClass must be "ovr" or "ovo"');
  expect(() => rocAucScore([0, 1], [0.1, 0.9], { maxFpr: 0 })).toThrow("maxFpr must be a number in (0, 1]");
  expect(() => rocCurve(["a", "b"], [0, 1])).toThrow(InvalidParameterError);
  expect(() => rocCurve([0, 1], [0, Number.NaN])).toThrow(
    "yScore must hold finite numbers; received NaN at row 1",
  );
  expect(() => meanSquaredError([1, 2], [1, 2], { multioutput: [1, 2] })).toThrow("1 weights, one an output");
  expect(() =>
    meanSquaredError(
      [1, 2],
      [
        [1, 2],
        [3, 4],
      ],
    ),
  ).toThrow("yPred must have 1 outputs");
  expect(() => maxError([[1, 2]], [[1, 2]])).toThrow("yTrue must have one output; received 2 outputs");
  expect(() =>
    logLoss(
      [0, 1],
      [
        [0.5, 1.5],
        [0.5, 0.5],
      ],
    ),
  ).toThrow("yProba must lie in [0, 1]; received 1.5 at row 0, column 1");
  expect(() => logLoss([0, 0], [0.5, 0.5])).toThrow("at least 2 classes, or labels must list them");
  expect(() => auc([0, 2, 1], [0, 1, 1])).toThrow("x must be ascending or descending");
});

test("values at the edge of the number range give numbers", () => {
  expect(meanSquaredError([1e308], [-1e308])).toBe(Number.POSITIVE_INFINITY);
  expect(r2Score([1], [1])).toBeNaN();
  expect(rocAucScore([1, 1], [0.3, 0.4])).toBeNaN();
  expect(
    logLoss(
      [0, 1],
      [
        [1, 0],
        [1, 0],
      ],
    ),
  ).toBeCloseTo(18.02182669, 8);
});

test("a misspelt scoring name is refused with the nearest right one", () => {
  expect(() => getScorer("acuracy" as ScorerName, "crossValScore")).toThrow(
    /^crossValScore: scoring must be one of accuracy, .* \(did you mean "accuracy"\?\); received "acuracy"$/,
  );
});

test("every scorer scores, and losses come with the sign changed", () => {
  const bits = { output: [1, 0, 1, 1], classes: [0, 1] };
  const proba = new Matrix(Float64Array.of(0.2, 0.8, 0.6, 0.4, 0.3, 0.7, 0.9, 0.1), 4, 2);
  for (const name of getScorerNames()) {
    const scorer = getScorer(name);
    const answer = scorer.needs === "predict" ? bits : { output: proba, classes: [0, 1] };
    const score = scorer.score([1, 0, 0, 1], answer);
    expect(Number.isFinite(score), name).toBe(true);
    if (name.startsWith("neg_")) expect(score, name).toBeLessThanOrEqual(0);
  }
  expect(getScorer("neg_mean_squared_error").score([1, 2], { output: [2, 4], classes: undefined })).toBe(
    -2.5,
  );
  const hits = makeScorer(
    (yTrue: number[], yPred: number[]) => yTrue.filter((value, i) => value === yPred[i]).length,
    {
      greaterIsBetter: false,
    },
  );
  expect(hits.score([1, 0, 0, 1], bits)).toBe(-3);
  expect(() => makeScorer(() => 0, { responseMethod: "fit" as never })).toThrow(
    "responseMethod must be one of",
  );
});
