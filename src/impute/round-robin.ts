import type { FitOptions } from "../base/estimator.js";
import type { RandomState } from "../core/random-state.js";
import { type CancelSignal, loadRuntime } from "../parallel/index.js";
import { breathing } from "../parallel/platform.js";
import {
  type FeatureModel,
  fitFeature,
  type HoledColumns,
  type Limits,
  needsProductsOnly,
  predictFeature,
} from "./feature-regression.js";
import { neighborFeatures, neighborProbabilities, orderFeatures } from "./imputation-order.js";
import type { IterativeImputerParams } from "./iterative-imputer-params.js";
import { ObservedProducts } from "./observed-products.js";

/** One regression of an imputation. */
export interface ImputationStep {
  /** Position, among the kept features, of the feature that was imputed. */
  readonly feature: number;
  /** Positions, among the kept features, of its predictors. */
  readonly neighbors: Int32Array;
  /** Predicts it. */
  readonly model: FeatureModel;
}

/** What rounds of regressions came to. */
export interface RoundRobin {
  readonly imputationSequence: readonly ImputationStep[];
  /** Number of rounds. */
  readonly nIter: number;
  /** Whether the last round changed little enough. */
  readonly converged: boolean;
}

/**
 * Imputes each feature in turn by a regression on the others, in rounds, until a round changes little.
 *
 * @param columns complete by the initial imputation; changed in place.
 * @param tolerance least change, the largest sum over a row, that a round must make to be followed by another.
 * @see van Buuren & Groothuis-Oudshoorn (2011), mice: Multivariate Imputation by Chained Equations in R, J. Stat. Softw. 45(3);
 *   Buck (1960), A Method of Estimation of Missing Values in Multivariate Data, J. R. Stat. Soc. B 22(2).
 */
export async function imputeInRounds(
  params: IterativeImputerParams,
  columns: HoledColumns,
  limits: readonly Limits[],
  tolerance: number,
  random: RandomState,
  { signal, onProgress }: FitOptions,
): Promise<RoundRobin> {
  const { maxIter, nNearestFeatures, imputationOrder, skipComplete, samplePosterior, estimator } = params;
  const { Z, d } = columns;
  const missing = Int32Array.from(columns.missingRows, (rows) => rows.length);
  let order = orderFeatures(missing, imputationOrder, skipComplete, random);
  const drawn = nNearestFeatures !== null && nNearestFeatures < d;
  const probabilities = drawn ? neighborProbabilities(Z, d) : undefined;
  const products = needsProductsOnly(estimator) ? await productsOf(columns, signal) : undefined;
  const imputationSequence: ImputationStep[] = [];
  const breathe = breathing();
  const before = new Float64Array(Z.length);
  for (let nIter = 1; nIter <= maxIter; nIter++) {
    before.set(Z);
    if (nIter > 1) await products?.refresh(signal);
    if (imputationOrder === "random") order = orderFeatures(missing, imputationOrder, skipComplete, random);
    for (const feature of order) {
      signal?.throwIfAborted();
      const neighbors = neighborFeatures(feature, d, nNearestFeatures, probabilities, random);
      const model = await fitFeature(estimator, columns, feature, neighbors, products, signal);
      const step = { feature, neighbors, model };
      await applyStep(step, columns, limits[feature]!, samplePosterior ? random : undefined, products);
      imputationSequence.push(step);
      await breathe();
    }
    onProgress?.({ done: nIter, total: maxIter });
    if (!samplePosterior && largestChange(before, Z, d) < tolerance)
      return { imputationSequence, nIter, converged: true };
  }
  return { imputationSequence, nIter: maxIter, converged: samplePosterior };
}

/** Imputes the missing values of one feature by a model, in place. */
export async function applyStep(
  { feature, neighbors, model }: ImputationStep,
  columns: HoledColumns,
  limits: Limits,
  random: RandomState | undefined,
  products?: ObservedProducts,
): Promise<void> {
  const rows = columns.missingRows[feature]!;
  if (rows.length === 0) return;
  const values = await predictFeature(model, columns, feature, neighbors, limits, random);
  const { Z, d } = columns;
  const before = new Float64Array(rows.length);
  for (let r = 0; r < rows.length; r++) {
    const p = rows[r]! * d + feature;
    before[r] = Z[p]!;
    Z[p] = values[r]!;
  }
  products?.update(feature, rows, before);
}

async function productsOf(
  { Z, d }: HoledColumns,
  signal: CancelSignal | undefined,
): Promise<ObservedProducts> {
  const means = new Float64Array(d);
  for (let p = 0; p < Z.length; ) for (let j = 0; j < d; j++) means[j]! += Z[p++]!;
  for (let j = 0; j < d; j++) means[j]! /= Z.length / d;
  return ObservedProducts.of(await loadRuntime(), Z, d, means, signal);
}

/** The largest sum of changes over a row. */
function largestChange(before: Float64Array, after: Float64Array, d: number): number {
  let largest = 0;
  for (let p = 0; p < after.length; ) {
    let sum = 0;
    for (let j = 0; j < d; j++, p++) sum += Math.abs(after[p]! - before[p]!);
    if (sum > largest) largest = sum;
  }
  return largest;
}
