import type { Cell, FitOptions, TableLike } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight } from "../base/input.js";
import { choice, custom, flag, integer, nullByDefault, type ParamSpecs } from "../base/params.js";
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
import { BaseTransformer } from "../base/transformer.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import {
  type CountedCategories,
  categoryKey,
  countCategories,
  countGiven,
  groupLabels,
  groupOf,
  infrequentCategories,
} from "./category-groups.js";
import { type EncodedFeature, type HandleUnknown, OneHotEncoderModel } from "./one-hot-encoder-model.js";

/** Hyper-parameters of {@link OneHotEncoder}. */
export interface OneHotEncoderParams {
  /** Categories of each feature, or "auto" for those that occur in fit, sorted. Default "auto". */
  readonly categories: "auto" | readonly (readonly Cell[])[];
  /**
   * Category of each feature that gets no column: the "first", that of features with two categories ("if_binary"),
   * or one given for each feature. Default null: none.
   */
  readonly drop: "first" | "if_binary" | readonly Cell[] | null;
  /** Whether transform gives a CsrMatrix (true) or a Matrix. Default true. */
  readonly sparseOutput: boolean;
  /**
   * What transform does with an unknown category: "error"; "ignore", all zeros; "infrequent_if_exist", the infrequent
   * group of the feature, else all zeros; "warn", the same with a warning. Default "error".
   */
  readonly handleUnknown: HandleUnknown;
  /** Categories that are rarer are grouped: a count (an integer >= 1) or a share (in (0, 1)). Default null: none. */
  readonly minFrequency: number | null;
  /** Greatest number of columns of a feature, that of the infrequent ones included; an integer >= 1. Default null. */
  readonly maxCategories: number | null;
  /** Name of an output column: "concat" for `feature_category`, or a function of both. Default "concat". */
  readonly featureNameCombiner: "concat" | ((feature: string, category: Cell) => string);
}

/** Domain, default and help of {@link OneHotEncoderParams}. */
export const oneHotEncoderParamSpecs: ParamSpecs<OneHotEncoderParams> = {
  categories: custom<OneHotEncoderParams["categories"]>({
    default: "auto",
    domain: '"auto" or an array of categories for each feature',
    help: "Categories of each feature; auto: those that occur.",
    outside: ["all", 1, null, ["a"]],
    accepts: (value) => value === "auto" || (Array.isArray(value) && value.every(Array.isArray)),
  }),
  drop: custom<OneHotEncoderParams["drop"]>({
    default: null,
    domain: '"first", "if_binary", an array with one category for each feature, or null (none)',
    help: "Category of each feature that gets no column.",
    outside: ["last", 1, true],
    accepts: (value) => value === null || value === "first" || value === "if_binary" || Array.isArray(value),
  }),
  sparseOutput: flag({ default: true, help: "Give a sparse matrix." }),
  handleUnknown: choice({
    default: "error",
    options: ["error", "ignore", "infrequent_if_exist", "warn"],
    help: "What to do with a category that was not seen in fit.",
  }),
  minFrequency: custom<number | null>({
    default: null,
    domain: "an integer >= 1, a number > 0 and < 1, or null (no grouping)",
    help: "Rarer categories are grouped: a count or a share of the samples.",
    outside: [0, -1, 1.5, Number.NaN, "1", true],
    accepts: (value) =>
      value === null || (typeof value === "number" && value > 0 && (value < 1 || Number.isInteger(value))),
  }),
  maxCategories: nullByDefault(
    integer({ default: 1, min: 1, help: "Greatest number of columns of a feature." }),
    "no limit",
  ),
  featureNameCombiner: custom<OneHotEncoderParams["featureNameCombiner"]>({
    default: "concat",
    domain: '"concat" or a function of the names of feature and category',
    help: "How an output column is named.",
    outside: ["join", 1, null],
    accepts: (value) => value === "concat" || typeof value === "function",
  }),
};

/**
 * Encodes categories as indicator columns: one column for each category of each feature, 1 where the row has it.
 *
 * Categories are ordered as `numpy.unique` orders them; a missing value (null, undefined, NaN) is a category of its own,
 * the last one. Columns that are dictionary-coded (those of a Frame) are encoded by their codes.
 *
 * Cost: O(nSamples × nFeatures), and sorting of the distinct categories.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const encoder = new OneHotEncoder({ handleUnknown: "ignore" });
 * const model = await encoder.fit([["Male", 1], ["Female", 3], ["Female", 2]]);
 * model.categories; // => [["Female", "Male"], [1, 2, 3]]
 * (await model.transform([["Female", 1], ["Male", 4]])).toArray(); // => [[1, 0, 1, 0, 0], [0, 1, 0, 0, 0]]
 * model.featureNamesOut(); // => ["x0_Female", "x0_Male", "x1_1", "x1_2", "x1_3"]
 * ```
 */
