import type { AnyModel, ClassifierModel, Label, ProbabilisticModel } from "../base/estimator.js";
import { codesOf } from "../base/labels.js";
import type { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import type { BaggingDraws } from "./bagging-draws.js";
import { memberInput, undrawnRows } from "./base-bagging-model.js";

/** Whether a model has class probabilities. */
export function hasProbabilities<L extends Label>(model: AnyModel): model is ProbabilisticModel<L> {
  return "predictProba" in model && typeof model.predictProba === "function";
}

/**
 * Adds what a member says of the classes: its probabilities, or 1 for the class that it predicts where it has none. Classes that it never
 * saw get nothing.
 *
 * @param out IN/OUT, shape (rows of all data, nClasses).
 * @param index row of `out` for each row of X; the same rows if undefined.
 */
export async function addClassShares<L extends Label>(
  model: AnyModel,
  X: Matrix,
  classes: readonly L[],
  out: Float64Array,
  index?: Int32Array,
): Promise<void> {
  const member = model as ClassifierModel<L>;
  const nClasses = classes.length;
  if (!hasProbabilities<L>(model)) {
    const codes = codesOf(model.typeName, await member.predict(X), classes);
    for (let i = 0; i < codes.length; i++) out[(index?.[i] ?? i) * nClasses + codes[i]!]! += 1;
    return;
  }
  const { data, columns } = await model.predictProba(X);
  const columnOf = codesOf(model.typeName, member.classes, classes);
  for (let i = 0; i < X.rows; i++) {
    const to = (index?.[i] ?? i) * nClasses;
    for (let k = 0; k < columns; k++) out[to + columnOf[k]!]! += data[i * columns + k]!;
  }
}

/**
 * What the members say of the rows that they did not draw, shape (rows, nClasses): sums over the members.
 *
 * @see Breiman (1996), Out-of-bag estimation.
 */
export async function outOfBagShares<L extends Label>(
  models: readonly AnyModel[],
  X: Matrix,
  draws: BaggingDraws,
  classes: readonly L[],
): Promise<Float64Array> {
  const sums = new Float64Array(X.rows * classes.length);
  for (const [k, model] of models.entries()) {
    const index = undrawnRows(draws, k);
    if (index.length === 0) continue;
    await addClassShares(model, memberInput(X.takeRows(index), draws, k), classes, sums, index);
  }
  return sums;
}

/** Rows of sums as shares of their totals; NaN where the total is 0. */
export function sharesOfTotals(sums: Float64Array, nClasses: number): Float64Array {
  const out = new Float64Array(sums.length);
  for (let from = 0; from < sums.length; from += nClasses) {
    const total = pairwiseSum(sums.subarray(from, from + nClasses));
    for (let k = from; k < from + nClasses; k++) out[k] = sums[k]! / total;
  }
  return out;
}
