import type { AnyModel, Label, ScoreOptions, TableLike, VectorLike } from "../base/estimator.js";
import type { ModelOf } from "../base/model-of.js";
import { InvalidParameterError } from "../core/errors.js";
import { getScorer, type ScorerName } from "../metrics/scorer.js";
import type { ParamSetting } from "./parameter-grid.js";
import { evaluate } from "./scoring.js";
import type { SearchResults } from "./search-results.js";

// Methods of the best model that the search model has too.
const FORWARDED = [
  "predict",
  "predictProba",
  "predictLogProba",
  "decisionFunction",
  "scoreSamples",
  "transform",
  "inverseTransform",
  "featureNamesOut",
] as const;

type Forwarded = (typeof FORWARDED)[number];

/** What a fitted search can do: what its best model can. */
export type FittedSearch<E, K extends string, L> = GridSearchCVModel<E, K, L> & {
  readonly [M in keyof ModelOf<E, L> & (Forwarded | "classes")]: ModelOf<E, L>[M];
};

/** What a {@link GridSearchCVModel} consists of. */
export interface SearchState {
  readonly bestModel: AnyModel | undefined;
  readonly bestIndex: number | undefined;
  readonly bestScore: number;
  readonly cvResults: SearchResults;
  readonly scorer: ScorerName | null;
  readonly nSplits: number;
  readonly refitTime: number;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
}

/**
 * Fitted {@link GridSearchCV}: what was found, and the best model, fitted on all rows. It has `predict`, `predictProba`,
 * `predictLogProba`, `decisionFunction`, `transform`, `classes` and so on if and only if the best model has them.
 */
export class GridSearchCVModel<E = unknown, K extends string = never, L = unknown> implements AnyModel {
  /** Name under which the class is registered. */
  static readonly typeName = "GridSearchCVModel";
  /** Name under which the class is registered. */
  readonly typeName = "GridSearchCVModel";
  /** Scores and times of all candidates. */
  readonly cvResults: SearchResults<E, K>;
  /** Number of folds. */
  readonly nSplits: number;
  /** Seconds that the last fit took; 0 without refit. */
  readonly refitTime: number;
  /** Mean test score of the best candidate; NaN where `refit` is a function or chose nothing. */
  readonly bestScore: number;
  /** Name of the score that chose; null where it is the model's own or one of the caller's. */
  readonly scorer: ScorerName | null;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #state: SearchState;

  /** @internal */
  constructor(state: SearchState) {
    this.#state = state;
    this.cvResults = state.cvResults as SearchResults<E, K>;
    this.nSplits = state.nSplits;
    this.refitTime = state.refitTime;
    this.bestScore = state.bestScore;
    this.scorer = state.scorer;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
    const best = state.bestModel as Readonly<Record<string, unknown>> | undefined;
    if (best === undefined) return;
    for (const name of FORWARDED) {
      const method = best[name];
      if (typeof method === "function") Object.defineProperty(this, name, { value: method.bind(best) });
    }
    if ("classes" in best)
      Object.defineProperty(this, "classes", { value: best["classes"], enumerable: true });
  }

  /** @internal */
  static fromState(state: SearchState): GridSearchCVModel {
    return new GridSearchCVModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /**
   * Position of the best candidate.
   *
   * @throws {InvalidParameterError} if there were several scores and `refit` was false.
   */
  get bestIndex(): number {
    if (this.#state.bestIndex !== undefined) return this.#state.bestIndex;
    throw new InvalidParameterError("GridSearchCV", "refit", "given to choose among several scores", false);
  }

  /**
   * Hyper-parameters of the best candidate.
   *
   * @throws {InvalidParameterError} as `bestIndex`.
   */
  get bestParams(): ParamSetting<E> {
    return this.cvResults.params[this.bestIndex]!;
  }

  /**
   * Model with the best hyper-parameters, fitted on all rows.
   *
   * @throws {InvalidParameterError} if `refit` was false.
   */
  get bestModel(): ModelOf<E, L> {
    if (this.#state.bestModel !== undefined) return this.#state.bestModel as ModelOf<E, L>;
    throw new InvalidParameterError("GridSearchCV", "refit", "true, so that there is a best model", false);
  }

  /**
   * Score of the best model by the score that chose it (if it has a name, else by the model's own).
   *
   * @throws {InvalidParameterError} if `refit` was false.
   */
  async score(X: TableLike, y?: VectorLike<L & Label>, options: ScoreOptions = {}): Promise<number> {
    const best = this.bestModel as {
      score(X: TableLike, y: unknown, options: ScoreOptions): Promise<number>;
    };
    if (this.scorer === null) return best.score(X, y, options);
    const scorer = getScorer(this.scorer);
    const weighted = {
      ...scorer,
      score: (truth: VectorLike<Label>, answer: Parameters<typeof scorer.score>[1]): number =>
        scorer.score(truth, { ...answer, ...options } as typeof answer),
    };
    const [score] = await evaluate("GridSearchCVModel.score", best, X, y, { scorers: [weighted] });
    return score!;
  }
}

/** How a search chooses: by its only score, by the one of this name, or by a function of the results. */
export type Refit<K extends string> = boolean | K | ((results: SearchResults) => number);
