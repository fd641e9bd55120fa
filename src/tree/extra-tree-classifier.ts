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

/** Hyper-parameters of {@link ExtraTreeClassifier}. */
export interface ExtraTreeClassifierParams extends TreeClassifierParams {
  /** `"random"` (default) tries one threshold at random for each feature, `"best"` every threshold. */
  readonly splitter: TreeSplitter;
  /** Features looked at for each split: a number, a share in (0, 1), `"sqrt"` (default), `"log2"`, or null for all. */
  readonly maxFeatures: MaxFeatures;
}

/** Domain, default and help of {@link ExtraTreeClassifierParams}. */
export const extraTreeClassifierParamSpecs: ParamSpecs<ExtraTreeClassifierParams> = treeClassifierParamSpecs(
  "random",
  "sqrt",
);

/**
 * Extremely randomized classification tree: at each node a random threshold is drawn for each of a few random features, and the best
 * of these splits is taken. Meant for ensembles ({@link ExtraTreesClassifier}). The tree equals scikit-learn's for the same seed,
 * node for node.
 *
 * X may hold NaN: each split sends missing values to a side at random (scikit-learn refuses them with `splitter: "best"`). Features are seen as 32-bit floats.
 *
 * Cost: O(maxFeatures × nSamples × depth); nothing is sorted.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Geurts, Ernst & Wehenkel (2006), Extremely randomized trees, doi:10.1007/s10994-006-6226-1.
 *
 * @example
 * ```ts
 * const tree = await new ExtraTreeClassifier().fit([[0], [1], [7], [8]], ["a", "a", "b", "b"]);
 * await tree.predict([[0.4], [9]]); // => ["a", "b"]
 * ```
 */
export class ExtraTreeClassifier extends BaseTreeClassifier {
  /** Name under which the class is registered. */
  static readonly typeName = "ExtraTreeClassifier";

  constructor(params: Partial<ExtraTreeClassifierParams> = {}) {
    super(ExtraTreeClassifier.typeName, extraTreeClassifierParamSpecs, params);
  }

  /** @internal */
  static fromState(state: ExtraTreeClassifierParams): ExtraTreeClassifier {
    return new ExtraTreeClassifier(state);
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
  ): Promise<ExtraTreeClassifierModel<L>>;
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
  ): Promise<ExtraTreeClassifierModel<L>>;
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L> | LabelTable<L>,
    options: FitOptions = {},
  ): Promise<ExtraTreeClassifierModel<L> | MultiOutputTreeClassifierModel<L>> {
    const grown = await this.grow(X, y, options);
    return isTable(y) ? new MultiOutputTreeClassifierModel(grown) : new ExtraTreeClassifierModel(grown);
  }

  /** @internal Grows several trees on the same data at once. */
  async fitAll<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions,
    batch: TreeBatch<TreeClassifierParams>,
  ): Promise<ExtraTreeClassifierModel<L>[]> {
    return (await this.growAll(X, y, options, batch)).map((parts) => new ExtraTreeClassifierModel(parts));
  }
}

/** Tree grown by {@link ExtraTreeClassifier}. */
export class ExtraTreeClassifierModel<L extends Label = Label> extends BaseTreeClassifierModel<L> {
  /** Name under which the class is registered. */
  static readonly typeName = "ExtraTreeClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "ExtraTreeClassifierModel";

  /** @internal */
  static fromState<L extends Label>(state: TreeClassifierState<L>): ExtraTreeClassifierModel<L> {
    return new ExtraTreeClassifierModel(treeClassifierParts(state));
  }
}
