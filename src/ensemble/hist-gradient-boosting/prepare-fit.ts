import type { FitOptions, TableLike, VectorLike } from "../../base/estimator.js";
import { InvalidInputError, InvalidParameterError } from "../../core/errors.js";
import type { Matrix } from "../../core/matrix.js";
import type { BoostSettings } from "./boost.js";
import { applyCoding, type FeatureCoding, learnCoding } from "./categorical-features.js";
import { interactionGroups, monotonicDirections } from "./constraints.js";
import { type HistGradientBoostingParams, scorerOf } from "./hist-params.js";
import type { Loss } from "./losses.js";

/** From more rows than these, `earlyStopping: "auto"` means true, as in scikit-learn. */
const AUTO_ROWS = 10_000;

/** Options of `fit` beside those of every estimator: rows of one's own to score on. */
export interface HistFitOptions<Y> extends FitOptions {
  /** Rows to score on for early stopping, instead of held-out ones. Goes with `yVal`. */
  readonly XVal?: TableLike | undefined;
  /** Targets of `XVal`. */
  readonly yVal?: VectorLike<Y> | undefined;
  /** Weights of `XVal`. */
  readonly sampleWeightVal?: VectorLike<number> | undefined;
}

/** Names of the options that {@link HistFitOptions} adds. */
export const HIST_FIT_OPTIONS = ["XVal", "yVal", "sampleWeightVal"] as const;

/** Features as trees see them, and what is to be done with them. */
export interface PreparedFeatures {
  readonly matrix: Matrix;
  readonly coding: FeatureCoding;
  readonly settings: Pick<BoostSettings, "columns" | "categoryCounts" | "directions" | "groups">;
}

/** Checks X and the hyper-parameters that speak of its features, and codes its categories. */
export function prepareFeatures(
  where: string,
  X: TableLike,
  params: HistGradientBoostingParams,
): PreparedFeatures {
  const { categoricalFeatures, maxBins, monotonicCst, interactionCst } = params;
  const { coding, matrix } = learnCoding(where, X, categoricalFeatures, maxBins);
  const isCategorical = coding.categories?.map((own) => own !== undefined);
  const all = Array.from({ length: coding.nFeatures }, (_, j) => j);
  const columns = Int32Array.from([
    ...all.filter((j) => isCategorical?.[j] === true),
    ...all.filter((j) => isCategorical?.[j] !== true),
  ]);
  const position = new Int32Array(columns.length);
  for (const [f, j] of columns.entries()) position[j] = f;
  const directions = monotonicDirections(where, monotonicCst, coding, isCategorical);
  return {
    matrix,
    coding,
    settings: {
      columns,
      categoryCounts: Array.from(columns, (j) => coding.categories?.[j]?.length),
      directions: directions.some((own) => own !== 0)
        ? Int8Array.from(columns, (j) => directions[j]!)
        : undefined,
      groups: interactionGroups(where, interactionCst, position),
    },
  };
}

/** Settings of boosting from hyper-parameters. */
export function boostSettings(
  where: string,
  params: HistGradientBoostingParams,
  { matrix, settings }: PreparedFeatures,
  loss: Loss,
  classes: BoostSettings["classes"],
): BoostSettings {
  const { categoricalFeatures: _c, monotonicCst: _m, interactionCst: _i, scoring, ...rest } = params;
  const { earlyStopping } = params;
  return {
    ...rest,
    ...settings,
    where,
    loss,
    classes,
    earlyStopping: earlyStopping === "auto" ? matrix.rows > AUTO_ROWS : earlyStopping,
    scorer: scorerOf(where, scoring),
  };
}

/**
 * Rows to score on that came with the options of fit, coded.
 *
 * @throws {InvalidInputError} if X or y is missing.
 * @throws {InvalidParameterError} if there is no early stopping.
 */
export function validationFeatures<Y>(
  where: string,
  { XVal, yVal, sampleWeightVal }: HistFitOptions<Y>,
  earlyStopping: "auto" | boolean,
  coding: FeatureCoding,
): { readonly X: Matrix; readonly y: VectorLike<Y> } | undefined {
  if (XVal === undefined && yVal === undefined) {
    if (sampleWeightVal !== undefined)
      throw new InvalidInputError(where, "sampleWeightVal must come with XVal and yVal", sampleWeightVal);
    return undefined;
  }
  if (yVal === undefined) throw new InvalidInputError(where, "yVal must be given where XVal is", yVal);
  if (XVal === undefined) throw new InvalidInputError(where, "XVal must be given where yVal is", XVal);
  if (earlyStopping === false)
    throw new InvalidParameterError(
      where,
      "earlyStopping",
      'true or "auto" where XVal is given',
      earlyStopping,
    );
  return { X: applyCoding(where, XVal, coding), y: yVal };
}
