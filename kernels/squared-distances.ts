// Nearest rows by squared Euclidean distance. Single-precision products screen the rows: |y|² - 2 x·y, minus a bound of
// its rounding error, never exceeds the true value, so a row that it rules out is out. What passes is measured in double
// precision, coordinate by coordinate. Distances, indices and the order of ties are those of the plain loop.
import { finishHeaps } from "./lib/finish-heaps";
import { clearHeap, push } from "./lib/neighbor-heap";

// 8 rows a panel and 4 queries a tile: 8 sums in registers, two vectors of four by four queries.
const PANEL: i32 = 8;
const TILE: i32 = 4;
// 16 panels a pass: with 50 features 26 kB, which stay in the first cache while the tiles of a block pass over them.
const PANELS_A_PASS: i32 = 16;
// Queries so far from the centre that single precision overflows are measured against every row.
const FARTHEST: f64 = 1e30;

// Bound of the relative rounding error: (2 d + 12) half-ulps of |x|² + |y|², and two in a hundred for second order.
// @ts-ignore: decorator
@inline
function slack(d: i32): f64 {
  return 1.02 * <f64>(2 * d + 12) * 5.9604644775390625e-8;
}

// Below any sum that single precision could lose to underflow.
const UNDERFLOW: f64 = 1e-36;

/**
 * Centres, scales and rounds the rows of the panels [begin, end): eight rows interleaved, and a lower bound of |y|².
 *
 * @param rows IN (n, d)
 * @param center IN (d)
 * @param panels OUT f32 (panels, d, 8); rows beyond n are zero
 * @param norms OUT f32 (panels, 8); Infinity beyond n
 */
export function packPanels(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  n: i32,
  d: i32,
  scale: f64,
  rows: usize,
  center: usize,
  panels: usize,
  norms: usize,
): void {
  const keep = 1 - slack(d);
  for (let panel = begin; panel < end; panel++) {
    const out = panels + <usize>panel * (<usize>d << 5);
    for (let lane = 0; lane < PANEL; lane++) {
      const i = panel * PANEL + lane;
      const row = rows + <usize>i * (<usize>d << 3);
      let norm: f64 = 0;
      for (let j = 0; j < d; j++) {
        const at = <usize>j << 3;
        const value = i < n ? (load<f64>(row + at) - load<f64>(center + at)) * scale : 0;
        norm += value * value;
        store<f32>(out + (<usize>j << 5) + (<usize>lane << 2), <f32>value);
      }
      const bound = i < n ? norm * keep - UNDERFLOW : Infinity;
      store<f32>(norms + (<usize>(panel * PANEL + lane) << 2), <f32>bound);
    }
  }
}

// Largest value of |y|² - 2 x·y that may still enter a heap, rounded up.
function threshold(largest: f64, scale: f64, norm: f64): f32 {
  const exact = largest * scale * scale - norm;
  return <f32>(exact + Math.abs(exact) * 2.384185791015625e-7 + UNDERFLOW);
}

// Packs the queries of a tile, times -2, and their |x|² less its error; a missing or runaway query becomes zero.
function packTile(
  queries: usize,
  count: i32,
  d: i32,
  scale: f64,
  center: usize,
  tile: usize,
  norms: usize,
): void {
  for (let t = 0; t < TILE; t++) {
    const q = queries + <usize>t * (<usize>d << 3);
    let norm: f64 = 0;
    for (let j = 0; t < count && j < d; j++) {
      const value = (load<f64>(q + (<usize>j << 3)) - load<f64>(center + (<usize>j << 3))) * scale;
      norm += value * value;
      store<f32>(tile + (<usize>j << 4) + (<usize>t << 2), <f32>(-2 * value));
    }
    if (t >= count || !(norm < FARTHEST)) {
      for (let j = 0; j < d; j++) store<f32>(tile + (<usize>j << 4) + (<usize>t << 2), 0);
      norm = Infinity;
    } else norm *= 1 - slack(d);
    store<f64>(norms + (<usize>t << 3), norm);
  }
}

function squaredDistance(a: usize, b: usize, d: usize): f64 {
  let sum: f64 = 0;
  for (const end = a + (d << 3); a < end; a += 8, b += 8) {
    const t = load<f64>(a) - load<f64>(b);
    sum += t * t;
  }
  return sum;
}

// Measures the rows of a panel that one query's mask lets pass, the first row of all having the number `first`; returns the query's new threshold.
function measure(
  mask: i32,
  limit: f32,
  q: usize,
  norm: f64,
  scale: f64,
  rows: usize,
  panel: i32,
  first: i32,
  d: usize,
  heap: usize,
  ids: usize,
  k: i32,
): f32 {
  while (mask != 0) {
    const i = panel * PANEL + ctz(mask);
    mask &= mask - 1;
    push(heap, ids, k, squaredDistance(q, rows + <usize>i * (d << 3), d), first + i);
  }
  return norm < FARTHEST ? threshold(load<f64>(heap), scale, norm) : limit;
}

/**
 * The k nearest rows to the queries [begin, end), by squared distance while searching. Rows may come in stretches, one call each: the
 * heaps wait in `distances` and `indices` meanwhile.
 *
 * @param first number of the first row of the stretch, 0 for that which comes first.
 * @param last whether no stretch follows.
 * @param scratch 4 * d bytes and 12 bytes a query of the block rounded up to fours, and 12 * k bytes.
 * @param metric EUCLIDEAN or SQUARED_EUCLIDEAN: what `distances` shall hold.
 * @param ties as in nearestRows, without the lowest index.
 * @param queries IN (queries, d)
 * @param rows IN (n, d)
 * @param panels IN f32 (panels, d, 8), norms IN f32 (panels, 8), of packPanels
 * @param distances OUT (queries, k), ascending
 * @param indices OUT i32 (queries, k)
 */
