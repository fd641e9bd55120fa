import { countClasses } from "../base/class-rows.js";
import type { FitOptions, Label, MatrixLike, VectorLike } from "../base/estimator.js";
import { requireTwoClasses } from "../base/labels.js";
import type { ParamSpecs } from "../base/params.js";
import { flag } from "../base/params.js";
import {
  resolveSamplingStrategy,
  type UnderSamplingStrategy,
  underSamplingStrategySpec,
} from "../base/sampling-strategy.js";
import { InvalidInputError } from "../core/errors.js";
import { DecisionTreeClassifierModel } from "../tree/decision-tree-classifier.js";
import { isTable } from "../tree/multi-output.js";

import {
  BaseForestClassifier,
  BaseForestClassifierModel,
  type ForestClassifierParams,
  type ForestClassifierState,
  type ForestGrowth,
  forestClassifierParamSpecs,
  forestClassifierParts,
} from "./base-forest-classifier.js";
import { growBalancedForest } from "./grow-balanced-forest.js";
import type { ForestSettings, GrownForest } from "./grow-forest.js";

/** How the trees choose their rows. */
interface ChoiceParams {
  /**
   * Which classes are under-sampled for each tree, and to how many rows. Default `"all"`: every class, to the size of the smallest. A
   * function of the labels is called once.
   */
  readonly samplingStrategy: UnderSamplingStrategy;
  /** Whether a row may be chosen twice for the same tree. Default true. */
  readonly replacement: boolean;
}

/** Hyper-parameters of {@link BalancedRandomForestClassifier}; `maxFeatures` is `"sqrt"` by default. */
export interface BalancedRandomForestClassifierParams extends ForestClassifierParams, ChoiceParams {
  /** Whether each tree draws with replacement among the rows chosen for it. Default false: it sees each of them. */
  readonly bootstrap: boolean;
}

/** Domain, default and help of {@link BalancedRandomForestClassifierParams}. */
export const balancedRandomForestClassifierParamSpecs: ParamSpecs<BalancedRandomForestClassifierParams> = {
  ...forestClassifierParamSpecs(false),
  samplingStrategy: { ...underSamplingStrategySpec, default: "all" },
  replacement: flag({ default: true, help: "A row may be chosen twice for a tree." }),
};

/**
 * Random forest whose trees each learn from a balanced choice of the rows: by default, of every class as many rows as the smallest has,
 * chosen with replacement. The trees equal those of imbalanced-learn on scikit-learn for the same seed, node for node, on any number of
 * threads.
 *
 * X may hold NaN. `sampleWeight` weighs the chosen rows, or, with `bootstrap`, their chance to be drawn. With `bootstrap`, the rows out
 * of bag of a tree are those chosen for it and not drawn; as in imbalanced-learn, they are told without weights.
 *
 * Cost: O(nEstimators × (nSamples + maxFeatures × n × log n × depth)) for n chosen rows, on all cores.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or contradicts `bootstrap: false`.
 * @see Chen, Liaw & Breiman (2004), Using random forest to learn imbalanced data, Berkeley report 666.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5], [6], [10], [11]];
 * const y = ["no", "no", "no", "no", "no", "no", "no", "yes", "yes"];
 * const model = await new BalancedRandomForestClassifier({ nEstimators: 20 }).fit(X, y);
 * await model.predict([[1], [11]]); // => ["no", "yes"]
 * model.estimatorsSamples[0]?.length; // => 4
 * ```
 */
export class BalancedRandomForestClassifier extends BaseForestClassifier<BalancedRandomForestClassifierParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "BalancedRandomForestClassifier";

  constructor(params: Partial<BalancedRandomForestClassifierParams> = {}) {
    super(BalancedRandomForestClassifier.typeName, balancedRandomForestClassifierParamSpecs, params);
  }

  /** @internal */
  static fromState(state: BalancedRandomForestClassifierParams): BalancedRandomForestClassifier {
    return new BalancedRandomForestClassifier(state);
  }

  /**
   * Grows the forest; `onProgress` counts trees.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN; neither kept nor changed.
   * @param y labels, shape (nSamples), of at least two classes.
   * @param options.sampleWeight weight of each row.
   * @throws {InvalidInputError} if X is ragged, empty, holds Infinity or a number beyond 32-bit floats, y does not fit it, or a tree draws
   * rows without weight only.
   * @throws {InvalidParameterError} if `samplingStrategy`, `monotonicCst` or `categoricalFeatures` does not fit the data.
   */
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<BalancedRandomForestClassifierModel<L>> {
    if (isTable(y)) throw new InvalidInputError(`${this.typeName}.fit`, "y must hold one label a row", y);
    return new BalancedRandomForestClassifierModel(await this.grow(X, y, options, false));
  }

  /** @internal */
  protected override growTrees(
    where: string,
    { data, settings, balance, classes }: ForestGrowth,
    options: FitOptions,
  ): Promise<GrownForest> {
    const { samplingStrategy, replacement, ...own } = settings as ForestSettings & ChoiceParams;
    requireTwoClasses(where, classes);
    const codes = data.codes!;
    const counts = countClasses(codes, classes.length);
    const targets = resolveSamplingStrategy(where, "under-sampling", samplingStrategy, {
      classes,
      counts,
      labels: () => Array.from(codes, (code) => classes[code]!),
    });
    return growBalancedForest(where, data, own, balance, { targets, counts, replacement }, options);
  }
}

/** Forest grown by {@link BalancedRandomForestClassifier}. */
export class BalancedRandomForestClassifierModel<
  L extends Label = Label,
> extends BaseForestClassifierModel<L> {
  /** Name under which the class is registered. */
  static readonly typeName = "BalancedRandomForestClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "BalancedRandomForestClassifierModel";

  /** @internal */
  static fromState<L extends Label>(state: ForestClassifierState<L>): BalancedRandomForestClassifierModel<L> {
    return new BalancedRandomForestClassifierModel(forestClassifierParts(state));
  }

  /** The trees as models of their own, shape (nEstimators). */
  get estimators(): DecisionTreeClassifierModel<L>[] {
    return this.treeParts().map((parts) => new DecisionTreeClassifierModel(parts));
  }
}
