import { type CrossValidation, isCrossValidation } from "../base/cross-validation.js";
import type { AnyEstimator } from "../base/estimator.js";
import { choice, custom, flag, type ParamSpec, type ParamSpecs } from "../base/params.js";
import type { StackMember } from "./named-members.js";
import type { StackMethod } from "./stacked-outputs.js";

/** Hyper-parameters that stacks share. */
export interface StackingParams<E extends readonly StackMember[], F extends AnyEstimator | null> {
  /** Pairs of a name and an estimator, or with `cv: "prefit"` a fitted model; `"drop"` in the place of one takes it out. */
  readonly estimators: E;
  /** Learns from what the members say. */
  readonly finalEstimator: F;
  /**
   * Number of folds (of classes in proportion, for classifiers), a splitter, or the folds; null (default): 5. The test parts hold every row
   * once. `"prefit"`: the members are fitted models, and the final estimator learns from what they say of X; give rows that they have
   * not seen.
   */
  readonly cv: CrossValidation | "prefit" | null;
  /** Whether the final estimator sees X beside what the members say. Default false. */
  readonly passthrough: boolean;
}

/** Specs of the folds and of `passthrough`. */
export const stackingParamSpecs: ParamSpecs<Pick<StackingParams<never, never>, "cv" | "passthrough">> = {
  cv: custom<CrossValidation | "prefit" | null>({
    default: null,
    domain: 'an integer >= 2, a splitter, an array of folds, "prefit", or null (5)',
    help: "Folds on which the members are fitted for the final estimator.",
    outside: [1, 2.5, Number.NaN, "5", true, []],
    accepts: (value) => value === null || value === "prefit" || isCrossValidation(value),
  }),
  passthrough: flag({ default: false, help: "The final estimator sees X, too." }),
};

/** Spec of how members are asked. */
export const stackMethodSpec: ParamSpec<StackMethod | "auto"> = choice({
  default: "auto",
  options: ["auto", "predict_proba", "decision_function", "predict"],
  help: "What members are asked for.",
});
