import {
  BaseEstimator,
  type Label,
  type MatrixLike,
  type ResampleOptions,
  type TableLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import {
  checkLength,
  checkSparseFinite,
  isFrameLike,
  refuseSampleWeight,
  rowCount,
  toMatrix,
  toVector,
} from "../base/input.js";
import { encodeLabels, requireTwoClasses } from "../base/labels.js";
import { custom, flag, type ParamSpecs } from "../base/params.js";
import type { ResampledTable } from "../base/resampled-rows.js";
import type { LabelIn, Resampled } from "../base/sampler.js";
import type { RowsOf } from "../base/take-rows.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { passRows } from "../core/row-origin.js";

/** What a function of {@link FunctionSampler} makes of samples. */
export interface FunctionRows {
  readonly X: TableLike;
  /** Labels, shape (rows of X). */
  readonly y: VectorLike<Label>;
}

/**
 * A function of samples and their labels, with the arguments of `kwArgs`. X is a Matrix of finite numbers or a CsrMatrix where it is
 * validated, else what was given.
 */
export type ResampleFunction = (
  X: TableLike,
  y: readonly Label[],
  kwArgs: Readonly<Record<string, unknown>>,
) => FunctionRows | Promise<FunctionRows>;

/** Hyper-parameters of {@link FunctionSampler}. */
export interface FunctionSamplerParams {
  /** What resamples. Default null: nothing, the samples stay. Only without a function can the sampler be saved. */
  readonly func: ResampleFunction | null;
  /** Whether a validated X may be sparse. Default true. */
  readonly acceptSparse: boolean;
  /** Arguments for `func`. Default null: none. */
  readonly kwArgs: Readonly<Record<string, unknown>> | null;
  /**
   * Whether X is checked and handed over as numbers, and what the function makes is given back as the kinds of table and vector that were
   * given. Default true; else X is handed over as it is, and what the function makes is the result.
   */
  readonly validate: boolean;
}

/** Domain, default and help of {@link FunctionSamplerParams}. */
export const functionSamplerParamSpecs: ParamSpecs<FunctionSamplerParams> = {
  func: custom<ResampleFunction | null>({
    default: null,
    domain: "a function, or null (nothing)",
    help: "What resamples.",
    outside: ["shuffle", 1, true, {}],
    accepts: (value) => value === null || typeof value === "function",
  }),
  acceptSparse: flag({ default: true, help: "Take a sparse X where it is validated." }),
  kwArgs: custom<Readonly<Record<string, unknown>> | null>({
    default: null,
    domain: "an object, or null (none)",
    help: "Arguments for func.",
    outside: ["a", 1, true, []],
    accepts: (value) => typeof value === "object" && !Array.isArray(value),
  }),
  validate: flag({ default: true, help: "Check X and hand it over as numbers." }),
};

/**
 * Makes a sampler of a function, to resample in a pipeline by a rule of one's own: without outliers, for instance.
 *
 * Rows that the function picks by `takeRows`, or gets from another sampler, are followed by the leak guard; what it makes by hand is not.
 *
 * Cost: that of the function.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 *
 * @example
 * ```ts
 * const calm = new FunctionSampler({
 *   func: (X, y, { most }) => {
 *     const matrix = X as Matrix;
 *     const rows = [...y.keys()].filter((i) => Math.abs(matrix.get(i, 0)) <= Number(most));
 *     return { X: matrix.takeRows(rows), y: rows.map((i) => y[i]!) };
 *   },
 *   kwArgs: { most: 10 },
 * });
 * const { X, y } = await calm.fitResample([[1], [99], [3], [4]], ["often", "often", "often", "rare"]);
 * X.toArray(); // => [[1], [3], [4]]
 * y; // => ["often", "often", "rare"]
 * ```
 */
export class FunctionSampler extends BaseEstimator<FunctionSamplerParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "FunctionSampler";
  readonly kind = "sampler" as const;

  constructor(params: Partial<FunctionSamplerParams> = {}) {
    super(FunctionSampler.typeName, functionSamplerParamSpecs, params);
  }

  /** @internal */
  static fromState(state: FunctionSamplerParams): FunctionSampler {
    return new FunctionSampler(state);
  }

  /**
   * Resamples training rows.
   *
   * @param X shape (nSamples, nFeatures); not changed, unless by the function.
   * @param y labels, shape (nSamples), of at least two classes.
   * @returns what the function makes; `samplingStrategy` is empty, since there is none.
   * @throws {InvalidInputError} if X or y does not fit, naming the first offending row, or the function returns no samples with labels.
   * @throws what the function throws.
   */
  async fitResample<T extends TableLike, Y extends VectorLike<Label>>(
    X: T,
    y: Y,
    options: ResampleOptions = {},
  ): Promise<Resampled<T, Y>> {
    const where = `${FunctionSampler.typeName}.fitResample`;
    startFit(where, options);
    refuseSampleWeight(where, (options as { sampleWeight?: VectorLike<number> }).sampleWeight);
    const { func, kwArgs, validate } = this.params;
    const rows = rowCount(where, X);
    const { classes, codes } = encodeLabels(where, y);
    checkLength(where, "y", codes.length, rows);
    requireTwoClasses(where, classes);
    const given = validate ? this.#validated(where, X) : X;
    const labels = Array.from(codes, (code) => classes[code]!);
    options.signal?.throwIfAborted();
    const made: unknown = func === null ? { X: given, y: labels } : await func(given, labels, kwArgs ?? {});
    options.signal?.throwIfAborted();
    const found = checkedRows(where, made);
    options.onProgress?.({ done: 1, total: 1 });
    const samplingStrategy = new Map<LabelIn<Y>, number>();
    return {
      X: (validate ? tableLike(where, X, copied(found.X, X)) : found.X) as ResampledTable<T>,
      y: (validate ? vectorLike(where, y, found.y) : found.y) as RowsOf<Y>,
      samplingStrategy,
    };
  }

  #validated(where: string, X: TableLike): Matrix | CsrMatrix {
    if (!(X instanceof CsrMatrix)) return toMatrix(where, X as MatrixLike);
    if (!this.params.acceptSparse)
      throw new InvalidInputError(
        where,
        "X must be dense, or acceptSparse true",
        new Described("a CsrMatrix"),
      );
    return checkSparseFinite(where, X, false);
  }
}

