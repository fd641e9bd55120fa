import type { Cell, FitOptions } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { choice, custom, flag, type ParamSpecs } from "../base/params.js";
import { isMissing } from "../base/table.js";
import type { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { CategoryEncoder } from "./category-encoder.js";
import {
  type CountedCategories,
  categoryKey,
  groupLabels,
  groupOf,
  infrequentCategories,
} from "./category-groups.js";
import {
  type CodedTable,
  categoriesSpec,
  checkOneEach,
  type GivenCategories,
  learnCategories,
  maxCategoriesSpec,
  minFrequencySpec,
} from "./category-learner.js";
import { type EncodedFeature, type HandleUnknown, OneHotEncoderModel } from "./one-hot-encoder-model.js";

/** Hyper-parameters of {@link OneHotEncoder}. */
export interface OneHotEncoderParams {
  /** Categories of each feature, or "auto" for those that occur in fit, sorted. Default "auto". */
  readonly categories: GivenCategories;
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
  categories: categoriesSpec,
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
  minFrequency: minFrequencySpec,
  maxCategories: maxCategoriesSpec,
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
export class OneHotEncoder extends CategoryEncoder<OneHotEncoderParams, OneHotEncoderModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "OneHotEncoder";

  constructor(params: Partial<OneHotEncoderParams> = {}) {
    super(OneHotEncoder.typeName, oneHotEncoderParamSpecs, params);
  }

  /** @internal */
  static fromState(state: OneHotEncoderParams): OneHotEncoder {
    return new OneHotEncoder(state);
  }

  protected learn(where: string, table: CodedTable, options: FitOptions): OneHotEncoderModel {
    const { categories, sparseOutput, handleUnknown, drop, minFrequency, maxCategories } = this.params;
    const { nFeatures, featureNames } = table;
    if (Array.isArray(drop)) checkOneEach(OneHotEncoder.typeName, "drop", drop, nFeatures);
    const rules = {
      typeName: OneHotEncoder.typeName,
      categories,
      refuseUnknown: handleUnknown === "error",
      counted: minFrequency !== null || maxCategories !== null,
    };
    const names = inputNames(table);
    const features = learnCategories(where, table, rules, options).map((learned, j) =>
      this.#encoded(where, learned, j, names[j]!, table),
    );
    const drops = drop !== null;
    return new OneHotEncoderModel({ nFeatures, featureNames, features, sparseOutput, handleUnknown, drops });
  }

  protected encode(where: string, model: OneHotEncoderModel, table: CodedTable): Matrix | CsrMatrix {
    return model.encode(where, table);
  }

  #encoded(
    where: string,
    { categories, counts }: CountedCategories,
    j: number,
    name: string,
    table: CodedTable,
  ): EncodedFeature {
    const { minFrequency, maxCategories, featureNameCombiner } = this.params;
    const infrequent = counts && infrequentCategories(counts, table.rows, minFrequency, maxCategories);
    const groups = groupOf(categories.length, infrequent);
    const labels = groupLabels(categories, infrequent);
    const dropped = this.#droppedGroup(where, categories, groups, infrequent, j, table.place(j));
    const combine = featureNameCombiner === "concat" ? concatenated : featureNameCombiner;
    const names = labels
      .filter((_, group) => group !== dropped)
      .map((label) => {
        const combined: unknown = combine(name, label);
        if (typeof combined === "string") return combined;
        const rule = "a function that gives a string";
        throw new InvalidParameterError(OneHotEncoder.typeName, "featureNameCombiner", rule, combined);
      });
    return { categories, infrequent, groups, labels, dropped, names };
  }

  /** Group of the category that gets no column; null if every group has one. */
  #droppedGroup(
    where: string,
    categories: readonly Cell[],
    groups: Int32Array,
    infrequent: Int32Array | null,
    j: number,
    column: number | string,
  ): number | null {
    const { drop } = this.params;
    if (drop === null) return null;
    if (drop === "first") return 0;
    if (drop === "if_binary") return categories.length - ((infrequent?.length ?? 1) - 1) === 2 ? 0 : null;
    const key = categoryKey(drop[j]);
    const k = categories.findIndex((category) => categoryKey(category) === key);
    if (k < 0)
      throw new InvalidInputError(where, "drop must name a category of each feature", drop[j], { column });
    if (infrequent?.includes(k))
      throw new InvalidInputError(where, "drop must not name an infrequent category", drop[j], { column });
    return groups[k]!;
  }
}

/** The missing value is called `nan`; everything else by its text. */
function concatenated(feature: string, category: Cell): string {
  if (isMissing(category)) return `${feature}_nan`;
  return `${feature}_${category instanceof Date ? category.toISOString() : String(category)}`;
}
