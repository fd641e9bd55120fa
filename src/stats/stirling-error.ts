import { log } from "../core/log.js";

/** From here on the asymptotic series below is right to the last digit. */
const SERIES_FROM = 16;

/**
 * What Stirling's formula leaves out: δ(z) = ln Γ(z) - (z - 1/2) ln z + z - ln √(2π), for z > 0, without cancellation.
 *
 * Cost: about 16 - z short sums.
 *
 * @see DLMF 5.11.1; Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export function stirlingError(z: number): number {
  let sum = 0;
  let shifted = z;
  for (; shifted < SERIES_FROM; shifted++) sum += stirlingStep(shifted);
  const w = 1 / (shifted * shifted);
  const series =
    1 / 12 -
    w *
      (1 / 360 -
        w *
          (1 / 1260 -
            w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360360 - w * (1 / 156 - w * (3617 / 122400)))))));
  return sum + series / shifted;
}

/** δ(z) - δ(z + 1) = (z + 1/2) ln(1 + 1/z) - 1: from 1 on r²/3 + r⁴/5 + …, r = 1/(2z + 1), whose terms are positive. */
function stirlingStep(z: number): number {
  if (z < 1) return (z + 0.5) * log((1 + z) / z) - 1;
  const square = 1 / ((2 * z + 1) * (2 * z + 1));
  let power = square;
  let sum = 0;
  for (let k = 3; ; k += 2) {
    const next = sum + power / k;
    if (next === sum) return sum;
    sum = next;
    power *= square;
  }
}
