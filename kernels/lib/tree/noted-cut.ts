// A cut of a node whose weights are whole numbers, between two ranks.
import { FEATURE_THRESHOLD, Grower, SORTED_KEYS, f32At, i32At } from "./grower";
import { FEW_VALUES } from "./few-values";
import { rankValuesBytes, valueOfRank } from "./rank-values";

/** Values of the ranks of a feature. */
@inline
export function valuesOf(g: Grower, feature: i32): usize {
  if (g.slots != 0) return g.rankValues + ((<usize>i32At(g.slots, feature) * FEW_VALUES) << 2);
  return g.rankValues + <usize>feature * rankValuesBytes(g.rankedRows);
}

/** The value of a rank, or of a row. */
@inline
function valueAt(g: Grower, values: usize, rank: u32): f32 {
  return g.path == SORTED_KEYS ? valueOfRank(values, rank) : f32At(values, rank);
}

/** Whether the values of two ranks are so close that a split cannot part them. Values lie far from each other in memory: most ranks tell without them. */
@inline
export function isClose(g: Grower, feature: i32, below: u32, above: u32): bool {
  const reach = <u32>load<u8>(g.close + feature);
  if (above - below > reach && reach < 255) return false;
  const values = valuesOf(g, feature);
  return valueAt(g, values, above) <= valueAt(g, values, below) + FEATURE_THRESHOLD;
}

/** Whether a cut after p of n rows may be made between two ranks, apart from its worth. */
@inline
export function allowsCut(g: Grower, p: i32, n: i32, left: f64, right: f64): bool {
  return p >= g.minSamplesLeaf && n - p >= g.minSamplesLeaf && left >= g.minWeightLeaf && right >= g.minWeightLeaf;
}

/** Notes the cut after p rows, between two ranks, as the best so far; `values` of the ranks are read once the node has looked at all features. */
@inline
export function noteBest(g: Grower, feature: i32, p: i32, below: u32, above: u32, values: usize): void {
  const n = g.end - g.start;
  g.bestFeature = feature;
  g.bestPosition = g.start + p;
  g.bestRank = below;
  g.bestRankAbove = above;
  g.bestValues = values;
  g.bestMissingLeft = i32(p > n - p);
}

/** Finds the threshold of the best cut: its ranks' values lie far from each other in memory, so that they are looked up once for a node. */
export function findThreshold(g: Grower): void {
  const values = g.bestValues;
  g.bestThreshold = <f64>valueAt(g, values, g.bestRank) / 2.0 + <f64>valueAt(g, values, g.bestRankAbove) / 2.0;
}
