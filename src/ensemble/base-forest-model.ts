import type { Label, MatrixLike } from "../base/estimator.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { pathsTo } from "../tree/base-tree-model.js";
import { featureImportances } from "../tree/feature-importances.js";
import type { SeenTreeFeatures } from "../tree/feature-roles.js";
import { TreePredictor } from "../tree/predict-trees.js";
import { seenTreeRows, type UncheckedRows } from "../tree/tree-input.js";
import { type TreeStructure, type TreesState, treesFromState, treesToState } from "../tree/tree-structure.js";
import { type ForestSampling, type GrownForest, sampledRows } from "./grow-forest.js";

/** What every forest model is made of. */
export interface ForestModelParts extends SeenTreeFeatures, GrownForest {
  /** Number of features looked at for each split. */
  readonly maxFeatures: number;
  /** Score on the rows that the trees did not draw; undefined unless asked for. */
  readonly oobScore: number | undefined;
}

/** State of a forest model. */
export interface ForestModelState extends SeenTreeFeatures {
  readonly trees: TreesState;
  readonly sampling: ForestSampling;
  readonly maxFeatures: number;
  readonly oobScore: number | undefined;
}

/** Parts of a forest model from its state. */
export function forestModelParts(state: ForestModelState): ForestModelParts {
  const { nFeatures, featureNames, categoricalFeatures, sampling, maxFeatures, oobScore } = state;
  return {
    nFeatures,
    featureNames,
    categoricalFeatures,
    sampling,
    maxFeatures,
    oobScore,
    trees: treesFromState(state.trees, nFeatures),
  };
}

/** What models of classification and regression forests have in common. */
export abstract class BaseForestModel {
  /** Structure of each tree, shape (nEstimators). */
  readonly trees: readonly TreeStructure[];
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  /** Columns that hold categories, ascending. */
  readonly categoricalFeatures: readonly number[];
  /** Number of features looked at for each split. */
  readonly maxFeatures: number;
  /** Score on the rows that the trees did not draw: accuracy or R²; undefined unless `oobScore` was set. */
  readonly oobScore: number | undefined;
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  readonly #sampling: ForestSampling;
  readonly #predictor: TreePredictor;

  /** @internal */
  constructor(parts: ForestModelParts) {
    this.trees = parts.trees;
    this.#predictor = new TreePredictor(parts.trees);
    this.nFeatures = parts.nFeatures;
    this.featureNames = parts.featureNames;
    this.categoricalFeatures = parts.categoricalFeatures;
    this.maxFeatures = parts.maxFeatures;
    this.oobScore = parts.oobScore;
    this.#sampling = parts.sampling;
  }

  /** Rows that each tree was grown on, with repetitions, drawn again at each call. */
  get estimatorsSamples(): Int32Array[] {
    return sampledRows(this.#sampling);
  }

  /**
   * Importance of each feature, shape (nFeatures): the mean over the trees of its share of the decrease of impurity.
   * Features with many distinct values are favoured; permutation importance is not biased so.
   */
  get featureImportances(): Float64Array {
    const out = new Float64Array(this.nFeatures);
    const grown = this.trees.filter((tree) => tree.nodeCount > 1);
    if (grown.length === 0) return out;
    for (const tree of grown) {
      const own = featureImportances(tree, this.nFeatures);
      for (let j = 0; j < out.length; j++) out[j]! += own[j]!;
    }
    const mean = out.map((sum) => sum / grown.length);
    const total = pairwiseSum(mean);
    return mean.map((value) => value / total);
  }

  /**
   * The leaf that each row reaches in each tree.
   *
   * @returns node numbers, shape (nSamples, nEstimators), row-major.
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async apply(X: MatrixLike): Promise<Int32Array> {
    return (await this.#leaves("apply", X)).leaves;
  }

  /**
   * The nodes that each row passes; the nodes of tree t are the columns from `nNodesPtr[t]` to `nNodesPtr[t + 1]`.
   *
   * @returns indicator, shape (nSamples, nodes of all trees), and nNodesPtr, shape (nEstimators + 1).
   * @throws {InvalidInputError} as {@link BaseForestModel.apply}.
   */
  async decisionPath(
    X: MatrixLike,
  ): Promise<{ readonly indicator: CsrMatrix; readonly nNodesPtr: Int32Array }> {
    const { leaves, rows } = await this.#leaves("decisionPath", X);
    const nTrees = this.trees.length;
    const nNodesPtr = new Int32Array(nTrees + 1);
    const parts = this.trees.map((tree, t) => {
      nNodesPtr[t + 1] = nNodesPtr[t]! + tree.nodeCount;
      return pathsTo(
        tree,
        Int32Array.from({ length: rows }, (_, i) => leaves[i * nTrees + t]!),
      );
    });
    return { indicator: sideBySide(parts, nNodesPtr), nNodesPtr };
  }

  /** @internal Mean over the trees of the values of the leaves, shape (nSamples, nValues). */
  protected async means(method: string, X: MatrixLike): Promise<{ values: Float64Array; rows: number }> {
    const { matrix, check } = this.#seen(method, X);
    const values = await this.#predictor.sums(matrix, { check });
    const nTrees = this.trees.length;
    for (let p = 0; p < values.length; p++) values[p]! /= nTrees;
    return { values, rows: matrix.rows };
  }

  /** @internal The class of the largest mean share. */
  protected async labels<L extends Label>(
    method: string,
    X: MatrixLike,
    classes: readonly L[],
  ): Promise<L[]> {
    const { matrix, check } = this.#seen(method, X);
    return this.#predictor.labels(matrix, classes, { check });
  }

  async #leaves(method: string, X: MatrixLike): Promise<{ leaves: Int32Array; rows: number }> {
    const { matrix, check } = this.#seen(method, X);
    return { leaves: await this.#predictor.leaves(matrix, { check }), rows: matrix.rows };
  }

  #seen(method: string, X: MatrixLike): UncheckedRows {
    return seenTreeRows(`${this.typeName}.${method}`, X, this);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { nFeatures, featureNames, categoricalFeatures, maxFeatures, oobScore } = this;
    const sampling = this.#sampling;
    const seen = { nFeatures, featureNames, categoricalFeatures };
    return { ...seen, maxFeatures, oobScore, sampling, trees: treesToState(this.trees) };
  }
}

/** Joins the columns of sparse matrices; those of part t begin at `from[t]`. */
function sideBySide(parts: readonly CsrMatrix[], from: Int32Array): CsrMatrix {
  const rows = parts[0]!.rows;
  const indptr = new Int32Array(rows + 1);
  const indices = new Int32Array(parts.reduce((sum, part) => sum + part.nnz, 0));
  let at = 0;
  for (let i = 0; i < rows; i++) {
    for (const [t, part] of parts.entries())
      for (let k = part.indptr[i]!; k < part.indptr[i + 1]!; k++) indices[at++] = part.indices[k]! + from[t]!;
    indptr[i + 1] = at;
  }
  return new CsrMatrix(new Float64Array(at).fill(1), indices, indptr, from[parts.length]!);
}
