// Concentration steps of the minimum covariance determinant: from the moments of some rows to the rows nearest to them.
// Rousseeuw & Van Driessen (1999), doi:10.1080/00401706.1999.10485670.
import { multiplyAdd, splat, sumLanes } from "./lib/f64x2-math";
import { leastRows } from "./lib/least-rows";
import { log } from "./lib/tree/log";

// Rows gathered at a time for the covariance: 64 rows of 10 features are 5 kB, which stay in the first-level cache.
const CHUNK: i32 = 64;
const EPSILON: f64 = 2.220446049250313e-16;

/** Means of the rows in `rows`, about the first of them. */
function means(X: usize, n: i32, d: i32, h: i32, rows: usize, location: usize): void {
  for (let j = 0; j < d; j++) {
    const column = X + (<usize>j * <usize>n << 3);
    const first = load<f64>(column + (<usize>load<i32>(rows) << 3));
    let s0: f64 = 0;
    let s1: f64 = 0;
    let s2: f64 = 0;
    let s3: f64 = 0;
    let at = rows;
    const end = rows + (<usize>(h & ~3) << 2);
    for (; at < end; at += 16) {
      s0 += load<f64>(column + (<usize>load<i32>(at) << 3)) - first;
      s1 += load<f64>(column + (<usize>load<i32>(at, 4) << 3)) - first;
      s2 += load<f64>(column + (<usize>load<i32>(at, 8) << 3)) - first;
      s3 += load<f64>(column + (<usize>load<i32>(at, 12) << 3)) - first;
    }
    for (let i = h & ~3; i < h; i++, at += 4) s0 += load<f64>(column + (<usize>load<i32>(at) << 3)) - first;
    store<f64>(location + (<usize>j << 3), first + (s0 + s1 + (s2 + s3)) / <f64>h);
  }
}

/** Lower triangle of the covariance of the rows in `rows` about `location`, then the upper one. */
function covarianceOf(X: usize, n: i32, d: i32, h: i32, rows: usize, location: usize, tile: usize, out: usize): void {
  memory.fill(out, 0, <usize>(d * d) << 3);
  for (let start = 0; start < h; start += CHUNK) {
    const count = min(CHUNK, h - start);
    const index = rows + (<usize>start << 2);
    for (let j = 0; j < d; j++) {
      const column = X + (<usize>j * <usize>n << 3);
      const mean = load<f64>(location + (<usize>j << 3));
      const strip = tile + (<usize>(j * CHUNK) << 3);
      for (let i = 0; i < count; i++)
        store<f64>(strip + (<usize>i << 3), load<f64>(column + (<usize>load<i32>(index + (<usize>i << 2)) << 3)) - mean);
      for (let i = count; i < CHUNK; i++) store<f64>(strip + (<usize>i << 3), 0);
    }
    for (let j = 0; j < d; j++) {
      const a = tile + (<usize>(j * CHUNK) << 3);
      for (let k = 0; k <= j; k++) {
        const cell = out + (<usize>(j * d + k) << 3);
        store<f64>(cell, load<f64>(cell) + stripProduct(a, tile + (<usize>(k * CHUNK) << 3)));
      }
    }
  }
  for (let j = 0; j < d; j++) {
    for (let k = 0; k <= j; k++) {
      const value = load<f64>(out + (<usize>(j * d + k) << 3)) / <f64>h;
      store<f64>(out + (<usize>(j * d + k) << 3), value);
      store<f64>(out + (<usize>(k * d + j) << 3), value);
    }
  }
}

