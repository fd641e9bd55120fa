import type { ClassifierModel, Label } from "../base/estimator.js";
import { codesOf } from "../base/labels.js";
import type { Matrix } from "../core/matrix.js";
import { DecisionTreeClassifierModel } from "../tree/decision-tree-classifier.js";
import { leavesOf, TreePredictor } from "../tree/predict-trees.js";
import { toFiniteTreeMatrix } from "../tree/tree-input.js";
import { type TreeArrays, TreeStructure } from "../tree/tree-structure.js";

/** Class of the largest value of each node; the first of equal ones. */
function classOfNodes({ nodeCount, nValues, value }: TreeStructure): Int32Array {
  return Int32Array.from({ length: nodeCount }, (_, node) => {
    let best = 0;
    for (let k = 1; k < nValues; k++)
      if (value[node * nValues + k]! > value[node * nValues + best]!) best = k;
    return best;
  });
}

/** Class codes that one model predicts, shape (nSamples). */
export async function predictedCodes<L extends Label>(
  where: string,
  model: ClassifierModel<L>,
  X: Matrix,
  classes: readonly L[],
): Promise<Int32Array> {
  return codesOf(where, await model.predict(X), classes);
}

/** The trees of models, without categories, which need more checks; undefined unless all are such trees. */
function plainTreesOf<L extends Label>(models: readonly ClassifierModel<L>[]): TreeStructure[] | undefined {
  const trees = models.flatMap((model) =>
    model instanceof DecisionTreeClassifierModel && model.tree.categoryWords === 0 ? [model.tree] : [],
  );
  return trees.length < models.length ? undefined : trees;
}

/**
 * Rows for trees, which see 32-bit floats.
 *
 * @throws {InvalidInputError} if a value lies beyond them.
 */
function rowsForTrees(where: string, X: Matrix): Matrix {
  return toFiniteTreeMatrix(where, X, { nFeatures: X.columns, featureNames: X.columnNames });
}

/** Class codes that each model predicts, one model after the other; all trees walk the rows at once. */
export async function* votesOf<L extends Label>(
  where: string,
  models: readonly ClassifierModel<L>[],
  X: Matrix,
  classes: readonly L[],
): AsyncGenerator<Int32Array> {
  const trees = plainTreesOf(models);
  if (trees === undefined) {
    for (const model of models) yield await predictedCodes(where, model, X, classes);
    return;
  }
  const leaves = await leavesOf(trees, rowsForTrees(where, X));
  for (const [t, tree] of trees.entries()) {
    const classOf = classOfNodes(tree);
    const codes = new Int32Array(X.rows);
    for (let i = 0; i < X.rows; i++) codes[i] = classOf[leaves[i * trees.length + t]!]!;
    yield codes;
  }
}

/** Adds a model's votes: its weight for the class that it predicts, a negative share of it for the others. */
export function addVotes(sums: Float64Array, codes: Int32Array, weight: number, nClasses: number): void {
  const against = (-1 / (nClasses - 1)) * weight;
  for (let i = 0, p = 0; i < codes.length; i++)
    for (let k = 0; k < nClasses; k++, p++) sums[p]! += k === codes[i] ? weight : against;
}

/** What all models vote together. */
export class BoostedVotes<L extends Label> {
  readonly #models: readonly ClassifierModel<L>[];
  readonly #weights: Float64Array;
  readonly #classes: readonly L[];
  /** Trees whose leaves hold their votes; undefined unless all models are trees without categories. */
  readonly #voters: TreePredictor | undefined;

  constructor(models: readonly ClassifierModel<L>[], weights: Float64Array, classes: readonly L[]) {
    this.#models = models;
    this.#weights = weights;
    this.#classes = classes;
    const trees = classes.length > 1 ? plainTreesOf(models) : undefined;
    this.#voters =
      trees && new TreePredictor(trees.map((tree, t) => voter(tree, weights[t]!, classes.length)));
  }

  /**
   * Sums of the votes, shape (nSamples, nClasses).
   *
   * @throws {InvalidInputError} if the models are trees and a value of X lies beyond the 32-bit floats.
   */
  async sums(where: string, X: Matrix): Promise<Float64Array> {
    if (this.#voters !== undefined) return this.#voters.sums(rowsForTrees(where, X));
    const sums = new Float64Array(X.rows * this.#classes.length);
    let round = 0;
    for (const model of this.#models)
      addVotes(
        sums,
        await predictedCodes(where, model, X, this.#classes),
        this.#weights[round++]!,
        this.#classes.length,
      );
    return sums;
  }
}

/** A tree whose nodes hold what {@link addVotes} adds for their class. */
function voter(tree: TreeStructure, weight: number, nClasses: number): TreeStructure {
  const value = new Float64Array(tree.nodeCount * nClasses);
  addVotes(value, classOfNodes(tree), weight, nClasses);
  return new TreeStructure({ ...(tree as TreeArrays), value }, tree.maxDepth, tree.packed);
}
