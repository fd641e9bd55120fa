import type { AnyModel, MatrixLike } from "../base/estimator.js";
import { type SeenFeatures, toSeenMatrix } from "../base/input.js";
import type { Matrix } from "../core/matrix.js";
import type { SeenTreeFeatures } from "../tree/feature-roles.js";
import { pickFeatures } from "./bagged-member.js";
import { type BaggingDraws, drawMember, drawsAllFeatures } from "./bagging-draws.js";

/** What every bagging model is made of. */
export interface BaggingModelState extends SeenFeatures {
  readonly estimators: readonly AnyModel[];
  readonly draws: BaggingDraws;
  /** Score on the rows that the members did not draw; undefined unless asked for. */
  readonly oobScore: number | undefined;
}

/** What models of bagging classifiers and regressors have in common. */
export abstract class BaseBaggingModel {
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  /** Score on the rows that the members did not draw: accuracy or R²; undefined unless `oobScore` was set. */
  readonly oobScore: number | undefined;
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  /** @internal */
  protected readonly models: readonly AnyModel[];
  readonly #draws: BaggingDraws;

  /** @internal */
  constructor(state: BaggingModelState) {
    this.models = state.estimators;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
    this.oobScore = state.oobScore;
    this.#draws = state.draws;
  }

  /** Rows that each member drew, with repetitions, drawn again at each call. */
  get estimatorsSamples(): Int32Array[] {
    return this.#draws.seeds.map((seed) => drawMember(this.#draws, seed).samples);
  }

  /** Features that each member drew, drawn again at each call. */
  get estimatorsFeatures(): Int32Array[] {
    return this.#draws.seeds.map((seed) => drawMember(this.#draws, seed).features);
  }

  /** @internal X as member k sees it. */
  protected memberInput(X: Matrix, k: number): Matrix {
    return memberInput(X, this.#draws, k);
  }

  /** @internal Whether all members see all features. */
  protected get seesAllFeatures(): boolean {
    return drawsAllFeatures(this.#draws);
  }

  /** @internal */
  protected seen(method: string, X: MatrixLike): Matrix {
    return toSeenMatrix(`${this.typeName}.${method}`, X, this, { allowMissing: true });
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { nFeatures, featureNames, oobScore, models } = this;
    return { nFeatures, featureNames, oobScore, estimators: models, draws: this.#draws };
  }
}

/** X as member k sees it. */
export function memberInput(X: Matrix, draws: BaggingDraws, k: number): Matrix {
  return drawsAllFeatures(draws) ? X : pickFeatures(X, drawMember(draws, draws.seeds[k]!).features);
}

/** Rows that member k did not draw, ascending. */
export function undrawnRows(draws: BaggingDraws, k: number): Int32Array {
  const drawn = new Uint8Array(draws.rows);
  for (const row of drawMember(draws, draws.seeds[k]!).samples) drawn[row] = 1;
  return Int32Array.from({ length: draws.rows }, (_, i) => i).filter((i) => drawn[i] === 0);
}

/** Features seen by an ensemble, and what its trees know of them. */
export function treeFeatures(
  { nFeatures, featureNames }: SeenFeatures,
  { categoricalFeatures }: SeenTreeFeatures,
): SeenTreeFeatures {
  return { nFeatures, featureNames, categoricalFeatures };
}
