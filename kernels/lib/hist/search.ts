// The best split of a node by one feature, read off its histogram. Chen & Guestrin (2016), XGBoost, doi:10.1145/2939672.2939785, equations 5 to 7.
import { splat } from "../f64x2-math";
import { CELL_SHIFT, Node, Plan, Split, columnOf, firstOf, sizeOf, stepOf } from "./plan";

/** Keeps divisions by a sum of hessians defined, as scikit-learn has it. */
const TINY: f64 = 1e-15;

/** A search through the bins of one feature. */
@unmanaged
export class Search {
  plan: Plan;
  node: Node;
  feature: i32;
  rows: i32; // of the node
  bins: i32;
  monotonic: i32;
  cells: usize; // IN (bins + 1, 2): the feature's cells
  counts: usize; // WORK i32 (256): rows of each bin
  counted: i32; // 1: `counts` are those of this feature
  order: usize; // WORK u8 (256): categories, sorted
  values: usize; // WORK f64 (256)
  spare: usize; // WORK u8 (256)
  bestRows: i32;
  loss: f64; // of the node undivided
  floor: f64; // a gain below this cannot win: another feature has more
  doubts: usize; // WORK f64 (features of a chunk): largest gains of splits whose children may have too few rows
  out: Split;
}

/** Values of the left and the right child from the sums of their gradients and hessians, within the bounds. */
@inline
export function childValues(p: Plan, node: Node, gradients: v128, hessians: v128): v128 {
  const weight = f64x2.add(f64x2.add(hessians, splat(p.l2)), splat(TINY));
  const value = f64x2.div(f64x2.neg(gradients), weight);
  return f64x2.pmin(f64x2.pmax(value, splat(node.lower)), splat(node.upper));
}

/** Decrease of the loss by a split; -1 if it goes against a monotonic constraint. */
@inline
export function gainOf(s: Search, gradients: v128, hessians: v128): f64 {
  const values = childValues(s.plan, s.node, gradients, hessians);
  if (s.monotonic != 0) {
    const left = f64x2.extract_lane(values, 0);
    const right = f64x2.extract_lane(values, 1);
    if (s.monotonic > 0 ? left > right : left < right) return -1;
  }
  const losses = f64x2.mul(gradients, values);
  return s.loss - f64x2.extract_lane(losses, 0) - f64x2.extract_lane(losses, 1);
}

/** Sums of both children as (left, right), from (gradient, hessian) of the left one and of the node. */
@inline
export function gradientsOf(left: v128, right: v128): v128 {
  return v128.shuffle<f64>(left, right, 0, 2);
}

@inline
export function hessiansOf(left: v128, right: v128): v128 {
  return v128.shuffle<f64>(left, right, 1, 3);
}

/** Rows of each bin of the feature in the node, counted when first asked for. */
export function countRows(s: Search): void {
  if (s.counted) return;
  s.counted = 1;
  const p = s.plan;
  memory.fill(s.counts, 0, 1024);
  const codes = columnOf(p, s.feature);
  const step = stepOf(s.node);
  for (let part = 0; part < p.parts; part++) {
    let row = firstOf(p, s.node, part);
    for (let n = sizeOf(p, s.node, part); n > 0; n--) {
      const at = s.counts + (<usize>load<u8>(codes + load<u32>(row)) << 2);
      store<i32>(at, load<i32>(at) + 1);
      row += step;
    }
  }
}

/** Rows of the bins [from, to). */
function rowsIn(s: Search, from: i32, to: i32): i32 {
  let n = 0;
  for (let b = from; b < to; b++) n += load<i32>(s.counts + (<usize>b << 2));
  return n;
}

/** Whether both children have enough rows; `left` counts those of the left one where hessians do not tell. */
@inline
function enoughRows(s: Search, hl: f64, hr: f64, from: i32, to: i32, isLeft: bool): bool {
  const p = s.plan;
  if (hl > p.enoughHessian && hr > p.enoughHessian) return true;
  countRows(s);
  const n = rowsIn(s, from, to);
  const left = isLeft ? n : s.rows - n;
  return left >= p.minRows && s.rows - left >= p.minRows;
}

/** Notes the best split by a threshold: bins up to some one, and missing values or not, go left. */
export function searchThresholds(s: Search): void {
  s.out.gain = -1;
  searchUp(s);
  if (load<u8>(s.plan.missing + s.feature)) searchDown(s);
}

/**
 * {@link searchThresholds} among the splits whose sums of hessians tell that both children have enough rows. Returns the largest gain of
 * the others that have more, so that rows are counted only where they decide; 0 if there is none.
 */
export function searchSureThresholds(s: Search): f64 {
  s.out.gain = -1;
  if (s.monotonic != 0) return Infinity;
  const doubt = s.plan.constantHessian ? scan(s, true, false) : scan(s, false, false);
  if (!load<u8>(s.plan.missing + s.feature)) return doubt;
  return max(doubt, s.plan.constantHessian ? scan(s, true, true) : scan(s, false, true));
}

