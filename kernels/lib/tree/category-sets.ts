// Sets of categories, one bit for each.
import { Grower } from "./grower";

@inline
export function isCategorical(g: Grower, feature: i32): bool {
  return g.categoryWords != 0 && load<u8>(g.categorical + feature) != 0;
}

/** Whether a value goes left by the best split, which is one of categories. */
@inline
export function goesLeftByCategory(g: Grower, v: f32): bool {
  if (v != v) return g.bestMissingLeft != 0;
  const c = <u32>v;
  return ((load<u32>(g.bestCategories + ((c >>> 5) << 2)) >>> (c & 31)) & 1) != 0;
}
