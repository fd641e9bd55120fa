import type { FitOptions } from "../base/estimator.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { glibcLog } from "../core/glibc-log.js";
import { pairwiseSum, pairwiseSumOf } from "../core/pairwise-sum.js";
import { RandomState } from "../core/random-state.js";
import { reportWarning } from "../core/warning.js";
import { loadRuntime } from "../parallel/index.js";
import { nextTurn } from "../parallel/platform.js";

/** Rows of a block of weights. */
const BLOCK_ROWS = 16384;
/** Rows whose weights are in kernel memory at once. */
const ROWS_AT_ONCE = 8 * BLOCK_ROWS;
/** A weight below this is raised to it before a round, unless it was 0 from the start. */
const LEAST_WEIGHT = 2.220446049250313e-16;

/** Target of a boosted classification. */
export interface BoostingTarget {
  /** Class of each row, shape (nSamples). */
  readonly codes: Int32Array;
  readonly nClasses: number;
  /** Weight of each row; undefined: 1. */
  readonly sampleWeight: Float64Array | undefined;
}

/** Settings of boosting. */
export interface BoostingSettings {
  readonly nEstimators: number;
  readonly learningRate: number;
  readonly randomState: number | null;
}

/** What a round of boosting fitted. */
export interface BoostingRound<M> {
  readonly model: M;
  /** Class that the model predicts for each row, shape (nSamples); read before the next round. */
  readonly predicted: Int32Array;
}

/**
 * Fits the model of one round: to all rows by their weights, or to rows drawn for the round.
 *
 * @param weight weight of each row, sum 1 or nearly; valid during the call only.
 * @param random the generator that all rounds share.
 */
export type FitRound<M> = (
  weight: Float64Array,
  random: RandomState,
  options: FitOptions,
) => Promise<BoostingRound<M>>;

/** Raises, in place, the weights of the rows that a model got wrong. */
export type RaiseWeights = (
  weight: Float64Array,
  estimatorWeight: number,
  wrong: Uint8Array,
) => Promise<void> | void;

/** Result of boosting. */
export interface BoostedModels<M> {
  readonly models: readonly M[];
  /** Weight of each model, shape (nEstimators); 0 for rounds that were not needed. */
  readonly estimatorWeights: Float64Array;
  /** Weighted error of each model on the training rows, shape (nEstimators); 1 for rounds that were not needed. */
  readonly estimatorErrors: Float64Array;
}

/**
 * Adaptive boosting of classifiers, SAMME: every round fits a model to weighted rows and raises the weights of those that it gets wrong. Ends early
 * when a model is perfect, or no better than chance.
 *
 * @throws {InvalidInputError} if the first model is no better than chance.
 * @see Zhu, Zou, Rosset & Hastie (2009), Multi-class AdaBoost, doi:10.4310/SII.2009.v2.n3.a8.
 */
export async function boostClassifiers<M>(
  where: string,
  { codes, nClasses, sampleWeight }: BoostingTarget,
  { nEstimators, learningRate, randomState }: BoostingSettings,
  fitRound: FitRound<M>,
  { signal, onProgress }: FitOptions,
  raiseWeights: RaiseWeights = raiseLogarithms,
): Promise<BoostedModels<M>> {
  const random = new RandomState(randomState);
  const weight = firstWeights(codes.length, sampleWeight);
  const isZero = zerosOf(weight);
  const wrong = new Uint8Array(codes.length);
  const models: M[] = [];
  const estimatorWeights = new Float64Array(nEstimators);
  const estimatorErrors = new Float64Array(nEstimators).fill(1);
  for (let round = 0; round < nEstimators; round++) {
    await nextTurn();
    signal?.throwIfAborted();
    raiseLeastWeights(weight, isZero);
    const { model, predicted } = await fitRound(weight, random, { signal });
    for (let i = 0; i < wrong.length; i++) wrong[i] = Number(predicted[i] !== codes[i]);
    const error = weightedError(weight, wrong);
    if (error >= 1 - 1 / nClasses && error > 0) {
      if (models.length === 0) throw worseThanChance(where, error, nClasses);
      break;
    }
    models.push(model);
    estimatorErrors[round] = Math.max(error, 0);
    estimatorWeights[round] =
      error <= 0 ? 1 : learningRate * (glibcLog((1 - error) / error) + glibcLog(nClasses - 1));
    onProgress?.({ done: round + 1, total: nEstimators });
    if (error <= 0 || round === nEstimators - 1) break;
    await raiseWeights(weight, estimatorWeights[round]!, wrong);
    if (!normalize(where, weight, round)) break;
  }
  return { models, estimatorWeights, estimatorErrors };
}

