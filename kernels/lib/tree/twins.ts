// Rows that are alike in every feature, in target and weight, as draws with replacement make them: among equal values their order changes no sum.
import { Grower, f32At, f64At, i32At, setI32, weightAt } from "./grower";
import { column } from "./partition";
import { bytesOf, rowAt } from "./row-numbers";

@inline
function weightOf(g: Grower, row: i32): f64 {
  return weightAt(g.weights, g.weightShift, row);
}

function areAlike(g: Grower, a: i32, b: i32): bool {
  if (f64At(g.y, a) != f64At(g.y, b) || weightOf(g, a) != weightOf(g, b)) return false;
  for (let f = 0; f < g.features; f++) {
    const x = column(g, f);
    if (f32At(x, a) != f32At(x, b)) return false;
  }
  return true;
}

/** The feature with the most different values. */
function mostDistinct(g: Grower): i32 {
  let most = 0;
  for (let f = 1; f < g.features; f++) if (i32At(g.distinct, f) > i32At(g.distinct, most)) most = f;
  return most;
}

/** Gives rows that stand behind each other in a list and are alike the same number; notes whether there are any. */
export function findTwins<T>(g: Grower): void {
  const feature = mostDistinct(g);
  g.hasTwins = 0;
  if (i32At(g.distinct, feature) == g.listedRows) return;
  const list = g.lists + <usize>feature * <usize>g.rows * bytesOf<T>();
  const x = column(g, feature);
  let before = <i32>rowAt<T>(list, 0);
  setI32(g.twins, before, before);
  for (let p = 1; p < g.nSamples; p++) {
    const row = <i32>rowAt<T>(list, p);
    const alike = f32At(x, row) == f32At(x, before) && areAlike(g, before, row);
    setI32(g.twins, row, alike ? i32At(g.twins, before) : row);
    if (alike) g.hasTwins = 1;
    before = row;
  }
}

/** Whether two rows are known to be alike. */
@inline
export function areTwins(g: Grower, a: i32, b: i32): bool {
  return g.hasTwins != 0 && i32At(g.twins, a) == i32At(g.twins, b);
}
