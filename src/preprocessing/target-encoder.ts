import {
  type CrossValidation,
  dealClasses,
  dealRows,
  type Fold,
  foldsBy,
  isCrossValidation,
  type Splitter,
} from "../base/cross-validation.js";
import type { FitOptions, Label, TableLike, VectorLike } from "../base/estimator.js";
import { checkLength, toTarget } from "../base/input.js";
import { encodeDistinct } from "../base/labels.js";
import { choice, custom, either, flag, type ParamSpecs, randomStateSpec, real } from "../base/params.js";
import { type TargetType, typeOfTarget } from "../base/target-type.js";
import { BaseTransformer, type FitTransformed } from "../base/transformer.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import {
  type CodedTable,
  categoriesSpec,
  type GivenCategories,
  learnCategories,
  startEncoding,
} from "./category-learner.js";
import { CategoryLookup } from "./category-lookup.js";
import { TargetEncoderModel } from "./target-encoder-model.js";
import {
  encodeTarget,
  encodeWithoutFolds,
  type Smoothing,
  type TargetStatistics,
  targetStatistics,
} from "./target-encoding.js";

/** Hyper-parameters of {@link TargetEncoder}. */
export interface TargetEncoderParams {
  /** Categories of each feature, or "auto" for those that occur in fit, sorted. Default "auto". */
  readonly categories: GivenCategories;
  /**
   * What y is: "continuous", numbers; "binary", two classes; "multiclass", more; "auto": numbers that are not all whole
   * are continuous, else the number of distinct values decides. Default "auto".
   */
  readonly targetType: "auto" | TargetType;
  /**
   * How strongly the mean of a category is drawn towards the mean of all: as by that many more samples (a number >= 0),
   * or "auto", by an empirical Bayes estimate. Default "auto".
   */
  readonly smooth: Smoothing;
  /**
   * Folds of `fitTransform`: their number (stratified where y holds classes), a splitter, or the folds, which must test
   * each row once. Default 5.
   */
  readonly cv: CrossValidation;
  /** Shuffles the rows before they are dealt to folds, if cv is a number. Default true. */
  readonly shuffle: boolean;
  /** Seed of the shuffle, if cv is a number. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

/** Domain, default and help of {@link TargetEncoderParams}. */
export const targetEncoderParamSpecs: ParamSpecs<TargetEncoderParams> = {
  categories: categoriesSpec,
  targetType: choice({
    default: "auto",
    options: ["auto", "continuous", "binary", "multiclass"],
    help: "What y is.",
  }),
  smooth: either<"auto", number>(
    "auto",
    choice({
      default: "auto",
      options: ["auto"],
      help: "How strongly categories are drawn towards the mean.",
    }),
    real({ default: 0, min: 0, help: "How strongly categories are drawn towards the mean." }),
  ),
  cv: custom<CrossValidation>({
    default: 5,
    domain: "an integer >= 2, a splitter or an array of folds",
    help: "Folds of fitTransform.",
    outside: [1, 2.5, "5", null, []],
    accepts: isCrossValidation,
  }),
  shuffle: flag({ default: true, help: "Shuffles the rows before they are dealt to folds." }),
  randomState: randomStateSpec,
};

/** A target as one or more columns of numbers. */
interface EncodedTarget<L extends Label> {
  readonly type: TargetType;
  readonly classes: readonly L[] | null;
  /** One column; of more than two classes, an indicator of each. */
  readonly columns: readonly Float64Array[];
}

/** What fit learns, and what it needs again to cross-fit. */
interface Prepared<L extends Label> {
  readonly model: TargetEncoderModel<L>;
  readonly target: EncodedTarget<L>;
  /** Category of each row of each feature; a category that was not given counts as the first. */
  readonly categoryOf: readonly Int32Array[];
  /** Rows of each feature whose category was not given. */
  readonly unknownRows: readonly Int32Array[];
}

/**
 * Encodes each category by the mean of the target in it, drawn towards the mean of all where the category has few samples.
 *
 * **`fitTransform(X, y)` differs from `fit(X, y)` and `transform(X)`.** It cross-fits: each row is encoded by what was learned
 * from the folds it is not in, so that no row sees its own target. Use it for the rows that the next estimator is
 * trained on (a `Pipeline` does), and `transform` for all others.
 *
 * With more than two classes there is a column for each feature and class. Missing values are a category. Unknown
 * categories are encoded by the mean of the target.
 *
 * Cost: O(nSamples × nFeatures × nColumns of the target × (1 + nFolds)).
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Micci-Barreca (2001), A preprocessing scheme for high-cardinality categorical attributes, doi:10.1145/507533.507538.
 *
 * @example
 * ```ts
 * const X = [["dog"], ["dog"], ["cat"], ["cat"]];
 * const y = [10, 12, 3, 5];
 * const model = await new TargetEncoder({ smooth: 2, targetType: "continuous" }).fit(X, y);
 * model.targetMean; // => 7.5
 * (await model.transform([["cat"], ["dog"], ["emu"]])).toArray(); // => [[5.75], [9.25], [7.5]]
 * const crossFitted = await new TargetEncoder({ smooth: 0, cv: 4, targetType: "continuous" }).fitTransform(X, y);
 * crossFitted.X.toArray(); // => [[12], [10], [5], [3]]
 * ```
 */
export class TargetEncoder extends BaseTransformer<TargetEncoderParams, TargetEncoderModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "TargetEncoder";

