import { log } from "../core/log.js";
import { TreeStructure } from "../tree/tree-structure.js";

const EULER_GAMMA = 0.5772156649015329;

/**
 * Mean length of an unsuccessful search in a binary search tree of n keys, 2 (ln(n − 1) + γ) − 2 (n − 1) / n: how deep n rows that an
 * isolation tree left together would lie, had it gone on.
 *
 * @see Preiss (1999), Data structures and algorithms, by way of Liu, Ting & Zhou (2008), Isolation forest, equation 1.
 */
export function averagePathLength(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (log(n - 1) + EULER_GAMMA) - (2 * (n - 1)) / n;
}

/**
 * An isolation tree whose values are the path lengths of its nodes, on all features of X.
 *
 * @param features the features that the tree was grown on, in its order.
 */
export function withPathLengths(tree: TreeStructure, features: Int32Array): TreeStructure {
  const { childrenLeft, childrenRight, nNodeSamples, nodeCount } = tree;
  const depth = new Int32Array(nodeCount);
  depth[0] = 1;
  for (let i = 0; i < nodeCount; i++) {
    if (childrenLeft[i]! < 0) continue;
    depth[childrenLeft[i]!] = depth[i]! + 1;
    depth[childrenRight[i]!] = depth[i]! + 1;
  }
  const value = Float64Array.from(depth, (d, i) => averagePathLength(nNodeSamples[i]!) + d - 1);
  const feature = tree.feature.map((j) => (j < 0 ? j : features[j]!));
  return new TreeStructure(
    {
      childrenLeft,
      childrenRight,
      nNodeSamples,
      feature,
      value,
      threshold: tree.threshold,
      impurity: tree.impurity,
      weightedNNodeSamples: tree.weightedNNodeSamples,
      missingGoToLeft: tree.missingGoToLeft,
      leftCategories: tree.leftCategories,
    },
    tree.maxDepth,
  );
}
