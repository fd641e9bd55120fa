import {
  type AnyEstimator,
  BaseEstimator,
  type Label,
  type MatrixLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { plural } from "../base/input.js";
import { watchTransformer } from "../base/leak-guard.js";
import type { KindOf, TargetOf } from "../base/model-of.js";
import { isEstimator } from "../base/named-estimators.js";
import { custom, nullByDefault, type ParamSpec, type ParamSpecs } from "../base/params.js";
import type { FitArguments } from "../compose/pipeline-types.js";
import type { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { reportWarning } from "../core/warning.js";
import { takesMissing } from "./estimated-samples.js";
import { type ImportanceGetter, importanceGetterSpec } from "./importance-getter.js";
import { eliminate } from "./recursive-elimination.js";
import { type FittedElimination, RFEModel } from "./rfe-model.js";
import { toDenseOrSparse } from "./score-samples.js";

/** Options of {@link RFE}. */
export interface RFEOptions {
  /** How many features to keep: an integer >= 1, a share in (0, 1), or null for half of them. Default null. */
  readonly nFeaturesToSelect: number | null;
  /** How many to drop at a time: an integer >= 1, or a share of all features in (0, 1). Default 1. More are faster, and coarser. */
  readonly step: number;
  /**
   * Where the importances of a fitted model are found: `"auto"` (its `coef`, else its `featureImportances`), the path of another property
   * (`"namedSteps.model.coef"`), or a function of the model; a selector with a function cannot be saved. Default `"auto"`.
   */
  readonly importanceGetter: ImportanceGetter;
}

/** Hyper-parameters of {@link RFE}. */
export interface RFEParams<E extends AnyEstimator = AnyEstimator> extends RFEOptions {
  /** What is fitted, again and again, and tells how much each feature counts. */
  readonly estimator: E;
}

/** Spec of the estimator that tells how much each feature counts. */
export const rankingEstimatorSpec: ParamSpec<AnyEstimator> = custom<AnyEstimator>({
  default: undefined as unknown as AnyEstimator,
  domain: "an estimator",
  help: "What tells how much each feature counts.",
  outside: [null, "Ridge", 1, {}],
  accepts: isEstimator,
});

/** Spec of a number of features: a whole number or a share. */
export function countOrShare(options: {
  readonly default: number;
  readonly help: string;
}): ParamSpec<number> {
  return {
    ...options,
    domain: "an integer >= 1 or a number in (0, 1)",
    outside: [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "1", true],
    accepts: (value) => typeof value === "number" && value > 0 && (value < 1 || Number.isSafeInteger(value)),
  };
}

/** Domain, default and help of {@link RFEParams}. */
export const rfeParamSpecs: ParamSpecs<RFEParams> = {
  estimator: rankingEstimatorSpec,
  nFeaturesToSelect: nullByDefault(
    countOrShare({ default: 1, help: "How many features to keep, as a number or a share." }),
    "half of them",
  ),
  step: countOrShare({ default: 1, help: "How many features to drop at a time, as a number or a share." }),
  importanceGetter: importanceGetterSpec,
};

/**
 * Recursive feature elimination: fits the estimator on all features, drops those of least squared importance, fits again on the others, and so on until
 * the wanted number is left. Of equal importances the first features are dropped first, as in scikit-learn.
 *
 * The fitted model selects columns, and predicts and scores through the final model. It can be a step of a pipeline before the last.
 * `sampleWeight` goes to every fit. Hyper-parameters of the estimator have paths, `"estimator.alpha"`, checked by the compiler.
 *
 * Cost: (nFeatures - nFeaturesToSelect) / step + 1 fits.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Guyon et al. (2002), Gene selection for cancer classification using support vector machines, doi:10.1023/A:1012487302797.
 *
 * @example
 * ```ts
 * const X = [[1, 0, 5], [2, 1, 3], [3, 0, 1], [4, 1, 2], [5, 0, 4], [6, 1, 0]];
 * const y = X.map(([a, b]) => 10 * a + 100 * b);
 * const model = await new RFE(new LinearRegression(), { nFeaturesToSelect: 1 }).fit(X, y);
 * model.ranking; // => Int32Array.of(2, 1, 3)
 * model.getSupport({ indices: true }); // => Int32Array.of(1)
 * (await model.transform([[7, 8, 9]])).toArray(); // => [[8]]
 * (await model.predict([[7, 0, 9]]))[0].toFixed(6); // => "30.000000"
 * ```
 */
export class RFE<E extends AnyEstimator = AnyEstimator> extends BaseEstimator<RFEParams<E>> {
  /** Name under which the class is registered. */
  static readonly typeName = "RFE";
  /** What the estimator learns to be. */
  readonly kind: KindOf<E>;
  /** Its model selects columns, beside what the estimator learns to do. */
  readonly transforms = true;
  /** Weights go to the estimators inside, as in scikit-learn. */
  readonly takesSampleWeight = false;

  constructor(estimator: E, options: Partial<RFEOptions> = {}) {
    super(RFE.typeName, rfeParamSpecs as unknown as ParamSpecs<RFEParams<E>>, {
      ...options,
      estimator: checkEstimator(RFE.typeName, estimator),
    });
    this.kind = estimator.kind as KindOf<E>;
    watchTransformer(this);
  }

  /** @internal */
  static fromState({ estimator, ...options }: RFEParams): RFE {
    return new RFE(estimator, options);
  }

  /** A new selector with some hyper-parameters changed. */
  override with(changes: Partial<RFEParams<E>>): this {
    const { estimator, ...options } = { ...this.params, ...changes };
    return new RFE(estimator, options) as this;
  }

  /**
   * @param X shape (nSamples, nFeatures), at least two features; may hold NaN if the estimator takes it; neither kept nor changed.
   * @param y target, shape (nSamples).
   * @throws {InvalidInputError} if X is ragged, empty, holds Infinity or has one feature only.
   * @throws {InvalidParameterError} if the share to keep is less than one feature, or the model tells no importances.
   * @throws what the estimator throws.
   */
  async fit<L extends TargetOf<E>>(
    X: MatrixLike,
    ...[y, options = {}]: FitArguments<E, L>
  ): Promise<FittedElimination<RFEModel<E, L>, E, L>> {
    const where = "RFE.fit";
    startFit(where, options);
    const { estimator, importanceGetter } = this.params;
    const samples = toRankable(where, X);
    const nFeaturesToSelect = this.#wanted(where, samples.columns);
    const step = stepOf(this.params.step, samples.columns);
    const plan = { where, estimator, importanceGetter, nFeaturesToSelect, step };
    const { support, ranking, model } = await eliminate(
      plan,
      samples,
      y as VectorLike<Label> | undefined,
      options,
    );
    return new RFEModel<E, L>({
      ...{ support, ranking, estimator: model, allowMissing: await takesMissing(model) },
      ...{ nFeatures: samples.columns, featureNames: samples.columnNames },
    }) as FittedElimination<RFEModel<E, L>, E, L>;
  }

  /** Fits and keeps the selected columns of the same rows. */
  async fitTransform<L extends TargetOf<E>>(
    X: MatrixLike,
    ...rest: FitArguments<E, L>
  ): Promise<{ readonly model: FittedElimination<RFEModel<E, L>, E, L>; readonly X: Matrix }> {
    const model = await this.fit<L>(X, ...rest);
    return { model, X: await model.transform(X) };
  }

  #wanted(where: string, nFeatures: number): number {
    const { nFeaturesToSelect } = this.params;
    if (nFeaturesToSelect === null) return Math.floor(nFeatures / 2);
    if (nFeaturesToSelect > nFeatures)
      reportWarning(
        `${where}: nFeaturesToSelect = ${nFeaturesToSelect} is more than the ${nFeatures} features of X; all are kept`,
      );
    if (nFeaturesToSelect >= 1) return nFeaturesToSelect;
    const count = Math.floor(nFeatures * nFeaturesToSelect);
    if (count >= 1) return count;
    const rule = `a share of the ${nFeatures} features that leaves one at least`;
    throw new InvalidParameterError(where, "nFeaturesToSelect", rule, nFeaturesToSelect);
  }
}

/** Features to drop at a time. */
export function stepOf(step: number, nFeatures: number): number {
  return step < 1 ? Math.floor(Math.max(1, step * nFeatures)) : step;
}

/**
 * Checks samples whose features are to be ranked; missing values are left to the estimator.
 *
 * @throws {InvalidInputError} if X is ragged, empty, holds Infinity or has one feature only.
 */
export function toRankable(where: string, X: MatrixLike): Matrix | CsrMatrix {
  const samples = toDenseOrSparse(where, X, true);
  if (samples.columns >= 2) return samples;
  throw new InvalidInputError(
    where,
    "X must have at least 2 columns, to choose among",
    new Described(plural(samples.columns, "column")),
  );
}

/** Refuses what is no estimator before it is asked anything. */
export function checkEstimator<E extends AnyEstimator>(where: string, estimator: E): E {
  if (isEstimator(estimator)) return estimator;
  throw new InvalidParameterError(where, "estimator", "an estimator", estimator);
}
