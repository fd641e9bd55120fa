import { type ClassWeight, classWeightSpec, computeClassWeight } from "../../base/class-weight.js";
import { scoreLabels } from "../../base/default-score.js";
import {
  BaseEstimator,
  type Label,
  type ProbabilisticModel,
  type ScoreOptions,
  type TableLike,
  type VectorLike,
} from "../../base/estimator.js";
import { startFit } from "../../base/fit-options.js";
import { checkLength, toSampleWeight } from "../../base/input.js";
import { codesOf, encodeLabels } from "../../base/labels.js";
import { choice, type ParamSpecs } from "../../base/params.js";
import { InvalidParameterError } from "../../core/errors.js";
import { log } from "../../core/log.js";
import { Matrix } from "../../core/matrix.js";
import {
  BaseHistModel,
  type HistModelParts,
  type HistModelState,
  histModelParts,
} from "./base-hist-model.js";
import { boost } from "./boost.js";
import {
  type HistGradientBoostingParams,
  histGradientBoostingParamSpecs,
  paramsState,
} from "./hist-params.js";
import { classificationLoss } from "./losses.js";
import {
  boostSettings,
  HIST_FIT_OPTIONS,
  type HistFitOptions,
  prepareFeatures,
  validationFeatures,
} from "./prepare-fit.js";
import { probabilitiesOf } from "./probabilities.js";
import { labelsOf } from "./stop-early.js";

/** Hyper-parameters of {@link HistGradientBoostingClassifier}. */
export interface HistGradientBoostingClassifierParams extends HistGradientBoostingParams {
  /** Loss: `"log_loss"`, the deviance of the binomial or multinomial distribution. */
  readonly loss: "log_loss";
  /** Weights of the classes: `"balanced"`, a table by label, or null (default) for 1. */
  readonly classWeight: ClassWeight;
}

/** Domain, default and help of {@link HistGradientBoostingClassifierParams}. */
export const histGradientBoostingClassifierParamSpecs: ParamSpecs<HistGradientBoostingClassifierParams> = {
  loss: choice({ default: "log_loss", options: ["log_loss"], help: "Loss that boosting descends." }),
  classWeight: classWeightSpec,
  ...histGradientBoostingParamSpecs,
};

/**
 * Gradient boosting of classification trees on histograms: values are put into at most 255 bins first, so that a fit costs little on many
 * rows. The trees equal scikit-learn's for the same seed, split for split, on any number of threads.
 *
 * X may hold NaN: each split sends missing values to the side that suits. Features of categories are split by sets of categories.
 *
 * Cost: O(nSamples × nFeatures) for each level of a tree, on all cores, one tree an iteration for two classes and one for each of more; a
 * byte of memory for each value, and some 40 for each row and tree of an iteration.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Friedman (2001), doi:10.1214/aos/1013203451; Ke et al. (2017), LightGBM.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5]];
 * const boosting = new HistGradientBoostingClassifier({ minSamplesLeaf: 1, maxIter: 20 });
 * const model = await boosting.fit(X, ["low", "low", "low", "high", "high", "high"]);
 * await model.predict([[1.5], [9]]); // => ["low", "high"]
 * ```
 */
export class HistGradientBoostingClassifier extends BaseEstimator<HistGradientBoostingClassifierParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "HistGradientBoostingClassifier";
  readonly kind = "classifier" as const;

  constructor(params: Partial<HistGradientBoostingClassifierParams> = {}) {
    super(HistGradientBoostingClassifier.typeName, histGradientBoostingClassifierParamSpecs, params);
  }

  /** @internal */
  static fromState(state: HistGradientBoostingClassifierParams): HistGradientBoostingClassifier {
    return new HistGradientBoostingClassifier(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return paramsState(this.params);
  }

  /**
   * Grows the trees; `onProgress` counts iterations.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN, and categories where a feature is one; neither kept nor changed.
   * @param y labels, shape (nSamples).
   * @param options.sampleWeight weight of each row in the loss.
   * @param options.XVal rows to score on for early stopping, with `yVal` and perhaps `sampleWeightVal`.
   * @throws {InvalidInputError} if X or y are not fit to be learned from.
   * @throws {InvalidParameterError} if a hyper-parameter names features that X does not have, or `monotonicCst` comes with more than two
   *   classes.
   */
  async fit<L extends Label>(
    X: TableLike,
    y: VectorLike<L>,
    options: HistFitOptions<L> = {},
  ): Promise<HistGradientBoostingClassifierModel<L>> {
    const where = "HistGradientBoostingClassifier.fit";
    startFit(where, options, HIST_FIT_OPTIONS);
    const features = prepareFeatures(where, X, this.params);
    const { classes, codes } = encodeLabels(where, y);
    checkLength(where, "y", codes.length, features.matrix.rows);
    const { monotonicCst, earlyStopping } = this.params;
    if (monotonicCst !== null && classes.length > 2) {
      const rule = `null where y has more than 2 classes, here ${classes.length}`;
      throw new InvalidParameterError(where, "monotonicCst", rule, monotonicCst);
    }
    const weight = this.#weights(
      where,
      classes,
      codes,
      toSampleWeight(where, options.sampleWeight, codes.length),
    );
    const training = { X: features.matrix, y: new Float64Array(codes), weight };
    const given = validationFeatures(where, options, earlyStopping, features.coding);
    const validation = given && {
      X: given.X,
      y: validationCodes(where, given.y, classes, given.X.rows),
      weight: toSampleWeight(where, options.sampleWeightVal, given.X.rows),
    };
    const settings = boostSettings(where, this.params, features, classificationLoss(classes.length), classes);
    const boosted = await boost(training, validation, settings, options);
    return new HistGradientBoostingClassifierModel({
      ...boosted,
      classes,
      coding: features.coding,
      doEarlyStopping: settings.earlyStopping,
    });
  }

  /** Sample weights times class weights; undefined if both are 1 everywhere. Balanced weights count rows. */
  #weights(
    where: string,
    classes: readonly Label[],
    codes: Int32Array,
    sampleWeight: Float64Array | undefined,
  ): Float64Array | undefined {
    if (this.params.classWeight === null) return sampleWeight;
    const byClass = computeClassWeight(where, this.params.classWeight, classes, codes);
    return Float64Array.from(codes, (code, i) =>
      sampleWeight === undefined ? byClass[code]! : sampleWeight[i]! * byClass[code]!,
    );
  }
}

