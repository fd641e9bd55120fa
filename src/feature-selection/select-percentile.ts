import { type ParamSpecs, real } from "../base/params.js";
import { scoreFuncSpec } from "./score-function.js";
import { bestPercentile } from "./selection-rules.js";
import { type ScoreFuncParams, UnivariateSelector } from "./univariate-selector.js";

/** Hyper-parameters of {@link SelectPercentile}. */
export interface SelectPercentileParams extends ScoreFuncParams {
  /** Share of the features to keep, in per cent; a number in [0, 100]. Default 10. */
  readonly percentile: number;
}

/** Domain, default and help of {@link SelectPercentileParams}. */
export const selectPercentileParamSpecs: ParamSpecs<SelectPercentileParams> = {
  percentile: real({ default: 10, min: 0, max: 100, help: "Share of the features to keep, in per cent." }),
  scoreFunc: scoreFuncSpec,
};

/**
 * Keeps the features whose scores lie above a percentile of all scores. Of scores that equal the percentile the first features are kept, as many as the
 * share allows, as in scikit-learn; a feature whose score is NaN comes last.
 *
 * Cost: that of the score function.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const X = [[1, 7, 0], [2, 9, 3], [8, 8, 1], [9, 7, 2]];
 * const model = await new SelectPercentile({ percentile: 40 }).fit(X, [0, 0, 1, 1]);
 * model.getSupport(); // => [true, false, false]
 * (await model.transform([[5, 6, 7]])).toArray(); // => [[5]]
 * ```
 */
export class SelectPercentile extends UnivariateSelector<SelectPercentileParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "SelectPercentile";
  protected readonly needsPvalues = false;

  constructor(params: Partial<SelectPercentileParams> = {}) {
    super(SelectPercentile.typeName, selectPercentileParamSpecs, params);
  }

  /** @internal */
  static fromState(state: SelectPercentileParams): SelectPercentile {
    return new SelectPercentile(state);
  }

  protected select(scores: Float64Array): boolean[] {
    return bestPercentile(scores, this.params.percentile);
  }
}
