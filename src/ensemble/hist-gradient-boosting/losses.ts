import { exp } from "../../core/exp.js";
import { glibcLog } from "../../core/glibc-log.js";
import { logit } from "../../core/logit.js";
import { pairwiseSum } from "../../core/pairwise-sum.js";
import { median, quantiles } from "../../core/quantile.js";
import { weightedQuantiles } from "../../core/weighted-quantile.js";
import { centredLogarithms } from "../centred-logarithms.js";

/** Losses of regression. */
export type HistRegressionLoss = "squared_error" | "absolute_error" | "gamma" | "poisson" | "quantile";

/** A loss that boosting descends. */
export interface Loss {
  /** Number of the loss in kernels/hist-gradients.ts; that of the multinomial loss is not used. */
  readonly kernel: number;
  /** Predictions for a row: the number of classes in the multinomial loss, else 1. */
  readonly outputs: number;
  /** Quantile of the loss of that name; elsewhere not used. */
  readonly quantile: number;
  /** Whether the Hessian is 1 where no row is weighted. */
  readonly constantHessian: boolean;
  /** The constant predictions of least loss, shape (outputs). */
  intercept(y: Float64Array, weight: Float64Array | undefined): Float64Array;
  /** Best value of a leaf for the residuals of its rows, where the loss has kinks: Newton's step is then no good one. */
  readonly leafValue?: (residuals: Float64Array, weight: Float64Array | undefined) => number;
  /** From the prediction of the trees to that of the target; undefined where both are the same. */
  readonly inverseLink?: (raw: number) => number;
}

const EPSILON = Number.EPSILON;

/** Mean as NumPy's `average` has it. */
export function average(values: Float64Array, weight: Float64Array | undefined): number {
  if (weight === undefined) return pairwiseSum(values) / values.length;
  const products = values.map((value, i) => value * weight[i]!);
  return pairwiseSum(products) / pairwiseSum(weight);
}

function quantileOf(values: Float64Array, weight: Float64Array | undefined, quantile: number): number {
  return weight === undefined
    ? quantiles(values.slice(), [(100 * quantile) / 100])[0]!
    : weightedQuantiles(values, weight, [(100 * quantile) / 100], false)[0]!;
}

function medianOf(values: Float64Array, weight: Float64Array | undefined): number {
  return weight === undefined ? median(values.slice()) : weightedQuantiles(values, weight, [0.5], false)[0]!;
}

const one = (value: number): Float64Array => Float64Array.of(value);

const REGRESSION: Readonly<Record<HistRegressionLoss, (quantile: number) => Loss>> = {
  squared_error: () => ({
    kernel: 0,
    outputs: 1,
    quantile: 0,
    constantHessian: true,
    intercept: (y, weight) => one(average(y, weight)),
  }),
  absolute_error: () => ({
    kernel: 1,
    outputs: 1,
    quantile: 0,
    constantHessian: true,
    intercept: (y, weight) => one(medianOf(y, weight)),
    leafValue: medianOf,
  }),
  quantile: (quantile) => ({
    kernel: 2,
    outputs: 1,
    quantile,
    constantHessian: true,
    intercept: (y, weight) => one(quantileOf(y, weight, quantile)),
    leafValue: (residuals, weight) => quantileOf(residuals, weight, quantile),
  }),
  poisson: () => ({
    kernel: 3,
    outputs: 1,
    quantile: 0,
    constantHessian: false,
    intercept: (y, weight) => one(glibcLog(Math.max(average(y, weight), 10 * EPSILON))),
    inverseLink: exp,
  }),
  gamma: () => ({
    kernel: 4,
    outputs: 1,
    quantile: 0,
    constantHessian: false,
    intercept: (y, weight) => one(glibcLog(Math.max(average(y, weight), 10 * EPSILON))),
    inverseLink: exp,
  }),
};

/** The loss of a regression; `quantile` counts for the loss of that name. */
export function regressionLoss(name: HistRegressionLoss, quantile: number | null): Loss {
  return REGRESSION[name](quantile ?? 0.5);
}

/** 1 / (1 + e⁻ˣ). */
export function expit(x: number): number {
  return 1 / (1 + exp(-x));
}

const clip = (value: number, margin: number): number => Math.min(Math.max(value, margin), 1 - margin);

/** Half the binomial deviance of two classes, half the multinomial one of more. */
export function classificationLoss(nClasses: number): Loss {
  if (nClasses <= 2)
    return {
      kernel: 5,
      outputs: 1,
      quantile: 0,
      constantHessian: false,
      intercept: (y, weight) => one(logit(clip(average(y, weight), 10 * EPSILON))),
    };
  return {
    kernel: 6,
    outputs: nClasses,
    quantile: 0,
    constantHessian: false,
    intercept: (y, weight) => {
      const shares = Float64Array.from({ length: nClasses }, (_, k) =>
        clip(
          average(
            y.map((code) => (code === k ? 1 : 0)),
            weight,
          ),
          EPSILON,
        ),
      );
      return centredLogarithms(shares);
    },
  };
}
