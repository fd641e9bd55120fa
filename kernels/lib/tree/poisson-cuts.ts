// Which cuts of a node can be the best by Poisson deviance, told without logarithms that have the C library's bits.
import { Grower, LN2 } from "./grower";
import { log } from "../glibc-log";

/** Largest |s| for which the series below is cut off soon enough: parts whose mean is a third to three times the node's. */
const REACH: f64 = 0.5;
/** The terms from s^15 on add less than this to the logarithm, up to REACH. */
const REMAINDER: f64 = 6e-6;

/**
 * Bound that a cut's sum of l ln(l / (wl m)) + r ln(r / (wr m)) must exceed to be better than the best so far, with the node's mean m, the
 * remainder of the series taken off.
 */
export function poissonScreen(g: Grower): f64 {
  const total = load<f64>(g.sumTotal);
  return g.bestProxy * LN2 - total * log(total / g.weightNode) - REMAINDER * total;
}

/**
 * Whether a cut cannot exceed the screen: ln(l / (wl m)) = 2 (s + s³ / 3 + s⁵ / 5 + …) with s = (l - wl m) / (l + wl m). Cuts for which the
 * series takes long, and sums that are no numbers, are not hopeless.
 */
@inline
export function isHopelessPoisson(g: Grower, screen: f64): bool {
  const left = load<f64>(g.sumLeft);
  const right = load<f64>(g.sumRight);
  const mean = load<f64>(g.sumTotal) / g.weightNode;
  const parts = f64x2.replace_lane(f64x2.splat(left), 1, right);
  const weights = f64x2.replace_lane(f64x2.splat(g.weightLeft), 1, g.weightRight);
  const expected = f64x2.mul(weights, f64x2.splat(mean));
  const s = f64x2.div(f64x2.sub(parts, expected), f64x2.add(parts, expected));
  if (!v128.all_true<i64>(f64x2.le(f64x2.abs(s), f64x2.splat(REACH)))) return false;
  const z = f64x2.mul(s, s);
  let sum = f64x2.splat(1.0 / 13.0);
  sum = f64x2.add(f64x2.mul(sum, z), f64x2.splat(1.0 / 11.0));
  sum = f64x2.add(f64x2.mul(sum, z), f64x2.splat(1.0 / 9.0));
  sum = f64x2.add(f64x2.mul(sum, z), f64x2.splat(1.0 / 7.0));
  sum = f64x2.add(f64x2.mul(sum, z), f64x2.splat(1.0 / 5.0));
  sum = f64x2.add(f64x2.mul(sum, z), f64x2.splat(1.0 / 3.0));
  sum = f64x2.add(f64x2.mul(sum, z), f64x2.splat(1));
  const gains = f64x2.mul(parts, f64x2.mul(s, sum));
  return 2 * (f64x2.extract_lane(gains, 0) + f64x2.extract_lane(gains, 1)) <= screen;
}
