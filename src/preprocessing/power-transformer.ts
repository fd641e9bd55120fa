import type { FitOptions, MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight, type SeenFeatures, toMatrix } from "../base/input.js";
import { choice, flag, type ParamSpecs } from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import { InvalidInputError } from "../core/errors.js";
import { exp } from "../core/exp.js";
import { expm1 } from "../core/expm1.js";
import { log1p } from "../core/log1p.js";
import type { Matrix } from "../core/matrix.js";
import { reportWarning } from "../core/warning.js";
import { OneToOneModel } from "./one-to-one-model.js";
import { fitPowers, type Standardisation, transformPowers } from "./power-columns.js";
import type { PowerMethod } from "./power-likelihood.js";

/** Hyper-parameters of {@link PowerTransformer}. */
export interface PowerTransformerParams {
  /** "yeo-johnson" for any numbers, "box-cox" for positive ones. Default "yeo-johnson". */
  readonly method: PowerMethod;
  /** Whether to standardise what was transformed to mean 0 and variance 1. Default true. */
  readonly standardize: boolean;
}

/** Domain, default and help of {@link PowerTransformerParams}. */
export const powerTransformerParamSpecs: ParamSpecs<PowerTransformerParams> = {
  method: choice({
    default: "yeo-johnson",
    options: ["yeo-johnson", "box-cox"],
    help: "Family of power transforms: yeo-johnson for any numbers, box-cox for positive ones.",
  }),
  standardize: flag({ default: true, help: "Standardise what was transformed." }),
};

/**
 * Transforms each column by the power λ that makes it most like a normal distribution.
 *
 * Box-Cox: (xλ - 1) / λ, ln x for λ = 0. Yeo-Johnson: ((x + 1)λ - 1) / λ for x >= 0, and -((1 - x)²⁻λ - 1) / (2 - λ) for x < 0.
 * λ maximises the profile likelihood of a normal distribution, found by Brent's method to about 1e-8. Missing values (NaN) are
 * left out and stay missing. Yeo-Johnson leaves a constant column as it is.
 *
 * Cost: 20 to 40 passes over each column, on all lanes.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Box & Cox (1964), An analysis of transformations, doi:10.1111/j.2517-6161.1964.tb00553.x.
 * @see Yeo & Johnson (2000), A new family of power transformations, doi:10.1093/biomet/87.4.954.
 *
 * @example
 * ```ts
 * const model = await new PowerTransformer({ method: "box-cox" }).fit([[1], [2], [4], [8], [16]]);
 * Math.abs(model.lambdas[0]!) < 1e-6; // => true
 * ```
 */
export class PowerTransformer extends BaseTransformer<PowerTransformerParams, PowerTransformerModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "PowerTransformer";

  constructor(params: Partial<PowerTransformerParams> = {}) {
    super(PowerTransformer.typeName, powerTransformerParamSpecs, params);
  }

  /** @internal */
  static fromState(state: PowerTransformerParams): PowerTransformer {
    return new PowerTransformer(state);
  }

  /**
   * Learns the power of each column.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN; positive for Box-Cox; neither kept nor changed.
   * @throws {InvalidInputError} if X is ragged, empty or holds Infinity, a column has no value, or, for Box-Cox, X holds a number <= 0
   * or a column has no two different values.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<PowerTransformerModel> {
    const where = "PowerTransformer.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const { method, standardize } = this.params;
    const matrix = toMatrix(where, X, { allowMissing: true });
    if (method === "box-cox") checkPositive(where, matrix);
    const { lambdas, mean, scale } = await fitPowers(where, matrix, method, options.signal);
    return new PowerTransformerModel({
      method,
      lambdas,
      mean: standardize ? mean : null,
      scale: standardize ? scale : null,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }
}

function checkPositive(where: string, { data, columns, columnNames }: Matrix): void {
  const at = data.findIndex((value) => value <= 0);
  if (at < 0) return;
  const j = at % columns;
  throw new InvalidInputError(where, "X must hold positive numbers for Box-Cox", data[at], {
    row: Math.floor(at / columns),
    column: columnNames?.[j] ?? j,
  });
}

/** Refuses values so far outside those seen in fit that their power is no double. */
function checkWithinDoubles(where: string, { data, columns, columnNames }: Matrix, out: Float64Array): void {
  const at = out.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
  if (at < 0) return;
  const j = at % columns;
  const rule = "X must hold numbers whose power is finite, not so far from those seen in fit";
  throw new InvalidInputError(where, rule, data[at], {
    row: Math.floor(at / columns),
    column: columnNames?.[j] ?? j,
  });
}

