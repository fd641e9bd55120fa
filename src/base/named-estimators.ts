import { describeValue, InvalidParameterError } from "../core/errors.js";
import type { AnyEstimator, Sampler } from "./estimator.js";

/** Whether a value is an estimator. */
export function isEstimator(value: unknown): value is AnyEstimator {
  return (
    typeof value === "object" &&
    value !== null &&
    "params" in value &&
    "fit" in value &&
    typeof value.fit === "function"
  );
}

/** Whether a value is a sampler. */
export function isSampler(value: unknown): value is Sampler {
  return (
    typeof value === "object" &&
    value !== null &&
    "params" in value &&
    "fitResample" in value &&
    typeof value.fitResample === "function"
  );
}

/**
 * Checks a list of named parts: not empty, each with a name of its own that can stand in a path, each an estimator or
 * one of the given words.
 *
 * @param where name of the estimator that has the list.
 * @param parameter name of the hyper-parameter.
 * @param words strings that may stand in for an estimator: `"passthrough"`, `"drop"`.
 * @param samplers whether samplers are welcome; default false.
 * @throws {InvalidParameterError} naming the first wrong part.
 */
export function checkNamedEstimators(
  where: string,
  parameter: string,
  entries: unknown,
  words: readonly string[],
  samplers = false,
): void {
  if (!Array.isArray(entries) || entries.length === 0)
    throw new InvalidParameterError(where, parameter, "a list of named estimators, at least one", entries);
  const names = new Set<string>();
  entries.forEach((entry: unknown, i) => {
    const place = `${parameter}[${i}]`;
    if (!Array.isArray(entry))
      throw new InvalidParameterError(where, place, "a pair of a name and an estimator", entry);
    const [name, part] = entry as readonly unknown[];
    if (typeof name !== "string" || name === "" || name.includes("."))
      throw new InvalidParameterError(where, `the name of ${place}`, "a string without a dot", name);
    if (names.has(name))
      throw new InvalidParameterError(where, `the name of ${place}`, "distinct from the others", name);
    names.add(name);
    if (!isEstimator(part) && !(samplers && isSampler(part)) && !words.includes(part as string)) {
      const allowed = [
        "an estimator",
        ...(samplers ? ["a sampler"] : []),
        ...words.map((word) => describeValue(word)),
      ].join(" or ");
      throw new InvalidParameterError(where, `${place}, ${describeValue(name)},`, allowed, part);
    }
  });
}

/** Names as scikit-learn makes them: the class in lower case, numbered from 1 where several share it. */
export function estimatorNames(parts: readonly (AnyEstimator | Sampler | string)[]): string[] {
  const names = parts.map((part) => (typeof part === "string" ? part : part.typeName.toLowerCase()));
  const seen = new Map<string, number>();
  return names.map((name) => {
    if (names.indexOf(name) === names.lastIndexOf(name)) return name;
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return `${name}-${number}`;
  });
}
