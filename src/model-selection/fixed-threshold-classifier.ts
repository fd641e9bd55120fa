import {
  type AnyModel,
  BaseEstimator,
  type FitOptions,
  type Label,
  type TableLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { encodeLabels } from "../base/labels.js";
import type { AnyClassifier } from "../base/model-of.js";
import { isEstimator } from "../base/named-estimators.js";
import {
  choice,
  custom,
  either,
  nullByDefault,
  type ParamSpec,
  type ParamSpecs,
  real,
} from "../base/params.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import {
  type FittedThreshold,
  positivePosition,
  type ResponseMethod,
  ThresholdModel,
  type ThresholdState,
} from "./threshold-model.js";

/** Options of {@link FixedThresholdClassifier}. */
export interface FixedThresholdClassifierOptions {
  /** Least score of the positive class: a number, or `"auto"` (default): 0.5 of probabilities, 0 of decision functions. */
  readonly threshold: "auto" | number;
  /** The class that scores refer to; null (default) for the larger one. */
  readonly posLabel: Label | null;
  /** What the threshold is laid on. Default `"auto"`: probabilities where the classifier has them. */
  readonly responseMethod: ResponseMethod;
}

/** Hyper-parameters of {@link FixedThresholdClassifier}. */
export interface FixedThresholdClassifierParams<E extends AnyClassifier = AnyClassifier>
  extends FixedThresholdClassifierOptions {
  /** Classifier whose scores are used. */
  readonly estimator: E;
}

/** Spec of the classifier inside. */
export const innerClassifierSpec: ParamSpec<AnyClassifier> = custom<AnyClassifier>({
  default: undefined as unknown as AnyClassifier,
  domain: "a classifier",
  help: "Classifier whose scores are used.",
  outside: [null, "LogisticRegression", 1, {}],
  accepts: (value) => isEstimator(value) && value.kind === "classifier",
});

/** Spec of what a threshold is laid on. */
export const responseMethodSpec: ParamSpec<ResponseMethod> = choice({
  default: "auto",
  options: ["auto", "predict_proba", "decision_function"],
  help: "What the threshold is laid on.",
});

/** Domain, default and help of {@link FixedThresholdClassifierParams}. */
export const fixedThresholdClassifierParamSpecs: ParamSpecs<FixedThresholdClassifierParams> = {
  estimator: innerClassifierSpec,
  threshold: either<"auto", number>(
    "auto",
    choice({ default: "auto", options: ["auto"], help: "Least score of the positive class." }),
    real({ default: 0.5, help: "Least score of the positive class." }),
  ),
  posLabel: nullByDefault(
    custom<Label>({
      default: 1,
      domain: "a label",
      help: "The class that scores refer to.",
      outside: [Number.NaN, {}, []],
      accepts: (value) =>
        typeof value === "string" || typeof value === "boolean" || Number.isFinite(value as number),
    }),
    "the larger one",
  ),
  responseMethod: responseMethodSpec,
};

/**
 * The classifier inside, which has no default.
 *
 * @throws {InvalidParameterError} if it is no classifier.
 */
export function checkClassifier<E>(where: string, estimator: E): E {
  if (innerClassifierSpec.accepts(estimator)) return estimator;
  throw new InvalidParameterError(where, "estimator", innerClassifierSpec.domain, estimator);
}

/**
 * Refuses a target that has not two classes.
 *
 * @throws {InvalidInputError} if it has fewer or more.
 */
export function requireTwo(where: string, y: VectorLike<Label>): void {
  const { classes } = encodeLabels(where, y);
  if (classes.length === 2) return;
  const found = new Described(`${classes.length} ${classes.length === 1 ? "class" : "classes"}`);
  throw new InvalidInputError(where, "y must hold 2 classes", found);
}

/**
 * A classifier of two classes whose threshold is set by hand: a row is positive where its score is at least the threshold. Where a miss
 * costs more than a false alarm, the threshold that costs least is below 0.5: see `costThreshold`.
 *
 * `sampleWeight` goes to the classifier. Hyper-parameters of the classifier have paths: `"estimator.C"`.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Elkan (2001), The foundations of cost-sensitive learning, IJCAI.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5]];
 * const y = ["well", "well", "well", "ill", "well", "ill"];
 * const careful = new FixedThresholdClassifier(new LogisticRegression(), { threshold: 0.9, posLabel: "well" });
 * const model = await careful.fit(X, y);
 * await model.predict([[0], [2], [5]]); // => ["well", "ill", "ill"]
 * ```
 */
export class FixedThresholdClassifier<E extends AnyClassifier = AnyClassifier> extends BaseEstimator<
  FixedThresholdClassifierParams<E>
> {
  /** Name under which the class is registered. */
  static readonly typeName = "FixedThresholdClassifier";
  readonly kind = "classifier" as const;
  /** Weights go to the classifier inside. */
  readonly takesSampleWeight = false;

  constructor(estimator: E, options: Partial<FixedThresholdClassifierOptions> = {}) {
    const specs = fixedThresholdClassifierParamSpecs as unknown as ParamSpecs<
      FixedThresholdClassifierParams<E>
    >;
    super(FixedThresholdClassifier.typeName, specs, {
      ...options,
      estimator: checkClassifier(FixedThresholdClassifier.typeName, estimator),
    });
  }

  /** @internal */
  static fromState({ estimator, ...options }: FixedThresholdClassifierParams): FixedThresholdClassifier {
    return new FixedThresholdClassifier(estimator, options);
  }

  /** A new classifier with some hyper-parameters changed. */
  override with(changes: Partial<FixedThresholdClassifierParams<E>>): this {
    const { estimator, ...options } = { ...this.params, ...changes };
    return new FixedThresholdClassifier(estimator, options) as this;
  }

  /**
   * Fits the classifier.
   *
   * @param X what the classifier takes.
   * @param y labels of two classes, shape (nSamples).
   * @throws {InvalidInputError} if y has not two classes.
   * @throws {InvalidParameterError} if `posLabel` is none of the classes, or the classifier has no such scores.
   * @throws what the classifier throws.
   */
  async fit<L extends Label>(
    X: TableLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<FittedThreshold<FixedThresholdClassifierModel<E, L>, E, L>> {
    const where = "FixedThresholdClassifier.fit";
    startFit(where, options);
    requireTwo(where, y);
    const { estimator, threshold, posLabel, responseMethod } = this.params;
    const model = (await estimator.fit(X, y, options)) as AnyModel & { readonly classes: readonly L[] };
    const positive = positivePosition(where, model.classes, posLabel);
    return new FixedThresholdClassifierModel<E, L>({
      estimator: model,
      threshold,
      positive,
      responseMethod,
    }) as unknown as FittedThreshold<FixedThresholdClassifierModel<E, L>, E, L>;
  }
}

/**
 * Fitted {@link FixedThresholdClassifier}. It has `predictProba`, `predictLogProba` and `decisionFunction` if and only if the model
 * inside has them.
 */
export class FixedThresholdClassifierModel<E = unknown, L extends Label = Label> extends ThresholdModel<
  E,
  L
> {
  /** Name under which the class is registered. */
  static readonly typeName = "FixedThresholdClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "FixedThresholdClassifierModel";

  /** @internal */
  static fromState(state: ThresholdState): FixedThresholdClassifierModel {
    return new FixedThresholdClassifierModel(state);
  }
}
