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
import { encodeLabels } from "../base/labels.js";
import type { AnyClassifier, ModelOf } from "../base/model-of.js";
import { isEstimator } from "../base/named-estimators.js";
import { custom, integer, type ParamSpecs, randomStateSpec, real } from "../base/params.js";
import { withRandomStates } from "../base/random-states.js";
import { InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import type { RandomState } from "../core/random-state.js";
import { loadRuntime } from "../parallel/index.js";
import {
  DecisionTreeClassifier,
  DecisionTreeClassifierModel,
  type DecisionTreeClassifierParams,
  decisionTreeClassifierParamSpecs,
} from "../tree/decision-tree-classifier.js";
import { PLAIN_FEATURES, seenFeatures } from "../tree/feature-roles.js";
import { toTreeMatrix } from "../tree/tree-input.js";
import { AdaBoostClassifierModel } from "./ada-boost-classifier-model.js";
import { type BoostedModels, boostClassifiers, type FitRound } from "./boost-classifiers.js";
import { predictedCodes } from "./boosted-votes.js";
import { StumpGrower, stumpCodes } from "./stump-grower.js";

/** Hyper-parameters of {@link AdaBoostClassifier}. */
export interface AdaBoostClassifierParams<E extends AnyClassifier | null = AnyClassifier | null> {
  /** Classifier that each round fits; must take sample weights. Default null: `new DecisionTreeClassifier({ maxDepth: 1 })`, a stump. */
  readonly estimator: E;
  /** Most rounds, an integer >= 1. Default 50. Boosting ends early when a model is perfect, or no better than chance. */
  readonly nEstimators: number;
  /** Factor of each model's weight, > 0. Default 1; smaller learns slower and needs more rounds. */
  readonly learningRate: number;
  /** Seed of the estimators of the rounds: the same seed and data give the same model. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

/** Domain, default and help of {@link AdaBoostClassifierParams}. */
export const adaBoostClassifierParamSpecs: ParamSpecs<AdaBoostClassifierParams> = {
  estimator: custom<AnyClassifier | null>({
    default: null,
    domain: "a classifier, or null (a decision stump)",
    help: "Classifier that each round fits.",
    outside: ["stump", 1, {}],
    accepts: (value) => value === null || (isEstimator(value) && value.kind === "classifier"),
  }),
  nEstimators: integer({ default: 50, min: 1, help: "Most rounds." }),
  learningRate: real({
    default: 1,
    above: 0,
    help: "Factor of each model's weight; smaller learns slower.",
  }),
  randomState: randomStateSpec,
};

/** Model that a round of boosting fits: null means a decision stump. */
export type BoostedClassifierOf<E, L extends Label> = E extends null
  ? DecisionTreeClassifierModel<L>
  : ModelOf<E, L> & ClassifierModel<L>;

/**
 * AdaBoost for two or more classes (SAMME): every round fits a classifier to weighted rows, and raises the weights of the rows that it gets wrong;
 * the models vote by the logarithm of their odds to be right. Stumps and weights equal scikit-learn's, but for last digits of exp and log.
 *
 * Hyper-parameters of the estimator have paths, `"estimator.maxDepth"`. `onProgress` counts rounds.
 *
 * Cost: nEstimators fits; a stump takes O(nFeatures × nSamples), because rows are sorted once for all rounds.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Zhu, Zou, Rosset & Hastie (2009), Multi-class AdaBoost, doi:10.4310/SII.2009.v2.n3.a8.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5]];
 * const model = await new AdaBoostClassifier({ nEstimators: 10 }).fit(X, ["a", "a", "b", "b", "a", "a"]);
 * await model.predict([[0.4], [2.4], [9]]); // => ["a", "b", "a"]
 * ```
 */
export class AdaBoostClassifier<E extends AnyClassifier | null = null> extends BaseEstimator<
  AdaBoostClassifierParams<E>
> {
  /** Name under which the class is registered. */
  static readonly typeName = "AdaBoostClassifier";
  readonly kind = "classifier" as const;

  constructor(params: Partial<AdaBoostClassifierParams<E>> = {}) {
    super(
      AdaBoostClassifier.typeName,
      adaBoostClassifierParamSpecs as unknown as ParamSpecs<AdaBoostClassifierParams<E>>,
      params,
    );
    checkTakesWeights(AdaBoostClassifier.typeName, this.params.estimator);
  }

  /** @internal */
  static fromState(state: AdaBoostClassifierParams): AdaBoostClassifier<AnyClassifier | null> {
    return new AdaBoostClassifier<AnyClassifier | null>(state);
  }

  /**
   * Boosts.
   *
   * @param X shape (nSamples, nFeatures), finite; neither kept nor changed.
   * @param y labels, shape (nSamples).
   * @param options.sampleWeight weights that boosting begins with; rows of weight 0 keep it.
   * @throws {InvalidInputError} if X is ragged, empty or not finite, y does not fit it, or the first model is no better than chance.
   * @throws what the estimator throws.
   */
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<AdaBoostClassifierModel<L, BoostedClassifierOf<E, L>>> {
    const where = "AdaBoostClassifier.fit";
    startFit(where, options);
    const { estimator, ...settings } = this.params;
    const matrix = toMatrix(where, X);
    const { classes, codes } = encodeLabels(where, y);
    checkLength(where, "y", codes.length, matrix.rows);
    const sampleWeight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const base: AnyClassifier = estimator ?? new DecisionTreeClassifier({ maxDepth: 1 });
    const target = { codes, nClasses: classes.length, sampleWeight };
    const boosted: BoostedModels<ClassifierModel<L>> = isStump(base)
      ? await boostStumps(where, base, { X: matrix, classes, ...target }, settings, options)
      : await boostClassifiers(where, target, settings, fitTo(where, base, matrix, codes, classes), options);
    return new AdaBoostClassifierModel({
      estimators: boosted.models as BoostedClassifierOf<E, L>[],
      estimatorWeights: boosted.estimatorWeights,
      estimatorErrors: boosted.estimatorErrors,
      classes,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }
}

/**
 * Refuses an estimator whose fit has no sample weights.
 *
 * @throws {InvalidParameterError} naming it.
 */
export function checkTakesWeights(where: string, estimator: AnyClassifier | null): void {
  if (estimator?.takesSampleWeight === false)
    throw new InvalidParameterError(
      where,
      "estimator",
      "one whose fit takes sample weights",
      estimator.typeName,
    );
}

/** Fits a classifier of any kind to all rows, by their weights. */
function fitTo<L extends Label>(
  where: string,
  base: AnyClassifier,
  X: Matrix,
  codes: Int32Array,
  classes: readonly L[],
): FitRound<ClassifierModel<L>> {
  const labels = Array.from(codes, (code) => classes[code]!);
  return async (weight, random, { signal }) => {
    const model: ClassifierModel<L> = await withRandomStates(base, random).fit(X, labels, {
      sampleWeight: weight.slice(),
      signal,
    });
    return { model, predicted: await predictedCodes(where, model, X, classes) };
  };
}

/** Whether an estimator is a decision stump with all other hyper-parameters at their defaults. */
function isStump(base: AnyClassifier): boolean {
  if (!(base instanceof DecisionTreeClassifier) || base.params.maxDepth !== 1) return false;
  return (Object.keys(decisionTreeClassifierParamSpecs) as (keyof DecisionTreeClassifierParams)[]).every(
    (name) =>
      name === "maxDepth" ||
      name === "randomState" ||
      base.params[name] === decisionTreeClassifierParamSpecs[name].default,
  );
}

interface StumpTarget<L extends Label> {
  readonly X: Matrix;
  readonly classes: readonly L[];
  readonly codes: Int32Array;
  readonly nClasses: number;
  readonly sampleWeight: Float64Array | undefined;
}

/** Boosts stumps on rows that are sorted once. */
async function boostStumps<L extends Label>(
  where: string,
  base: AnyClassifier,
  { classes, ...target }: StumpTarget<L>,
  settings: Omit<AdaBoostClassifierParams, "estimator">,
  options: FitOptions,
): Promise<BoostedModels<DecisionTreeClassifierModel<L>>> {
  const X = toTreeMatrix(where, target.X, {});
  const { codes, nClasses, sampleWeight } = target;
  const index = sampleWeight && Int32Array.from(codes.keys()).filter((i) => sampleWeight[i]! > 0);
  const some = index !== undefined && index.length < X.rows ? index : undefined;
  const kept = some === undefined ? { X, codes } : { X: X.takeRows(some), codes: some.map((i) => codes[i]!) };
  const runtime = await loadRuntime();
  return runtime.arena.scope(async (scope) => {
    const grower = await StumpGrower.prepare(runtime, scope, { ...kept, nClasses }, options.signal);
    const fitRound = async (weight: Float64Array, random: RandomState, { signal }: FitOptions) => {
      const own = some === undefined ? weight : Float64Array.from(some, (i) => weight[i]!);
      const seed = withRandomStates(base, random).params.randomState as number;
      const tree = await grower.grow(own, seed, signal);
      const parts = { tree, classes, maxFeatures: X.columns, ...seenFeatures(X, PLAIN_FEATURES) };
      const model = new DecisionTreeClassifierModel<L>(parts);
      return { model, predicted: some === undefined ? grower.codesOf(tree) : stumpCodes(tree, X) };
    };
    return boostClassifiers(where, target, settings, fitRound, options);
  });
}
