// Impurity criteria of several outputs: the mean over the outputs of the impurity of each. The order of every addition is scikit-learn's.
// De'ath (2002), Multivariate regression trees, doi:10.1890/0012-9658(2002)083[1105:MRTANT]2.0.CO;2.
import {
  ABSOLUTE_ERROR,
  ENTROPY,
  GINI,
  Grower,
  LN2,
  POISSON,
  POISSON_FLOOR,
  SQUARED_ERROR,
  f64At,
  i32At,
  isClassification,
  setF64,
} from "./grower";
import { log } from "../glibc-log";

/** Takes the rows samples[start, end) as the node; not for absolute errors. */
export function enterOutputs(g: Grower, start: i32, end: i32): void {
  const sums = g.sumTotal;
  memory.fill(sums, 0, <usize>g.width << 3);
  let squares = 0.0;
  let total = 0.0;
  for (let p = start; p < end; p++) {
    const i = i32At(g.samples, p);
    const w = f64At(g.weights, i);
    if (isClassification(g)) addRow(g, sums, i, w);
    else
      for (let k = 0; k < g.outputs; k++) {
        const y = f64At(g.y, i * g.outputs + k);
        const wy = w * y;
        setF64(sums, k, f64At(sums, k) + wy);
        squares += wy * y;
      }
    total += w;
  }
  g.sumSquares = squares;
  g.weightNode = total;
}

/** Adds a row of weight w to sums; takes it off if w is negative. */
@inline
function addRow(g: Grower, sums: usize, i: i32, w: f64): void {
  const outputs = g.outputs;
  for (let k = 0; k < outputs; k++) {
    const at = isClassification(g) ? k * g.classes + i32At(g.codes, i * outputs + k) : k;
    const term = isClassification(g) ? w : w * f64At(g.y, i * outputs + k);
    setF64(sums, at, f64At(sums, at) + term);
  }
}

/** Moves the cut to `position`, adding from the nearer end; not for absolute errors. */
export function moveCutOfOutputs(g: Grower, position: i32): void {
  const left = g.sumLeft;
  let total = g.weightLeft;
  if (position - g.position <= g.end - position) {
    for (let p = g.position; p < position; p++) {
      const i = i32At(g.samples, p);
      const w = f64At(g.weights, i);
      addRow(g, left, i, w);
      total += w;
    }
  } else {
    memory.copy(left, g.sumTotal, <usize>g.width << 3);
    total = g.weightNode;
    for (let p = g.end - 1; p >= position; p--) {
      const i = i32At(g.samples, p);
      const w = f64At(g.weights, i);
      addRow(g, left, i, -w);
      total -= w;
    }
  }
  for (let k = 0; k < g.width; k++) setF64(g.sumRight, k, f64At(g.sumTotal, k) - f64At(left, k));
  g.weightLeft = total;
  g.weightRight = g.weightNode - total;
  g.position = position;
}

function gini(g: Grower, sums: usize, weight: f64): f64 {
  let total = 0.0;
  for (let k = 0; k < g.outputs; k++) {
    let squares = 0.0;
    for (let c = 0; c < g.classes; c++) {
      const s = f64At(sums, k * g.classes + c);
      squares += s * s;
    }
    total += 1.0 - squares / (weight * weight);
  }
  return total / g.outputs;
}

function entropy(g: Grower, sums: usize, weight: f64): f64 {
  let total = 0.0;
  for (let at = 0; at < g.width; at++) {
    let share = f64At(sums, at);
    if (share > 0) {
      share /= weight;
      total -= share * (log(share) / LN2);
    }
  }
  return total / g.outputs;
}

function squaredError(g: Grower, squares: f64, sums: usize, weight: f64): f64 {
  let impurity = squares / weight;
  for (let k = 0; k < g.outputs; k++) {
    const mean = f64At(sums, k) / weight;
    impurity -= mean * mean;
  }
  return impurity / g.outputs;
}

