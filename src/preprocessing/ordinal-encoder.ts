import type { FitOptions } from "../base/estimator.js";
import { choice, custom, type ParamSpecs } from "../base/params.js";
import { isMissing } from "../base/table.js";
import { InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { CategoryEncoder } from "./category-encoder.js";
import { type CountedCategories, infrequentCategories } from "./category-groups.js";
import {
  type CodedTable,
  categoriesSpec,
  type GivenCategories,
  learnCategories,
  maxCategoriesSpec,
  minFrequencySpec,
} from "./category-learner.js";
import { OrdinalEncoderModel, type OrdinalFeature } from "./ordinal-encoder-model.js";

/** Hyper-parameters of {@link OrdinalEncoder}. */
export interface OrdinalEncoderParams {
  /** Categories of each feature in the order of their codes, or "auto" for those that occur in fit, sorted. Default "auto". */
  readonly categories: GivenCategories;
  /** What transform does with an unknown category: "error", or "use_encoded_value", `unknownValue`. Default "error". */
  readonly handleUnknown: "error" | "use_encoded_value";
  /**
   * Code of unknown categories: an integer that is not the code of a category, or NaN. Needed if handleUnknown is
   * "use_encoded_value", else null. Default null.
   */
  readonly unknownValue: number | null;
  /** Code of missing values: an integer that is not the code of a category, or NaN. Default NaN. */
  readonly encodedMissingValue: number;
  /**
   * Categories that are rarer share one code, the last: a count (an integer >= 1) or a share of the samples (in (0, 1)).
   * Default null: none.
   */
  readonly minFrequency: number | null;
  /**
   * Greatest number of codes of a feature, that of the infrequent categories included, those of missing and unknown
   * values not; an integer >= 1. Default null: no limit.
   */
  readonly maxCategories: number | null;
}

const isCode = (value: unknown): boolean => Number.isSafeInteger(value) || Number.isNaN(value);

/** Domain, default and help of {@link OrdinalEncoderParams}. */
export const ordinalEncoderParamSpecs: ParamSpecs<OrdinalEncoderParams> = {
  categories: categoriesSpec,
  handleUnknown: choice({
    default: "error",
    options: ["error", "use_encoded_value"],
    help: "What to do with a category that was not seen in fit.",
  }),
  unknownValue: custom<number | null>({
    default: null,
    domain: "an integer, NaN, or null (unknown categories are errors)",
    help: "Code of unknown categories.",
    outside: [0.5, Number.POSITIVE_INFINITY, "1", true],
    accepts: (value) => value === null || isCode(value),
  }),
  encodedMissingValue: custom<number>({
    default: Number.NaN,
    domain: "an integer or NaN",
    help: "Code of missing values.",
    outside: [0.5, Number.POSITIVE_INFINITY, "1", null, true],
    accepts: isCode,
  }),
  minFrequency: minFrequencySpec,
  maxCategories: maxCategoriesSpec,
};

/**
 * Encodes the categories of each feature as integers 0, 1, …, nCategories - 1, in one column a feature.
 *
 * Categories are ordered as `numpy.unique` orders them. Missing values (null, undefined, NaN) get a code of their own,
 * NaN by default; infrequent categories, if they are grouped, share the code after that of the last frequent one.
 *
 * Cost: O(nSamples × nFeatures), and sorting of the distinct categories. Columns that are dictionary-coded (those of a
 * Frame) are encoded by their codes.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const model = await new OrdinalEncoder({ handleUnknown: "use_encoded_value", unknownValue: -1 }).fit([
 *   ["Male", 1], ["Female", 3], ["Female", 2],
 * ]);
 * model.categories; // => [["Female", "Male"], [1, 2, 3]]
 * (await model.transform([["Female", 3], ["Other", 1]])).toArray(); // => [[0, 2], [-1, 0]]
 * await model.inverseTransform([[1, 0], [-1, 1]]); // => [["Male", 1], [null, 2]]
 * ```
 */
export class OrdinalEncoder extends CategoryEncoder<OrdinalEncoderParams, OrdinalEncoderModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "OrdinalEncoder";

  constructor(params: Partial<OrdinalEncoderParams> = {}) {
    super(OrdinalEncoder.typeName, ordinalEncoderParamSpecs, params);
  }

  /** @internal */
  static fromState(state: OrdinalEncoderParams): OrdinalEncoder {
    return new OrdinalEncoder(state);
  }

  protected learn(where: string, table: CodedTable, options: FitOptions): OrdinalEncoderModel {
    const { categories, handleUnknown, unknownValue, encodedMissingValue } = this.params;
    this.#checkUnknownValue();
    const rules = {
      typeName: OrdinalEncoder.typeName,
      categories,
      refuseUnknown: handleUnknown === "error",
      counted: this.params.minFrequency !== null || this.params.maxCategories !== null,
    };
    const learned = learnCategories(where, table, rules, options);
    const features = learned.map((feature) => this.#ordered(feature, table.rows));
    for (const [j, feature] of features.entries()) this.#checkCodes(feature, table.place(j));
    const { nFeatures, featureNames } = table;
    return new OrdinalEncoderModel({ nFeatures, featureNames, features, unknownValue, encodedMissingValue });
  }

  protected encode(where: string, model: OrdinalEncoderModel, table: CodedTable): Matrix {
    return model.encode(where, table);
  }

  #ordered({ categories, counts }: CountedCategories, nSamples: number): OrdinalFeature {
    const { minFrequency, maxCategories } = this.params;
    const holdsMissing = isMissing(categories[categories.length - 1]);
    const present = counts && (holdsMissing ? counts.subarray(0, -1) : counts);
    const infrequent = present && infrequentCategories(present, nSamples, minFrequency, maxCategories);
    return { categories, infrequent, holdsMissing };
  }

  #checkUnknownValue(): void {
    const { handleUnknown, unknownValue } = this.params;
    if (handleUnknown === "error" ? unknownValue === null : unknownValue !== null) return;
    const rule =
      handleUnknown === "error"
        ? 'null unless handleUnknown is "use_encoded_value"'
        : 'an integer or NaN if handleUnknown is "use_encoded_value"';
    throw new InvalidParameterError(OrdinalEncoder.typeName, "unknownValue", rule, unknownValue);
  }

  /** The code of the infrequent categories may stand for unknown ones too, as scikit-learn has it. */
  #checkCodes({ categories, infrequent, holdsMissing }: OrdinalFeature, place: number | string): void {
    const { unknownValue, encodedMissingValue } = this.params;
    const taken = categories.length - Number(holdsMissing) - (infrequent?.length ?? 0);
    const isTaken = (code: number | null): boolean => code !== null && code >= 0 && code < taken;
    const rule = `a code that no category has; column ${JSON.stringify(place)} has the codes 0 to ${taken - 1}`;
    if (isTaken(unknownValue))
      throw new InvalidParameterError(OrdinalEncoder.typeName, "unknownValue", rule, unknownValue);
    if (holdsMissing && isTaken(encodedMissingValue))
      throw new InvalidParameterError(
        OrdinalEncoder.typeName,
        "encodedMissingValue",
        rule,
        encodedMissingValue,
      );
  }
}
