import { CsrMatrix, type FitOptions, Matrix, NearestNeighborsModel } from "learnkit";
import type { ConformanceCase } from "./case.js";

// biome-ignore lint/suspicious/noExplicitAny: models of various estimators
export type Model = any;

/** Fits the case's estimator. */
export function fitCase(
  subject: ConformanceCase,
  X: unknown,
  y: unknown,
  options?: FitOptions,
): Promise<Model> {
  return subject.make().fit(X, y, options);
}

const METHODS = [
  "transform",
  "predictProba",
  "decisionFunction",
  "scoreSamples",
  "mahalanobis",
  "predict",
] as const;

/** What a model that has no method for new rows tells about those of fit. */
const TRAINING_RESULTS = ["labels", "negativeOutlierFactor"] as const;

/** Whether a model can be asked about other rows than those of fit. */
export function answersNewRows(model: Model): boolean {
  return METHODS.some((method) => typeof model[method] === "function") || isSearch(model);
}

/** Whether a model searches neighbours and nothing else. */
function isSearch(model: Model): boolean {
  return model instanceof NearestNeighborsModel;
}

/**
 * All that a model says about rows, as plain values: probabilities and predictions, or transformed rows; of a model that
 * cannot be asked about rows, what it says of those of fit.
 */
export async function observe(model: Model, X: unknown): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (const method of METHODS)
    if (typeof model[method] === "function") seen.push(...flat(await model[method](X)));
  if (isSearch(model)) {
    const { distances, indices } = await model.kneighbors(X);
    seen.push(...flat(distances), ...indices.flatMap(flat));
  }
  if (!answersNewRows(model))
    for (const result of TRAINING_RESULTS) if (result in model) seen.push(...flat(model[result]));
  return seen;
}

/** Numbers and labels of any output. */
export function flat(output: unknown): unknown[] {
  if (output instanceof CsrMatrix) return Array.from(output.toMatrix().data);
  if (output instanceof Matrix) return Array.from(output.data);
  if (typeof output === "object" && output !== null && "toRows" in output) {
    return (output as { toRows(): object[] }).toRows().flatMap((row) => Object.values(row));
  }
  return Array.from(output as ArrayLike<unknown>).flatMap((value) =>
    value instanceof Matrix || Array.isArray(value) ? flat(value) : [value],
  );
}

/** The error that a promise rejects with; undefined if it does not. */
// biome-ignore lint/suspicious/noExplicitAny: any rejection is of interest
export async function rejection(promise: Promise<unknown>): Promise<any> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return undefined;
}
