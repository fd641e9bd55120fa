import {
  callable,
  custom,
  either,
  flag,
  integer,
  nullByDefault,
  type ParamSpec,
  type ParamSpecs,
  real,
} from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import { type TreeClassWeight, treeClassWeightSpec } from "../tree/multi-output.js";
import { type GrowthParams, growthParamSpecs, type MaxFeatures } from "../tree/tree-params.js";

/**
 * Score of predictions on rows that the trees did not draw, for targets and predictions of one kind: vectors, or, of several outputs, rows.
 */
// biome-ignore lint/suspicious/noExplicitAny: the labels of any target
export type OutOfBagScore = (yTrue: any, yPred: any) => number;

/** Hyper-parameters that the forests share. */
export interface ForestParams extends GrowthParams {
  /** Number of trees, an integer >= 1. Default 100; more trees vary less and cost more. */
  readonly nEstimators: number;
  /** Whether each tree draws its rows with replacement; false: every tree sees all rows. */
  readonly bootstrap: boolean;
  /**
   * Whether to score on the rows that a tree did not draw: true for accuracy or R², or a function of the targets and their predictions.
   * Default false; needs `bootstrap`.
   */
  readonly oobScore: boolean | OutOfBagScore;
  /**
   * Rows that a tree draws: an integer >= 1, a share of the rows (of their weight, where weighted) if not whole, or null (default) for
   * as many as there are. Needs `bootstrap`.
   */
  readonly maxSamples: number | null;
  /** Features looked at for each split: a number, a share in (0, 1), `"sqrt"`, `"log2"`, or null for all. */
  readonly maxFeatures: MaxFeatures;
}

/** Domain, default and help of {@link ForestParams}, but for `maxFeatures`, whose default differs as that of `bootstrap` does. */
export function forestParamSpecs(bootstrap: boolean): ParamSpecs<Omit<ForestParams, "maxFeatures">> {
  return {
    nEstimators: integer({ default: 100, min: 1, help: "Number of trees." }),
    bootstrap: flag({ default: bootstrap, help: "Each tree draws its rows with replacement." }),
    oobScore: either<boolean, OutOfBagScore>(
      false,
      flag({ default: false, help: "Score on the rows that a tree did not draw." }),
      callable({ domain: "a function of targets and predictions", help: "The score." }),
    ),
    maxSamples: nullByDefault(
      real({ default: 1, above: 0, help: "Rows that a tree draws: a whole number, or else a share." }),
      "as many as there are",
    ),
    ...growthParamSpecs,
  };
}

/** Class weights of a forest: those of a tree, or balanced within the rows that each tree draws. */
export type ForestClassWeight = TreeClassWeight | "balanced_subsample";

/** Spec of a forest's `classWeight`. */
export const forestClassWeightSpec: ParamSpec<ForestClassWeight> = custom<ForestClassWeight>({
  ...treeClassWeightSpec,
  domain: `"balanced_subsample", ${treeClassWeightSpec.domain}`,
  accepts: (value) => value === "balanced_subsample" || treeClassWeightSpec.accepts(value),
});

/**
 * Refuses settings that contradict each other.
 *
 * @throws {InvalidParameterError} if `maxSamples` or `oobScore` is set without `bootstrap`.
 */
export function checkForestParams(
  where: string,
  { bootstrap, oobScore, maxSamples }: Pick<ForestParams, "bootstrap" | "oobScore" | "maxSamples">,
): void {
  if (bootstrap) return;
  if (maxSamples !== null)
    throw new InvalidParameterError(where, "maxSamples", "null if bootstrap is false", maxSamples);
  if (oobScore !== false)
    throw new InvalidParameterError(where, "oobScore", "false if bootstrap is false", oobScore);
}