/** Inner product of two strips of a tile. */
@inline
function stripProduct(a: usize, b: usize): f64 {
  let s0 = splat(0);
  let s1 = splat(0);
  let s2 = splat(0);
  let s3 = splat(0);
  for (let p: usize = 0; p < <usize>CHUNK << 3; p += 64) {
    s0 = multiplyAdd(v128.load(a + p), v128.load(b + p), s0);
    s1 = multiplyAdd(v128.load(a + p, 16), v128.load(b + p, 16), s1);
    s2 = multiplyAdd(v128.load(a + p, 32), v128.load(b + p, 32), s2);
    s3 = multiplyAdd(v128.load(a + p, 48), v128.load(b + p, 48), s3);
  }
  return sumLanes(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
}

/**
 * Inverse of the Cholesky factor of A, lower triangle, row-major.
 *
 * @param L d × d doubles of scratch
 * @returns ln det A, or NaN unless every eigenvalue is sure to exceed d ε times the largest.
 */
function inverseFactor(A: usize, d: i32, L: usize, inverse: usize): f64 {
  let largest: f64 = 0;
  let smallest: f64 = 0;
  let product: f64 = 1;
  let determinant: f64 = 0;
  for (let i = 0; i < d; i++) {
    const row = L + (<usize>(i * d) << 3);
    for (let j = 0; j <= i; j++) {
      const other = L + (<usize>(j * d) << 3);
      let sum = load<f64>(A + (<usize>(i * d + j) << 3));
      for (let k: usize = 0; k < <usize>j << 3; k += 8) sum -= load<f64>(row + k) * load<f64>(other + k);
      if (i == j) {
        if (!(sum > 0 && sum < Infinity)) return NaN;
        largest += load<f64>(A + (<usize>(i * d + i) << 3));
        if (sum < 1e-150 || sum > 1e150) determinant += log(sum);
        else {
          product *= sum;
          if (product < 1e-150 || product > 1e150) {
            determinant += log(product);
            product = 1;
          }
        }
        store<f64>(row + (<usize>i << 3), sqrt<f64>(sum));
      } else store<f64>(row + (<usize>j << 3), sum / load<f64>(other + (<usize>j << 3)));
    }
    smallest += invertRow(L, inverse, d, i);
  }
  // The traces of A and of its inverse bound its eigenvalues.
  return largest * smallest * <f64>d * EPSILON < 1 ? determinant + log(product) : NaN;
}

/** Row i of L⁻¹ from the rows before it; returns the sum of its squares. */
function invertRow(L: usize, inverse: usize, d: i32, i: i32): f64 {
  const row = L + (<usize>(i * d) << 3);
  const out = inverse + (<usize>(i * d) << 3);
  const pivot = load<f64>(row + (<usize>i << 3));
  let squares = 1 / (pivot * pivot);
  store<f64>(out + (<usize>i << 3), 1 / pivot);
  for (let j = 0; j < i; j++) {
    let sum: f64 = 0;
    for (let k = j; k < i; k++)
      sum += load<f64>(row + (<usize>k << 3)) * load<f64>(inverse + (<usize>(k * d + j) << 3));
    const value = -sum / pivot;
    store<f64>(out + (<usize>j << 3), value);
    squares += value * value;
  }
  return squares;
}

/** Squared Mahalanobis distances |L⁻¹ (x − location)|² of all rows, eight at a time; one that overflows is Infinity. */
function distances(X: usize, n: i32, d: i32, location: usize, inverse: usize, tile: usize, out: usize): void {
  const infinity = splat(Infinity);
  for (let i = 0; i < n; i += 8) {
    for (let j = 0; j < d; j++) {
      const x = X + (<usize>j * <usize>n + <usize>i << 3);
      const mean = v128.load64_splat(location + (<usize>j << 3));
      const strip = tile + (<usize>j << 6);
      v128.store(strip, f64x2.sub(v128.load(x), mean));
      v128.store(strip, f64x2.sub(v128.load(x, 16), mean), 16);
      v128.store(strip, f64x2.sub(v128.load(x, 32), mean), 32);
      v128.store(strip, f64x2.sub(v128.load(x, 48), mean), 48);
    }
    let s0 = splat(0);
    let s1 = splat(0);
    let s2 = splat(0);
    let s3 = splat(0);
    for (let j = 0; j < d; j++) {
      let z0 = splat(0);
      let z1 = splat(0);
      let z2 = splat(0);
      let z3 = splat(0);
      let factor = inverse + (<usize>(j * d) << 3);
      const end = tile + (<usize>(j + 1) << 6);
      for (let strip = tile; strip < end; strip += 64, factor += 8) {
        const f = v128.load64_splat(factor);
        z0 = multiplyAdd(f, v128.load(strip), z0);
        z1 = multiplyAdd(f, v128.load(strip, 16), z1);
        z2 = multiplyAdd(f, v128.load(strip, 32), z2);
        z3 = multiplyAdd(f, v128.load(strip, 48), z3);
      }
      s0 = multiplyAdd(z0, z0, s0);
      s1 = multiplyAdd(z1, z1, s1);
      s2 = multiplyAdd(z2, z2, s2);
      s3 = multiplyAdd(z3, z3, s3);
    }
    const to = out + (<usize>i << 3);
    v128.store(to, f64x2.pmin(infinity, s0));
    v128.store(to, f64x2.pmin(infinity, s1), 16);
    v128.store(to, f64x2.pmin(infinity, s2), 32);
    v128.store(to, f64x2.pmin(infinity, s3), 48);
  }
}

function sameRows(a: usize, b: usize, count: i32): bool {
  for (let p: usize = 0; p < <usize>count << 2; p += 4) if (load<i32>(a + p) != load<i32>(b + p)) return false;
  return true;
}

/**
 * Runs the candidates [begin, end): concentration steps until the determinant stays, or `maxSteps` of them. A candidate whose
 * covariance is not plainly positive definite, or whose determinant rises, is left with determinant NaN, for the caller to run.
 *
 * @param scratch     2 n + 9 + d (2 d + CHUNK) doubles and 2 n + 4 i32
 * @param X           IN (candidates / perSample, d, n) samples by column, 8 doubles more at the end
 * @param h           rows of a support
 * @param perSample   candidates of one sample
 * @param starts      IN i32 (candidates, h) rows to start from, or 0: from `locations` and `covariances`
 * @param locations   IN and OUT (candidates, d)
 * @param covariances IN and OUT (candidates, d, d)
 * @param metrics     OUT (candidates, d, d) covariance of the step before the last
 * @param determinants OUT (candidates) ln det, or NaN
 * @param supports    OUT i32 (candidates, h), ascending, or 0
 */
export function concentrateRows(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  X: usize,
  n: i32,
  d: i32,
  h: i32,
  perSample: i32,
  starts: usize,
  maxSteps: i32,
  locations: usize,
  covariances: usize,
  metrics: usize,
  determinants: usize,
  supports: usize,
): void {
  const square = <usize>(d * d) << 3;
  const values = scratch;
  const work = values + (<usize>(n + 8) << 3);
  const L = work + (<usize>(n + 1) << 3);
  const inverse = L + square;
  const tile = inverse + square;
  const rowsA = tile + (<usize>(d * CHUNK) << 3);
  const rowsB = rowsA + (<usize>(n + 2) << 2);
  for (let c = begin; c < end; c++) {
    const sample = X + (<usize>(c / perSample) * <usize>d * <usize>n << 3);
    const location = locations + (<usize>(c * d) << 3);
    const covariance = covariances + <usize>c * square;
    const metric = metrics + <usize>c * square;
    const result = determinants + (<usize>c << 3);
    let rows = rowsA;
    let others = rowsB;
    store<f64>(result, NaN);
    if (starts != 0) memory.copy(rows, starts + (<usize>c * <usize>h << 2), <usize>h << 2);
    else {
      if (isNaN(inverseFactor(covariance, d, L, inverse))) continue;
      distances(sample, n, d, location, inverse, tile, values);
      leastRows(values, n, h, work, rows);
    }
    means(sample, n, d, h, rows, location);
    covarianceOf(sample, n, d, h, rows, location, tile, covariance);
    let determinant = inverseFactor(covariance, d, L, inverse);
    let previous: f64 = Infinity;
    let left = maxSteps;
    while (determinant < previous && left > 0) {
      previous = determinant;
      memory.copy(metric, covariance, square);
      distances(sample, n, d, location, inverse, tile, values);
      leastRows(values, n, h, work, others);
      left--;
      const swapped = rows;
      rows = others;
      others = swapped;
      if (sameRows(rows, others, h)) break;
      means(sample, n, d, h, rows, location);
      covarianceOf(sample, n, d, h, rows, location, tile, covariance);
      determinant = inverseFactor(covariance, d, L, inverse);
    }
    if (determinant > previous + 1e-8 + 1e-5 * abs(previous) && left > 0) continue;
    store<f64>(result, determinant);
    if (supports != 0) memory.copy(supports + (<usize>c * <usize>h << 2), rows, <usize>h << 2);
  }
}
