// Losses of gradient boosting, and the values of leaves by one Newton step. Friedman (2001), Greedy function approximation, doi:10.1214/aos/1013203451.
import { ABSOLUTE_ERROR, BINOMIAL, EXPONENTIAL, HUBER, QUANTILE, SQUARED_ERROR } from "./lib/loss-numbers";
import { expVector, logVector, splat } from "./lib/f64x2-math";
import { exp } from "./lib/glibc-exp";
import { pairwiseSum } from "./lib/pairwise-sum";
import { log } from "./lib/glibc-log";

@inline
function at(p: usize, i: i32): f64 {
  return load<f64>(p + (<usize>i << 3));
}

@inline
function put(p: usize, i: i32, v: f64): void {
  store<f64>(p + (<usize>i << 3), v);
}

/** Loss of one row, of one tree a stage, but for the binomial. */
@inline
function pointLoss(loss: i32, y: f64, raw: f64, parameter: f64): f64 {
  switch (loss) {
    case SQUARED_ERROR:
      return 0.5 * (raw - y) * (raw - y);
    case ABSOLUTE_ERROR:
      return Math.abs(raw - y);
    case HUBER: {
      const error = Math.abs(y - raw);
      return error <= parameter ? 0.5 * (error * error) : parameter * (error - 0.5 * parameter);
    }
    case QUANTILE:
      return y >= raw ? parameter * (y - raw) : (1 - parameter) * (raw - y);
    default: {
      const e = exp(raw);
      return y / e + (1 - y) * e;
    }
  }
}

/** Half the binomial deviance of two rows: ln(1 + e^raw) - y raw. */
@inline
function binomial(y: v128, raw: v128): v128 {
  const one = splat(1);
  const e = expVector(f64x2.neg(f64x2.abs(raw)));
  const u = f64x2.add(one, e);
  // ln(1 + e) without the loss of digits that 1 + e means; Higham (2002), Accuracy and Stability of Numerical Algorithms, section 1.14.1.
  const lost = f64x2.div(f64x2.sub(e, f64x2.sub(u, one)), u);
  const softplus = f64x2.add(f64x2.pmax(raw, splat(0)), f64x2.add(logVector(u), lost));
  return f64x2.sub(softplus, f64x2.mul(y, raw));
}

/** Weighted mean of the losses of all rows, or of those whose mark is `kept`; NaN without rows. */
export function meanLoss(
  rows: i32,
  loss: i32,
  parameter: f64, // bound of Huber's loss, or the quantile
  y: usize, // IN f64 (nRows + 1)
  raw: usize, // IN f64 (nRows + 1)
  weights: usize, // IN f64 (nRows)
  marks: usize, // IN u8 (nRows), or 0: all rows
  kept: i32,
  work: usize, // WORK f64 (2 nRows + 2)
): f64 {
  if (loss == BINOMIAL) {
    for (let p: usize = 0; p < <usize>rows << 3; p += 16)
      v128.store(work + p, binomial(v128.load(y + p), v128.load(raw + p)));
  } else {
    for (let i = 0; i < rows; i++) put(work, i, pointLoss(loss, at(y, i), at(raw, i), parameter));
  }
  return meanOf(rows, work, weights, marks, kept, work + ((<usize>rows + 1) << 3));
}

/** As {@link meanLoss}, of the multinomial deviance. */
export function meanMultinomialLoss(
  rows: i32,
  classes: i32,
  y: usize, // IN f64 (nRows): class codes
  raw: usize, // IN f64 (nClasses, nRows)
  weights: usize, // IN f64 (nRows)
  marks: usize, // IN u8 (nRows), or 0: all rows
  kept: i32,
  work: usize, // WORK f64 (2 nRows + 2)
): f64 {
  const step = <usize>rows << 3;
  for (let i = 0; i < rows; i++) {
    const own = raw + (<usize>i << 3);
    let largest = load<f64>(own);
    for (let k = 1; k < classes; k++) largest = Math.max(largest, load<f64>(own + <usize>k * step));
    let sum: f64 = 0;
    for (let k = 0; k < classes; k++) sum += exp(load<f64>(own + <usize>k * step) - largest);
    put(work, i, log(sum) + largest - load<f64>(own + <usize>at(y, i) * step));
  }
  return meanOf(rows, work, weights, marks, kept, work + ((<usize>rows + 1) << 3));
}

