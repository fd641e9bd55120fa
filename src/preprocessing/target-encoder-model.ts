import type { Cell, Label, TableLike, TransformerModel } from "../base/estimator.js";
import { distinctNames, inputNames } from "../base/feature-names.js";
import { checkSeenFeatures, type SeenFeatures } from "../base/input.js";
import type { CodedColumn } from "../base/table.js";
import type { TargetType } from "../base/target-type.js";
import { Matrix } from "../core/matrix.js";
import { codedTable } from "./category-learner.js";
import { CategoryLookup } from "./category-lookup.js";
import { writeCoded } from "./coded-columns.js";

interface TargetEncoderState<L extends Label> extends SeenFeatures {
  readonly categories: readonly (readonly Cell[])[];
  readonly encodings: readonly Float64Array[];
  readonly targetType: TargetType;
  readonly classes: readonly L[] | null;
  /** Mean of the target, or of the indicator of each class. */
  readonly means: Float64Array;
}

/** Encodings learned by {@link TargetEncoder}. */
export class TargetEncoderModel<L extends Label = Label> implements TransformerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "TargetEncoderModel";
  /** Name under which the class is registered. */
  readonly typeName = "TargetEncoderModel";
  /** Categories of each feature in order; the missing value comes last, NaN among numbers and null elsewhere. */
  readonly categories: readonly (readonly Cell[])[];
  /**
   * Value of each category of each feature, shape (nCategories); with more than two classes there is a list for each
   * feature and class, those of one feature together.
   */
  readonly encodings: readonly Float64Array[];
  /** What the target was taken for. */
  readonly targetType: TargetType;
  /** Mean of the target; the share of the second of two classes; of more classes, the share of each. */
  readonly targetMean: number | Float64Array;
  /** Distinct labels, sorted; null if the target is continuous. */
  readonly classes: readonly L[] | null;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #means: Float64Array;
  readonly #lookups: readonly CategoryLookup[];

  /** @internal */
  constructor(state: TargetEncoderState<L>) {
    this.categories = state.categories;
    this.encodings = state.encodings;
    this.targetType = state.targetType;
    this.targetMean = state.targetType === "multiclass" ? state.means : state.means[0]!;
    this.classes = state.classes;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
    this.#means = state.means;
    this.#lookups = state.categories.map((categories) => new CategoryLookup(categories));
  }

  /** @internal */
  static fromState<L extends Label>(state: TargetEncoderState<L>): TargetEncoderModel<L> {
    return new TargetEncoderModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { nFeatures, featureNames, categories, encodings, targetType, classes } = this;
    return { nFeatures, featureNames, categories, encodings, targetType, classes, means: this.#means };
  }

  /** Names of the output columns: those of the features, or `feature_class` for each of more than two classes. */
  featureNamesOut(): readonly string[] {
    const names = inputNames(this);
    if (this.targetType !== "multiclass") return names;
    return names.flatMap((name) => this.classes!.map((label) => `${name}_${String(label)}`));
  }

  /**
   * Encodes X, shape (nSamples, nFeatures), by what was learned from all rows of fit; for the rows of fit themselves, see
   * {@link TargetEncoder}.
   *
   * @returns shape (nSamples, nFeatures), or (nSamples, nFeatures × nClasses) for more than two classes.
   * @throws {InvalidInputError} if X has other features or a column of another type than in fit.
   */
  async transform(X: TableLike): Promise<Matrix> {
    const where = "TargetEncoderModel.transform";
    const table = codedTable(where, X);
    checkSeenFeatures(where, { columns: table.nFeatures, columnNames: table.featureNames }, this);
    const codes: CodedColumn["codes"][] = [];
    const values: Float64Array[] = [];
    for (let j = 0; j < this.nFeatures; j++) {
      const column = table.column(j);
      const { positions } = this.#lookups[j]!.find(where, column, table.place(j));
      for (const [k, mean] of this.#means.entries()) {
        const encoding = this.encodings[j * this.#means.length + k]!;
        codes.push(column.codes);
        values.push(Float64Array.from(positions, (position) => (position < 0 ? mean : encoding[position]!)));
      }
    }
    const out = new Float64Array(table.rows * values.length);
    writeCoded(codes, values, out);
    return this.named(out);
  }

  /** @internal Encoded rows as a matrix, with the names that frames have. */
  named(data: Float64Array): Matrix {
    const width = this.encodings.length;
    const names = this.featureNames && distinctNames(this.featureNamesOut());
    return new Matrix(data, data.length / width, width, names);
  }
}
