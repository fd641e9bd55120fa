// Search of the best cut of a sorted feature by Gini's impurity, one output, no constraints.
import { FEATURE_THRESHOLD, Grower, f32At, f64At, i32At, setF64 } from "./grower";

/** Adds the weights of samples[from, to) to the sums of their classes, times 1 or -1; returns `weight` with all of them added. */
@inline
function addClasses(g: Grower, from: i32, to: i32, weight: f64): f64 {
  for (let q = from; q < to; q++) {
    const i = i32At(g.samples, q);
    const w = f64At(g.weights, i);
    const c = i32At(g.codes, i);
    setF64(g.sumLeft, c, f64At(g.sumLeft, c) + w);
    weight += w;
  }
  return weight;
}

/** Takes the weights of samples[to, from) from the sums of all, the last first; returns the weight that is left. */
function takeFromAll(g: Grower, from: i32, to: i32): f64 {
  for (let c = 0; c < g.classes; c++) setF64(g.sumLeft, c, f64At(g.sumTotal, c));
  let weight = g.weightNode;
  for (let q = from - 1; q >= to; q--) {
    const i = i32At(g.samples, q);
    const w = f64At(g.weights, i);
    const c = i32At(g.codes, i);
    setF64(g.sumLeft, c, f64At(g.sumLeft, c) - w);
    weight -= w;
  }
  return weight;
}

/** The proxy of the cut with these sums on the left. */
@inline
function giniProxy(g: Grower, weightLeft: f64, weightRight: f64): f64 {
  let left = 0.0;
  let right = 0.0;
  for (let c = 0; c < g.classes; c++) {
    const l = f64At(g.sumLeft, c);
    const r = f64At(g.sumTotal, c) - l;
    left += l * l;
    right += r * r;
  }
  const impurityRight = 1.0 - right / (weightRight * weightRight);
  const impurityLeft = 1.0 - left / (weightLeft * weightLeft);
  return -weightRight * impurityRight - weightLeft * impurityLeft;
}

/** Tries every cut of the sorted values, of which those from `first` to `present` are not missing; missing ones stand behind, or before with `missingLeft`. */
export function scanGini(g: Grower, feature: i32, first: i32, present: i32, missingLeft: bool): void {
  const start = g.start;
  const end = g.end;
  const values = g.values;
  const minLeaf = g.minSamplesLeaf;
  const minWeight = g.minWeightLeaf;
  for (let c = 0; c < g.classes; c++) setF64(g.sumLeft, c, 0);
  let wl = 0.0;
  let at = start;
  let p = first;
  while (p < present) {
    p++;
    while (p < present && f32At(values, p) <= f32At(values, p - 1) + FEATURE_THRESHOLD) p++;
    if (p == end) return;
    if (p - start < minLeaf || end - p < minLeaf) continue;
    wl = p - at <= end - p ? addClasses(g, at, p, wl) : takeFromAll(g, end, p);
    at = p;
    const wr = g.weightNode - wl;
    if (wl < minWeight || wr < minWeight) continue;
    const proxy = giniProxy(g, wl, wr);
    if (!(proxy > g.bestProxy)) continue;
    g.bestProxy = proxy;
    g.bestFeature = feature;
    g.bestPosition = p;
    g.bestThreshold = thresholdAt(g, p, present, missingLeft);
    g.bestMissingLeft = g.nMissing == 0 ? i32(p - start > end - p) : i32(missingLeft);
  }
}

/** Threshold of a cut; Infinity between all present values and the missing ones: NaN <= Infinity is false. */
export function thresholdAt(g: Grower, p: i32, present: i32, missingLeft: bool): f64 {
  if (p == present && !missingLeft) return Infinity;
  return <f64>f32At(g.values, p - 1) / 2.0 + <f64>f32At(g.values, p) / 2.0;
}