/** What a function returned: a table with as many labels as it has rows. */
function checkedRows(where: string, made: unknown): FunctionRows {
  if (typeof made !== "object" || made === null || !("X" in made) || !("y" in made))
    throw new InvalidInputError(where, "func must return an object of X and y", made);
  const { X, y } = made as FunctionRows;
  const rows = rowCount(`${where}, of what func returns`, X);
  checkLength(`${where}, of what func returns`, "y", toVector(where, "y", y).length, rows);
  return { X, y };
}

/** A copy where a function returned what it was given, so that the result shares nothing with it. */
function copied(made: TableLike, given: TableLike): TableLike {
  const shares = (a: Float64Array, b: unknown): boolean => b instanceof Float64Array && a.buffer === b.buffer;
  if (!(made instanceof Matrix || made instanceof CsrMatrix)) return made;
  const isShared = (given instanceof Matrix || given instanceof CsrMatrix) && shares(made.data, given.data);
  return isShared ? made.takeRows(Array.from({ length: made.rows }, (_, i) => i)) : made;
}

/** What was made, as the kind of table that was given. */
function tableLike(where: string, given: TableLike, made: TableLike): TableLike {
  if (made instanceof CsrMatrix && !isFrameLike(given)) return made;
  if (!isFrameLike(given)) return toMatrix(where, made as MatrixLike, { minRows: 0, deferFinite: true });
  const matrix = toMatrix(where, made as MatrixLike, { minRows: 0, deferFinite: true });
  const wide = given.columnNames.length;
  if (given.remade === undefined || matrix.columns !== wide) {
    const rule = `func must return X with the ${wide} columns of the frame`;
    throw new InvalidInputError(where, rule, new Described(`${matrix.columns}`));
  }
  const frame = given.remade(given.columnNames.map((_, j) => matrix.column(j)));
  passRows(matrix, frame);
  return frame;
}

/** Labels as the kind of vector that was given; a column becomes an array. */
function vectorLike(where: string, given: VectorLike<Label>, made: VectorLike<Label>): ArrayLike<Label> {
  const labels = toVector(where, "y", made);
  if (!ArrayBuffer.isView(given)) return Array.from(labels);
  const Type = given.constructor as unknown as { from(values: ArrayLike<Label>): ArrayLike<Label> };
  return Type.from(labels);
}
