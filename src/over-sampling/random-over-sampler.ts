import { checkCells } from "../base/check-cells.js";
import { rowsOfClass } from "../base/class-rows.js";
import { type ClassWeightTable, isClassWeightTable } from "../base/class-weight.js";
import type { Label, MatrixLike, ResampleOptions } from "../base/estimator.js";
import { checkSparseFinite, toMatrix } from "../base/input.js";
import { custom, type ParamSpecs } from "../base/params.js";
import { originsOf, type ResampledPart } from "../base/resampled-rows.js";
import { BaseSampler, type LabelledSamples, type Resampling, type SampleIndices } from "../base/sampler.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { describeValue, InvalidParameterError } from "../core/errors.js";
import { RandomState } from "../core/random-state.js";
import { allRows } from "../core/row-indices.js";
import { type OverSamplerParams, overSamplerParamSpecs } from "./over-sampler-params.js";
import { smoothedRows } from "./smoothed-bootstrap.js";

/** Hyper-parameters of {@link RandomOverSampler}. */
export interface RandomOverSamplerParams extends OverSamplerParams {
  /**
   * How far new rows are moved from the rows they repeat, in units of the kernel width that suits normal data (ROSE): a finite
   * number >= 0, a table of those by label for all classes that get rows, or null for plain copies. Default null.
   */
  readonly shrinkage: number | ClassWeightTable | null;
}

/** Domain, default and help of {@link RandomOverSamplerParams}. */
export const randomOverSamplerParamSpecs: ParamSpecs<RandomOverSamplerParams> = {
  ...overSamplerParamSpecs,
  shrinkage: custom<number | ClassWeightTable | null>({
    default: null,
    domain: "a finite number >= 0, a table of those by label, or null (plain copies)",
    help: "How far new rows are moved from the rows they repeat.",
    outside: [-1, Number.NaN, Number.POSITIVE_INFINITY, "1", true, { a: -1 }, [1]],
    accepts: (value) =>
      value === null ||
      (typeof value === "number" && Number.isFinite(value) && value >= 0) ||
      isClassWeightTable(value),
  }),
};

/**
 * Repeats rows of the smaller classes, drawn with replacement; with `shrinkage`, moves each copy by normal noise (a smoothed
 * bootstrap, ROSE). Rows may hold texts, dates and missing values as long as they are only copied.
 *
 * The result is followed by `sampleIndices`: the given row of each resampled row.
 *
 * Cost: one copy of the resampled rows.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Menardi & Torelli (2014), Training and assessing classification rules with imbalanced data, DMKD 28(1).
 *
 * @example
 * ```ts
 * const X = Frame.fromColumns({ size: [1, 2, 3, 4], city: ["Oslo", "Rome", "Rome", "Bern"] });
 * const { X: more, y, sampleIndices } = await new RandomOverSampler().fitResample(X, [0, 0, 0, 1]);
 * more.column("city").toArray(); // => ["Oslo", "Rome", "Rome", "Bern", "Bern", "Bern"]
 * y; // => [0, 0, 0, 1, 1, 1]
 * Array.from(sampleIndices); // => [0, 1, 2, 3, 3, 3]
 * ```
 */
export class RandomOverSampler extends BaseSampler<RandomOverSamplerParams, SampleIndices> {
  /** Name under which the class is registered. */
  static readonly typeName = "RandomOverSampler";

  constructor(params: Partial<RandomOverSamplerParams> = {}) {
    super(RandomOverSampler.typeName, randomOverSamplerParamSpecs, params, "over-sampling");
  }

  /** @internal */
  static fromState(state: RandomOverSamplerParams): RandomOverSampler {
    return new RandomOverSampler(state);
  }

  /** @internal */
  protected async resample(
    samples: LabelledSamples,
    options: ResampleOptions,
  ): Promise<Resampling<SampleIndices>> {
    const { where, rows, codes, targets } = samples;
    const random = new RandomState(this.params.randomState);
    const smooth = this.#smoothing(samples);
    const parts: ResampledPart[] = [{ rows: allRows(rows) }];
    for (const [code, count] of targets) {
      options.signal?.throwIfAborted();
      const ofClass = rowsOfClass(codes, code);
      const drawn = random.choice(ofClass.length, count).map((i) => ofClass[i]!);
      parts.push(smooth === undefined ? { rows: drawn } : smooth(code, ofClass, drawn, random));
      options.onProgress?.({ done: parts.length - 1, total: targets.size });
    }
    if (smooth === undefined) checkCells(where, samples.X);
    return { parts, told: { sampleIndices: originsOf(parts) } };
  }

  /** How copies are moved; undefined if they are not. */
  #smoothing({ where, X, classes, targets }: LabelledSamples): Smoothing | undefined {
    const { shrinkage } = this.params;
    if (shrinkage === null) return undefined;
    const samples =
      X instanceof CsrMatrix ? checkSparseFinite(where, X, false) : toMatrix(where, X as MatrixLike);
    const factors = new Map(
      [...targets.keys()].map((code) => [code, factorOf(where, shrinkage, classes[code]!)]),
    );
    return (code, ofClass, drawn, random) => ({
      made: smoothedRows(samples, ofClass, drawn, factors.get(code)!, random),
      code,
      from: drawn,
    });
  }
}

type Smoothing = (code: number, ofClass: Int32Array, drawn: Int32Array, random: RandomState) => ResampledPart;

function factorOf(where: string, shrinkage: number | ClassWeightTable, label: Label): number {
  if (typeof shrinkage === "number") return shrinkage;
  const factor =
    shrinkage instanceof Map ? shrinkage.get(label) : (shrinkage as Record<string, number>)[String(label)];
  if (factor !== undefined) return factor;
  const rule = `a table with every class that gets rows, here also ${describeValue(label)}`;
  throw new InvalidParameterError(where, "shrinkage", rule, shrinkage);
}
