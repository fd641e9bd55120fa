import type { AnyEstimator, AnyModel, FitOptions, Label, VectorLike } from "../base/estimator.js";
import { withRandomStates } from "../base/random-states.js";
import { takeRows } from "../base/take-rows.js";
import { InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { nextTurn } from "../parallel/platform.js";
import { BaseTreeClassifier } from "../tree/base-tree-classifier.js";
import { BaseTreeRegressor } from "../tree/base-tree-regressor.js";
import type { TreeBatch } from "../tree/grow-tree.js";
import { type BaggingDraws, drawMember, drawsAllFeatures } from "./bagging-draws.js";

/** A tree whose like can be grown many at a time. */
type BatchedTree = AnyEstimator & {
  fitAll(X: Matrix, y: unknown, options: FitOptions, batch: TreeBatch<never>): Promise<AnyModel[]>;
};

/**
 * Fits one member on the rows and features that each seed draws. A member whose fit takes weights sees all rows, weighted by how often
 * they were drawn; another gets the drawn rows. Plain trees grow all at once, on all lanes.
 *
 * @see Breiman (1996), Bagging predictors, doi:10.1007/BF00058655; Ho (1998), The random subspace method, doi:10.1109/34.709601.
 */
export async function bag(
  estimator: AnyEstimator,
  X: Matrix,
  y: VectorLike<Label>,
  draws: BaggingDraws,
  { signal, onProgress }: Pick<FitOptions, "signal" | "onProgress">,
): Promise<AnyModel[]> {
  const { seeds, bootstrap } = draws;
  const control = signal === undefined ? {} : { signal };
  if (growsInOneGo(estimator) && drawsAllFeatures(draws)) {
    const report = onProgress === undefined ? {} : { onProgress };
    return estimator.fitAll(X, y, { ...control, ...report }, { seeds, bootstrap });
  }
  const models: AnyModel[] = [];
  for (const seed of seeds) {
    models.push(await fitMember(estimator, X, y, draws, seed, control));
    onProgress?.({ done: models.length, total: seeds.length });
    await nextTurn();
    signal?.throwIfAborted();
  }
  return models;
}

/** Whether the draws alone decide on the weights of rows: class weights would come on top. */
function growsInOneGo(estimator: AnyEstimator): estimator is BatchedTree {
  if (estimator instanceof BaseTreeClassifier) return estimator.params.classWeight === null;
  return estimator instanceof BaseTreeRegressor;
}

async function fitMember(
  estimator: AnyEstimator,
  X: Matrix,
  y: VectorLike<Label>,
  draws: BaggingDraws,
  seed: number,
  control: Pick<FitOptions, "signal">,
): Promise<AnyModel> {
  const member = withRandomStates(estimator, new RandomState(seed));
  const { features, samples } = drawMember(draws, seed);
  const allFeatures = drawsAllFeatures(draws);
  const columns = allFeatures ? X : pickFeatures(X, features);
  const weighs = estimator.takesSampleWeight !== false;
  try {
    if (weighs) return await member.fit(columns, y, { ...control, sampleWeight: countRows(samples, X.rows) });
    return await member.fit(columns.takeRows(samples), takeRows("fit", "y", y, samples), control);
  } catch (error) {
    // The caller knows the rows and columns of all data: show the fault there, if it shows.
    const isMoved = error instanceof InvalidInputError && !(weighs && allFeatures);
    if (isMoved) await member.fit(X, y, control);
    throw error;
  }
}

/** The features that a member drew, without names, for they may be drawn twice. */
export function pickFeatures(X: Matrix, features: Int32Array): Matrix {
  return new Matrix(X.data, X.rows, X.columns).takeColumns(Array.from(features));
}

/** How often each row was drawn. */
function countRows(samples: Int32Array, rows: number): Float64Array {
  const counts = new Float64Array(rows);
  for (let k = 0; k < samples.length; k++) counts[samples[k]!]! += 1;
  return counts;
}
