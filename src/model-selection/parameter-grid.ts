import type { AnyEstimator } from "../base/estimator.js";
import { compareByCodePoint } from "../base/labels.js";
import type { Paths, PathValue } from "../base/param-paths.js";
import { InvalidParameterError } from "../core/errors.js";

/** Values of some hyper-parameters of E, by path. */
export type ParamSetting<E> = { readonly [Path in Paths<E>]?: PathValue<E, Path> };

/** Hyper-parameters by path, of whatever estimator. */
export type AnySetting = Readonly<Record<string, unknown>>;

/**
 * All combinations of a grid, or of several grids one after the other, in scikit-learn's order: paths sorted, the last varying fastest.
 *
 * @throws {InvalidParameterError} if a grid is no record of arrays, or an array is empty.
 */
export function parameterGrid(where: string, grids: unknown): AnySetting[] {
  const list: readonly unknown[] = Array.isArray(grids) ? grids : [grids];
  if (list.length === 0) throw new InvalidParameterError(where, "paramGrid", "at least one grid", grids);
  return list.flatMap((grid) => combinations(checkedGrid(where, grid)));
}

function checkedGrid(where: string, grid: unknown): readonly (readonly [string, readonly unknown[]])[] {
  const rule = "a record of arrays, one array of values for each path";
  if (typeof grid !== "object" || grid === null || Array.isArray(grid))
    throw new InvalidParameterError(where, "paramGrid", rule, grid);
  return Object.entries(grid)
    .sort(([a], [b]) => compareByCodePoint(a, b))
    .map(([path, values]: [string, unknown]) => {
      const isList = Array.isArray(values) || (ArrayBuffer.isView(values) && "length" in values);
      if (!isList || (values as ArrayLike<unknown>).length === 0)
        throw new InvalidParameterError(
          where,
          `paramGrid[${JSON.stringify(path)}]`,
          "a non-empty array",
          values,
        );
      return [path, Array.from(values as ArrayLike<unknown>)];
    });
}

function combinations(entries: readonly (readonly [string, readonly unknown[]])[]): AnySetting[] {
  let settings: AnySetting[] = [{}];
  for (const [path, values] of entries)
    settings = settings.flatMap((setting) => values.map((value) => ({ ...setting, [path]: value })));
  return settings;
}

/**
 * The estimator with these hyper-parameters. Its own come first, so that a step can be replaced and then set.
 *
 * @throws {InvalidParameterError} if there is no such path or a value lies outside its domain.
 */
export function withSetting(estimator: AnyEstimator, setting: AnySetting): AnyEstimator {
  const paths = Object.keys(setting).sort((a, b) => a.split(".").length - b.split(".").length);
  const own = paths.filter((path) => Object.hasOwn(estimator.params as object, path));
  const nested = paths.filter((path) => !own.includes(path));
  let changed = estimator;
  if (own.length > 0 && hasWith(estimator))
    changed = estimator.with(Object.fromEntries(own.map((path) => [path, setting[path]])));
  else for (const path of own) changed = changed.withParam(path, setting[path]);
  for (const path of nested) changed = changed.withParam(path, setting[path]);
  return changed;
}

interface WithChanges extends AnyEstimator {
  with(changes: AnySetting): AnyEstimator;
}

function hasWith(estimator: AnyEstimator): estimator is WithChanges {
  return "with" in estimator && typeof estimator.with === "function";
}
