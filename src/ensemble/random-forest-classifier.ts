import type { FitOptions, Label, MatrixLike, VectorLike } from "../base/estimator.js";
import type { ParamSpecs } from "../base/params.js";
import { DecisionTreeClassifierModel } from "../tree/decision-tree-classifier.js";
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

/** Hyper-parameters of {@link RandomForestClassifier}; `maxFeatures` is `"sqrt"` by default. */
export interface RandomForestClassifierParams extends ForestClassifierParams {
  /** Whether each tree draws its rows with replacement. Default true; false: every tree sees all rows. */
  readonly bootstrap: boolean;
}

/** Domain, default and help of {@link RandomForestClassifierParams}. */
export const randomForestClassifierParamSpecs: ParamSpecs<RandomForestClassifierParams> =
  forestClassifierParamSpecs(true);

/**
 * Random forest of classification trees: each tree grows on rows drawn with replacement and looks at a few random features for each
 * split; their class shares are averaged. The trees equal scikit-learn's for the same seed, node for node, on any number of threads.
 *
 * X may hold NaN: each split sends missing values to the side that suits. Features are seen as 32-bit floats.
 *
 * A feature of codes 0, 1, 2, … may be named in `categoricalFeatures`: its splits send a set of categories to the left. y may be a table of
 * several outputs: the model then predicts one as well.
 *
 * Cost: O(nEstimators × maxFeatures × nSamples × log nSamples × depth), on all cores.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or contradicts `bootstrap: false`.
 * @see Breiman (2001), Random forests, doi:10.1023/A:1010933404324.
 *
 * @example
 * ```ts
 * const X = [[0, 1], [1, 1], [2, 0], [3, 1], [4, 0], [5, 0]];
 * const forest = await new RandomForestClassifier({ nEstimators: 20 }).fit(X, ["a", "a", "a", "b", "b", "b"]);
 * await forest.predict([[0, 0], [5, 1]]); // => ["a", "b"]
 *
 * // Codes of categories in the last column, two outputs.
 * const pairs = [["a", "y"], ["a", "y"], ["a", "x"], ["b", "y"], ["b", "x"], ["b", "x"]];
 * const settings = { nEstimators: 5, bootstrap: false, categoricalFeatures: [1] };
 * const both = await new RandomForestClassifier(settings).fit(X, pairs);
 * await both.predict([[0, 1], [5, 0]]); // => [["a", "y"], ["b", "x"]]
 * ```
 */
export class RandomForestClassifier extends BaseForestClassifier {
  /** Name under which the class is registered. */
  static readonly typeName = "RandomForestClassifier";

  constructor(params: Partial<RandomForestClassifierParams> = {}) {
    super(RandomForestClassifier.typeName, randomForestClassifierParamSpecs, params);
  }

  /** @internal */
  static fromState(state: RandomForestClassifierParams): RandomForestClassifier {
    return new RandomForestClassifier(state);
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
  ): Promise<RandomForestClassifierModel<L>>;
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
  ): Promise<RandomForestClassifierModel<L>>;
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L> | LabelTable<L>,
    options: FitOptions = {},
  ): Promise<RandomForestClassifierModel<L> | MultiOutputForestClassifierModel<L>> {
    const grown = await this.grow(X, y, options, false);
    return isTable(y) ? MultiOutputForestClassifierModel.of(grown) : new RandomForestClassifierModel(grown);
  }
}

/** Forest grown by {@link RandomForestClassifier}. */
export class RandomForestClassifierModel<L extends Label = Label> extends BaseForestClassifierModel<L> {
  /** Name under which the class is registered. */
  static readonly typeName = "RandomForestClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "RandomForestClassifierModel";

  /** @internal */
  static fromState<L extends Label>(state: ForestClassifierState<L>): RandomForestClassifierModel<L> {
    return new RandomForestClassifierModel(forestClassifierParts(state));
  }

  /** The trees as models of their own, shape (nEstimators). */
  get estimators(): DecisionTreeClassifierModel<L>[] {
    return this.treeParts().map((parts) => new DecisionTreeClassifierModel(parts));
  }
}
