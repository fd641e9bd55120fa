import { choice, either, type ParamSpecs, real } from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import { scoreFuncSpec } from "./score-function.js";
import {
  bestPercentile,
  falseDiscoveryRate,
  falsePositiveRate,
  familyWiseError,
  kBest,
} from "./selection-rules.js";
import { type ScoreFuncParams, UnivariateSelector } from "./univariate-selector.js";

/** How {@link GenericUnivariateSelect} selects. */
export type SelectionMode = "percentile" | "k_best" | "fpr" | "fdr" | "fwe";

/** Hyper-parameters of {@link GenericUnivariateSelect}. */
export interface GenericUnivariateSelectParams extends ScoreFuncParams {
  /** Which of the selectors to be. Default `"percentile"`. */
  readonly mode: SelectionMode;
  /** The percentile, k or alpha of that selector, in its domain; `"all"` for `mode: "k_best"` alone. Default 1e-5. */
  readonly param: number | "all";
}

/** Domain, default and help of {@link GenericUnivariateSelectParams}. */
export const genericUnivariateSelectParamSpecs: ParamSpecs<GenericUnivariateSelectParams> = {
  mode: choice({
    default: "percentile",
    options: ["percentile", "k_best", "fpr", "fdr", "fwe"],
    help: "Which of the selectors to be.",
  }),
  param: either<number, "all">(
    1e-5,
    real({ default: 1e-5, min: 0, help: "The percentile, k or alpha of that selector." }),
    choice({ default: "all", options: ["all"], help: "All features." }),
  ),
  scoreFunc: scoreFuncSpec,
};

/**
 * `SelectPercentile`, `SelectKBest`, `SelectFpr`, `SelectFdr` or `SelectFwe`, as a hyper-parameter says, so that a search can choose among them.
 *
 * Cost: that of the score function.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain; by `fit` if `param` is outside that of the mode.
 *
 * @example
 * ```ts
 * const X = [[1, 7, 0], [2, 9, 3], [8, 8, 1], [9, 7, 2]];
 * const model = await new GenericUnivariateSelect({ mode: "k_best", param: 2 }).fit(X, [0, 0, 1, 1]);
 * model.getSupport(); // => [true, true, false]
 * ```
 */
export class GenericUnivariateSelect extends UnivariateSelector<GenericUnivariateSelectParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "GenericUnivariateSelect";
  protected readonly needsPvalues: boolean;

  constructor(params: Partial<GenericUnivariateSelectParams> = {}) {
    super(GenericUnivariateSelect.typeName, genericUnivariateSelectParamSpecs, params);
    this.needsPvalues = ["fpr", "fdr", "fwe"].includes(this.params.mode);
  }

  /** @internal */
  static fromState(state: GenericUnivariateSelectParams): GenericUnivariateSelect {
    return new GenericUnivariateSelect(state);
  }

  // Not in the constructor, since a search changes one of the two after the other.
  protected override beforeScoring(): void {
    const { mode, param } = this.params;
    const rule = ruleOf(mode, param);
    if (rule !== undefined) throw new InvalidParameterError(this.typeName, "param", rule, param);
  }

  protected select(scores: Float64Array, pvalues: Float64Array): boolean[] {
    const { mode, param } = this.params;
    const value = param === "all" ? scores.length : param;
    switch (mode) {
      case "percentile":
        return bestPercentile(scores, value);
      case "k_best":
        return kBest(scores, value);
      case "fpr":
        return falsePositiveRate(pvalues, value);
      case "fdr":
        return falseDiscoveryRate(pvalues, value);
      case "fwe":
        return familyWiseError(pvalues, value);
    }
  }
}

/** The rule that `param` breaks for the mode, if any. */
function ruleOf(mode: SelectionMode, param: number | "all"): string | undefined {
  if (mode === "k_best")
    return param === "all" || Number.isSafeInteger(param)
      ? undefined
      : 'an integer >= 0 or "all" for mode "k_best"';
  const most = mode === "percentile" ? 100 : 1;
  return param !== "all" && param <= most ? undefined : `a number in [0, ${most}] for mode "${mode}"`;
}
