import { log } from "../core/log.js";
import type { Matrix } from "../core/matrix.js";
import { pow } from "../core/pow.js";
import type { CancelSignal } from "../parallel/index.js";

/** Rows of each cluster, ascending. */
export function rowsByCluster(labels: Int32Array, nClusters: number): Int32Array[] {
  const counts = new Int32Array(nClusters);
  for (const label of labels) counts[label]!++;
  const rows = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  labels.forEach((label, row) => {
    rows[label]![counts[label]!++] = row;
  });
  return rows;
}

/**
 * Sparsity of rows: a power of their mean distance from each other, divided by their number.
 *
 * Cost: n² d / 2 differences.
 *
 * @param exponent `"auto"`: 0.16 log₁.₆(n)^1.8, which takes the place of the dimension.
 * @see Douzas, Bacao & Last (2018), algorithm 1, step 2.
 */
export function clusterSparsity(
  { data, rows: n, columns: d }: Matrix,
  exponent: number | "auto",
  signal: CancelSignal | undefined,
): number {
  let sum = 0;
  for (let a = 0; a < n; a++) {
    signal?.throwIfAborted();
    let ofRow = 0;
    for (let b = a + 1; b < n; b++) {
      let square = 0;
      for (let j = 0, p = a * d, q = b * d; j < d; j++, p++, q++) {
        const difference = data[p]! - data[q]!;
        square += difference * difference;
      }
      ofRow += Math.sqrt(square);
    }
    sum += ofRow;
  }
  const mean = (2 * sum) / (n * n - n);
  const power = exponent === "auto" ? pow(log(n) / log(1.6), 1.8) * 0.16 : exponent;
  return pow(mean, power) / n;
}
