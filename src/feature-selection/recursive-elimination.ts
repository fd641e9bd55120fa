import type { AnyEstimator, AnyModel, FitOptions, Label, VectorLike } from "../base/estimator.js";
import type { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import { columnsOf } from "./estimated-samples.js";
import { type ImportanceGetter, importancesOf } from "./importance-getter.js";

/** What {@link eliminate} needs to know. */
export interface EliminationPlan {
  readonly where: string;
  readonly estimator: AnyEstimator;
  readonly importanceGetter: ImportanceGetter;
  /** Features to keep, >= 1. */
  readonly nFeaturesToSelect: number;
  /** Features to drop at a time, >= 1. */
  readonly step: number;
}

/** Features as they stand after some rounds. */
export interface Elimination {
  readonly support: readonly boolean[];
  /** 1 for a kept feature, 2 for those dropped last, and so on. */
  readonly ranking: Int32Array;
}

/** Called with each model that is fitted, the features it knows, and where the elimination stands. */
export type EachModel = (model: AnyModel, features: readonly number[], state: Elimination) => Promise<void>;

/**
 * Drops the features of least squared importance, `step` at a time, fitting anew each time, and fits the features that remain.
 * Of equal importances the first are dropped first.
 *
 * @see Guyon et al. (2002), doi:10.1023/A:1012487302797.
 */
export async function eliminate(
  plan: EliminationPlan,
  X: Matrix | CsrMatrix,
  y: VectorLike<Label> | undefined,
  options: FitOptions,
  eachModel?: EachModel,
): Promise<Elimination & { readonly model: AnyModel }> {
  const { where, estimator, importanceGetter, nFeaturesToSelect, step } = plan;
  const { onProgress, ...fitOptions } = options;
  const support = new Array<boolean>(X.columns).fill(true);
  const ranking = new Int32Array(X.columns).fill(1);
  const toDrop = Math.max(0, X.columns - nFeaturesToSelect);
  const total = Math.ceil(toDrop / step) + 1;
  for (let done = 1; ; done++) {
    options.signal?.throwIfAborted();
    const features = [...support.keys()].filter((j) => support[j]!);
    const part = features.length === X.columns ? X : columnsOf(X, features);
    const model: AnyModel = await estimator.fit(part, y, fitOptions);
    await eachModel?.(model, features, { support: [...support], ranking: ranking.slice() });
    onProgress?.({ done, total });
    if (features.length <= nFeaturesToSelect) return { support, ranking, model };
    const importances = squares(
      importancesOf(where, model, importanceGetter, features.length),
      features.length,
    );
    const order = [...features.keys()].sort(
      (a, b) => compareNumbers(importances[a]!, importances[b]!) || a - b,
    );
    const count = Math.min(step, features.length - nFeaturesToSelect);
    for (const k of order.slice(0, count)) support[features[k]!] = false;
    for (const [j, kept] of support.entries()) if (!kept) ranking[j]!++;
  }
}

/** Squared importances, summed over the outputs. */
function squares(rows: readonly ArrayLike<number>[], nFeatures: number): Float64Array {
  const sums = new Float64Array(nFeatures);
  for (const row of rows) for (let j = 0; j < nFeatures; j++) sums[j]! += row[j]! * row[j]!;
  return sums;
}

/** Ascending, NaN last. */
function compareNumbers(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b;
}
