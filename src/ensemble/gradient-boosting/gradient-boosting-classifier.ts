import { scoreLabels } from "../../base/default-score.js";
import {
  BaseEstimator,
  type FitOptions,
  type Label,
  type MatrixLike,
  type ProbabilisticModel,
  type ScoreOptions,
  type VectorLike,
} from "../../base/estimator.js";
import { startFit } from "../../base/fit-options.js";
import { checkLength, toSampleWeight } from "../../base/input.js";
import { encodeLabels, requireTwoClasses } from "../../base/labels.js";
import type { AnyClassifier } from "../../base/model-of.js";
import { mostProbable } from "../../base/most-probable.js";
import { choice, type ParamSpecs } from "../../base/params.js";
import { Described, InvalidInputError, InvalidParameterError } from "../../core/errors.js";
import { exp } from "../../core/exp.js";
import { log } from "../../core/log.js";
import { Matrix } from "../../core/matrix.js";
import { toTreeMatrix } from "../../tree/tree-input.js";
import {
  BaseGradientBoostingModel,
  type GradientBoostingParts,
  type GradientBoostingState,
  gradientBoostingParts,
} from "./base-gradient-boosting-model.js";
import type { BoostingLoss } from "./boosting-loss.js";
import { fitGradientBoosting } from "./fit-gradient-boosting.js";
import { type GradientBoostingParams, gradientBoostingParamSpecs } from "./gradient-boosting-params.js";
import { initSpec } from "./init-spec.js";

/** Hyper-parameters of {@link GradientBoostingClassifier}. */
export interface GradientBoostingClassifierParams extends GradientBoostingParams {
  /** Loss: `"log_loss"` (default), the deviance, or `"exponential"`, that of AdaBoost, for two classes only. */
  readonly loss: "log_loss" | "exponential";
  /** Classifier with probabilities that boosting begins with, `"zero"`, or null (default): the shares of the classes. */
  readonly init: AnyClassifier | "zero" | null;
}

/** Domain, default and help of {@link GradientBoostingClassifierParams}. */
export const gradientBoostingClassifierParamSpecs: ParamSpecs<GradientBoostingClassifierParams> = {
  loss: choice({
    default: "log_loss",
    options: ["log_loss", "exponential"],
    help: "Loss that stages lower.",
  }),
  init: initSpec<AnyClassifier>("classifier"),
  ...gradientBoostingParamSpecs,
};

/**
 * Gradient boosting of classification: each stage fits a small regression tree, one for each class where there are more than two, to the gradient of the
 * deviance, and takes one Newton step in each leaf. The trees equal scikit-learn's for the same seed, node for node, with the same leaves.
 *
 * `onProgress` counts stages. X must be finite; features are seen as 32-bit floats.
 *
 * Cost: O(nFeatures × nSamples × maxDepth) for each tree, after O(nFeatures × nSamples × log nSamples): rows are sorted once.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Friedman (2001), Greedy function approximation, doi:10.1214/aos/1013203451.
 *
 * @example
 * ```ts
 * const X = [[0, 1], [1, 1], [2, 0], [3, 1], [4, 0], [5, 0]];
 * const model = await new GradientBoostingClassifier({ nEstimators: 20 }).fit(X, ["a", "a", "a", "b", "b", "b"]);
 * await model.predict([[0, 0], [5, 1]]); // => ["a", "b"]
 * ```
 */
