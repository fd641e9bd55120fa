import type { FitOptions, MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { toMatrix, toSampleWeight } from "../base/input.js";
import {
  choice,
  custom,
  either,
  integer,
  nullable,
  type ParamSpecs,
  randomStateSpec,
} from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import { InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import type { QuantileMethod } from "../core/quantile.js";
import { RandomState } from "../core/random-state.js";
import { reportWarning } from "../core/warning.js";
import { type BinStrategy, binEdges } from "./bin-edges.js";
import { type BinEncoding, KBinsDiscretizerModel } from "./k-bins-discretizer-model.js";

/** Hyper-parameters of {@link KBinsDiscretizer}. */
export interface KBinsDiscretizerParams {
  /** Number of bins of every feature, or of each; integers >= 2. Default 5. */
  readonly nBins: number | readonly number[];
  /** "onehot": sparse indicators; "onehot-dense": indicators; "ordinal": the number of the bin. Default "onehot". */
  readonly encode: BinEncoding;
  /**
   * "uniform": bins of equal width; "quantile": bins of equally many samples; "kmeans": bins around the centres of a k-means
   * clustering. Default "quantile".
   */
  readonly strategy: BinStrategy;
  /**
   * Definition of the quantiles, NumPy's names; with sample weights "inverted_cdf" or "averaged_inverted_cdf" only. Default
   * "averaged_inverted_cdf".
   */
  readonly quantileMethod: QuantileMethod;
  /** Most samples to find the edges from, drawn at random with replacement; an integer >= 1, or null (all). Default 200,000. */
  readonly subsample: number | null;
  /** Seed of the draw; an integer >= 0, or null (fresh entropy). Default 0. */
  readonly randomState: number | null;
}

const LEAST_BINS = integer({ default: 5, min: 2, help: "Number of bins of every feature, or of each." });

/** Domain, default and help of {@link KBinsDiscretizerParams}. */
export const kBinsDiscretizerParamSpecs: ParamSpecs<KBinsDiscretizerParams> = {
  nBins: either<number, readonly number[]>(
    5,
    LEAST_BINS,
    custom<readonly number[]>({
      default: [],
      domain: "an array of integers >= 2, one for each feature",
      help: LEAST_BINS.help,
      outside: [[], [5, 1], [2.5], ["5"]],
      accepts: (value) => Array.isArray(value) && value.length > 0 && value.every(LEAST_BINS.accepts),
    }),
  ),
  encode: choice({
    default: "onehot",
    options: ["onehot", "onehot-dense", "ordinal"],
    help: "How the number of the bin is written.",
  }),
  strategy: choice({
    default: "quantile",
    options: ["uniform", "quantile", "kmeans"],
    help: "How the edges of the bins are found.",
  }),
  quantileMethod: choice({
    default: "averaged_inverted_cdf",
    options: [
      "inverted_cdf",
      "averaged_inverted_cdf",
      "closest_observation",
      "interpolated_inverted_cdf",
      "hazen",
      "weibull",
      "linear",
      "median_unbiased",
      "normal_unbiased",
    ],
    help: "Definition of the quantiles.",
  }),
  subsample: nullable(
    integer({ default: 200_000, min: 1, help: "Most samples to find the edges from." }),
    "all",
  ),
  randomState: randomStateSpec,
};

/**
 * Cuts the range of each column into bins and replaces each value by its bin.
 *
 * Values beyond the outer edges belong to the outer bins. A constant column has one bin. Bins narrower than 1e-8 are joined, with a
 * warning, so that a column may have fewer than asked for.
 *
 * Cost: a selection or sort of at most `subsample` values of each column; a binary search for each value to transform.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const bins = await new KBinsDiscretizer({ nBins: 3, encode: "ordinal", strategy: "uniform" }).fit([[-2], [-1], [0], [1]]);
 * Array.from(bins.binEdges[0]!); // => [-2, -1, 0, 1]
 * (await bins.transform([[-1.5], [0.2], [9]])).toArray(); // => [[0], [2], [2]]
 * ```
 */
export class KBinsDiscretizer extends BaseTransformer<KBinsDiscretizerParams, KBinsDiscretizerModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "KBinsDiscretizer";

  constructor(params: Partial<KBinsDiscretizerParams> = {}) {
    super(KBinsDiscretizer.typeName, kBinsDiscretizerParamSpecs, params);
  }

  /** @internal */
  static fromState(state: KBinsDiscretizerParams): KBinsDiscretizer {
    return new KBinsDiscretizer(state);
  }

  /**
   * Finds the edges of the bins of each column.
   *
   * @param X shape (nSamples, nFeatures), finite; neither kept nor changed.
   * @param options.sampleWeight weight of each sample in quantiles, clusters and draws; samples of weight 0 do not widen the range.
   * @throws {InvalidInputError} if X is ragged, empty or not finite.
   * @throws {InvalidParameterError} if `nBins` has another length than X has columns, or `quantileMethod` takes no weights.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<KBinsDiscretizerModel> {
    const where = "KBinsDiscretizer.fit";
    startFit(where, options);
    const matrix = toMatrix(where, X);
    const weight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const nBins = this.#binsOfEach(matrix.columns);
    const sample = this.#sample(matrix, weight);
    this.#checkWeightedQuantiles(sample.weight);
    const { strategy, quantileMethod, encode } = this.params;
    const edges: Float64Array[] = [];
    for (const [j, count] of nBins.entries()) {
      options.signal?.throwIfAborted();
      const column = matrix.columnNames?.[j] ?? j;
      const rules = { strategy, quantileMethod, nBins: count };
      const control = { signal: options.signal, column };
      const found = await binEdges(where, sample.X.column(j), sample.weight, rules, control);
      this.#warnOfFewer(found, count, column);
      edges.push(found);
    }
    return new KBinsDiscretizerModel({
      encode,
      binEdges: edges,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }

  #binsOfEach(columns: number): readonly number[] {
    const { nBins } = this.params;
    if (typeof nBins === "number") return Array.from({ length: columns }, () => nBins);
    if (nBins.length === columns) return nBins;
    const domain = `an integer >= 2, or an array of ${columns} of them, one for each feature`;
    throw new InvalidParameterError(KBinsDiscretizer.typeName, "nBins", domain, nBins);
  }

  /** Rows to find the edges from. Weights that decided the draw are used up by it. */
  #sample(X: Matrix, weight: Float64Array | undefined): { X: Matrix; weight: Float64Array | undefined } {
    const { subsample, randomState } = this.params;
    if (subsample === null || X.rows <= subsample) return { X, weight };
    const random = new RandomState(randomState);
    if (weight === undefined) return { X: X.takeRows(random.choice(X.rows, subsample)), weight };
    const total = pairwiseSum(weight);
    const p = weight.map((w) => w / total);
    return { X: X.takeRows(random.choice(X.rows, subsample, { p })), weight: undefined };
  }

  #checkWeightedQuantiles(weight: Float64Array | undefined): void {
    const { strategy, quantileMethod } = this.params;
    if (weight === undefined || strategy !== "quantile" || /^(averaged_)?inverted_cdf$/.test(quantileMethod))
      return;
    const domain = '"averaged_inverted_cdf" or "inverted_cdf" with sample weights';
    throw new InvalidParameterError(KBinsDiscretizer.typeName, "quantileMethod", domain, quantileMethod);
  }

  #warnOfFewer(edges: Float64Array, wanted: number, column: string | number): void {
    if (edges.length - 1 === wanted) return;
    const reason =
      edges[0] === Number.NEGATIVE_INFINITY
        ? "is constant: it has one bin"
        : `has ${edges.length - 1} of ${wanted} bins, since others were narrower than 1e-8`;
    reportWarning(`KBinsDiscretizer: column ${column} ${reason}`);
  }
}
