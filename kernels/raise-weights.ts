// Weights of the rows that boosting raises, with the bits of NumPy's exp and log where these are those of the GNU C library.
import { exp } from "./lib/glibc-exp";
import { log } from "./lib/glibc-log";

/**
 * exp(ln w) of the rows [begin, end), and exp(ln w + a) where `wrong` is 1. Rows of weight 0 keep it.
 *
 * @param wrong IN u8 (nRows)
 * @param weights IN f64 (nRows)
 * @param raised OUT f64 (nRows): apart, since a block is done again where a worker died
 */
export function raiseLogarithms(
  begin: i32,
  end: i32,
  _block: i32,
  _scratch: usize,
  a: f64,
  wrong: usize,
  weights: usize,
  raised: usize,
): void {
  for (let i = begin; i < end; i++) {
    const at = <usize>i << 3;
    const w = load<f64>(weights + at);
    const logarithm = log(w);
    store<f64>(raised + at, w > 0 ? exp(load<u8>(wrong + i) ? logarithm + a : logarithm) : w);
  }
}

/** w times e^a where `wrong` is 1, of the rows [begin, end); arguments as of raiseLogarithms. */
export function raiseByFactor(
  begin: i32,
  end: i32,
  _block: i32,
  _scratch: usize,
  a: f64,
  wrong: usize,
  weights: usize,
  raised: usize,
): void {
  const factor = exp(a);
  for (let i = begin; i < end; i++) {
    const at = <usize>i << 3;
    const w = load<f64>(weights + at);
    store<f64>(raised + at, load<u8>(wrong + i) ? w * factor : w);
  }
}
