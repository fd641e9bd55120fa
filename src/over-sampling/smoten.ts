import { checkCells } from "../base/check-cells.js";
import type { ResampleOptions } from "../base/estimator.js";
import { custom, nullByDefault, type ParamSpecs } from "../base/params.js";
import type { MadeRows, ResampledPart } from "../base/resampled-rows.js";
import { BaseSampler, type LabelledSamples, type Resampling } from "../base/sampler.js";
import { denseTable, isMissing } from "../base/table.js";
import { InvalidInputError } from "../core/errors.js";
import { RandomState } from "../core/random-state.js";
import { allRows, takeIndices } from "../core/row-indices.js";
import { neighborsWithSelf } from "../neighbors/neighbor-choice.js";
import { type MeasuredQueries, selectNearest } from "../neighbors/select-nearest.js";
import { OrdinalEncoder } from "../preprocessing/ordinal-encoder.js";
import { type CategoryCodes, codeByCategories } from "./category-table.js";
import { rowsWithNeighbors } from "./checked-samples.js";

import { type SMOTEParams, smoteParamSpecs } from "./smote.js";
import { valueDifferences } from "./value-difference.js";

/** Hyper-parameters of {@link SMOTEN}. */
export interface SMOTENParams extends SMOTEParams {
  /** Encoder whose order of categories decides ties. Null: an OrdinalEncoder. Default null. */
  readonly categoricalEncoder: OrdinalEncoder | null;
}

/** Domain, default and help of {@link SMOTENParams}. */
export const smotenParamSpecs: ParamSpecs<SMOTENParams> = {
  ...smoteParamSpecs,
  categoricalEncoder: nullByDefault(
    custom<OrdinalEncoder>({
      default: new OrdinalEncoder(),
      domain: "an OrdinalEncoder",
      help: "Encoder whose order of categories decides ties.",
      outside: ["OrdinalEncoder", 1, {}],
      accepts: (value) => value instanceof OrdinalEncoder,
    }),
    "an OrdinalEncoder",
  ),
};

/**
 * SMOTE for columns of categories only: a new row has in each column the most frequent category among a row and its nearest neighbours
 * within the class (the first in order of several). Rows are as far apart as their categories differ in what they tell of the classes.
 *
 * Rows are those of imbalanced-learn for the same seed; of equally near rows those are taken that it selects.
 *
 * Cost: O(n² nFeatures) for a class of n rows, and n² distances in memory.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Chawla, Bowyer, Hall & Kegelmeyer (2002), SMOTE, JAIR 16, section 6.2.
 *
 * @example
 * ```ts
 * const X = [["red", "s"], ["red", "m"], ["blue", "m"], ["red", "l"], ["green", "l"], ["green", "s"]];
 * const { X: more } = await new SMOTEN({ kNeighbors: 1 }).fitResample(X, [0, 0, 0, 0, 1, 1]);
 * Array.isArray(more) && more.slice(6); // => [["green", "l"], ["green", "l"]]
 * ```
 */
export class SMOTEN extends BaseSampler<SMOTENParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "SMOTEN";

  constructor(params: Partial<SMOTENParams> = {}) {
    super(SMOTEN.typeName, smotenParamSpecs, params, "over-sampling");
  }

  /** @internal */
  static fromState(state: SMOTENParams): SMOTEN {
    return new SMOTEN(state);
  }

  /** @internal */
  protected async resample(samples: LabelledSamples, options: ResampleOptions): Promise<Resampling<object>> {
    const { rows, codes, classes, targets } = samples;
    const columns = await this.#categories(samples, options);
    const differences = columns.map((column) => valueDifferences(column, codes, classes.length));
    const parts: ResampledPart[] = [{ rows: allRows(rows) }];
    let done = 0;
    for (const [code, count] of targets) {
      if (count > 0) parts.push(await this.#made(samples, columns, differences, code, count, options.signal));
      options.onProgress?.({ done: ++done, total: targets.size });
    }
    return { parts, told: {} };
  }

  async #categories(samples: LabelledSamples, { signal }: ResampleOptions): Promise<CategoryCodes[]> {
    const { where, X, features } = samples;
    checkCells(where, X);
    const encoder = this.params.categoricalEncoder ?? new OrdinalEncoder();
    const model = await encoder.fit(denseTable(X), undefined, signal === undefined ? {} : { signal });
    const nameOf = (j: number): string | number => features.featureNames?.[j] ?? j;
    const columns = model.categories.map((categories, j) =>
      codeByCategories(where, X, j, nameOf(j), categories),
    );
    const missing = model.categories.map((categories) => categories.findIndex(isMissing));
    const first = columns.map(({ codes }, j) => (missing[j]! < 0 ? -1 : codes.indexOf(missing[j]!)));
    const row = Math.min(...first.filter((at) => at >= 0));
    if (row === Number.POSITIVE_INFINITY) return columns;
    const column = first.indexOf(row);
    const place = { row, column: nameOf(column) };
    const missingValue = model.categories[column]![missing[column]!];
    throw new InvalidInputError(where, "X must have no missing value", missingValue, place);
  }

  async #made(
    { where, ...samples }: LabelledSamples,
    columns: readonly CategoryCodes[],
    differences: readonly Float64Array[],
    code: number,
    count: number,
    signal: ResampleOptions["signal"],
  ): Promise<MadeRows> {
    const { kNeighbors, randomState } = this.params;
    const ofClass = rowsWithNeighbors({ where, ...samples }, code, "kNeighbors", kNeighbors);
    const k = neighborsWithSelf(kNeighbors);
    const indices = new Int32Array(ofClass.length * k);
    await selectNearest(distancesWithin(ofClass, columns, differences), k, signal, (part, from) =>
      indices.set(part.indices, from * k),
    );
    const drawn = Int32Array.from(new RandomState(randomState).randint(0, ofClass.length, count));
    const made = columns.map(({ codes, nCategories, rowOf }) => {
      const votes = new Int32Array(nCategories);
      return drawn.map((base) => {
        votes.fill(0);
        for (let j = base * k; j < (base + 1) * k; j++) votes[codes[ofClass[indices[j]!]!]!]!++;
        return rowOf[votes.indexOf(Math.max(...votes))]!;
      });
    });
    return { made, code, from: drawn.map((row) => ofClass[row]!) };
  }
}

/** Distances between the rows of a class, each the sum over the columns in their order. */
function distancesWithin(
  rows: Int32Array,
  columns: readonly CategoryCodes[],
  differences: readonly Float64Array[],
): MeasuredQueries {
  const own = columns.map(({ codes }) => takeIndices(codes, rows));
  return {
    count: rows.length,
    nSamples: rows.length,
    measure(i: number, out: Float64Array): void {
      out.fill(0);
      for (let f = 0; f < own.length; f++)
        addDifferences(own[f]!, columns[f]!.nCategories, differences[f]!, i, out);
    },
  };
}

/** Adds to each distance the difference of the row's category from that of row i. */
function addDifferences(
  own: Int32Array,
  nCategories: number,
  table: Float64Array,
  i: number,
  out: Float64Array,
): void {
  const start = own[i]! * nCategories;
  for (let b = 0; b < own.length; b++) out[b]! += table[start + own[b]!]!;
}
