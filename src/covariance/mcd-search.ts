import type { RandomState } from "../core/random-state.js";
import { symmetricInverse } from "../linalg/symmetric-inverse.js";
import type { CancelSignal } from "../parallel/index.js";
import { type ColumnSample, type Moments, momentsOf, sampleDistances, sampleOf } from "./column-sample.js";
import { concentrateCandidates } from "./concentrate-candidates.js";
import type { Concentrated, Start } from "./concentration-steps.js";
import { shortestHalf } from "./shortest-half.js";

/** Raw minimum covariance determinant. */
export interface RawMcd extends Moments {
  /** Rows of the support, ascending. */
  readonly support: Int32Array;
  /** Squared Mahalanobis distance of every row, shape (nSamples). */
  readonly distances: Float64Array;
}

/** What all stages of the search share. */
interface Search {
  readonly nSupport: number;
  readonly random: RandomState;
  readonly signal: CancelSignal | undefined;
}

// The numbers of trials, of steps and of what is kept are those of the paper, as scikit-learn has them.
const NESTED_FROM = 500;
const MERGED_ROWS = 1500;
const SUBSET_ROWS = 300;
const ALL_TRIALS = 500;
const SMALL_TRIALS = 30;
const FIRST_STEPS = 2;
const MOST_STEPS = 30;
const KEPT = 10;

/**
 * Minimum covariance determinant: of all sets of `nSupport` rows the one whose covariance has the least determinant, as far as
 * concentration steps from random sets find it. Above 500 rows the search begins in random subsets of about 300 rows and
 * goes on, from the best of each, in 1500 rows and then in all.
 *
 * Cost: concentration steps of a few hundred candidates on subsets, at most 30 on all rows of each of 10; on all cores.
 *
 * @param sample rows small enough for the squares of their values to be finite; at least 2.
 * @see Rousseeuw & Van Driessen (1999), doi:10.1080/00401706.1999.10485670.
 */
export async function searchMcd(
  sample: ColumnSample,
  nSupport: number,
  random: RandomState,
  signal?: CancelSignal,
): Promise<RawMcd> {
  if (sample.features === 1) return univariate(sample, nSupport);
  const search = { nSupport, random, signal };
  const best = sample.rows > NESTED_FROM ? await nested(sample, search) : await direct(sample, search);
  const { location, covariance, metric, support } = best;
  const distances = sampleDistances(sample, location, symmetricInverse(metric, sample.features));
  return { location, covariance, support, distances };
}

function univariate(sample: ColumnSample, nSupport: number): RawMcd {
  const { location, support } = shortestHalf(sample.columns, nSupport);
  const { covariance } = momentsOf(sample, support);
  const center = Float64Array.of(location);
  return {
    location: center,
    covariance,
    support,
    distances: sampleDistances(sample, center, symmetricInverse(covariance, 1)),
  };
}

async function direct(sample: ColumnSample, { nSupport, random, signal }: Search): Promise<Concentrated> {
  const starts = Array.from({ length: SMALL_TRIALS }, () => randomRows(random, sample.rows, nSupport));
  const first = { samples: [sample], starts, nSupport, maxSteps: FIRST_STEPS };
  const kept = bestOf(await concentrateCandidates(first, signal), KEPT);
  return finish(sample, kept, nSupport, signal);
}

async function nested(sample: ColumnSample, search: Search): Promise<Concentrated> {
  const { nSupport, random, signal } = search;
  const { rows } = sample;
  const found = await inSubsets(sample, search);
  const mergedRows = Math.min(MERGED_ROWS, rows);
  const selection = random.permutation(rows).subarray(0, mergedRows);
  const merged = {
    samples: [rowsOf(sample, selection)],
    starts: found,
    nSupport: Math.ceil(mergedRows * (nSupport / rows)),
    maxSteps: MOST_STEPS,
  };
  const candidates = await concentrateCandidates(merged, signal);
  if (rows >= MERGED_ROWS)
    return finish(sample, bestOf(candidates, rows > MERGED_ROWS ? KEPT : 1), nSupport, signal);
  const [best] = bestOf(candidates, 1);
  return { ...best!, support: best!.support.map((i) => selection[i]!).sort() };
}

/** The best candidates of each random subset, after two steps. */
async function inSubsets(
  sample: ColumnSample,
  { nSupport, random, signal }: Search,
): Promise<Concentrated[]> {
  const subsets = Math.floor(sample.rows / SUBSET_ROWS);
  const size = Math.floor(sample.rows / subsets);
  const shuffled = random.permutation(sample.rows);
  const support = Math.ceil(size * (nSupport / sample.rows));
  const trials = Math.max(KEPT, Math.floor(ALL_TRIALS / subsets));
  const samples = Array.from({ length: subsets }, (_, s) =>
    rowsOf(sample, shuffled.subarray(s * size, (s + 1) * size)),
  );
  const starts = samples.flatMap(() =>
    Array.from({ length: trials }, () => randomRows(random, size, support)),
  );
  const first = { samples, starts, nSupport: support, maxSteps: FIRST_STEPS };
  const found = await concentrateCandidates(first, signal);
  return samples.flatMap((_, s) => bestOf(found.slice(s * trials, (s + 1) * trials), KEPT));
}

/** Steps on all rows until the determinant stays; the best candidate. */
async function finish(
  sample: ColumnSample,
  starts: readonly Start[],
  nSupport: number,
  signal: CancelSignal | undefined,
): Promise<Concentrated> {
  const last = { samples: [sample], starts, nSupport, maxSteps: MOST_STEPS };
  return bestOf(await concentrateCandidates(last, signal), 1)[0]!;
}

function randomRows(random: RandomState, rows: number, count: number): Start {
  return { rows: random.permutation(rows).slice(0, count) };
}

/** The candidates of least determinant, in that order. */
function bestOf(candidates: readonly Concentrated[], count: number): Concentrated[] {
  const order = candidates.toSorted((a, b) =>
    a.logDeterminant === b.logDeterminant ? 0 : a.logDeterminant - b.logDeterminant,
  );
  return order.slice(0, count);
}

function rowsOf({ columns, rows, features }: ColumnSample, index: Int32Array): ColumnSample {
  const out = new Float64Array(index.length * features);
  for (let j = 0, p = 0; j < features; j++) for (const i of index) out[p++] = columns[j * rows + i]!;
  return { columns: out, rows: index.length, features };
}

/** All rows of X, shape (nSamples, nFeatures) row-major, as columns. */
export function allRows(X: Float64Array, nFeatures: number): ColumnSample {
  return sampleOf(
    X,
    nFeatures,
    Array.from({ length: X.length / nFeatures }, (_, i) => i),
  );
}
