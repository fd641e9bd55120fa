import { classRows } from "../base/class-rows.js";
import { dealClasses } from "../base/cross-validation.js";
import type { AnyEstimator, ProbabilisticModel } from "../base/estimator.js";
import { InvalidParameterError } from "../core/errors.js";
import { quantiles } from "../core/quantile.js";
import type { RandomState } from "../core/random-state.js";
import { takeIndices } from "../core/row-indices.js";
import { type ClassedSamples, selectByClass } from "./classed-samples.js";

/**
 * Probability that a classifier which has not seen it gives each row's own class, shape (nSamples): one less its hardness.
 *
 * Rows are dealt to `cv` folds by class and at random; those of each fold are judged by a model of the others.
 */
export async function heldOutProbabilities(
  { where, X, codes, nClasses, signal }: ClassedSamples,
  classifier: AnyEstimator,
  cv: number,
  random: RandomState,
): Promise<Float64Array> {
  const foldOfRow = dealClasses(where, codes, cv, random);
  const all = Int32Array.from(codes, (_, i) => i);
  const own = new Float64Array(codes.length);
  for (let fold = 0; fold < cv; fold++) {
    const test = all.filter((i) => foldOfRow[i] === fold);
    if (test.length === 0) continue;
    const train = all.filter((i) => foldOfRow[i] !== fold);
    const model: ProbabilisticModel<number> = await classifier.fit(
      X.takeRows(train),
      takeIndices(codes, train),
      { signal },
    );
    if (typeof model.predictProba !== "function")
      throw new InvalidParameterError(where, "estimator", "a classifier with probabilities", classifier);
    const probabilities = await model.predictProba(X.takeRows(test));
    const columnOf = Array.from({ length: nClasses }, (_, code) => model.classes.indexOf(code));
    test.forEach((i, row) => {
      const column = columnOf[codes[i]!]!;
      own[i] = column < 0 ? 0 : probabilities.get(row, column);
    });
  }
  return own;
}

/**
 * Rows of each targeted class whose probability is at least the quantile that leaves as many as its target says, and all of others.
 *
 * @param probabilities of each row's own class, shape (nSamples).
 * @returns indices, class by class; more than the target where probabilities are equal.
 */
export function selectEasiest(
  { codes, nClasses }: ClassedSamples,
  targets: ReadonlyMap<number, number>,
  probabilities: Float64Array,
): Promise<Int32Array> {
  return selectByClass(classRows(codes, nClasses), targets, (code, rows) => {
    const own = Float64Array.from(rows, (i) => probabilities[i]!);
    const percent = (1 - targets.get(code)! / rows.length) * 100; // as imbalanced-learn rounds it
    const threshold = quantiles(own, [percent / 100])[0]!;
    return rows.filter((i) => probabilities[i]! >= threshold);
  });
}
