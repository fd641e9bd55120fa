import { pairwiseSum } from "../core/pairwise-sum.js";
import { RandomState } from "../core/random-state.js";
import { sampleWithoutReplacement } from "../core/sample-without-replacement.js";

/** Class codes by which drawn rows are weighted. */
export interface Balance {
  /** Shape (nSamples, nOutputs), row-major. */
  readonly codes: Int32Array;
  readonly nClasses: number;
  readonly nOutputs: number;
}

/** How a tree of a forest draws its rows. */
export interface Bootstrap {
  /** Number of draws. */
  readonly size: number;
  /** Probability of each row, shape (nSamples); undefined: all alike. */
  readonly probability: Float64Array | undefined;
  /** Class codes, where the drawn rows are weighted inversely to the class frequencies among them. */
  readonly balance: Balance | undefined;
  /** Whether a row can be drawn again; it can unless this is false. */
  readonly replace?: boolean;
  /** Whether the tree grows by a seed of its own, the first draw from the given one, as members of bagging do; else by the given one. */
  readonly ownSeed?: boolean;
}

/**
 * Rows that the tree of this seed draws, or that are drawn next from a generator, shape (size).
 *
 * @param out room for them, which is used where rows are drawn one by one.
 */
export function bootstrapRows(
  { size, probability, replace = true }: Bootstrap,
  seed: number | RandomState,
  rows: number,
  out?: Int32Array,
): Int32Array {
  const random = typeof seed === "number" ? new RandomState(seed) : seed;
  if (probability !== undefined) return random.choice(rows, size, { p: probability, replace });
  if (!replace) return sampleWithoutReplacement(rows, size, random);
  if (out === undefined) return random.choice(rows, size);
  random.choiceInto(rows, out.subarray(0, size));
  return out;
}

/** Room for rows that are drawn at a time where they are only counted. */
const DRAWN_AT_ONCE = new Int32Array(4096);

/**
 * Weight of each row in the tree of this seed: how often it was drawn, times its class weight if classes are balanced.
 *
 * @param out OUT, shape (nSamples).
 * @returns the sum of the weights.
 */
export function drawBootstrap(bootstrap: Bootstrap, seed: number, out: Float64Array): number {
  out.fill(0);
  const { size, probability, replace = true, balance } = bootstrap;
  if (probability !== undefined || !replace) countRows(bootstrapRows(bootstrap, seed, out.length), out);
  else {
    const random = new RandomState(seed);
    for (let left = size; left > 0; left -= DRAWN_AT_ONCE.length) {
      const drawn = left < DRAWN_AT_ONCE.length ? DRAWN_AT_ONCE.subarray(0, left) : DRAWN_AT_ONCE;
      random.choiceInto(out.length, drawn);
      countRows(drawn, out);
    }
  }
  if (balance === undefined) return size;
  balanceClasses(balance, size, out);
  return pairwiseSum(out);
}

function countRows(drawn: Int32Array, out: Float64Array): void {
  for (let k = 0; k < drawn.length; k++) out[drawn[k]!]! += 1;
}

/** Multiplies how often each row was drawn, of so many draws, by what balances the classes of every output among the drawn rows. */
function balanceClasses({ codes, nClasses, nOutputs }: Balance, draws: number, weights: Float64Array): void {
  const factors = Array.from({ length: nOutputs }, (_, k) => {
    const counts = new Float64Array(nClasses);
    for (let i = 0; i < weights.length; i++) counts[codes[i * nOutputs + k]!]! += weights[i]!;
    const present = counts.filter((count) => count > 0).length;
    return counts.map((count) => draws / (present * count));
  });
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    let factor = 1;
    for (let k = 0; k < nOutputs; k++) factor *= factors[k]![codes[i * nOutputs + k]!]!;
    weights[i]! *= factor;
  }
}
