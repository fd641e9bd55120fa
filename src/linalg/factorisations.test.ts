import { expect, test } from "vitest";
import { InvalidInputError } from "../core/errors.js";
import { cholesky, choleskySolve, reciprocalCondition, tryCholesky } from "./cholesky.js";
import { householderQr } from "./householder-qr.js";
import { leastSquares } from "./least-squares.js";
import { solveLinear } from "./linear-solve.js";
import { logDeterminant } from "./log-determinant.js";
import { nnls } from "./nnls.js";
import { svd } from "./svd.js";
import { symmetricEigen } from "./symmetric-eigen.js";
import { symmetricInverse } from "./symmetric-inverse.js";

/** Pseudo-random numbers in (-1, 1), the same in every run. */
function numbers(count: number, seed: number): Float64Array {
  let state = seed >>> 0;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

function multiply(A: Float64Array, B: Float64Array, m: number, k: number, n: number): Float64Array {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) for (let p = 0; p < k; p++) out[i * n + j]! += A[i * k + p]! * B[p * n + j]!;
  return out;
}

function transpose(A: Float64Array, m: number, n: number): Float64Array {
  return Float64Array.from({ length: m * n }, (_, p) => A[(p % m) * n + Math.floor(p / m)]!);
}

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThan(tolerance);
}

function gram(A: Float64Array, m: number, n: number): Float64Array {
  return multiply(transpose(A, m, n), A, n, m, n);
}

test("L Lᵀ gives A back, and solving undoes multiplying", () => {
  const A = gram(numbers(60, 1), 10, 6);
  const L = cholesky(A, 6);
  expectNear(multiply(L, transpose(L, 6, 6), 6, 6, 6), A, 1e-13);
  const x = numbers(6, 2);
  expectNear(choleskySolve(L, 6, multiply(A, x, 6, 6, 1)), x, 1e-11);
  expectNear(solveLinear(A, 6, multiply(A, x, 6, 6, 1)), x, 1e-11);
});

test("a matrix that is not positive definite is refused", () => {
  expect(tryCholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined();
  expect(tryCholesky(Float64Array.of(Number.NaN), 1)).toBeUndefined();
  expect(() => cholesky(Float64Array.of(-1), 1)).toThrow(InvalidInputError);
});

test("the reciprocal condition of diag(1, 1e-6) is 1e-6", () => {
  const A = Float64Array.of(1, 0, 0, 1e-6);
  expect(reciprocalCondition(A, cholesky(A, 2), 2)).toBeCloseTo(1e-6, 18);
});

test.each([
  [7, 4],
  [4, 7],
  [5, 5],
  [1, 3],
  [3, 1],
])("Q R gives a %i × %i matrix back", (m, n) => {
  const A = numbers(m * n, m + n);
  const qr = householderQr(A, m, n);
  for (let j = 0; j < n; j++) {
    const column = new Float64Array(m);
    for (let i = 0; i < Math.min(m, n); i++) column[i] = qr.R[i * n + j]!;
    qr.apply(column);
    expectNear(
      column,
      Float64Array.from({ length: m }, (_, i) => A[i * n + j]!),
      1e-14,
    );
  }
});

test.each([
  [9, 5],
  [5, 9],
  [6, 6],
  [1, 4],
  [4, 1],
])("U diag(s) Vᵀ gives a %i × %i matrix back, with orthonormal factors", (m, n) => {
  const A = numbers(m * n, 3 * m + n);
  const { Ut, s, Vt } = svd(A, m, n);
  const r = Math.min(m, n);
  const scaled = Float64Array.from(Vt, (value, p) => value * s[Math.floor(p / n)]!);
  expectNear(multiply(transpose(Ut, r, m), scaled, m, r, n), A, 1e-13);
  const identity = Float64Array.from({ length: r * r }, (_, p) => (p % (r + 1) === 0 ? 1 : 0));
  expectNear(multiply(Ut, transpose(Ut, r, m), r, m, r), identity, 1e-13);
  expectNear(multiply(Vt, transpose(Vt, r, n), r, n, r), identity, 1e-13);
  for (let i = 1; i < r; i++) expect(s[i]!).toBeLessThanOrEqual(s[i - 1]!);
});

test("tiny singular values keep their leading digits", () => {
  const A = Float64Array.of(1, 0, 0, 0, 1e-12, 0, 0, 0, 1e-24);
  expect([...svd(A, 3, 3).s]).toEqual([1, 1e-12, 1e-24]);
});

test("eigenvectors diagonalise, and values alone are the same values", () => {
  const A = gram(numbers(96, 5), 12, 8);
  const { values, vectors } = symmetricEigen(A, 8, true);
  const AV = multiply(A, vectors!, 8, 8, 8);
  expectNear(
    AV,
    Float64Array.from(vectors!, (value, p) => value * values[p % 8]!),
    1e-12,
  );
  expectNear(symmetricEigen(A, 8).values, values, 1e-12);
  expectNear(symmetricEigen(Float64Array.of(5), 1, true).values, [5], 1e-15);
});

test("a rank-deficient problem gets the solution of least norm", () => {
  const A = Float64Array.of(1, 2, 3, 2, 4, 6, 1, 0, 1, 2, 2, 4); // third column = first + second
  const { x, rank, singular } = leastSquares(A, 4, 3, Float64Array.of(6, 12, 2, 8), 1e-6);
  expect(rank).toBe(2);
  expect(singular.length).toBe(3);
  expectNear(
    x,
    [1, 1, 1].map(() => x[0]!),
    10,
  );
  expectNear(multiply(A, x, 4, 3, 1), [6, 12, 2, 8], 1e-12);
  expectNear([x[0]! + x[1]! - x[2]!], [0], 1e-12); // orthogonal to the null space (1, 1, -1)
});

test("a zero matrix has rank 0 and the solution 0", () => {
  const { x, rank } = leastSquares(new Float64Array(6), 3, 2, Float64Array.of(1, 2, 3), 1e-6);
  expect(rank).toBe(0);
  expect([...x]).toEqual([0, 0]);
});

test("nnls satisfies the conditions of Karush, Kuhn and Tucker", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const A = numbers(60, seed);
    const b = numbers(12, seed + 100);
    const x = nnls(A, 12, 5, b);
    const residual = multiply(A, x, 12, 5, 1).map((value, i) => b[i]! - value);
    const w = multiply(transpose(A, 12, 5), residual, 5, 12, 1);
    for (let j = 0; j < 5; j++) {
      expect(x[j]!).toBeGreaterThanOrEqual(0);
      expect(w[j]!).toBeLessThan(1e-12);
      if (x[j]! > 0) expect(Math.abs(w[j]!)).toBeLessThan(1e-12);
    }
  }
});

