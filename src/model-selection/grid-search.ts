import { type CrossValidation, isCrossValidation } from "../base/cross-validation.js";
import {
  type AnyEstimator,
  type AnyModel,
  BaseEstimator,
  type FitOptions,
  type Label,
  type TableLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { tableFeatures } from "../base/input.js";
import type { KindOf, TargetOf } from "../base/model-of.js";
import { isEstimator } from "../base/named-estimators.js";
import type { ParamGrid } from "../base/param-paths.js";
import { custom, flag, type ParamSpecs } from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import { validationFolds } from "./check-cv.js";
import { toValidationData } from "./cross-validate.js";
import { type FittedSearch, GridSearchCVModel, type Refit } from "./grid-search-model.js";
import { type AnySetting, parameterGrid, withSetting } from "./parameter-grid.js";
import { runFolds } from "./run-folds.js";
import { planScoring, type Scoring, type ScoringPlan } from "./scoring.js";
import { type SearchResults, searchResults } from "./search-results.js";

/** Options of {@link GridSearchCV}. */
export interface GridSearchCVOptions<K extends string = never> {
  /** What to score by: a name, a scorer, a function (model, X, y), or several by name. Default: the model's own score. */
  readonly scoring?: Scoring<K>;
  /**
   * Whether to fit the best candidate on all rows. With several scores the name of the one that chooses, or false; a function
   * of the results gives the position of the best candidate. Default true.
   */
  readonly refit?: Refit<NoInfer<K>>;
  /** Number of folds (stratified for classifiers, not shuffled), a splitter, or the folds. Default 5. */
  readonly cv?: CrossValidation;
  /** Whether the training parts are scored too. Default false. */
  readonly returnTrainScore?: boolean;
  /**
   * Score of a fold whose fit or score fails, which is reported as a warning; "raise" throws. If every fold fails, the
   * first error is thrown. Default NaN.
   */
  readonly errorScore?: number | "raise";
}

/** Hyper-parameters of {@link GridSearchCV}. */
export interface GridSearchCVParams<E extends AnyEstimator = AnyEstimator, K extends string = string> {
  /** What to tune. */
  readonly estimator: E;
  /** Values to try by path, or several such grids. */
  readonly paramGrid: ParamGrid<E> | readonly ParamGrid<E>[];
  /** As in {@link GridSearchCVOptions}; null: the model's own score. */
  readonly scoring: Scoring<K> | null;
  /** As in {@link GridSearchCVOptions}. */
  readonly refit: boolean | string | ((results: SearchResults) => number);
  /** As in {@link GridSearchCVOptions}. */
  readonly cv: CrossValidation;
  /** As in {@link GridSearchCVOptions}. */
  readonly returnTrainScore: boolean;
  /** As in {@link GridSearchCVOptions}. */
  readonly errorScore: number | "raise";
}

const DEFAULT_CV = 5;

/** Domain, default and help of {@link GridSearchCVParams}. */
export const gridSearchCVParamSpecs: ParamSpecs<GridSearchCVParams> = {
  estimator: custom<AnyEstimator>({
    default: undefined as unknown as AnyEstimator,
    domain: "an estimator",
    help: "What to tune.",
    outside: [null, "Ridge", 1, {}],
    accepts: isEstimator,
  }),
  paramGrid: custom<GridSearchCVParams["paramGrid"]>({
    default: {},
    domain: "a record of arrays by path, or an array of such records",
    help: "Values to try.",
    outside: [null, "alpha", 1],
    accepts: (value) => typeof value === "object" && value !== null,
  }),
  scoring: custom<Scoring | null>({
    default: null,
    domain: "the name of a score, a scorer, a function, several by name, or null (the model's own score)",
    help: "What to score by.",
    outside: [1, true],
    accepts: (value) => value === null || ["string", "function", "object"].includes(typeof value),
  }),
  refit: custom<GridSearchCVParams["refit"]>({
    default: true,
    domain: "true, false, the name of a score, or a function",
    help: "Whether, and by which score, the best candidate is fitted on all rows.",
    outside: [null, 1],
    accepts: (value) => ["boolean", "string", "function"].includes(typeof value),
  }),
  cv: custom<CrossValidation>({
    default: DEFAULT_CV,
    domain: "an integer >= 2, a splitter or an array of folds",
    help: "Folds.",
    outside: [1, 2.5, Number.NaN, "5", null, true, []],
    accepts: isCrossValidation,
  }),
  returnTrainScore: flag({ default: false, help: "Whether the training parts are scored too." }),
  errorScore: custom<number | "raise">({
    default: Number.NaN,
    domain: 'a number (NaN too) or "raise"',
    help: "Score of a fold that fails.",
    outside: ["ignore", null, true],
    accepts: (value) => value === "raise" || typeof value === "number",
  }),
};

/**
 * Tries every combination of a grid of hyper-parameters by cross-validation and fits the best one on all rows. All folds of all
 * candidates share the lanes; results are the same for any number of them.
 *
 * Paths of the grid are checked by the compiler: `"alpha"` of an estimator, `"model.alpha"` of a step of a pipeline.
 *
 * Cost: one fit for each candidate and fold, and one more.
 *
 * @throws {InvalidParameterError} if a path does not exist, a value lies outside its domain, or an option does.
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5], [6], [7], [8], [9]];
 * const y = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
 * const search = new GridSearchCV(new Ridge(), { alpha: [0.1, 100] }, { cv: 5, scoring: "neg_mean_squared_error" });
 * const model = await search.fit(X, y);
 * model.bestParams; // => { alpha: 0.1 }
 * model.cvResults.rankTestScore; // => new Int32Array([1, 2])
 * ```
 */
export class GridSearchCV<
  E extends AnyEstimator = AnyEstimator,
  K extends string = never,
> extends BaseEstimator<GridSearchCVParams<E, K>> {
  /** Name under which the class is registered. */
  static readonly typeName = "GridSearchCV";
  /** What the estimator learns to be. */
  readonly kind: KindOf<E>;
  /** Weights go to the estimators inside, as in scikit-learn. */
  readonly takesSampleWeight = false;

  constructor(
    estimator: E,
    paramGrid: ParamGrid<E> | readonly ParamGrid<E>[],
    options: GridSearchCVOptions<K> = {},
  ) {
    const { typeName } = GridSearchCV;
    if (!isEstimator(estimator))
      throw new InvalidParameterError(typeName, "estimator", "an estimator", estimator);
    super(typeName, gridSearchCVParamSpecs as unknown as ParamSpecs<GridSearchCVParams<E, K>>, {
      ...(options as Partial<GridSearchCVParams<E, K>>),
      estimator,
      paramGrid,
    });
    this.kind = estimator.kind as KindOf<E>;
    checkRefit(this.params.refit, planScoring(typeName, this.params.scoring ?? undefined));
    this.#candidates();
  }

  /** @internal */
  static fromState({ estimator, paramGrid, ...options }: GridSearchCVParams): GridSearchCV {
    return new GridSearchCV(estimator, paramGrid, options as GridSearchCVOptions);
  }

  /** A new search with some hyper-parameters changed. */
  override with(changes: Partial<GridSearchCVParams<E, K>>): this {
    const { estimator, paramGrid, ...options } = { ...this.params, ...changes };
    return new GridSearchCV(estimator, paramGrid, options as GridSearchCVOptions<K>) as this;
  }

  /** Settings to try, and the estimators that have them. */
  #candidates(): { readonly settings: AnySetting[]; readonly candidates: AnyEstimator[] } {
    const settings = parameterGrid(GridSearchCV.typeName, this.params.paramGrid);
    return { settings, candidates: settings.map((setting) => withSetting(this.params.estimator, setting)) };
  }

  /**
   * @param X what the estimator takes; neither kept nor changed.
   * @param y target; needed if the estimator is a classifier or a regressor.
   * @param options `sampleWeight` goes to the fits and not to the scores; `groups` to the splitter.
   * @throws {InvalidInputError} if X and y differ in length or cannot be split.
   * @throws what the estimator or the score throws if every fold fails, or `errorScore` is "raise".
   */
  async fit<L extends TargetOf<E>>(
    X: TableLike,
    y?: VectorLike<L>,
    options: FitOptions & { readonly groups?: VectorLike<Label> } = {},
  ): Promise<FittedSearch<E, K, L>> {
    const where = "GridSearchCV.fit";
    startFit(where, options, ["groups"]);
    const { signal, onProgress } = options;
    const { estimator, cv, returnTrainScore, errorScore, refit } = this.params;
    const data = toValidationData(where, X, y as VectorLike<Label> | undefined, options.sampleWeight);
    const folds = validationFolds(where, cv, estimator.kind, X, data.y, options.groups);
    const plan = planScoring(where, this.params.scoring ?? undefined);
    const { settings, candidates } = this.#candidates();
    const total = candidates.length * folds.length + (refit === false ? 0 : 1);
    const results = await runFolds(
      { where, candidates, data, folds, plan, returnTrainScore, errorScore, returnModels: false },
      { signal, onProgress: onProgress && (({ done }) => onProgress({ done, total })) },
    );
    const cvResults = searchResults(plan, settings, results, returnTrainScore);
    const bestIndex = chooseBest(plan, refit, cvResults);
    const started = performance.now();
    const bestModel =
      refit === false || bestIndex === undefined
        ? undefined
        : ((await candidates[bestIndex]!.fit(X, data.y, {
            ...(data.sampleWeight === undefined ? {} : { sampleWeight: data.sampleWeight }),
            signal,
          })) as AnyModel);
    if (bestModel !== undefined) onProgress?.({ done: total, total });
    return new GridSearchCVModel<E, K, L>({
      bestModel,
      bestIndex,
      bestScore: bestScore(plan, refit, cvResults, bestIndex),
      cvResults,
      scorer: scorerName(plan, refit),
      nSplits: folds.length,
      refitTime: bestModel === undefined ? 0 : (performance.now() - started) / 1000,
      ...seenBy(where, bestModel, X),
    }) as FittedSearch<E, K, L>;
  }
}