  constructor(params: Partial<TargetEncoderParams> = {}) {
    super(TargetEncoder.typeName, targetEncoderParamSpecs, params);
  }

  /** @internal */
  static fromState(state: TargetEncoderParams): TargetEncoder {
    return new TargetEncoder(state);
  }

  /**
   * Learns the encodings from all rows. To encode the rows that an estimator is trained on, use `fitTransform`.
   *
   * @param X shape (nSamples, nFeatures), of strings, numbers, booleans or dates, any of them missing.
   * @param y shape (nSamples): numbers or labels.
   * @throws {InvalidInputError} if X is empty or ragged, a column mixes types, y has another length, or is not of the
   * targetType.
   */
  async fit<L extends Label>(
    X: TableLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<TargetEncoderModel<L>> {
    return this.#prepare("TargetEncoder.fit", X, y, options).model;
  }

  /**
   * Learns the encodings from all rows, and encodes each row by what the folds without it tell.
   *
   * @throws {InvalidParameterError} if the folds do not test each row exactly once.
   */
  override async fitTransform<L extends Label>(
    X: TableLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<FitTransformed<TargetEncoderModel<L>>> {
    const where = "TargetEncoder.fitTransform";
    const prepared = this.#prepare(where, X, y, options);
    const { cv, shuffle, randomState } = this.params;
    if (typeof cv !== "number") {
      const folds = this.#givenFolds(where, X, y, cv);
      return { model: prepared.model, X: this.#crossFitGiven(prepared, folds, options) };
    }
    const random = shuffle ? new RandomState(randomState) : null;
    const stratified = prepared.target.type !== "continuous" && typeOfTarget(where, y) !== "continuous";
    const foldOf = stratified ? dealClasses(where, y, cv, random) : dealRows(where, y.length, cv, random);
    return { model: prepared.model, X: this.#crossFit(prepared, foldOf, cv, options) };
  }

  #prepare<L extends Label>(where: string, X: TableLike, y: VectorLike<L>, options: FitOptions): Prepared<L> {
    const table = startEncoding(where, X, options, true);
    const target = this.#encodedTarget(where, y, table.rows);
    const { categories: given, smooth } = this.params;
    const rules = {
      typeName: TargetEncoder.typeName,
      categories: given,
      refuseUnknown: false,
      counted: false,
    };
    const categories = learnCategories(where, table, rules, options).map((learned) => learned.categories);
    const coded = categories.map((list, j) => codedRows(where, table, new CategoryLookup(list), j));
    const categoryOf = coded.map(({ rows }) => rows);
    const statistics = target.columns.map((column) => targetStatistics(column, smooth));
    const encodings = categoryOf.flatMap((codes, j) => {
      options.signal?.throwIfAborted();
      return target.columns.map((column, k) =>
        encodeTarget(codes, column, categories[j]!.length, smooth, statistics[k]!),
      );
    });
    const { nFeatures, featureNames } = table;
    const { type: targetType, classes } = target;
    const model = new TargetEncoderModel<L>({
      nFeatures,
      featureNames,
      categories,
      encodings,
      targetType,
      classes,
      means: Float64Array.from(statistics, ({ mean }) => mean),
    });
    return { model, target, categoryOf, unknownRows: coded.map(({ unknown }) => unknown) };
  }

  #encodedTarget<L extends Label>(where: string, y: VectorLike<L>, rows: number): EncodedTarget<L> {
    if (y === undefined || y === null) throw new InvalidInputError(where, "y must be given", y);
    checkLength(where, "y", y.length, rows);
    const wanted = this.params.targetType;
    const type = wanted === "auto" ? typeOfTarget(where, y) : wanted;
    if (type === "continuous") {
      const column = toTarget(where, y as unknown as VectorLike<number>, rows);
      return { type, classes: null, columns: [column] };
    }
    const { classes, codes } = encodeDistinct(where, y);
    if (type === "binary") {
      if (classes.length > 2)
        throw new InvalidInputError(where, 'y must hold two classes if targetType is "binary"', classes);
      return { type, classes, columns: [Float64Array.from(codes)] };
    }
    if (classes.length < 3)
      throw new InvalidInputError(
        where,
        'y must hold more than two classes if targetType is "multiclass"',
        classes,
      );
    return {
      type,
      classes,
      columns: classes.map((_, k) => Float64Array.from(codes, (code) => Number(code === k))),
    };
  }

  #givenFolds(
    where: string,
    X: TableLike,
    y: VectorLike<Label>,
    cv: Splitter | readonly Fold[],
  ): readonly Fold[] {
    const rows = y.length;
    const folds = Array.isArray(cv) ? (cv as readonly Fold[]) : [...foldsBy(cv as Splitter, X, y, undefined)];
    const tested = new Int32Array(rows);
    for (const { train, test } of folds) {
      if ([...train, ...test].some((row) => !(row >= 0 && row < rows)))
        throw new InvalidParameterError(TargetEncoder.typeName, "cv", `folds of rows in [0, ${rows})`, cv);
      for (const row of test) tested[row]! += 1;
    }
    const wrong = tested.findIndex((times) => times !== 1);
    if (wrong >= 0) {
      const received = new Described(`row ${wrong} in ${tested[wrong]} test parts`);
      throw new InvalidInputError(where, "the folds of cv must test each row exactly once", received);
    }
    return folds;
  }

  /** All folds of a partition at once. */
  #crossFit<L extends Label>(
    { model, target, categoryOf, unknownRows }: Prepared<L>,
    foldOf: Int32Array,
    nFolds: number,
    { signal, onProgress }: FitOptions,
  ): Matrix {
    const { smooth } = this.params;
    const nColumns = target.columns.length;
    const width = categoryOf.length * nColumns;
    const out = new Float64Array(foldOf.length * width);
    const statistics = target.columns.map((column) => statisticsWithoutFolds(column, foldOf, nFolds, smooth));
    for (const [j, codes] of categoryOf.entries()) {
      signal?.throwIfAborted();
      const nCategories = model.categories[j]!.length;
      for (const [k, column] of target.columns.entries()) {
        const leftOut = { foldOf, nFolds, statistics: statistics[k]! };
        const encoding = encodeWithoutFolds(codes, column, nCategories, smooth, leftOut);
        for (let i = 0, p = j * nColumns + k; i < foldOf.length; i++, p += width)
          out[p] = encoding[codes[i]! * nFolds + foldOf[i]!]!;
      }
      onProgress?.({ done: j + 1, total: categoryOf.length });
    }
    const means = statistics.map((perFold) => perFold[nFolds - 1]!.mean);
    fillUnknown(out, width, unknownRows, means);
    return model.named(out);
  }