test("nnls keeps at zero what least squares would make negative", () => {
  expect([...nnls(Float64Array.of(1, 0, 0, 1), 2, 2, Float64Array.of(-1, 2))]).toEqual([0, 2]);
});

test("the inverse of a positive definite matrix times it is the identity", () => {
  const A = gram(numbers(96, 5), 12, 8);
  const identity = Float64Array.from({ length: 64 }, (_, p) => (p % 9 === 0 ? 1 : 0));
  expectNear(multiply(A, symmetricInverse(A, 8), 8, 8, 8), identity, 1e-10);
});

test("a singular matrix has the pseudo-inverse: A A⁺ A = A and A⁺ A A⁺ = A⁺", () => {
  const A = gram(numbers(15, 3), 3, 5);
  const inverse = symmetricInverse(A, 5);
  expectNear(multiply(multiply(A, inverse, 5, 5, 5), A, 5, 5, 5), A, 1e-12);
  expectNear(multiply(multiply(inverse, A, 5, 5, 5), inverse, 5, 5, 5), inverse, 1e-9);
  expect([...symmetricInverse(Float64Array.of(1, 0, 0, 1e-17), 2)]).toEqual([1, 0, 0, 0]);
  expect([...symmetricInverse(Float64Array.of(-2), 1)]).toEqual([-0.5]);
  expect([...symmetricInverse(Float64Array.of(0), 1)]).toEqual([0]);
});

test("the logarithm of a determinant is -Infinity where the determinant is not positive", () => {
  expect(logDeterminant(Float64Array.of(0, 1, -1, 0), 2)).toBe(0);
  expect(logDeterminant(Float64Array.of(0, 1, 1, 0), 2)).toBe(Number.NEGATIVE_INFINITY);
  expect(logDeterminant(Float64Array.of(0, 0, 0, 1), 2)).toBe(Number.NEGATIVE_INFINITY);
  expect(logDeterminant(Float64Array.of(2, 0, 0, 0, 3, 0, 0, 0, 4), 3)).toBeCloseTo(Math.log(24), 14);
});
