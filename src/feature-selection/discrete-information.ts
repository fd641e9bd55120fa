import { log } from "../core/log.js";

/**
 * Mutual information of two discrete variables, in nats: Σ p(a, b) ln(p(a, b) / (p(a) p(b))), from the table of their counts.
 *
 * @param a code of each sample in the one, shape (n).
 * @param b code of each sample in the other, shape (n).
 */
export function discreteInformation(a: Int32Array, nA: number, b: Int32Array, nB: number): number {
  if (nA === 1 || nB === 1) return 0;
  const n = a.length;
  const table = new Map<number, number>();
  const rows = new Float64Array(nA);
  const columns = new Float64Array(nB);
  for (let i = 0; i < n; i++) {
    const cell = a[i]! * nB + b[i]!;
    table.set(cell, (table.get(cell) ?? 0) + 1);
    rows[a[i]!]!++;
    columns[b[i]!]!++;
  }
  let information = 0;
  for (const [cell, count] of [...table].sort((p, q) => p[0] - q[0])) {
    const outer = rows[Math.floor(cell / nB)]! * columns[cell % nB]!;
    const share = count / n;
    const term = share * (log(count) - log(n)) + share * (-log(outer) + log(n) + log(n));
    if (Math.abs(term) >= Number.EPSILON) information += term;
  }
  return Math.max(information, 0);
}
