import { Matrix, RandomState } from "learnkit";
import type { ConformanceCase } from "./case.js";

/** A small data set. */
export interface Sample {
  readonly X: Matrix;
  // biome-ignore lint/suspicious/noExplicitAny: numbers for regressors, labels for classifiers
  readonly y: any[];
}

/** Rows of two overlapping clouds in 4 features, with a target that suits the estimator's kind. */
export function sampleFor(subject: ConformanceCase, rows: number = subject.rows ?? 60): Sample {
  const random = new RandomState(7);
  const labels = Array.from({ length: rows }, (_, i) => i % (subject.nClasses ?? 3));
  const noise = random.normal(0, 1, rows * 4);
  const values = noise.map((value, p) => {
    const shifted = value + labels[Math.floor(p / 4)]! * (p % 4 === 0 ? 2 : 0.5);
    if (subject.categories === true && p % 4 === 0) return Math.abs(Math.round(shifted));
    return subject.positive === true ? Math.abs(shifted) : shifted;
  });
  const X = new Matrix(values, rows, 4);
  if (subject.make().kind !== "regressor") return { X, y: targetsOf(subject, labels) };
  const y = labels.map((_, i) => 3 * X.get(i, 0) - X.get(i, 1) + 0.5 * X.get(i, 2) ** 2 + 1);
  return { X, y: targetsOf(subject, y) };
}

/** The target, or a table with as many outputs as the case has. */
export function targetsOf<T>(subject: ConformanceCase, y: readonly T[]): (T | T[])[] {
  return y.map((value, i) => (subject.nOutputs === 2 ? [value, y[y.length - 1 - i]!] : value));
}
