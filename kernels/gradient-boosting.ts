// What a stage of gradient boosting does beside growing its trees: negative gradients of the losses, and the leaf of each row.
// The operations are those of scikit-learn's losses, in their order. Friedman (2001), Greedy function approximation, doi:10.1214/aos/1013203451.
import { ABSOLUTE_ERROR, BINOMIAL, HUBER, QUANTILE, SQUARED_ERROR } from "./lib/loss-numbers";
import { exp } from "./lib/glibc-exp";

@inline
function at(p: usize, i: i32): f64 {
  return load<f64>(p + (<usize>i << 3));
}

/** Derivative of a loss by the raw prediction. */
@inline
function gradient(loss: i32, y: f64, raw: f64, parameter: f64): f64 {
  switch (loss) {
    case SQUARED_ERROR:
      return raw - y;
    case ABSOLUTE_ERROR:
      return raw > y ? 1 : -1;
    case HUBER: {
      const residual = raw - y;
      if (Math.abs(residual) <= parameter) return residual;
      return residual >= 0 ? parameter : -parameter;
    }
    case QUANTILE:
      return y >= raw ? -parameter : 1 - parameter;
    case BINOMIAL: {
      // Below -37 the probability is the exponential itself.
      if (!(raw > -37)) return exp(raw) - y;
      const e = exp(-raw);
      return (1 - y - y * e) / (1 + e);
    }
    default: {
      const e = exp(raw);
      return -y / e + (1 - y) * e;
    }
  }
}

/** Negative gradients of the rows [begin, end). */
export function negativeGradients(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  loss: i32,
  parameter: f64, // bound of Huber's loss, or the quantile
  y: usize, // IN f64 (nRows)
  raw: usize, // IN f64 (nRows)
  out: usize, // OUT f64 (nRows)
): void {
  for (let i = begin; i < end; i++)
    store<f64>(out + (<usize>i << 3), -gradient(loss, at(y, i), at(raw, i), parameter));
}

/** Negative gradients of the multinomial deviance for the rows [begin, end): the class less its probability. */
export function multinomialGradients(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  classes: i32,
  rows: i32,
  y: usize, // IN f64 (nRows): class codes
  raw: usize, // IN f64 (nClasses, nRows)
  out: usize, // OUT f64 (nClasses, nRows)
): void {
  const step = <usize>rows << 3;
  for (let i = begin; i < end; i++) {
    const from = raw + (<usize>i << 3);
    const to = out + (<usize>i << 3);
    let largest = load<f64>(from);
    for (let k = 1; k < classes; k++) {
      const value = load<f64>(from + <usize>k * step);
      if (largest < value) largest = value;
    }
    let sum: f64 = 0;
    for (let k = 0; k < classes; k++) {
      const e = exp(load<f64>(from + <usize>k * step) - largest);
      store<f64>(to + <usize>k * step, e);
      sum += e;
    }
    const own = <i32>at(y, i);
    for (let k = 0; k < classes; k++) {
      const p = load<f64>(to + <usize>k * step) / sum;
      store<f64>(to + <usize>k * step, -(k == own ? p - 1 : p));
    }
  }
}

/** Number of the leaf of each of the rows [begin, end), whose features stand column by column. */
export function columnLeaves(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f32 (nFeatures, nRows)
  rows: i32,
  left: usize, // IN i32 (nNodes)
  right: usize, // IN i32 (nNodes)
  feature: usize, // IN i32 (nNodes)
  threshold: usize, // IN f64 (nNodes)
  out: usize, // OUT i32 (nRows)
): void {
  for (let i = begin; i < end; i++) {
    let node = 0;
    while (true) {
      const next = load<i32>(left + (<usize>node << 2));
      if (next < 0) break;
      const f = <usize>load<i32>(feature + (<usize>node << 2));
      const value = load<f32>(x + ((f * <usize>rows + <usize>i) << 2));
      node = <f64>value <= at(threshold, node) ? next : load<i32>(right + (<usize>node << 2));
    }
    store<i32>(out + (<usize>i << 2), node);
  }
}