interface PowerTransformerState extends SeenFeatures {
  readonly method: PowerMethod;
  readonly lambdas: Float64Array;
  readonly mean: Float64Array | null;
  readonly scale: Float64Array | null;
}

/** Powers learned by {@link PowerTransformer}. */
export class PowerTransformerModel extends OneToOneModel {
  /** Name under which the class is registered. */
  static readonly typeName = "PowerTransformerModel";
  /** Name under which the class is registered. */
  readonly typeName = "PowerTransformerModel";
  /** Family of power transforms. */
  readonly method: PowerMethod;
  /** λ of each column, shape (nFeatures). */
  readonly lambdas: Float64Array;
  /** Mean of each transformed column, shape (nFeatures); null without `standardize`. */
  readonly mean: Float64Array | null;
  /** Standard deviation of each transformed column, 1 for a constant one, shape (nFeatures); null without `standardize`. */
  readonly scale: Float64Array | null;

  /** @internal */
  constructor(state: PowerTransformerState) {
    super(state);
    this.method = state.method;
    this.lambdas = state.lambdas;
    this.mean = state.mean;
    this.scale = state.scale;
  }

  /** @internal */
  static fromState(state: PowerTransformerState): PowerTransformerModel {
    return new PowerTransformerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { method, lambdas, mean, scale, nFeatures, featureNames } = this;
    return { method, lambdas, mean, scale, nFeatures, featureNames };
  }

  /**
   * Transforms X, shape (nSamples, nFeatures), into a new matrix.
   *
   * @throws {InvalidInputError} if X has other features than in fit, holds Infinity or, for Box-Cox, a number <= 0, or a value whose
   * power overflows (without `standardize` it becomes infinite).
   */
  async transform(X: MatrixLike): Promise<Matrix> {
    const where = "PowerTransformerModel.transform";
    const seen = this.seenDense(where, X, true);
    if (this.method === "box-cox") checkPositive(where, seen);
    const out = await transformPowers(seen, this.method, this.lambdas, this.#standardisation());
    if (this.scale !== null) checkWithinDoubles(where, seen, out);
    return this.likeInput(out, seen);
  }

  /**
   * Undoes {@link transform}. Values that no number is transformed to become NaN, with a warning.
   *
   * @throws {InvalidInputError} if X has other features than in fit or holds Infinity.
   */
  async inverseTransform(X: MatrixLike): Promise<Matrix> {
    const seen = this.seenDense("PowerTransformerModel.inverseTransform", X, true);
    const { mean, scale } = this.#standardisation();
    const invert = this.method === "box-cox" ? invertBoxCox : invertYeoJohnson;
    const lost = new Set<number>();
    const out = seen.data.map((z, p) => {
      const j = p % seen.columns;
      const x = invert(z * scale[j]! + mean[j]!, this.lambdas[j]!);
      if (Number.isNaN(x) && !Number.isNaN(z)) lost.add(j);
      return x;
    });
    for (const j of lost) {
      const name = this.featureNamesOut()[j];
      reportWarning(`PowerTransformer: values of ${name} are the transform of no number; they become NaN`);
    }
    return this.likeInput(out, seen);
  }

  #standardisation(): Standardisation {
    const { mean, scale, nFeatures } = this;
    return {
      mean: mean ?? new Float64Array(nFeatures),
      scale: scale ?? new Float64Array(nFeatures).fill(1),
    };
  }
}

function invertBoxCox(y: number, lambda: number): number {
  return lambda === 0 ? exp(y) : exp(log1p(lambda * y) / lambda);
}

function invertYeoJohnson(y: number, lambda: number): number {
  return y >= 0 ? invertPower(y, lambda) : -invertPower(-y, 2 - lambda);
}

/** The x of ((x + 1)ᵖ - 1) / p = y. */
function invertPower(y: number, p: number): number {
  return p === 0 ? expm1(y) : expm1(log1p(p * y) / p);
}
