import type { MatrixLike } from "../base/estimator.js";
import { checkSparseFinite, type MatrixRules, toMatrix } from "../base/input.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";

/**
 * X checked, a sparse one without making it dense.
 *
 * @throws {InvalidInputError} naming the first offending row and column.
 */
export function toMatrixOrSparse(
  where: string,
  X: MatrixLike,
  rules: MatrixRules = { allowMissing: true },
): Matrix | CsrMatrix {
  if (!(X instanceof CsrMatrix)) return toMatrix(where, X, rules);
  if (X.rows === 0 || X.columns === 0) return toMatrix(where, X, rules); // refuses it
  return checkSparseFinite(where, X, rules.allowMissing === true);
}

/** What a scaler says that is to centre a sparse matrix. */
export function centringSparse(where: string, parameter: string): InvalidInputError {
  return new InvalidInputError(
    where,
    `X must be dense, or ${parameter} false: centring would make a sparse matrix dense`,
    new Described("a CsrMatrix"),
  );
}

/**
 * Values of each column in turn, in an array of their own that the caller may rearrange; a sparse column with its zeros.
 *
 * @param visit called for each column in order with the values that are not missing.
 */
export function forEachColumn(
  X: Matrix | CsrMatrix,
  visit: (values: Float64Array, column: number) => void,
): void {
  const byColumn = X instanceof CsrMatrix ? X.transpose() : undefined;
  for (let j = 0; j < X.columns; j++) {
    const values = byColumn === undefined ? (X as Matrix).column(j) : new Float64Array(X.rows);
    byColumn?.data.subarray(byColumn.indptr[j]!, byColumn.indptr[j + 1]!).forEach((value, k) => {
      values[k] = value;
    });
    visit(withoutMissing(values), j);
  }
}

/** The values that are not NaN, moved to the front. */
export function withoutMissing(values: Float64Array): Float64Array {
  let kept = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value)) values[kept++] = value;
  }
  return values.subarray(0, kept);
}
