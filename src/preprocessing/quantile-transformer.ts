import type { FitOptions, MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight, type SeenFeatures } from "../base/input.js";
import { choice, flag, integer, nullable, type ParamSpecs, randomStateSpec } from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { quantiles } from "../core/quantile.js";
import { RandomState } from "../core/random-state.js";
import { reportWarning } from "../core/warning.js";
import { forEachColumn, toMatrixOrSparse, withoutMissing } from "./dense-or-sparse.js";
import { linspace } from "./linspace.js";
import { OneToOneModel } from "./one-to-one-model.js";
import { type OutputDistribution, QuantileMap } from "./quantile-map.js";

/** Hyper-parameters of {@link QuantileTransformer}. */
export interface QuantileTransformerParams {
  /** Number of quantiles to learn, at most the number of samples; an integer >= 1. Default 1000. */
  readonly nQuantiles: number;
  /** Distribution of the transformed values. Default "uniform". */
  readonly outputDistribution: OutputDistribution;
  /** Whether zeros that a sparse matrix does not store are left out of the quantiles. Default false; no effect on dense input. */
  readonly ignoreImplicitZeros: boolean;
  /** Most samples to compute the quantiles from, drawn at random; an integer >= 1, or null (all). Default 10,000. */
  readonly subsample: number | null;
  /** Seed of the draw; an integer >= 0, or null (fresh entropy). Default 0. */
  readonly randomState: number | null;
}

/** Domain, default and help of {@link QuantileTransformerParams}. */
export const quantileTransformerParamSpecs: ParamSpecs<QuantileTransformerParams> = {
  nQuantiles: integer({ default: 1000, min: 1, help: "Number of quantiles to learn." }),
  outputDistribution: choice({
    default: "uniform",
    options: ["uniform", "normal"],
    help: "Distribution of the transformed values.",
  }),
  ignoreImplicitZeros: flag({
    default: false,
    help: "Leave zeros that a sparse matrix does not store out of the quantiles.",
  }),
  subsample: nullable(
    integer({ default: 10_000, min: 1, help: "Most samples to compute the quantiles from." }),
    "all",
  ),
  randomState: randomStateSpec,
};

/**
 * Maps each column to a uniform or a normal distribution by its quantiles: only the order of the values counts, outliers do not.
 * Values beyond those seen in fit go to the ends. Missing values (NaN) are left out and stay missing.
 *
 * Cost: a sort of at most `subsample` values of each column; a binary search for each value to transform.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or `nQuantiles` exceeds `subsample`.
 *
 * @example
 * ```ts
 * const model = await new QuantileTransformer({ nQuantiles: 5 }).fit([[0], [1], [10], [100], [1000]]);
 * (await model.transform([[1], [55], [5000]])).toArray(); // => [[0.25], [0.625], [1]]
 * ```
 */
export class QuantileTransformer extends BaseTransformer<
  QuantileTransformerParams,
  QuantileTransformerModel
