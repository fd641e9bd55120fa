import { productError, sumError } from "../core/exact-sum.js";
import { exp } from "../core/exp.js";
import { log } from "../core/log.js";

/** Up to this (m - x)/(m + x) the series is used, beyond it the definition, which then loses no digits. */
const NEAR = 0.35;

/** A number as an unevaluated sum. */
interface Sum {
  readonly high: number;
  readonly low: number;
}

/**
 * The deviance of a Poisson count, x ln(x/m) + m - x >= 0, for x, m > 0: the exponent of the gamma and beta densities about their modes. Near
 * x = m, where the definition cancels, it is r (m - x - 2 x r² (1/3 + r²/5 + …)), r = (m - x)/(m + x).
 *
 * @see Loader (2000), Fast and accurate computation of binomial probabilities.
 */
function deviance(x: number, mean: number): Sum {
  const difference = mean - x;
  const r = difference / (mean + x);
  if (Math.abs(r) < NEAR) return { high: r * (difference - 2 * x * r * r * atanhTail(r * r)), low: 0 };
  const ratio = x / mean;
  const product = ratio * mean;
  const ratioError = (x - product - productError(ratio, mean, product)) / product;
  const logarithm = log(ratio);
  const term = x * logarithm;
  const high = term + difference;
  const low =
    sumError(term, difference, high) +
    sumError(mean, -x, difference) +
    productError(x, logarithm, term) +
    x * ratioError;
  return { high, low: Number.isFinite(low) ? low : 0 };
}

/** exp(-(deviance(x, mean) + more)), the low parts included, since an exponent of 700 has lost three digits of the result. */
export function expMinusDeviances(...pairs: readonly (readonly [x: number, mean: number])[]): number {
  let high = 0;
  let low = 0;
  for (const [x, mean] of pairs) {
    const term = deviance(x, mean);
    const sum = high + term.high;
    low += sumError(high, term.high, sum) + term.low;
    high = sum;
  }
  const value = exp(-high);
  return value - value * low;
}

/** 1/3 + s/5 + s²/7 + … */
function atanhTail(s: number): number {
  let sum = 0;
  let power = 1;
  for (let k = 3; ; k += 2) {
    const next = sum + power / k;
    if (next === sum) return sum;
    sum = next;
    power *= s;
  }
}
