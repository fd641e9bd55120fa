import { Grower } from "./grower";

/** Bounds of the values below a split, as monotonic constraints hand them down. */
@unmanaged
export class Bounds {
  leftLower: f64;
  leftUpper: f64;
  rightLower: f64;
  rightUpper: f64;
}

export function handDownBounds(g: Grower, feature: i32, lower: f64, upper: f64, middle: f64): Bounds {
  const b = changetype<Bounds>(g.bounds);
  b.leftLower = lower;
  b.rightLower = lower;
  b.leftUpper = upper;
  b.rightUpper = upper;
  if (g.monotonic == 0) return b;
  const constraint = load<i8>(g.monotonic + feature);
  if (constraint == 1) {
    b.rightLower = middle;
    b.leftUpper = middle;
  } else if (constraint == -1) {
    b.leftLower = middle;
    b.rightUpper = middle;
  }
  return b;
}