export class GradientBoostingClassifier extends BaseEstimator<GradientBoostingClassifierParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "GradientBoostingClassifier";
  readonly kind = "classifier" as const;

  constructor(params: Partial<GradientBoostingClassifierParams> = {}) {
    super(GradientBoostingClassifier.typeName, gradientBoostingClassifierParamSpecs, params);
  }

  /** @internal */
  static fromState(state: GradientBoostingClassifierParams): GradientBoostingClassifier {
    return new GradientBoostingClassifier(state);
  }

  /**
   * Boosts.
   *
   * @param X shape (nSamples, nFeatures), finite; neither kept nor changed.
   * @param y labels, shape (nSamples), of two classes at least.
   * @param options.sampleWeight weight of each row; trees leave rows of weight 0 out. Two classes must have weight.
   * @throws {InvalidInputError} if X is ragged, empty, not finite or beyond 32-bit floats, or y does not fit it or has one class.
   * @throws {InvalidParameterError} if the loss is `"exponential"` and there are more than two classes.
   * @throws what `init` throws.
   */
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<GradientBoostingClassifierModel<L>> {
    const where = "GradientBoostingClassifier.fit";
    startFit(where, options);
    const { loss, init, ...params } = this.params;
    const matrix = toTreeMatrix(where, X, {});
    const { classes, codes } = encodeLabels(where, y);
    checkLength(where, "y", codes.length, matrix.rows);
    requireTwoClasses(where, classes);
    const weight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    requireTwoWeighted(where, classes, codes, weight);
    const samples = { X: matrix, y: codes, weight, classes };
    const named = lossOf(where, loss, classes);
    const parts = await fitGradientBoosting(where, samples, named, init, params, options);
    return new GradientBoostingClassifierModel({ ...parts, classes });
  }
}

function lossOf(
  where: string,
  loss: GradientBoostingClassifierParams["loss"],
  classes: readonly Label[],
): BoostingLoss {
  const nClasses = classes.length;
  if (loss === "exponential" && nClasses > 2)
    throw new InvalidParameterError(where, "loss", `"log_loss" for ${nClasses} classes`, loss);
  const name = loss === "exponential" ? loss : nClasses === 2 ? "binomial" : "multinomial";
  return { name, nTrees: nClasses === 2 ? 1 : nClasses, alpha: 0 };
}

function requireTwoWeighted(
  where: string,
  classes: readonly Label[],
  codes: Int32Array,
  weight: Float64Array | undefined,
): void {
  if (weight === undefined) return;
  const seen = new Set(codes.filter((_, i) => weight[i]! > 0));
  if (seen.size >= 2) return;
  const only = classes[[...seen][0]!];
  throw new InvalidInputError(
    where,
    "sampleWeight must give weight to 2 classes at least",
    new Described(`weight for ${JSON.stringify(only)} alone`),
  );
}

/**
 * Classifier boosted by {@link GradientBoostingClassifier}.
 *
 * The methods `staged…` give one answer for each number of stages, as they are asked for: `for await (const labels of model.stagedPredict(X))`.
 */
