import type { Label, MatrixLike } from "../base/estimator.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { parentsOf } from "./cost-complexity.js";
import { featureImportances } from "./feature-importances.js";
import type { SeenTreeFeatures } from "./feature-roles.js";
import { TreePredictor } from "./predict-trees.js";
import { seenTreeRows, type UncheckedRows } from "./tree-input.js";
import { type TreeStructure, type TreesState, treesFromState, treesToState } from "./tree-structure.js";

/** What every tree model is made of. */
export interface TreeModelParts extends SeenTreeFeatures {
  readonly tree: TreeStructure;
  /** Number of features looked at for each split. */
  readonly maxFeatures: number;
}

/** State of a tree model. */
export interface TreeModelState extends SeenTreeFeatures {
  readonly trees: TreesState;
  readonly maxFeatures: number;
}

/** Parts of a tree model from its state. */
export function treeModelParts(state: TreeModelState): TreeModelParts {
  const { nFeatures, featureNames, categoricalFeatures, maxFeatures } = state;
  return {
    nFeatures,
    featureNames,
    categoricalFeatures,
    maxFeatures,
    tree: treesFromState(state.trees, nFeatures)[0]!,
  };
}

/** What models of classification and regression trees have in common. */
export abstract class BaseTreeModel {
  /** The tree: its nodes as arrays, in scikit-learn's order. */
  readonly tree: TreeStructure;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  /** Columns that hold categories, ascending. */
  readonly categoricalFeatures: readonly number[];
  /** Number of features looked at for each split. */
  readonly maxFeatures: number;
  /** Name under which the class is registered. */
  abstract readonly typeName: string;

  readonly #predictor: TreePredictor;

  /** @internal */
  constructor(parts: TreeModelParts) {
    this.tree = parts.tree;
    this.#predictor = new TreePredictor([parts.tree]);
    this.nFeatures = parts.nFeatures;
    this.featureNames = parts.featureNames;
    this.categoricalFeatures = parts.categoricalFeatures;
    this.maxFeatures = parts.maxFeatures;
  }

  /**
   * Importance of each feature, shape (nFeatures): its share of the decrease of impurity. Features with many distinct values are
   * favoured; permutation importance is not biased so.
   */
  get featureImportances(): Float64Array {
    return featureImportances(this.tree, this.nFeatures);
  }

  /** Length of the longest path from the root to a leaf. */
  getDepth(): number {
    return this.tree.maxDepth;
  }

  /** Number of leaves. */
  getNLeaves(): number {
    return this.tree.nLeaves;
  }

  /**
   * The leaf that each row reaches.
   *
   * @returns node numbers, shape (nSamples).
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async apply(X: MatrixLike): Promise<Int32Array> {
    const { matrix, check } = this.#seen("apply", X);
    return this.#predictor.leaves(matrix, { check });
  }

  /**
   * The nodes that each row passes: element (i, node) is 1.
   *
   * @returns shape (nSamples, nodeCount).
   * @throws {InvalidInputError} as {@link BaseTreeModel.apply}.
   */
  async decisionPath(X: MatrixLike): Promise<CsrMatrix> {
    return pathsTo(this.tree, await this.apply(X));
  }

  /** @internal Values of each row's leaf, shape (nSamples, nValues). */
  protected async values(
    method: string,
    X: MatrixLike,
    out?: Float64Array,
  ): Promise<{ values: Float64Array; rows: number }> {
    const { matrix, check } = this.#seen(method, X);
    return { values: await this.#predictor.sums(matrix, { check, out }), rows: matrix.rows };
  }

  /** @internal The class of the largest share in each row's leaf. */
  protected async labels<L extends Label>(
    method: string,
    X: MatrixLike,
    classes: readonly L[],
  ): Promise<L[]> {
    const { matrix, check } = this.#seen(method, X);
    return this.#predictor.labels(matrix, classes, { check });
  }

  #seen(method: string, X: MatrixLike): UncheckedRows {
    return seenTreeRows(`${this.typeName}.${method}`, X, this);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { nFeatures, featureNames, categoricalFeatures, maxFeatures } = this;
    return { nFeatures, featureNames, categoricalFeatures, maxFeatures, trees: treesToState([this.tree]) };
  }
}

/** Indicators of the nodes on the way to each leaf. */
export function pathsTo(tree: TreeStructure, leaves: Int32Array): CsrMatrix {
  const parent = parentsOf(tree);
  const depth = new Int32Array(tree.nodeCount);
  for (let i = 1; i < depth.length; i++) depth[i] = depth[parent[i]!]! + 1;
  const indptr = new Int32Array(leaves.length + 1);
  for (let i = 0; i < leaves.length; i++) indptr[i + 1] = indptr[i]! + depth[leaves[i]!]! + 1;
  const indices = new Int32Array(indptr[leaves.length]!);
  for (let i = 0; i < leaves.length; i++) {
    let at = indptr[i + 1]!;
    for (let node = leaves[i]!; node >= 0; node = parent[node]!) indices[--at] = node;
  }
  return new CsrMatrix(new Float64Array(indices.length).fill(1), indices, indptr, tree.nodeCount);
}