/** Sums up the bins from the first one on, or `down` from the last, missing values then going left, and notes the best split. */
@inline
function scan(s: Search, constantHessian: bool, down: bool): f64 {
  const p = s.plan;
  const node = s.node;
  const total = f64x2.replace_lane(splat(node.gradients), 1, node.hessians);
  const leastHessian = splat(p.minHessian);
  const enough = splat(p.enoughHessian);
  const leastRows = splat(<f64>p.minRows);
  const l2 = splat(p.l2);
  const lower = splat(node.lower);
  const upper = splat(node.upper);
  const loss = s.loss;
  const floor = s.floor;
  const bins = down ? s.bins - 1 : s.bins - 1 + <i32>load<u8>(p.missing + s.feature);
  let at = s.cells + (down ? <usize>(s.bins - 1) << CELL_SHIFT : 0);
  let best = down ? max(s.out.gain, 0) : 0;
  let bestBin = -1;
  let bestLeft = splat(0);
  let doubt: f64 = 0;
  let near = splat(0);
  for (let k = 0; k < bins; k++) {
    near = f64x2.add(near, v128.load(at));
    if (down) at -= 1 << CELL_SHIFT;
    else at += 1 << CELL_SHIFT;
    const far = f64x2.sub(total, near);
    const left = down ? far : near;
    const right = down ? near : far;
    const hessians = hessiansOf(left, right);
    let few = f64x2.lt(hessians, leastHessian);
    if (constantHessian) few = v128.or(few, f64x2.lt(hessians, leastRows));
    if (v128.any_true(few)) {
      const nearHessian = f64x2.extract_lane(near, 1);
      if (nearHessian < p.minHessian || (constantHessian && nearHessian < <f64>p.minRows)) continue;
      break;
    }
    const gradients = gradientsOf(left, right);
    const weight = f64x2.add(f64x2.add(hessians, l2), splat(TINY));
    const values = f64x2.pmin(f64x2.pmax(f64x2.div(f64x2.neg(gradients), weight), lower), upper);
    const losses = f64x2.mul(gradients, values);
    const gain = loss - f64x2.extract_lane(losses, 0) - f64x2.extract_lane(losses, 1);
    if (!(gain > best) || gain < floor) continue;
    if (!constantHessian && !i64x2.all_true(f64x2.gt(hessians, enough))) {
      doubt = max(doubt, gain);
      continue;
    }
    best = gain;
    bestBin = k;
    bestLeft = left;
  }
  if (bestBin >= 0) note(s, best, bestLeft, down ? s.bins - 2 - bestBin : bestBin, i32(down));
  return doubt;
}

/** From the first bin on; missing values go right. */
function searchUp(s: Search): void {
  const p = s.plan;
  const end = s.bins - 1 + <i32>load<u8>(p.missing + s.feature);
  const total = f64x2.replace_lane(splat(s.node.gradients), 1, s.node.hessians);
  const rows = <f64>s.rows;
  const minRows = <f64>p.minRows;
  let left = splat(0);
  let best: f64 = 0;
  for (let b = 0; b < end; b++) {
    left = f64x2.add(left, v128.load(s.cells + (<usize>b << CELL_SHIFT)));
    const right = f64x2.sub(total, left);
    const hl = f64x2.extract_lane(left, 1);
    const hr = f64x2.extract_lane(right, 1);
    if (p.constantHessian) {
      if (hl < minRows) continue;
      if (rows - hl < minRows) break;
    }
    if (hl < p.minHessian) continue;
    if (hr < p.minHessian) break;
    const gain = gainOf(s, gradientsOf(left, right), hessiansOf(left, right));
    if (!(gain > best)) continue;
    if (!p.constantHessian && (gain < s.floor || !enoughRows(s, hl, hr, 0, b + 1, true))) continue;
    best = gain;
    note(s, gain, left, b, 0);
  }
}

/** From the last bin down; missing values go left. */
function searchDown(s: Search): void {
  const p = s.plan;
  const total = f64x2.replace_lane(splat(s.node.gradients), 1, s.node.hessians);
  const rows = <f64>s.rows;
  const minRows = <f64>p.minRows;
  let right = splat(0);
  let best = max(s.out.gain, 0);
  for (let b = s.bins - 2; b >= 0; b--) {
    right = f64x2.add(right, v128.load(s.cells + (<usize>(b + 1) << CELL_SHIFT)));
    const left = f64x2.sub(total, right);
    const hl = f64x2.extract_lane(left, 1);
    const hr = f64x2.extract_lane(right, 1);
    if (p.constantHessian) {
      if (hr < minRows) continue;
      if (rows - hr < minRows) break;
    }
    if (hr < p.minHessian) continue;
    if (hl < p.minHessian) break;
    const gain = gainOf(s, gradientsOf(left, right), hessiansOf(left, right));
    if (!(gain > best)) continue;
    if (!p.constantHessian && (gain < s.floor || !enoughRows(s, hl, hr, b + 1, s.bins, false))) continue;
    best = gain;
    note(s, gain, left, b, 1);
  }
}

/** Notes a split and the values of the children that it makes. */
@inline
export function note(s: Search, gain: f64, left: v128, bin: i32, missingLeft: i32): void {
  const out = s.out;
  const total = f64x2.replace_lane(splat(s.node.gradients), 1, s.node.hessians);
  const right = f64x2.sub(total, left);
  const values = childValues(s.plan, s.node, gradientsOf(left, right), hessiansOf(left, right));
  out.gain = gain;
  out.gradients = f64x2.extract_lane(left, 0);
  out.hessians = f64x2.extract_lane(left, 1);
  out.leftValue = f64x2.extract_lane(values, 0);
  out.rightValue = f64x2.extract_lane(values, 1);
  out.bin = bin;
  out.missingLeft = missingLeft;
}
