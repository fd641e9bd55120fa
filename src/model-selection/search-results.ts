import { pairwiseSum } from "../core/pairwise-sum.js";
import type { FoldResult } from "./fit-and-score.js";
import type { AnySetting, ParamSetting } from "./parameter-grid.js";
import type { ScoresOf, ScoringPlan } from "./scoring.js";

/** An array of ranks for one score, a record of arrays for several. */
export type RanksOf<K extends string> = [K] extends [never] ? Int32Array : { readonly [N in K]: Int32Array };

/** What a search found: arrays of shape (nCandidates), for several scores records of arrays by name. */
export interface SearchResults<E = unknown, K extends string = never> {
  /** Hyper-parameters of each candidate. */
  readonly params: readonly ParamSetting<E>[];
  readonly meanTestScore: ScoresOf<K>;
  readonly stdTestScore: ScoresOf<K>;
  /** 1 is the best; equal means share the smaller rank; candidates whose mean is NaN come last. */
  readonly rankTestScore: RanksOf<K>;
  /** Scores of one fold. */
  readonly [split: `split${number}TestScore`]: ScoresOf<K>;
  /** Present if `returnTrainScore`. */
  readonly meanTrainScore?: ScoresOf<K>;
  readonly stdTrainScore?: ScoresOf<K>;
  readonly [split: `split${number}TrainScore`]: ScoresOf<K>;
  /** Seconds. */
  readonly meanFitTime: Float64Array;
  readonly stdFitTime: Float64Array;
  readonly meanScoreTime: Float64Array;
  readonly stdScoreTime: Float64Array;
  /** Message of what failed, by candidate and fold, or null. */
  readonly errors: readonly (readonly (string | null)[])[];
}

/** One column of numbers for each key of the plan, or the only one. */
function byKey<T>(plan: ScoringPlan, columnOf: (k: number) => T): T | Record<string, T> {
  const columns = plan.keys.map((_, k) => columnOf(k));
  return plan.multiple ? Object.fromEntries(plan.keys.map((key, k) => [key, columns[k]!])) : columns[0]!;
}

/** Tables of means, deviations and ranks over the folds. */
export function searchResults(
  plan: ScoringPlan,
  settings: readonly AnySetting[],
  results: readonly (readonly FoldResult[])[],
  returnTrainScore: boolean,
): SearchResults {
  const times = (part: "fitTime" | "scoreTime"): Float64Array[] =>
    results.map((folds) => Float64Array.from(folds, (fold) => fold[part]));
  return {
    params: settings,
    ...scoreColumns(plan, results, "Test", "testScores"),
    rankTestScore: byKey(plan, (k) =>
      ranks(Float64Array.from(results, (folds) => mean(scoresOf(folds, "testScores", k)))),
    ),
    ...(returnTrainScore ? scoreColumns(plan, results, "Train", "trainScores") : {}),
    meanFitTime: Float64Array.from(times("fitTime"), mean),
    stdFitTime: Float64Array.from(times("fitTime"), deviation),
    meanScoreTime: Float64Array.from(times("scoreTime"), mean),
    stdScoreTime: Float64Array.from(times("scoreTime"), deviation),
    errors: results.map((folds) => folds.map((fold) => fold.error)),
  } as unknown as SearchResults;
}

type Part = "testScores" | "trainScores";

function scoresOf(folds: readonly FoldResult[], part: Part, k: number): Float64Array {
  return Float64Array.from(folds, (fold) => fold[part]![k]!);
}

function scoreColumns(
  plan: ScoringPlan,
  results: readonly (readonly FoldResult[])[],
  name: "Test" | "Train",
  part: Part,
): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  results[0]!.forEach((_, f) => {
    columns[`split${f}${name}Score`] = byKey(plan, (k) =>
      Float64Array.from(results, (folds) => folds[f]![part]![k]!),
    );
  });
  const over = (statistic: (values: Float64Array) => number): unknown =>
    byKey(plan, (k) => Float64Array.from(results, (folds) => statistic(scoresOf(folds, part, k))));
  return { ...columns, [`mean${name}Score`]: over(mean), [`std${name}Score`]: over(deviation) };
}

function mean(values: Float64Array): number {
  return pairwiseSum(values) / values.length;
}

/** Standard deviation over the folds (of the population, as NumPy's). */
function deviation(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) * (value - centre))));
}

/** Rank 1 for the largest; equal values share the smaller rank; NaN comes last; all NaN: all 1. */
export function ranks(means: Float64Array): Int32Array {
  return Int32Array.from(means, (value) => {
    let better = 0;
    for (const other of means) {
      if (other > value || (Number.isNaN(value) && !Number.isNaN(other))) better++;
    }
    return better + 1;
  });
}