export class OneHotEncoder extends BaseTransformer<OneHotEncoderParams, OneHotEncoderModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "OneHotEncoder";

  constructor(params: Partial<OneHotEncoderParams> = {}) {
    super(OneHotEncoder.typeName, oneHotEncoderParamSpecs, params);
  }

  /** @internal */
  static fromState(state: OneHotEncoderParams): OneHotEncoder {
    return new OneHotEncoder(state);
  }

  /**
   * Learns the categories of each column.
   *
   * @param X shape (nSamples, nFeatures), of strings, numbers, booleans or dates, any of them missing.
   * @throws {InvalidInputError} if X is empty or ragged, a column mixes types, or a category is not among those given.
   */
  async fit(X: TableLike, _y?: unknown, options: FitOptions = {}): Promise<OneHotEncoderModel> {
    const where = "OneHotEncoder.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const seen = checkTable(where, X);
    const table = denseTable(X);
    const names = inputNames(seen);
    this.#checkLengths(seen.nFeatures);
    const features: EncodedFeature[] = [];
    for (let j = 0; j < seen.nFeatures; j++) {
      options.signal?.throwIfAborted();
      features.push(this.#fitFeature(where, codedColumn(where, table, j), j, names[j]!, tableRows(X)));
    }
    const { sparseOutput, handleUnknown, drop } = this.params;
    return new OneHotEncoderModel({
      ...seen,
      features,
      sparseOutput,
      handleUnknown,
      drops: drop !== null,
    });
  }

  #checkLengths(nFeatures: number): void {
    for (const name of ["categories", "drop"] as const) {
      const value = this.params[name];
      if (Array.isArray(value) && value.length !== nFeatures)
        throw new InvalidParameterError(
          OneHotEncoder.typeName,
          name,
          `an array with one entry for each of the ${nFeatures} features of X`,
          value,
        );
    }
  }

  #fitFeature(where: string, column: CodedColumn, j: number, name: string, nSamples: number): EncodedFeature {
    const { categories: given, minFrequency, maxCategories, featureNameCombiner } = this.params;
    const { categories, counts } =
      given === "auto" ? countCategories(column) : this.#givenCategories(where, column, given[j]!, j);
    const infrequent = infrequentCategories(counts, nSamples, minFrequency, maxCategories);
    const groups = groupOf(categories.length, infrequent);
    const labels = groupLabels(categories, infrequent);
    const dropped = this.#droppedGroup(where, categories, groups, infrequent, j);
    const combine = featureNameCombiner === "concat" ? concatenated : featureNameCombiner;
    const names = labels.filter((_, group) => group !== dropped).map((label) => combine(name, label));
    return { categories, infrequent, groups, labels, dropped, names };
  }

  #givenCategories(
    where: string,
    column: CodedColumn,
    categories: readonly Cell[],
    j: number,
  ): CountedCategories {
    checkGiven(categories, j);
    if (this.params.handleUnknown === "error") {
      const known = new Set(categories.map(categoryKey));
      const row = firstRowOf(column, (cell) => !known.has(categoryKey(cell)));
      if (row !== undefined)
        throw new InvalidInputError(where, "X must hold the given categories only", cellAt(column, row), {
          row,
          column: j,
        });
    }
    return { categories, counts: countGiven(column, categories) };
  }

  /** Group of the category that gets no column; null if every group has one. */
  #droppedGroup(
    where: string,
    categories: readonly Cell[],
    groups: Int32Array,
    infrequent: Int32Array | null,
    j: number,
  ): number | null {
    const { drop } = this.params;
    if (drop === null) return null;
    if (drop === "first") return 0;
    if (drop === "if_binary") return categories.length - ((infrequent?.length ?? 1) - 1) === 2 ? 0 : null;
    const key = categoryKey(drop[j]);
    const k = categories.findIndex((category) => categoryKey(category) === key);
    if (k < 0)
      throw new InvalidInputError(where, "drop must name a category of each feature", drop[j], { column: j });
    if (infrequent?.includes(k))
      throw new InvalidInputError(where, "drop must not name an infrequent category", drop[j], { column: j });
    return groups[k]!;
  }
}

/** The missing value is called `nan`; everything else by its text. */
function concatenated(feature: string, category: Cell): string {
  if (isMissing(category)) return `${feature}_nan`;
  return `${feature}_${category instanceof Date ? category.toISOString() : String(category)}`;
}

function checkGiven(categories: readonly Cell[], j: number): void {
  const fault = (rule: string): InvalidParameterError =>
    new InvalidParameterError(OneHotEncoder.typeName, `categories[${j}]`, rule, categories);
  if (categories.length === 0) throw fault("not empty");
  if (new Set(categories.map(categoryKey)).size < categories.length) throw fault("without duplicates");
  if (categories.slice(0, -1).some(isMissing)) throw fault("with the missing value last");
  const present = categories.filter((category) => !isMissing(category));
  if (typeof present[0] === "number" && present.some((value, k) => k > 0 && value! < present[k - 1]!))
    throw fault("sorted, since they are numbers");
}
