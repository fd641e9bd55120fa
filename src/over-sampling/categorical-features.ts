import { isFrameLike } from "../base/input.js";
import { custom, nearestName, type ParamSpec } from "../base/params.js";
import type { LabelledSamples } from "../base/sampler.js";
import { columnTypes } from "../base/table.js";
import { describeValue, InvalidParameterError } from "../core/errors.js";

/** Columns that hold categories: `"auto"` (those of texts of a Frame), positions, names, or one boolean for each column. */
export type NominalFeatures = "auto" | readonly number[] | readonly string[] | readonly boolean[];

/** Spec of {@link NominalFeatures}. */
export const categoricalFeaturesSpec: ParamSpec<NominalFeatures> = custom<NominalFeatures>({
  default: "auto",
  domain: '"auto", or an array of distinct positions, of distinct names, or of booleans',
  help: "Columns that hold categories.",
  outside: ["all", 1, null, [-1], [1.5], [0, 0], ["a", 1], ["a", "a"]],
  accepts: (value) =>
    value === "auto" ||
    (Array.isArray(value) &&
      (value.every((item) => typeof item === "boolean") ||
        (new Set(value).size === value.length &&
          (value.every((item) => typeof item === "string") ||
            value.every((item) => Number.isSafeInteger(item) && (item as number) >= 0))))),
});

/**
 * Positions of the columns that hold categories, in the order given.
 *
 * @throws {InvalidParameterError} if X has no such column, or is no Frame for `"auto"`.
 */
export function categoricalColumns(
  { where, X, features }: LabelledSamples,
  given: NominalFeatures,
): readonly number[] {
  const fail = (rule: string, received: unknown): InvalidParameterError =>
    new InvalidParameterError(where, "categoricalFeatures", rule, received);
  if (given === "auto") {
    if (!isFrameLike(X)) throw fail("an array of columns where X is no Frame", given);
    return columnTypes(X).flatMap((type, j) => (type === "category" ? [j] : []));
  }
  const { nFeatures, featureNames } = features;
  if (given.length > 0 && typeof given[0] === "boolean") {
    if (given.length !== nFeatures) throw fail(`${nFeatures} booleans, one for each column`, given);
    return (given as readonly boolean[]).flatMap((chosen, j) => (chosen ? [j] : []));
  }
  return (given as readonly (number | string)[]).map((item) => {
    const position = typeof item === "number" ? item : (featureNames?.indexOf(item) ?? -1);
    if (position >= 0 && position < nFeatures) return position;
    if (typeof item === "number") throw fail(`positions below ${nFeatures}, the number of columns`, item);
    if (featureNames === undefined) throw fail("positions where X has no names of columns", item);
    const near = nearestName(item, featureNames);
    throw fail(
      `names of columns${near === undefined ? "" : ` (did you mean ${describeValue(near)}?)`}`,
      item,
    );
  });
}
