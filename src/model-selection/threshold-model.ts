import { scoreLabels } from "../base/default-score.js";
import type {
  AnyModel,
  ClassifierModel,
  Label,
  ScoreOptions,
  TableLike,
  VectorLike,
} from "../base/estimator.js";
import type { ModelOf } from "../base/model-of.js";
import { InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { positionOf } from "../metrics/label-pairs.js";

/** What a threshold is laid on: probabilities where the model has them, else its decision function; or one of the two. */
export type ResponseMethod = "auto" | "predict_proba" | "decision_function";

// Methods of the model inside that the model with a threshold has too.
const FORWARDED = ["predictProba", "predictLogProba", "decisionFunction"] as const;

/** What a fitted threshold classifier can do: predict by the threshold, and what its model can beside. */
export type FittedThreshold<M, E, L> = M &
  Pick<ModelOf<E, L>, keyof ModelOf<E, L> & (typeof FORWARDED)[number]>;

/** A fitted classifier of two classes, as far as thresholds need it. */
export interface ScoresOfTwo extends AnyModel {
  readonly classes: readonly Label[];
  predictProba?(X: unknown): Promise<Matrix>;
  decisionFunction?(X: unknown): Promise<Float64Array | Matrix>;
}

/** Scores of the positive class, and what they are. */
export interface PositiveScores {
  readonly scores: Float64Array;
  readonly method: "predict_proba" | "decision_function";
}

/**
 * Scores of one of the two classes of a model: its probabilities, or its decision function, whose sign changes for the first class.
 *
 * @param positive position of the class.
 * @throws {InvalidParameterError} if the model has no such method.
 */
export async function positiveScores(
  where: string,
  model: ScoresOfTwo,
  X: TableLike,
  responseMethod: ResponseMethod,
  positive: number,
): Promise<PositiveScores> {
  if (responseMethod !== "decision_function" && typeof model.predictProba === "function") {
    const probabilities = await model.predictProba(X);
    return { scores: probabilities.column(positive), method: "predict_proba" };
  }
  if (responseMethod !== "predict_proba" && typeof model.decisionFunction === "function") {
    const decision = await model.decisionFunction(X);
    const scores = decision instanceof Float64Array ? decision : decision.data;
    return {
      scores: positive === 1 ? scores : scores.map((score) => -score),
      method: "decision_function",
    };
  }
  const rule = "one that the estimator has: predict_proba or decision_function";
  throw new InvalidParameterError(where, "responseMethod", rule, responseMethod);
}

/**
 * Position of the positive class: the larger one where none is named; 1 means true among booleans.
 *
 * @throws {InvalidParameterError} if it is not among the classes.
 */
export function positivePosition(
  where: string,
  classes: readonly Label[],
  posLabel: Label | null | undefined,
): number {
  if (posLabel === null || posLabel === undefined) return 1;
  const at = positionOf(classes, posLabel);
  if (at >= 0) return at;
  const rule = `one of the classes (${classes.map((label) => JSON.stringify(label)).join(", ")})`;
  throw new InvalidParameterError(where, "posLabel", rule, posLabel);
}

/** Label of each row: the positive class where its score is at least the threshold. */
export function labelsByThreshold<L>(
  scores: Float64Array,
  threshold: number,
  classes: readonly L[],
  positive: number,
): L[] {
  const [yes, no] = [classes[positive]!, classes[1 - positive]!];
  const labels = new Array<L>(scores.length);
  for (let i = 0; i < labels.length; i++) labels[i] = scores[i]! >= threshold ? yes : no;
  return labels;
}

/** What a {@link ThresholdModel} consists of. */
export interface ThresholdState {
  readonly estimator: AnyModel;
  readonly threshold: number | "auto";
  readonly positive: number;
  readonly responseMethod: ResponseMethod;
}

/** Model of two classes with a threshold of its own: what the fitted threshold classifiers share. */
export abstract class ThresholdModel<E = unknown, L extends Label = Label> implements ClassifierModel<L> {
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  /** The model inside. */
  readonly estimator: ModelOf<E, L>;
  /** The two labels, sorted. */
  readonly classes: readonly L[];
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #state: ThresholdState;

  /** @internal */
  constructor(state: ThresholdState) {
    this.#state = state;
    const inner = state.estimator as ScoresOfTwo;
    this.estimator = inner as unknown as ModelOf<E, L>;
    this.classes = inner.classes as readonly L[];
    this.nFeatures = inner.nFeatures;
    this.featureNames = inner.featureNames;
    for (const name of FORWARDED) {
      const method: unknown = (inner as unknown as Readonly<Record<string, unknown>>)[name];
      if (typeof method === "function") Object.defineProperty(this, name, { value: method.bind(inner) });
    }
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /**
   * The positive class where its score is at least the threshold, else the other one; shape (nSamples).
   *
   * @throws what the model inside throws.
   */
  async predict(X: TableLike): Promise<L[]> {
    return this.#labels("predict", X);
  }

  /** Mean accuracy of the labels by the threshold. */
  async score(X: TableLike, y: VectorLike<L>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    return scoreLabels(`${this.typeName}.score`, y, await this.#labels("score", X), sampleWeight);
  }

  async #labels(method: string, X: TableLike): Promise<L[]> {
    const where = `${this.typeName}.${method}`;
    const { estimator, positive, responseMethod, threshold } = this.#state;
    const found = await positiveScores(where, estimator as ScoresOfTwo, X, responseMethod, positive);
    const natural = found.method === "predict_proba" ? 0.5 : 0;
    return labelsByThreshold(
      found.scores,
      threshold === "auto" ? natural : threshold,
      this.classes,
      positive,
    );
  }
}
