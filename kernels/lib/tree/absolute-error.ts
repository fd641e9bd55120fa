// Absolute error about the weighted median, for every cut of a node at once.
import { growingMedians } from "./fenwick-medians";
import { Grower, f64At, i32At, setF64, setI32 } from "./grower";
import { introsort } from "./introsort";
import { wholeWeightMedians } from "./whole-weight-medians";

// Sums of whole numbers below it, and of halves of them, are exact.
const EXACT_SUM: f64 = 1125899906842624;

/** Ranks the targets of the node's samples; which of two equal ones comes first hangs on the order of the samples. */
function rankSamples(g: Grower, output: i32): void {
  const start = g.start;
  const n = g.end - start;
  for (let k = 0; k < n; k++) {
    setF64(g.sortedY, k, f64At(g.y, i32At(g.samples, start + k) * g.outputs + output));
    setI32(g.sortedIndex, k, k);
  }
  introsort<f64>(g.sortedY, g.sortedIndex, n);
  for (let k = 0; k < n; k++) setI32(g.ranks, start + i32At(g.sortedIndex, k), k);
}

/** Whether the ranks serve for any order of the samples: no targets are equal, or no sum of theirs is rounded. */
function ranksAreLasting(g: Grower): bool {
  const n = g.end - g.start;
  const sortedY = g.sortedY;
  let differ = true;
  for (let k = 1; k < n && differ; k++) differ = f64At(sortedY, k) != f64At(sortedY, k - 1);
  if (differ) return true;
  if (!g.wholeWeights) return false;
  for (let k = 0; k < n; k++) {
    const y = f64At(sortedY, k);
    if (Math.floor(y) != y || (y == 0 && reinterpret<i64>(y) < 0)) return false; // -0 is equal to 0, but as a median it shows
  }
  return max(abs(f64At(sortedY, 0)), abs(f64At(sortedY, n - 1))) * g.weightNode < EXACT_SUM;
}

/** Notes what holds for every order of the samples of the node that was just entered. */
export function enterAbsoluteErrors(g: Grower): void {
  let whole = true;
  for (let p = g.start; p < g.end && whole; p++) {
    const weight = f64At(g.weights, i32At(g.samples, p));
    whole = Math.floor(weight) == weight;
  }
  g.wholeWeights = i32(whole && g.weightNode < EXACT_SUM);
  g.ranksLast = 0;
  if (g.outputs > 1) return;
  rankSamples(g, 0);
  if (!ranksAreLasting(g)) return;
  g.ranksLast = 1;
  for (let p = g.start; p < g.end; p++) setI32(g.rowRanks, i32At(g.samples, p), i32At(g.ranks, p));
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
    if (g.ranksLast) for (let p = start; p < g.end; p++) setI32(g.ranks, p, i32At(g.rowRanks, i32At(g.samples, p)));
    else rankSamples(g, output);
    if (g.wholeWeights) {
      wholeWeightMedians(g);
    } else {
      growingMedians(g, start, n, 1, g.leftErrors, g.leftMedians);
      growingMedians(g, g.end - 1, n, -1, g.rightErrors, g.rightMedians);
    }
    setF64(g.sumTotal, output, f64At(g.rightMedians, start));
  }
}
