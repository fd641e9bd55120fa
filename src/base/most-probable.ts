import type { Matrix } from "../core/matrix.js";
import type { Label } from "./estimator.js";

/** The class of the largest value in each row; the first of equal ones. */
export function mostProbable<L extends Label>({ data, rows, columns }: Matrix, classes: readonly L[]): L[] {
  const out = new Array<L>(rows);
  for (let i = 0; i < rows; i++) {
    let best = 0;
    for (let k = 1; k < columns; k++) if (data[i * columns + k]! > data[i * columns + best]!) best = k;
    out[i] = classes[best]!;
  }
  return out;
}
