import { countClasses } from "../base/class-rows.js";
import { choice, type ParamSpecs } from "../base/params.js";
import type { LabelledSamples } from "../base/sampler.js";
import { resolveSamplingStrategy } from "../base/sampling-strategy.js";

import type { EditingRule, SelectionKind, TargetClasses } from "./editing.js";
import {
  type CleaningSamplerParams,
  cleaningSamplerParamSpecs,
  neighborsSpec,
} from "./under-sampler-params.js";

/** Hyper-parameters of the samplers that edit rows by their neighbours. */
export interface EditingParams extends CleaningSamplerParams, EditingRule {
  /** Neighbours that judge a row; an integer >= 1. Default 3. */
  readonly nNeighbors: number;
  /** A row stays if `"all"` of its neighbours, or most of them (`"mode"`), are of its class. Default `"all"`. */
  readonly kindSel: SelectionKind;
}

/** Domain, default and help of {@link EditingParams}. */
export const editingParamSpecs: ParamSpecs<EditingParams> = {
  ...cleaningSamplerParamSpecs,
  nNeighbors: neighborsSpec(3, "Neighbours that judge a row."),
  kindSel: choice({
    default: "all",
    options: ["all", "mode"],
    help: "Whether all neighbours or most of them must be of a row's class for it to stay.",
  }),
};

/** The targeted classes of rows that are left: what the strategy comes to for them. */
export function targetsOfRest(
  { samplingStrategy }: CleaningSamplerParams,
  { where, classes }: LabelledSamples,
): TargetClasses {
  return (codes) =>
    resolveSamplingStrategy(where, "clean-sampling", samplingStrategy, {
      classes,
      counts: countClasses(codes, classes.length),
      labels: () => Array.from(codes, (code) => classes[code]!),
    });
}
