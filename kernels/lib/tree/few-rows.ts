// Nodes of two or three rows in regression by squared error. The sums of one row, of two, and of all that are in the node do not depend on the order of the
// rows, so that a cut is known by which of them go left: it is measured once for the node, not for each feature.
import { Grower, f64At, i32At, setF64 } from "./grower";

/** Packs weight × target and weight of every row, for one load of both. Backwards: weights that stand in the place of the pairs are read before they are overwritten. */
export function packPairs(g: Grower): void {
  for (let i = g.rows - 1; i >= 0; i--) {
    const w = f64At(g.weights, i);
    setF64(g.pairs, 2 * i, w * f64At(g.y, i));
    setF64(g.pairs, 2 * i + 1, w);
  }
  if (!g.ownWeights) return;
  g.weights = g.pairs + 8;
  g.weightShift = 4;
}

/** Most rows of such a node. */
export const FEW_ROWS: i32 = 3;

/** Worth of a cut with these sums (weight × target, weight) on the left; -Infinity if a part weighs too little. */
function worthOf(g: Grower, sums: v128): f64 {
  const left = f64x2.extract_lane(sums, 0);
  const wl = f64x2.extract_lane(sums, 1);
  const right = load<f64>(g.sumTotal) - left;
  const wr = g.weightNode - wl;
  if (wl < g.minWeightLeaf || wr < g.minWeightLeaf) return -Infinity;
  return (left * left) / wl + (right * right) / wr;
}

@inline
function pairAt(pairs: usize, rows: usize, k: i32): v128 {
  return f64x2.add(f64x2.splat(0), v128.load(pairs + (<usize>i32At(rows, k) << 4)));
}

/**
 * Measures every cut of the node: `worths` at the number whose bits tell which of its samples go left.
 *
 * @param pairs weight × target and weight of rows.
 * @param rows i32 (nNodeSamples): which of them the node has.
 * @param onward whether the sums of two rows of three are added, or what is left of all three without the last.
 */
export function measureFew(g: Grower, pairs: usize, rows: usize, onward: bool): void {
  const worths = g.worths;
  const a = pairAt(pairs, rows, 0);
  const b = pairAt(pairs, rows, 1);
  setF64(worths, 1, worthOf(g, a));
  setF64(worths, 2, worthOf(g, b));
  if (g.end - g.start == 2) return;
  const c = pairAt(pairs, rows, 2);
  const all = f64x2.replace_lane(f64x2.splat(load<f64>(g.sumTotal)), 1, g.weightNode);
  setF64(worths, 4, worthOf(g, c));
  setF64(worths, 3, worthOf(g, onward ? f64x2.add(a, b) : f64x2.sub(all, c)));
  setF64(worths, 5, worthOf(g, onward ? f64x2.add(a, c) : f64x2.sub(all, b)));
  setF64(worths, 6, worthOf(g, onward ? f64x2.add(b, c) : f64x2.sub(all, a)));
}

/** Whether the cut that parts the samples so is better than the best so far, whose worth it then becomes. */
@inline
export function isBestOfFew(g: Grower, goLeft: i32): bool {
  const worth = f64At(g.worths, goLeft);
  if (!(worth > g.bestProxy)) return false;
  g.bestProxy = worth;
  return true;
}
