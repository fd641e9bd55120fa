import type { Label, MatrixLike, VectorLike } from "../base/estimator.js";
import { plural, toTarget } from "../base/input.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { CancelSignal } from "../parallel/index.js";
import { breathing } from "../parallel/platform.js";
import { discreteInformation } from "./discrete-information.js";
import {
  disturb,
  type InformationFeature,
  informationFeatures,
  type MutualInfoOptions,
  scale,
} from "./information-features.js";
import { kraskovInformation, rankVariable } from "./kraskov-estimator.js";
import { rossInformation } from "./ross-estimator.js";
import { classesOf } from "./score-samples.js";

/**
 * Estimates the mutual information of each feature with a discrete target, in nats: how much knowing the one tells of the other, whatever the form of
 * their dependence; 0 if they are independent.
 *
 * Continuous features are scaled to unit variance and get a little noise, drawn as scikit-learn draws it, and are estimated by nearest
 * neighbours; discrete ones by counting.
 *
 * Cost: O(n log n) a feature.
 *
 * @param X shape (nSamples, nFeatures), finite; a sparse X must be discrete.
 * @param y class of each sample, shape (nSamples).
 * @returns estimates >= 0, shape (nFeatures).
 * @throws {InvalidInputError} if X is empty or not finite, y has another length, or no class has two samples.
 * @see Ross (2014), doi:10.1371/journal.pone.0087357.
 * @example
 * ```ts
 * const X = [[0.1, 5], [0.2, 1], [0.3, 4], [7.1, 3], [7.2, 6], [7.3, 2]];
 * const y = ["low", "low", "low", "high", "high", "high"];
 * Array.from(mutualInfoClassif(X, y, { nNeighbors: 2 }), (nats) => nats.toFixed(3)); // => ["0.533", "0.000"]
 * ```
 */
export function mutualInfoClassif(
  X: MatrixLike,
  y: VectorLike<Label>,
  options: Partial<MutualInfoOptions> = {},
): Float64Array {
  const { features, estimate } = informationWithClasses(X, y, options);
  return Float64Array.from(features, estimate);
}

/**
 * Estimates the mutual information of each feature with a continuous target, in nats: how much knowing the one tells of the other, whatever the form
 * of their dependence; 0 if they are independent.
 *
 * Continuous features and the target are scaled to unit variance and get a little noise, drawn as scikit-learn draws it, and are estimated by
 * nearest neighbours.
 *
 * Cost: O(n log n) a feature.
 *
 * @param X shape (nSamples, nFeatures), finite; a sparse X must be discrete.
 * @param y target, shape (nSamples), finite.
 * @returns estimates >= 0, shape (nFeatures).
 * @throws {InvalidInputError} if X is empty or not finite, y has another length, or a discrete feature has no value twice.
 * @throws {InvalidParameterError} if there are continuous features and no more samples than `nNeighbors`.
 * @see Kraskov, Stögbauer & Grassberger (2004), doi:10.1103/PhysRevE.69.066138; Ross (2014), doi:10.1371/journal.pone.0087357.
 * @example
 * ```ts
 * const X = [[1, 2], [2, 7], [3, 1], [4, 8], [5, 2], [6, 8], [7, 1], [8, 8]];
 * const y = [1, 4, 9, 16, 25, 36, 49, 64];
 * Array.from(mutualInfoRegression(X, y), (nats) => nats.toFixed(3)); // => ["0.562", "0.000"]
 * ```
 */
export function mutualInfoRegression(
  X: MatrixLike,
  y: VectorLike<number>,
  options: Partial<MutualInfoOptions> = {},
): Float64Array {
  const { features, estimate } = informationWithNumbers(X, y, options);
  return Float64Array.from(features, estimate);
}

/** Features, and how to estimate what one of them tells of the target. */
interface InformationTask {
  readonly features: readonly InformationFeature[];
  readonly estimate: (feature: InformationFeature) => number;
}

/** The task of {@link mutualInfoClassif}. */
export function informationWithClasses(
  X: MatrixLike,
  y: VectorLike<Label>,
  options: Partial<MutualInfoOptions> = {},
): InformationTask {
  const where = "mutualInfoClassif";
  const { rows, nNeighbors, features } = informationFeatures(where, X, options);
  const { classes, codes } = classesOf(where, y, rows);
  const estimate = (feature: InformationFeature): number =>
    feature.discrete
      ? discreteInformation(feature.codes, feature.nCodes, codes, classes.length)
      : repeated(where, "y", rossInformation(feature.values, codes, classes.length, nNeighbors));
  return { features, estimate };
}

/** The task of {@link mutualInfoRegression}. */
export function informationWithNumbers(
  X: MatrixLike,
  y: VectorLike<number>,
  options: Partial<MutualInfoOptions> = {},
): InformationTask {
  const where = "mutualInfoRegression";
  const { rows, nNeighbors, features, random } = informationFeatures(where, X, options);
  const target = toTarget(where, y, rows).slice();
  if (nNeighbors >= rows && features.some((feature) => !feature.discrete))
    throw new InvalidParameterError(
      where,
      "nNeighbors",
      `less than the ${plural(rows, "sample")}`,
      nNeighbors,
    );
  scale(target);
  disturb([target], random);
  const ranked = rankVariable(target);
  const estimate = (feature: InformationFeature): number =>
    feature.discrete
      ? repeated(
          where,
          "a discrete feature",
          rossInformation(target, feature.codes, feature.nCodes, nNeighbors),
        )
      : kraskovInformation(rankVariable(feature.values), ranked, nNeighbors);
  return { features, estimate };
}

/** Estimates feature by feature, and lets the event loop have its turn between them. */
export async function estimateInTurns(
  { features, estimate }: InformationTask,
  signal: CancelSignal | undefined,
): Promise<Float64Array> {
  const breathe = breathing();
  const scores = new Float64Array(features.length);
  for (const [j, feature] of features.entries()) {
    await breathe();
    signal?.throwIfAborted();
    scores[j] = estimate(feature);
  }
  return scores;
}

/** The estimate, which needs a class of two samples at least. */
function repeated(where: string, what: string, information: number | undefined): number {
  if (information !== undefined) return information;
  const rule = `${what} must hold some value twice, for a neighbour of its kind`;
  throw new InvalidInputError(where, rule, new Described("distinct values"));
}
