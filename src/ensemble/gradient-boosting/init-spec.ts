import type { AnyEstimator } from "../../base/estimator.js";
import { isEstimator } from "../../base/named-estimators.js";
import { custom, type ParamSpec } from "../../base/params.js";

/** Spec of the estimator whose predictions boosting begins with. */
export function initSpec<E extends AnyEstimator>(
  kind: "classifier" | "regressor",
): ParamSpec<E | "zero" | null> {
  return custom<E | "zero" | null>({
    default: null,
    domain: `a ${kind}, "zero", or null (a constant by the loss)`,
    help: "What boosting begins with.",
    outside: ["one", 0, {}],
    accepts: (value) => value === null || value === "zero" || (isEstimator(value) && value.kind === kind),
  });
}
