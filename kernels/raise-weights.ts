// The weights of adaptive boosting go through their logarithms: those of rows that a model got wrong come back larger.
import { exp } from "./lib/glibc-exp";
import { log } from "./lib/tree/log";

/** For the rows [begin, end): e^(ln w + step) where wrong, else e^(ln w); 0 stays 0. */
export function raiseWeights(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  weights: usize, // IN OUT f64 (nRows)
  wrong: usize, // IN u8 (nRows)
  step: f64,
): void {
  for (let i = begin; i < end; i++) {
    const at = weights + (<usize>i << 3);
    const w = load<f64>(at);
    if (w > 0) store<f64>(at, exp(load<u8>(wrong + i) ? log(w) + step : log(w)));
  }
}
