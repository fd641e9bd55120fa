import type { TransformerModel } from "../base/estimator.js";
import { distinctNames, inputNames } from "../base/feature-names.js";
import type { SeenFeatures } from "../base/input.js";
import { checkSeenTable } from "../base/table.js";
import { Matrix } from "../core/matrix.js";
import { type MissingMask, missingCounts, missingNumbers } from "./missing-mask.js";
import { type HoledLike, holedSamples } from "./numeric-samples.js";

/** What models of imputers that look at all columns at once remember. */
export interface MatrixImputerState extends SeenFeatures {
  readonly missingValues: number;
  readonly addIndicator: boolean;
  readonly keepEmptyFeatures: boolean;
  /** Positions of the features that had missing values. */
  readonly incomplete: readonly number[];
  /** Positions of the features that had no value at all. */
  readonly empty: readonly number[];
}

/** What fit learns about missing values alone. */
export function learnMissing(mask: MissingMask): Pick<MatrixImputerState, "incomplete" | "empty"> {
  const counts = missingCounts(mask);
  const positions = Array.from(counts.keys());
  return {
    incomplete: positions.filter((j) => counts[j]! > 0),
    empty: positions.filter((j) => counts[j] === mask.rows),
  };
}

/** Samples with holes, and where the holes are. */
export interface HoledSamples {
  /** NaN where a value is missing. */
  readonly matrix: Matrix;
  readonly mask: MissingMask;
}

/** What the models of imputers that look at all columns at once share. */
export abstract class MatrixImputerModel implements TransformerModel {
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  /** Positions of the features that have an indicator column; null without `addIndicator`. */
  readonly indicatorFeatures: readonly number[] | null;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  /** Positions of the features that are kept. */
  readonly #kept: readonly number[];
  readonly #missingValues: number;

  /** @internal */
  constructor(state: MatrixImputerState) {
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
    this.indicatorFeatures = state.addIndicator ? state.incomplete : null;
    this.#missingValues = state.missingValues;
    const dropped = new Set(state.keepEmptyFeatures ? [] : state.empty);
    this.#kept = Array.from({ length: state.nFeatures }, (_, j) => j).filter((j) => !dropped.has(j));
  }

  /** @internal */
  abstract toState(): Record<string, unknown>;

  /**
   * Imputes X, shape (nSamples, nFeatures), into a new matrix of the columns {@link featureNamesOut}.
   *
   * @throws {InvalidInputError} if X has other features than in fit, or holds Infinity or text.
   */
  abstract transform(X: HoledLike): Promise<Matrix>;

  /** Names of the output columns: those of the kept features, then `missingindicator_feature`. */
  featureNamesOut(): readonly string[] {
    const names = inputNames(this);
    return [
      ...this.#kept.map((j) => names[j]!),
      ...(this.indicatorFeatures ?? []).map((j) => `missingindicator_${names[j]}`),
    ];
  }

  /** X checked against the features seen in fit. */
  protected seenSamples(where: string, X: HoledLike): HoledSamples {
    checkSeenTable(where, X, this);
    const matrix = holedSamples(where, X, this.#missingValues);
    return { matrix, mask: missingNumbers(matrix, Number.NaN) };
  }

  /** The kept columns of what was filled in, shape (rows, nFeatures), and the indicators. */
  protected output(filled: Float64Array, { mask, rows, columns }: MissingMask): Matrix {
    const kept = this.#kept;
    const indicators = this.indicatorFeatures ?? [];
    const width = kept.length + indicators.length;
    const names = this.featureNames !== undefined || width !== columns || indicators.length > 0;
    const columnNames = names ? distinctNames(this.featureNamesOut()) : undefined;
    if (kept.length === columns && indicators.length === 0)
      return new Matrix(filled, rows, width, columnNames);
    const out = new Float64Array(rows * width);
    for (let i = 0, p = 0; i < rows; i++) {
      for (const j of kept) out[p++] = filled[i * columns + j]!;
      for (const j of indicators) out[p++] = mask[i * columns + j]!;
    }
    return new Matrix(out, rows, width, columnNames);
  }
}
