import type { Label, MatrixLike, VectorLike } from "../base/estimator.js";
import { checkLength, checkSparseFinite, plural, toMatrix } from "../base/input.js";
import { type EncodedLabels, encodeLabels } from "../base/labels.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";

/**
 * Checks samples, dense or sparse; a sparse matrix stays one.
 *
 * @throws {InvalidInputError} if X is empty, ragged, or holds what is not finite (NaN too, unless allowed).
 */
export function toDenseOrSparse(where: string, X: MatrixLike, allowMissing = false): Matrix | CsrMatrix {
  if (!(X instanceof CsrMatrix)) return toMatrix(where, X, { allowMissing });
  for (const [count, noun] of [
    [X.rows, "row"],
    [X.columns, "column"],
  ] as const) {
    if (count === 0)
      throw new InvalidInputError(where, `X must have at least 1 ${noun}`, new Described(plural(0, noun)));
  }
  return checkSparseFinite(where, X, allowMissing);
}

/**
 * Numbers the classes of y, one for each row of X.
 *
 * @param encode how; by default fractions are refused.
 * @throws {InvalidInputError} if y has another length than X or holds what is no label.
 */
export function classesOf<L extends Label>(
  where: string,
  y: VectorLike<L>,
  rows: number,
  encode: (where: string, y: VectorLike<L>) => EncodedLabels<L> = encodeLabels,
): EncodedLabels<L> {
  const encoded = encode(where, y);
  checkLength(where, "y", encoded.codes.length, rows);
  return encoded;
}
