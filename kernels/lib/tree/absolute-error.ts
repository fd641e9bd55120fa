// Absolute error about the weighted median, for every cut of a node at once: a Fenwick tree over the ranks of the targets
// holds the weights of the samples seen so far, and its search finds the median.
// Fenwick (1994), A new data structure for cumulative frequency tables, doi:10.1002/spe.4380240306.
import { Grower, f64At, i32At, setF64, setI32 } from "./grower";
import { introsort } from "./introsort";

function clearPrefix(g: Grower, size: i32): void {
  memory.fill(g.prefixWeight, 0, (<usize>size + 1) << 3);
  memory.fill(g.prefixTarget, 0, (<usize>size + 1) << 3);
  g.prefixSize = size;
  g.prefixTotalWeight = 0;
  g.prefixTotalTarget = 0;
  let top = 1;
  while (top <= size) top <<= 1;
  g.prefixTop = top >> 1;
}

function addToPrefix(g: Grower, rank: i32, target: f64, weight: f64): void {
  const weighted = weight * target;
  for (let i = rank + 1; i <= g.prefixSize; i += i & -i) {
    setF64(g.prefixWeight, i, f64At(g.prefixWeight, i) + weight);
    setF64(g.prefixTarget, i, f64At(g.prefixTarget, i) + weighted);
  }
  g.prefixTotalWeight += weight;
  g.prefixTotalTarget += weighted;
}

/** Adds to errors[p] and fills medians[p] for the samples from `from` up to p, in steps of `step`. */
function cumulativeErrors(g: Grower, from: i32, count: i32, step: i32, errors: usize, medians: usize): void {
  clearPrefix(g, count);
  let p = from;
  for (let k = 0; k < count; k++) {
    const i = i32At(g.samples, p);
    const rank = i32At(g.ranks, p);
    addToPrefix(g, rank, f64At(g.sortedY, rank), f64At(g.weights, i));
    // Search for half of the weight; `below` is the weight before the median.
    let target = 0.5 * g.prefixTotalWeight;
    let at = 0;
    let below = 0.0;
    let belowTarget = 0.0;
    let bit = g.prefixTop;
    let half = false;
    while (bit != 0) {
      const next = at + bit;
      if (next <= g.prefixSize) {
        const weight = f64At(g.prefixWeight, next);
        if (target == weight) {
          half = true;
          break;
        }
        if (target > weight) {
          target -= weight;
          at = next;
          below += weight;
          belowTarget += f64At(g.prefixTarget, next);
        }
      }
      bit >>= 1;
    }
    let previous = at;
    if (half) {
      const exactBit = bit;
      const exactTarget = target;
      while (bit != 0) {
        const next = previous + bit;
        if (next <= g.prefixSize) {
          const weight = f64At(g.prefixWeight, next);
          if (target > weight) {
            target -= weight;
            previous = next;
          }
        }
        bit >>= 1;
      }
      bit = exactBit;
      target = exactTarget;
      while (bit != 0) {
        const next = at + bit;
        if (next <= g.prefixSize) {
          const weight = f64At(g.prefixWeight, next);
          if (target >= weight) {
            target -= weight;
            at = next;
            below += weight;
            belowTarget += f64At(g.prefixTarget, next);
          }
        }
        bit >>= 1;
      }
    }
    // Rounding of fractional weights may push the search past the last rank.
    if (at >= g.prefixSize) at = g.prefixSize - 1;
    const median =
      at != previous ? (f64At(g.sortedY, previous) + f64At(g.sortedY, at)) / 2 : f64At(g.sortedY, at);
    const above = g.prefixTotalWeight - below;
    const aboveTarget = g.prefixTotalTarget - belowTarget;
    setF64(medians, p, median);
    setF64(errors, p, f64At(errors, p) + (aboveTarget - median * above + (median * below - belowTarget)));
    p += step;
  }
}

/**
 * Errors, over all outputs, and medians, of the last output, of every left part [start, p] and every right part [p, end) of the node in its
 * current order. The medians of the node become its sums.
 */
export function measureAbsoluteErrors(g: Grower): void {
  const start = g.start;
  const n = g.end - start;
  memory.fill(g.leftErrors + (<usize>start << 3), 0, <usize>n << 3);
  memory.fill(g.rightErrors + (<usize>start << 3), 0, <usize>n << 3);
  for (let output = 0; output < g.outputs; output++) {
    for (let k = 0; k < n; k++) {
      setF64(g.sortedY, k, f64At(g.y, i32At(g.samples, start + k) * g.outputs + output));
      setI32(g.sortedIndex, k, k);
    }
    introsort<f64>(g.sortedY, g.sortedIndex, n);
    for (let k = 0; k < n; k++) setI32(g.ranks, start + i32At(g.sortedIndex, k), k);
    cumulativeErrors(g, start, n, 1, g.leftErrors, g.leftMedians);
    cumulativeErrors(g, g.end - 1, n, -1, g.rightErrors, g.rightMedians);
    setF64(g.sumTotal, output, f64At(g.rightMedians, start));
  }
}
