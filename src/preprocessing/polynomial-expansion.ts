import type { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { binomial, countTerms, type PolynomialTerms, type TermRules } from "./polynomial-terms.js";

/** The wanted terms of each row, shape (nSamples, nWanted). */
export function expandRows({ data, rows, columns }: Matrix, terms: PolynomialTerms): Float64Array {
  const { feature, rest, wanted } = terms;
  const width = wanted.length;
  const out = Matrix.zeros(rows, width).data;
  // Where terms are skipped on the way, a row is expanded apart.
  const whole = width === feature.length;
  const scratch = new Float64Array(feature.length);
  for (let i = 0; i < rows; i++) {
    const row = whole ? out : scratch;
    const base = whole ? i * width : 0;
    const from = i * columns;
    row[base] = 1;
    for (let t = 1; t < feature.length; t++) {
      const x = data[from + feature[t]!]!;
      row[base + t] = rest[t]! < 0 ? x : row[base + rest[t]!]! * x;
    }
    if (!whole) for (let t = 0; t < width; t++) out[i * width + t] = scratch[wanted[t]!]!;
  }
  return out;
}

/** Arrays of a sparse matrix. */
interface SparseArrays {
  readonly data: Float64Array;
  readonly indices: Int32Array;
  readonly indptr: Int32Array;
}

/**
 * The wanted terms of each row of a sparse matrix: products of stored elements only.
 *
 * @see Nystrom & Hughes (2018), Leveraging sparsity to speed up polynomial feature expansions of CSR matrices using k-simplex numbers,
 * arXiv:1803.06418: the column of a product from those of its factors, without a list of all products.
 */
export function expandSparseRows(X: CsrMatrix, rules: TermRules): SparseArrays {
  const { minDegree, maxDegree, includeBias, interactionOnly } = rules;
  const data: number[] = [];
  const indices: number[] = [];
  const indptr = new Int32Array(X.rows + 1);
  const firsts = firstColumns(X.columns, rules);
  for (let i = 0; i < X.rows; i++) {
    const row = sortedRow(X, i);
    if (includeBias) {
      data.push(1);
      indices.push(0);
    }
    for (let degree = Math.max(1, minDegree); degree <= maxDegree; degree++) {
      forEachProduct(row, degree, interactionOnly, (columns, value) => {
        data.push(value);
        indices.push(firsts[degree]! + rankOf(columns, X.columns, interactionOnly));
      });
    }
    indptr[i + 1] = data.length;
  }
  return { data: Float64Array.from(data), indices: Int32Array.from(indices), indptr };
}

/** Output column of the first term of each degree. */
function firstColumns(nFeatures: number, rules: TermRules): number[] {
  return Array.from({ length: rules.maxDegree + 1 }, (_, degree) =>
    countTerms(nFeatures, { ...rules, maxDegree: degree - 1 }),
  );
}

interface SparseRow {
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

function sortedRow({ data, indices, indptr }: CsrMatrix, i: number): SparseRow {
  const order = Array.from({ length: indptr[i + 1]! - indptr[i]! }, (_, k) => indptr[i]! + k);
  order.sort((a, b) => indices[a]! - indices[b]!);
  return { columns: order.map((k) => indices[k]!), values: order.map((k) => data[k]!) };
}

/** Visits the products of `degree` factors in lexicographic order. */
function forEachProduct(
  { columns, values }: SparseRow,
  degree: number,
  interactionOnly: boolean,
  visit: (columns: readonly number[], value: number) => void,
): void {
  const chosen: number[] = [];
  const choose = (from: number, value: number): void => {
    if (chosen.length === degree) {
      visit(chosen, value);
      return;
    }
    for (let k = from; k < columns.length; k++) {
      chosen.push(columns[k]!);
      choose(interactionOnly ? k + 1 : k, value * values[k]!);
      chosen.pop();
    }
  };
  choose(0, 1);
}

/**
 * Number of combinations of features before this one in lexicographic order. With repetition, c₀ <= c₁ <= … stands for the combination
 * c₀ < c₁ + 1 < c₂ + 2 < … without.
 */
function rankOf(columns: readonly number[], nFeatures: number, interactionOnly: boolean): number {
  const k = columns.length;
  const n = interactionOnly ? nFeatures : nFeatures + k - 1;
  let behind = 0;
  for (let i = 0; i < k; i++) {
    const column = columns[i]! + (interactionOnly ? 0 : i);
    behind += n - 1 - column >= k - i ? binomial(n - 1 - column, k - i) : 0;
  }
  return binomial(n, k) - 1 - behind;
}
