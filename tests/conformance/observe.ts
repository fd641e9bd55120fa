import { CsrMatrix, type FitOptions, Matrix } from "learnkit";
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

/** All that a model says about rows, as plain values: probabilities and predictions, or transformed rows. */
export async function observe(model: Model, X: unknown): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (const method of ["transform", "predictProba", "decisionFunction", "predict"]) {
    if (typeof model[method] === "function") seen.push(...flat(await model[method](X)));
  }
  return seen;
}

/** Numbers and labels of any output. */
export function flat(output: unknown): unknown[] {
  if (output instanceof CsrMatrix) return Array.from(output.toMatrix().data);
  if (output instanceof Matrix) return Array.from(output.data);
  if (typeof output === "object" && output !== null && "toRows" in output) {
    return (output as { toRows(): object[] }).toRows().flatMap((row) => Object.values(row));
  }
  return Array.from(output as ArrayLike<unknown>);
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
