import type { MatrixLike, TransformerModel } from "../base/estimator.js";
import { distinctNames, inputNames } from "../base/feature-names.js";
import { type SeenFeatures, toMatrix, toSeenMatrix } from "../base/input.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { middles } from "./bin-edges.js";

/** How the number of a bin is written. */
export type BinEncoding = "onehot" | "onehot-dense" | "ordinal";

interface KBinsDiscretizerState extends SeenFeatures {
  readonly encode: BinEncoding;
  readonly binEdges: readonly Float64Array[];
}

/** Bins learned by {@link KBinsDiscretizer}. */
export class KBinsDiscretizerModel implements TransformerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "KBinsDiscretizerModel";
  /** Name under which the class is registered. */
  readonly typeName = "KBinsDiscretizerModel";
  /** How the number of a bin is written. */
  readonly encode: BinEncoding;
  /** Edges of the bins of each feature, each of shape (nBins[j] + 1), ascending. */
  readonly binEdges: readonly Float64Array[];
  /** Number of bins of each feature, shape (nFeatures). */
  readonly nBins: Int32Array;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;

  /** @internal */
  constructor(state: KBinsDiscretizerState) {
    this.encode = state.encode;
    this.binEdges = state.binEdges;
    this.nBins = Int32Array.from(state.binEdges, (edges) => edges.length - 1);
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  static fromState(state: KBinsDiscretizerState): KBinsDiscretizerModel {
    return new KBinsDiscretizerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { encode, binEdges, nFeatures, featureNames } = this;
    return { encode, binEdges, nFeatures, featureNames };
  }

  /** Names of the output columns: those of the input, or `feature_bin` for indicators. */
  featureNamesOut(): readonly string[] {
    const names = inputNames(this);
    if (this.encode === "ordinal") return names;
    return names.flatMap((name, j) => Array.from({ length: this.nBins[j]! }, (_, bin) => `${name}_${bin}`));
  }

  /**
   * The bin of each value of X, shape (nSamples, nFeatures): its number, or indicators of shape (nSamples, Σ nBins), a CsrMatrix for
   * "onehot".
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async transform(X: MatrixLike): Promise<Matrix | CsrMatrix> {
    const seen = toSeenMatrix("KBinsDiscretizerModel.transform", X, this);
    const { data, rows, columns } = seen;
    const names = distinctNames(this.featureNamesOut());
    const bins = new Int32Array(data.length);
    let offset = 0;
    for (let j = 0; j < columns; j++) {
      const inner = this.binEdges[j]!.subarray(1, -1);
      for (let i = 0, p = j; i < rows; i++, p += columns) bins[p] = offset + countUpTo(inner, data[p]!);
      if (this.encode !== "ordinal") offset += this.nBins[j]!;
    }
    if (this.encode === "ordinal")
      return new Matrix(Float64Array.from(bins), rows, columns, seen.columnNames ?? this.featureNames);
    if (this.encode === "onehot") {
      const indptr = Int32Array.from({ length: rows + 1 }, (_, i) => i * columns);
      return new CsrMatrix(new Float64Array(data.length).fill(1), bins, indptr, offset, names);
    }
    const out = new Float64Array(rows * offset);
    for (let p = 0; p < bins.length; p++) out[Math.floor(p / columns) * offset + bins[p]!] = 1;
    return new Matrix(out, rows, offset, names);
  }

  /**
   * The middle of each bin; NaN for a constant column.
   *
   * @param X what transform gives.
   * @returns shape (nSamples, nFeatures).
   * @throws {InvalidInputError} if X has another number of columns, or a value stands for no bin.
   */
  async inverseTransform(X: MatrixLike): Promise<Matrix> {
    const where = "KBinsDiscretizerModel.inverseTransform";
    const matrix = toMatrix(where, X);
    const width = this.featureNamesOut().length;
    if (matrix.columns !== width) {
      const rule = `X must have ${width} columns, as transform gives`;
      throw new InvalidInputError(where, rule, new Described(`${matrix.columns} columns`));
    }
    const out = new Float64Array(matrix.rows * this.nFeatures);
    let start = 0;
    for (let j = 0; j < this.nFeatures; j++) {
      const centers = middles(this.binEdges[j]!);
      for (let i = 0; i < matrix.rows; i++)
        out[i * this.nFeatures + j] = centers[this.#binOf(where, matrix.row(i), i, j, start)]!;
      start += this.encode === "ordinal" ? 1 : this.nBins[j]!;
    }
    return new Matrix(out, matrix.rows, this.nFeatures, this.featureNames);
  }

  /** The bin that a row of transformed values tells of feature j, whose part begins at `start`. */
  #binOf(where: string, row: Float64Array, i: number, j: number, start: number): number {
    const count = this.nBins[j]!;
    const place = { row: i, column: this.featureNames?.[j] ?? j };
    if (this.encode === "ordinal") {
      const bin = Math.trunc(row[start]!);
      if (bin >= 0 && bin < count) return bin;
      const rule = `X must hold numbers of bins, here from 0 to ${count - 1}`;
      throw new InvalidInputError(where, rule, row[start], place);
    }
    let best = start;
    for (let k = start + 1; k < start + count; k++) if (row[k]! > row[best]!) best = k;
    if (row.subarray(start, start + count).some((value) => value !== 0)) return best - start;
    const rule = "a row of X must have an indicator of each feature";
    throw new InvalidInputError(where, rule, new Described("zeros"), place);
  }
}

/** How many of the ascending edges are <= x. */
function countUpTo(edges: Float64Array, x: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
