import { approximateMode } from "../../base/approximate-mode.js";
import { scoreLabels, scoreTargets } from "../../base/default-score.js";
import type { Label } from "../../base/estimator.js";
import { mostProbable } from "../../base/most-probable.js";
import { toStrata } from "../../base/random-splits.js";
import type { Matrix } from "../../core/matrix.js";
import { RandomState } from "../../core/random-state.js";
import type { Scorer } from "../../metrics/scorer.js";
import type { Loss } from "./losses.js";
import { probabilitiesOf } from "./probabilities.js";

/** Most training rows that a scorer looks at, as in scikit-learn. */
const SCORED_ROWS = 10_000;

/** Whether the last scores are all no better than the one before them. */
export function isInVain(scores: readonly number[], patience: number, tol: number): boolean {
  if (scores.length <= patience) return false;
  const reference = scores.at(-patience - 1)! + tol;
  return !scores.slice(-patience).some((score) => score > reference);
}

/** Rows that a scorer looks at, of training data: all, or a sample with the classes in their proportions. */
export function scoredRows(
  where: string,
  y: Float64Array,
  isClassifier: boolean,
  seed: number,
): Int32Array | undefined {
  if (y.length <= SCORED_ROWS) return undefined;
  const random = new RandomState(seed);
  if (!isClassifier) return random.permutation(y.length).slice(0, SCORED_ROWS);
  const { counts, starts, rows } = toStrata(where, "y", y, y.length);
  const wanted = approximateMode(counts, SCORED_ROWS, random);
  const picked: number[] = [];
  for (const [k, count] of counts.entries()) {
    const order = random.permutation(count);
    for (let i = 0; i < wanted[k]!; i++) picked.push(rows[starts[k]! + order[i]!]!);
  }
  return random.permutation(Int32Array.from(picked));
}

/** What a score is about. */
export interface ScoredAnswer {
  /** Predictions of the trees, shape (rows, nOutputs). */
  readonly raw: Matrix;
  /** Class codes or targets. */
  readonly y: Float64Array;
  readonly weight: Float64Array | undefined;
  /** Classes; undefined in regression. */
  readonly classes: readonly Label[] | undefined;
}

/**
 * The score of predictions; greater is better.
 *
 * @param scorer null: accuracy or R².
 */
export function scoreRaw(where: string, scorer: Scorer | null, loss: Loss, answer: ScoredAnswer): number {
  const { raw, y, weight, classes } = answer;
  const sampleWeight = weight === undefined ? {} : { sampleWeight: weight };
  if (classes === undefined) {
    const { inverseLink } = loss;
    const output = inverseLink === undefined ? raw.data : raw.data.map(inverseLink);
    return scorer === null
      ? scoreTargets(where, y, output, weight)
      : scorer.score(y, { output, classes, ...sampleWeight });
  }
  const labels = Array.from(y, (code) => classes[code]!);
  const predicted = (): Label[] => labelsOf(raw, classes);
  if (scorer === null) return scoreLabels(where, labels, predicted(), weight);
  const output =
    scorer.needs === "predict"
      ? predicted()
      : scorer.needs === "predictProba"
        ? probabilitiesOf(raw)
        : raw.columns === 1
          ? raw.data
          : raw;
  return scorer.score(labels, { output, classes, ...sampleWeight });
}

/** The most probable labels: of two classes the larger where the prediction is above 0. */
export function labelsOf<L extends Label>(raw: Matrix, classes: readonly L[]): L[] {
  if (raw.columns > 1) return mostProbable(raw, classes);
  return Array.from(raw.data, (value) => classes[value > 0 ? 1 : 0]!);
}
