import type {
  AnyEstimator,
  FitOptions,
  RegressorModel,
  TableLike,
  Transformer,
  VectorLike,
} from "../base/estimator.js";
import { BaseEstimator } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { rowCount, toTarget } from "../base/input.js";
import type { AnyRegressor, ModelOf } from "../base/model-of.js";
import { isEstimator } from "../base/named-estimators.js";
import { custom, flag, type ParamSpecs } from "../base/params.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { reportWarning } from "../core/warning.js";
import { LinearRegression } from "../linear-model/linear-regression.js";
import { type InvertibleModel, type TargetFunction, TargetMap } from "./target-map.js";
import { TransformedTargetRegressorModel } from "./transformed-target-regressor-model.js";

/** Hyper-parameters of {@link TransformedTargetRegressor}. */
export interface TransformedTargetRegressorParams<
  R extends AnyRegressor | null = AnyRegressor | null,
  T extends Transformer | null = Transformer | null,
> {
  /** Regressor of the transformed target; null: `LinearRegression`. Default null. */
  readonly regressor: R;
  /** Transformer with an inverse, fitted on y as a matrix of one column; not beside func. Default null: none. */
  readonly transformer: T;
  /** Transforms each value of y; inverseFunc belongs to it. Default null: y as it is. */
  readonly func: TargetFunction | null;
  /** Takes each prediction back. Default null: predictions as they are. */
  readonly inverseFunc: TargetFunction | null;
  /** Whether fit tries, on about ten values of y, that transforming and taking back gives y, and warns if not. Default true. */
  readonly checkInverse: boolean;
}

const functionOrNull = (help: string) =>
  custom<TargetFunction | null>({
    default: null,
    domain: "a function of a number, or null (none)",
    help,
    outside: ["log", 1, true],
    accepts: (value) => value === null || typeof value === "function",
  });

/** Domain, default and help of {@link TransformedTargetRegressorParams}. */
export const transformedTargetRegressorParamSpecs: ParamSpecs<TransformedTargetRegressorParams> = {
  regressor: custom<AnyRegressor | null>({
    default: null,
    domain: "a regressor, or null (LinearRegression)",
    help: "Regressor of the transformed target.",
    outside: ["ridge", 1, {}],
    accepts: (value) => value === null || (isEstimator(value) && value.kind === "regressor"),
  }),
  transformer: custom<Transformer | null>({
    default: null,
    domain: "a transformer, or null (none)",
    help: "Transformer of the target.",
    outside: ["scaler", 1, {}],
    accepts: (value) => value === null || (isEstimator(value) && value.kind === "transformer"),
  }),
  func: functionOrNull("Transforms each value of the target."),
  inverseFunc: functionOrNull("Takes each prediction back."),
  checkInverse: flag({ default: true, help: "Warn if the inverse does not give the target back." }),
};

/**
 * Fits a regressor to a transformed target and takes its predictions back: the logarithm of prices, ranks made normal.
 *
 * The target goes through `func`, value by value, or through a `transformer`. A model with functions cannot be saved; one with
 * a transformer can. `sampleWeight` goes to the regressor.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3]];
 * const y = X.map(([x]) => Math.exp(2 * x));
 * const prices = new TransformedTargetRegressor({ regressor: new LinearRegression(), func: Math.log, inverseFunc: Math.exp });
 * const model = await prices.fit(X, y);
 * model.regressor.coef[0].toFixed(12); // => "2.000000000000"
 * (await model.score(X, y)).toFixed(12); // => "1.000000000000"
 * ```
 */
export class TransformedTargetRegressor<
  R extends AnyRegressor | null = null,
  T extends Transformer | null = null,
