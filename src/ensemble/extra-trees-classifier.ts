import type { FitOptions, Label, MatrixLike, VectorLike } from "../base/estimator.js";
import type { ParamSpecs } from "../base/params.js";
import { ExtraTreeClassifierModel } from "../tree/extra-tree-classifier.js";
import { isTable, type LabelTable } from "../tree/multi-output.js";
import {
  BaseForestClassifier,
  BaseForestClassifierModel,
  type ForestClassifierParams,
  type ForestClassifierState,
  forestClassifierParamSpecs,
  forestClassifierParts,
} from "./base-forest-classifier.js";
import { MultiOutputForestClassifierModel } from "./multi-output-forest.js";

/** Hyper-parameters of {@link ExtraTreesClassifier}; `maxFeatures` is `"sqrt"` by default. */
export interface ExtraTreesClassifierParams extends ForestClassifierParams {
  /** Whether each tree draws its rows with replacement. Default false: every tree sees all rows. */
  readonly bootstrap: boolean;
}

/** Domain, default and help of {@link ExtraTreesClassifierParams}. */
export const extraTreesClassifierParamSpecs: ParamSpecs<ExtraTreesClassifierParams> =
  forestClassifierParamSpecs(false);

/**
 * Forest of extremely randomized classification trees: each looks at a few random features for each split, with one random threshold for
 * each, and takes the best; their class shares are averaged. Cheaper than a random forest, and often as good. The trees equal
 * scikit-learn's for the same seed, node for node, on any number of threads.
 *
 * X may hold NaN: each split sends missing values to a side at random. Features are seen as 32-bit floats.
 *
 * Cost: O(nEstimators × maxFeatures × nSamples × depth), on all cores; nothing is sorted.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or contradicts `bootstrap: false`.
 * @see Geurts, Ernst & Wehenkel (2006), Extremely randomized trees, doi:10.1007/s10994-006-6226-1.
 *
 * @example
 * ```ts
 * const X = [[0, 1], [1, 1], [2, 0], [3, 1], [4, 0], [5, 0]];
 * const forest = await new ExtraTreesClassifier({ nEstimators: 20 }).fit(X, ["a", "a", "a", "b", "b", "b"]);
 * await forest.predict([[0, 0], [5, 1]]); // => ["a", "b"]
 * ```
 */
export class ExtraTreesClassifier extends BaseForestClassifier {
  /** Name under which the class is registered. */
  static readonly typeName = "ExtraTreesClassifier";

  constructor(params: Partial<ExtraTreesClassifierParams> = {}) {
    super(ExtraTreesClassifier.typeName, extraTreesClassifierParamSpecs, params);
  }

  /** @internal */
  static fromState(state: ExtraTreesClassifierParams): ExtraTreesClassifier {
    return new ExtraTreesClassifier(state);
  }

  /**
   * Grows the forest; `onProgress` counts trees.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN; neither kept nor changed.
   * @param y labels, shape (nSamples), or a table of shape (nSamples, nOutputs) for a model of several outputs.
   * @param options.sampleWeight weight of each row: its chance to be drawn, or, without bootstrap, its weight in every tree.
   * @throws {InvalidInputError} if X is ragged, empty, holds Infinity or a number beyond 32-bit floats, or y does not fit it.
   * @throws {InvalidParameterError} if `monotonicCst` or `categoricalFeatures` does not fit X, or there are more than two classes with it.
   */
  fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options?: FitOptions,
  ): Promise<ExtraTreesClassifierModel<L>>;
  /** Grows a forest of several outputs. */
  fit<L extends Label>(
    X: MatrixLike,
    Y: LabelTable<L>,
    options?: FitOptions,
  ): Promise<MultiOutputForestClassifierModel<L>>;
  /** As the first: the compiler infers fitted types from the last. */
  fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options?: FitOptions,
  ): Promise<ExtraTreesClassifierModel<L>>;
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L> | LabelTable<L>,
    options: FitOptions = {},
  ): Promise<ExtraTreesClassifierModel<L> | MultiOutputForestClassifierModel<L>> {
    const grown = await this.grow(X, y, options, true);
    return isTable(y) ? MultiOutputForestClassifierModel.of(grown) : new ExtraTreesClassifierModel(grown);
  }
}

/** Forest grown by {@link ExtraTreesClassifier}. */
export class ExtraTreesClassifierModel<L extends Label = Label> extends BaseForestClassifierModel<L> {
  /** Name under which the class is registered. */
  static readonly typeName = "ExtraTreesClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "ExtraTreesClassifierModel";

  /** @internal */
  static fromState<L extends Label>(state: ForestClassifierState<L>): ExtraTreesClassifierModel<L> {
    return new ExtraTreesClassifierModel(forestClassifierParts(state));
  }

  /** The trees as models of their own, shape (nEstimators). */
  get estimators(): ExtraTreeClassifierModel<L>[] {
    return this.treeParts().map((parts) => new ExtraTreeClassifierModel(parts));
  }
}