export class GradientBoostingClassifierModel<L extends Label = Label>
  extends BaseGradientBoostingModel
  implements ProbabilisticModel<L>
{
  /** Name under which the class is registered. */
  static readonly typeName = "GradientBoostingClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "GradientBoostingClassifierModel";
  /** Distinct labels, sorted. */
  readonly classes: readonly L[];
  readonly #isExponential: boolean;

  /** @internal */
  constructor(parts: GradientBoostingParts & { readonly classes: readonly L[] }) {
    super(parts);
    this.classes = parts.classes;
    this.#isExponential = parts.loss.name === "exponential";
  }

  /** @internal */
  static fromState<L extends Label>(
    state: GradientBoostingState & { readonly classes: readonly L[] },
  ): GradientBoostingClassifierModel<L> {
    return new GradientBoostingClassifierModel({ ...gradientBoostingParts(state), classes: state.classes });
  }

  /**
   * The class of the largest raw prediction; of two classes the second where it is 0 or more.
   *
   * @throws {InvalidInputError} if X does not have the features of fit or is not finite.
   */
  async predict(X: MatrixLike): Promise<L[]> {
    return this.#labels(await this.raw("predict", X));
  }

  /**
   * Raw predictions: the first plus the leaves of all trees, times the learning rate.
   *
   * @returns shape (nSamples, nClasses); for two classes that of the second, shape (nSamples).
   * @throws {InvalidInputError} as {@link GradientBoostingClassifierModel.predict}.
   */
  async decisionFunction(X: MatrixLike): Promise<Float64Array | Matrix> {
    return published(await this.raw("decisionFunction", X));
  }

  /**
   * Probabilities, shape (nSamples, nClasses): the logistic function or the softmax of the raw predictions.
   *
   * @throws {InvalidInputError} as {@link GradientBoostingClassifierModel.predict}.
   */
  async predictProba(X: MatrixLike): Promise<Matrix> {
    return this.#probabilities(await this.raw("predictProba", X));
  }

  /**
   * Natural logarithm of {@link GradientBoostingClassifierModel.predictProba}.
   *
   * @throws {InvalidInputError} as {@link GradientBoostingClassifierModel.predict}.
   */
  async predictLogProba(X: MatrixLike): Promise<Matrix> {
    const { data, rows, columns } = this.#probabilities(await this.raw("predictLogProba", X));
    return new Matrix(data.map(log), rows, columns);
  }

  /**
   * {@link GradientBoostingClassifierModel.predict} after each stage.
   *
   * @throws {InvalidInputError} as {@link GradientBoostingClassifierModel.predict}, when the first answer is asked for.
   */
  async *stagedPredict(X: MatrixLike): AsyncGenerator<L[]> {
    for await (const raw of this.stagedRaw("stagedPredict", X)) yield this.#labels(raw);
  }

  /**
   * {@link GradientBoostingClassifierModel.decisionFunction} after each stage.
   *
   * @throws {InvalidInputError} as {@link GradientBoostingClassifierModel.predict}, when the first answer is asked for.
   */
  async *stagedDecisionFunction(X: MatrixLike): AsyncGenerator<Float64Array | Matrix> {
    for await (const raw of this.stagedRaw("stagedDecisionFunction", X)) yield published(raw);
  }

  /**
   * {@link GradientBoostingClassifierModel.predictProba} after each stage.
   *
   * @throws {InvalidInputError} as {@link GradientBoostingClassifierModel.predict}, when the first answer is asked for.
   */
  async *stagedPredictProba(X: MatrixLike): AsyncGenerator<Matrix> {
    for await (const raw of this.stagedRaw("stagedPredictProba", X)) yield this.#probabilities(raw);
  }

  /** Mean accuracy. */
  async score(X: MatrixLike, y: VectorLike<L>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    return scoreLabels(`${this.typeName}.score`, y, this.#labels(await this.raw("score", X)), sampleWeight);
  }

  #labels(raw: Matrix): L[] {
    if (raw.columns > 1) return mostProbable(raw, this.classes);
    return Array.from(raw.data, (value) => this.classes[value >= 0 ? 1 : 0]!);
  }

  #probabilities({ data, rows, columns }: Matrix): Matrix {
    if (columns > 1) return softmaxRows(data, rows, columns);
    const out = new Float64Array(2 * rows);
    for (let i = 0; i < rows; i++) {
      const p = logistic((this.#isExponential ? 2 : 1) * data[i]!);
      out[2 * i] = 1 - p;
      out[2 * i + 1] = p;
    }
    return new Matrix(out, rows, 2);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), classes: this.classes };
  }
}

/** One number a row as an array. */
function published(raw: Matrix): Float64Array | Matrix {
  return raw.columns > 1 ? raw : raw.data;
}

function logistic(x: number): number {
  return 1 / (1 + exp(-x));
}

function softmaxRows(data: Float64Array, rows: number, columns: number): Matrix {
  const out = new Float64Array(data.length);
  for (let from = 0; from < data.length; from += columns) {
    const row = data.subarray(from, from + columns);
    const largest = row.reduce((a, b) => Math.max(a, b));
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += out[from + k] = exp(row[k]! - largest);
    for (let k = 0; k < columns; k++) out[from + k]! /= sum;
  }
  return new Matrix(out, rows, columns);
}
