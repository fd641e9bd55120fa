// Splits by categories: sorted by the mean of their gradients, then searched as if ordered, from both ends to the middle.
// Fisher (1958), On grouping for maximum homogeneity, doi:10.1080/01621459.1958.10501479.
import { splat } from "../f64x2-math";
import { CELL_SHIFT, Split } from "./plan";
import { Search, countRows, gainOf, gradientsOf, hessiansOf, note } from "./search";

/** A category is considered from this many rows on, and its mean drawn towards 0 by as many, as in scikit-learn. */
const SUPPORT: f64 = 10;

@inline
function cellOf(s: Search, code: i32): v128 {
  return v128.load(s.cells + (<usize>code << CELL_SHIFT));
}

@inline
function valueOf(s: Search, code: u8): f64 {
  return load<f64>(s.values + (<usize>code << 3));
}

/** Lists the categories with support, missing values as one of them; returns how many there are. */
function listCategories(s: Search): i32 {
  const factor = <f64>s.rows / s.node.hessians;
  let n = 0;
  for (let code = 0; code < s.bins + <i32>load<u8>(s.plan.missing + s.feature); code++) {
    const cell = cellOf(s, code);
    const hessians = f64x2.extract_lane(cell, 1);
    if (!(hessians * factor >= SUPPORT)) continue;
    store<f64>(s.values + (<usize>code << 3), f64x2.extract_lane(cell, 0) / (hessians + SUPPORT));
    store<u8>(s.order + n++, <u8>code);
  }
  return n;
}

/** Sorts the listed categories by value, those of equal value in reverse: merges of runs twice as long each time. */
function sortCategories(s: Search, n: i32): usize {
  let from = s.order;
  let to = s.spare;
  for (let run = 1; run < n; run <<= 1) {
    for (let start = 0; start < n; start += 2 * run) {
      const middle = min(start + run, n);
      const stop = min(middle + run, n);
      let a = start;
      let b = middle;
      for (let k = start; k < stop; k++) {
        const second = b < stop && (a >= middle || !(valueOf(s, load<u8>(from + a)) < valueOf(s, load<u8>(from + b))));
        store<u8>(to + k, load<u8>(from + (second ? b++ : a++)));
      }
    }
    const swap = from;
    from = to;
    to = swap;
  }
  return from;
}

function addToSet(out: Split, code: u32): void {
  const at = changetype<usize>(out) + offsetof<Split>("set") + ((code >>> 6) << 3);
  store<u64>(at, load<u64>(at) | (<u64>1 << (code & 63)));
}

/** Notes the best split by a set of categories. */
export function searchCategories(s: Search): void {
  s.out.gain = -1;
  const n = listCategories(s);
  if (n < 2) return;
  const sorted = sortCategories(s, n);
  const up = searchEnd(s, sorted, n, (n + 1) >> 1, 1, 0);
  const down = searchEnd(s, sorted, n, ((n + 1) >> 1) - 1, -1, max(s.out.gain, 0));
  if (s.out.gain <= 0) return;
  const out = s.out;
  memory.fill(changetype<usize>(out) + offsetof<Split>("set"), 0, 32);
  const from = down >= 0 ? down : 0;
  const to = down >= 0 ? n : up + 1;
  for (let k = from; k < to; k++) addToSet(out, load<u8>(sorted + k));
  out.bin = 0;
  const missing = s.bins;
  out.missingLeft = 0;
  if (load<u8>(s.plan.missing + s.feature))
    for (let k = from; k < to; k++) if (<i32>load<u8>(sorted + k) == missing) out.missingLeft = 1;
}

/** Moves categories to the left child one by one, from one end; returns the last of the best ones, -1 if none gains. */
function searchEnd(s: Search, sorted: usize, n: i32, middle: i32, step: i32, best: f64): i32 {
  const p = s.plan;
  const total = f64x2.replace_lane(splat(s.node.gradients), 1, s.node.hessians);
  let found = -1;
  let left = splat(0);
  let rows = 0;
  for (let k = 0; k < middle; k++) {
    const at = step > 0 ? k : n - 1 - k;
    const code = <i32>load<u8>(sorted + at);
    left = f64x2.add(left, cellOf(s, code));
    const right = f64x2.sub(total, left);
    const hl = f64x2.extract_lane(left, 1);
    const hr = f64x2.extract_lane(right, 1);
    if (p.constantHessian) rows = <i32>hl;
    else {
      countRows(s);
      rows += load<i32>(s.counts + (<usize>code << 2));
    }
    if (rows < p.minRows || hl < p.minHessian) continue;
    if (s.rows - rows < p.minRows || hr < p.minHessian) break;
    const gain = gainOf(s, gradientsOf(left, right), hessiansOf(left, right));
    if (!(gain > best)) continue;
    best = gain;
    found = at;
    note(s, gain, left, 0, 0);
  }
  return found;
}
