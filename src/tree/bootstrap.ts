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

/** Rows that the tree of this seed draws, or that are drawn next from a generator, shape (size). */
export function bootstrapRows(
  { size, probability, replace = true }: Bootstrap,
  seed: number | RandomState,
  rows: number,
): Int32Array {
  const random = typeof seed === "number" ? new RandomState(seed) : seed;
  if (probability !== undefined) return random.choice(rows, size, { p: probability, replace });
  return replace ? random.choice(rows, size) : sampleWithoutReplacement(rows, size, random);
}

/**
 * Weight of each row in the tree of this seed: how often it was drawn, times its class weight if classes are balanced.
 *
 * @param out OUT, shape (nSamples).
 * @returns the sum of the weights.
 */
export function drawBootstrap(bootstrap: Bootstrap, seed: number, out: Float64Array): number {
  const drawn = bootstrapRows(bootstrap, seed, out.length);
  out.fill(0);
  for (let k = 0; k < drawn.length; k++) out[drawn[k]!]! += 1;
  const { balance } = bootstrap;
  if (balance === undefined) return drawn.length;
  const factor = new Float64Array(out.length).fill(1);
  for (let k = 0; k < balance.nOutputs; k++) balanceOutput(balance, k, drawn, factor);
  for (let i = 0; i < out.length; i++) if (out[i]! > 0) out[i]! *= factor[i]!;
  return pairwiseSum(out);
}

/** Multiplies the factor of each row by what balances the classes of one output among the drawn rows. */
function balanceOutput(
  { codes, nClasses, nOutputs }: Balance,
  output: number,
  drawn: Int32Array,
  factor: Float64Array,
): void {
  const counts = new Float64Array(nClasses);
  for (let k = 0; k < drawn.length; k++) counts[codes[drawn[k]! * nOutputs + output]!]! += 1;
  const present = counts.filter((count) => count > 0).length;
  for (let i = 0; i < factor.length; i++)
    factor[i]! *= drawn.length / (present * counts[codes[i * nOutputs + output]!]!);
}