export function nearestByScreening(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  metric: i32,
  first: i32,
  last: i32,
  n: i32,
  d: i32,
  scale: f64,
  k: i32,
  ties: i32,
  queries: usize,
  rows: usize,
  center: usize,
  panels: usize,
  norms: usize,
  distances: usize,
  indices: usize,
): void {
  const stride = <usize>d << 3;
  const tiles = (end - begin + TILE - 1) / TILE;
  const limits = scratch; // f32 (tiles, 4)
  const queryNorms = limits + (<usize>tiles << 4); // f64 (tiles, 4)
  const packed = queryNorms + (<usize>tiles << 5); // f32 (tiles, d, 4)
  for (let t = 0; t < tiles; t++) {
    const from = begin + t * TILE;
    const count = min(TILE, end - from);
    packTile(
      queries + <usize>from * stride, count, d, scale, center,
      packed + <usize>t * (<usize>d << 4), queryNorms + (<usize>t << 5),
    );
    for (let y = 0; y < TILE; y++) {
      const i = from + y;
      let limit: f32 = y < count ? Infinity : -Infinity;
      if (y < count && first == 0) clearHeap(distances + <usize>i * (<usize>k << 3), indices + <usize>i * (<usize>k << 2), k);
      else if (y < count) {
        const norm = load<f64>(queryNorms + (<usize>(t * TILE + y) << 3));
        if (norm < FARTHEST) limit = threshold(load<f64>(distances + <usize>i * (<usize>k << 3)), scale, norm);
      }
      store<f32>(limits + (<usize>(t * TILE + y) << 2), limit);
    }
  }

  const panelCount = (n + PANEL - 1) / PANEL;
  for (let pass = 0; pass < panelCount; pass += PANELS_A_PASS) {
    const passEnd = min(pass + PANELS_A_PASS, panelCount);
    for (let t = 0; t < tiles; t++) {
      const limit = limits + (<usize>t << 4);
      const tile = packed + <usize>t * (<usize>d << 4);
      let l0 = v128.load32_splat(limit);
      let l1 = v128.load32_splat(limit, 4);
      let l2 = v128.load32_splat(limit, 8);
      let l3 = v128.load32_splat(limit, 12);
      for (let panel = pass; panel < passEnd; panel++) {
        const norm = norms + (<usize>panel << 5);
        const n0 = v128.load(norm);
        const n1 = v128.load(norm, 16);
        let s00 = n0, s01 = n1, s10 = n0, s11 = n1, s20 = n0, s21 = n1, s30 = n0, s31 = n1;
        let a = tile;
        let b = panels + <usize>panel * (<usize>d << 5);
        for (let j = 0; j < d; j++) {
          const b0 = v128.load(b);
          const b1 = v128.load(b, 16);
          let x = v128.load32_splat(a);
          s00 = f32x4.add(s00, f32x4.mul(x, b0));
          s01 = f32x4.add(s01, f32x4.mul(x, b1));
          x = v128.load32_splat(a, 4);
          s10 = f32x4.add(s10, f32x4.mul(x, b0));
          s11 = f32x4.add(s11, f32x4.mul(x, b1));
          x = v128.load32_splat(a, 8);
          s20 = f32x4.add(s20, f32x4.mul(x, b0));
          s21 = f32x4.add(s21, f32x4.mul(x, b1));
          x = v128.load32_splat(a, 12);
          s30 = f32x4.add(s30, f32x4.mul(x, b0));
          s31 = f32x4.add(s31, f32x4.mul(x, b1));
          a += 16;
          b += 32;
        }
        const m00 = f32x4.lt(s00, l0), m01 = f32x4.lt(s01, l0);
        const m10 = f32x4.lt(s10, l1), m11 = f32x4.lt(s11, l1);
        const m20 = f32x4.lt(s20, l2), m21 = f32x4.lt(s21, l2);
        const m30 = f32x4.lt(s30, l3), m31 = f32x4.lt(s31, l3);
        const upper = v128.or(v128.or(m00, m01), v128.or(m10, m11));
        const lower = v128.or(v128.or(m20, m21), v128.or(m30, m31));
        if (!v128.any_true(v128.or(upper, lower))) continue;
        for (let y = 0; y < TILE; y++) {
          let mask: i32;
          if (y == 0) mask = i32x4.bitmask(m00) | (i32x4.bitmask(m01) << 4);
          else if (y == 1) mask = i32x4.bitmask(m10) | (i32x4.bitmask(m11) << 4);
          else if (y == 2) mask = i32x4.bitmask(m20) | (i32x4.bitmask(m21) << 4);
          else mask = i32x4.bitmask(m30) | (i32x4.bitmask(m31) << 4);
          if (mask == 0) continue;
          const i = begin + t * TILE + y;
          const at = limit + (<usize>y << 2);
          store<f32>(at, measure(
            mask, load<f32>(at), queries + <usize>i * stride, load<f64>(queryNorms + (<usize>(t * TILE + y) << 3)), scale,
            rows, panel, first, <usize>d, distances + <usize>i * (<usize>k << 3), indices + <usize>i * (<usize>k << 2), k,
          ));
        }
        l0 = v128.load32_splat(limit);
        l1 = v128.load32_splat(limit, 4);
        l2 = v128.load32_splat(limit, 8);
        l3 = v128.load32_splat(limit, 12);
      }
    }
  }
  if (last) finishHeaps(begin, end, metric, scratch, k, ties, distances, indices, packed + <usize>tiles * (<usize>d << 4));
}
