import { checkCells } from "../base/check-cells.js";
import type { Label, ResampleOptions } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { custom, nullByDefault, type ParamSpecs } from "../base/params.js";
import type { MadeRows, ResampledPart } from "../base/resampled-rows.js";
import { BaseSampler, type LabelledSamples, type Resampling } from "../base/sampler.js";
import { denseTable, takeColumns } from "../base/table.js";
import { sparseColumnVariances } from "../cluster/sparse-column-variances.js";
import { InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { allRows, takeIndices } from "../core/row-indices.js";
import { neighborsWithSelf, searchAmong } from "../neighbors/neighbor-choice.js";
import { OneHotEncoder } from "../preprocessing/one-hot-encoder.js";
import { categoricalColumns, categoricalFeaturesSpec, type NominalFeatures } from "./categorical-features.js";
import {
  type CategoryCodes,
  codeByCategories,
  type NumericColumns,
  numericColumns,
  rowsOfColumns,
} from "./category-table.js";
import { voteCategories } from "./category-votes.js";
import { rowsWithNeighbors } from "./checked-samples.js";
import { drawPairs } from "./interpolate-rows.js";
import { mixedColumns, mixedRows } from "./mixed-rows.js";
import { type SMOTEParams, smoteParamSpecs } from "./smote.js";

/** Hyper-parameters of {@link SMOTENC}. */
export interface SMOTENCParams extends SMOTEParams {
  /**
   * Columns that hold categories: positions, names, one boolean for each column, or `"auto"`: the columns of texts of a Frame.
   * Default `"auto"`.
   */
  readonly categoricalFeatures: NominalFeatures;
  /** Encoder whose order of categories decides ties; it must give each category a column. Null: a OneHotEncoder. Default null. */
  readonly categoricalEncoder: OneHotEncoder | null;
}

/** Domain, default and help of {@link SMOTENCParams}. */
export const smotencParamSpecs: ParamSpecs<SMOTENCParams> = {
  ...smoteParamSpecs,
  categoricalFeatures: categoricalFeaturesSpec,
  categoricalEncoder: nullByDefault(
    custom<OneHotEncoder>({
      default: new OneHotEncoder(),
      domain: "a OneHotEncoder",
      help: "Encoder whose order of categories decides ties.",
      outside: ["OneHotEncoder", 1, {}],
      accepts: (value) => value instanceof OneHotEncoder,
    }),
    "a OneHotEncoder",
  ),
};

/** What {@link SMOTENC} tells beside the rows. */
export interface NominalContinuousRows {
  /** By label, the median of the standard deviations of the numeric columns: how much a difference of categories counts. */
  readonly medianStd: ReadonlyMap<Label, number>;
  /** Positions of the columns of categories. */
  readonly categoricalFeatures: readonly number[];
  /** Positions of the columns of numbers. */
  readonly continuousFeatures: readonly number[];
}

/** The columns of both sorts. */
interface MixedColumns {
  readonly categorical: readonly number[];
  readonly continuous: readonly number[];
  readonly numbers: NumericColumns;
  readonly categories: readonly CategoryCodes[];
}

/**
 * SMOTE for columns of numbers and of categories: numbers lie between a row and a neighbour, a category is the most frequent one among
 * the row's neighbours. In the search for neighbours, two different categories are as far apart as the median of the standard deviations
 * of the numeric columns within the class.
 *
 * The result is followed by `medianStd`, `categoricalFeatures` and `continuousFeatures`. Rows are those of imbalanced-learn for the same
 * seed.
 *
 * Cost: an exhaustive search for neighbours within each class, one column for each category.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Chawla, Bowyer, Hall & Kegelmeyer (2002), SMOTE, JAIR 16, section 6.1.
 *
 * @example
 * ```ts
 * const X = Frame.fromColumns({
 *   age: [31, 44, 27, 58, 61, 63],
 *   city: ["Oslo", "Rome", "Oslo", "Rome", "Bern", "Bern"],
 * });
 * const { X: more, y } = await new SMOTENC({ kNeighbors: 1 }).fitResample(X, [0, 0, 0, 0, 1, 1]);
 * more.column("city").toArray().slice(6); // => ["Bern", "Bern"]
 * y; // => [0, 0, 0, 0, 1, 1, 1, 1]
 * ```
 */
export class SMOTENC extends BaseSampler<SMOTENCParams, NominalContinuousRows> {
  /** Name under which the class is registered. */
  static readonly typeName = "SMOTENC";

  constructor(params: Partial<SMOTENCParams> = {}) {
    super(SMOTENC.typeName, smotencParamSpecs, params, "over-sampling");
  }

  /** @internal */
  static fromState(state: SMOTENCParams): SMOTENC {
    return new SMOTENC(state);
  }

  /** @internal */
  protected async resample(
    samples: LabelledSamples,
    options: ResampleOptions,
  ): Promise<Resampling<NominalContinuousRows>> {
    const { rows, targets, classes } = samples;
    const columns = await this.#split(samples, options);
    const parts: ResampledPart[] = [{ rows: allRows(rows) }];
    const medianStd = new Map<Label, number>();
    let done = 0;
    for (const [code, count] of targets) {
      if (count > 0) {
        const { part, median } = await this.#made(samples, columns, code, count, options.signal);
        medianStd.set(classes[code]!, median);
        parts.push(part);
      }
      options.onProgress?.({ done: ++done, total: targets.size });
    }
    const told = {
      medianStd,
      categoricalFeatures: columns.categorical,
      continuousFeatures: columns.continuous,
    };
    return { parts, told };
  }

  async #split(samples: LabelledSamples, { signal }: ResampleOptions): Promise<MixedColumns> {
    const { where, X, features } = samples;
    const { categoricalFeatures } = this.params;
    checkCells(where, X);
    const categorical = categoricalColumns(samples, categoricalFeatures);
    const continuous = Array.from({ length: features.nFeatures }, (_, j) => j).filter(
      (j) => !categorical.includes(j),
    );
    for (const [kind, list] of [
      ["category", categorical],
      ["number", continuous],
    ] as const) {
      if (list.length > 0) continue;
      const other = kind === "category" ? "SMOTE" : "SMOTEN";
      const rule = `such that there is a column of each sort, here one of a ${kind} too (${other} does without)`;
      throw new InvalidParameterError(where, "categoricalFeatures", rule, categoricalFeatures);
    }
    const numbers = numericColumns(samples, continuous);
    const names = inputNames(features);
    const encoder = this.params.categoricalEncoder ?? new OneHotEncoder({ handleUnknown: "ignore" });
    const given = takeColumns(
      denseTable(X),
      categorical,
      categorical.map((j) => names[j]!),
    );
    const model = await encoder.fit(given, undefined, signal === undefined ? {} : { signal });
    const total = model.categories.reduce((sum, list) => sum + list.length, 0);
    if (model.featureNamesOut().length !== total) {
      const rule = "one that gives each category a column: without drop, minFrequency and maxCategories";
      throw new InvalidParameterError(where, "categoricalEncoder", rule, encoder);
    }
    const categories = categorical.map((j, k) =>
      codeByCategories(where, X, j, features.featureNames?.[j] ?? j, model.categories[k]!),
    );
    return { categorical, continuous, numbers, categories };
  }

  async #made(
    { where, X, ...samples }: LabelledSamples,
    { categorical, continuous, numbers, categories }: MixedColumns,
    code: number,
    count: number,
    signal: ResampleOptions["signal"],
  ): Promise<{ part: MadeRows; median: number }> {
    const { kNeighbors, randomState } = this.params;
    const ofClass = rowsWithNeighbors({ where, X, ...samples }, code, "kNeighbors", kNeighbors);
    const within = rowsOfColumns(numbers, ofClass);
    const median = medianDeviation(within);
    const encoded = besideIndicators(within, ofClass, categories, median / Math.sqrt(2));
    const k = neighborsWithSelf(kNeighbors);
    const index = await searchAmong(where, kNeighbors, encoded, "sparse rows", { signal });
    const neighbors = await index.othersNearest(where, encoded, k, { signal });
    const { bases, targets, steps } = drawPairs(new RandomState(randomState), neighbors, k - 1, count);
    const random = new RandomState(randomState);
    const voters = { neighbors, perSample: k - 1, bases };
    const weight = median === 0 ? 1 : median / Math.sqrt(2);
    const voted = categories.map(({ codes, nCategories, rowOf }) => {
      const votes = voteCategories(random, takeIndices(codes, ofClass), nCategories, voters, weight);
      return takeIndices(rowOf, votes);
    });
    const from = takeIndices(ofClass, bases);
    const pairs = { bases: from, targets: takeIndices(ofClass, targets), steps };
    const mixed = { numbers, continuous, categorical, voted, pairs };
    const made = X instanceof Matrix ? mixedRows(X, mixed) : mixedColumns(mixed);
    return { part: { made, code, from }, median };
  }
}

/** Median over the columns of their standard deviations. */
function medianDeviation({ data, rows, columns }: Matrix): number {
  const sorted = sparseColumnVariances(data, rows, columns).map(Math.sqrt).sort();
  const middle = columns >> 1;
  return columns % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Numbers, and beside them for each category a column that is `height` where the row has it, else 0. */
function besideIndicators(
  numbers: Matrix,
  rows: Int32Array,
  categories: readonly CategoryCodes[],
  height: number,
): Matrix {
  const width = categories.reduce((sum, { nCategories }) => sum + nCategories, numbers.columns);
  const out = Matrix.zeros(rows.length, width);
  for (let i = 0; i < rows.length; i++) {
    out.data.set(numbers.row(i), i * width);
    let at = i * width + numbers.columns;
    for (const { codes, nCategories } of categories) {
      out.data[at + codes[rows[i]!]!] = height;
      at += nCategories;
    }
  }
  return out;
}
