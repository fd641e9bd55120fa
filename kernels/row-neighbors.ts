// Brute force: every query against every row, in any metric.
import { finishHeaps, TIES_BY_INDEX } from "./lib/finish-heaps";
import { clearHeap, push, pushByIndex } from "./lib/neighbor-heap";
import { rowDistances } from "./lib/row-distances";

// 128 rows a chunk: with 50 features 51 kB, which stay in the cache while the queries of a block pass over them.
const CHUNK: i32 = 128;

/**
 * The k nearest rows to the queries [begin, end). Rows may come in stretches, one call each: the heaps wait in `distances` and `indices`
 * meanwhile.
 *
 * @param first number of the first row of the stretch, 0 for that which comes first.
 * @param last whether no stretch follows.
 * @param scratch 128 + 2 * d doubles and 12 * k bytes.
 * @param ties 0: a later equal distance never enters; 1: the lowest index wins; 2: as 0, heaps merged once.
 * @param queries IN (queries, d)
 * @param rows IN (n, d), in pairs, one row more where n is odd
 * @param distances OUT (queries, k), ascending
 * @param indices OUT i32 (queries, k)
 */
export function nearestRows(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  metric: i32,
  params: usize,
  first: i32,
  last: i32,
  n: i32,
  d: i32,
  k: i32,
  ties: i32,
  queries: usize,
  rows: usize,
  distances: usize,
  indices: usize,
): void {
  const stride = <usize>d << 3;
  const buffer = scratch;
  const work = buffer + (<usize>CHUNK << 3);
  for (let i = begin; first == 0 && i < end; i++)
    clearHeap(distances + <usize>i * (<usize>k << 3), indices + <usize>i * (<usize>k << 2), k);
  for (let from = 0; from < n; from += CHUNK) {
    const count = min(CHUNK, n - from);
    for (let i = begin; i < end; i++) {
      const heap = distances + <usize>i * (<usize>k << 3);
      const ids = indices + <usize>i * (<usize>k << 2);
      const q = queries + <usize>i * stride;
      rowDistances(metric, params, q, rows + <usize>from * stride, (count + 1) >> 1, <usize>d, buffer, work);
      for (let j = 0; j < count; j++) {
        const value = load<f64>(buffer + (<usize>j << 3));
        if (ties == TIES_BY_INDEX) pushByIndex(heap, ids, k, value, first + from + j);
        else push(heap, ids, k, value, first + from + j);
      }
    }
  }
  if (last) finishHeaps(begin, end, metric, params, k, ties, distances, indices, work + (stride << 1));
}
