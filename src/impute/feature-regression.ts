import type { AnyEstimator, AnyModel, MatrixLike } from "../base/estimator.js";
import { Described, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import type { RandomState } from "../core/random-state.js";
import { BayesianRidge, BayesianRidgeModel, bayesianRidgeModel } from "../linear-model/bayesian-ridge.js";
import { spectrumOfGram } from "../linear-model/spectral-design.js";
import type { CancelSignal } from "../parallel/index.js";
import type { ObservedProducts } from "./observed-products.js";
import { drawTruncatedNormal } from "./truncated-normal.js";

/** A regressor, as far as the imputer needs it. */
export interface RegressorEstimator extends AnyEstimator {
  readonly kind: "regressor";
}

/** A model of one feature by others. */
export interface FeatureModel extends AnyModel {
  predict(X: MatrixLike): Promise<Float64Array>;
  /** Standard deviations of the predictions, where the model knows them. */
  predictStd?(X: MatrixLike): Promise<Float64Array>;
}

/** A complete matrix under work, and the rows where each column was observed and missing. */
export interface HoledColumns {
  /** Shape (n, d), row-major, complete; the missing values change. */
  readonly Z: Float64Array;
  readonly d: number;
  readonly missingRows: readonly Int32Array[];
  readonly observedRows: readonly Int32Array[];
}

/** Least and largest value of a feature. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

/**
 * Fits a regressor to feature j over the rows where it was observed.
 *
 * @param products of the columns, where the regressor needs nothing else.
 */
export async function fitFeature(
  estimator: RegressorEstimator,
  { Z, d, observedRows, missingRows }: HoledColumns,
  j: number,
  predictors: Int32Array,
  products: ObservedProducts | undefined,
  signal: CancelSignal | undefined,
): Promise<FeatureModel> {
  const rows = observedRows[j]!;
  if (products !== undefined && estimator instanceof BayesianRidge) {
    const { means, count, ...normal } = await products.regression(
      j,
      predictors,
      rows,
      missingRows[j]!,
      signal,
    );
    const spectrum = spectrumOfGram(normal.gram, normal.xy, normal.yy);
    const totals = { totalWeight: count, variance: normal.yy / count };
    const seen = { nFeatures: predictors.length, featureNames: undefined };
    if (spectrum !== undefined)
      return bayesianRidgeModel(estimator.params, { ...spectrum, means }, totals, seen);
  }
  const y = Float64Array.from(rows, (i) => Z[i * d + j]!);
  return estimator.fit(takeCells(Z, d, rows, predictors), y, { signal }) as Promise<FeatureModel>;
}

/** Whether the normal equations of a regressor say all that it needs. */
export function needsProductsOnly(estimator: RegressorEstimator): boolean {
  return estimator instanceof BayesianRidge && estimator.params.fitIntercept;
}

function takeCells(Z: Float64Array, d: number, rows: Int32Array, columns: Int32Array): Matrix {
  const out = new Float64Array(rows.length * columns.length);
  for (let r = 0, p = 0; r < rows.length; r++) {
    const start = rows[r]! * d;
    for (let k = 0; k < columns.length; k++) out[p++] = Z[start + columns[k]!]!;
  }
  return new Matrix(out, rows.length, columns.length);
}

/**
 * Predictions of the missing values of feature j, cut off at its limits; with a generator, draws around them.
 *
 * @returns shape (number of missing rows).
 * @throws {InvalidParameterError} if draws are wanted of a model without `predictStd`.
 */
export async function predictFeature(
  model: FeatureModel,
  { Z, d, missingRows }: HoledColumns,
  j: number,
  predictors: Int32Array,
  limits: Limits,
  random: RandomState | undefined,
): Promise<Float64Array> {
  const rows = missingRows[j]!;
  const { low, high } = limits;
  if (random === undefined) {
    const predicted =
      model instanceof BayesianRidgeModel
        ? plane(model, Z, d, rows, predictors)
        : (await model.predict(takeCells(Z, d, rows, predictors))).slice();
    for (let r = 0; r < predicted.length; r++) predicted[r] = Math.min(high, Math.max(low, predicted[r]!));
    return predicted;
  }
  if (model.predictStd === undefined)
    throw new InvalidParameterError(
      "IterativeImputer",
      "estimator",
      "a regressor whose model has predictStd, where samplePosterior is true",
      new Described(model.typeName),
    );
  const X = takeCells(Z, d, rows, predictors);
  return drawPosterior(await model.predict(X), await model.predictStd(X), limits, random);
}

function plane(
  { coef, intercept }: BayesianRidgeModel,
  Z: Float64Array,
  d: number,
  rows: Int32Array,
  predictors: Int32Array,
): Float64Array {
  // A coefficient for every column, so that rows are read along memory; 0 adds nothing.
  const spread = new Float64Array(d);
  for (let k = 0; k < predictors.length; k++) spread[predictors[k]!] = coef[k]!;
  const out = new Float64Array(rows.length);
  for (let r = 0; r < rows.length; r++) {
    const start = rows[r]! * d;
    let even = intercept;
    let odd = 0;
    let k = 0;
    for (; k + 1 < d; k += 2) {
      even += spread[k]! * Z[start + k]!;
      odd += spread[k + 1]! * Z[start + k + 1]!;
    }
    if (k < d) even += spread[k]! * Z[start + k]!;
    out[r] = even + odd;
  }
  return out;
}

/** Means outside the limits become the limit, those without a spread stay; the others are drawn, in order. */
function drawPosterior(
  means: Float64Array,
  stds: Float64Array,
  { low, high }: Limits,
  random: RandomState,
): Float64Array {
  const drawn = Int32Array.from(means.keys()).filter(
    (i) => stds[i]! > 0 && !(means[i]! < low) && !(means[i]! > high),
  );
  const out = means.map((mean) => (mean < low ? low : mean > high ? high : mean));
  const draws = drawTruncatedNormal(
    random,
    Float64Array.from(drawn, (i) => means[i]!),
    Float64Array.from(drawn, (i) => stds[i]!),
    low,
    high,
  );
  drawn.forEach((i, k) => {
    out[i] = draws[k]!;
  });
  return out;
}
