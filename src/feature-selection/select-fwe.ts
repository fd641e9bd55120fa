import { type ParamSpecs, real } from "../base/params.js";
import { scoreFuncSpec } from "./score-function.js";
import { familyWiseError } from "./selection-rules.js";
import { type ScoreFuncParams, UnivariateSelector } from "./univariate-selector.js";

/** Hyper-parameters of {@link SelectFwe}. */
export interface SelectFweParams extends ScoreFuncParams {
  /** Largest chance that any feature is kept for nothing; a number in [0, 1]. Default 0.05. */
  readonly alpha: number;
}

/** Domain, default and help of {@link SelectFweParams}. */
export const selectFweParamSpecs: ParamSpecs<SelectFweParams> = {
  alpha: real({
    default: 0.05,
    min: 0,
    max: 1,
    help: "Largest chance that any feature is kept for nothing.",
  }),
  scoreFunc: scoreFuncSpec,
};

/**
 * Keeps the features whose p-values lie below alpha / nFeatures, so that the chance that any is kept for nothing, the family-wise error, is at most alpha.
 *
 * Cost: that of the score function, which must give p-values.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const X = [[1, 7, 0], [2, 9, 3], [8, 8, 1], [9, 7, 2]];
 * const model = await new SelectFwe({ alpha: 0.1 }).fit(X, ["a", "a", "b", "b"]);
 * model.getSupport(); // => [true, false, false]
 * Array.from(model.pvalues!, (p) => p.toFixed(2)); // => ["0.01", "0.70", "1.00"]
 * ```
 */
export class SelectFwe extends UnivariateSelector<SelectFweParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "SelectFwe";
  protected readonly needsPvalues = true;

  constructor(params: Partial<SelectFweParams> = {}) {
    super(SelectFwe.typeName, selectFweParamSpecs, params);
  }

  /** @internal */
  static fromState(state: SelectFweParams): SelectFwe {
    return new SelectFwe(state);
  }

  protected select(_scores: Float64Array, pvalues: Float64Array): boolean[] {
    return familyWiseError(pvalues, this.params.alpha);
  }
}
