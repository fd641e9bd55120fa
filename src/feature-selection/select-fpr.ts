import { type ParamSpecs, real } from "../base/params.js";
import { scoreFuncSpec } from "./score-function.js";
import { falsePositiveRate } from "./selection-rules.js";
import { type ScoreFuncParams, UnivariateSelector } from "./univariate-selector.js";

/** Hyper-parameters of {@link SelectFpr}. */
export interface SelectFprParams extends ScoreFuncParams {
  /** p-value below which a feature is kept; a number in [0, 1]. Default 0.05. */
  readonly alpha: number;
}

/** Domain, default and help of {@link SelectFprParams}. */
export const selectFprParamSpecs: ParamSpecs<SelectFprParams> = {
  alpha: real({ default: 0.05, min: 0, max: 1, help: "p-value below which a feature is kept." }),
  scoreFunc: scoreFuncSpec,
};

/**
 * Keeps the features whose p-values lie below alpha: the false positive rate test.
 *
 * Cost: that of the score function, which must give p-values.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const X = [[1, 7, 0], [2, 9, 3], [8, 8, 1], [9, 7, 2]];
 * const model = await new SelectFpr({ alpha: 0.1 }).fit(X, ["a", "a", "b", "b"]);
 * model.getSupport(); // => [true, false, false]
 * Array.from(model.pvalues!, (p) => p.toFixed(2)); // => ["0.01", "0.70", "1.00"]
 * ```
 */
export class SelectFpr extends UnivariateSelector<SelectFprParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "SelectFpr";
  protected readonly needsPvalues = true;

  constructor(params: Partial<SelectFprParams> = {}) {
    super(SelectFpr.typeName, selectFprParamSpecs, params);
  }

  /** @internal */
  static fromState(state: SelectFprParams): SelectFpr {
    return new SelectFpr(state);
  }

  protected select(_scores: Float64Array, pvalues: Float64Array): boolean[] {
    return falsePositiveRate(pvalues, this.params.alpha);
  }
}