/** Weights with sum 1. */
export function firstWeights(rows: number, sampleWeight: Float64Array | undefined): Float64Array {
  const weight = sampleWeight === undefined ? new Float64Array(rows).fill(1) : sampleWeight.slice();
  const total = pairwiseSum(weight);
  for (let i = 0; i < rows; i++) weight[i]! /= total;
  return weight;
}

/** 1 for rows of weight 0. */
export function zerosOf(weight: Float64Array): Uint8Array {
  const marks = new Uint8Array(weight.length);
  for (let i = 0; i < marks.length; i++) marks[i] = Number(weight[i] === 0);
  return marks;
}

/** Raises, in place, weights that became next to nothing, but not those that were 0 from the start. */
export function raiseLeastWeights(weight: Float64Array, isZero: Uint8Array): void {
  for (let i = 0; i < weight.length; i++)
    if (weight[i]! < LEAST_WEIGHT && isZero[i] === 0) weight[i] = LEAST_WEIGHT;
}

/** Divides the weights by their sum; false if boosting must end because they have none. */
export function normalize(where: string, weight: Float64Array, round: number): boolean {
  const total = pairwiseSum(weight);
  if (!Number.isFinite(total)) {
    reportWarning(
      `${where}: weights grew beyond the range of numbers in round ${round + 1}, so that boosting ended; a smaller learningRate prevents it`,
    );
    return false;
  }
  if (total <= 0) return false;
  for (let i = 0; i < weight.length; i++) weight[i]! /= total;
  return true;
}

/** Weight of the wrong rows over that of all. */
function weightedError(weight: Float64Array, wrong: Uint8Array): number {
  return pairwiseSumOf(weight.length, (i) => weight[i]! * wrong[i]!) / pairwiseSum(weight);
}

function worseThanChance(where: string, error: number, nClasses: number): InvalidInputError {
  return new InvalidInputError(
    where,
    `the base estimator must do better than chance on the first round, that is, err on less than ${1 - 1 / nClasses} of the weight`,
    new Described(`an error of ${error}`),
  );
}

/** {@link RaiseWeights} through logarithms, as AdaBoost in scikit-learn has it; they also take all weights there and back. */
export const raiseLogarithms: RaiseWeights = (weight, estimatorWeight, wrong) =>
  raise("raiseLogarithms", weight, estimatorWeight, wrong);

/** {@link RaiseWeights} by a factor, as boosting with resampling in imbalanced-learn has it. */
export const raiseByFactor: RaiseWeights = (weight, estimatorWeight, wrong) =>
  raise("raiseByFactor", weight, estimatorWeight, wrong);

async function raise(
  kernel: "raiseLogarithms" | "raiseByFactor",
  weight: Float64Array,
  estimatorWeight: number,
  wrong: Uint8Array,
): Promise<void> {
  const runtime = await loadRuntime();
  await runtime.arena.scope(async (scope) => {
    const most = Math.min(ROWS_AT_ONCE, weight.length);
    const [weights, marks, raised] = [scope.f64(most), scope.u8(most), scope.f64(most)];
    for (let from = 0; from < weight.length; from += most) {
      const part = weight.subarray(from, from + most);
      weights.view().set(part);
      marks.view().set(wrong.subarray(from, from + most));
      await runtime.runBlocks(kernel, {
        total: part.length,
        blockSize: BLOCK_ROWS,
        args: [estimatorWeight, marks.pointer, weights.pointer, raised.pointer],
      });
      part.set(raised.view().subarray(0, part.length));
    }
  });
}
