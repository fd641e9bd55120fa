import type { Label, VectorLike } from "../base/estimator.js";
import { checkLength, toVector } from "../base/input.js";
import { custom, type ParamSpec } from "../base/params.js";
import type { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import type { CancelSignal } from "../parallel/index.js";
import { fClassif } from "./analysis-of-variance.js";
import { chi2 } from "./chi2.js";
import {
  estimateInTurns,
  informationWithClasses,
  informationWithNumbers,
  mutualInfoClassif,
  mutualInfoRegression,
} from "./mutual-information.js";
import { fRegression, rRegression } from "./target-correlation.js";

/** Scores of the features, greater ones better, and their p-values. */
export interface TestedScores {
  /** Shape (nFeatures). */
  readonly scores: Float64Array;
  /** Shape (nFeatures). */
  readonly pvalues: Float64Array;
}

/** What a score function may give: scores, or scores and p-values. */
export type FeatureScores =
  | ArrayLike<number>
  | { readonly scores: ArrayLike<number>; readonly pvalues: ArrayLike<number> };

/** A score of one's own: gets the samples and the target, and scores each feature; greater is better. */
// biome-ignore lint/suspicious/noExplicitAny: a score function knows what its target is
export type FeatureScoreFunction = (X: Matrix | CsrMatrix, y: any) => FeatureScores | Promise<FeatureScores>;

/** Name of a score function of this library. */
export type FeatureScoreName =
  | "f_classif"
  | "f_regression"
  | "r_regression"
  | "chi2"
  | "mutual_info_classif"
  | "mutual_info_regression";

const BY_NAME: Readonly<Record<FeatureScoreName, FeatureScoreFunction>> = {
  f_classif: fClassif,
  f_regression: fRegression,
  r_regression: rRegression,
  chi2,
  mutual_info_classif: mutualInfoClassif,
  mutual_info_regression: mutualInfoRegression,
};

const NAMES = Object.keys(BY_NAME) as FeatureScoreName[];

/** Spec of the hyper-parameter `scoreFunc`. */
export const scoreFuncSpec: ParamSpec<FeatureScoreName | FeatureScoreFunction> = custom({
  default: "f_classif",
  domain: `one of ${NAMES.map((name) => JSON.stringify(name)).join(", ")}, or a function of X and y`,
  help: "How features are scored.",
  outside: ["accuracy", "fClassif", 1, null, {}],
  accepts: (value) => typeof value === "function" || NAMES.includes(value as FeatureScoreName),
});

/** A score function as a state holds it: by its name if it has one; a function of one's own cannot be saved. */
export function namedScoreFunc(
  scoreFunc: FeatureScoreName | FeatureScoreFunction,
): FeatureScoreName | FeatureScoreFunction {
  return NAMES.find((name) => BY_NAME[name] === scoreFunc) ?? scoreFunc;
}

/**
 * Scores the features of X.
 *
 * @param needsPvalues whether p-values must come of it.
 * @throws {InvalidInputError} if y is missing where the score needs it.
 * @throws {InvalidParameterError} if the function gives something else than one number a feature.
 */
export async function scoreFeatures(
  where: string,
  scoreFunc: FeatureScoreName | FeatureScoreFunction,
  X: Matrix | CsrMatrix,
  y: VectorLike<Label> | undefined,
  needsPvalues: boolean,
  signal?: CancelSignal,
): Promise<{ readonly scores: Float64Array; readonly pvalues: Float64Array | null }> {
  const known = namedScoreFunc(scoreFunc);
  if (typeof known === "string" && (y === undefined || y === null))
    throw new InvalidInputError(where, `y must be given, since ${known} compares the features with it`, y);
  if (y !== undefined && y !== null) checkTarget(where, y, X.rows);
  const given = await scoresBy(known, X, y, signal);
  const tested = typeof given === "object" && given !== null && "scores" in given ? given : undefined;
  const scores = checkScores(where, "scores", tested?.scores ?? given, X.columns);
  const pvalues = tested === undefined ? null : checkScores(where, "p-values", tested.pvalues, X.columns);
  if (pvalues === null && needsPvalues)
    throw new InvalidParameterError(where, "scoreFunc", "one that gives p-values", known);
  return { scores, pvalues };
}

/** Calls the score function; estimates of information, which take long, are made in turns. */
function scoresBy(
  scoreFunc: FeatureScoreName | FeatureScoreFunction,
  X: Matrix | CsrMatrix,
  y: VectorLike<Label> | undefined,
  signal: CancelSignal | undefined,
): FeatureScores | Promise<FeatureScores> {
  if (scoreFunc === "mutual_info_classif")
    return estimateInTurns(informationWithClasses(X, y as VectorLike<Label>), signal);
  if (scoreFunc === "mutual_info_regression")
    return estimateInTurns(informationWithNumbers(X, y as VectorLike<number>), signal);
  return (typeof scoreFunc === "string" ? BY_NAME[scoreFunc] : scoreFunc)(X, y);
}

function checkTarget(where: string, y: VectorLike<Label>, rows: number): void {
  checkLength(where, "y", toVector(where, "y", y).length, rows);
}

function checkScores(where: string, what: string, given: unknown, columns: number): Float64Array {
  const values = given as ArrayLike<unknown> | null | undefined;
  if (values?.length === columns) {
    const scores = Float64Array.from(values as ArrayLike<number>);
    if (Array.from(values).every((value) => typeof value === "number")) return scores;
  }
  throw new InvalidParameterError(
    where,
    "scoreFunc",
    `a function whose ${what} are one number a feature`,
    given,
  );
}
