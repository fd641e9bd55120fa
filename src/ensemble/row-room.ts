import type { Matrix } from "../core/matrix.js";

/**
 * Room for some rows of a matrix, used again each time: rows that were taken before are gone then. Models keep nothing of the rows that they were
 * fitted to, and memory of rows that nobody needs any more may wait for its collection for long.
 */
export class RowRoom {
  #room = new Float64Array(0);

  /** The rows with these indices, in the given order. */
  take(X: Matrix, index: Int32Array): Matrix {
    const length = index.length * X.columns;
    if (this.#room.length < length) this.#room = new Float64Array(length);
    return X.takeRows(index, this.#room.subarray(0, length));
  }
}
