import { exp } from "../../core/exp.js";
import { log } from "../../core/log.js";
import { log1p } from "../../core/log1p.js";
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
export function average(values: Float64Array, weight: Float64Array): number {
  return pairwiseSum(values.map((value, i) => value * weight[i]!)) / pairwiseSum(weight);
}

/** ln(1 + eˣ) without overflow. */
function softplus(x: number): number {
  if (x <= -37) return exp(x);
  if (x <= -2) return log1p(exp(x));
  if (x <= 18) return log(1 + exp(x));
  if (x <= 33.3) return x + exp(-x);
  return x;
}

/** Loss of one row, of one tree a stage. `bound` is that of Huber's loss. */
function pointLoss({ name, alpha }: BoostingLoss, y: number, raw: number, bound: number): number {
  switch (name) {
    case "squared_error":
      return 0.5 * (raw - y) * (raw - y);
    case "absolute_error":
      return Math.abs(raw - y);
    case "huber": {
      const error = Math.abs(y - raw);
      return error <= bound ? 0.5 * (error * error) : bound * (error - 0.5 * bound);
    }
    case "quantile":
      return y >= raw ? alpha * (y - raw) : (1 - alpha) * (raw - y);
    case "exponential": {
      const e = exp(raw);
      return y / e + (1 - y) * e;
    }
    default:
      return softplus(raw) - y * raw;
  }
}

function multinomialLoss(nClasses: number, { y, raw }: LossRows, i: number): number {
  const rows = y.length;
  let largest = raw[i]!;
  for (let k = 1; k < nClasses; k++) largest = Math.max(largest, raw[k * rows + i]!);
  let sum = 0;
  for (let k = 0; k < nClasses; k++) sum += exp(raw[k * rows + i]! - largest);
  return log(sum) + largest - raw[y[i]! * rows + i]!;
}

/** Weighted mean loss, in the measure of `trainScore`: twice the half squared error, and twice the half binomial deviance. */
export function meanLoss(loss: BoostingLoss, rows: LossRows, bound: number): number {
  const { y, raw, weight } = rows;
  const losses = Float64Array.from(y, (target, i) =>
    loss.name === "multinomial"
      ? multinomialLoss(loss.nTrees, rows, i)
      : pointLoss(loss, target, raw[i]!, bound),
  );
  const factor = loss.name === "squared_error" || loss.name === "binomial" ? 2 : 1;
  return factor * average(losses, weight);
}

/** Bound of Huber's loss: the alpha-quantile of the absolute residuals. */
export function huberBound({ alpha }: BoostingLoss, { y, raw, weight }: LossRows): number {
  const errors = y.map((value, i) => Math.abs(value - raw[i]!));
  return weightedQuantiles(errors, weight, [alpha], false)[0]!;
}

/** In-bag rows of one leaf. */
export interface LeafRows {
  /** Target; of the multinomial deviance, 1 in the class of the tree and 0 elsewhere. */
  readonly y: Float64Array;
  readonly raw: Float64Array;
  readonly negativeGradient: Float64Array;
  readonly weight: Float64Array;
}

/** Value of a leaf that lowers the loss most, or, for classification, one Newton step towards it; not for squared_error, whose leaves have it. */
export function leafValue(loss: BoostingLoss, rows: LeafRows, bound: number): number {
  const { y, raw, negativeGradient: g, weight } = rows;
  switch (loss.name) {
    case "binomial":
    case "multinomial": {
      const numerator = average(g, weight) * (loss.name === "binomial" ? 1 : (loss.nTrees - 1) / loss.nTrees);
      const hessian = g.map((value, i) => {
        const p = y[i]! - value;
        return p * (1 - p);
      });
      return safeRatio(numerator, average(hessian, weight));
    }
    case "exponential":
      return safeRatio(
        average(g, weight),
        average(
          g.map((value, i) => (y[i] === 0 ? -value : value)),
          weight,
        ),
      );
    default:
      return leafShift(
        loss,
        y.map((value, i) => value - raw[i]!),
        weight,
        bound,
      );
  }
}

/** The constant that fits residuals best. */
function leafShift(
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

/** 0 where the denominator vanishes: all probabilities of the leaf are 0 or 1 then, and no step lowers the loss. */
function safeRatio(numerator: number, denominator: number): number {
  return Math.abs(denominator) < 1e-150 ? 0 : numerator / denominator;
}
