import { integer, type ParamSpecs, randomStateSpec } from "../base/params.js";
import type { CondensingRule } from "./condensing.js";
import {
  type CleaningSamplerParams,
  cleaningSamplerParamSpecs,
  neighborsSpec,
} from "./under-sampler-params.js";

/** Hyper-parameters of the samplers that keep what the nearest kept rows classify wrongly. */
export interface CondensingParams extends CleaningSamplerParams, CondensingRule {
  /** Seed; an integer in [0, 2³²), or null for fresh entropy. Default 0. */
  readonly randomState: number | null;
  /** Neighbours that vote on a row's class; an integer >= 1. Default 1. */
  readonly nNeighbors: number;
  /** Rows of each class that are kept at random from the start; an integer >= 1. Default 1. */
  readonly nSeedsS: number;
}

/** Domain, default and help of {@link CondensingParams}. */
export const condensingParamSpecs: ParamSpecs<CondensingParams> = {
  ...cleaningSamplerParamSpecs,
  randomState: randomStateSpec,
  nNeighbors: neighborsSpec(1, "Neighbours that vote on a row's class."),
  nSeedsS: integer({
    default: 1,
    min: 1,
    help: "Rows of each class that are kept at random from the start.",
  }),
};