function poissonDeviance(g: Grower, start: i32, end: i32, sums: usize, weight: f64): f64 {
  let loss = 0.0;
  for (let k = 0; k < g.outputs; k++) {
    const sum = f64At(sums, k);
    if (sum <= POISSON_FLOOR) return Infinity;
    const mean = sum / weight;
    for (let p = start; p < end; p++) {
      const i = i32At(g.samples, p);
      const y = f64At(g.y, i * g.outputs + k);
      loss += f64At(g.weights, i) * (y == 0 ? 0 : y * log(y / mean));
    }
  }
  return loss / (weight * g.outputs);
}

/** Impurity of rows samples[start, end) with these sums; `squares` is read by squared_error, `error` by absolute_error. */
function impurity(g: Grower, start: i32, end: i32, sums: usize, weight: f64, squares: f64, error: f64): f64 {
  switch (g.criterion) {
    case GINI:
      return gini(g, sums, weight);
    case ENTROPY:
      return entropy(g, sums, weight);
    case SQUARED_ERROR:
      return squaredError(g, squares, sums, weight);
    case ABSOLUTE_ERROR:
      return error / (weight * g.outputs);
    default:
      return poissonDeviance(g, start, end, sums, weight);
  }
}

export function nodeImpurityOfOutputs(g: Grower): f64 {
  const error = g.criterion == ABSOLUTE_ERROR ? f64At(g.rightErrors, g.start) : 0;
  return impurity(g, g.start, g.end, g.sumTotal, g.weightNode, g.sumSquares, error);
}

export function leftImpurityOfOutputs(g: Grower): f64 {
  const isAbsolute = g.criterion == ABSOLUTE_ERROR;
  const error = isAbsolute && g.position > g.start ? f64At(g.leftErrors, g.position - 1) : 0;
  if (g.criterion == SQUARED_ERROR) g.squaresLeft = squaresLeft(g);
  return impurity(g, g.start, g.position, g.sumLeft, g.weightLeft, g.squaresLeft, error);
}

/** Impurity of the right part; for squared_error after that of the left one, whose sum of squares it needs. */
export function rightImpurityOfOutputs(g: Grower): f64 {
  const isAbsolute = g.criterion == ABSOLUTE_ERROR;
  const error = isAbsolute && g.position < g.end ? f64At(g.rightErrors, g.position) : 0;
  return impurity(g, g.position, g.end, g.sumRight, g.weightRight, g.sumSquares - g.squaresLeft, error);
}

function squaresLeft(g: Grower): f64 {
  let squares = 0.0;
  for (let p = g.start; p < g.position; p++) {
    const i = i32At(g.samples, p);
    const w = f64At(g.weights, i);
    for (let k = 0; k < g.outputs; k++) {
      const y = f64At(g.y, i * g.outputs + k);
      squares += w * y * y;
    }
  }
  return squares;
}

/** A number that orders the cuts of one node as their decrease of impurity does, but costs less. */
export function proxyOfOutputs(g: Grower): f64 {
  if (g.criterion == SQUARED_ERROR) {
    let left = 0.0;
    let right = 0.0;
    for (let k = 0; k < g.outputs; k++) {
      left += f64At(g.sumLeft, k) * f64At(g.sumLeft, k);
      right += f64At(g.sumRight, k) * f64At(g.sumRight, k);
    }
    return left / g.weightLeft + right / g.weightRight;
  }
  if (g.criterion == POISSON) {
    let left = 0.0;
    let right = 0.0;
    for (let k = 0; k < g.outputs; k++) {
      const l = f64At(g.sumLeft, k);
      const r = f64At(g.sumRight, k);
      if (l <= POISSON_FLOOR || r <= POISSON_FLOOR) return -Infinity;
      left += l * (log(l / g.weightLeft) / LN2);
      right += r * (log(r / g.weightRight) / LN2);
    }
    return left + right;
  }
  const impurityRight = rightImpurityOfOutputs(g);
  const impurityLeft = leftImpurityOfOutputs(g);
  return -g.weightRight * impurityRight - g.weightLeft * impurityLeft;
}
