import { Parameterized } from "../base/parameterized.js";

/**
 * Base of what transforms targets instead of samples: hyper-parameters, checked once and kept, frozen. It is no estimator
 * of samples, so that neither a pipeline nor a search takes it.
 *
 * @example
 * ```ts
 * new LabelBinarizer({ negLabel: -1 }) instanceof TargetTransformer; // => true
 * ```
 */
export abstract class TargetTransformer<P extends object> extends Parameterized<P> {}

/** What `fitTransform` of a target resolves to: the fitted model and the transformed target. */
export interface FitTransformedTarget<M, Y> {
  readonly model: M;
  readonly y: Y;
}