> extends BaseEstimator<TransformedTargetRegressorParams<R, T>> {
  /** Name under which the class is registered. */
  static readonly typeName = "TransformedTargetRegressor";
  /** What the estimator learns to be. */
  readonly kind = "regressor" as const;
  /** Weights go to the estimators inside, as in scikit-learn. */
  readonly takesSampleWeight = false;

  constructor(params: Partial<TransformedTargetRegressorParams<R, T>> = {}) {
    super(
      TransformedTargetRegressor.typeName,
      transformedTargetRegressorParamSpecs as unknown as ParamSpecs<TransformedTargetRegressorParams<R, T>>,
      params,
    );
  }

  /** @internal */
  static fromState(
    state: TransformedTargetRegressorParams,
  ): TransformedTargetRegressor<AnyRegressor | null, Transformer | null> {
    return new TransformedTargetRegressor(state);
  }

  /**
   * Fits the transformer to y, and the regressor to X and the transformed y.
   *
   * @param X what the regressor takes.
   * @param y shape (nSamples).
   * @throws {InvalidParameterError} if a transformer and functions are given, or one function of two, or the transformer
   * has no inverse.
   * @throws {InvalidInputError} if a transformed value is not finite; what regressor and transformer throw.
   */
  async fit(
    X: TableLike,
    y: VectorLike<number>,
    options: FitOptions = {},
  ): Promise<TransformedTargetRegressorModel<RegressorModelOf<R>, TransformerModelOf<T>>> {
    const where = "TransformedTargetRegressor.fit";
    startFit(where, options);
    const target = toTarget(where, y, rowCount(where, X));
    if (target.length === 0) throw new InvalidInputError(where, "X must have at least 1 row", X);
    const map = await this.#fitMap(target, options);
    if (this.params.checkInverse) await warnIfNoInverse(map, target);
    const transformed = await map.transform(where, target);
    const regressor: AnyEstimator = this.params.regressor ?? new LinearRegression();
    const model: RegressorModel = await regressor.fit(X, transformed, options);
    return new TransformedTargetRegressorModel({
      regressor: model as RegressorModelOf<R>,
      transformer: map.model as TransformerModelOf<T>,
      inverseFunc: map.inverseFunc,
    });
  }

  async #fitMap(target: Float64Array, { signal }: FitOptions): Promise<TargetMap> {
    const { transformer, func, inverseFunc } = this.params;
    const fault = (name: string, rule: string, received: unknown): InvalidParameterError =>
      new InvalidParameterError(TransformedTargetRegressor.typeName, name, rule, received);
    if (transformer === null) {
      if (func !== null && inverseFunc === null) throw fault("inverseFunc", "given if func is", inverseFunc);
      if (func === null && inverseFunc !== null) throw fault("func", "given if inverseFunc is", func);
      return new TargetMap(null, func, inverseFunc);
    }
    if (func !== null) throw fault("func", "null if a transformer is given", func);
    if (inverseFunc !== null) throw fault("inverseFunc", "null if a transformer is given", inverseFunc);
    const column = new Matrix(target, target.length, 1);
    const model: object = await transformer.fit(column, undefined, signal === undefined ? {} : { signal });
    if (!("inverseTransform" in model)) throw fault("transformer", "one that has an inverse", transformer);
    return new TargetMap(model as InvertibleModel, null, null);
  }
}

/** Fitted type of the regressor. */
type RegressorModelOf<R> = R extends AnyRegressor
  ? ModelOf<R, number> & RegressorModel
  : Awaited<ReturnType<LinearRegression["fit"]>>;

/** Fitted type of the transformer. */
type TransformerModelOf<T> = T extends Transformer ? ModelOf<T, number> & InvertibleModel : null;

/** Warns if transforming and taking back about ten values does not give them again. */
async function warnIfNoInverse(map: TargetMap, target: Float64Array): Promise<void> {
  const step = Math.max(1, Math.floor(target.length / 10));
  const some = target.filter((_, i) => i % step === 0);
  const back = await map.invert("TransformedTargetRegressor.fit", await map.values(some));
  // The tolerances of numpy.allclose.
  const isNear = some.every((value, i) => Math.abs(value - back[i]!) <= 1e-8 + 1e-5 * Math.abs(back[i]!));
  if (isNear) return;
  reportWarning(
    "TransformedTargetRegressor: the inverse does not give the target back; set checkInverse to false if that is meant",
  );
}
