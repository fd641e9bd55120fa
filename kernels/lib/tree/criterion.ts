// Impurity criteria. The order of every addition is scikit-learn's, so that sums that round agree to the last bit.
// Breiman, Friedman, Olshen & Stone (1984), Classification and Regression Trees, chapters 4 and 8.
import { enterAbsoluteErrors, measureAbsoluteErrors } from "./absolute-error";
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
  weightAt,
} from "./grower";
import { log } from "../glibc-log";
import {
  enterOutputs,
  leftImpurityOfOutputs,
  moveCutOfOutputs,
  nodeImpurityOfOutputs,
  proxyOfOutputs,
  rightImpurityOfOutputs,
} from "./multi-output";

/** Takes the rows samples[start, end) as the node. */
export function enterNode(g: Grower, start: i32, end: i32): void {
  g.start = start;
  g.end = end;
  if (g.outputs > 1 && g.criterion != ABSOLUTE_ERROR) {
    enterOutputs(g, start, end);
    resetCriterion(g);
    return;
  }
  const samples = g.samples;
  const weights = g.weights;
  const shift = g.weightShift;
  let total = 0.0;
  if (isClassification(g)) {
    const sums = g.sumTotal;
    memory.fill(sums, 0, <usize>g.classes << 3);
    for (let p = start; p < end; p++) {
      const i = i32At(samples, p);
      const w = weightAt(weights, shift, i);
      const c = i32At(g.codes, i);
      setF64(sums, c, f64At(sums, c) + w);
      total += w;
    }
  } else if (g.criterion == ABSOLUTE_ERROR) {
    for (let p = start; p < end; p++) total += weightAt(weights, shift, i32At(samples, p));
  } else {
    let sum = 0.0;
    let squares = 0.0;
    for (let p = start; p < end; p++) {
      const i = i32At(samples, p);
      const w = weightAt(weights, shift, i);
      const y = f64At(g.y, i);
      const wy = w * y;
      sum += wy;
      squares += wy * y;
      total += w;
    }
    store<f64>(g.sumTotal, sum);
    g.sumSquares = squares;
  }
  g.weightNode = total;
  if (g.criterion == ABSOLUTE_ERROR) enterAbsoluteErrors(g);
  resetCriterion(g);
}

/** Moves the cut to the start of the node. */
export function resetCriterion(g: Grower): void {
  g.position = g.start;
  g.weightLeft = 0;
  g.weightRight = g.weightNode;
  if (g.criterion == ABSOLUTE_ERROR) {
    measureAbsoluteErrors(g);
    return;
  }
  const bytes = <usize>g.width << 3;
  memory.fill(g.sumLeft, 0, bytes);
  memory.copy(g.sumRight, g.sumTotal, bytes);
}

/** Moves the cut to `position`, adding from the nearer end. */
export function moveCut(g: Grower, position: i32): void {
  const samples = g.samples;
  const weights = g.weights;
  const shift = g.weightShift;
  const left = g.sumLeft;
  if (g.criterion == ABSOLUTE_ERROR) {
    let w = g.weightLeft;
    for (let p = g.position; p < position; p++) w += weightAt(weights, shift, i32At(samples, p));
    g.weightLeft = w;
    g.weightRight = g.weightNode - w;
    g.position = position;
    return;
  }
  if (g.outputs > 1) {
    moveCutOfOutputs(g, position);
    return;
  }
  if (isClassification(g)) {
    if (position - g.position <= g.end - position) {
      let total = g.weightLeft;
      for (let p = g.position; p < position; p++) {
        const i = i32At(samples, p);
        const w = weightAt(weights, shift, i);
        const c = i32At(g.codes, i);
        setF64(left, c, f64At(left, c) + w);
        total += w;
      }
      g.weightLeft = total;
    } else {
      memory.copy(left, g.sumTotal, <usize>g.classes << 3);
      let total = g.weightNode;
      for (let p = g.end - 1; p >= position; p--) {
        const i = i32At(samples, p);
        const w = weightAt(weights, shift, i);
        const c = i32At(g.codes, i);
        setF64(left, c, f64At(left, c) - w);
        total -= w;
      }
      g.weightLeft = total;
    }
    const classes = g.classes;
    for (let c = 0; c < classes; c++) setF64(g.sumRight, c, f64At(g.sumTotal, c) - f64At(left, c));
  } else {
    let sum: f64;
    let total: f64;
    if (position - g.position <= g.end - position) {
      sum = load<f64>(left);
      total = g.weightLeft;
      for (let p = g.position; p < position; p++) {
        const i = i32At(samples, p);
        const w = weightAt(weights, shift, i);
        sum += w * f64At(g.y, i);
        total += w;
      }
    } else {
      sum = load<f64>(g.sumTotal);
      total = g.weightNode;
      for (let p = g.end - 1; p >= position; p--) {
        const i = i32At(samples, p);
        const w = weightAt(weights, shift, i);
        sum -= w * f64At(g.y, i);
        total -= w;
      }
    }
    store<f64>(left, sum);
    g.weightLeft = total;
    store<f64>(g.sumRight, load<f64>(g.sumTotal) - sum);
  }
  g.weightRight = g.weightNode - g.weightLeft;
  g.position = position;
}

