import { RandomState } from "learnkit";

/** Where the true value lies with the given confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  /** How it was found, in words. */
  readonly method: string;
}

const CONFIDENCE = 0.95;
const NORMAL_QUANTILE = 1.959963984540054; // of 0.975

/**
 * Wilson's score interval of a proportion: `successes` of `trials`. Unlike the textbook's normal interval it stays
 * within [0, 1] and is honest near the ends and for few trials.
 *
 * @see Wilson (1927), J. Am. Stat. Assoc. 22, 209–212; Brown, Cai & DasGupta (2001), Stat. Sci. 16, 101–133.
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  const z2 = NORMAL_QUANTILE ** 2;
  const proportion = successes / trials;
  const centre = (proportion + z2 / (2 * trials)) / (1 + z2 / trials);
  const half =
    (NORMAL_QUANTILE * Math.sqrt((proportion * (1 - proportion)) / trials + z2 / (4 * trials ** 2))) /
    (1 + z2 / trials);
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
    confidence: CONFIDENCE,
    method: "Wilson",
  };
}

/** What the bootstrap draws from. */
export interface Resampling {
  /** Number of rows. */
  readonly rows: number;
  /** Code of the class of each row: rows are then drawn within their class, so that no class vanishes. */
  readonly strata?: Int32Array | undefined;
  readonly seed: number;
}

const RESAMPLES = 1000;
const FEWEST_RESAMPLES = 200; // percentiles at 2.5 % then still rest on five values
const ROWS_DRAWN_AT_MOST = 5_000_000; // a few seconds

/**
 * Percentile bootstrap: the statistic of many samples drawn with replacement, cut off at 2.5 % on both sides.
 *
 * @param statistic value for these rows; may repeat rows.
 * @see Efron & Tibshirani (1993), An Introduction to the Bootstrap, section 13.3.
 */
export function bootstrapInterval(
  { rows, strata, seed }: Resampling,
  statistic: (sample: Int32Array) => number,
): Interval {
  const resamples = Math.max(FEWEST_RESAMPLES, Math.min(RESAMPLES, Math.floor(ROWS_DRAWN_AT_MOST / rows)));
  const groups = rowsByStratum(rows, strata);
  const random = new RandomState(seed);
  const values: number[] = [];
  for (let b = 0; b < resamples; b++) {
    const value = statistic(drawWithin(groups, rows, random));
    if (!Number.isNaN(value)) values.push(value);
  }
  const sorted = Float64Array.from(values).sort();
  const method = `${strata === undefined ? "" : "stratified "}bootstrap (${resamples} resamples)`;
  return {
    low: percentile(sorted, (1 - CONFIDENCE) / 2),
    high: percentile(sorted, (1 + CONFIDENCE) / 2),
    confidence: CONFIDENCE,
    method,
  };
}

function rowsByStratum(rows: number, strata: Int32Array | undefined): number[][] {
  const groups: number[][] = [];
  for (let i = 0; i < rows; i++) (groups[strata?.[i] ?? 0] ??= []).push(i);
  return groups.filter((group) => group !== undefined);
}

function drawWithin(groups: readonly number[][], rows: number, random: RandomState): Int32Array {
  const sample = new Int32Array(rows);
  let at = 0;
  for (const group of groups) {
    for (const drawn of random.randint(0, group.length, group.length)) sample[at++] = group[drawn]!;
  }
  return sample;
}

/** Linear interpolation between the two nearest order statistics. */
function percentile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}
