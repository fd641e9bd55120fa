import type { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import type { CancelSignal } from "../parallel/index.js";
import { paramChange } from "./param-paths.js";
import { Parameterized } from "./parameterized.js";
import type { Persistent } from "./state.js";

/** A class label. All labels of one target have one type. */
export type Label = string | number | boolean;

/** A cell of a table that may hold categories or be missing. */
export type Cell = string | number | boolean | Date | null | undefined;

/** What a column of a table holds. */
export type ColumnType = "number" | "category" | "boolean" | "date";

/** A column of a frame, as far as estimators need it. */
export interface ColumnLike<T> {
  readonly name: string;
  readonly length: number;
  /** What the column holds, where it is declared. */
  readonly type?: ColumnType;
  /** Values of a column of numbers, shape (length), missing ones as NaN. */
  readonly values?: Float64Array;
  /** Distinct values of a dictionary-coded column by code; some may occur in no row. */
  readonly levels?: readonly T[];
  /** Code of each row of a dictionary-coded column, shape (length); -1 if it is missing. */
  readonly codes?: Int8Array | Int16Array | Int32Array;
  /** Values in row order; missing values are null. */
  toArray(): ArrayLike<T | null>;
}

/** A frame, as far as estimators need it. */
export interface FrameLike {
  readonly columnNames: readonly string[];
  readonly rows: number;
  column(name: string): ColumnLike<Cell>;
  /** The numeric columns as a matrix, missing values as NaN; throws if a column is not numeric. */
  X(columns?: readonly string[]): Matrix;
  /** The rows with these indices, in the given order. */
  takeRows(index: ArrayLike<number>): FrameLike;
  /** @internal A frame of columns of the same names and types: each of picked rows (Int32Array) or of numbers (Float64Array). */
  remade?(columns: readonly (Int32Array | Float64Array)[]): FrameLike;
}

/** Numeric samples, shape (nSamples, nFeatures). Sparse input is taken where a dense copy of it fits. */
export type MatrixLike = Matrix | CsrMatrix | FrameLike | readonly ArrayLike<number>[];

/** Samples whose columns may hold categories: what encoders, column transformers and pipelines take. */
export type TableLike = MatrixLike | readonly (readonly Cell[])[];

/** A target or weights, shape (nSamples). */
export type VectorLike<T> = ArrayLike<T> | ColumnLike<T>;

/** Report of progress: `done` of `total` steps. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Per-call control of `fit`. */
export interface FitOptions {
  /** Weight of each sample, shape (nSamples), finite. */
  readonly sampleWeight?: VectorLike<number> | undefined;
  /** Cancels: the promise rejects with the signal's reason. */
  readonly signal?: CancelSignal | undefined;
  /** Called as work proceeds. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Options of `score`. */
export interface ScoreOptions {
  /** Weight of each sample, shape (nSamples). */
  readonly sampleWeight?: VectorLike<number> | undefined;
}

/** Kinds of estimators that learn from X alone: their `fit` needs no target. */
export type UnsupervisedKind =
  | "transformer"
  | "clusterer"
  | "outlier_detector"
  | "density_estimator"
  | "neighbor_search";

/**
 * What an estimator learns to be; decides the default splitter and score. A clusterer groups rows; an outlier detector tells ordinary
 * rows (1) from outlying ones (-1); a density estimator learns a distribution, and scores rows by their log-likelihood; a sampler
 * makes other training rows of the given ones, and has no model.
 */
export type EstimatorKind = "classifier" | "regressor" | "sampler" | UnsupervisedKind;

/** Anything with typed hyper-parameters. */
export interface HasParams<P extends object> {
  readonly params: Readonly<P>;
}

/** Immutable recipe: hyper-parameters and `fit`. `any` because a recipe of every parameter type is meant. */
// biome-ignore lint/suspicious/noExplicitAny: the parameters of an arbitrary estimator
export interface AnyEstimator extends HasParams<any>, Persistent {
  readonly kind: EstimatorKind;
  /** True where its model transforms although it is no transformer: eliminations of features, k-means. It may be a step before a pipeline's last. */
  readonly transforms?: boolean;
  /** False where its fit has no sample weights of its own: those of what is inside do not count. Bagging gives it drawn rows then, not weights. */
  readonly takesSampleWeight?: boolean;
  /** A copy with one hyper-parameter changed, by name or, in containers, by path (`"model.alpha"`). */
  withParam(path: string, value: unknown): AnyEstimator;
  // biome-ignore lint/suspicious/noExplicitAny: the model of an arbitrary estimator
  fit(X: any, y?: any, options?: FitOptions): Promise<any>;
}

/** Fitted result of any estimator. */
export interface AnyModel extends Persistent {
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
}

/** Fitted detector of outliers that judges new rows. */
export interface OutlierModel extends AnyModel {
  /** `decisionFunction` is `scoreSamples` less this. */
  readonly offset: number;
  /** 1 for a row like those of fit, -1 for an outlier; shape (nSamples). */
  predict(X: TableLike): Promise<Int32Array>;
  /** Negative for outliers; the smaller, the more outlying; shape (nSamples). */
  decisionFunction(X: TableLike): Promise<Float64Array>;
  /** The smaller, the more outlying, before `offset` is taken off; shape (nSamples). */
  scoreSamples(X: TableLike): Promise<Float64Array>;
}

/** What a transformer makes of X. */
export type TransformOutput = Matrix | CsrMatrix | FrameLike;

/** Fitted transformer. */
export interface TransformerModel extends AnyModel {
  transform(X: TableLike): Promise<TransformOutput>;
  /** Names of the output columns. */
  featureNamesOut(): readonly string[];
}

/** Fitted regressor. */
export interface RegressorModel extends AnyModel {
  predict(X: TableLike): Promise<Float64Array>;
  /** Coefficient of determination R². */
  score(X: TableLike, y: VectorLike<number>, options?: ScoreOptions): Promise<number>;
}

/** Fitted classifier. */
export interface ClassifierModel<L extends Label> extends AnyModel {
  /** Distinct labels, sorted. */
  readonly classes: readonly L[];
  predict(X: TableLike): Promise<L[]>;
  /** Mean accuracy. */
  score(X: TableLike, y: VectorLike<L>, options?: ScoreOptions): Promise<number>;
}

/** Fitted classifier with class probabilities. */
export interface ProbabilisticModel<L extends Label> extends ClassifierModel<L> {
  /** Probabilities, shape (nSamples, nClasses), columns in the order of `classes`. */
  predictProba(X: TableLike): Promise<Matrix>;
  /** Natural logarithm of the probabilities. */
  predictLogProba(X: TableLike): Promise<Matrix>;
}

/** Estimator of a transformer. */
export interface Transformer<M extends TransformerModel = TransformerModel> extends AnyEstimator {
  // biome-ignore lint/suspicious/noExplicitAny: a transformer may or may not look at y
  fit(X: any, y?: any, options?: FitOptions): Promise<M>;
}

/** Per-call control of `fitResample`. */
export type ResampleOptions = Pick<FitOptions, "signal" | "onProgress">;

/** What makes other training rows of the given ones, to be used before training only. */
// biome-ignore lint/suspicious/noExplicitAny: the parameters of an arbitrary sampler
export interface Sampler extends HasParams<any>, Persistent {
  readonly kind: "sampler";
  /** A copy with one hyper-parameter changed, by name or path. */
  withParam(path: string, value: unknown): Sampler;
  fitResample(
    // biome-ignore lint/suspicious/noExplicitAny: samplers differ in the samples that they take
    X: any,
    // biome-ignore lint/suspicious/noExplicitAny: labels of any type
    y: any,
    options?: ResampleOptions,
  ): Promise<{ readonly X: TableLike; readonly y: VectorLike<unknown>; readonly sampleIndices?: Int32Array }>;
}

/**
 * Base of every estimator: validates the hyper-parameters once and keeps them, frozen.
 *
 * A subclass passes its name and its parameter table, so that no class repeats the checks.
 *
 * @example
 * ```ts
 * const scaler = new MinMaxScaler({ clip: true });
 * scaler.with({ clip: false }).params.clip; // => false
 * scaler.params.clip; // => true
 * ```
 */
export abstract class BaseEstimator<P extends object> extends Parameterized<P> {
  /** What the estimator learns to be. */
  abstract readonly kind: EstimatorKind;

  /**
   * A copy with one hyper-parameter changed, by name or, where a hyper-parameter is an estimator or a list of named
   * estimators, by path (`"model.alpha"`).
   *
   * @throws {InvalidParameterError} if there is no such path or the value lies outside its domain.
   */
  withParam(path: string, value: unknown): this {
    return this.with(paramChange(this.typeName, this.params, path, value));
  }
}