function gini(sums: usize, classes: i32, weight: f64): f64 {
  let squares = 0.0;
  for (let c = 0; c < classes; c++) {
    const s = f64At(sums, c);
    squares += s * s;
  }
  return 1.0 - squares / (weight * weight);
}

function entropy(sums: usize, classes: i32, weight: f64): f64 {
  let total = 0.0;
  for (let c = 0; c < classes; c++) {
    let share = f64At(sums, c);
    if (share > 0) {
      share /= weight;
      total -= share * (log(share) / LN2);
    }
  }
  return total;
}

function squaredError(squares: f64, sum: f64, weight: f64): f64 {
  const mean = sum / weight;
  return squares / weight - mean * mean;
}

function poissonDeviance(g: Grower, start: i32, end: i32, sum: f64, weight: f64): f64 {
  if (sum <= POISSON_FLOOR) return Infinity;
  const mean = sum / weight;
  let loss = 0.0;
  for (let p = start; p < end; p++) {
    const i = i32At(g.samples, p);
    const y = f64At(g.y, i);
    loss += f64At(g.weights, i) * (y == 0 ? 0 : y * log(y / mean));
  }
  return loss / weight;
}

/** Impurity of the whole node. */
export function nodeImpurity(g: Grower): f64 {
  if (g.outputs > 1) return nodeImpurityOfOutputs(g);
  switch (g.criterion) {
    case GINI:
      return gini(g.sumTotal, g.classes, g.weightNode);
    case ENTROPY:
      return entropy(g.sumTotal, g.classes, g.weightNode);
    case SQUARED_ERROR:
      return squaredError(g.sumSquares, load<f64>(g.sumTotal), g.weightNode);
    case ABSOLUTE_ERROR:
      return f64At(g.rightErrors, g.start) / g.weightNode;
    default:
      return poissonDeviance(g, g.start, g.end, load<f64>(g.sumTotal), g.weightNode);
  }
}

export function leftImpurity(g: Grower): f64 {
  if (g.outputs > 1) return leftImpurityOfOutputs(g);
  switch (g.criterion) {
    case GINI:
      return gini(g.sumLeft, g.classes, g.weightLeft);
    case ENTROPY:
      return entropy(g.sumLeft, g.classes, g.weightLeft);
    case SQUARED_ERROR:
      g.squaresLeft = squaresLeft(g);
      return squaredError(g.squaresLeft, load<f64>(g.sumLeft), g.weightLeft);
    case ABSOLUTE_ERROR:
      return (g.position > g.start ? f64At(g.leftErrors, g.position - 1) : 0) / g.weightLeft;
    default:
      return poissonDeviance(g, g.start, g.position, load<f64>(g.sumLeft), g.weightLeft);
  }
}

