import type { MatrixLike, TransformerModel } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { checkSeenFeatures, plural, type SeenFeatures, toMatrix } from "../base/input.js";
import { takeColumns } from "../base/table.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { reportWarning } from "../core/warning.js";
import { toDenseOrSparse } from "./score-samples.js";

/** What every fitted selector consists of. */
export interface SelectorState extends SeenFeatures {
  /** Whether each feature is kept, shape (nFeatures). */
  readonly support: readonly boolean[];
}

/** Fitted feature selection: keeps some columns as they are. What the models of all selectors share. */
export abstract class SelectorModel implements TransformerModel {
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  /** Whether each feature is kept, shape (nFeatures). */
  readonly support: readonly boolean[];
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #allowMissing: boolean;

  /**
   * @param allowMissing whether transform takes NaN.
   * @internal
   */
  constructor(state: SelectorState, allowMissing: boolean) {
    this.support = state.support;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
    this.#allowMissing = allowMissing;
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { support, nFeatures, featureNames } = this;
    return { support, nFeatures, featureNames };
  }

  /** Which features are kept: one boolean for each, or with `indices: true` the positions of the kept ones. */
  getSupport(options?: { readonly indices?: false }): boolean[];
  getSupport(options: { readonly indices: true }): Int32Array;
  getSupport(options?: { readonly indices?: boolean }): boolean[] | Int32Array;
  getSupport({ indices = false }: { readonly indices?: boolean } = {}): boolean[] | Int32Array {
    return indices ? Int32Array.from(this.#kept()) : [...this.support];
  }

  #kept(): number[] {
    return [...this.support.keys()].filter((j) => this.support[j]!);
  }

  /** Names of the kept features. */
  featureNamesOut(): readonly string[] {
    const names = inputNames(this);
    return this.#kept().map((j) => names[j]!);
  }

  /**
   * The kept columns of X, in their order, with their names; of a sparse matrix as a sparse matrix. If none was kept, which is reported as a
   * warning, a matrix without columns.
   *
   * @throws {InvalidInputError} if X has other features than in fit or holds what fit would refuse.
   */
  transform(X: CsrMatrix): Promise<CsrMatrix>;
  transform(X: MatrixLike): Promise<Matrix>;
  async transform(X: MatrixLike): Promise<Matrix | CsrMatrix> {
    const where = `${this.typeName}.transform`;
    const samples = toDenseOrSparse(where, X, this.#allowMissing);
    checkSeenFeatures(where, samples, this);
    const kept = this.#kept();
    if (kept.length === 0) reportWarning(`${where}: no feature was selected, so that no column is left`);
    const names = samples.columnNames ?? this.featureNames;
    if (!(samples instanceof CsrMatrix))
      return new Matrix(
        samples.takeColumns(kept).data,
        samples.rows,
        kept.length,
        names && kept.map((j) => names[j]!),
      );
    const taken = takeColumns(samples, kept, this.featureNamesOut()) as CsrMatrix;
    return names === undefined
      ? new CsrMatrix(taken.data, taken.indices, taken.indptr, taken.columns)
      : taken;
  }

  /**
   * Puts columns back where {@link transform} took them from, and zeros in the place of the others.
   *
   * @param X shape (nSamples, number of kept features); may hold NaN.
   * @throws {InvalidInputError} if X has another number of columns or holds Infinity.
   */
  async inverseTransform(X: MatrixLike): Promise<Matrix> {
    const where = `${this.typeName}.inverseTransform`;
    const samples = toMatrix(where, X, { allowMissing: true, minColumns: 0 });
    const kept = this.#kept();
    if (samples.columns !== kept.length)
      throw new InvalidInputError(
        where,
        `X must have ${plural(kept.length, "column")}, those that were kept`,
        new Described(plural(samples.columns, "column")),
      );
    const out = new Float64Array(samples.rows * this.nFeatures);
    for (const [from, to] of kept.entries())
      for (let i = 0; i < samples.rows; i++) out[i * this.nFeatures + to] = samples.get(i, from);
    return new Matrix(out, samples.rows, this.nFeatures, this.featureNames);
  }
}
