import { rowsOfClass } from "../base/class-rows.js";
import type { Label, ResampleOptions } from "../base/estimator.js";
import { choice, type ParamSpecs } from "../base/params.js";
import type { MadeRows, ResampledPart } from "../base/resampled-rows.js";
import { BaseSampler, type LabelledSamples, type Resampling } from "../base/sampler.js";
import type { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { allRows, takeIndices } from "../core/row-indices.js";
import {
  type NeighborChoice,
  neighborChoice,
  neighborsWithSelf,
  searchAmong,
} from "../neighbors/neighbor-choice.js";
import type { NeighborSearch } from "../neighbors/neighbor-search.js";
import {
  checkSamplesForNeighbors,
  type NumericSamples,
  numericSamples,
  rowsWithNeighbors,
} from "./checked-samples.js";
import { drawPairs, rowsBetween } from "./interpolate-rows.js";
import { overSamplerParamSpecs } from "./over-sampler-params.js";
import { type SMOTEParams, smoteParamSpecs } from "./smote.js";

/** Hyper-parameters of {@link BorderlineSMOTE}. */
export interface BorderlineSMOTEParams extends SMOTEParams {
  /**
   * Neighbours among all rows that tell whether a row lies at the border: an integer >= 1, or a {@link NearestNeighbors} whose
   * `nNeighbors` counts the row itself. Default 10.
   */
  readonly mNeighbors: NeighborChoice;
  /**
   * Where new rows lie: `"borderline-1"` towards neighbours within the class, `"borderline-2"` towards neighbours among all rows,
   * at most half-way to those of other classes. Default `"borderline-1"`.
   */
  readonly kind: "borderline-1" | "borderline-2";
}

/** Domain, default and help of {@link BorderlineSMOTEParams}. */
export const borderlineSmoteParamSpecs: ParamSpecs<BorderlineSMOTEParams> = {
  ...overSamplerParamSpecs,
  kNeighbors: smoteParamSpecs.kNeighbors,
  mNeighbors: neighborChoice({ default: 10, help: "Neighbours that tell whether a row lies at the border." }),
  kind: choice({
    default: "borderline-1",
    options: ["borderline-1", "borderline-2"],
    help: "Where new rows lie.",
  }),
};

/** What {@link BorderlineSMOTE} tells beside the rows. */
export interface BorderlineRows {
  /** By label, the given rows in danger that new rows start from; a class without any gets no rows. */
  readonly inDangerIndices: ReadonlyMap<Label, Int32Array>;
}

/**
 * SMOTE from rows at the border only: those of whose `mNeighbors` nearest rows at least half, but not all, are of other classes.
 *
 * The result is followed by `inDangerIndices`. Rows are those of imbalanced-learn for the same seed.
 *
 * Cost: two searches for neighbours, one of them among all rows, and one write of the result.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Han, Wang & Mao (2005), Borderline-SMOTE, ICIC 2005, LNCS 3644, 878–887.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [3.5], [4.1], [9], [9.5]];
 * const y = [0, 0, 0, 0, 0, 1, 1, 1];
 * // Of the four rows nearest to row 6, and to row 7, two are of the other class; row 5 has only such neighbours and counts as noise.
 * const sampler = new BorderlineSMOTE({ kNeighbors: 1, mNeighbors: 4 });
 * const { X: more, inDangerIndices } = await sampler.fitResample(X, y);
 * Array.from(inDangerIndices.get(1)!); // => [6, 7]
 * more.rows; // => 10
 * ```
 */
export class BorderlineSMOTE extends BaseSampler<BorderlineSMOTEParams, BorderlineRows> {
  /** Name under which the class is registered. */
  static readonly typeName = "BorderlineSMOTE";

  constructor(params: Partial<BorderlineSMOTEParams> = {}) {
    super(BorderlineSMOTE.typeName, borderlineSmoteParamSpecs, params, "over-sampling");
  }

  /** @internal */
  static fromState(state: BorderlineSMOTEParams): BorderlineSMOTE {
    return new BorderlineSMOTE(state);
  }

  /** @internal */
  protected async resample(
    samples: LabelledSamples,
    { signal, onProgress }: ResampleOptions,
  ): Promise<Resampling<BorderlineRows>> {
    const { where, rows, classes, targets } = samples;
    const { mNeighbors } = this.params;
    const numeric = numericSamples(samples);
    checkSamplesForNeighbors(samples, "mNeighbors", mNeighbors);
    const parts: ResampledPart[] = [{ rows: allRows(rows) }];
    const inDangerIndices = new Map<Label, Int32Array>();
    const all = await searchAmong(where, mNeighbors, numeric.matrix, numeric.searched, { signal });
    let done = 0;
    for (const [code, count] of targets) {
      if (count > 0) {
        const danger = await rowsInDanger(
          samples,
          numeric.matrix,
          all,
          neighborsWithSelf(mNeighbors),
          code,
          signal,
        );
        if (danger.length > 0) {
          inDangerIndices.set(classes[code]!, danger);
          parts.push(await this.#fromBorder(samples, numeric, danger, code, count, signal));
        }
      }
      onProgress?.({ done: ++done, total: targets.size });
    }
    return { parts, told: { inDangerIndices } };
  }

  async #fromBorder(
    samples: LabelledSamples,
    { matrix, searched }: NumericSamples,
    danger: Int32Array,
    code: number,
    count: number,
    signal: ResampleOptions["signal"],
  ): Promise<MadeRows> {
    const { where, codes } = samples;
    const { kNeighbors, randomState, kind } = this.params;
    const withinClass = kind === "borderline-1";
    if (!withinClass) checkSamplesForNeighbors(samples, "kNeighbors", kNeighbors);
    const ofClass = withinClass ? rowsWithNeighbors(samples, code, "kNeighbors", kNeighbors) : undefined;
    const k = neighborsWithSelf(kNeighbors);
    const index = await searchAmong(where, kNeighbors, matrix, searched, { rows: ofClass, signal });
    const others = await index.othersNearest(where, matrix, k, { rows: danger, signal });
    const { bases, targets, steps } = drawPairs(new RandomState(randomState), others, k - 1, count);
    const from = takeIndices(danger, bases);
    const to = ofClass === undefined ? targets : takeIndices(ofClass, targets);
    const shrink =
      ofClass === undefined ? shareOfWay(new RandomState(randomState), codes, code, to) : undefined;
    return { made: rowsBetween(matrix, { bases: from, targets: to, steps }, shrink), code, from };
  }
}

/** Rows of a class of whose neighbours at least half, but not all, are of other classes. */
async function rowsInDanger(
  { where, codes }: LabelledSamples,
  X: Matrix,
  all: NeighborSearch,
  k: number,
  code: number,
  signal: ResampleOptions["signal"],
): Promise<Int32Array> {
  const ofClass = rowsOfClass(codes, code);
  const others = countOthers(
    await all.othersNearest(where, X, k, { rows: ofClass, signal }),
    k - 1,
    codes,
    code,
  );
  return ofClass.filter((_, i) => others[i]! >= (k - 1) / 2 && others[i]! < k - 1);
}

/** Neighbours of each row that are of another class. */
export function countOthers(
  neighbors: Int32Array,
  perRow: number,
  codes: Int32Array,
  code: number,
): Int32Array {
  const counts = new Int32Array(perRow === 0 ? 0 : neighbors.length / perRow);
  for (let i = 0; i < neighbors.length; i++)
    if (codes[neighbors[i]!] !== code) counts[Math.floor(i / perRow)]!++;
  return counts;
}

/** Half of the way at most, by chance, to rows of other classes; all of it to rows of the class. */
function shareOfWay(random: RandomState, codes: Int32Array, code: number, targets: Int32Array): Float64Array {
  const foreign = targets.reduce((sum, row) => sum + Number(codes[row] !== code), 0);
  const shares = random.uniform(0, 0.5, foreign);
  let next = 0;
  return Float64Array.from(targets, (row) => (codes[row] === code ? 1 : shares[next++]!));
}
