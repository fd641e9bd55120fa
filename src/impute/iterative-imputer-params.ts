import { isEstimator } from "../base/named-estimators.js";
import {
  choice,
  custom,
  flag,
  integer,
  nullByDefault,
  type ParamSpec,
  type ParamSpecs,
  randomStateSpec,
  real,
} from "../base/params.js";
import { BayesianRidge } from "../linear-model/bayesian-ridge.js";
import type { RegressorEstimator } from "./feature-regression.js";
import type { ImputationOrder } from "./imputation-order.js";
import { addIndicatorSpec, keepEmptyFeaturesSpec, missingNumberSpec } from "./imputer-params.js";

/** Hyper-parameters of `IterativeImputer`. */
export interface IterativeImputerParams<E extends RegressorEstimator = RegressorEstimator> {
  /** Regressor that predicts a feature from others; its own hyper-parameters are set by path ("estimator.tol"). Default BayesianRidge. */
  readonly estimator: E;
  /** What stands for a missing value: NaN (which means null and undefined too) or a number. Default NaN. */
  readonly missingValues: number;
  /** Whether to draw from the predicted distribution instead of taking its mean; needs a model with `predictStd`. Default false. */
  readonly samplePosterior: boolean;
  /** Most rounds over the features; an integer >= 0. Default 10. 0 leaves the initial imputation. */
  readonly maxIter: number;
  /** Stops when a round changes values by less than tol × the largest observed |value|; a finite number >= 0. Default 1e-3. */
  readonly tol: number;
  /** Number of other features that predict one, drawn by their absolute correlations with it; an integer >= 1, or null for all. Default null. */
  readonly nNearestFeatures: number | null;
  /** What missing values are filled with at first. Default "mean". */
  readonly initialStrategy: "mean" | "median" | "most_frequent" | "constant";
  /** Constant of the initial strategy "constant"; a finite number, or null for 0. Default null. */
  readonly fillValue: number | null;
  /**
   * Order of the features: "ascending" from fewest to most missing values, "descending", "roman" (from left to right),
   * "arabic" (from right to left), or "random" in each round. Default "ascending".
   */
  readonly imputationOrder: ImputationOrder;
  /** Whether features that are complete in fit get no model; if one misses values later, they get the initial imputation. Default false. */
  readonly skipComplete: boolean;
  /** Least imputed value: a number, one for each feature, or null for none. Default -Infinity. */
  readonly minValue: number | readonly number[] | null;
  /** Largest imputed value: a number, one for each feature, or null for none. Default Infinity. */
  readonly maxValue: number | readonly number[] | null;
  /** Seed of the draws of samplePosterior, nNearestFeatures and "random". Default 0; null: fresh entropy. */
  readonly randomState: number | null;
  /** Whether to add a column of 0 and 1 for each feature that had missing values in fit. Default false. */
  readonly addIndicator: boolean;
  /** Whether to keep features without any value, filled with the constant or 0, instead of dropping them. Default false. */
  readonly keepEmptyFeatures: boolean;
}

const isLimit = (value: unknown): boolean => typeof value === "number" && !Number.isNaN(value);

const limit = (value: number, help: string): ParamSpec<number | readonly number[] | null> =>
  custom<number | readonly number[] | null>({
    default: value,
    domain: "a number, an array of one number for each feature, or null (none)",
    help,
    outside: [Number.NaN, "0", true, ["0"], [Number.NaN], {}],
    accepts: (given) =>
      given === null || isLimit(given) || (Array.isArray(given) && given.length > 0 && given.every(isLimit)),
  });

/** Domain, default and help of {@link IterativeImputerParams}. */
export const iterativeImputerParamSpecs: ParamSpecs<IterativeImputerParams> = {
  estimator: custom<RegressorEstimator>({
    default: new BayesianRidge(),
    domain: "a regressor",
    help: "Regressor that predicts a feature from others.",
    outside: [null, "BayesianRidge", 1, {}],
    accepts: (value) => isEstimator(value) && value.kind === "regressor",
  }),
  missingValues: missingNumberSpec,
  samplePosterior: flag({ default: false, help: "Draw from the predicted distribution." }),
  maxIter: integer({ default: 10, min: 0, help: "Most rounds over the features." }),
  tol: real({
    default: 1e-3,
    min: 0,
    help: "Stops when a round changes values by less, relative to the largest.",
  }),
  nNearestFeatures: nullByDefault(
    integer({ default: 10, min: 1, help: "Number of other features that predict one." }),
    "all",
  ),
  initialStrategy: choice({
    default: "mean",
    options: ["mean", "median", "most_frequent", "constant"],
    help: "What missing values are filled with at first.",
  }),
  fillValue: nullByDefault(real({ default: 0, help: "Constant of the initial strategy constant." }), "0"),
  imputationOrder: choice({
    default: "ascending",
    options: ["ascending", "descending", "roman", "arabic", "random"],
    help: "Order of the features.",
  }),
  skipComplete: flag({ default: false, help: "Fit no model for features that are complete." }),
  minValue: limit(Number.NEGATIVE_INFINITY, "Least imputed value."),
  maxValue: limit(Number.POSITIVE_INFINITY, "Largest imputed value."),
  randomState: randomStateSpec,
  addIndicator: addIndicatorSpec,
  keepEmptyFeatures: keepEmptyFeaturesSpec,
};
