// Regression by squared error from presorted lists. Sums round here, so the order of the additions must be that of a sort at
// the node; where the node's values are all different there is only one such order, and a list has it.
import { entryAt, rankOf, restOf } from "./entries";
import { FEATURE_THRESHOLD, Grower, f32At, f64At, i32At, setF64, setI32 } from "./grower";

/** Whether a feature has a list: a feature with many equal values is sorted at each node instead. */
@inline
export function isListed(g: Grower, feature: i32): bool {
  return 2 * i32At(g.distinct, feature) > g.rows;
}

/** Whether no two rows of the node have the same value, so that the list is the only sorted order. */
export function isStrict<T extends number>(g: Grower, feature: i32, list: usize): bool {
  if (i32At(g.distinct, feature) == g.rows) return true;
  const end = list + <usize>(g.end - g.start) * sizeof<T>();
  let rank = rankOf<T>(load<T>(list));
  for (let p = list + sizeof<T>(); p < end; p += sizeof<T>()) {
    const next = rankOf<T>(load<T>(p));
    if (next == rank) return false;
    rank = next;
  }
  return true;
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
export function orderByList<T extends number>(g: Grower, list: usize): void {
  const samples = g.samples + (<usize>g.start << 2);
  const n = g.end - g.start;
  for (let p = 0; p < n; p++) setI32(samples, p, restOf<T>(entryAt<T>(list, p)));
}

/** Tries every cut of a feature whose list is strictly ascending in the node. */
export function scanSquaredError<T extends number>(g: Grower, feature: i32, list: usize): void {
  const n = g.end - g.start;
  const values = g.rankValues + ((<usize>feature * <usize>g.rows) << 2);
  const close = load<u8>(g.close + feature) != 0;
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
    if (close) {
      const below = f32At(values, rankOf<T>(entryAt<T>(list, p - 1)));
      if (f32At(values, rankOf<T>(entryAt<T>(list, p))) <= below + FEATURE_THRESHOLD) continue;
    }
    if (p - at <= n - p) {
      for (let q = at; q < p; q++)
        sums = f64x2.add(sums, v128.load(pairs + (<usize>restOf<T>(entryAt<T>(list, q)) << 4)));
    } else {
      sums = f64x2.replace_lane(f64x2.splat(total), 1, weight);
      for (let q = n - 1; q >= p; q--)
        sums = f64x2.sub(sums, v128.load(pairs + (<usize>restOf<T>(entryAt<T>(list, q)) << 4)));
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
    const below = f32At(values, rankOf<T>(entryAt<T>(list, p - 1)));
    const above = f32At(values, rankOf<T>(entryAt<T>(list, p)));
    g.bestThreshold = <f64>below / 2.0 + <f64>above / 2.0;
    g.bestMissingLeft = i32(p > n - p);
  }
}
