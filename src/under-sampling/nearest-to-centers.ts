import { CsrMatrix } from "../core/csr-matrix.js";
import { fusedMultiplyAdd } from "../core/fused-multiply-add.js";
import type { Matrix } from "../core/matrix.js";
import { euclideanSearch } from "../neighbors/euclidean-search.js";
import { NeighborSearch } from "../neighbors/neighbor-search.js";
import type { CancelSignal } from "../parallel/index.js";

// Rows that may be nearest but for rounding, looked at for each centre.
const CANDIDATES = 16;

/**
 * The row nearest to each centre. A centre of two rows lies midway between them, so that rounding decides: where scikit-learn searches
 * exhaustively it takes (|c|² - 2 c·x) + |x|², of dense rows by BLAS (OpenBLAS for processors with FMA), of sparse ones element by element;
 * its order of operations is followed here.
 *
 * Cost: one search, and software's fused products for the rows that are nearest but for rounding.
 *
 * @param samples shape (nSamples, nFeatures).
 * @param centers shape (nCenters, nFeatures).
 */
export async function nearestToCenters(
  where: string,
  samples: Matrix | CsrMatrix,
  centers: Matrix,
  signal?: CancelSignal,
): Promise<Int32Array> {
  const isSparse = samples instanceof CsrMatrix;
  const X = isSparse ? samples.toMatrix() : samples;
  const search = isSparse
    ? await NeighborSearch.build(where, X, EXHAUSTIVE, { signal, owned: true })
    : await euclideanSearch(where, X, 1, false, { signal });
  const k = search.fitMethod === "brute" ? Math.min(CANDIDATES, X.rows) : 1;
  const { distances, indices } = await search.nearest(where, centers, k, { signal });
  if (k === 1) return indices;
  const arithmetic = isSparse ? PLAIN : FUSED;
  return Int32Array.from({ length: centers.rows }, (_, c) => {
    const near = indices.subarray(c * k, (c + 1) * k);
    return leastOf(centers.row(c), X, near, distances.subarray(c * k, (c + 1) * k), arithmetic);
  });
}

const EXHAUSTIVE = {
  nNeighbors: 1,
  algorithm: "brute",
  metric: "euclidean",
  p: 2,
  metricParams: null,
  leafSize: 30,
} as const;

/** How products are added. */
interface Arithmetic {
  product(a: Float64Array, b: Float64Array): number;
  squares(row: Float64Array): number;
}

const FUSED: Arithmetic = { product: fusedProduct, squares: squaredNorm };
const PLAIN: Arithmetic = { product: plainProduct, squares: (row) => plainProduct(row, row) };

/** Of rows in order of their distance the one whose rounded distance is least, the first in X of several. */
function leastOf(
  center: Float64Array,
  X: Matrix,
  rows: Int32Array,
  distances: Float64Array,
  { product, squares }: Arithmetic,
): number {
  const norm = squaredNorm(center);
  const farthestNorm = Math.sqrt(norm) + distances[0]!;
  const reach = distances[0]! ** 2 + (center.length + 8) * Number.EPSILON * 4 * farthestNorm ** 2;
  if (reach === Number.POSITIVE_INFINITY) return rows[0]!;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let j = 0; j < rows.length && distances[j]! ** 2 <= reach; j++) {
    const row = X.row(rows[j]!);
    const value = Math.max(0, norm - 2 * product(center, row) + squares(row));
    if (value > least || (value === least && rows[j]! > best)) continue;
    least = value;
    best = rows[j]!;
  }
  return best < 0 ? rows[0]! : best;
}

/** One product after the other; zeros add nothing, so that it is the product of sparse rows too. */
function plainProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

/** As dgemm adds the products of a row and a column: fused, in order. */
function fusedProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum = fusedMultiplyAdd(a[j]!, b[j]!, sum);
  return sum;
}

/** As ddot adds squares: sixteen fused sums, joined by halves of vectors of four, and the rest one by one. */
function squaredNorm(x: Float64Array): number {
  const whole = x.length - (x.length % 16);
  const sums = new Float64Array(16);
  for (let j = 0; j < whole; j++) sums[j % 16] = fusedMultiplyAdd(x[j]!, x[j]!, sums[j % 16]!);
  const joined = (lane: number): number => {
    const half = (vector: number): number => sums[4 * vector + lane]! + sums[4 * vector + lane + 2]!;
    return half(0) + half(1) + (half(2) + half(3));
  };
  let sum = joined(0) + joined(1);
  for (let j = whole; j < x.length; j++) sum += x[j]! * x[j]!;
  return sum;
}
