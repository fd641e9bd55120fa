// The end of a brute-force search: heaps become ascending distances.
import { clearHeap, push, sort, sortByIndex } from "./neighbor-heap";
import { toDistance } from "./row-distances";

// How equal distances are ordered; the values stand in src/neighbors/brute-force.ts as well.
export const TIES_BY_INDEX: i32 = 1;
const TIES_BY_MERGED_HEAP: i32 = 2;

// Offers a full heap, in its order, to an empty one, as scikit-learn merges the heap of its one thread.
function mergeHeap(heap: usize, indices: usize, k: i32, scratch: usize): void {
  const ids = scratch + (<usize>k << 3);
  memory.copy(scratch, heap, <usize>k << 3);
  memory.copy(ids, indices, <usize>k << 2);
  clearHeap(heap, indices, k);
  for (let i = 0; i < k; i++) {
    push(heap, indices, k, load<f64>(scratch + (<usize>i << 3)), load<i32>(ids + (<usize>i << 2)));
  }
}

/** Turns the heaps of the queries [begin, end) into ascending distances. */
export function finishHeaps(
  begin: i32,
  end: i32,
  metric: i32,
  params: usize,
  k: i32,
  ties: i32,
  distances: usize,
  indices: usize,
  scratch: usize,
): void {
  for (let i = begin; i < end; i++) {
    const heap = distances + <usize>i * (<usize>k << 3);
    const ids = indices + <usize>i * (<usize>k << 2);
    if (ties == TIES_BY_MERGED_HEAP) mergeHeap(heap, ids, k, scratch);
    if (ties == TIES_BY_INDEX) sortByIndex(heap, ids, k);
    else sort(heap, ids, k);
    for (let j = 0; j < k; j++) {
      const at = heap + (<usize>j << 3);
      store<f64>(at, toDistance(metric, params, load<f64>(at)));
    }
  }
}
