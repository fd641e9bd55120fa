import type { ResampleOptions } from "../base/estimator.js";
import type { ParamSpecs } from "../base/params.js";
import type { ResampledPart } from "../base/resampled-rows.js";
import { BaseSampler, type LabelledSamples, type Resampling } from "../base/sampler.js";
import { RandomState } from "../core/random-state.js";
import { allRows, takeIndices } from "../core/row-indices.js";
import {
  type NeighborChoice,
  neighborChoice,
  neighborsWithSelf,
  searchAmong,
} from "../neighbors/neighbor-choice.js";
import { numericSamples, rowsWithNeighbors } from "./checked-samples.js";
import { drawPairs, rowsBetween } from "./interpolate-rows.js";
import { type OverSamplerParams, overSamplerParamSpecs } from "./over-sampler-params.js";

/** Hyper-parameters of {@link SMOTE}. */
export interface SMOTEParams extends OverSamplerParams {
  /**
   * Neighbours within its class that a new row may lie towards: an integer >= 1, or a {@link NearestNeighbors} whose `nNeighbors`
   * counts the row itself. Default 5. More of them spread new rows wider.
   */
  readonly kNeighbors: NeighborChoice;
}

/** Domain, default and help of {@link SMOTEParams}. */
export const smoteParamSpecs: ParamSpecs<SMOTEParams> = {
  ...overSamplerParamSpecs,
  kNeighbors: neighborChoice({
    default: 5,
    help: "Neighbours within its class that a new row may lie towards.",
  }),
};

/**
 * Adds rows to the smaller classes: each lies between a row of the class and one of its nearest neighbours within the class.
 * The given rows come first, in their order; the new ones follow, class by class.
 *
 * Rows are those of imbalanced-learn for the same seed. Columns of booleans become true where a new value is not zero, as in pandas.
 *
 * Cost: the search for neighbours within each class, and one write of the result.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Chawla, Bowyer, Hall & Kegelmeyer (2002), SMOTE: Synthetic Minority Over-sampling Technique, JAIR 16, 321–357.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [10], [12]];
 * const labels = ["often", "often", "often", "often", "rare", "rare"];
 * const { X: more, y } = await new SMOTE({ kNeighbors: 1 }).fitResample(X, labels);
 * y.filter((label) => label === "rare").length; // => 4
 * more.toArray().slice(6).every(([value]) => value >= 10 && value <= 12); // => true
 * ```
 */
export class SMOTE extends BaseSampler<SMOTEParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "SMOTE";

  constructor(params: Partial<SMOTEParams> = {}) {
    super(SMOTE.typeName, smoteParamSpecs, params, "over-sampling");
  }

  /** @internal */
  static fromState(state: SMOTEParams): SMOTE {
    return new SMOTE(state);
  }

  /** @internal */
  protected async resample(
    samples: LabelledSamples,
    { signal, onProgress }: ResampleOptions,
  ): Promise<Resampling<object>> {
    const { where, rows, targets } = samples;
    const { kNeighbors, randomState } = this.params;
    const { matrix, searched } = numericSamples(samples);
    const parts: ResampledPart[] = [{ rows: allRows(rows) }];
    let done = 0;
    for (const [code, count] of targets) {
      if (count > 0) {
        const ofClass = rowsWithNeighbors(samples, code, "kNeighbors", kNeighbors);
        const asks = { rows: ofClass, signal };
        const k = neighborsWithSelf(kNeighbors);
        const index = await searchAmong(where, kNeighbors, matrix, searched, asks);
        const others = await index.othersNearest(where, matrix, k, asks);
        const { bases, targets, steps } = drawPairs(new RandomState(randomState), others, k - 1, count);
        // Rows of all samples from here on: those of the class alone need not be kept.
        const from = takeIndices(ofClass, bases);
        const pairs = { bases: from, targets: takeIndices(ofClass, targets), steps };
        parts.push({ made: rowsBetween(matrix, pairs), code, from });
      }
      onProgress?.({ done: ++done, total: targets.size });
    }
    return { parts, told: {} };
  }
}
