// The k nearest rows where scikit-learn selects them with argpartition from all distances and sorts those.
import { ARG_PARTITION_SCRATCH, argPartition, argSort } from "./lib/arg-partition";
import { rowDistances, EXPANDED_EUCLIDEAN, toDistance } from "./lib/row-distances";

// Of n keys the k smallest, ascending; keys that are NaN leave the places as they are.
function selectNearest(keys: usize, n: i32, k: i32, scratch: usize, distances: usize, indices: usize): void {
  for (let i = 0; i < n; i++) if (isNaN(load<f64>(keys + (<usize>i << 3)))) return;
  const order = scratch + ARG_PARTITION_SCRATCH;
  const places = order + (<usize>n << 2);
  argPartition(keys, order, n, k - 1, scratch);
  for (let j = 0; j < k; j++)
    store<f64>(distances + (<usize>j << 3), load<f64>(keys + (<usize>load<i32>(order + (<usize>j << 2)) << 3)));
  argSort(distances, places, k, scratch);
  for (let j = 0; j < k; j++) {
    const index = load<i32>(order + (<usize>load<i32>(places + (<usize>j << 2)) << 2));
    store<i32>(indices + (<usize>j << 2), index);
  }
  for (let j = 0; j < k; j++) {
    const index = load<i32>(indices + (<usize>j << 2));
    store<f64>(distances + (<usize>j << 3), load<f64>(keys + (<usize>index << 3)));
  }
}

/**
 * The k nearest rows to some of the queries.
 *
 * @param scratch 3072 bytes, 12 bytes a row, of which there is one more where n is odd, 4 * k bytes, and 2 * d doubles.
 * @param chosen IN i32: the numbers of the queries; those of [begin, end) are served
 * @param queries IN (queries, d)
 * @param rows IN (n, d), in pairs, one row more where n is odd
 * @param distances OUT (queries, k), ascending
 * @param indices OUT i32 (queries, k)
 */
export function selectNearestRows(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  metric: i32,
  params: usize,
  n: i32,
  d: i32,
  k: i32,
  chosen: usize,
  queries: usize,
  rows: usize,
  distances: usize,
  indices: usize,
): void {
  const pairs = (n + 1) >> 1;
  const keys = scratch;
  const work = keys + (<usize>pairs << 4);
  const rest = work + (<usize>d << 4);
  for (let c = begin; c < end; c++) {
    const i = <usize>load<i32>(chosen + (<usize>c << 2));
    rowDistances(metric, params, queries + i * (<usize>d << 3), rows, pairs, <usize>d, keys, work);
    if (metric != EXPANDED_EUCLIDEAN) {
      for (let j = 0; j < n; j++) {
        const key = keys + (<usize>j << 3);
        store<f64>(key, toDistance(metric, params, load<f64>(key)));
      }
    }
    const found = distances + i * (<usize>k << 3);
    selectNearest(keys, n, k, rest, found, indices + i * (<usize>k << 2));
    if (metric == EXPANDED_EUCLIDEAN) {
      for (let j = 0; j < k; j++) store<f64>(found + (<usize>j << 3), Math.sqrt(load<f64>(found + (<usize>j << 3))));
    }
  }
}

/**
 * The k smallest of each row of distances.
 *
 * @param scratch 3072 bytes and 4 bytes for each of n and k.
 * @param given IN (queries, n)
 * @param distances OUT (queries, k), ascending
 * @param indices OUT i32 (queries, k)
 */
export function selectDistances(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  n: i32,
  k: i32,
  given: usize,
  distances: usize,
  indices: usize,
): void {
  for (let i = <usize>begin; i < <usize>end; i++)
    selectNearest(given + i * (<usize>n << 3), n, k, scratch, distances + i * (<usize>k << 3), indices + i * (<usize>k << 2));
}