  /** Folds that need not be a partition, one by one. */
  #crossFitGiven<L extends Label>(
    { model, target, categoryOf, unknownRows }: Prepared<L>,
    folds: readonly Fold[],
    { signal, onProgress }: FitOptions,
  ): Matrix {
    const { smooth } = this.params;
    const nColumns = target.columns.length;
    const width = categoryOf.length * nColumns;
    const out = new Float64Array(target.columns[0]!.length * width);
    let statistics: readonly TargetStatistics[] = [];
    for (const [f, { train, test }] of folds.entries()) {
      const columns = target.columns.map((column) => gatherNumbers(column, train));
      statistics = columns.map((column) => targetStatistics(column, smooth));
      for (const [j, codes] of categoryOf.entries()) {
        signal?.throwIfAborted();
        const trained = gatherCodes(codes, train);
        const nCategories = model.categories[j]!.length;
        for (const [k, column] of columns.entries()) {
          const encoding = encodeTarget(trained, column, nCategories, smooth, statistics[k]!);
          const at = j * nColumns + k;
          for (let t = 0; t < test.length; t++) out[test[t]! * width + at] = encoding[codes[test[t]!]!]!;
        }
      }
      onProgress?.({ done: f + 1, total: folds.length });
    }
    const means = statistics.map(({ mean }) => mean);
    fillUnknown(out, width, unknownRows, means);
    return model.named(out);
  }
}

