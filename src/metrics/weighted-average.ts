import { pairwiseSum } from "../core/pairwise-sum.js";

/** Mean, or mean with weights, of all values. */
export function weightedAverage(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  if (weights === undefined) return pairwiseSum(values) / values.length;
  return weightedSum(values, weights) / pairwiseSum(weights);
}

/** Sum of the values times their weights. */
export function weightedSum(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  if (weights === undefined) return pairwiseSum(values);
  const products = new Float64Array(values.length);
  for (let i = 0; i < products.length; i++) products[i] = values[i]! * weights[i]!;
  return pairwiseSum(products);
}

/** Average of the values that are not NaN; the plain mean where their weights are all zero; NaN where nothing is left. */
export function averageOfDefined(values: Float64Array, weights?: Float64Array): number {
  const kept = Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]!));
  if (kept.length === 0) return Number.NaN;
  const chosen = kept.map((i) => values[i]!);
  const chosenWeights = weights && kept.map((i) => weights[i]!);
  if (chosenWeights === undefined || pairwiseSum(chosenWeights) === 0) return weightedAverage(chosen);
  return weightedAverage(chosen, chosenWeights);
}
