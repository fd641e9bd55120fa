import { countClasses } from "./class-rows.js";
import {
  BaseEstimator,
  type Label,
  type ResampleOptions,
  type TableLike,
  type VectorLike,
} from "./estimator.js";
import { startFit } from "./fit-options.js";
import { checkLength, refuseSampleWeight, type SeenFeatures } from "./input.js";
import { encodeLabels, requireTwoClasses } from "./labels.js";
import { markResampled } from "./leak-guard.js";
import type { ParamSpecs } from "./params.js";
import {
  assembleRows,
  copiedRows,
  labelRows,
  originsOf,
  type ResampledPart,
  type ResampledTable,
} from "./resampled-rows.js";
import { resolveSamplingStrategy, type SamplingStrategy, type SamplingType } from "./sampling-strategy.js";
import { checkTable, tableRows } from "./table.js";
import { type RowsOf, takeRows } from "./take-rows.js";

/** What every sampler is told. */
export interface SamplerParams {
  /** Which classes are resampled, and to how many rows. */
  readonly samplingStrategy: SamplingStrategy;
}

/** Type of the labels of a target. */
export type LabelIn<Y> = Y extends VectorLike<infer L> ? L : never;

/** What `fitResample` resolves to. */
export interface Resampled<T, Y> {
  /** Resampled rows, the kind of table that was given; rows of numbers become a Matrix. */
  readonly X: ResampledTable<T>;
  /** Their labels, the kind of vector that was given; a plain column becomes an array. */
  readonly y: RowsOf<Y>;
  /** What `samplingStrategy` came to: by label, in order, the rows added (over-sampling) or kept (under-sampling). */
  readonly samplingStrategy: ReadonlyMap<LabelIn<Y>, number>;
}

/** What samplers tell whose rows are copies of given ones. */
export interface SampleIndices {
  /** The given row that each resampled row is a copy of (or, smoothed, was made from). */
  readonly sampleIndices: Int32Array;
}

/** Samples with the classes of their labels, checked. */
export interface LabelledSamples {
  /** The call, for messages: `SMOTE.fitResample`. */
  readonly where: string;
  /** The table that was given: neither empty nor ragged; its cells are not looked at yet. */
  readonly X: TableLike;
  readonly features: SeenFeatures;
  readonly rows: number;
  /** Distinct labels, sorted; at least two. */
  readonly classes: readonly Label[];
  /** Position in `classes` of each row's label, shape (rows). */
  readonly codes: Int32Array;
  /** Rows of each class. */
  readonly counts: Int32Array;
  /** Classes to resample, in order: rows to add (over-sampling) or to keep (under-sampling), by position in `classes`. */
  readonly targets: ReadonlyMap<number, number>;
}

/** What a sampler decides on. */
export interface Resampling<E extends object> {
  /** The resampled rows, in order. */
  readonly parts: readonly ResampledPart[];
  /** What else the sampler tells, properties of the result. */
  readonly told: E;
}

/** @internal What a sampler decided on, and the samples that it looked at. */
export interface DecidedRows<E extends object> {
  readonly samples: LabelledSamples;
  readonly resampling: Resampling<E>;
}

/**
 * Base of every sampler: checks samples and labels, resolves `samplingStrategy`, and gives the resampled rows back as the
 * kinds of table and vector that were given. What comes back is remembered as made of the given rows, so that the library
 * warns if they are split for testing afterwards: samplers belong into a pipeline, which resamples training rows only.
 *
 * A subclass says what becomes of the rows in `resample`.
 *
 * @example
 * ```ts
 * const sampler = new RandomOverSampler({ samplingStrategy: { rare: 3 } });
 * const { X, y, samplingStrategy } = await sampler.fitResample([[1], [2], [3], [9]], ["often", "often", "often", "rare"]);
 * X.toArray(); // => [[1], [2], [3], [9], [9], [9]]
 * y; // => ["often", "often", "often", "rare", "rare", "rare"]
 * samplingStrategy.get("rare"); // => 2
 * ```
 */
export abstract class BaseSampler<
  P extends SamplerParams,
  E extends object = object,
> extends BaseEstimator<P> {
  readonly kind = "sampler" as const;
  /** Whether rows are added or removed. */
  readonly samplingType: SamplingType;

  /** @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain. */
  constructor(typeName: string, specs: ParamSpecs<P>, params: Partial<P>, samplingType: SamplingType) {
    super(typeName, specs, params);
    this.samplingType = samplingType;
  }

  /**
   * Resamples training rows.
   *
   * @param X shape (nSamples, nFeatures); neither kept nor changed.
   * @param y labels, shape (nSamples), of at least two classes.
   * @throws {InvalidInputError} if X or y does not fit, naming the first offending row.
   * @throws {InvalidParameterError} if `samplingStrategy` does not fit the labels.
   */
  async fitResample<T extends TableLike, Y extends VectorLike<Label>>(
    X: T,
    y: Y,
    options: ResampleOptions = {},
  ): Promise<Resampled<T, Y> & E> {
    const { samples, resampling } = await this.decide(X, y, options);
    const { where, classes, codes, targets } = samples;
    const { parts, told } = resampling;
    const rows = assembleRows(where, X, parts);
    markResampled(this.typeName, X, rows, originsOf(parts));
    const labels = takeRows(where, "y", y, labelRows(parts, codes));
    const samplingStrategy = new Map([...targets].map(([code, count]) => [classes[code], count]));
    return { X: rows, y: labels, samplingStrategy, ...told } as unknown as Resampled<T, Y> & E;
  }

  /** @internal What becomes of the rows, which are not put together: for samplers that are made of others. */
  async decide(X: TableLike, y: VectorLike<Label>, options: ResampleOptions): Promise<DecidedRows<E>> {
    const samples = this.#check(X, y, options);
    return { samples, resampling: await this.resample(samples, options) };
  }

  /** @internal What becomes of the rows. */
  protected abstract resample(samples: LabelledSamples, options: ResampleOptions): Promise<Resampling<E>>;

  #check(X: TableLike, y: VectorLike<Label>, options: ResampleOptions): LabelledSamples {
    const where = `${this.typeName}.fitResample`;
    startFit(where, options);
    refuseSampleWeight(where, (options as { sampleWeight?: VectorLike<number> }).sampleWeight);
    const features = checkTable(where, X);
    const rows = tableRows(X);
    const { classes, codes } = encodeLabels(where, y);
    checkLength(where, "y", codes.length, rows);
    requireTwoClasses(where, classes);
    const counts = countClasses(codes, classes.length);
    const { samplingStrategy } = this.params;
    const targets = resolveSamplingStrategy(where, this.samplingType, samplingStrategy, {
      classes,
      counts,
      labels: () => Array.from(codes, (code) => classes[code]!),
    });
    return { where, X, features, rows, classes, codes, counts, targets };
  }
}

/** @internal What a sampler tells whose rows are all copies: `resample` may return it. */
export function selectRows(...rows: readonly Int32Array[]): Resampling<SampleIndices> {
  const parts = rows.map((index) => ({ rows: index }));
  return { parts, told: { sampleIndices: copiedRows(parts)! } };
}
