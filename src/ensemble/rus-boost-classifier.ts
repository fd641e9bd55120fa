import {
  BaseEstimator,
  type ClassifierModel,
  type FitOptions,
  type Label,
  type MatrixLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { checkLength, toMatrix, toSampleWeight } from "../base/input.js";
import { encodeLabels, requireTwoClasses } from "../base/labels.js";
import type { AnyClassifier } from "../base/model-of.js";
import { flag, type ParamSpecs } from "../base/params.js";
import { withRandomStates } from "../base/random-states.js";
import { type UnderSamplingStrategy, underSamplingStrategySpec } from "../base/sampling-strategy.js";
import { takeRows } from "../base/take-rows.js";
import type { Matrix } from "../core/matrix.js";
import {
  DecisionTreeClassifier,
  type DecisionTreeClassifierModel,
} from "../tree/decision-tree-classifier.js";
import { RandomUnderSampler } from "../under-sampling/random-under-sampler.js";
import {
  type AdaBoostClassifierParams,
  adaBoostClassifierParamSpecs,
  type BoostedClassifierOf,
  checkTakesWeights,
} from "./ada-boost-classifier.js";
import { AdaBoostClassifierModel, type BoostedClassifierParts } from "./ada-boost-classifier-model.js";
import { boostClassifiers, type FitRound, raiseByFactor } from "./boost-classifiers.js";
import { predictedCodes } from "./boosted-votes.js";
import { rowsFor } from "./reads-as-trees.js";
import { RowRoom } from "./row-room.js";
import { drawRows } from "./under-sampled-rows.js";

/** Hyper-parameters of {@link RUSBoostClassifier}. */
export interface RUSBoostClassifierParams<E extends AnyClassifier | null = AnyClassifier | null>
  extends AdaBoostClassifierParams<E> {
  /** Which classes are under-sampled, and to how many rows. Default `"auto"`: all but the smallest, to its size. */
  readonly samplingStrategy: UnderSamplingStrategy;
  /** Whether rows are drawn with replacement. Default false. */
  readonly replacement: boolean;
}

/** Domain, default and help of {@link RUSBoostClassifierParams}. */
export const rusBoostClassifierParamSpecs: ParamSpecs<RUSBoostClassifierParams> = {
  ...adaBoostClassifierParamSpecs,
  samplingStrategy: underSamplingStrategySpec,
  replacement: flag({ default: false, help: "Draw rows with replacement." }),
};

/**
 * AdaBoost whose rounds see balanced rows: each fits a classifier to all rows of the smallest class and as many of the others, drawn at random,
 * by their weights; then the weights of all rows that it gets wrong are raised. Drawn rows and models equal imbalanced-learn's for the
 * same seed, weights but for last digits of exp and log.
 *
 * Hyper-parameters of the estimator have paths, `"estimator.maxDepth"`. `onProgress` counts rounds.
 *
 * Cost: nEstimators fits on balanced rows.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Seiffert, Khoshgoftaar, Van Hulse & Napolitano (2010), RUSBoost: a hybrid approach to alleviating class imbalance,
 *   doi:10.1109/TSMCA.2009.2029559.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5], [10], [11], [12]];
 * const y = ["no", "no", "no", "no", "no", "no", "yes", "yes", "yes"];
 * const model = await new RUSBoostClassifier({ nEstimators: 5 }).fit(X, y);
 * await model.predict([[1], [11]]); // => ["no", "yes"]
 * ```
 */
export class RUSBoostClassifier<E extends AnyClassifier | null = null> extends BaseEstimator<
  RUSBoostClassifierParams<E>
> {
  /** Name under which the class is registered. */
  static readonly typeName = "RUSBoostClassifier";
  readonly kind = "classifier" as const;

  constructor(params: Partial<RUSBoostClassifierParams<E>> = {}) {
    const specs = rusBoostClassifierParamSpecs as unknown as ParamSpecs<RUSBoostClassifierParams<E>>;
    super(RUSBoostClassifier.typeName, specs, params);
    checkTakesWeights(RUSBoostClassifier.typeName, this.params.estimator);
  }

  /** @internal */
  static fromState(state: RUSBoostClassifierParams): RUSBoostClassifier<AnyClassifier | null> {
    return new RUSBoostClassifier<AnyClassifier | null>(state);
  }

  /**
   * Boosts.
   *
   * @param X shape (nSamples, nFeatures), finite; neither kept nor changed.
   * @param y labels, shape (nSamples), of at least two classes.
   * @param options.sampleWeight weights that boosting begins with; rows are drawn whatever they weigh.
   * @throws {InvalidInputError} if X is ragged, empty or not finite, y does not fit it or has one class, or the first model is no better than
   *   chance.
   * @throws {InvalidParameterError} if `samplingStrategy` does not fit the labels.
   * @throws what the estimator throws.
   */
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<RUSBoostClassifierModel<L, BoostedClassifierOf<E, L>>> {
    const where = "RUSBoostClassifier.fit";
    startFit(where, options);
    const { estimator, samplingStrategy, replacement, ...settings } = this.params;
    const matrix = toMatrix(where, X);
    const { classes, codes } = encodeLabels(where, y);
    checkLength(where, "y", codes.length, matrix.rows);
    requireTwoClasses(where, classes);
    const sampleWeight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const fitRound = fitBalanced(where, {
      base: estimator ?? new DecisionTreeClassifier({ maxDepth: 1 }),
      sampler: new RandomUnderSampler({ samplingStrategy, replacement }),
      X: matrix,
      labels: Array.from(codes, (code) => classes[code]!),
      classes,
    });
    const target = { codes, nClasses: classes.length, sampleWeight };
    const boosted = await boostClassifiers(where, target, settings, fitRound, options, raiseByFactor);
    return new RUSBoostClassifierModel({
      estimators: boosted.models as BoostedClassifierOf<E, L>[],
      estimatorWeights: boosted.estimatorWeights,
      estimatorErrors: boosted.estimatorErrors,
      classes,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }
}

interface BalancedRounds<L extends Label> {
  readonly base: AnyClassifier;
  readonly sampler: RandomUnderSampler;
  readonly X: Matrix;
  readonly labels: readonly L[];
  readonly classes: readonly L[];
}

/** Fits a classifier to balanced rows by their weights; the seeds of the classifier are drawn before that of the rows. */
function fitBalanced<L extends Label>(
  where: string,
  { base, sampler, X, labels, classes }: BalancedRounds<L>,
): FitRound<ClassifierModel<L>> {
  const room = new RowRoom();
  return async (weight, random, { signal }) => {
    const seeded = withRandomStates(base, random);
    const drawing = withRandomStates(sampler, random);
    const { rows, y } = await drawRows(drawing, labels, { signal });
    const sampleWeight = takeRows(where, "sampleWeight", weight, rows);
    const model: ClassifierModel<L> = await seeded.fit(rowsFor(seeded, X, rows, room), y, {
      sampleWeight,
      signal,
    });
    return { model, predicted: await predictedCodes(where, model, X, classes) };
  };
}

/** Fitted {@link RUSBoostClassifier}. */
export class RUSBoostClassifierModel<
  L extends Label = Label,
  M extends ClassifierModel<L> = DecisionTreeClassifierModel<L>,
> extends AdaBoostClassifierModel<L, M> {
  /** Name under which the class is registered. */
  static override readonly typeName: string = "RUSBoostClassifierModel";
  /** Name under which the class is registered. */
  override readonly typeName: string = "RUSBoostClassifierModel";

  /** @internal */
  static override fromState<L extends Label, M extends ClassifierModel<L>>(
    state: BoostedClassifierParts<L, M>,
  ): RUSBoostClassifierModel<L, M> {
    return new RUSBoostClassifierModel(state);
  }
}
