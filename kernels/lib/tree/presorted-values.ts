// Regression by squared error from presorted lists. Sums round here, so the order of the additions must be that of a sort at
// the node; where the node's values are all different there is only one such order, and a list has it.
import { Grower, f32At, f64At, i32At, setF64, setI32 } from "./grower";
import { hasWholeRanks, isTie, isWithin, rowOf } from "./list-entries";
import { column } from "./partition";

/** Whether a feature has a list: a feature with many equal values is sorted at each node instead. */
@inline
export function isListed(g: Grower, feature: i32): bool {
  return 2 * i32At(g.distinct, feature) > g.rows;
}

/** Whether no two rows of the node have the same value, so that the list is the only sorted order. */
export function isStrict(g: Grower, feature: i32, list: usize): bool {
  if (i32At(g.distinct, feature) == g.rows) return true;
  const x = column(g, feature);
  const wholeRanks = hasWholeRanks(g, feature);
  const end = list + (<usize>(g.end - g.start) << 2);
  let below = load<u32>(list);
  for (let p = list + 4; p < end; p += 4) {
    const above = load<u32>(p);
    if (isTie(g, below, above, x, wholeRanks)) return false;
    below = above;
  }
  return true;
}

@inline
function rowAt(g: Grower, list: usize, p: i32): i32 {
  return rowOf(g, i32At(list, p));
}

/** Packs weight × target and weight of every row, for one load of both. */
export function packPairs(g: Grower): void {
  for (let i = 0; i < g.rows; i++) {
    const w = f64At(g.weights, i);
    setF64(g.pairs, 2 * i, w * f64At(g.y, i));
    setF64(g.pairs, 2 * i + 1, w);
  }
}

/** Puts the node's rows in the order of a list. */
export function orderByList(g: Grower, list: usize): void {
  const samples = g.samples + (<usize>g.start << 2);
  const n = g.end - g.start;
  for (let p = 0; p < n; p++) setI32(samples, p, rowAt(g, list, p));
}

/** Tries every cut of a feature whose list is strictly ascending in the node. */
export function scanSquaredError(g: Grower, feature: i32, list: usize): void {
  const n = g.end - g.start;
  const x = column(g, feature);
  const reach = <u32>load<u8>(g.close + feature);
  const bits = g.rowBits;
  const mask = g.rowMask;
  const pairs = g.pairs;
  const minLeaf = g.minSamplesLeaf;
  const minWeight = g.minWeightLeaf;
  const total = load<f64>(g.sumTotal);
  const weight = g.weightNode;
  let best = g.bestProxy;
  // A cut is compared without division first; 1e-9 is far more than that may round.
  let screen = best * (1 - 1e-9);
  let at = 0;
  let sums = f64x2.splat(0); // weight × target, weight
  const first = minLeaf > 1 ? minLeaf : 1;
  const last = n - first;
  for (let p = first; p <= last; p++) {
    if (reach != 0 && isWithin(reach, i32At(list, p - 1), i32At(list, p), x, bits, mask)) continue;
    if (p - at <= n - p) {
      for (let q = at; q < p; q++)
        sums = f64x2.add(sums, v128.load(pairs + ((<usize>i32At(list, q) & mask) << 4)));
    } else {
      sums = f64x2.replace_lane(f64x2.splat(total), 1, weight);
      for (let q = n - 1; q >= p; q--)
        sums = f64x2.sub(sums, v128.load(pairs + ((<usize>i32At(list, q) & mask) << 4)));
    }
    at = p;
    const left = f64x2.extract_lane(sums, 0);
    const wl = f64x2.extract_lane(sums, 1);
    const right = total - left;
    const wr = weight - wl;
    const l2 = left * left;
    const r2 = right * right;
    if (l2 * wr + r2 * wl < screen * (wl * wr)) continue;
    if (wl < minWeight || wr < minWeight) continue;
    const proxy = l2 / wl + r2 / wr;
    if (!(proxy > best)) continue;
    best = proxy;
    screen = best * (1 - 1e-9);
    g.bestProxy = best;
    g.bestFeature = feature;
    g.bestPosition = g.start + p;
    const below = f32At(x, rowAt(g, list, p - 1));
    const above = f32At(x, rowAt(g, list, p));
    g.bestThreshold = <f64>below / 2.0 + <f64>above / 2.0;
    g.bestMissingLeft = i32(p > n - p);
  }
}
