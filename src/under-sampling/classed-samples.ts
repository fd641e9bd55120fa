import type { MatrixLike, ResampleOptions } from "../base/estimator.js";
import { toMatrix } from "../base/input.js";
import type { LabelledSamples } from "../base/sampler.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { concatenate, takeIndices } from "../core/row-indices.js";
import type { CancelSignal } from "../parallel/index.js";

/** Samples with the code of each one's class, as under-sampling looks at them. */
export interface ClassedSamples {
  /** Name of the caller, for messages. */
  readonly where: string;
  /** Shape (nRows, nFeatures). */
  readonly X: Matrix;
  /** Rows of X that the samples are; undefined: all rows. */
  readonly picked: Int32Array | undefined;
  /** Whether X was given as a sparse matrix: neighbours are then searched exhaustively, as in scikit-learn. */
  readonly sparse: boolean;
  /** Class of each sample, shape (nSamples). */
  readonly codes: Int32Array;
  /** Number of classes; some may have no sample. */
  readonly nClasses: number;
  readonly signal: CancelSignal | undefined;
}

/**
 * Samples of a sampler whose features are to be numbers.
 *
 * @throws {InvalidInputError} naming row and column of the first cell that is no finite number.
 */
export function classedSamples(
  { where, X, codes, classes }: LabelledSamples,
  { signal }: ResampleOptions,
): ClassedSamples {
  const matrix = toMatrix(where, X as MatrixLike);
  return {
    where,
    X: matrix,
    picked: undefined,
    sparse: X instanceof CsrMatrix,
    codes,
    nClasses: classes.length,
    signal,
  };
}

/**
 * Refuses to ask for more neighbours than there are.
 *
 * @param name of the hyper-parameter.
 * @throws {InvalidInputError} if `asked` is more than `there`.
 */
export function checkNeighbors(
  where: string,
  name: string,
  asked: number,
  there: number,
  whose: string,
): void {
  if (asked > there)
    throw new InvalidInputError(where, `${name} must be at most ${there}, for ${whose}`, asked);
}

/** The class with the fewest samples, at least one; of several, that of the earliest sample. */
export function minorityClass(codes: Int32Array, counts: Int32Array): number {
  let minority = codes[0]!;
  const seen = new Uint8Array(counts.length);
  let unseen = counts.reduce((classes, count) => classes + (count > 0 ? 1 : 0), 0);
  for (let i = 0; unseen > 0; i++) {
    const code = codes[i]!;
    if (seen[code] === 1) continue;
    seen[code] = 1;
    unseen--;
    if (counts[code]! < counts[minority]!) minority = code;
  }
  return minority;
}

/** Some of the samples, in the given order; their rows are not copied. */
export function takeSamples(samples: ClassedSamples, index: Int32Array): ClassedSamples {
  return { ...samples, picked: rowsAt(samples, index), codes: takeIndices(samples.codes, index) };
}

/** Rows of X that some of the samples are. */
export function rowsAt({ picked }: ClassedSamples, index: Int32Array): Int32Array {
  return picked === undefined ? index : takeIndices(picked, index);
}

/** Chooses among the rows of one class. */
export type ChooseRows = (code: number, rows: Int32Array) => Int32Array | Promise<Int32Array>;

/**
 * Rows class by class in the order of the classes: those chosen of a targeted class, all of another.
 *
 * @param targets whether a class is targeted.
 */
export async function selectByClass(
  rowsOf: readonly Int32Array[],
  targets: { has(code: number): boolean },
  choose: ChooseRows,
): Promise<Int32Array> {
  const parts: Int32Array[] = [];
  for (const [code, rows] of rowsOf.entries())
    if (rows.length > 0) parts.push(targets.has(code) ? await choose(code, rows) : rows);
  return concatenate(parts);
}
