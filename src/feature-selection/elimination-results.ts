import { pairwiseSum } from "../core/pairwise-sum.js";
import type { Elimination } from "./recursive-elimination.js";

/** A round of an elimination on one fold: the features it started from, and their score. */
export interface EliminationScores extends Elimination {
  readonly nFeatures: number;
  readonly score: number;
}

/** What the folds of a cross-validated elimination gave, by number of features in ascending order. */
export interface EliminationResults {
  /** Number of features, shape (nRounds). */
  readonly nFeatures: Int32Array;
  /** Mean of the scores over the folds, shape (nRounds). */
  readonly meanTestScore: Float64Array;
  /** Standard deviation of the scores over the folds, shape (nRounds). */
  readonly stdTestScore: Float64Array;
  /** Scores of one fold, shape (nRounds). */
  readonly [score: `split${number}TestScore`]: Float64Array;
  /** Ranks of the features in one fold, one array for each round. */
  readonly [ranking: `split${number}Ranking`]: readonly Int32Array[];
  /** Features kept in one fold, one array for each round. */
  readonly [support: `split${number}Support`]: readonly (readonly boolean[])[];
}

/** Tables of the rounds of all folds, and the number of features with the greatest sum of scores; of several the smallest. */
export function eliminationResults(folds: readonly (readonly EliminationScores[])[]): {
  readonly best: number;
  readonly cvResults: EliminationResults;
} {
  const ascending = folds.map((rounds) => [...rounds].reverse());
  const nFeatures = Int32Array.from(ascending[0]!, (round) => round.nFeatures);
  const scores = ascending.map((rounds) => Float64Array.from(rounds, ({ score }) => score));
  const sums = Float64Array.from(nFeatures, (_, k) => scores.reduce((sum, fold) => sum + fold[k]!, 0));
  const meanTestScore = sums.map((sum) => sum / folds.length);
  const stdTestScore = meanTestScore.map((mean, k) =>
    Math.sqrt(pairwiseSum(scores.map((fold) => (fold[k]! - mean) * (fold[k]! - mean))) / folds.length),
  );
  let best = 0;
  for (let k = 1; k < sums.length; k++) if (sums[k]! > sums[best]!) best = k;
  const bySplit = ascending.flatMap((rounds, i) => [
    [`split${i}TestScore`, scores[i]],
    [`split${i}Ranking`, rounds.map(({ ranking }) => ranking)],
    [`split${i}Support`, rounds.map(({ support }) => support)],
  ]);
  const cvResults = { nFeatures, meanTestScore, stdTestScore, ...Object.fromEntries(bySplit) };
  return { best: nFeatures[best]!, cvResults: cvResults as EliminationResults };
}
