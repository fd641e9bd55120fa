import type { Cell, MatrixLike, TableLike, TransformerModel } from "../base/estimator.js";
import { distinctNames } from "../base/feature-names.js";
import { checkSeenFeatures, type SeenFeatures, toMatrix } from "../base/input.js";
import { type CodedColumn, cellAt } from "../base/table.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { reportWarning } from "../core/warning.js";
import { type CodedTable, codedTable } from "./category-learner.js";
import { CategoryLookup } from "./category-lookup.js";
import { writeCoded } from "./coded-columns.js";

/** What the encoder does with a category that it has not seen in fit. */
export type HandleUnknown = "error" | "ignore" | "infrequent_if_exist" | "warn";

/** How one feature is encoded. */
export interface EncodedFeature {
  /** Categories in order. */
  readonly categories: readonly Cell[];
  /** Positions of the infrequent categories; null if there are none. */
  readonly infrequent: Int32Array | null;
  /** Group of each category, shape (nCategories). */
  readonly groups: Int32Array;
  /** Category of each group. */
  readonly labels: readonly Cell[];
  /** Group that gets no column; null if every group has one. */
  readonly dropped: number | null;
  /** Names of the output columns. */
  readonly names: readonly string[];
}

interface OneHotEncoderState extends SeenFeatures {
  readonly features: readonly EncodedFeature[];
  readonly sparseOutput: boolean;
  readonly handleUnknown: HandleUnknown;
  /** Whether categories were to be dropped. */
  readonly drops: boolean;
}

/** Categories learned by {@link OneHotEncoder}. */
export class OneHotEncoderModel implements TransformerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "OneHotEncoderModel";
  /** Name under which the class is registered. */
  readonly typeName = "OneHotEncoderModel";
  /** Categories of each feature in order; the missing value comes last, NaN among numbers and null elsewhere. */
  readonly categories: readonly (readonly Cell[])[];
  /** Position in `categories` of each feature's dropped category (null: none); null if nothing is dropped. */
  readonly dropIdx: readonly (number | null)[] | null;
  /** Infrequent categories of each feature; null where there are none. */
  readonly infrequentCategories: readonly (readonly Cell[] | null)[];
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #state: OneHotEncoderState;
  readonly #lookups: readonly CategoryLookup[];

  /** @internal */
  constructor(state: OneHotEncoderState) {
    this.#state = state;
    this.#lookups = state.features.map(({ categories }) => new CategoryLookup(categories));
    this.categories = state.features.map(({ categories }) => categories);
    const dropIdx = state.features.map(({ groups, dropped }) =>
      dropped === null ? null : groups.indexOf(dropped),
    );
    this.dropIdx = state.drops ? dropIdx : null;
    this.infrequentCategories = state.features.map(({ categories, infrequent }) =>
      infrequent === null ? null : Array.from(infrequent, (k) => categories[k]),
    );
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  static fromState(state: OneHotEncoderState): OneHotEncoderModel {
    return new OneHotEncoderModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /** Names of the output columns: `feature_category`. */
  featureNamesOut(): readonly string[] {
    return this.#state.features.flatMap(({ names }) => names);
  }

  /**
   * Encodes X, shape (nSamples, nFeatures), as indicators, shape (nSamples, nColumnsOut): a CsrMatrix, or a Matrix if
   * `sparseOutput` is false.
   *
   * @throws {InvalidInputError} if X has other features than in fit, or an unknown category where these are errors.
   */
  async transform(X: TableLike): Promise<Matrix | CsrMatrix> {
    const where = "OneHotEncoderModel.transform";
    const table = codedTable(where, X);
    checkSeenFeatures(where, { columns: table.nFeatures, columnNames: table.featureNames }, this);
    return this.encode(where, table);
  }

  /** @internal {@link transform} of a table that has the features of fit. */
  encode(where: string, table: CodedTable): Matrix | CsrMatrix {
    const { features, sparseOutput } = this.#state;
    const unknownIn: (number | string)[] = [];
    const codes: CodedColumn["codes"][] = [];
    const targets: Int32Array[] = [];
    let width = 0;
    let complete = true;
    for (const [j, feature] of features.entries()) {
      const column = table.column(j);
      const found = this.#targets(where, column, feature, j, width, unknownIn);
      codes.push(column.codes);
      targets.push(found.targets);
      if (found.hasGaps) complete = false;
      width += feature.names.length;
    }
    this.#warnOf(unknownIn);
    const columnOf = new Int32Array(table.rows * features.length); // -1: none
    writeCoded(codes, targets, columnOf);
    const names = distinctNames(this.featureNamesOut());
    return sparseOutput
      ? sparseIndicators(columnOf, table.rows, width, names, complete)
      : denseIndicators(columnOf, table.rows, width, names);
  }

  /** Output column of each level, the missing value last; -1 for none, which a row has if hasGaps. */
  #targets(
    where: string,
    column: CodedColumn,
    { groups, dropped, infrequent }: EncodedFeature,
    j: number,
    start: number,
    unknownIn: (number | string)[],
  ): { targets: Int32Array; hasGaps: boolean } {
    const { handleUnknown } = this.#state;
    const place = this.featureNames?.[j] ?? j;
    const { positions, unknownRow: row } = this.#lookups[j]!.find(where, column, place);
    if (row !== undefined) {
      if (handleUnknown === "error") {
        const rule = "X must hold categories that were seen in fit";
        throw new InvalidInputError(where, rule, cellAt(column, row), { row, column: place });
      }
      unknownIn.push(place);
    }
    const fallback = handleUnknown !== "ignore" && infrequent !== null ? groups[infrequent[0]!]! : -1;
    const targets = positions.map((k) => {
      const group = k < 0 ? fallback : groups[k]!;
      if (group < 0 || group === dropped) return -1;
      return start + (dropped === null || group < dropped ? group : group - 1);
    });
    return { targets, hasGaps: dropped !== null || (row !== undefined && fallback < 0) };
  }

  #warnOf(unknownIn: readonly (number | string)[]): void {
    const { handleUnknown, drops } = this.#state;
    if (unknownIn.length === 0 || !(handleUnknown === "warn" || drops)) return;
    const fate =
      handleUnknown === "ignore" ? "all zeros" : "the infrequent category, or all zeros if there is none";
    reportWarning(
      `OneHotEncoder: columns ${unknownIn.join(", ")} hold categories not seen in fit; they are encoded as ${fate}`,
    );
  }

  /**
   * The categories that the indicators stand for. Of several infrequent ones it says "infrequent_sklearn"; a row of
   * zeros is the dropped category, or null if unknown ones are ignored.
   *
   * @param X shape (nSamples, nColumnsOut).
   * @returns shape (nSamples, nFeatures).
   * @throws {InvalidInputError} if X has another number of columns, or a row of zeros stands for nothing.
   */
  async inverseTransform(X: MatrixLike): Promise<Cell[][]> {
    const where = "OneHotEncoderModel.inverseTransform";
    const matrix = toMatrix(where, X, { minColumns: 0 });
    const width = this.featureNamesOut().length;
    if (matrix.columns !== width) {
      const rule = `X must have ${width} columns, as transform gives`;
      throw new InvalidInputError(where, rule, new Described(`${matrix.columns} columns`));
    }
    return Array.from({ length: matrix.rows }, (_, i) => this.#invertRow(where, matrix.row(i), i));
  }

  #invertRow(where: string, row: Float64Array, i: number): Cell[] {
    let start = 0;
    return this.#state.features.map((feature, j) => {
      const part = row.subarray(start, (start += feature.names.length));
      return this.#invertFeature(where, part, feature, i, j);
    });
  }

  #invertFeature(where: string, part: Float64Array, feature: EncodedFeature, i: number, j: number): Cell {
    const { labels, dropped, infrequent } = feature;
    if (part.some((value) => value !== 0)) {
      const best = part.indexOf(part.reduce((a, b) => Math.max(a, b)));
      return labels[dropped !== null && best >= dropped ? best + 1 : best];
    }
    if (dropped !== null) return labels[dropped];
    const { handleUnknown } = this.#state;
    if (handleUnknown === "ignore" || (handleUnknown !== "error" && infrequent === null)) return null;
    const rule = "a row of X must have an indicator of each feature";
    throw new InvalidInputError(where, rule, new Described("zeros"), {
      row: i,
      column: this.featureNames?.[j] ?? j,
    });
  }
}

