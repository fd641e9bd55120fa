import type { Cell, MatrixLike, TableLike, TransformerModel } from "../base/estimator.js";
import { distinctNames, inputNames } from "../base/feature-names.js";
import { checkSeenFeatures, type SeenFeatures, toMatrix } from "../base/input.js";
import { type CodedColumn, cellAt } from "../base/table.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { groupLabels, groupOf } from "./category-groups.js";
import { type CodedTable, codedTable } from "./category-learner.js";
import { CategoryLookup } from "./category-lookup.js";
import { writeCoded } from "./coded-columns.js";

/** How one feature is encoded. */
export interface OrdinalFeature {
  /** Categories in the order of their codes; the missing value, if there is one, comes last. */
  readonly categories: readonly Cell[];
  /** Positions of the infrequent categories; null if there are none. */
  readonly infrequent: Int32Array | null;
  /** Whether the missing value is a category. */
  readonly holdsMissing: boolean;
}

interface OrdinalEncoderState extends SeenFeatures {
  readonly features: readonly OrdinalFeature[];
  /** Code of unknown categories; null if these are errors. */
  readonly unknownValue: number | null;
  readonly encodedMissingValue: number;
}

/** Categories learned by {@link OrdinalEncoder}. */
export class OrdinalEncoderModel implements TransformerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "OrdinalEncoderModel";
  /** Name under which the class is registered. */
  readonly typeName = "OrdinalEncoderModel";
  /** Categories of each feature in order; the missing value comes last, NaN among numbers and null elsewhere. */
  readonly categories: readonly (readonly Cell[])[];
  /** Infrequent categories of each feature; null where there are none. */
  readonly infrequentCategories: readonly (readonly Cell[] | null)[];
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #state: OrdinalEncoderState;
  readonly #lookups: readonly CategoryLookup[];
  /** Code of each category of each feature. */
  readonly #codes: readonly Float64Array[];
  /** Category of each code of each feature. */
  readonly #labels: readonly (readonly Cell[])[];

  /** @internal */
  constructor(state: OrdinalEncoderState) {
    this.#state = state;
    this.categories = state.features.map(({ categories }) => categories);
    this.infrequentCategories = state.features.map(({ categories, infrequent }) =>
      infrequent === null ? null : Array.from(infrequent, (k) => categories[k]),
    );
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
    this.#lookups = state.features.map(({ categories }) => new CategoryLookup(categories));
    const present = state.features.map(({ categories, holdsMissing }) =>
      holdsMissing ? categories.slice(0, -1) : categories,
    );
    this.#codes = state.features.map(({ infrequent, holdsMissing }, j) => {
      const groups = groupOf(present[j]!.length, infrequent);
      return Float64Array.from(holdsMissing ? [...groups, state.encodedMissingValue] : groups);
    });
    this.#labels = state.features.map(({ infrequent }, j) => groupLabels(present[j]!, infrequent));
  }

  /** @internal */
  static fromState(state: OrdinalEncoderState): OrdinalEncoderModel {
    return new OrdinalEncoderModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /** Names of the output columns: those of the features. */
  featureNamesOut(): readonly string[] {
    return inputNames(this);
  }

  /**
   * Codes of the categories of X, shape (nSamples, nFeatures).
   *
   * @throws {InvalidInputError} if X has other features or a column of another type than in fit, or an unknown category
   * where these are errors.
   */
  async transform(X: TableLike): Promise<Matrix> {
    const where = "OrdinalEncoderModel.transform";
    const table = codedTable(where, X);
    checkSeenFeatures(where, { columns: table.nFeatures, columnNames: table.featureNames }, this);
    return this.encode(where, table);
  }

  /** @internal {@link transform} of a table that has the features of fit. */
  encode(where: string, table: CodedTable): Matrix {
    const codes: CodedColumn["codes"][] = [];
    const values: Float64Array[] = [];
    for (let j = 0; j < this.nFeatures; j++) {
      const column = table.column(j);
      codes.push(column.codes);
      values.push(this.#valuesOf(where, column, j));
    }
    const out = new Float64Array(table.rows * this.nFeatures);
    writeCoded(codes, values, out);
    const names = this.featureNames && distinctNames(this.featureNames);
    return new Matrix(out, table.rows, this.nFeatures, names);
  }

  /** Code of each level of a column, the missing value last. */
  #valuesOf(where: string, column: CodedColumn, j: number): Float64Array {
    const { unknownValue } = this.#state;
    const place = this.featureNames?.[j] ?? j;
    const { positions, unknownRow: row } = this.#lookups[j]!.find(where, column, place);
    if (row !== undefined && unknownValue === null) {
      const rule = "X must hold categories that were seen in fit";
      throw new InvalidInputError(where, rule, cellAt(column, row), { row, column: place });
    }
    const codes = this.#codes[j]!;
    return Float64Array.from(positions, (k) => (k < 0 ? (unknownValue ?? Number.NaN) : codes[k]!));
  }

  /**
   * The categories that codes stand for. Of several infrequent ones it says "infrequent_sklearn"; the code of unknown
   * categories becomes null.
   *
   * @param X shape (nSamples, nFeatures).
   * @returns shape (nSamples, nFeatures).
   * @throws {InvalidInputError} if X has another number of columns, or a value is no code.
   */
  async inverseTransform(X: MatrixLike): Promise<Cell[][]> {
    const where = "OrdinalEncoderModel.inverseTransform";
    const matrix = toMatrix(where, X, { minColumns: 0, allowMissing: true });
    if (matrix.columns !== this.nFeatures) {
      const rule = `X must have ${this.nFeatures} columns, as transform gives`;
      throw new InvalidInputError(where, rule, new Described(`${matrix.columns} columns`));
    }
    return Array.from({ length: matrix.rows }, (_, i) =>
      Array.from(matrix.row(i), (code, j) => this.#categoryOf(where, code, i, j)),
    );
  }

  #categoryOf(where: string, code: number, row: number, j: number): Cell {
    const { features, unknownValue, encodedMissingValue } = this.#state;
    const { categories, holdsMissing } = features[j]!;
    if (holdsMissing && sameCode(code, encodedMissingValue)) return categories[categories.length - 1];
    const labels = this.#labels[j]!;
    if (Number.isInteger(code) && code >= 0 && code < labels.length) return labels[code];
    if (unknownValue !== null && sameCode(code, unknownValue)) return null;
    const rule = `X must hold codes of categories, integers from 0 to ${labels.length - 1} in this column`;
    throw new InvalidInputError(where, rule, code, { row, column: this.featureNames?.[j] ?? j });
  }
}

/** Equality under which NaN equals itself, and 0 equals -0. */
function sameCode(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
