import { scoreLabels } from "../base/default-score.js";
import {
  BaseEstimator,
  type FitOptions,
  type Label,
  type ProbabilisticModel,
  type ScoreOptions,
  type TableLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { checkLength, type SeenFeatures, toSampleWeight } from "../base/input.js";
import { encodeDistinct } from "../base/labels.js";
import { choice, custom, type ParamSpecs, randomStateSpec } from "../base/params.js";
import { checkSeenTable, checkTable, tableRows } from "../base/table.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { log } from "../core/log.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { drawCategory } from "./draw-category.js";

/** How {@link DummyClassifier} guesses. */
export type DummyClassifierStrategy = "prior" | "most_frequent" | "stratified" | "uniform" | "constant";

/** Hyper-parameters of {@link DummyClassifier}. */
export interface DummyClassifierParams {
  /**
   * "prior": the most frequent label, with the class frequencies as probabilities; "most_frequent": the same label with
   * probability 1; "stratified": labels drawn with the class frequencies; "uniform": drawn with equal probabilities;
   * "constant": always `constant`. Default "prior".
   */
  readonly strategy: DummyClassifierStrategy;
  /** Seed of the draws in predict. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
  /** Label that the strategy "constant" predicts; it must occur in y. Default null. */
  readonly constant: Label | null;
}

/** Domain, default and help of {@link DummyClassifierParams}. */
export const dummyClassifierParamSpecs: ParamSpecs<DummyClassifierParams> = {
  strategy: choice({
    default: "prior",
    options: ["prior", "most_frequent", "stratified", "uniform", "constant"],
    help: "How labels are guessed.",
  }),
  randomState: randomStateSpec,
  constant: custom<Label | null>({
    default: null,
    domain: "a string, a finite number, a boolean, or null (none)",
    help: "Label that the strategy constant predicts.",
    outside: [Number.NaN, {}, ["a"]],
    accepts: (value) =>
      value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value),
  }),
};

/**
 * Predicts labels without looking at X: the baseline that a classifier has to beat.
 *
 * Cost: O(nSamples).
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const model = await new DummyClassifier().fit([[1], [2], [3]], ["no", "yes", "no"]);
 * await model.predict([[7], [8]]); // => ["no", "no"]
 * (await model.predictProba([[7]])).toArray(); // => [[2 / 3, 1 / 3]]
 * await model.score([[1], [2], [3]], ["no", "yes", "no"]); // => 2 / 3
 * ```
 */
export class DummyClassifier extends BaseEstimator<DummyClassifierParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "DummyClassifier";
  readonly kind = "classifier" as const;

  constructor(params: Partial<DummyClassifierParams> = {}) {
    super(DummyClassifier.typeName, dummyClassifierParamSpecs, params);
  }

  /** @internal */
  static fromState(state: DummyClassifierParams): DummyClassifier {
    return new DummyClassifier(state);
  }

  /**
   * Learns the frequencies of the labels.
   *
   * @param X shape (nSamples, nFeatures), of anything; only its shape is read.
   * @param y labels, shape (nSamples).
   * @throws {InvalidInputError} if y is not of the length of X, or `constant` does not occur in it.
   */
  async fit<L extends Label>(
    X: TableLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<DummyClassifierModel<L>> {
    const where = "DummyClassifier.fit";
    startFit(where, options);
    const seen = checkTable(where, X);
    const { classes, codes } = encodeDistinct(where, y);
    checkLength(where, "y", codes.length, tableRows(X));
    const weights = toSampleWeight(where, options.sampleWeight, codes.length);
    const { strategy, randomState, constant } = this.params;
    if (strategy === "constant") checkConstant(where, constant, classes);
    const classPrior = frequencies(codes, weights, classes.length);
    return new DummyClassifierModel<L>({
      ...{ ...seen, strategy, randomState, classes, classPrior },
      constant: strategy === "constant" ? (constant as L) : null,
    });
  }
}

function checkConstant(where: string, constant: Label | null, classes: readonly Label[]): void {
  if (constant === null)
    throw new InvalidParameterError(
      "DummyClassifier",
      "constant",
      'a label for the strategy "constant"',
      null,
    );
  if (!classes.includes(constant)) throw new InvalidInputError(where, "y must hold the constant", constant);
}