type AnyRefit = GridSearchCVParams["refit"];

function checkRefit(refit: AnyRefit, plan: ScoringPlan): void {
  if (typeof refit === "function" || refit === false) return;
  const known = plan.multiple ? typeof refit === "string" && plan.keys.includes(refit) : true;
  if (known) return;
  const rule = `one of ${plan.keys.join(", ")}, a function or false, because there are several scores`;
  throw new InvalidParameterError(GridSearchCV.typeName, "refit", rule, refit);
}

/** Key of the score that chooses. */
function choosingKey(plan: ScoringPlan, refit: AnyRefit): number | undefined {
  if (typeof refit === "function") return undefined;
  if (!plan.multiple) return 0;
  return typeof refit === "string" ? plan.keys.indexOf(refit) : undefined;
}

function chooseBest(plan: ScoringPlan, refit: AnyRefit, results: SearchResults): number | undefined {
  if (typeof refit === "function") {
    const chosen: unknown = refit(results);
    if (Number.isSafeInteger(chosen) && (chosen as number) >= 0 && (chosen as number) < results.params.length)
      return chosen as number;
    const rule = `a function that returns an integer in [0, ${results.params.length})`;
    throw new InvalidParameterError(GridSearchCV.typeName, "refit", rule, chosen);
  }
  const key = choosingKey(plan, refit);
  if (key === undefined) return undefined;
  const ranks = columnOf(plan, results.rankTestScore, key) as Int32Array;
  return ranks.indexOf(Math.min(...ranks));
}

function bestScore(
  plan: ScoringPlan,
  refit: AnyRefit,
  results: SearchResults,
  bestIndex: number | undefined,
): number {
  const key = choosingKey(plan, refit);
  if (key === undefined || bestIndex === undefined) return Number.NaN;
  return columnOf(plan, results.meanTestScore, key)[bestIndex]!;
}

function columnOf(plan: ScoringPlan, table: unknown, key: number): ArrayLike<number> {
  return plan.multiple
    ? (table as Record<string, ArrayLike<number>>)[plan.keys[key]!]!
    : (table as ArrayLike<number>);
}

function scorerName(plan: ScoringPlan, refit: AnyRefit): GridSearchCVModel["scorer"] {
  const key = choosingKey(plan, refit);
  const scorer = key === undefined ? undefined : plan.scorers[key];
  if (scorer === undefined || typeof scorer === "function" || !scorer.builtIn) return null;
  return scorer.name as GridSearchCVModel["scorer"];
}

function seenBy(
  where: string,
  model: AnyModel | undefined,
  X: TableLike,
): Pick<AnyModel, "nFeatures" | "featureNames"> {
  const { nFeatures, featureNames } = model ?? tableFeatures(where, X);
  return { nFeatures, featureNames };
}