function validationCodes<L extends Label>(
  where: string,
  y: VectorLike<L>,
  classes: readonly L[],
  rows: number,
): Float64Array {
  const codes = codesOf(where, y, classes);
  checkLength(where, "yVal", codes.length, rows);
  return new Float64Array(codes);
}

interface ClassifierParts<L extends Label> extends HistModelParts {
  readonly classes: readonly L[];
}

/** Trees grown by {@link HistGradientBoostingClassifier}. */
export class HistGradientBoostingClassifierModel<L extends Label = Label>
  extends BaseHistModel
  implements ProbabilisticModel<L>
{
  /** Name under which the class is registered. */
  static readonly typeName = "HistGradientBoostingClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "HistGradientBoostingClassifierModel";
  /** Distinct labels, sorted. */
  readonly classes: readonly L[];

  /** @internal */
  constructor(parts: ClassifierParts<L>) {
    super(parts);
    this.classes = parts.classes;
  }

  /** @internal */
  static fromState<L extends Label>(
    state: HistModelState & Pick<ClassifierParts<L>, "classes">,
  ): HistGradientBoostingClassifierModel<L> {
    return new HistGradientBoostingClassifierModel({ ...histModelParts(state), classes: state.classes });
  }

  /**
   * The class of the largest sum of its trees; of two classes the larger where the sum is above 0.
   *
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async predict(X: TableLike): Promise<L[]> {
    return labelsOf(await this.raw("predict", X), this.classes);
  }

  /**
   * Probabilities, shape (nSamples, nClasses): the logistic function of the sum of the trees, or softmax of the sums.
   *
   * @throws {InvalidInputError} as {@link HistGradientBoostingClassifierModel.predict}.
   */
  async predictProba(X: TableLike): Promise<Matrix> {
    return probabilitiesOf(await this.raw("predictProba", X));
  }

  /**
   * Natural logarithm of {@link HistGradientBoostingClassifierModel.predictProba}.
   *
   * @throws {InvalidInputError} as {@link HistGradientBoostingClassifierModel.predict}.
   */
  async predictLogProba(X: TableLike): Promise<Matrix> {
    const { data, rows, columns } = probabilitiesOf(await this.raw("predictLogProba", X));
    return new Matrix(data.map(log), rows, columns);
  }

  /**
   * Sums of the trees: shape (nSamples) for two classes, (nSamples, nClasses) for more.
   *
   * @throws {InvalidInputError} as {@link HistGradientBoostingClassifierModel.predict}.
   */
  async decisionFunction(X: TableLike): Promise<Float64Array | Matrix> {
    return vectorIfSingle(await this.raw("decisionFunction", X));
  }

  /** {@link HistGradientBoostingClassifierModel.predict} after each iteration. */
  async *stagedPredict(X: TableLike): AsyncGenerator<L[]> {
    for await (const raw of this.stagedRaw("stagedPredict", X)) yield labelsOf(raw, this.classes);
  }

  /** {@link HistGradientBoostingClassifierModel.predictProba} after each iteration. */
  async *stagedPredictProba(X: TableLike): AsyncGenerator<Matrix> {
    for await (const raw of this.stagedRaw("stagedPredictProba", X)) yield probabilitiesOf(raw);
  }

  /** {@link HistGradientBoostingClassifierModel.decisionFunction} after each iteration. */
  async *stagedDecisionFunction(X: TableLike): AsyncGenerator<Float64Array | Matrix> {
    for await (const raw of this.stagedRaw("stagedDecisionFunction", X)) yield vectorIfSingle(raw);
  }

  /** Mean accuracy. */
  async score(X: TableLike, y: VectorLike<L>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    const predicted = labelsOf(await this.raw("score", X), this.classes);
    return scoreLabels(`${this.typeName}.score`, y, predicted, sampleWeight);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), classes: this.classes };
  }
}

const vectorIfSingle = (raw: Matrix): Float64Array | Matrix => (raw.columns === 1 ? raw.data : raw);
