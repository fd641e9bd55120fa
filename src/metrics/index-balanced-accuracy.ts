import type { Label, VectorLike } from "../base/estimator.js";
import { InvalidParameterError } from "../core/errors.js";
import { accuracyScore } from "./accuracy.js";
import { jaccardScore } from "./precision-recall.js";
import { geometricMeanScore, type SensitivityOptions, shares } from "./sensitivity-specificity.js";

/** Options of {@link makeIndexBalancedAccuracy}. */
export interface IndexBalancedAccuracyOptions {
  /** Weight of the dominance, a finite number. Default 0.1. */
  readonly alpha?: number;
  /** Whether the score is squared. Default true. */
  readonly squared?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: metrics differ in what they take
type LabelScore = (yTrue: any, yPred: any, options?: any) => any;

/**
 * Weighs a score of labels by how much better the class is found than left in peace: (1 + α (sensitivity − specificity)) × score², a score
 * for classes of different sizes.
 *
 * The options of the new score go to the old one and, as far as they are `labels`, `posLabel`, `average` and `sampleWeight`, to the
 * dominance: of `geometricMeanScore` macro averages by default, else those of the positive class.
 *
 * @throws {InvalidParameterError} if an option is outside its domain.
 * @see García, Mollineda & Sánchez (2009), Index of balanced accuracy, doi:10.1007/978-3-642-02172-5_57.
 * @example
 * ```ts
 * const iba = makeIndexBalancedAccuracy({ alpha: 0.1 })(geometricMeanScore);
 * iba([1, 1, 1, 0, 0, 0], [1, 0, 0, 1, 0, 0], { average: null }); // => new Float64Array([0.2296296296296296, 0.21481481481481482])
 * ```
 */
export function makeIndexBalancedAccuracy({
  alpha = 0.1,
  squared = true,
}: IndexBalancedAccuracyOptions = {}): <F extends LabelScore>(scoringFunc: F) => F {
  const where = "makeIndexBalancedAccuracy";
  if (!Number.isFinite(alpha)) throw new InvalidParameterError(where, "alpha", "a finite number", alpha);
  if (typeof squared !== "boolean")
    throw new InvalidParameterError(where, "squared", "true or false", squared);
  return <F extends LabelScore>(scoringFunc: F): F => {
    if (typeof scoringFunc !== "function")
      throw new InvalidParameterError(where, "scoringFunc", "a function of labels", scoringFunc);
    const weigh = <L extends Label>(
      yTrue: VectorLike<L>,
      yPred: VectorLike<L>,
      options: SensitivityOptions<L> = {},
    ): number | Float64Array => {
      const score: number | Float64Array = scoringFunc(yTrue, yPred, options);
      const dominance = shares(where, yTrue, yPred, dominanceOptions(scoringFunc, options));
      const one = (value: number, sensitivity: number, specificity: number): number =>
        (1 + alpha * (sensitivity - specificity)) * (squared ? value * value : value);
      const { sensitivity, specificity } = dominance;
      if (typeof score !== "number")
        return score.map((value, k) =>
          one(
            value,
            typeof sensitivity === "number" ? sensitivity : sensitivity[k]!,
            typeof specificity === "number" ? specificity : specificity[k]!,
          ),
        );
      return one(score, sensitivity as number, specificity as number);
    };
    return weigh as unknown as F;
  };
}

function dominanceOptions<L extends Label>(
  scoringFunc: LabelScore,
  options: SensitivityOptions<L>,
): SensitivityOptions<L> {
  const { labels, posLabel, sampleWeight, average } = options;
  const common = {
    ...(labels === undefined ? {} : { labels }),
    ...(posLabel === undefined ? {} : { posLabel }),
    ...(sampleWeight === undefined ? {} : { sampleWeight }),
  };
  const given: unknown = average;
  if (scoringFunc === geometricMeanScore)
    return { ...common, average: given === undefined || given === "multiclass" ? "macro" : average! };
  if (scoringFunc === accuracyScore || scoringFunc === jaccardScore) return { ...common, average: "binary" };
  return { ...common, average: average === undefined ? "binary" : average };
}
