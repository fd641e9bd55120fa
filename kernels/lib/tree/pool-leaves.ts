// Finds out which leaves of a packed tree have the same values. Where a tree was grown until its leaves are pure, the values are a handful, which
// lie in the first-level cache; those of all nodes would be fetched from afar.
import { areLeaves, leafNumber, poolLeaf, way } from "./packed-nodes";

/** Most values that are told apart: those of the four bits that a leaf has for them. */
const MOST_POOLED: u32 = 16;

/** In place of a node that stands for others. */
const NONE: u32 = 0xffffffff;

/** Whether arrays of doubles have the same bits. */
@inline
function areAlike(a: usize, b: usize, width: usize): bool {
  if (width == 16) return i64x2.all_true(i64x2.eq(v128.load(a), v128.load(b)));
  for (let k: usize = 0; k < width; k += 8) if (load<u64>(a + k) != load<u64>(b + k)) return false;
  return true;
}

/**
 * Tells each leaf of a narrow tree which of the distinct values it has, and names a leaf for each of these, unless there are more than 16, or
 * one number for each node: in regression, hardly two leaves are alike.
 *
 * @param values f64 (nNodes, nValues), in the order of the tree's own nodes.
 * @param leaves OUT u32 (16): numbers of leaves; from the first unused one on, all bits are 1.
 */
export function poolLeaves(nodes: usize, count: i32, values: usize, nValues: i32, leaves: usize): void {
  memory.fill(leaves, 0xff, MOST_POOLED << 2);
  if (nValues == 1) return;
  const width = <usize>nValues << 3;
  const end = nodes + (<usize>count << 3);
  let found: u32 = 0;
  let last: u32 = 0;
  let like = values; // values of the leaf before
  for (let at = nodes; at < end; at += 8) {
    if (!areLeaves<u64>(way(at))) continue;
    const own = values + <usize>leafNumber<u64>(at) * width;
    if (found == 0 || !areAlike(own, like, width)) {
      last = 0;
      while (last < found && !areAlike(own, values + <usize>load<u32>(leaves + (last << 2)) * width, width)) last++;
      if (last == MOST_POOLED) {
        forget(nodes, end);
        store<u32>(leaves, NONE);
        return;
      }
      if (last == found) {
        store<u32>(leaves + (found << 2), leafNumber<u64>(at));
        found++;
      }
    }
    like = own;
    poolLeaf(at, last);
  }
}

function forget(nodes: usize, end: usize): void {
  for (let at = nodes; at < end; at += 8) if (areLeaves<u64>(way(at))) poolLeaf(at, 0);
}
