import { quantiles } from "../core/quantile.js";
import { meanAndDeviation, medianAndDeviation } from "./location-and-spread.js";

/** How caps are set; feature-engine's names. */
export type CappingMethod = "gaussian" | "iqr" | "mad" | "quantiles";

/** Caps of one column, and the spread they come of. */
export interface CappingLimits {
  readonly left: number;
  readonly right: number;
  readonly spread: number;
}

/** Median absolute deviation of the standard normal distribution, to the digits that feature-engine has. */
const MAD_OF_NORMAL = 0.67449;

/** What `fold: "auto"` stands for. */
export const AUTO_FOLDS: Readonly<Record<CappingMethod, number>> = {
  gaussian: 3,
  iqr: 1.5,
  mad: 3.29,
  quantiles: 0.05,
};

/**
 * Caps of a column: mean ± fold standard deviations, quartiles ± fold interquartile ranges, median ± fold times
 * MAD / 0.67449, or the quantiles `fold` and 1 - `fold`.
 *
 * @param values shape (n), without NaN; n = 0 gives NaN.
 */
export function cappingLimits(values: Float64Array, method: CappingMethod, fold: number): CappingLimits {
  if (values.length === 0) return { left: Number.NaN, right: Number.NaN, spread: Number.NaN };
  if (method === "iqr" || method === "quantiles") {
    const share = method === "iqr" ? 0.25 : fold;
    const [low, high] = quantiles(values.slice(), [share, 1 - share]);
    const spread = high! - low!;
    return method === "quantiles"
      ? { left: low!, right: high!, spread }
      : { left: low! - fold * spread, right: high! + fold * spread, spread };
  }
  const { location, spread } = method === "gaussian" ? meanAndDeviation(values, 0) : normalUnits(values);
  return { left: location - fold * spread, right: location + fold * spread, spread };
}

function normalUnits(values: Float64Array): { readonly location: number; readonly spread: number } {
  const { location, spread } = medianAndDeviation(values);
  return { location, spread: spread / MAD_OF_NORMAL };
}
