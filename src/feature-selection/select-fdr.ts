import { type ParamSpecs, real } from "../base/params.js";
import { scoreFuncSpec } from "./score-function.js";
import { falseDiscoveryRate } from "./selection-rules.js";
import { type ScoreFuncParams, UnivariateSelector } from "./univariate-selector.js";

/** Hyper-parameters of {@link SelectFdr}. */
export interface SelectFdrParams extends ScoreFuncParams {
  /** Largest expected share of features that are kept for nothing; a number in [0, 1]. Default 0.05. */
  readonly alpha: number;
}

/** Domain, default and help of {@link SelectFdrParams}. */
export const selectFdrParamSpecs: ParamSpecs<SelectFdrParams> = {
  alpha: real({
    default: 0.05,
    min: 0,
    max: 1,
    help: "Largest expected share of features that are kept for nothing.",
  }),
  scoreFunc: scoreFuncSpec,
};

/**
 * Keeps features such that the expected share of those kept for nothing, the false discovery rate, is at most alpha.
 *
 * Cost: that of the score function, which must give p-values.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x.
 *
 * @example
 * ```ts
 * const X = [[1, 7, 0], [2, 9, 3], [8, 8, 1], [9, 7, 2]];
 * const model = await new SelectFdr({ alpha: 0.1 }).fit(X, ["a", "a", "b", "b"]);
 * model.getSupport(); // => [true, false, false]
 * Array.from(model.pvalues!, (p) => p.toFixed(2)); // => ["0.01", "0.70", "1.00"]
 * ```
 */
export class SelectFdr extends UnivariateSelector<SelectFdrParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "SelectFdr";
  protected readonly needsPvalues = true;

  constructor(params: Partial<SelectFdrParams> = {}) {
    super(SelectFdr.typeName, selectFdrParamSpecs, params);
  }

  /** @internal */
  static fromState(state: SelectFdrParams): SelectFdr {
    return new SelectFdr(state);
  }

  protected select(_scores: Float64Array, pvalues: Float64Array): boolean[] {
    return falseDiscoveryRate(pvalues, this.params.alpha);
  }
}
