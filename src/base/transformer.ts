import {
  type AnyEstimator,
  BaseEstimator,
  type FitOptions,
  type TableLike,
  type Transformer,
  type TransformerModel,
  type VectorLike,
} from "./estimator.js";
import { watchTransformer } from "./leak-guard.js";
import type { ParamSpecs } from "./params.js";

/** What `fitTransform` resolves to: the fitted model and the transformed rows. */
export interface FitTransformed<M extends TransformerModel> {
  readonly model: M;
  readonly X: Awaited<ReturnType<M["transform"]>>;
}

/**
 * Base of every transformer: adds `fitTransform` to {@link BaseEstimator}.
 *
 * @example
 * ```ts
 * const { model, X } = await new MinMaxScaler().fitTransform([[1], [3]]);
 * X.toArray(); // => [[0], [1]]
 * model.nFeatures; // => 1
 * ```
 */
export abstract class BaseTransformer<P extends object, M extends TransformerModel> extends BaseEstimator<P> {
  readonly kind = "transformer" as const;

  /**
   * @param requiresFit false where nothing is learned from rows, so that fitting on test rows leaks nothing.
   * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
   */
  constructor(typeName: string, specs: ParamSpecs<P>, params: Partial<P>, requiresFit = true) {
    super(typeName, specs, params);
    if (requiresFit) watchTransformer(this);
  }

  /** Learns from X, shape (nSamples, nFeatures); most transformers do not look at y. */
  abstract fit(X: TableLike, y?: VectorLike<unknown>, options?: FitOptions): Promise<M>;

  /** Fits to X and transforms the same rows. */
  async fitTransform(
    X: Parameters<this["fit"]>[0],
    y?: VectorLike<unknown>,
    options?: FitOptions,
  ): Promise<FitTransformed<M>> {
    const model = await this.fit(X, y, options);
    return { model, X: (await model.transform(X)) as Awaited<ReturnType<M["transform"]>> };
  }
}

/**
 * Fits any transformer and transforms the same rows: in one go where it knows how to, for a pipeline or a column
 * transformer does its work twice otherwise.
 */
export async function fitAndTransform(
  transformer: Transformer,
  X: TableLike,
  y: VectorLike<unknown> | undefined,
  options: FitOptions,
): Promise<FitTransformed<TransformerModel>> {
  if (canFitTransform(transformer)) return transformer.fitTransform(X, y, options);
  const model = await transformer.fit(X, y, options);
  return { model, X: await model.transform(X) };
}

/** Whether an estimator transforms, whatever else it learns to do. */
export function isTransformer(estimator: AnyEstimator): boolean {
  return estimator.kind === "transformer" || estimator.transforms === true;
}

interface CanFitTransform {
  fitTransform(
    X: TableLike,
    y: VectorLike<unknown> | undefined,
    options: FitOptions,
  ): Promise<FitTransformed<TransformerModel>>;
}

function canFitTransform(transformer: object): transformer is CanFitTransform {
  return "fitTransform" in transformer && typeof transformer.fitTransform === "function";
}
