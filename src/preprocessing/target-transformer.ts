import type { HasParams } from "../base/estimator.js";
import { type ParamSpecs, resolveParams } from "../base/params.js";
import type { Persistent } from "../base/state.js";

/**
 * Base of what transforms targets instead of samples: hyper-parameters, checked once and kept, frozen. It is no estimator
 * of samples, so that neither a pipeline nor a search takes it.
 *
 * @example
 * ```ts
 * new LabelBinarizer({ negLabel: -1 }) instanceof TargetTransformer; // => true
 * ```
 */
export abstract class TargetTransformer<P extends object> implements HasParams<P>, Persistent {
  /** Hyper-parameters with defaults filled in; frozen. */
  readonly params: Readonly<P>;
  /** Name of the transformer, as scikit-learn has it. */
  readonly typeName: string;

  /** @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain. */
  constructor(typeName: string, specs: ParamSpecs<P>, params: Partial<P>) {
    this.typeName = typeName;
    this.params = resolveParams(typeName, specs, params);
  }

  /** A new transformer with some hyper-parameters changed. */
  with(changes: Partial<P>): this {
    const Self = this.constructor as new (params: Partial<P>) => this;
    return new Self({ ...this.params, ...changes });
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.params };
  }
}

/** What `fitTransform` of a target resolves to: the fitted model and the transformed target. */
export interface FitTransformedTarget<M, Y> {
  readonly model: M;
  readonly y: Y;
}
