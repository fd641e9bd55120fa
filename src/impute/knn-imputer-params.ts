import { callable, choice, either, integer, type ParamSpecs } from "../base/params.js";
import { addIndicatorSpec, keepEmptyFeaturesSpec, missingNumberSpec } from "./imputer-params.js";

/** Weights of the donors of one missing value from their distances, nearest first. */
export type DonorWeights = (distances: Float64Array) => ArrayLike<number>;

/** Distance of two samples, NaN where a value is missing; NaN if it is not defined. */
export type HoledDistance = (x: Float64Array, y: Float64Array) => number;

/** Hyper-parameters of `KNNImputer`. */
export interface KNNImputerParams {
  /** What stands for a missing value: NaN (which means null and undefined too) or a number. Default NaN. */
  readonly missingValues: number;
  /** Number of donors of each missing value; an integer >= 1. Default 5. More of them make a smoother imputation. */
  readonly nNeighbors: number;
  /**
   * How much each donor counts: "uniform", "distance" (1 / distance; donors at distance zero count alone), or a function
   * of the distances of one missing value's donors. Default "uniform".
   */
  readonly weights: "uniform" | "distance" | DonorWeights;
  /**
   * "nan_euclidean": over the columns that both samples have, scaled up to all columns; or a function of two samples.
   * Default "nan_euclidean".
   */
  readonly metric: "nan_euclidean" | HoledDistance;
  /** Whether to add a column of 0 and 1 for each feature that had missing values in fit. Default false. */
  readonly addIndicator: boolean;
  /** Whether to keep features without any value, filled with 0, instead of dropping them. Default false. */
  readonly keepEmptyFeatures: boolean;
}

/** Domain, default and help of {@link KNNImputerParams}. */
export const knnImputerParamSpecs: ParamSpecs<KNNImputerParams> = {
  missingValues: missingNumberSpec,
  nNeighbors: integer({ default: 5, min: 1, help: "Number of donors of each missing value." }),
  weights: either<"uniform" | "distance", DonorWeights>(
    "uniform",
    choice({ default: "uniform", options: ["uniform", "distance"], help: "How much each donor counts." }),
    callable<DonorWeights>({ domain: "a function of distances", help: "Weights from distances." }),
  ),
  metric: either<"nan_euclidean", HoledDistance>(
    "nan_euclidean",
    choice({ default: "nan_euclidean", options: ["nan_euclidean"], help: "Distance of two samples." }),
    callable<HoledDistance>({ domain: "a function of two samples", help: "Distance of two samples." }),
  ),
  addIndicator: addIndicatorSpec,
  keepEmptyFeatures: keepEmptyFeaturesSpec,
};
