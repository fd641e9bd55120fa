import { type CrossValidation, isCrossValidation } from "../base/cross-validation.js";
import {
  type AnyEstimator,
  BaseEstimator,
  type FitOptions,
  type Label,
  type MatrixLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { checkLength, refuseSampleWeight, toVector } from "../base/input.js";
import { watchTransformer } from "../base/leak-guard.js";
import type { KindOf, TargetOf } from "../base/model-of.js";
import { custom, integer, type ParamSpecs } from "../base/params.js";
import { takeRows } from "../base/take-rows.js";
import type { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import { reportWarning } from "../core/warning.js";
import { validationFolds } from "../model-selection/check-cv.js";
import { evaluate, namesOf, planScoring, type SingleScoring } from "../model-selection/scoring.js";
import { type EliminationScores, eliminationResults } from "./elimination-results.js";
import { columnsOf, takesMissing } from "./estimated-samples.js";
import { type ImportanceGetter, importanceGetterSpec } from "./importance-getter.js";
import { type EliminationPlan, eliminate } from "./recursive-elimination.js";
import { checkEstimator, countOrShare, rankingEstimatorSpec, stepOf, toRankable } from "./rfe.js";
import type { FittedElimination } from "./rfe-model.js";
import { RFECVModel } from "./rfecv-model.js";

/** Options of {@link RFECV}. */
export interface RFECVOptions {
  /** How many features to drop at a time: an integer >= 1, or a share of all in (0, 1). Default 1. More are faster, and coarser. */
  readonly step: number;
  /** Fewest features to keep; an integer >= 1. Default 1. */
  readonly minFeaturesToSelect: number;
  /** Number of folds (stratified for classifiers, not shuffled), a splitter, or the folds. Default 5. */
  readonly cv: CrossValidation;
  /** What to score by: a name, a scorer, a function (model, X, y), or null for the model's own score. Default null. */
  readonly scoring: SingleScoring | null;
  /**
   * Where the importances of a fitted model are found: `"auto"` (its `coef`, else its `featureImportances`), the path of another property
   * (`"namedSteps.model.coef"`), or a function of the model; a selector with a function cannot be saved. Default `"auto"`.
   */
  readonly importanceGetter: ImportanceGetter;
}

/** Hyper-parameters of {@link RFECV}. */
export interface RFECVParams<E extends AnyEstimator = AnyEstimator> extends RFECVOptions {
  /** What is fitted, again and again, and tells how much each feature counts. */
  readonly estimator: E;
}

/** Domain, default and help of {@link RFECVParams}. */
export const rfecvParamSpecs: ParamSpecs<RFECVParams> = {
  estimator: rankingEstimatorSpec,
  step: countOrShare({ default: 1, help: "How many features to drop at a time, as a number or a share." }),
  minFeaturesToSelect: integer({ default: 1, min: 1, help: "Fewest features to keep." }),
  cv: custom<CrossValidation>({
    default: 5,
    domain: "an integer >= 2, a splitter or an array of folds",
    help: "Folds.",
    outside: [1, 2.5, Number.NaN, "5", null, true, []],
    accepts: isCrossValidation,
  }),
  scoring: custom<SingleScoring | null>({
    default: null,
    domain: "the name of a score, a scorer, a function, or null (the model's own score)",
    help: "What to score by.",
    outside: [1, true],
    accepts: (value) => value === null || ["string", "function", "object"].includes(typeof value),
  }),
  importanceGetter: importanceGetterSpec,
};

/**
 * Recursive feature elimination that finds the number of features by cross-validation: `RFE` runs on the training part of every fold and is scored on the
 * test part after each round; the number with the greatest sum of scores, the smallest of several, is kept on all rows.
 *
 * The fitted model selects columns, and predicts and scores through the final model. It can be a step of a pipeline before the last.
 * Hyper-parameters of the estimator have paths, `"estimator.alpha"`, checked by the compiler.
 *
 * Cost: for each fold, and once more, (nFeatures - minFeaturesToSelect) / step + 1 fits.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Guyon et al. (2002), Gene selection for cancer classification using support vector machines, doi:10.1023/A:1012487302797.
 *
 * @example
 * ```ts
 * const X = Array.from({ length: 20 }, (_, i) => [i, (i * 7) % 5, (i * i) % 3, Math.abs(i - 9)]);
 * const y = X.map(([a, b]) => a - 2 * b);
 * const model = await new RFECV(new LinearRegression(), { cv: 4 }).fit(X, y);
 * model.getSupport(); // => [true, true, false, false]
 * model.cvResults.nFeatures; // => Int32Array.of(1, 2, 3, 4)
 * ```
 */
export class RFECV<E extends AnyEstimator = AnyEstimator> extends BaseEstimator<RFECVParams<E>> {
  /** Name under which the class is registered. */
  static readonly typeName = "RFECV";
  /** What the estimator learns to be. */
  readonly kind: KindOf<E>;
  /** Its model selects columns, beside what the estimator learns to do. */
  readonly transforms = true;
  /** Weights go to the estimators inside, as in scikit-learn. */
  readonly takesSampleWeight = false;

  constructor(estimator: E, options: Partial<RFECVOptions> = {}) {
    super(RFECV.typeName, rfecvParamSpecs as unknown as ParamSpecs<RFECVParams<E>>, {
      ...options,
      estimator: checkEstimator(RFECV.typeName, estimator),
    });
    this.kind = estimator.kind as KindOf<E>;
    planScoring(RFECV.typeName, this.params.scoring ?? undefined);
    watchTransformer(this);
  }

  /** @internal */
  static fromState({ estimator, ...options }: RFECVParams): RFECV {
    return new RFECV(estimator, options);
  }

  /** A new selector with some hyper-parameters changed. */
  override with(changes: Partial<RFECVParams<E>>): this {
    const { estimator, ...options } = { ...this.params, ...changes };
    return new RFECV(estimator, options) as this;
  }

  /**
   * @param X shape (nSamples, nFeatures), at least two features; may hold NaN if the estimator takes it; neither kept nor changed.
   * @param y target, shape (nSamples).
   * @param options `groups` goes to the splitter.
   * @throws {InvalidInputError} if X is ragged, empty, holds Infinity or has one feature only, y has another length, or the rows cannot be split.
   * @throws {InvalidParameterError} if the model tells no importances.
   * @throws what the estimator or the score throws.
   */
  async fit<L extends TargetOf<E>>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions & { readonly groups?: VectorLike<Label> } = {},
  ): Promise<FittedElimination<RFECVModel<E, L>, E, L>> {
    const where = "RFECV.fit";
    startFit(where, options, ["groups"]);
    refuseSampleWeight(where, options.sampleWeight);
    const samples = toRankable(where, X);
    const labels = toVector(where, "y", y) as ArrayLike<Label>;
    checkLength(where, "y", labels.length, samples.rows);
    const { estimator, importanceGetter, minFeaturesToSelect } = this.params;
    const nFeatures = samples.columns;
    if (minFeaturesToSelect > nFeatures)
      reportWarning(
        `${where}: minFeaturesToSelect = ${minFeaturesToSelect} is more than the ${nFeatures} features of X; all are kept`,
      );
    const step = stepOf(this.params.step, nFeatures);
    const nFeaturesToSelect = Math.min(minFeaturesToSelect, nFeatures);
    const plan = { where, estimator, importanceGetter, step, nFeaturesToSelect };
    const folds = await this.#scoreFolds(plan, samples, labels, options);
    const { best, cvResults } = eliminationResults(folds);
    const { signal } = options;
    const found = await eliminate(
      { ...plan, nFeaturesToSelect: best },
      samples,
      labels,
      signal === undefined ? {} : { signal },
    );
    const scoring = planScoring(where, this.params.scoring ?? undefined);
    return new RFECVModel<E, L>({
      ...{ support: found.support, ranking: found.ranking, estimator: found.model, cvResults },
      ...{ nFeatures, featureNames: samples.columnNames, allowMissing: await takesMissing(found.model) },
      scorer: namesOf(scoring)?.[0] ?? null,
    }) as FittedElimination<RFECVModel<E, L>, E, L>;
  }

  /** Fits and keeps the selected columns of the same rows. */
  async fitTransform<L extends TargetOf<E>>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions & { readonly groups?: VectorLike<Label> } = {},
  ): Promise<{ readonly model: FittedElimination<RFECVModel<E, L>, E, L>; readonly X: Matrix }> {
    const model = await this.fit<L>(X, y, options);
    return { model, X: await model.transform(X) };
  }

  /** Scores of each round of the elimination, fold by fold. */
  async #scoreFolds(
    plan: EliminationPlan,
    X: Matrix | CsrMatrix,
    y: ArrayLike<Label>,
    { signal, onProgress, groups }: FitOptions & { readonly groups?: VectorLike<Label> },
  ): Promise<EliminationScores[][]> {
    const { where, estimator } = plan;
    const scoring = planScoring(where, this.params.scoring ?? undefined);
    const folds = validationFolds(where, this.params.cv, estimator.kind, X, y, groups);
    const results: EliminationScores[][] = [];
    for (const { train, test } of folds) {
      const rounds: EliminationScores[] = [];
      const [XTest, yTest] = [X.takeRows(test), takeRows(where, "y", y, test) as ArrayLike<Label>];
      const yTrain = takeRows(where, "y", y, train) as ArrayLike<Label>;
      const options = signal === undefined ? {} : { signal };
      await eliminate(plan, X.takeRows(train), yTrain, options, async (model, features, state) => {
        const [score] = await evaluate(where, model, columnsOf(XTest, features), yTest, scoring);
        rounds.push({ ...state, nFeatures: features.length, score: score! });
      });
      results.push(rounds);
      onProgress?.({ done: results.length, total: folds.length + 1 });
    }
    return results;
  }
}