/** @param complete whether every feature of every row has an indicator. */
function sparseIndicators(
  columnOf: Int32Array,
  rows: number,
  columns: number,
  names: readonly string[] | undefined,
  complete: boolean,
): CsrMatrix {
  const nFeatures = columnOf.length / rows;
  const indptr = new Int32Array(rows + 1);
  if (complete) {
    for (let i = 1; i <= rows; i++) indptr[i] = i * nFeatures;
    return new CsrMatrix(new Float64Array(columnOf.length).fill(1), columnOf, indptr, columns, names);
  }
  let kept = 0;
  for (let i = 0, p = 0; i < rows; i++) {
    for (let j = 0; j < nFeatures; j++, p++) {
      // Writing behind the place that is read: in place, no second array.
      if (columnOf[p]! >= 0) columnOf[kept++] = columnOf[p]!;
    }
    indptr[i + 1] = kept;
  }
  const indices = kept === columnOf.length ? columnOf : columnOf.slice(0, kept);
  return new CsrMatrix(new Float64Array(kept).fill(1), indices, indptr, columns, names);
}

function denseIndicators(
  columnOf: Int32Array,
  rows: number,
  columns: number,
  names: readonly string[] | undefined,
): Matrix {
  const nFeatures = columnOf.length / rows;
  const out = new Float64Array(rows * columns);
  for (let i = 0, p = 0; i < rows; i++) {
    for (let j = 0; j < nFeatures; j++, p++) if (columnOf[p]! >= 0) out[i * columns + columnOf[p]!] = 1;
  }
  return new Matrix(out, rows, columns, names);
}
