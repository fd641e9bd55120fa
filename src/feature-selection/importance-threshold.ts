import type { AnyEstimator, AnyModel } from "../base/estimator.js";
import { exp } from "../core/exp.js";
import { log } from "../core/log.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { median } from "../core/quantile.js";

/** A number, or one that comes of the importances. */
export type ImportanceThreshold = number | "mean" | "median" | `${number}*mean` | `${number}*median`;

const MULTIPLE = /^\s*([^*]*[^*\s])\s*\*\s*(mean|median)\s*$/;

/** Whether a value is a threshold. */
export function isThreshold(value: unknown): value is ImportanceThreshold {
  if (typeof value === "number") return !Number.isNaN(value);
  if (value === "mean" || value === "median") return true;
  return typeof value === "string" && Number.isFinite(Number(MULTIPLE.exec(value)?.[1]));
}

/** Absolute importances, or their norms over the outputs. */
export function importanceNorms(rows: readonly ArrayLike<number>[], order: number): Float64Array {
  const first = rows[0]!;
  if (rows.length === 1 && Math.abs(order) !== Number.POSITIVE_INFINITY)
    return Float64Array.from(first, Math.abs);
  return Float64Array.from({ length: first.length }, (_, j) =>
    norm(
      rows.map((row) => Math.abs(row[j]!)),
      order,
    ),
  );
}

function norm(values: readonly number[], order: number): number {
  if (order === Number.POSITIVE_INFINITY) return Math.max(...values);
  if (order === Number.NEGATIVE_INFINITY) return Math.min(...values);
  if (order === 1) return values.reduce((sum, value) => sum + value, 0);
  if (order === 2) return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  const powers = values.map((value) => exp(order * log(value)));
  return exp(log(powers.reduce((sum, value) => sum + value, 0)) / order);
}

/** The threshold as a number. */
export function thresholdOf(
  importances: Float64Array,
  threshold: ImportanceThreshold | null,
  estimator: AnyEstimator | AnyModel,
  model: AnyModel,
): number {
  if (typeof threshold === "number") return threshold;
  if (threshold === null && isSparse(estimator, model)) return 1e-5;
  const [, factor, reference = threshold ?? "mean"] = MULTIPLE.exec(threshold ?? "") ?? [];
  const value =
    reference === "median" ? median(importances.slice()) : pairwiseSum(importances) / importances.length;
  return factor === undefined ? value : Number(factor) * value;
}

/** Whether a penalty drives coefficients to zero, as far as names and hyper-parameters tell. */
function isSparse({ typeName, ...estimator }: AnyEstimator | AnyModel, model: AnyModel): boolean {
  if (typeName.includes("Lasso")) return true;
  const params: Readonly<Record<string, unknown>> = "params" in estimator ? estimator.params : {};
  if (params["penalty"] === "l1") return true;
  const { l1Ratio } = typeName.endsWith("CV") ? (model as { readonly l1Ratio?: unknown }) : params;
  return (
    ["ElasticNet", "ElasticNetCV", "LogisticRegression", "LogisticRegressionCV"].includes(typeName) &&
    isOne(l1Ratio)
  );
}

/** Whether a ratio, or each of several, is 1 but for rounding. */
function isOne(ratio: unknown): boolean {
  if (ArrayBuffer.isView(ratio)) return (ratio as Float64Array).every(isOne);
  return typeof ratio === "number" && Math.abs(ratio - 1) <= 1e-8 + 1e-5;
}

/** Features that reach the threshold, among the most important ones if their number is bounded; of equal ones the first. */
export function supportOf(
  importances: Float64Array,
  threshold: number,
  maxFeatures: number | null,
): boolean[] {
  const order = [...importances.keys()].sort((a, b) => importances[b]! - importances[a]! || a - b);
  const support = new Array<boolean>(importances.length).fill(false);
  for (const j of order.slice(0, maxFeatures ?? order.length)) support[j] = !(importances[j]! < threshold);
  return support;
}