> {
  /** Name under which the class is registered. */
  static readonly typeName = "QuantileTransformer";

  constructor(params: Partial<QuantileTransformerParams> = {}) {
    super(QuantileTransformer.typeName, quantileTransformerParamSpecs, params);
    const { nQuantiles, subsample } = this.params;
    if (subsample !== null && nQuantiles > subsample) {
      const domain = `an integer from 1 to subsample = ${subsample}`;
      throw new InvalidParameterError(QuantileTransformer.typeName, "nQuantiles", domain, nQuantiles);
    }
  }

  /** @internal */
  static fromState(state: QuantileTransformerParams): QuantileTransformer {
    return new QuantileTransformer(state);
  }

  /**
   * Learns the quantiles of each column.
   *
   * @param X shape (nSamples, nFeatures), dense or sparse; may hold NaN; neither kept nor changed.
   * @throws {InvalidInputError} if X is ragged, empty or holds Infinity, or is sparse and holds negative numbers while
   * `ignoreImplicitZeros` is false.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<QuantileTransformerModel> {
    const where = "QuantileTransformer.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const { outputDistribution, ignoreImplicitZeros, subsample, randomState } = this.params;
    const matrix = toMatrixOrSparse(where, X);
    const nQuantiles = this.#nQuantiles(matrix.rows);
    const references = linspace(0, 1, nQuantiles);
    const random = new RandomState(randomState);
    const found = Matrix.zeros(nQuantiles, matrix.columns);
    const note = (values: Float64Array, j: number): void => {
      options.signal?.throwIfAborted();
      columnQuantiles(values, references).forEach((value, i) => {
        found.data[i * matrix.columns + j] = value;
      });
    };
    if (matrix instanceof CsrMatrix) {
      if (!ignoreImplicitZeros) checkNotNegative(where, matrix);
      forEachSparseSample(matrix, { ignoreImplicitZeros, subsample, random }, note);
    } else {
      if (ignoreImplicitZeros)
        reportWarning("QuantileTransformer: ignoreImplicitZeros has no effect, since X is dense");
      forEachColumn(sampleRows(matrix, subsample, random), note);
    }
    return new QuantileTransformerModel({
      ...{ outputDistribution, ignoreImplicitZeros, references, quantiles: found },
      ...{ nFeatures: matrix.columns, featureNames: matrix.columnNames },
    });
  }

  #nQuantiles(rows: number): number {
    const { nQuantiles } = this.params;
    if (nQuantiles <= rows) return nQuantiles;
    reportWarning(
      `QuantileTransformer: nQuantiles = ${nQuantiles} exceeds the number of samples and is set to it, ${rows}`,
    );
    return rows;
  }
}

/** The first rows of a random permutation. */
function sampleRows(X: Matrix, subsample: number | null, random: RandomState): Matrix {
  if (subsample === null || subsample >= X.rows) return X;
  return X.takeRows(random.permutation(X.rows).subarray(0, subsample));
}

interface SparseSampling {
  readonly ignoreImplicitZeros: boolean;
  readonly subsample: number | null;
  readonly random: RandomState;
}

/**
 * Values of each column of a sparse matrix, zeros and all. Of a column that stores more than `subsample` values, so many are drawn, with
 * a fair share of zeros.
 */
function forEachSparseSample(
  X: CsrMatrix,
  { ignoreImplicitZeros, subsample, random }: SparseSampling,
  visit: (values: Float64Array, column: number) => void,
): void {
  const byColumn = X.transpose();
  for (let j = 0; j < X.columns; j++) {
    const stored = byColumn.data.subarray(byColumn.indptr[j]!, byColumn.indptr[j + 1]!);
    let values: Float64Array;
    if (subsample !== null && stored.length > subsample) {
      values = new Float64Array(subsample);
      const drawn = ignoreImplicitZeros ? subsample : Math.floor((subsample * stored.length) / X.rows);
      random
        .permutation(stored.length)
        .subarray(0, drawn)
        .forEach((k, i) => {
          values[i] = stored[k]!;
        });
    } else {
      values = new Float64Array(ignoreImplicitZeros ? stored.length : X.rows);
      values.set(stored);
    }
    if (values.length === 0) values = new Float64Array(1); // a column of zeros only
    visit(withoutMissing(values), j);
  }
}

/** @param values without NaN; rearranged. */
function columnQuantiles(values: Float64Array, references: Float64Array): Float64Array {
  if (values.length === 0) return new Float64Array(references.length).fill(Number.NaN);
  // By way of per cent, as the incumbent rounds.
  return quantiles(
    values,
    references.map((reference) => (reference * 100) / 100),
  );
}

function checkNotNegative(where: string, { data, indices, indptr, columnNames }: CsrMatrix): void {
  const at = data.findIndex((value) => value < 0);
  if (at < 0) return;
  const rule = "a sparse X must hold no negative number, or ignoreImplicitZeros be true";
  throw new InvalidInputError(where, rule, data[at], {
    row: indptr.findIndex((start) => start > at) - 1,
    column: columnNames?.[indices[at]!] ?? indices[at]!,
  });
}

interface QuantileTransformerState extends SeenFeatures {
  readonly outputDistribution: OutputDistribution;
  readonly ignoreImplicitZeros: boolean;
  readonly references: Float64Array;
  readonly quantiles: Matrix;
}

/** Quantiles learned by {@link QuantileTransformer}. */
export class QuantileTransformerModel extends OneToOneModel {
  /** Name under which the class is registered. */
  static readonly typeName = "QuantileTransformerModel";
  /** Name under which the class is registered. */
  readonly typeName = "QuantileTransformerModel";
  /** Distribution of the transformed values. */
  readonly outputDistribution: OutputDistribution;
  /** Whether zeros that a sparse matrix does not store are left alone. */
  readonly ignoreImplicitZeros: boolean;
  /** Ranks of the quantiles, shape (nQuantiles), from 0 to 1. */
  readonly references: Float64Array;
  /** Values with these ranks, shape (nQuantiles, nFeatures); NaN in a column without values. */
  readonly quantiles: Matrix;
  /** Number of quantiles. */
  readonly nQuantiles: number;
  readonly #maps: readonly QuantileMap[];

  /** @internal */
  constructor(state: QuantileTransformerState) {
    super(state);
    this.outputDistribution = state.outputDistribution;
    this.ignoreImplicitZeros = state.ignoreImplicitZeros;
    this.references = state.references;
    this.quantiles = state.quantiles;
    this.nQuantiles = state.references.length;
    this.#maps = Array.from(
      { length: state.quantiles.columns },
      (_, j) => new QuantileMap(state.quantiles.column(j), state.references, state.outputDistribution),
    );
  }

  /** @internal */
  static fromState(state: QuantileTransformerState): QuantileTransformerModel {
    return new QuantileTransformerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const {
      outputDistribution,
      ignoreImplicitZeros,
      references,
      quantiles: found,
      nFeatures,
      featureNames,
    } = this;
    return { outputDistribution, ignoreImplicitZeros, references, quantiles: found, nFeatures, featureNames };
  }

  /**
   * Maps X, shape (nSamples, nFeatures), to the distribution, into a new matrix. Of a sparse matrix, which stays sparse, the stored
   * elements are mapped.
   *
   * @throws {InvalidInputError} if X has other features than in fit or holds Infinity, or is sparse and holds negative numbers while
   * `ignoreImplicitZeros` is false.
   */
  async transform(X: CsrMatrix): Promise<CsrMatrix>;
  async transform(X: Exclude<MatrixLike, CsrMatrix>): Promise<Matrix>;
  async transform(X: MatrixLike): Promise<Matrix | CsrMatrix> {
    const where = "QuantileTransformerModel.transform";
    if (X instanceof CsrMatrix && !this.ignoreImplicitZeros) checkNotNegative(where, X);
    return this.#map(where, X, (map, value) => map.forward(value));
  }

  /**
   * Undoes {@link transform}: the quantiles of the ranks.
   *
   * @throws {InvalidInputError} if X has other features than in fit or holds Infinity.
   */
  async inverseTransform(X: CsrMatrix): Promise<CsrMatrix>;
  async inverseTransform(X: Exclude<MatrixLike, CsrMatrix>): Promise<Matrix>;
  async inverseTransform(X: MatrixLike): Promise<Matrix | CsrMatrix> {
    const where = "QuantileTransformerModel.inverseTransform";
    return this.#map(where, X, (map, value) => map.inverse(value));
  }

  #map(where: string, X: MatrixLike, apply: (map: QuantileMap, value: number) => number): Matrix | CsrMatrix {
    if (X instanceof CsrMatrix)
      return this.mapSparse(where, X, true, (value, j) => apply(this.#maps[j]!, value));
    const seen = this.seenDense(where, X, true);
    const { data, rows, columns } = seen;
    const out = new Float64Array(data.length);
    for (let j = 0; j < columns; j++) {
      const map = this.#maps[j]!;
      for (let i = 0, p = j; i < rows; i++, p += columns) out[p] = apply(map, data[p]!);
    }
    return this.likeInput(out, seen);
  }
}
