import type { ClassifierModel, Label } from "../base/estimator.js";
import { codesOf } from "../base/labels.js";
import type { Matrix } from "../core/matrix.js";
import { DecisionTreeClassifierModel } from "../tree/decision-tree-classifier.js";
import { leavesOf } from "../tree/predict-trees.js";
import type { TreeStructure } from "../tree/tree-structure.js";

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

/** The trees of models; undefined unless all are trees. */
function treesOf<L extends Label>(models: readonly ClassifierModel<L>[]): TreeStructure[] | undefined {
  const trees = models.flatMap((model) => (model instanceof DecisionTreeClassifierModel ? [model.tree] : []));
  return trees.length < models.length ? undefined : trees;
}

/** Class codes that each model predicts, one model after the other; all trees walk the rows at once. */
export async function* votesOf<L extends Label>(
  where: string,
  models: readonly ClassifierModel<L>[],
  X: Matrix,
  classes: readonly L[],
): AsyncGenerator<Int32Array> {
  const trees = treesOf(models);
  if (trees === undefined) {
    for (const model of models) yield await predictedCodes(where, model, X, classes);
    return;
  }
  const leaves = await leavesOf(trees, X);
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

/** Sums of the votes of all models, shape (nSamples, nClasses). */
export async function sumVotes<L extends Label>(
  where: string,
  models: readonly ClassifierModel<L>[],
  weights: Float64Array,
  X: Matrix,
  classes: readonly L[],
): Promise<Float64Array> {
  const nClasses = classes.length;
  const sums = new Float64Array(X.rows * nClasses);
  const trees = treesOf(models);
  if (trees === undefined) {
    let round = 0;
    for (const model of models)
      addVotes(sums, await predictedCodes(where, model, X, classes), weights[round++]!, nClasses);
    return sums;
  }
  const leaves = await leavesOf(trees, X);
  const width = Math.max(...trees.map((tree) => tree.nodeCount));
  const classOf = new Int32Array(width * trees.length);
  for (const [t, tree] of trees.entries()) classOf.set(classOfNodes(tree), t * width);
  const against = weights.map((weight) => (-1 / (nClasses - 1)) * weight);
  for (let i = 0, leaf = 0; i < X.rows; i++)
    for (let t = 0; t < trees.length; t++, leaf++) {
      const code = classOf[t * width + leaves[leaf]!]!;
      for (let k = 0, p = i * nClasses; k < nClasses; k++, p++)
        sums[p]! += k === code ? weights[t]! : against[t]!;
    }
  return sums;
}
