import { log } from "../core/log.js";

/** From here on the asymptotic series below is right to the last digit. */
const SERIES_FROM = 10;

/**
 * Digamma function ψ(x) = d ln Γ(x) / dx, for x > 0; scipy's `digamma`.
 *
 * @see DLMF 5.11.2, 5.5.2.
 */
export function digamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < SERIES_FROM; z++) shift += 1 / z;
  const w = 1 / (z * z);
  const series =
    1 / 12 -
    w *
      (1 / 120 -
        w * (1 / 252 - w * (1 / 240 - w * (1 / 132 - w * (691 / 32760 - w * (1 / 12 - w * (3617 / 8160)))))));
  return log(z) - 0.5 / z - w * series - shift;
}
