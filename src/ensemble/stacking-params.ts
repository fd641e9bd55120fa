import { type CrossValidation, isCrossValidation } from "../base/cross-validation.js";
import type { AnyEstimator } from "../base/estimator.js";
import { choice, custom, flag, type ParamSpec, type ParamSpecs } from "../base/params.js";
import type { NamedMember } from "./named-members.js";
import type { StackMethod } from "./stacked-outputs.js";

/** Hyper-parameters that stacks share. */
export interface StackingParams<E extends readonly NamedMember[], F extends AnyEstimator | null> {
  /** Pairs of a name and an estimator; `"drop"` in the place of one takes it out. */
  readonly estimators: E;
  /** Learns from what the members say. */
  readonly finalEstimator: F;
  /** Number of folds (of classes in proportion, for classifiers), a splitter, or the folds; null (default): 5. The test parts hold every row once. */
  readonly cv: CrossValidation | null;
  /** Whether the final estimator sees X beside what the members say. Default false. */
  readonly passthrough: boolean;
}

/** Specs of the folds and of `passthrough`. */
export const stackingParamSpecs: ParamSpecs<Pick<StackingParams<never, never>, "cv" | "passthrough">> = {
  cv: custom<CrossValidation | null>({
    default: null,
    domain: "an integer >= 2, a splitter, an array of folds, or null (5)",
    help: "Folds on which the members are fitted for the final estimator.",
    outside: [1, 2.5, Number.NaN, "5", true, []],
    accepts: (value) => value === null || isCrossValidation(value),
  }),
  passthrough: flag({ default: false, help: "The final estimator sees X, too." }),
};

/** Spec of how members are asked. */
export const stackMethodSpec: ParamSpec<StackMethod | "auto"> = choice({
  default: "auto",
  options: ["auto", "predict_proba", "decision_function", "predict"],
  help: "What members are asked for.",
});
