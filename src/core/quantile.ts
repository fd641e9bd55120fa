import { selectKth } from "./select-kth.js";

/** How a quantile is read off the order statistics; NumPy's names of the definitions of Hyndman and Fan. */
export type QuantileMethod =
  | "inverted_cdf"
  | "averaged_inverted_cdf"
  | "closest_observation"
  | "interpolated_inverted_cdf"
  | "hazen"
  | "weibull"
  | "linear"
  | "median_unbiased"
  | "normal_unbiased";

/** A quantile as (1 - gamma) x[below] + gamma x[above] of sorted values x. */
interface Ranks {
  readonly below: number;
  readonly above: number;
  readonly gamma: number;
}

// α and β of the continuous definitions: the quantile lies at n q + α + q (1 - α - β), counted from 1.
const PLOTTING_POSITIONS: Readonly<Partial<Record<QuantileMethod, readonly [alpha: number, beta: number]>>> =
  {
    interpolated_inverted_cdf: [0, 1],
    hazen: [0.5, 0.5],
    weibull: [0, 0],
    median_unbiased: [1 / 3, 1 / 3],
    normal_unbiased: [3 / 8, 3 / 8],
  };

// If one value of so few is asked for, one sort is cheaper than the selections.
const VALUES_PER_SELECTION = 8;

/**
 * Quantiles of unsorted values, as `numpy.quantile` has them.
 *
 * Cost: O(n log m) for m probabilities, by selection; O(n log n), by a sort, if there are about as many as values.
 *
 * @param values shape (n), n >= 1, no NaN; rearranged.
 * @param probabilities each in [0, 1], in ascending order.
 * @see Hyndman & Fan (1996), Sample quantiles in statistical packages, doi:10.1080/00031305.1996.10473566.
 */
export function quantiles(
  values: Float64Array,
  probabilities: ArrayLike<number>,
  method: QuantileMethod = "linear",
): Float64Array {
  const ranks = Array.from(probabilities, (q) => ranksOf(values.length, q, method));
  arrangeRanks(
    values,
    ranks.flatMap(({ below, above }) => [below, above]),
  );
  return Float64Array.from(ranks, ({ below, above, gamma }) =>
    interpolate(values[below]!, values[above]!, gamma),
  );
}

/** {@link quantiles} of values in ascending order, which stay as they are. Cost: O(1) for each probability. */
export function quantilesOfSorted(
  values: Float64Array,
  probabilities: ArrayLike<number>,
  method: QuantileMethod = "linear",
): Float64Array {
  return Float64Array.from(probabilities, (q) => {
    const { below, above, gamma } = ranksOf(values.length, q, method);
    return interpolate(values[below]!, values[above]!, gamma);
  });
}

/**
 * Median: the middle value, or the mean of the two middle ones. Cost: O(n), by selection.
 *
 * @param values shape (n), n >= 1, no NaN; rearranged.
 */
export function median(values: Float64Array): number {
  const n = values.length;
  const middle = n >> 1;
  const upper = selectKth(values, middle, 0, n);
  if (n % 2 === 1) return upper;
  let lower = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < middle; i++) if (values[i]! > lower) lower = values[i]!;
  return (lower + upper) / 2;
}

/** Puts the values of these ranks, counted from 0 and in any order, where a sort would put them. */
export function arrangeRanks(values: Float64Array, ranks: readonly number[]): void {
  const distinct = [...new Set(ranks)].sort((a, b) => a - b);
  if (distinct.length * VALUES_PER_SELECTION > values.length) values.sort();
  else arrangeWithin(values, distinct, 0, values.length);
}

/** The middle rank first: each half of the ranks then needs one part of the values only. */
function arrangeWithin(values: Float64Array, ranks: readonly number[], begin: number, end: number): void {
  if (ranks.length === 0) return;
  const middle = ranks.length >> 1;
  const rank = ranks[middle]!;
  selectKth(values, rank, begin, end);
  arrangeWithin(values, ranks.slice(0, middle), begin, rank);
  arrangeWithin(values, ranks.slice(middle + 1), rank + 1, end);
}

/** Where the quantile q of n values lies. */
function ranksOf(n: number, q: number, method: QuantileMethod): Ranks {
  if (method === "inverted_cdf") return oneRank(n, ceilRank(n * q - 1));
  if (method === "closest_observation") {
    const position = n * q - 1 - 0.5;
    const floor = Math.floor(position);
    return oneRank(n, position === floor && Math.abs(floor % 2) === 1 ? floor : floor + 1);
  }
  const position = virtualRank(n, q, method);
  if (position >= n - 1) return oneRank(n, n - 1);
  if (position < 0) return oneRank(n, 0);
  const below = Math.floor(position);
  const gamma = position - below;
  if (method === "averaged_inverted_cdf") return { below, above: below + 1, gamma: gamma === 0 ? 0.5 : 1 };
  return { below, above: below + 1, gamma };
}

function virtualRank(n: number, q: number, method: QuantileMethod): number {
  if (method === "averaged_inverted_cdf") return n * q - 1;
  const positions = PLOTTING_POSITIONS[method];
  if (positions === undefined) return (n - 1) * q;
  const [alpha, beta] = positions;
  return n * q + (alpha + q * (1 - alpha - beta)) - 1;
}

/** The rank at or next above a position. */
function ceilRank(position: number): number {
  const floor = Math.floor(position);
  return position === floor ? floor : floor + 1;
}

function oneRank(n: number, rank: number): Ranks {
  const inside = Math.max(0, Math.min(rank, n - 1));
  return { below: inside, above: inside, gamma: 0 };
}

/** Both ends are met exactly; a difference beyond the doubles does not spoil an end. */
function interpolate(a: number, b: number, gamma: number): number {
  return gamma === 0 || a === b ? a : between(a, b, gamma);
}

/** (1 - t) a + t b from the nearer end, so that it never leaves [a, b]; NaN at an infinite end that is met exactly. */
export function between(a: number, b: number, t: number): number {
  const difference = b - a;
  return t < 0.5 ? a + difference * t : b - difference * (1 - t);
}