/** Share of the weight of each class. */
function frequencies(codes: Int32Array, weights: Float64Array | undefined, nClasses: number): Float64Array {
  const totals = new Float64Array(nClasses);
  for (let i = 0; i < codes.length; i++) totals[codes[i]!]! += weights === undefined ? 1 : weights[i]!;
  const total = totals.reduce((a, b) => a + b);
  return totals.map((weight) => weight / total);
}

interface DummyClassifierState<L extends Label> extends SeenFeatures {
  readonly strategy: DummyClassifierStrategy;
  readonly randomState: number | null;
  readonly classes: readonly L[];
  readonly classPrior: Float64Array;
  readonly constant: L | null;
}

/** Label frequencies learned by {@link DummyClassifier}. */
export class DummyClassifierModel<L extends Label> implements ProbabilisticModel<L> {
  /** Name under which the class is registered. */
  static readonly typeName = "DummyClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "DummyClassifierModel";
  /** How labels are guessed. */
  readonly strategy: DummyClassifierStrategy;
  /** Seed of the draws. */
  readonly randomState: number | null;
  /** Distinct labels, sorted. */
  readonly classes: readonly L[];
  /** Share of each class, shape (nClasses). */
  readonly classPrior: Float64Array;
  /** Label of the strategy "constant", else null. */
  readonly constant: L | null;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;

  /** @internal */
  constructor(state: DummyClassifierState<L>) {
    this.strategy = state.strategy;
    this.randomState = state.randomState;
    this.classes = state.classes;
    this.classPrior = state.classPrior;
    this.constant = state.constant;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  static fromState<L extends Label>(state: DummyClassifierState<L>): DummyClassifierModel<L> {
    return new DummyClassifierModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { strategy, randomState, classes, classPrior, constant, nFeatures, featureNames } = this;
    return { strategy, randomState, classes, classPrior, constant, nFeatures, featureNames };
  }

  /** Number of classes. */
  get nClasses(): number {
    return this.classes.length;
  }

  /**
   * Guesses a label for each row of X; every call draws the same.
   *
   * @throws {InvalidInputError} if X has other features than in fit.
   */
  async predict(X: TableLike): Promise<L[]> {
    checkSeenTable("DummyClassifierModel.predict", X, this);
    const codes = this.#guess(tableRows(X));
    return Array.from(codes, (code) => this.classes[code]!);
  }

  /**
   * Probabilities, shape (nSamples, nClasses): the class frequencies, or 1 for the class that is guessed.
   *
   * @throws {InvalidInputError} if X has other features than in fit.
   */
  async predictProba(X: TableLike): Promise<Matrix> {
    checkSeenTable("DummyClassifierModel.predictProba", X, this);
    const rows = tableRows(X);
    const { strategy, classPrior, nClasses } = this;
    const out = new Float64Array(rows * nClasses);
    if (strategy === "prior") {
      for (let i = 0; i < rows; i++) out.set(classPrior, i * nClasses);
    } else if (strategy === "uniform") {
      out.fill(1 / nClasses);
    } else {
      this.#guess(rows).forEach((code, i) => {
        out[i * nClasses + code] = 1;
      });
    }
    return new Matrix(out, rows, nClasses);
  }

  /**
   * Natural logarithm of the probabilities; -Infinity where they are 0.
   *
   * @throws {InvalidInputError} if X has other features than in fit.
   */
  async predictLogProba(X: TableLike): Promise<Matrix> {
    const { data, rows, columns } = await this.predictProba(X);
    return new Matrix(data.map(log), rows, columns);
  }

  /**
   * Mean accuracy.
   *
   * @throws {InvalidInputError} if X has other features than in fit, or y another length than X.
   */
  async score(X: TableLike, y: VectorLike<L>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    return scoreLabels("DummyClassifierModel.score", y, await this.predict(X), sampleWeight);
  }

  /** Class code of each of `rows` guesses. */
  #guess(rows: number): Int32Array {
    const { strategy, classes, classPrior } = this;
    if (strategy === "uniform")
      return Int32Array.from(new RandomState(this.randomState).randint(classes.length, undefined, rows));
    if (strategy === "stratified") {
      const random = new RandomState(this.randomState);
      return Int32Array.from({ length: rows }, () => drawCategory(random, classPrior));
    }
    const code =
      strategy === "constant"
        ? classes.indexOf(this.constant as L)
        : classPrior.indexOf(classPrior.reduce((a, b) => Math.max(a, b)));
    return new Int32Array(rows).fill(code);
  }
}
