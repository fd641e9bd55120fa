import type { SeenFeatures } from "../../base/input.js";
import { nearestName } from "../../base/params.js";
import { describeValue, InvalidParameterError } from "../../core/errors.js";
import type { HistMonotonicConstraints, InteractionConstraints } from "./hist-params.js";

/**
 * Direction of each feature's effect.
 *
 * @returns shape (nFeatures): 1, 0 or -1.
 * @throws {InvalidParameterError} if there is not one for each feature, a name is unknown, or a feature is a category.
 */
export function monotonicDirections(
  where: string,
  constraints: HistMonotonicConstraints,
  { nFeatures, featureNames }: SeenFeatures,
  isCategorical: readonly boolean[] | undefined,
): Int8Array {
  const out = new Int8Array(nFeatures);
  if (constraints === null) return out;
  if (Array.isArray(constraints)) {
    if (constraints.length !== nFeatures)
      throw new InvalidParameterError(
        where,
        "monotonicCst",
        `${nFeatures} long, one for each feature`,
        constraints,
      );
    out.set(constraints);
  } else {
    if (featureNames === undefined)
      throw new InvalidParameterError(
        where,
        "monotonicCst",
        "an array where X has no names of columns",
        constraints,
      );
    for (const [name, direction] of Object.entries(constraints)) {
      const at = featureNames.indexOf(name);
      if (at < 0) throw unknownFeature(where, "monotonicCst", name, featureNames);
      out[at] = direction;
    }
  }
  const category = isCategorical?.findIndex((is, j) => is && out[j] !== 0) ?? -1;
  if (category >= 0) {
    const rule = `0 for features that are categories, here ${describeValue(featureNames?.[category] ?? category)}`;
    throw new InvalidParameterError(where, "monotonicCst", rule, out[category]);
  }
  return out;
}

/** Error for the name of a feature that X does not have, with the nearest one. */
export function unknownFeature(
  where: string,
  parameter: string,
  name: string,
  known: readonly string[],
): InvalidParameterError {
  const near = nearestName(name, known);
  const hint = near === undefined ? "" : ` (did you mean ${describeValue(near)}?)`;
  return new InvalidParameterError(where, parameter, `of features of X${hint}`, name);
}

/**
 * Groups of features that may stand on one path.
 *
 * @param position where each feature stands in the data that trees are grown on.
 * @returns groups of such positions; undefined if there are no constraints.
 * @throws {InvalidParameterError} if a group holds no position of a feature.
 */
export function interactionGroups(
  where: string,
  constraints: InteractionConstraints,
  position: Int32Array,
): readonly (readonly number[])[] | undefined {
  if (constraints === null) return undefined;
  const nFeatures = position.length;
  const groups: (readonly number[])[] = namedGroups(constraints, nFeatures);
  for (const group of groups)
    for (const feature of group)
      if (feature >= nFeatures) {
        const rule = `groups of positions below ${nFeatures}, the number of features`;
        throw new InvalidParameterError(where, "interactionCst", rule, feature);
      }
  const listed = new Set(groups.flat());
  const rest = Array.from({ length: nFeatures }, (_, j) => j).filter((j) => !listed.has(j));
  if (rest.length > 0) groups.push(rest);
  return groups.map((group) => group.map((feature) => position[feature]!));
}

function namedGroups(
  constraints: Exclude<InteractionConstraints, null>,
  nFeatures: number,
): (readonly number[])[] {
  if (typeof constraints !== "string") return [...constraints];
  const all = Array.from({ length: nFeatures }, (_, j) => j);
  if (constraints === "no_interactions") return all.map((j) => [j]);
  return all.flatMap((a) => all.slice(a + 1).map((b) => [a, b]));
}
