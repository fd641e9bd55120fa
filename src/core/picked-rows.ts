import { gatherRows } from "./gather-rows.js";
import { Matrix } from "./matrix.js";
import { passRows } from "./row-origin.js";

/** Rows by their numbers in what they were picked from. */
export interface RowPick {
  /** All rows, row-major. */
  readonly source: Float64Array | Float32Array;
  /** Row of the source for each row; undefined: all of them, in their order. */
  readonly index: Int32Array | undefined;
}

const PICKS = new WeakMap<Matrix, RowPick>();

/**
 * Some rows of a matrix as a matrix of its own, whose elements are copied together when somebody asks for its `data`. Who reads rows through
 * {@link pickOf} needs no copy.
 *
 * @internal
 */
export function pickRows(X: Matrix, index: Int32Array): Matrix {
  const { source, index: outer } = pickOf(X);
  const own = outer === undefined ? index : index.map((i) => outer[i]!);
  const picked = lazyMatrix({ source, index: own }, index.length, X);
  passRows(X, picked, index);
  return picked;
}

/**
 * A matrix of 32-bit floats, whose `data` are made when somebody asks for them.
 *
 * @internal
 */
export function narrowMatrix(
  source: Float32Array,
  rows: number,
  like: Pick<Matrix, "columns" | "columnNames">,
): Matrix {
  return lazyMatrix({ source, index: undefined }, rows, like);
}

/**
 * Where the rows of a matrix are to be read.
 *
 * @internal
 */
export function pickOf(X: Matrix): RowPick {
  return PICKS.get(X) ?? { source: X.data, index: undefined };
}

/** Not made by the constructor, which wants the elements. */
function lazyMatrix(
  pick: RowPick,
  rows: number,
  { columns, columnNames }: Pick<Matrix, "columns" | "columnNames">,
): Matrix {
  let data: Float64Array | undefined;
  const get = (): Float64Array => {
    data ??= elementsOf(pick, rows, columns);
    return data;
  };
  const matrix = Object.create(Matrix.prototype, {
    data: { get, enumerable: true, configurable: true },
    rows: { value: rows, enumerable: true },
    columns: { value: columns, enumerable: true },
    columnNames: { value: columnNames, enumerable: true },
  }) as Matrix;
  PICKS.set(matrix, pick);
  return matrix;
}

function elementsOf({ source, index }: RowPick, rows: number, columns: number): Float64Array {
  if (index === undefined) return Float64Array.from(source);
  const data = new Float64Array(rows * columns);
  gatherRows(source, columns, index, data);
  return data;
}

/**
 * Copies the rows of a matrix from `first` on to `out`, as many as it has room for.
 *
 * @internal
 */
export function copyRows(X: Matrix, first: number, out: Float64Array): void {
  const { columns } = X;
  const { source, index } = pickOf(X);
  const from = first * columns;
  if (index === undefined) out.set(source.subarray(from, from + out.length));
  else gatherRows(source, columns, index.subarray(first, first + out.length / columns), out);
}
