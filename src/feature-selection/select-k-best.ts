import { choice, either, integer, type ParamSpecs } from "../base/params.js";
import { reportWarning } from "../core/warning.js";
import { scoreFuncSpec } from "./score-function.js";
import { kBest } from "./selection-rules.js";
import { type ScoreFuncParams, UnivariateSelector } from "./univariate-selector.js";

/** Hyper-parameters of {@link SelectKBest}. */
export interface SelectKBestParams extends ScoreFuncParams {
  /** How many features to keep, an integer >= 0, or `"all"` (for searches). Default 10. */
  readonly k: number | "all";
}

/** Domain, default and help of {@link SelectKBestParams}. */
export const selectKBestParamSpecs: ParamSpecs<SelectKBestParams> = {
  k: either<number, "all">(
    10,
    integer({ default: 10, min: 0, help: "How many features to keep." }),
    choice({ default: "all", options: ["all"], help: "All features." }),
  ),
  scoreFunc: scoreFuncSpec,
};

/**
 * Keeps the k features with the greatest scores. Of equal scores the later features are kept, as in scikit-learn; a feature whose score is NaN
 * comes last. More than there are keeps all, which is reported as a warning.
 *
 * Cost: that of the score function.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const X = [[1, 7, 0], [2, 9, 3], [8, 8, 1], [9, 7, 2]];
 * const y = ["low", "low", "high", "high"];
 * const { model, X: kept } = await new SelectKBest({ scoreFunc: "f_classif", k: 1 }).fitTransform(X, y);
 * kept.toArray(); // => [[1], [2], [8], [9]]
 * model.getSupport(); // => [true, false, false]
 * model.scores[0]; // => 98
 * ```
 */
export class SelectKBest extends UnivariateSelector<SelectKBestParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "SelectKBest";
  protected readonly needsPvalues = false;

  constructor(params: Partial<SelectKBestParams> = {}) {
    super(SelectKBest.typeName, selectKBestParamSpecs, params);
  }

  /** @internal */
  static fromState(state: SelectKBestParams): SelectKBest {
    return new SelectKBest(state);
  }

  protected override beforeScoring(nFeatures: number): void {
    const { k } = this.params;
    if (k !== "all" && k > nFeatures)
      reportWarning(`SelectKBest.fit: k = ${k} is more than the ${nFeatures} features of X; all are kept`);
  }

  protected select(scores: Float64Array): boolean[] {
    const { k } = this.params;
    return kBest(scores, k === "all" ? scores.length : k);
  }
}
