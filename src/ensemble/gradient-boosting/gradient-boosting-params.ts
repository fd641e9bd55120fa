import { integer, nullByDefault, type ParamSpecs, real } from "../../base/params.js";
import {
  type GrowthParams,
  growthParamSpecs,
  type MaxFeatures,
  maxFeaturesSpec,
} from "../../tree/tree-params.js";

/** Hyper-parameters that gradient boosting shares with trees. */
type TreeGrowth = Omit<GrowthParams, "maxDepth" | "monotonicCst" | "categoricalFeatures">;

/** Hyper-parameters that gradient boosting of classifiers and regressors have in common, but for loss and init. */
export interface GradientBoostingParams extends TreeGrowth {
  /** Factor of each tree's contribution, >= 0. Default 0.1; smaller needs more trees and often errs less on new rows. */
  readonly learningRate: number;
  /** Number of stages, an integer >= 1. Default 100. */
  readonly nEstimators: number;
  /** Share of the rows, in (0, 1], that each stage draws without replacement. Default 1; less varies less and is off more. */
  readonly subsample: number;
  /** Depth at which growth of a tree ends, an integer >= 1, or null for no limit. Default 3; larger lets more features act together. */
  readonly maxDepth: number | null;
  /** Features looked at for each split: a number, a share in (0, 1), `"sqrt"`, `"log2"`, or null (default) for all. */
  readonly maxFeatures: MaxFeatures;
  /** Share of the rows, in (0, 1), held out to end early by. Default 0.1. Used with `nIterNoChange` only. */
  readonly validationFraction: number;
  /** Ends when the loss on the rows held out has not fallen by `tol` in as many stages; an integer >= 1, or null (default): never. */
  readonly nIterNoChange: number | null;
  /** Least fall of the loss that counts, >= 0. Default 1e-4. Used with `nIterNoChange` only. */
  readonly tol: number;
}

const { monotonicCst: _monotonic, categoricalFeatures: _categorical, ...growth } = growthParamSpecs;

/** Domain, default and help of {@link GradientBoostingParams}. */
export const gradientBoostingParamSpecs: ParamSpecs<GradientBoostingParams> = {
  learningRate: real({
    default: 0.1,
    min: 0,
    help: "Factor of each tree's contribution; smaller needs more trees.",
  }),
  nEstimators: integer({ default: 100, min: 1, help: "Number of stages." }),
  subsample: real({ default: 1, above: 0, max: 1, help: "Share of the rows that each stage draws." }),
  ...growth,
  maxDepth: {
    ...nullByDefault(
      integer({ default: 3, min: 1, help: "Depth at which growth of a tree ends; larger fits closer." }),
      "no limit",
    ),
    default: 3,
  },
  maxFeatures: maxFeaturesSpec(null),
  validationFraction: real({
    default: 0.1,
    above: 0,
    below: 1,
    help: "Share of the rows held out to end early by.",
  }),
  nIterNoChange: nullByDefault(
    integer({
      default: 10,
      min: 1,
      help: "Ends when the loss on held out rows has not fallen in as many stages.",
    }),
    "never",
  ),
  tol: real({ default: 1e-4, min: 0, help: "Least fall of the loss that counts." }),
};
