import type { ParamSpec } from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import type { FittedMember, NamedMember } from "./named-members.js";

/** Spec of the weights of the members. */
export const memberWeightsSpec: ParamSpec<readonly number[] | null> = {
  default: null,
  domain: "an array of finite numbers >= 0, one for each member, or null (all alike)",
  help: "Weights of the members.",
  outside: ["equal", 1, true, [-1], ["1"], [Number.NaN], [Number.POSITIVE_INFINITY]],
  accepts: (value) =>
    value === null || (Array.isArray(value) && value.every((w) => Number.isFinite(w) && w >= 0)),
};

/**
 * Refuses weights that are not one for each member, dropped ones included, or weigh nothing that takes part.
 *
 * @throws {InvalidParameterError} if they do not fit the members.
 */
export function checkMemberWeights(
  where: string,
  estimators: readonly NamedMember[],
  weights: readonly number[] | null,
): void {
  if (weights === null) return;
  const count = estimators.length;
  if (weights.length !== count)
    throw new InvalidParameterError(where, "weights", `${count} numbers, one for each estimator`, weights);
  if (!estimators.some(([, member], i) => member !== "drop" && weights[i]! > 0))
    throw new InvalidParameterError(
      where,
      "weights",
      "positive for an estimator that is not dropped",
      weights,
    );
}

/** Weights of the members that take part; null if all weigh alike. */
export function activeWeights(
  members: readonly FittedMember[],
  weights: readonly number[] | null,
): readonly number[] | null {
  return weights === null ? null : weights.filter((_, i) => members[i]![1] !== "drop");
}

/** Weighted mean of arrays of one length, element by element, added as `numpy.average` does: in order, or pairwise where there is one element. */
export function averageOf(parts: readonly Float64Array[], weights: readonly number[] | null): Float64Array {
  const total = weights === null ? parts.length : pairwiseSum(Float64Array.from(weights));
  const weighted = (k: number, p: number): number => (weights === null ? 1 : weights[k]!) * parts[k]![p]!;
  const { length } = parts[0]!;
  if (length === 1)
    return Float64Array.of(pairwiseSum(Float64Array.from(parts, (_, k) => weighted(k, 0))) / total);
  const out = new Float64Array(length);
  for (let k = 0; k < parts.length; k++) for (let p = 0; p < length; p++) out[p]! += weighted(k, p);
  return out.map((sum) => sum / total);
}
