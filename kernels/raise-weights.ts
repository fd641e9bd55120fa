// Weights of rows that boosting raises, as logarithms and exponentials that are rounded correctly make them.
import { LOG_ERROR, logRest, preciseLog, productError, sumError } from "./lib/precise-log";

/** Weights for which neither a product nor its error leaves the normal numbers. */
const LEAST: f64 = 1e-250;
const MOST: f64 = 1e250;

/**
 * For the rows [begin, end): exp(ln w), and exp(ln w + a) where `wrong` is 1, every step rounded correctly; NaN where that cannot be decided
 * (one row in 500), and for w outside the range of these methods. Rows of weight 0 keep it.
 *
 * Method: exp(t) = w exp(t - ln w), where t, the rounded logarithm, differs from ln w by a known rest so small that two terms of the series will do.
 */
export function raiseLogarithms(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  a: f64, // |a| < 100
  power: f64, // e^a, rounded
  wrong: usize, // IN u8 (nRows)
  weights: usize, // IN f64 (nRows)
  raised: usize, // OUT f64 (nRows)
): void {
  // e^a less its rounded value
  const powerLog = preciseLog(power);
  const powerLow = power * (a - powerLog - logRest);
  for (let i = begin; i < end; i++) {
    const w = load<f64>(weights + (<usize>i << 3));
    const to = raised + (<usize>i << 3);
    if (!(w >= LEAST && w <= MOST)) {
      store<f64>(to, w == 0 ? 0 : NaN);
      continue;
    }
    const estimate = preciseLog(w);
    const rest = logRest;
    const error = Math.abs(estimate) * LOG_ERROR;
    const t = estimate + (rest + error);
    if (t != estimate + (rest - error)) {
      store<f64>(to, NaN);
      continue;
    }
    const left = t - estimate - rest; // t - ln w
    let high = w;
    let low: f64 = 0;
    let beyond = left;
    if (load<u8>(wrong + i)) {
      const sum = t + a;
      beyond = left - sumError(t, a, sum);
      high = w * power;
      low = productError(w, power, high) + w * powerLow;
    }
    low += high * (beyond + 0.5 * beyond * beyond);
    const doubt = high * (2 * error + (1 + Math.abs(a)) * LOG_ERROR);
    const result = high + (low + doubt);
    store<f64>(to, result == high + (low - doubt) ? result : NaN);
  }
}
