import { scoreLabels } from "../base/default-score.js";
import {
  type AnyEstimator,
  BaseEstimator,
  type FitOptions,
  type Label,
  type MatrixLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { checkLength, toMatrix, toSampleWeight } from "../base/input.js";
import { encodeLabels } from "../base/labels.js";
import type { AnyClassifier } from "../base/model-of.js";
import { mostProbable } from "../base/most-probable.js";
import type { ParamSpecs } from "../base/params.js";
import { Matrix } from "../core/matrix.js";
import { reportWarning } from "../core/warning.js";
import { DecisionTreeClassifier } from "../tree/decision-tree-classifier.js";
import { bag } from "./bag.js";
import { outOfBagShares, sharesOfTotals } from "./bagged-classes.js";
import {
  BaggingClassifierModel,
  type BaggingClassifierState,
  type FittedBaggingClassifier,
} from "./bagging-classifier-model.js";
import { baggingDraws } from "./bagging-draws.js";
import { type BaggingParams, baggingParamSpecs, checkBaggingParams, memberSpec } from "./bagging-params.js";

/** Hyper-parameters of {@link BaggingClassifier}. */
export type BaggingClassifierParams<E extends AnyClassifier | null = AnyClassifier | null> = BaggingParams<E>;

/** Domain, default and help of {@link BaggingClassifierParams}. */
export const baggingClassifierParamSpecs: ParamSpecs<BaggingClassifierParams> = {
  estimator: memberSpec<AnyClassifier>("classifier", "DecisionTreeClassifier"),
  ...baggingParamSpecs,
};

/**
 * Fits a classifier again and again, each time on rows (and, if asked, features) drawn anew, and averages the probabilities. Rows, features
 * and members equal scikit-learn's for the same seed.
 *
 * A member whose fit takes `sampleWeight` gets all rows, weighted by how often they were drawn; another (nearest neighbours, a pipeline) gets
 * the drawn rows, and may miss a class, which it then gives probability 0. `sampleWeight` of this fit is each row's chance to be drawn.
 * Hyper-parameters of the member have paths, `"estimator.maxDepth"`, checked by the compiler.
 *
 * Cost: nEstimators fits; decision trees grow on all cores.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or `oobScore` is set without `bootstrap`.
 * @see Breiman (1996), Bagging predictors, doi:10.1007/BF00058655.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5]];
 * const y = ["a", "a", "a", "b", "b", "b"];
 * const bagging = new BaggingClassifier({ estimator: new KNeighborsClassifier({ nNeighbors: 1 }), nEstimators: 5 });
 * const model = await bagging.fit(X, y);
 * await model.predict([[0], [5]]); // => ["a", "b"]
 * model.estimatorsSamples[0]; // => new Int32Array([4, 3, 2, 0, 0, 2])
 * ```
 */
export class BaggingClassifier<E extends AnyClassifier | null = null> extends BaseEstimator<
  BaggingClassifierParams<E>
> {
  /** Name under which the class is registered. */
  static readonly typeName = "BaggingClassifier";
  readonly kind = "classifier" as const;

  constructor(params: Partial<BaggingClassifierParams<E>> = {}) {
    const specs = baggingClassifierParamSpecs as unknown as ParamSpecs<BaggingClassifierParams<E>>;
    super(BaggingClassifier.typeName, specs, params);
    checkBaggingParams(this.typeName, this.params);
  }

  /** @internal */
  static fromState(state: BaggingClassifierParams): BaggingClassifier<AnyClassifier | null> {
    return new BaggingClassifier(state);
  }

  /**
   * Fits the members; `onProgress` counts them.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN if the member takes it; neither kept nor changed.
   * @param y labels, shape (nSamples).
   * @param options.sampleWeight chance of each row to be drawn.
   * @throws {InvalidInputError} if X is ragged, empty or holds Infinity, y does not fit it, or the member refuses what it gets.
   * @throws {InvalidParameterError} if there are fewer features, or rows to be drawn without replacement, than are to be drawn.
   */
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<FittedBaggingClassifier<E, L>> {
    const where = "BaggingClassifier.fit";
    startFit(where, options);
    const { estimator, ...params } = this.params;
    const member = estimator ?? new DecisionTreeClassifier();
    const state = await bagClassifier(where, { ...params, estimator: member }, X, y, options);
    return new BaggingClassifierModel<E, L>(state) as unknown as FittedBaggingClassifier<E, L>;
  }
}

/** Fits the members of a bagging classifier, and scores them on the rows that they did not draw if asked to. */
export async function bagClassifier<L extends Label>(
  where: string,
  params: BaggingParams<AnyEstimator>,
  X: MatrixLike,
  y: VectorLike<L>,
  options: FitOptions,
): Promise<BaggingClassifierState<L>> {
  const { estimator, oobScore, ...drawing } = params;
  const matrix = toMatrix(where, X, { allowMissing: true });
  const { classes, codes } = encodeLabels(where, y);
  checkLength(where, "y", codes.length, matrix.rows);
  const weight = toSampleWeight(where, options.sampleWeight, matrix.rows);
  const labels = labelsOf(codes, classes);
  const draws = baggingDraws(estimatorOf(where), drawing, matrix, weight);
  const estimators = await bag({ estimator, X: matrix, y: labels, draws }, options);
  const parts = { estimators, draws, classes, nFeatures: matrix.columns, featureNames: matrix.columnNames };
  if (!oobScore) return { ...parts, oobScore: undefined, oobDecisionFunction: undefined };
  const sums = await outOfBagShares(estimators, matrix, draws, classes);
  const decision = new Matrix(sharesOfTotals(sums, classes.length), matrix.rows, classes.length);
  if (decision.data.some(Number.isNaN)) warnOfDrawnRows(where);
  const predicted = mostProbable(new Matrix(sums, matrix.rows, classes.length), classes);
  return { ...parts, oobScore: scoreLabels(where, labels, predicted), oobDecisionFunction: decision };
}

/** The label of each row; numbers as doubles, which other lanes see as they are. */
function labelsOf<L extends Label>(codes: Int32Array, classes: readonly L[]): VectorLike<L> {
  const labels = classes.every((label) => typeof label === "number")
    ? new Float64Array(codes.length)
    : new Array<L>(codes.length);
  for (let i = 0; i < labels.length; i++) labels[i] = classes[codes[i]!]!;
  return labels as VectorLike<L>;
}

/** Name of the estimator whose method is called. */
export function estimatorOf(where: string): string {
  return where.slice(0, where.indexOf("."));
}

/** Reports that some rows were drawn by every member. */
export function warnOfDrawnRows(where: string): void {
  reportWarning(
    `${where}: every member drew some of the rows, which tell nothing out of bag; more members help`,
  );
}
