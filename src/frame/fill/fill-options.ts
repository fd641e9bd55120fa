import { choice, integer, nullByDefault, type ParamSpecs, resolveParams } from "../../base/params.js";
import type { FillLimits } from "./directional-fill.js";
import type { InterpolationLimits } from "./interpolation.js";

const fillSpecs: ParamSpecs<FillLimits> = {
  limit: nullByDefault(
    integer({ default: 1, min: 1, help: "Most missing values filled in a row." }),
    "no limit",
  ),
  limitArea: nullByDefault(
    choice({ default: "inside", options: ["inside", "outside"], help: "Where missing values are filled." }),
    "everywhere",
  ),
};

const interpolationSpecs: ParamSpecs<InterpolationLimits & { readonly method: InterpolationMethod }> = {
  ...fillSpecs,
  limitDirection: choice({
    default: "forward",
    options: ["forward", "backward", "both"],
    help: "From which side the limit counts, and which edge is filled.",
  }),
  method: choice<InterpolationMethod>({
    default: "linear",
    options: ["linear", "index", "time", "nearest"],
    help: "How missing values are found.",
  }),
};

/**
 * How missing values are found between others: `"linear"` takes rows as equally far apart, `"index"` and `"time"` place them by
 * given numbers or dates, `"nearest"` takes the nearest value. pandas has the first three without scipy.
 */
export type InterpolationMethod = "linear" | "index" | "time" | "nearest";

/** Checked options of a fill in one direction. */
export function toFillLimits(where: string, options: FillLimits): Required<FillLimits> {
  return resolveParams(where, fillSpecs, options) as Required<FillLimits>;
}

/** Checked options of an interpolation. */
export function toInterpolationLimits(
  where: string,
  options: InterpolationLimits & { readonly method?: InterpolationMethod },
): Required<InterpolationLimits> & { readonly method: InterpolationMethod } {
  return resolveParams(where, interpolationSpecs, options) as Required<InterpolationLimits> & {
    readonly method: InterpolationMethod;
  };
}
