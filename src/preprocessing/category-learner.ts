import type { Cell, FitOptions, TableLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight, type SeenFeatures } from "../base/input.js";
import { custom, integer, nullByDefault, type ParamSpec } from "../base/params.js";
import {
  type CodedColumn,
  cellAt,
  checkTable,
  codedColumn,
  denseTable,
  firstRowOf,
  isMissing,
  tableRows,
} from "../base/table.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { type CountedCategories, categoryKey, countGiven, occurringCategories } from "./category-groups.js";

/** Categories of each feature, or "auto" for those that occur in fit, sorted. */
export type GivenCategories = "auto" | readonly (readonly Cell[])[];

/** Spec of `categories`, which every encoder of categories has. */
export const categoriesSpec: ParamSpec<GivenCategories> = custom<GivenCategories>({
  default: "auto",
  domain: '"auto" or an array of categories for each feature',
  help: "Categories of each feature; auto: those that occur.",
  outside: ["all", 1, null, ["a"]],
  accepts: (value) => value === "auto" || (Array.isArray(value) && value.every(Array.isArray)),
});

/** Spec of `minFrequency`. */
export const minFrequencySpec: ParamSpec<number | null> = custom<number | null>({
  default: null,
  domain: "an integer >= 1, a number > 0 and < 1, or null (no grouping)",
  help: "Rarer categories are grouped: a count or a share of the samples.",
  outside: [0, -1, 1.5, Number.NaN, "1", true],
  accepts: (value) =>
    value === null || (typeof value === "number" && value > 0 && (value < 1 || Number.isSafeInteger(value))),
});

/** Spec of `maxCategories`. */
export const maxCategoriesSpec: ParamSpec<number | null> = nullByDefault(
  integer({ default: 1, min: 1, help: "Greatest number of categories of a feature, after grouping." }),
  "no limit",
);

/** A table whose columns are read as codes, one by one. */
export interface CodedTable extends SeenFeatures {
  readonly rows: number;
  /** The distinct values of column j, numbered. */
  column(j: number): CodedColumn;
  /** What column j is called in messages: its name, or its position. */
  place(j: number): number | string;
}

/**
 * A checked table read as codes.
 *
 * @param kept whether a column that was read once is kept, for a fit that also transforms the rows.
 * @throws {InvalidInputError} if X is empty or ragged.
 */
export function codedTable(where: string, X: TableLike, kept = false): CodedTable {
  const seen = checkTable(where, X);
  const table = denseTable(X);
  const read = new Map<number, CodedColumn>();
  return {
    ...seen,
    rows: tableRows(X),
    column: (j) => {
      const column = read.get(j) ?? codedColumn(where, table, j);
      if (kept) read.set(j, column);
      return column;
    },
    place: (j) => seen.featureNames?.[j] ?? j,
  };
}

/**
 * What the fit of an encoder does first: checks its options, and reads X as codes.
 *
 * @throws {InvalidInputError} if X is empty or ragged, or weights are given.
 */
export function startEncoding(where: string, X: TableLike, options: FitOptions, kept: boolean): CodedTable {
  startFit(where, options);
  refuseSampleWeight(where, options.sampleWeight);
  return codedTable(where, X, kept);
}

/** What an encoder wants to know of each column. */
export interface CategoryRules {
  /** Name of the estimator, for messages. */
  readonly typeName: string;
  readonly categories: GivenCategories;
  /** Whether X must hold given categories only. */
  readonly refuseUnknown: boolean;
  /** Whether categories are counted. */
  readonly counted: boolean;
}

/**
 * Categories of each column of a table: those that occur, or those given.
 *
 * @throws {InvalidParameterError} if given categories are not one list for each column, or a list is wrong.
 * @throws {InvalidInputError} if a column mixes types, or holds a category that was not given where that is refused.
 */
export function learnCategories(
  where: string,
  table: CodedTable,
  rules: CategoryRules,
  { signal }: FitOptions,
): CountedCategories[] {
  const { typeName, categories: given, counted } = rules;
  if (given !== "auto") checkOneEach(typeName, "categories", given, table.nFeatures);
  return Array.from({ length: table.nFeatures }, (_, j) => {
    signal?.throwIfAborted();
    if (given === "auto") return occurringCategories(table.column(j), counted);
    const categories = given[j]!;
    checkGiven(typeName, categories, j);
    const column = table.column(j);
    if (rules.refuseUnknown) refuseOthers(where, column, categories, table.place(j));
    return { categories, counts: counted ? countGiven(column, categories) : null };
  });
}

/**
 * Refuses a list that has not one entry for each feature.
 *
 * @throws {InvalidParameterError} naming the hyper-parameter.
 */
export function checkOneEach(
  typeName: string,
  name: string,
  list: readonly unknown[],
  nFeatures: number,
): void {
  if (list.length === nFeatures) return;
  const rule = `an array with one entry for each of the ${nFeatures} features of X`;
  throw new InvalidParameterError(typeName, name, rule, list);
}

function refuseOthers(
  where: string,
  column: CodedColumn,
  categories: readonly Cell[],
  place: number | string,
): void {
  const known = new Set(categories.map(categoryKey));
  const row = firstRowOf(column, (cell) => !known.has(categoryKey(cell)));
  if (row === undefined) return;
  const rule = "X must hold the given categories only";
  throw new InvalidInputError(where, rule, cellAt(column, row), { row, column: place });
}

function checkGiven(typeName: string, categories: readonly Cell[], j: number): void {
  const fault = (rule: string): InvalidParameterError =>
    new InvalidParameterError(typeName, `categories[${j}]`, rule, categories);
  if (categories.length === 0) throw fault("not empty");
  if (new Set(categories.map(categoryKey)).size < categories.length) throw fault("without duplicates");
  if (categories.slice(0, -1).some(isMissing)) throw fault("with the missing value last");
  const present = categories.filter((category) => !isMissing(category));
  if (new Set(present.map(typeOfCategory)).size > 1) throw fault("of one type");
  if (typeof present[0] === "number" && present.some((value, k) => k > 0 && value! < present[k - 1]!))
    throw fault("sorted, since they are numbers");
}

/** Name of a category's type, as it stands in messages. */
export function typeOfCategory(category: Cell): string {
  return category instanceof Date ? "date" : typeof category;
}
