import { InvalidParameterError } from "./errors.js";
import type { RandomState } from "./random-state.js";

// The share above which scikit-learn leaves tracking selection for reservoir sampling.
const TRACKING_SHARE = 0.2;

/** How {@link sampleWithoutReplacement} draws; each way gives other numbers for the same seed. */
export type SamplingMethod = "auto" | "tracking_selection" | "reservoir_sampling" | "pool";

/**
 * Draws distinct integers from 0 .. nPopulation − 1, the same as scikit-learn's function of this name for the same generator.
 *
 * `"auto"` takes the head of a permutation where between 1 % and 99 % are drawn, else tracking selection (draw until new) below
 * 20 %, else reservoir sampling; `"tracking_selection"` makes the same second choice. `"pool"` draws from a shrinking pool. Order is as drawn.
 *
 * Cost: O(nPopulation); tracking selection O(nSamples).
 *
 * @throws {InvalidParameterError} if `nSamples` is not an integer in [0, nPopulation].
 * @example
 * ```ts
 * sampleWithoutReplacement(10, 3, new RandomState(0)); // => new Int32Array([2, 8, 4])
 * ```
 */
export function sampleWithoutReplacement(
  nPopulation: number,
  nSamples: number,
  random: RandomState,
  method: SamplingMethod = "auto",
): Int32Array {
  const where = "sampleWithoutReplacement";
  if (!Number.isSafeInteger(nPopulation) || nPopulation < 0 || nPopulation > 2147483648)
    throw new InvalidParameterError(where, "nPopulation", "an integer in [0, 2147483648]", nPopulation);
  if (!Number.isSafeInteger(nSamples) || nSamples < 0 || nSamples > nPopulation)
    throw new InvalidParameterError(where, "nSamples", `an integer in [0, ${nPopulation}]`, nSamples);
  const share = nPopulation === 0 ? 1 : nSamples / nPopulation;
  switch (method) {
    case "auto":
      if (share > 0.01 && share < 0.99) return random.permutation(nPopulation).slice(0, nSamples);
      return trackOrReserve(nPopulation, nSamples, random);
    case "tracking_selection":
      return trackOrReserve(nPopulation, nSamples, random);
    case "reservoir_sampling":
      return reservoirSampling(nPopulation, nSamples, random);
    case "pool":
      return poolSampling(nPopulation, nSamples, random);
  }
}

// Above a fifth, drawing until new meets too many repeats.
function trackOrReserve(nPopulation: number, nSamples: number, random: RandomState): Int32Array {
  return nPopulation > 0 && nSamples / nPopulation < TRACKING_SHARE
    ? trackingSelection(nPopulation, nSamples, random)
    : reservoirSampling(nPopulation, nSamples, random);
}

function trackingSelection(nPopulation: number, nSamples: number, random: RandomState): Int32Array {
  const out = new Int32Array(nSamples);
  const seen = new Set<number>();
  for (let i = 0; i < nSamples; i++) {
    let j = random.randint(nPopulation);
    while (seen.has(j)) j = random.randint(nPopulation);
    seen.add(j);
    out[i] = j;
  }
  return out;
}

function reservoirSampling(nPopulation: number, nSamples: number, random: RandomState): Int32Array {
  const out = Int32Array.from({ length: nSamples }, (_, i) => i);
  for (let i = nSamples; i < nPopulation; i++) {
    const j = random.randint(0, i + 1);
    if (j < nSamples) out[j] = i;
  }
  return out;
}

function poolSampling(nPopulation: number, nSamples: number, random: RandomState): Int32Array {
  const pool = Int32Array.from({ length: nPopulation }, (_, i) => i);
  const out = new Int32Array(nSamples);
  for (let i = 0; i < nSamples; i++) {
    const j = random.randint(nPopulation - i);
    out[i] = pool[j]!;
    pool[j] = pool[nPopulation - i - 1]!;
  }
  return out;
}
