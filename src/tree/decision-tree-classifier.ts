import type { FitOptions, Label, MatrixLike, VectorLike } from "../base/estimator.js";
import type { ParamSpecs } from "../base/params.js";
import {
  BaseTreeClassifier,
  BaseTreeClassifierModel,
  type TreeClassifierParams,
  type TreeClassifierState,
  treeClassifierParamSpecs,
  treeClassifierParts,
} from "./base-tree-classifier.js";
import type { TreeBatch } from "./grow-tree.js";
import { isTable, type LabelTable } from "./multi-output.js";
import { MultiOutputTreeClassifierModel } from "./multi-output-tree.js";
import type { MaxFeatures, TreeSplitter } from "./tree-params.js";

/** Hyper-parameters of {@link DecisionTreeClassifier}. */
export interface DecisionTreeClassifierParams extends TreeClassifierParams {
  /** `"best"` (default) tries every threshold, `"random"` one at random for each feature. */
  readonly splitter: TreeSplitter;
  /** Features looked at for each split: a number, a share in (0, 1), `"sqrt"`, `"log2"`, or null (default) for all. */
  readonly maxFeatures: MaxFeatures;
}

/** Domain, default and help of {@link DecisionTreeClassifierParams}. */
export const decisionTreeClassifierParamSpecs: ParamSpecs<DecisionTreeClassifierParams> =
  treeClassifierParamSpecs("best", null);

/**
 * Classification tree: splits the rows by one feature and threshold after the other, so that the classes become pure, and
 * predicts the class shares of a leaf. The tree equals scikit-learn's for the same seed, node for node.
 *
 * X may hold NaN: each split sends missing values to the side that suits. Features are seen as 32-bit floats.
 *
 * A feature of codes 0, 1, 2, … may be named in `categoricalFeatures`: its splits send a set of categories to the left. y may be a table of
 * several outputs: the model then predicts one as well.
 *
 * Cost: O(nFeatures × nSamples × log nSamples × depth).
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Breiman, Friedman, Olshen & Stone (1984), Classification and Regression Trees.
 *
 * @example
 * ```ts
 * const tree = await new DecisionTreeClassifier().fit([[0], [1], [2], [3]], ["a", "a", "b", "b"]);
 * Array.from(tree.tree.threshold); // => [1.5, -2, -2]
 * await tree.predict([[0.4], [9]]); // => ["a", "b"]
 *
 * // Codes of categories: 0 and 2 are alike.
 * const coded = new DecisionTreeClassifier({ categoricalFeatures: [0], maxDepth: 1 });
 * const bySet = await coded.fit([[0], [1], [2], [3]], ["a", "b", "a", "b"]);
 * await bySet.predict([[0], [1], [2], [3]]); // => ["a", "b", "a", "b"]
 *
 * // Two outputs.
 * const pairs = [["a", "x"], ["a", "x"], ["b", "x"], ["b", "y"]];
 * const both = await new DecisionTreeClassifier().fit([[0], [1], [2], [3]], pairs);
 * await both.predict([[0], [3]]); // => [["a", "x"], ["b", "y"]]
 * ```
 */
export class DecisionTreeClassifier extends BaseTreeClassifier {
  /** Name under which the class is registered. */
  static readonly typeName = "DecisionTreeClassifier";

  constructor(params: Partial<DecisionTreeClassifierParams> = {}) {
    super(DecisionTreeClassifier.typeName, decisionTreeClassifierParamSpecs, params);
  }

  /** @internal */
  static fromState(state: DecisionTreeClassifierParams): DecisionTreeClassifier {
    return new DecisionTreeClassifier(state);
  }

  /**
   * Grows the tree.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN; neither kept nor changed.
   * @param y labels, shape (nSamples), or a table of shape (nSamples, nOutputs) for a model of several outputs.
   * @param options.sampleWeight weight of each row; rows of weight 0 take no part.
   * @throws {InvalidInputError} if X is ragged, empty, holds Infinity or a number beyond 32-bit floats, or y does not fit it.
   * @throws {InvalidParameterError} if `monotonicCst` or `categoricalFeatures` does not fit X, or there are more than two classes with it.
   */
  fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options?: FitOptions,
  ): Promise<DecisionTreeClassifierModel<L>>;
  /** Grows a tree of several outputs. */
  fit<L extends Label>(
    X: MatrixLike,
    Y: LabelTable<L>,
    options?: FitOptions,
  ): Promise<MultiOutputTreeClassifierModel<L>>;
  /** As the first: the compiler infers fitted types from the last. */
  fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options?: FitOptions,
  ): Promise<DecisionTreeClassifierModel<L>>;
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L> | LabelTable<L>,
    options: FitOptions = {},
  ): Promise<DecisionTreeClassifierModel<L> | MultiOutputTreeClassifierModel<L>> {
    const grown = await this.grow(X, y, options);
    return isTable(y) ? new MultiOutputTreeClassifierModel(grown) : new DecisionTreeClassifierModel(grown);
  }

  /** @internal Grows several trees on the same data at once. */
  async fitAll<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions,
    batch: TreeBatch<TreeClassifierParams>,
  ): Promise<DecisionTreeClassifierModel<L>[]> {
    return (await this.growAll(X, y, options, batch)).map((parts) => new DecisionTreeClassifierModel(parts));
  }
}

/** Tree grown by {@link DecisionTreeClassifier}. */
export class DecisionTreeClassifierModel<L extends Label = Label> extends BaseTreeClassifierModel<L> {
  /** Name under which the class is registered. */
  static readonly typeName = "DecisionTreeClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "DecisionTreeClassifierModel";

  /** @internal */
  static fromState<L extends Label>(state: TreeClassifierState<L>): DecisionTreeClassifierModel<L> {
    return new DecisionTreeClassifierModel(treeClassifierParts(state));
  }
}
