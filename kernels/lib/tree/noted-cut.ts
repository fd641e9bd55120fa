// A cut of a node whose weights are whole numbers, between two ranks.
import { FEATURE_THRESHOLD, Grower, f32At } from "./grower";

/** Whether the values of two ranks are so close that a split cannot part them. Values lie far from each other in memory: most ranks tell without them. */
@inline
export function isClose(g: Grower, feature: i32, below: u32, above: u32): bool {
  const reach = <u32>load<u8>(g.close + feature);
  if (above - below > reach && reach < 255) return false;
  const values = g.rankValues + ((<usize>feature * <usize>g.rows) << 2);
  return f32At(values, above) <= f32At(values, below) + FEATURE_THRESHOLD;
}

/** Whether a cut after p of n rows may be made between two ranks, apart from its worth. */
@inline
export function allowsCut(g: Grower, p: i32, n: i32, left: f64, right: f64): bool {
  return p >= g.minSamplesLeaf && n - p >= g.minSamplesLeaf && left >= g.minWeightLeaf && right >= g.minWeightLeaf;
}

/** Notes the cut after p rows, between two ranks, as the best so far. */
@inline
export function noteBest(g: Grower, feature: i32, p: i32, below: u32, above: u32): void {
  const n = g.end - g.start;
  g.bestFeature = feature;
  g.bestPosition = g.start + p;
  g.bestRank = below;
  g.bestRankAbove = above;
  g.bestMissingLeft = i32(p > n - p);
}

/** Finds the threshold of the best cut: its ranks' values lie far from each other in memory, so that they are looked up once for a node. */
export function findThreshold(g: Grower): void {
  const values = g.rankValues + ((<usize>g.bestFeature * <usize>g.rows) << 2);
  g.bestThreshold = <f64>f32At(values, g.bestRank) / 2.0 + <f64>f32At(values, g.bestRankAbove) / 2.0;
}
