// Weights of the rows that boosting raises, with the bits of NumPy's exp and log where these are those of the GNU C library.
import { exp } from "./lib/glibc-exp";
import { log } from "./lib/glibc-log";

/**
 * exp(ln w) of the rows [begin, end), and exp(ln w + a) where `wrong` is 1. Rows of weight 0 keep it.
 *
 * @param wrong IN u8 (nRows)
 * @param weights INOUT f64 (nRows)
 */
export function raiseLogarithms(
  begin: i32,
  end: i32,
  _block: i32,
  _scratch: usize,
  a: f64,
  wrong: usize,
  weights: usize,
): void {
  for (let i = begin; i < end; i++) {
    const at = weights + (<usize>i << 3);
    const w = load<f64>(at);
    if (!(w > 0)) continue;
    const logarithm = log(w);
    store<f64>(at, exp(load<u8>(wrong + i) ? logarithm + a : logarithm));
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
): void {
  const factor = exp(a);
  for (let i = begin; i < end; i++) {
    const at = weights + (<usize>i << 3);
    if (load<u8>(wrong + i)) store<f64>(at, load<f64>(at) * factor);
  }
}
