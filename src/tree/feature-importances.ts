import { pairwiseSum } from "../core/pairwise-sum.js";
import type { TreeStructure } from "./tree-structure.js";

/**
 * Importance of each feature: the decrease of impurity by its splits, weighted by the rows they part, as shares of 1; all 0 for a tree
 * of one node.
 *
 * @returns shape (nFeatures).
 * @see Breiman et al. (1984), Classification and Regression Trees, section 5.3.4.
 */
export function featureImportances(tree: TreeStructure, nFeatures: number): Float64Array {
  const out = decreaseOfImpurity(tree, nFeatures);
  const total = pairwiseSum(out);
  if (total > 0) for (let j = 0; j < nFeatures; j++) out[j]! /= total;
  return out;
}

/** Decrease of impurity by the splits of each feature, weighted by the share of the rows that they part, shape (nFeatures). */
export function decreaseOfImpurity(tree: TreeStructure, nFeatures: number): Float64Array {
  const { childrenLeft, childrenRight, weightedNNodeSamples: weight, impurity } = tree;
  const out = new Float64Array(nFeatures);
  for (let i = 0; i < tree.nodeCount; i++) {
    const left = childrenLeft[i]!;
    const right = childrenRight[i]!;
    if (left < 0) continue;
    out[tree.feature[i]!]! +=
      weight[i]! * impurity[i]! - weight[left]! * impurity[left]! - weight[right]! * impurity[right]!;
  }
  for (let j = 0; j < nFeatures; j++) out[j]! /= weight[0]!;
  return out;
}
