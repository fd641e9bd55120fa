import { pairwiseSum } from "../../core/pairwise-sum.js";
import { weightedQuantiles } from "../../core/weighted-quantile.js";

/** Losses by the numbers that the kernel knows; the multinomial deviance has a kernel of its own. */
export const LOSSES = {
  squared_error: 0,
  absolute_error: 1,
  huber: 2,
  quantile: 3,
  binomial: 4,
  exponential: 5,
  multinomial: 6,
} as const;

/** Name of a loss; `log_loss` is binomial or multinomial by the number of classes. */
export type LossName = keyof typeof LOSSES;

/** A loss and what it depends on. */
export interface BoostingLoss {
  readonly name: LossName;
  /** Trees of each stage: the number of classes where there are more than two, else 1. */
  readonly nTrees: number;
  /** The quantile of the quantile loss, or that of absolute residuals by which Huber's loss is bounded. */
  readonly alpha: number;
}

/** Rows that a loss is about; `raw` is that of tree k at k × rows. */
export interface LossRows {
  readonly y: Float64Array;
  readonly raw: Float64Array;
  readonly weight: Float64Array;
}

/** A weighted mean as NumPy has it. */
function average(values: Float64Array, weight: Float64Array): number {
  return pairwiseSum(values.map((value, i) => value * weight[i]!)) / pairwiseSum(weight);
}

/** Bound of Huber's loss: the alpha-quantile of the absolute residuals. */
export function huberBound({ alpha }: BoostingLoss, { y, raw, weight }: LossRows): number {
  const errors = y.map((value, i) => Math.abs(value - raw[i]!));
  return weightedQuantiles(errors, weight, [alpha], false)[0]!;
}

/** Whether the leaves of a loss take one Newton step, rather than the value that lowers the loss most. */
export function takesNewtonStep({ name }: BoostingLoss): boolean {
  return name === "binomial" || name === "exponential" || name === "multinomial";
}

/** The constant that fits residuals best. */
export function leafShift(
  { name, alpha }: BoostingLoss,
  residuals: Float64Array,
  weight: Float64Array,
  bound: number,
): number {
  if (name === "quantile") return weightedQuantiles(residuals, weight, [alpha], false)[0]!;
  const median = weightedQuantiles(residuals, weight, [0.5], false)[0]!;
  if (name !== "huber") return median;
  const bounded = residuals.map((residual) => {
    const difference = residual - median;
    return Math.sign(difference) * Math.min(bound, Math.abs(difference));
  });
  return median + average(bounded, weight);
}
