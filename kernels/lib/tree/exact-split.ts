// Search of the split in any case: every criterion, weight, missing value, constraint and category.
import { drawCategories, noteCategories, sortByCategory } from "./categories";
import {
  improvementOfCut,
  isMonotonic,
  leftImpurity,
  moveCut,
  proxyOfCut,
  resetCriterion,
  rightImpurity,
} from "./criterion";
import { scanGini, thresholdAt } from "./gini-cuts";
import { FEATURE_THRESHOLD, GINI, Grower, POISSON, f32At, i32At, setF32 } from "./grower";
import { column, moveMissingFirst, partBySplit, partByValues } from "./partition";
import { isHopelessPoisson, poissonScreen } from "./poisson-cuts";
import { randomInteger, randomUniform } from "./random";

/** Whether the feature whose sorted values were read last has one value only in the node. */
export function isConstantSorted(g: Grower): bool {
  const present = g.end - g.nMissing;
  return (
    present == g.start ||
    (g.nMissing == 0 && f32At(g.values, present - 1) <= f32At(g.values, g.start) + FEATURE_THRESHOLD)
  );
}

@inline
function acceptsCut(g: Grower, feature: i32): bool {
  if (g.monotonic != 0) {
    const constraint = <i32>load<i8>(g.monotonic + feature);
    if (constraint != 0 && !isMonotonic(g, constraint)) return false;
  }
  return !(g.weightLeft < g.minWeightLeaf || g.weightRight < g.minWeightLeaf);
}

/** Tries every cut between two different values of a sorted feature, missing values right and then left. */
export function scanSorted(g: Grower, feature: i32): void {
  scanOneWay(g, feature, false);
  if (g.nMissing == 0) return;
  moveMissingFirst(g);
  scanOneWay(g, feature, true);
}

/** Tries every cut of the order of a feature's categories; false if the node has only one category. */
export function scanCategories(g: Grower, feature: i32): bool {
  if (!sortByCategory(g, feature)) return false;
  const before = g.bestProxy;
  scanOneWay(g, feature, false);
  if (g.bestProxy > before) noteCategories(g);
  return true;
}

/** Tries one random part of a feature's categories; false if the node has only one category. */
export function tryRandomCategories(g: Grower, feature: i32): bool {
  if (!drawCategories(g, feature)) return false;
  if (tryParted(g, feature, 0.5, 0)) noteCategories(g);
  return true;
}

function scanOneWay(g: Grower, feature: i32, missingLeft: bool): void {
  const start = g.start;
  const end = g.end;
  const values = g.values;
  const present = missingLeft ? end : end - g.nMissing;
  const first = missingLeft ? start + g.nMissing : start;
  if (g.criterion == GINI && g.outputs == 1 && g.monotonic == 0) {
    scanGini(g, feature, first, present, missingLeft);
    return;
  }
  const minLeaf = g.minSamplesLeaf;
  resetCriterion(g);
  const screens = g.criterion == POISSON && g.outputs == 1;
  let screen = screens ? poissonScreen(g) : 0;
  let p = first;
  while (p < present) {
    p++;
    while (p < present && f32At(values, p) <= f32At(values, p - 1) + FEATURE_THRESHOLD) p++;
    if (p == end) return;
    if (p - start < minLeaf || end - p < minLeaf) continue;
    moveCut(g, p);
    if (!acceptsCut(g, feature)) continue;
    if (screens && isHopelessPoisson(g, screen)) continue;
    const proxy = proxyOfCut(g);
    if (!(proxy > g.bestProxy)) continue;
    g.bestProxy = proxy;
    if (screens) screen = poissonScreen(g);
    g.bestFeature = feature;
    g.bestPosition = p;
    g.bestThreshold = thresholdAt(g, p, present, missingLeft);
    g.bestMissingLeft = g.nMissing == 0 ? i32(p - start > end - p) : i32(missingLeft);
  }
}

/** Tries one random cut of a feature; false if the feature is constant in the node. */
export function tryRandomCut(g: Grower, feature: i32): bool {
  const start = g.start;
  const end = g.end;
  const samples = g.samples;
  const x = column(g, feature);
  let nMissing = 0;
  let seen = false;
  let low: f32 = Infinity;
  let high: f32 = -Infinity;
  for (let p = start; p < end; p++) {
    const v = f32At(x, i32At(samples, p));
    setF32(g.values, p, v);
    if (v != v) {
      nMissing++;
    } else if (!seen) {
      low = v;
      high = v;
      seen = true;
    } else if (v < low) {
      low = v;
    } else if (v > high) {
      high = v;
    }
  }
  g.nMissing = nMissing;
  return !(nMissing == end - start || (high <= low + FEATURE_THRESHOLD && nMissing == 0)) && cutAtRandom(g, feature, low, high);
}

function cutAtRandom(g: Grower, feature: i32, low: f32, high: f32): bool {
  let threshold = randomUniform(g, <f64>low, <f64>high);
  const missingLeft = g.nMissing != 0 ? randomInteger(g, 0, 2) : 0;
  if (threshold == <f64>high) threshold = <f64>low;
  tryParted(g, feature, threshold, missingLeft);
  return true;
}

/** Parts the rows by the values read last and notes the cut if it is the best so far (true). */
function tryParted(g: Grower, feature: i32, threshold: f64, missingLeft: i32): bool {
  const start = g.start;
  const end = g.end;
  const p = partByValues(g, threshold, missingLeft);
  if (p - start < g.minSamplesLeaf || end - p < g.minSamplesLeaf) return false;
  resetCriterion(g);
  moveCut(g, p);
  const constraint = g.monotonic != 0 ? <i32>load<i8>(g.monotonic + feature) : 0;
  if (g.weightLeft < g.minWeightLeaf || g.weightRight < g.minWeightLeaf) return false;
  if (constraint != 0 && !isMonotonic(g, constraint)) return false;
  const proxy = proxyOfCut(g);
  if (!(proxy > g.bestProxy)) return false;
  g.bestProxy = proxy;
  g.bestFeature = feature;
  g.bestPosition = p;
  g.bestThreshold = threshold;
  g.bestMissingLeft = g.nMissing != 0 ? missingLeft : i32(p - start > end - p);
  return true;
}

/** Parts the rows by the best split, unless they are, and measures its children. */
export function settleSplit(g: Grower, parted: bool): void {
  if (g.bestPosition >= g.end) return;
  if (!parted) partBySplit(g, g.bestFeature, g.bestThreshold, g.bestMissingLeft);
  resetCriterion(g);
  moveCut(g, g.bestPosition);
  const left = leftImpurity(g);
  const right = rightImpurity(g);
  g.bestImpurityLeft = left;
  g.bestImpurityRight = right;
  g.bestImprovement = improvementOfCut(g, g.nodeImpurity, left, right);
}