/** Statistics of a target without each fold. */
function statisticsWithoutFolds(
  target: Float64Array,
  foldOf: Int32Array,
  nFolds: number,
  smooth: Smoothing,
): TargetStatistics[] {
  return Array.from({ length: nFolds }, (_, f) => {
    const rest = new Float64Array(target.length);
    let n = 0;
    for (let i = 0; i < target.length; i++) if (foldOf[i] !== f) rest[n++] = target[i]!;
    return targetStatistics(rest.subarray(0, n), smooth);
  });
}

/** Categories that were not given get the mean of the last fold's training rows, as scikit-learn has it. */
function fillUnknown(
  out: Float64Array,
  width: number,
  unknownRows: readonly Int32Array[],
  means: readonly number[],
): void {
  for (const [j, rows] of unknownRows.entries())
    for (const row of rows) out.set(means, row * width + j * means.length);
}

/** Category of each row of column j; those that are none count as the first, as in scikit-learn, and are listed. */
function codedRows(
  where: string,
  table: CodedTable,
  lookup: CategoryLookup,
  j: number,
): { rows: Int32Array; unknown: Int32Array } {
  const column = table.column(j);
  const { positions, unknownRow } = lookup.find(where, column, table.place(j));
  const { codes } = column;
  const missing = column.levels.length;
  const rows = new Int32Array(codes.length);
  for (let i = 0; i < rows.length; i++) rows[i] = positions[codes[i]! < 0 ? missing : codes[i]!]!;
  if (unknownRow === undefined) return { rows, unknown: new Int32Array(0) };
  const unknown: number[] = [];
  for (let i = unknownRow; i < rows.length; i++) {
    if (rows[i]! >= 0) continue;
    unknown.push(i);
    rows[i] = 0;
  }
  return { rows, unknown: Int32Array.from(unknown) };
}

function gatherNumbers(values: Float64Array, index: Int32Array): Float64Array {
  const out = new Float64Array(index.length);
  for (let t = 0; t < index.length; t++) out[t] = values[index[t]!]!;
  return out;
}

function gatherCodes(codes: Int32Array, index: Int32Array): Int32Array {
  const out = new Int32Array(index.length);
  for (let t = 0; t < index.length; t++) out[t] = codes[index[t]!]!;
  return out;
}
