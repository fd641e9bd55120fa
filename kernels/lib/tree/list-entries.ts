// An entry of a presorted list: a row (the lower rowBits), and above it as many of the lower bits of its rank as there is room for. Of two neighbours in a
// list those bits nearly always tell whether their values differ, and by enough for a split; where they do not, the values are looked up.
import { FEATURE_THRESHOLD, Grower, f32At, i32At } from "./grower";
import { column } from "./partition";

@inline
export function rowOf(g: Grower, entry: u32): i32 {
  return <i32>(entry & g.rowMask);
}

/** Whether the bits of the ranks in a list are all that the ranks have. */
@inline
export function hasWholeRanks(g: Grower, feature: i32): bool {
  return g.rowBits + 32 - clz<i32>(i32At(g.distinct, feature) - 1) <= 32;
}

/** Whether the values of two entries, the first of which comes before the other in a list, are so close that a split cannot part them. */
@inline
export function isNear(g: Grower, feature: i32, below: u32, above: u32): bool {
  const reach = <u32>load<u8>(g.close + feature);
  const bits = g.rowBits;
  // Ranks that are at most `reach` apart are so in their lower bits, too.
  const apart = ((above >>> bits) - (below >>> bits)) & (<u32>-1 >>> bits);
  if (apart > reach && reach < 255) return false;
  const x = column(g, feature);
  return f32At(x, rowOf(g, above)) <= f32At(x, rowOf(g, below)) + FEATURE_THRESHOLD;
}

/** Whether a feature has one value only in the node. */
export function isConstantList(g: Grower, feature: i32, list: usize): bool {
  return isNear(g, feature, load<u32>(list), load<u32>(list + (<usize>(g.end - g.start - 1) << 2)));
}
