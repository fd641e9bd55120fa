import { InvalidParameterError } from "../core/errors.js";
import { RandomState } from "../core/random-state.js";
import { sampleWithoutReplacement } from "../core/sample-without-replacement.js";
import { type Bootstrap, bootstrapRows } from "../tree/bootstrap.js";
import type { BaggingParams } from "./bagging-params.js";
import { drawCount, shares } from "./grow-forest.js";

/** Bound of the seeds of members, as scikit-learn has it: 2³¹ − 1. */
const SEEDS = 2147483647;

/** How the members of a bagging ensemble draw rows and features. */
export interface BaggingDraws {
  /** Rows of the training data. */
  readonly rows: number;
  /** Features of the training data. */
  readonly columns: number;
  /** Features that a member draws. */
  readonly featureCount: number;
  readonly bootstrapFeatures: boolean;
  readonly bootstrap: Bootstrap;
  /** Seed of each member, shape (nEstimators). */
  readonly seeds: readonly number[];
}

/** What one member draws. */
export interface BaggingDraw {
  readonly features: Int32Array;
  readonly samples: Int32Array;
}

/**
 * How a bagging ensemble draws from data of this shape.
 *
 * @throws {InvalidParameterError} if there are fewer features, or rows to be drawn without replacement, than are to be drawn.
 */
export function baggingDraws(
  where: string,
  params: Omit<BaggingParams, "estimator" | "oobScore">,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  weight: Float64Array | undefined,
): BaggingDraws {
  const { nEstimators, maxSamples, maxFeatures, bootstrap: replace, bootstrapFeatures, randomState } = params;
  const size = drawCount(maxSamples, rows, weight);
  if (!replace && size > rows)
    throw new InvalidParameterError(
      where,
      "maxSamples",
      `at most ${rows}, the number of rows, without bootstrap`,
      maxSamples,
    );
  const featureCount =
    maxFeatures === null
      ? columns
      : Number.isInteger(maxFeatures)
        ? maxFeatures
        : Math.max(1, Math.floor(maxFeatures * columns));
  if (featureCount > columns)
    throw new InvalidParameterError(
      where,
      "maxFeatures",
      `at most ${columns}, the number of features`,
      maxFeatures,
    );
  const random = new RandomState(randomState);
  return {
    rows,
    columns,
    featureCount,
    bootstrapFeatures,
    bootstrap: { size, probability: weight && shares(weight), balance: undefined, replace, ownSeed: true },
    seeds: Array.from({ length: nEstimators }, () => random.randint(0, SEEDS)),
  };
}

/** Whether every member sees all features in their order. */
export function drawsAllFeatures({ featureCount, columns, bootstrapFeatures }: BaggingDraws): boolean {
  return featureCount === columns && !bootstrapFeatures;
}

/**
 * What the member of this seed draws: its features first, then its rows.
 *
 * @param room room for the rows, which may be used.
 */
export function drawMember(draws: BaggingDraws, seed: number, room?: Int32Array): BaggingDraw {
  const { rows, columns, featureCount, bootstrapFeatures, bootstrap } = draws;
  const random = new RandomState(seed);
  const features = bootstrapFeatures
    ? Int32Array.from(random.randint(0, columns, featureCount))
    : sampleWithoutReplacement(columns, featureCount, random);
  return { features, samples: bootstrapRows(bootstrap, random, rows, room) };
}
