import {
  accuracyScore,
  averagePrecisionScore,
  brierScoreLoss,
  f1Score,
  geometricMeanScore,
  getScorer,
  jaccardScore,
  type Label,
  type MakeScorerOptions,
  Matrix,
  type ModelAnswer,
  makeScorer,
  precisionScore,
  recallScore,
  rocAucScore,
  type Scorer,
  type ScorerName,
  sensitivityScore,
  specificityScore,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

interface ScorerCase {
  readonly name: string;
  readonly y: Label[];
  readonly predict: Label[];
  readonly proba: number[][];
  readonly decision: number[] | number[][];
  readonly classes: Label[];
  /** Without and with weights. */
  readonly scorers: Readonly<Record<ScorerName, (number | "refused")[]>>;
  readonly made: [
    string,
    NonNullable<MakeScorerOptions["responseMethod"]>,
    Label | null,
    number | "refused",
  ][];
}

const METRICS = {
  accuracy_score: accuracyScore,
  precision_score: precisionScore,
  recall_score: recallScore,
  f1_score: f1Score,
  jaccard_score: jaccardScore,
  roc_auc_score: rocAucScore,
  average_precision_score: averagePrecisionScore,
  brier_score_loss: brierScoreLoss,
  geometric_mean_score: geometricMeanScore,
  sensitivity_score: sensitivityScore,
  specificity_score: specificityScore,
};

function answerOf({ needs }: Scorer, { predict, proba, decision, classes }: ScorerCase): ModelAnswer {
  if (needs === "predict") return { output: predict, classes };
  const values = needs === "predictProba" ? proba : decision;
  const output = Array.isArray(values[0])
    ? Matrix.from(values as number[][])
    : Float64Array.from(values as number[]);
  return { output, classes };
}

function expectScore(score: () => number, expected: number | "refused"): void {
  if (expected === "refused") expect(score).toThrow(/must/);
  else expectClose(score(), expected, "lapack");
}

describe("scorers take scikit-learn's positive class, or refuse where it does", () => {
  const { cases, notes } = loadFixture<ScorerCase>("metrics/scorers");
  const sampleWeight = notes["sampleWeight"] as number[];
  for (const item of cases) {
    test.each(Object.entries(item.scorers))(`labels ${item.name}: %s`, (name, [plain, weighted]) => {
      const scorer = getScorer(name as ScorerName);
      expectScore(() => scorer.score(item.y, answerOf(scorer, item)), plain!);
      expectScore(() => scorer.score(item.y, { ...answerOf(scorer, item), sampleWeight }), weighted!);
    });
    test.each(item.made)(`labels ${item.name}: %s of %s, positive %s`, (name, method, posLabel, expected) => {
      const options = { responseMethod: method, ...(posLabel === null ? {} : { posLabel }) };
      const scorer = makeScorer(METRICS[name as keyof typeof METRICS], options);
      expectScore(() => scorer.score(item.y, answerOf(scorer, item)), expected);
    });
  }
});
