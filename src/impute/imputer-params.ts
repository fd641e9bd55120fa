import { custom, flag, type ParamSpec } from "../base/params.js";

/** Spec of the hyper-parameter `missingValues`. */
export const missingValuesSpec: ParamSpec<number | string> = custom<number | string>({
  default: Number.NaN,
  domain: "NaN (null and undefined too), a finite number or a string",
  help: "What stands for a missing value.",
  outside: [Number.POSITIVE_INFINITY, true, [], {}],
  accepts: (value) =>
    typeof value === "string" || Number.isNaN(value) || (typeof value === "number" && Number.isFinite(value)),
});

/** Spec of the hyper-parameter `missingValues` where all columns are numbers. */
export const missingNumberSpec: ParamSpec<number> = custom<number>({
  default: Number.NaN,
  domain: "NaN (null and undefined too) or a finite number",
  help: "What stands for a missing value.",
  outside: [Number.POSITIVE_INFINITY, "?", null, true, [], {}],
  accepts: (value) => Number.isNaN(value) || (typeof value === "number" && Number.isFinite(value)),
});

/** Spec of the hyper-parameter `addIndicator`. */
export const addIndicatorSpec: ParamSpec<boolean> = flag({
  default: false,
  help: "Add columns that say what was missing.",
});

/** Spec of the hyper-parameter `keepEmptyFeatures`. */
export const keepEmptyFeaturesSpec: ParamSpec<boolean> = flag({
  default: false,
  help: "Keep features without any value.",
});
