import type { AnyEstimator } from "../base/estimator.js";
import { isEstimator } from "../base/named-estimators.js";
import {
  custom,
  flag,
  integer,
  nullByDefault,
  type ParamSpec,
  type ParamSpecs,
  randomStateSpec,
  real,
} from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";

/** Hyper-parameters that bagging ensembles share. */
export interface BaggingParams<E extends AnyEstimator | null = AnyEstimator | null> {
  /** What is fitted again and again; null (default): a decision tree. Its seeds are drawn anew for each member. */
  readonly estimator: E;
  /** Number of members, an integer >= 1. Default 10; more vary less and cost more. */
  readonly nEstimators: number;
  /**
   * Rows that a member draws: an integer >= 1, a share of the rows (of their weight, where weighted) if not whole, or null (default) for as
   * many as there are.
   */
  readonly maxSamples: number | null;
  /** Features that a member draws: an integer >= 1, a share in (0, 1), or null (default) for all. */
  readonly maxFeatures: number | null;
  /** Whether rows are drawn with replacement. Default true. */
  readonly bootstrap: boolean;
  /** Whether features are drawn with replacement. Default false. */
  readonly bootstrapFeatures: boolean;
  /** Whether to score on the rows that a member did not draw. Default false; needs `bootstrap`. */
  readonly oobScore: boolean;
  /** Seed of the draws and of the members. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

/** Spec of an estimator of one kind, null by default. */
export function memberSpec<E extends AnyEstimator>(
  kind: "classifier" | "regressor",
  meaning: string,
): ParamSpec<E | null> {
  return custom<E | null>({
    default: null,
    domain: `a ${kind}, or null (${meaning})`,
    help: "What is fitted again and again.",
    outside: ["tree", 1, {}, []],
    accepts: (value) => value === null || (isEstimator(value) && value.kind === kind),
  });
}

/** Domain, default and help of {@link BaggingParams}, but for the estimator. */
export const baggingParamSpecs: ParamSpecs<Omit<BaggingParams, "estimator">> = {
  nEstimators: integer({ default: 10, min: 1, help: "Number of members." }),
  maxSamples: nullByDefault(
    real({ default: 1, above: 0, help: "Rows that a member draws: a whole number, or else a share." }),
    "as many as there are",
  ),
  maxFeatures: nullByDefault(
    custom<number>({
      default: 1,
      domain: "an integer >= 1 or a number in (0, 1)",
      help: "Features that a member draws: a whole number, or else a share.",
      outside: [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "1", true],
      accepts: (value) =>
        typeof value === "number" && value > 0 && (value < 1 || Number.isSafeInteger(value)),
    }),
    "all",
  ),
  bootstrap: flag({ default: true, help: "Rows are drawn with replacement." }),
  bootstrapFeatures: flag({ default: false, help: "Features are drawn with replacement." }),
  oobScore: flag({ default: false, help: "Score on the rows that a member did not draw." }),
  randomState: randomStateSpec,
};

/**
 * Refuses settings that contradict each other.
 *
 * @throws {InvalidParameterError} if `oobScore` is set without `bootstrap`.
 */
export function checkBaggingParams(
  where: string,
  { bootstrap, oobScore }: Pick<BaggingParams, "bootstrap" | "oobScore">,
): void {
  if (!bootstrap && oobScore)
    throw new InvalidParameterError(where, "oobScore", "false if bootstrap is false", oobScore);
}
