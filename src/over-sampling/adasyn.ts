import type { ResampleOptions } from "../base/estimator.js";
import type { ParamSpecs } from "../base/params.js";
import type { MadeRows, ResampledPart } from "../base/resampled-rows.js";
import { BaseSampler, type LabelledSamples, type Resampling } from "../base/sampler.js";
import { describeValue, InvalidInputError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { RandomState } from "../core/random-state.js";
import { allRows, takeIndices } from "../core/row-indices.js";
import {
  type NeighborChoice,
  neighborChoice,
  neighborsWithSelf,
  searchAmong,
} from "../neighbors/neighbor-choice.js";
import type { NeighborSearch } from "../neighbors/neighbor-search.js";
import { countOthers } from "./borderline-smote.js";
import {
  checkSamplesForNeighbors,
  type NumericSamples,
  numericSamples,
  rowsWithNeighbors,
} from "./checked-samples.js";
import { rowsBetween } from "./interpolate-rows.js";
import { type OverSamplerParams, overSamplerParamSpecs } from "./over-sampler-params.js";

/** Hyper-parameters of {@link ADASYN}. */
export interface ADASYNParams extends OverSamplerParams {
  /**
   * Neighbours that tell how hard a row is to learn, and that new rows lie towards: an integer >= 1, or a
   * {@link NearestNeighbors} whose `nNeighbors` counts the row itself. Default 5.
   */
  readonly nNeighbors: NeighborChoice;
}

/** Domain, default and help of {@link ADASYNParams}. */
export const adasynParamSpecs: ParamSpecs<ADASYNParams> = {
  ...overSamplerParamSpecs,
  nNeighbors: neighborChoice({
    default: 5,
    help: "Neighbours that tell how hard a row is to learn, and that new rows lie towards.",
  }),
};

/**
 * Adaptive synthetic sampling: as SMOTE, but a row gets new rows in proportion to the share of its neighbours that are of
 * other classes. Because the numbers are rounded row by row, a class ends near the size asked for, not always at it.
 *
 * Rows are those of imbalanced-learn for the same seed.
 *
 * Cost: two searches for neighbours, one of them among all rows, and one write of the result.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see He, Bai, Garcia & Li (2008), ADASYN: Adaptive synthetic sampling approach for imbalanced learning, IJCNN 2008.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [4.4], [9]];
 * const y = ["often", "often", "often", "often", "often", "rare", "rare"];
 * const { X: more } = await new ADASYN({ nNeighbors: 1, randomState: 1 }).fitResample(X, y);
 * more.rows; // => 10
 * ```
 */
export class ADASYN extends BaseSampler<ADASYNParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "ADASYN";

  constructor(params: Partial<ADASYNParams> = {}) {
    super(ADASYN.typeName, adasynParamSpecs, params, "over-sampling");
  }

  /** @internal */
  static fromState(state: ADASYNParams): ADASYN {
    return new ADASYN(state);
  }

  /** @internal */
  protected async resample(
    samples: LabelledSamples,
    { signal, onProgress }: ResampleOptions,
  ): Promise<Resampling<object>> {
    const { where, rows, targets } = samples;
    const { nNeighbors, randomState } = this.params;
    const numeric = numericSamples(samples);
    if (![...targets.values()].some((count) => count > 0))
      return { parts: [{ rows: allRows(rows) }], told: {} };
    checkSamplesForNeighbors(samples, "nNeighbors", nNeighbors);
    const random = new RandomState(randomState);
    const parts: ResampledPart[] = [{ rows: allRows(rows) }];
    const all = await searchAmong(where, nNeighbors, numeric.matrix, numeric.searched, { signal });
    let done = 0;
    for (const [code, count] of targets) {
      if (count > 0) parts.push(await this.#adapted(samples, numeric, all, code, count, random, signal));
      onProgress?.({ done: ++done, total: targets.size });
    }
    return { parts, told: {} };
  }

  async #adapted(
    samples: LabelledSamples,
    { matrix, searched }: NumericSamples,
    all: NeighborSearch,
    code: number,
    count: number,
    random: RandomState,
    signal: ResampleOptions["signal"],
  ): Promise<MadeRows> {
    const { where, codes, classes } = samples;
    const { nNeighbors } = this.params;
    const k = neighborsWithSelf(nNeighbors);
    const ofClass = rowsWithNeighbors(samples, code, "nNeighbors", nNeighbors);
    const asks = { rows: ofClass, signal };
    const around = await all.othersNearest(where, matrix, k, asks);
    const perRow = shareOut(countOthers(around, k - 1, codes, code), k - 1, count);
    if (perRow === undefined) {
      const rule = `class ${describeValue(classes[code])} must have rows with neighbours of other classes (SMOTE does without)`;
      throw new InvalidInputError(where, rule, matrix);
    }
    const bases = repeated(perRow);
    if (bases.length === 0) {
      const rule = `samplingStrategy must ask for so many rows of class ${describeValue(classes[code])} that a row gets one`;
      throw new InvalidInputError(where, rule, count);
    }
    const index = await searchAmong(where, nNeighbors, matrix, searched, asks);
    const within = await index.othersNearest(where, matrix, k, asks);
    const places = random.choice(k - 1, bases.length);
    const from = takeIndices(ofClass, bases);
    const made = rowsBetween(matrix, {
      bases: from,
      targets: bases.map((base, i) => ofClass[within[base * (k - 1) + places[i]!]!]!),
      steps: random.random(bases.length),
    });
    return { made, code, from };
  }
}

/** New rows of each row, in proportion to its neighbours of other classes; undefined if there is none of those. */
function shareOut(others: Int32Array, k: number, count: number): Int32Array | undefined {
  const ratios = Float64Array.from(others, (number) => number / k);
  const total = pairwiseSum(ratios);
  if (!(total > 0)) return undefined;
  return Int32Array.from(ratios, (ratio) => roundHalfEven((ratio / total) * count));
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? below : below + 1;
}

/** Each index as often as the counts say. */
function repeated(counts: Int32Array): Int32Array {
  const out = new Int32Array(counts.reduce((sum, count) => sum + count, 0));
  let at = 0;
  counts.forEach((count, i) => {
    out.fill(i, at, at + count);
    at += count;
  });
  return out;
}
