import type { FitOptions } from "../base/estimator.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { exp } from "../core/exp.js";
import { log } from "../core/log.js";
import { pairwiseSumOf } from "../core/pairwise-sum.js";
import { pow } from "../core/pow.js";
import { RandomState } from "../core/random-state.js";
import { nextTurn } from "../parallel/platform.js";
import {
  type BoostedModels,
  type BoostingSettings,
  firstWeights,
  normalize,
  raiseLeastWeights,
  zerosOf,
} from "./boost-classifiers.js";

/** How the deviation of a row, as a share of the largest one, counts. */
export type AdaBoostLoss = "linear" | "square" | "exponential";

/** Settings of a boosted regression. */
export interface RegressionBoostingSettings extends BoostingSettings {
  readonly loss: AdaBoostLoss;
}

/** Target of a boosted regression. */
export interface RegressionBoostingTarget {
  /** Shape (nSamples). */
  readonly y: Float64Array;
  /** Weight of each row; undefined: 1. */
  readonly sampleWeight: Float64Array | undefined;
}

/** A model of one round, and what it predicts for all rows. */
export interface RegressionRound<M> {
  readonly model: M;
  /** Shape (nSamples); read before the next round. */
  readonly predicted: Float64Array;
}

/**
 * Fits the model of one round to rows drawn by their weights.
 *
 * @param weight chance of each row to be drawn, sum 1 or nearly; valid during the call only.
 * @param random the generator that all rounds share; seeds of the model are drawn from it before the rows.
 */
export type FitDrawnRound<M> = (
  weight: Float64Array,
  random: RandomState,
  options: FitOptions,
) => Promise<RegressionRound<M>>;

/**
 * Adaptive boosting of regressors, AdaBoost.R2: every round fits a model to rows drawn by their weights, and lowers the weights of the rows
 * that it predicts well. Ends early when a model is perfect, or when its mean loss reaches a half; such a model is left out, unless
 * it is the first: that one stays, with weight 0.
 *
 * @throws {InvalidInputError} if a deviation of a prediction overflows.
 * @see Drucker (1997), Improving regressors using boosting techniques.
 */
export async function boostRegressors<M>(
  where: string,
  { y, sampleWeight }: RegressionBoostingTarget,
  { nEstimators, learningRate, randomState, loss }: RegressionBoostingSettings,
  fitRound: FitDrawnRound<M>,
  { signal, onProgress }: FitOptions,
): Promise<BoostedModels<M>> {
  const random = new RandomState(randomState);
  const weight = firstWeights(y.length, sampleWeight);
  const isZero = zerosOf(weight);
  const weighted = rowsWith(isZero, 0);
  const losses = new Float64Array(weighted.length);
  const models: M[] = [];
  const estimatorWeights = new Float64Array(nEstimators);
  const estimatorErrors = new Float64Array(nEstimators).fill(1);
  for (let round = 0; round < nEstimators; round++) {
    await nextTurn();
    signal?.throwIfAborted();
    raiseLeastWeights(weight, isZero);
    const { model, predicted } = await fitRound(weight, random, { signal });
    fillLosses(losses, where, predicted, y, weighted, loss);
    const error = pairwiseSumOf(losses.length, (k) => weight[weighted[k]!]! * losses[k]!);
    if (error < 0.5 || models.length === 0) models.push(model);
    if (error >= 0.5) break;
    const beta = error / (1 - error);
    estimatorErrors[round] = error;
    estimatorWeights[round] = error === 0 ? 1 : learningRate * log(1 / beta);
    onProgress?.({ done: round + 1, total: nEstimators });
    if (error === 0 || round === nEstimators - 1) break;
    for (let k = 0; k < weighted.length; k++)
      weight[weighted[k]!]! *= pow(beta, (1 - losses[k]!) * learningRate);
    if (!normalize(where, weight, round)) break;
  }
  return { models, estimatorWeights, estimatorErrors };
}

/** The rows that have a mark. */
function rowsWith(marks: Uint8Array, mark: number): Int32Array {
  let count = 0;
  for (let i = 0; i < marks.length; i++) if (marks[i] === mark) count++;
  const rows = new Int32Array(count);
  for (let i = 0, k = 0; i < marks.length; i++) if (marks[i] === mark) rows[k++] = i;
  return rows;
}

/** Loss in [0, 1] of each row that has a weight. */
function fillLosses(
  deviations: Float64Array,
  where: string,
  predicted: Float64Array,
  y: Float64Array,
  weighted: Int32Array,
  loss: AdaBoostLoss,
): void {
  let largest = 0;
  for (let k = 0; k < deviations.length; k++) {
    deviations[k] = Math.abs(predicted[weighted[k]!]! - y[weighted[k]!]!);
    largest = Math.max(largest, deviations[k]!);
  }
  if (!Number.isFinite(largest))
    throw new InvalidInputError(
      where,
      "y must hold numbers so small that their differences from predictions are finite",
      new Described(`a deviation of ${largest}`),
    );
  if (largest === 0) return;
  for (let k = 0; k < deviations.length; k++) {
    const share = deviations[k]! / largest;
    if (loss === "linear") deviations[k] = share;
    else deviations[k] = loss === "square" ? share * share : 1 - exp(-share);
  }
}
