import { BaseEstimator, type FitOptions, type MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight, toMatrix } from "../base/input.js";
import { nullByDefault, type ParamSpecs, randomStateSpec, real } from "../base/params.js";
import { RandomState } from "../core/random-state.js";
import { type EmpiricalCovarianceParams, empiricalCovarianceParamSpecs } from "./empirical-covariance.js";
import { robustCovariance, supportSize } from "./robust-covariance.js";
import { RobustCovarianceModel, type RobustState, robustState } from "./robust-covariance-model.js";

/** Hyper-parameters of {@link MinCovDet}. */
export interface MinCovDetParams extends EmpiricalCovarianceParams {
  /**
   * Share of the rows that the raw estimate is taken of; in (0, 1], or null: the least that makes it unique,
   * ⌈(nSamples + nFeatures + 1) / 2⌉ rows. Default null. More rows are more efficient and less robust.
   */
  readonly supportFraction: number | null;
  /** Seed of the random subsets; an integer in [0, 2³²) or null for fresh entropy. Default 0. */
  readonly randomState: number | null;
}

/** Domain, default and help of {@link MinCovDetParams}. */
export const minCovDetParamSpecs: ParamSpecs<MinCovDetParams> = {
  ...empiricalCovarianceParamSpecs,
  supportFraction: nullByDefault(
    real({ default: 0.5, above: 0, max: 1, help: "Share of the rows that the raw estimate is taken of." }),
    "just over half of them",
  ),
  randomState: randomStateSpec,
};

/**
 * Minimum covariance determinant: location and covariance of that half of the rows whose covariance has the least determinant,
 * corrected for its size and taken anew from all rows near to it. Up to half of the rows may be arbitrary outliers.
 *
 * The rows that are tried are scikit-learn's for the same seed. Where columns are linearly dependent the covariance is singular:
 * a warning says so, and distances leave out the directions without spread.
 *
 * Cost: concentration steps, each a pass of nSamples nFeatures² flops: some hundred on 1500 rows, at most 300 on all; on all cores.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Rousseeuw (1984), doi:10.1080/01621459.1984.10477105; Rousseeuw & Van Driessen (1999),
 * doi:10.1080/00401706.1999.10485670.
 *
 * @example
 * ```ts
 * const X = [[0, 0], [1, 2], [2, 1], [3, 3], [4, 5], [5, 4], [6, 6], [50, -40]];
 * const model = await new MinCovDet().fit(X);
 * model.support; // => [true, true, true, true, true, true, true, false]
 * Array.from(model.location); // => [3, 3]
 * ```
 */
export class MinCovDet extends BaseEstimator<MinCovDetParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "MinCovDet";
  readonly kind = "density_estimator" as const;

  constructor(params: Partial<MinCovDetParams> = {}) {
    super(MinCovDet.typeName, minCovDetParamSpecs, params);
  }

  /** @internal */
  static fromState(state: MinCovDetParams): MinCovDet {
    return new MinCovDet(state);
  }

  /**
   * Searches the support and takes location and covariance.
   *
   * @param X shape (nSamples, nFeatures), at least 2 rows; neither kept nor changed.
   * @throws {InvalidInputError} if X has fewer than 2 rows, is not finite, or half of its rows or more are equal.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<MinCovDetModel> {
    return new MinCovDetModel(await fitRobust("MinCovDet.fit", X, this.params, options));
  }
}

/** The fit of every robust covariance. */
export async function fitRobust(
  where: string,
  X: MatrixLike,
  params: MinCovDetParams,
  options: FitOptions,
): Promise<RobustState> {
  startFit(where, options);
  refuseSampleWeight(where, options.sampleWeight);
  const { storePrecision, assumeCentered, supportFraction, randomState } = params;
  const matrix = toMatrix(where, X, { minRows: 2 });
  const nSupport = supportSize(where, matrix, supportFraction);
  const random = new RandomState(randomState);
  const found = await robustCovariance(where, matrix, nSupport, assumeCentered, random, options.signal);
  options.onProgress?.({ done: 1, total: 1 });
  return robustState(found, storePrecision, matrix.columnNames);
}

/** Robust location and covariance found by {@link MinCovDet}. */
export class MinCovDetModel extends RobustCovarianceModel {
  /** Name under which the class is registered. */
  static readonly typeName = "MinCovDetModel";
  /** Name under which the class is registered. */
  readonly typeName = "MinCovDetModel";

  /** @internal */
  static fromState(state: RobustState): MinCovDetModel {
    return new MinCovDetModel(state);
  }

  /**
   * Mean log-likelihood of the rows of X under the normal distribution of this location and covariance; -Infinity where the
   * covariance is singular.
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async score(X: MatrixLike): Promise<number> {
    return this.logLikelihood("MinCovDetModel.score", X);
  }
}
