import { Grower } from "./grower";

/** 31 random bits by xorshift. Marsaglia (2003), Xorshift RNGs, doi:10.18637/jss.v008.i14. */
@inline
function next(g: Grower): u32 {
  let s = g.seed;
  if (s == 0) s = 1;
  s ^= s << 13;
  s ^= s >> 17;
  s ^= s << 5;
  g.seed = s;
  return s & 0x7fffffff;
}

/** Integer in [low, high). */
@inline
export function randomInteger(g: Grower, low: i32, high: i32): i32 {
  return low + <i32>(next(g) % <u32>(high - low));
}

/** Number in [low, high]. */
@inline
export function randomUniform(g: Grower, low: f64, high: f64): f64 {
  return ((high - low) * <f64>next(g)) / 2147483647.0 + low;
}
