import { exp } from "../../core/exp.js";
import { Matrix } from "../../core/matrix.js";
import { pairwiseSum } from "../../core/pairwise-sum.js";
import { expit } from "./losses.js";

/** Probabilities of the classes from the predictions of the trees: the logistic function, or softmax for more than two classes. */
export function probabilitiesOf({ data, rows, columns }: Matrix): Matrix {
  if (columns === 1) {
    const out = new Float64Array(2 * rows);
    for (let i = 0; i < rows; i++) {
      const p = expit(data[i]!);
      out[2 * i] = 1 - p;
      out[2 * i + 1] = p;
    }
    return new Matrix(out, rows, 2);
  }
  const out = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    const greatest = row.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    for (let k = 0; k < columns; k++) out[i * columns + k] = exp(row[k]! - greatest);
    const sum = pairwiseSum(out, i * columns, columns);
    for (let k = 0; k < columns; k++) out[i * columns + k]! /= sum;
  }
  return new Matrix(out, rows, columns);
}
