import { BaseEstimator, type FitOptions, type MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { toSampleWeight } from "../base/input.js";
import {
  choice,
  either,
  flag,
  integer,
  nullable,
  type ParamSpec,
  type ParamSpecs,
  randomStateSpec,
  real,
} from "../base/params.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { quantiles } from "../core/quantile.js";
import { RandomState } from "../core/random-state.js";
import { reportWarning } from "../core/warning.js";
import { toTreeMatrix } from "../tree/tree-input.js";
import { growIsolationTrees } from "./grow-isolation-trees.js";
import type { IsolationSampling } from "./isolation-draw.js";
import { IsolationForestModel } from "./isolation-forest-model.js";

/** Hyper-parameters of {@link IsolationForest}. */
export interface IsolationForestParams {
  /** Number of trees, an integer >= 1. Default 100; more trees vary less and cost more. */
  readonly nEstimators: number;
  /**
   * Rows that each tree draws: `"auto"` (default) for 256, or all if there are fewer, an integer >= 1, or a share of the rows in (0, 1), of
   * which at least 1 is drawn. All where it is larger.
   */
  readonly maxSamples: "auto" | number;
  /**
   * Share of outliers among the training rows, in (0, 0.5]: `offset` is then that quantile of their scores. `"auto"` (default): `offset`
   * is -0.5, as in the paper.
   */
  readonly contamination: "auto" | number;
  /** Features that each tree draws: an integer >= 1, a share of the features in (0, 1), or null (default) for all. */
  readonly maxFeatures: number | null;
  /** Whether rows are drawn with replacement. Default false. */
  readonly bootstrap: boolean;
  /** Seed: the same seed and data give the same trees as scikit-learn, on any number of threads. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

function counts(what: string): ParamSpec<number> {
  return either(
    1,
    integer({ default: 1, min: 1, help: `Number of ${what}.` }),
    real({ default: 0.5, above: 0, below: 1, help: `Share of the ${what}.` }),
  );
}

/** Domain, default and help of {@link IsolationForestParams}. */
export const isolationForestParamSpecs: ParamSpecs<IsolationForestParams> = {
  nEstimators: integer({ default: 100, min: 1, help: "Number of trees." }),
  maxSamples: either<"auto", number>(
    "auto",
    choice({ default: "auto", options: ["auto"], help: "Rows that each tree draws." }),
    counts("rows"),
  ),
  contamination: either<"auto", number>(
    "auto",
    choice({ default: "auto", options: ["auto"], help: "Share of outliers among the training rows." }),
    real({ default: 0.1, above: 0, max: 0.5, help: "Share of outliers." }),
  ),
  maxFeatures: { ...nullable(counts("features"), "all"), default: null },
  bootstrap: flag({ default: false, help: "Draw rows with replacement." }),
  randomState: randomStateSpec,
};

/** Rows of an isolation tree, where nothing else is said. */
const AUTO_ROWS = 256;
/** Offset that the paper proposes: a row whose paths are of average length scores -0.5. */
const AUTO_OFFSET = -0.5;
/** Bound of the seeds of trees, as scikit-learn has it: 2³¹ − 1. */
const SEEDS = 2147483647;

/**
 * Isolation forest: outliers are the rows that few random cuts isolate. Each tree draws some rows and cuts them at one random
 * threshold of one random feature after the other; a row is scored by the mean length of its paths. Trees and scores are
 * scikit-learn's for the same seed, on any number of threads.
 *
 * Features need no scaling, and X may hold NaN: each cut sends missing values to a side at random. Features are seen as 32-bit floats.
 *
 * Cost: O(nEstimators × maxSamples × log maxSamples) for the trees, O(nEstimators × log maxSamples) to score a row, on all cores.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Liu, Ting & Zhou (2008), Isolation forest, doi:10.1109/ICDM.2008.17.
 *
 * @example
 * ```ts
 * const X = [[-1.1], [0.3], [0.5], [100]];
 * const model = await new IsolationForest().fit(X);
 * Array.from(await model.predict([[0.1], [0], [90]])); // => [1, 1, -1]
 * ```
 */
export class IsolationForest extends BaseEstimator<IsolationForestParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "IsolationForest";
  readonly kind = "outlier_detector" as const;

  constructor(params: Partial<IsolationForestParams> = {}) {
    super(IsolationForest.typeName, isolationForestParamSpecs, params);
  }

  /** @internal */
  static fromState(state: IsolationForestParams): IsolationForest {
    return new IsolationForest(state);
  }

  /**
   * Grows the forest; `onProgress` counts trees.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN; neither kept nor changed.
   * @param options.sampleWeight chance of each row to be drawn; without `bootstrap`, as many rows as a tree draws must weigh more than 0.
   * @throws {InvalidInputError} if X is ragged, empty, holds Infinity or a number beyond 32-bit floats, or the weights do not fit it.
   * @throws {InvalidParameterError} if `maxFeatures` is more than X has.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<IsolationForestModel> {
    const where = "IsolationForest.fit";
    startFit(where, options);
    const { nEstimators, contamination, randomState } = this.params;
    const matrix = toTreeMatrix(where, X);
    const weight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const sampling = resolveSampling(where, this.params, matrix.rows, matrix.columns, weight);
    const seed = randomState ?? new RandomState(null).uint32();
    // Both streams start from the seed, as in scikit-learn.
    const target = new RandomState(seed).random(matrix.rows);
    const random = new RandomState(seed);
    const seeds = Array.from({ length: nEstimators }, () => random.randint(0, SEEDS));
    const trees = await growIsolationTrees(matrix, target, sampling, seeds, options);
    const parts = { trees, seeds, sampling, nFeatures: matrix.columns, featureNames: matrix.columnNames };
    const model = new IsolationForestModel({ ...parts, offset: AUTO_OFFSET });
    if (contamination === "auto") return model;
    const scores = await model.scoresUnlessCancelled(matrix, options.signal);
    // By way of per cent, as scikit-learn rounds.
    const [offset] = quantiles(scores, [(contamination * 100) / 100]);
    return new IsolationForestModel({ ...parts, offset: offset! });
  }

  /**
   * Fits and tells the rows of X apart: 1 for an ordinary row, -1 for an outlier; shape (nSamples).
   *
   * @throws what `fit` throws.
   */
  async fitPredict(X: MatrixLike, y?: unknown, options: FitOptions = {}): Promise<Int32Array> {
    return (await this.fit(X, y, options)).predict(X);
  }
}

function resolveSampling(
  where: string,
  params: Readonly<IsolationForestParams>,
  rows: number,
  features: number,
  weight: Float64Array | undefined,
): IsolationSampling {
  const { bootstrap } = params;
  const maxSamples = rowsPerTree(where, params.maxSamples, rows);
  const positive = weight?.reduce((count, w) => count + (w > 0 ? 1 : 0), 0) ?? rows;
  if (positive < (bootstrap ? 1 : maxSamples)) {
    const rule = bootstrap ? "one row" : `the ${maxSamples} rows that a tree draws without replacement`;
    throw new InvalidInputError(where, `sampleWeight must be more than 0 for at least ${rule}`, positive);
  }
  const total = weight && pairwiseSum(weight);
  return {
    rows,
    features,
    maxSamples,
    maxFeatures: featuresPerTree(where, params.maxFeatures, features),
    bootstrap,
    probability: weight?.map((w) => w / total!),
  };
}

function rowsPerTree(where: string, maxSamples: "auto" | number, rows: number): number {
  if (maxSamples === "auto") return Math.min(AUTO_ROWS, rows);
  const count = maxSamples >= 1 ? maxSamples : Math.max(1, Math.floor(maxSamples * rows));
  if (count > rows)
    reportWarning(
      `${where}: maxSamples is ${maxSamples}, more than the ${rows} rows; each tree takes all of them`,
    );
  return Math.min(count, rows);
}

function featuresPerTree(where: string, maxFeatures: number | null, features: number): number {
  if (maxFeatures === null) return features;
  if (maxFeatures > features)
    throw new InvalidParameterError(
      where,
      "maxFeatures",
      `at most the number of features, ${features}`,
      maxFeatures,
    );
  return maxFeatures >= 1 ? maxFeatures : Math.max(1, Math.floor(maxFeatures * features));
}