/** Weighted mean of values, as NumPy has it; the values are overwritten. */
function meanOf(rows: i32, values: usize, weights: usize, marks: usize, kept: i32, work: usize): f64 {
  let n = 0;
  for (let i = 0; i < rows; i++) {
    if (marks != 0 && <i32>load<u8>(marks + i) != kept) continue;
    const w = at(weights, i);
    put(values, n, at(values, i) * w);
    put(work, n++, w);
  }
  return pairwiseSum(values, n) / pairwiseSum(work, n);
}

/** Rows whose mark is 1, or all, by leaf, ascending: those of leaf k are rowsOfLeaf[starts[k], starts[k + 1]). */
export function groupByLeaf(
  rows: i32,
  nodes: i32,
  leaves: usize, // IN i32 (nRows)
  marks: usize, // IN u8 (nRows), or 0: all rows
  starts: usize, // OUT i32 (nNodes + 1)
  rowsOfLeaf: usize, // OUT i32 (nRows)
): void {
  memory.fill(starts, 0, (<usize>nodes + 1) << 2);
  for (let i = 0; i < rows; i++) {
    if (marks != 0 && load<u8>(marks + i) == 0) continue;
    const count = starts + (<usize>load<i32>(leaves + (<usize>i << 2)) << 2);
    store<i32>(count, load<i32>(count) + 1);
  }
  let sum = 0;
  for (let k = 0; k <= nodes; k++) {
    const count = load<i32>(starts + (<usize>k << 2));
    store<i32>(starts + (<usize>k << 2), sum);
    sum += count;
  }
  // Each start is moved to its end, which is the next one's start, and then all are moved by one.
  for (let i = 0; i < rows; i++) {
    if (marks != 0 && load<u8>(marks + i) == 0) continue;
    const start = starts + (<usize>load<i32>(leaves + (<usize>i << 2)) << 2);
    const to = load<i32>(start);
    store<i32>(rowsOfLeaf + (<usize>to << 2), i);
    store<i32>(start, to + 1);
  }
  memory.copy(starts + 4, starts, <usize>nodes << 2);
  store<i32>(starts, 0);
}

/** One Newton step of each leaf that has rows: weighted mean of the negative gradient over that of the Hessian. */
export function newtonSteps(
  nodes: i32,
  starts: usize, // IN i32 (nNodes + 1)
  rowsOfLeaf: usize, // IN i32 (nRows)
  loss: i32, // binomial, exponential or multinomial
  factor: f64, // of the gradient
  own: f64, // multinomial: the class of the tree
  y: usize, // IN f64 (nRows)
  gradients: usize, // IN f64 (nRows): negative
  weights: usize, // IN f64 (nRows)
  work: usize, // WORK f64 (3 nRows)
  values: usize, // OUT f64 (nNodes): others are left
): void {
  for (let k = 0; k < nodes; k++) {
    const start = load<i32>(starts + (<usize>k << 2));
    const n = load<i32>(starts + ((<usize>k + 1) << 2)) - start;
    if (n == 0) continue;
    const hessians = work + (<usize>n << 3);
    const loads = hessians + (<usize>n << 3);
    for (let p = 0; p < n; p++) {
      const i = load<i32>(rowsOfLeaf + (<usize>(start + p) << 2));
      const g = at(gradients, i);
      const w = at(weights, i);
      put(work, p, g * w);
      put(hessians, p, hessian(loss, at(y, i), g, own) * w);
      put(loads, p, w);
    }
    const total = pairwiseSum(loads, n);
    const denominator = pairwiseSum(hessians, n) / total;
    // Where the denominator vanishes all probabilities of the leaf are 0 or 1, and no step lowers the loss.
    put(values, k, Math.abs(denominator) < 1e-150 ? 0 : ((pairwiseSum(work, n) / total) * factor) / denominator);
  }
}

/** Second derivative of the loss from the negative first. */
@inline
function hessian(loss: i32, y: f64, g: f64, own: f64): f64 {
  if (loss == EXPONENTIAL) return y == 0 ? -g : g;
  const p = (loss == BINOMIAL ? y : f64(y == own)) - g;
  return p * (1 - p);
}
