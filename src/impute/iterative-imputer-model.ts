import type { Matrix } from "../core/matrix.js";
import { type GeneratorState, RandomState } from "../core/random-state.js";
import type { HoledColumns, Limits } from "./feature-regression.js";
import { type HoledSamples, MatrixImputerModel, type MatrixImputerState } from "./matrix-imputer-model.js";
import { missingCounts } from "./missing-mask.js";
import type { HoledLike } from "./numeric-samples.js";
import { applyStep, type ImputationStep, type RoundRobin } from "./round-robin.js";

/** What decides how an imputation starts. */
export interface InitialState {
  /** What missing values of each feature become at first; NaN for a feature that is dropped. */
  readonly initial: Float64Array;
  /** Positions of the features that had no value in fit. */
  readonly empty: readonly number[];
  readonly keepEmptyFeatures: boolean;
}

interface IterativeImputerState extends MatrixImputerState, InitialState, RoundRobin {
  readonly samplePosterior: boolean;
  /** Where the generator was at the end of fit; null where nothing is drawn. */
  readonly generator: GeneratorState | null;
  readonly limits: readonly Limits[];
}

/** Columns to be imputed, and their positions among the features. */
export interface KeptColumns extends HoledColumns {
  readonly kept: readonly number[];
}

/** The kept columns with missing values as they are at first; features that had no value in fit are left alone. */
export function initialColumns(
  { matrix, mask }: HoledSamples,
  { initial, empty, keepEmptyFeatures }: InitialState,
): KeptColumns {
  const { rows, columns, data } = matrix;
  const hollow = new Set(empty);
  const kept = Array.from({ length: columns }, (_, j) => j).filter(
    (j) => keepEmptyFeatures || !hollow.has(j),
  );
  const d = kept.length;
  const Z = new Float64Array(rows * d);
  const fixed = kept.map((j) => hollow.has(j));
  const counts = missingCounts(mask);
  const absent = kept.map((j, k) => (fixed[k] ? 0 : counts[j]!));
  const missingRows = absent.map((count) => new Int32Array(count));
  const observedRows = absent.map((count) => new Int32Array(rows - count));
  const filled = new Int32Array(d);
  for (let i = 0, p = 0; i < rows; i++) {
    for (let k = 0; k < d; k++, p++) {
      const at = i * columns + kept[k]!;
      const isMissing = mask.mask[at] === 1;
      Z[p] = isMissing ? initial[kept[k]!]! : data[at]!;
      if (isMissing && !fixed[k]) missingRows[k]![filled[k]!++] = i;
      else observedRows[k]![i - filled[k]!] = i;
    }
  }
  return { Z, d, kept, missingRows, observedRows };
}

/** Regressions learned by `IterativeImputer`. */
export class IterativeImputerModel extends MatrixImputerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "IterativeImputerModel";
  /** Name under which the class is registered. */
  readonly typeName = "IterativeImputerModel";
  /** Every regression in the order in which it was made: the feature, its predictors (positions among the kept features) and its model. */
  readonly imputationSequence: readonly ImputationStep[];
  /** Number of rounds; 0 if there was nothing to iterate. */
  readonly nIter: number;
  /** false if it stopped at maxIter; not an error. true with samplePosterior, which takes all rounds. */
  readonly converged: boolean;
  /** What missing values of each feature are at first, shape (nFeatures); NaN for a feature that is dropped. */
  readonly initialValues: Float64Array;
  readonly #state: IterativeImputerState;

  /** @internal */
  constructor(state: IterativeImputerState) {
    super(state);
    this.#state = state;
    this.imputationSequence = state.imputationSequence;
    this.nIter = state.nIter;
    this.converged = state.converged;
    this.initialValues = state.initial;
  }

  /** @internal */
  static fromState(state: IterativeImputerState): IterativeImputerModel {
    return new IterativeImputerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /**
   * Imputes X, shape (nSamples, nFeatures), into a new matrix of the columns `featureNamesOut()`, by the regressions of fit in
   * their order. With samplePosterior each call draws the same numbers, those that follow the draws of fit.
   *
   * @throws {InvalidInputError} if X has other features than in fit, or holds Infinity or text.
   */
  async transform(X: HoledLike): Promise<Matrix> {
    const samples = this.seenSamples("IterativeImputerModel.transform", X);
    const columns = initialColumns(samples, this.#state);
    const { limits, generator } = this.#state;
    const random = generator === null ? undefined : RandomState.fromGeneratorState(generator);
    const missing = columns.missingRows.reduce((sum, rows) => sum + rows.length, 0);
    if (missing < columns.Z.length)
      for (const step of this.imputationSequence)
        await applyStep(step, columns, limits[columns.kept[step.feature]!]!, random);
    return this.complete(columns, samples);
  }

  /** @internal The output for columns that are imputed. */
  complete({ Z, d, kept }: KeptColumns, { matrix, mask }: HoledSamples): Matrix {
    const filled = new Float64Array(mask.mask.length);
    for (let i = 0; i < matrix.rows; i++)
      for (let k = 0; k < d; k++) filled[i * matrix.columns + kept[k]!] = Z[i * d + k]!;
    return this.output(filled, mask);
  }
}