/** Impurity of the right part; for squared_error after {@link leftImpurity}, whose sum of squares it needs. */
export function rightImpurity(g: Grower): f64 {
  if (g.outputs > 1) return rightImpurityOfOutputs(g);
  switch (g.criterion) {
    case GINI:
      return gini(g.sumRight, g.classes, g.weightRight);
    case ENTROPY:
      return entropy(g.sumRight, g.classes, g.weightRight);
    case SQUARED_ERROR:
      return squaredError(g.sumSquares - g.squaresLeft, load<f64>(g.sumRight), g.weightRight);
    case ABSOLUTE_ERROR:
      return (g.position < g.end ? f64At(g.rightErrors, g.position) : 0) / g.weightRight;
    default:
      return poissonDeviance(g, g.position, g.end, load<f64>(g.sumRight), g.weightRight);
  }
}

function squaresLeft(g: Grower): f64 {
  let squares = 0.0;
  const weights = g.weights;
  const shift = g.weightShift;
  for (let p = g.start; p < g.position; p++) {
    const i = i32At(g.samples, p);
    const y = f64At(g.y, i);
    squares += weightAt(weights, shift, i) * y * y;
  }
  return squares;
}

/** A number that orders the cuts of one node as their decrease of impurity does, but costs less. */
export function proxyOfCut(g: Grower): f64 {
  if (g.outputs > 1) return proxyOfOutputs(g);
  if (g.criterion == SQUARED_ERROR) {
    const l = load<f64>(g.sumLeft);
    const r = load<f64>(g.sumRight);
    return (l * l) / g.weightLeft + (r * r) / g.weightRight;
  }
  if (g.criterion == POISSON) {
    const l = load<f64>(g.sumLeft);
    const r = load<f64>(g.sumRight);
    if (l <= POISSON_FLOOR || r <= POISSON_FLOOR) return -Infinity;
    return l * (log(l / g.weightLeft) / LN2) + r * (log(r / g.weightRight) / LN2);
  }
  const impurityRight = rightImpurity(g);
  const impurityLeft = leftImpurity(g);
  return -g.weightRight * impurityRight - g.weightLeft * impurityLeft;
}

/** Weighted decrease of impurity, relative to the whole tree. */
export function improvementOfCut(g: Grower, impurity: f64, left: f64, right: f64): f64 {
  return (
    (g.weightNode / g.weightAll) *
    (impurity - (g.weightRight / g.weightNode) * right - (g.weightLeft / g.weightNode) * left)
  );
}

/** Whether the children's values respect the constraint and the bounds of the node. */
export function isMonotonic(g: Grower, constraint: i32): bool {
  let left: f64;
  let right: f64;
  if (g.criterion == ABSOLUTE_ERROR) {
    left = f64At(g.leftMedians, g.position - 1);
    right = f64At(g.rightMedians, g.position);
  } else {
    left = load<f64>(g.sumLeft) / g.weightLeft;
    right = load<f64>(g.sumRight) / g.weightRight;
  }
  return (
    left >= g.nodeLower &&
    right >= g.nodeLower &&
    left <= g.nodeUpper &&
    right <= g.nodeUpper &&
    (left - right) * <f64>constraint <= 0
  );
}

/** Middle between the children's values: the bound that a monotonic split hands down. */
export function middleOfCut(g: Grower): f64 {
  if (g.criterion == ABSOLUTE_ERROR) {
    return (f64At(g.leftMedians, g.position - 1) + f64At(g.rightMedians, g.position)) / 2;
  }
  return load<f64>(g.sumLeft) / (2 * g.weightLeft) + load<f64>(g.sumRight) / (2 * g.weightRight);
}

/** Writes the value of the node: class shares, mean or median; clipped to its bounds under monotonic constraints. */
export function writeNodeValue(g: Grower, out: usize): void {
  // Absolute errors leave medians among the sums.
  const weight = g.criterion == ABSOLUTE_ERROR ? 1 : g.weightNode;
  for (let k = 0; k < g.width; k++) setF64(out, k, f64At(g.sumTotal, k) / weight);
  if (g.monotonic == 0) return;
  if (load<f64>(out) < g.nodeLower) store<f64>(out, g.nodeLower);
  else if (load<f64>(out) > g.nodeUpper) store<f64>(out, g.nodeUpper);
  if (isClassification(g) && g.classes > 1) setF64(out, 1, 1 - load<f64>(out));
}
