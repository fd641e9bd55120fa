// Steps of k-means over blocks of rows. Squared distances are |x|² - 2 x·c + |c|²; the nearest centre needs no |x|².
import { TILE, tileProducts } from "./lib/center-tile";
import { fusedMultiplyAdd } from "./lib/fused-multiply-add";
import {
  fusedProduct,
  splitProduct,
  vectorProductOfFour,
  vectorProductOfOne,
  vectorProductOfTwo,
} from "./lib/ordered-products";

// @ts-ignore: decorator
@inline
function addRow(x: usize, weight: f64, d: i32, sums: usize): void {
  for (let j: usize = 0; j < <usize>d << 3; j += 8)
    store<f64>(sums + j, load<f64>(sums + j) + load<f64>(x + j) * weight);
}

// The nearest centre by products that are fused in order, as BLAS fuses them: decides between centres that rounding cannot tell apart.
function nearestByFused(x: usize, d: i32, k: i32, panels: usize, norms: usize): i32 {
  let label: i32 = 0;
  let nearest: f64 = Infinity;
  for (let c = 0; c < k; c++) {
    let at = panels + ((<usize>(c - (c % TILE)) * <usize>d + <usize>(c % TILE)) << 3);
    let product: f64 = 0;
    for (let j = 0; j < d; j++, at += TILE << 3)
      product = fusedMultiplyAdd(load<f64>(x + (<usize>j << 3)), load<f64>(at), product);
    const distance = load<f64>(norms + (<usize>c << 3)) - 2 * product;
    if (distance < nearest) {
      nearest = distance;
      label = c;
    }
  }
  return label;
}

/**
 * Gives each row of [begin, end) the nearest centre, the first of equally near ones; adds up the rows of each cluster.
 *
 * @param scratch 24 doubles.
 * @param slack bound of the rounding error of a difference of distances
 * @param X IN (nSamples, d)
 * @param weights IN (nSamples); 0 where no sums are wanted
 * @param panels IN (⌈k / 4⌉, d, 4): the centres, interleaved by fours
 * @param norms IN (4 ⌈k / 4⌉): |c|², Infinity beyond k
 * @param labels OUT i32 (nSamples)
 * @param sums OUT (nBlocks, k, d): weighted sums of the rows of each cluster
 * @param totals OUT (nBlocks, k): weights of the clusters
 */
export function assignToCenters(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  d: i32,
  k: i32,
  slack: f64,
  X: usize,
  weights: usize,
  panels: usize,
  norms: usize,
  labels: usize,
  sums: usize,
  totals: usize,
): void {
  const stride = <usize>d << 3;
  const best = scratch + 128; // (4)
  const second = scratch + 160; // (4)
  sums += <usize>block * <usize>k * stride;
  totals += <usize>block * (<usize>k << 3);
  if (weights != 0) {
    memory.fill(sums, 0, <usize>k * stride);
    memory.fill(totals, 0, <usize>k << 3);
  }
  for (let i = begin; i < end; i += TILE) {
    const count = min(TILE, end - i);
    const x0 = X + <usize>i * stride;
    const x1 = count > 1 ? x0 + stride : x0;
    const x2 = count > 2 ? x1 + stride : x0;
    const x3 = count > 3 ? x2 + stride : x0;
    for (let t: usize = 0; t < <usize>TILE << 4; t += 8) store<f64>(best + t, Infinity);
    for (let t = 0; t < count; t++) store<i32>(labels + (<usize>(i + t) << 2), 0);
    for (let from = 0; from < k; from += TILE) {
      tileProducts(x0, x1, x2, x3, d, panels + <usize>from * stride, scratch);
      for (let t = 0; t < count; t++) {
        let nearest = load<f64>(best + (<usize>t << 3));
        let next = load<f64>(second + (<usize>t << 3));
        for (let c = 0; c < TILE; c++) {
          const product = load<f64>(scratch + (<usize>(t * TILE + c) << 3));
          const distance = load<f64>(norms + (<usize>(from + c) << 3)) - 2 * product;
          if (distance < nearest) {
            next = nearest;
            nearest = distance;
            store<i32>(labels + (<usize>(i + t) << 2), from + c);
          } else if (distance < next) next = distance;
        }
        store<f64>(best + (<usize>t << 3), nearest);
        store<f64>(second + (<usize>t << 3), next);
      }
    }
    for (let t = 0; t < count; t++) {
      if (load<f64>(second + (<usize>t << 3)) - load<f64>(best + (<usize>t << 3)) > slack) continue;
      const label = nearestByFused(X + <usize>(i + t) * stride, d, k, panels, norms);
      store<i32>(labels + (<usize>(i + t) << 2), label);
    }
    if (weights == 0) continue;
    for (let t = 0; t < count; t++) {
      const at = <usize>(i + t);
      const label = <usize>load<i32>(labels + (at << 2));
      const weight = load<f64>(weights + (at << 3));
      store<f64>(totals + (label << 3), load<f64>(totals + (label << 3)) + weight);
      addRow(X + at * stride, weight, d, sums + label * stride);
    }
  }
}

/**
 * What each of m candidates would leave of the squared distances of the rows of [begin, end) to their nearest centre.
 *
 * @param scratch 16 doubles.
 * @param X IN (nSamples, d), rowNorms IN (nSamples): |x|², weights IN (nSamples)
 * @param panels IN (⌈m / 4⌉, d, 4), norms IN (4 ⌈m / 4⌉): the candidates, as of assignToCenters
 * @param closest IN (nSamples): squared distances to the centres so far
 * @param out OUT (m, nSamples)
 * @param potentials OUT (nBlocks, m): weighted sums of `out`
 */
export function candidateDistances(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  n: i32,
  d: i32,
  m: i32,
  X: usize,
  rowNorms: usize,
  weights: usize,
  panels: usize,
  norms: usize,
  closest: usize,
  out: usize,
  potentials: usize,
): void {
  const stride = <usize>d << 3;
  potentials += <usize>block * (<usize>m << 3);
  memory.fill(potentials, 0, <usize>m << 3);
  for (let i = begin; i < end; i += TILE) {
    const count = min(TILE, end - i);
    const x0 = X + <usize>i * stride;
    const x1 = count > 1 ? x0 + stride : x0;
    const x2 = count > 2 ? x1 + stride : x0;
    const x3 = count > 3 ? x2 + stride : x0;
    for (let from = 0; from < m; from += TILE) {
      tileProducts(x0, x1, x2, x3, d, panels + <usize>from * stride, scratch);
      for (let c = 0; c < min(TILE, m - from); c++) {
        const norm = load<f64>(norms + (<usize>(from + c) << 3));
        let sum = load<f64>(potentials + (<usize>(from + c) << 3));
        for (let t = 0; t < count; t++) {
          const at = <usize>(i + t) << 3;
          const product = load<f64>(scratch + (<usize>(t * TILE + c) << 3));
          const own = max<f64>(0, -2 * product + norm + load<f64>(rowNorms + at));
          const left = min<f64>(own, load<f64>(closest + at));
          store<f64>(out + ((<usize>(from + c) * <usize>n) << 3) + at, left);
          sum += left * load<f64>(weights + at);
        }
        store<f64>(potentials + (<usize>(from + c) << 3), sum);
      }
    }
  }
}

// The product of row i of n with candidate k of m, as a product of matrices adds it up, or of a matrix and a vector.
function orderedProduct(i: i32, n: i32, k: i32, m: i32, x: usize, c: usize, d: i32): f64 {
  const byFour = i < (n & ~3);
  if (m > 1) return byFour && (m & 1) == 1 && k == m - 1 ? splitProduct(x, c, d) : fusedProduct(x, c, d);
  if (byFour) return vectorProductOfFour(x, c, d);
  return (n & 2) != 0 && i < (n & ~1) ? vectorProductOfTwo(x, c, d) : vectorProductOfOne(x, c, d);
}

/**
 * The distances of candidateDistances to the last bit of scikit-learn's, where ties hang on it; a tenth as fast.
 *
 * @param X IN (nSamples, d), rowNorms IN (nSamples): |x|²
 * @param candidates IN (m, d), norms IN (m)
 * @param closest IN (nSamples): squared distances to the centres so far
 * @param out OUT (m, nSamples)
 */
export function orderedDistances(
  begin: i32,
  end: i32,
  _block: i32,
  _scratch: usize,
  n: i32,
  d: i32,
  m: i32,
  X: usize,
  rowNorms: usize,
  candidates: usize,
  norms: usize,
  closest: usize,
  out: usize,
): void {
  const stride = <usize>d << 3;
  for (let k = 0; k < m; k++) {
    const norm = load<f64>(norms + (<usize>k << 3));
    const left = out + ((<usize>k * <usize>n) << 3);
    for (let i = begin; i < end; i++) {
      const at = <usize>i << 3;
      const product = orderedProduct(i, n, k, m, X + <usize>i * stride, candidates + <usize>k * stride, d);
      const own = max<f64>(0, -2 * product + norm + load<f64>(rowNorms + at));
      store<f64>(left + at, min<f64>(own, load<f64>(closest + at)));
    }
  }
}

// Distance of a row from a centre; four squares at a time, as scikit-learn adds them.
function distance(x: usize, c: usize, d: i32): f64 {
  let sum: f64 = 0;
  let j: i32 = 0;
  for (; j + 4 <= d; j += 4, x += 32, c += 32) {
    const t0 = load<f64>(x) - load<f64>(c);
    const t1 = load<f64>(x, 8) - load<f64>(c, 8);
    const t2 = load<f64>(x, 16) - load<f64>(c, 16);
    const t3 = load<f64>(x, 24) - load<f64>(c, 24);
    sum += t0 * t0 + t1 * t1 + t2 * t2 + t3 * t3;
  }
  for (; j < d; j++, x += 8, c += 8) {
    const t = load<f64>(x) - load<f64>(c);
    sum += t * t;
  }
  return Math.sqrt(sum);
}

/**
 * assignToCenters by Elkan's bounds: distances that the triangle inequality settles are not measured.
 *
 * @param centers IN (k, d)
 * @param half IN (k, k): half the distances between centres
 * @param next IN (k): half the distance to the next centre
 * @param shifts IN (k): how far each centre moved since the last call; 0 for the first call
 * @param upper INOUT (nSamples): bounds of the distance to the own centre
 * @param lower INOUT (nSamples, k): bounds of the distance to each centre; 0 at first
 * @param labels INOUT i32 (nSamples)
 */
export function assignByBounds(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  d: i32,
  k: i32,
  X: usize,
  weights: usize,
  centers: usize,
  half: usize,
  next: usize,
  shifts: usize,
  upper: usize,
  lower: usize,
  labels: usize,
  sums: usize,
  totals: usize,
): void {
  const stride = <usize>d << 3;
  const width = <usize>k << 3;
  sums += <usize>block * <usize>k * stride;
  totals += <usize>block * width;
  memory.fill(sums, 0, <usize>k * stride);
  memory.fill(totals, 0, width);
  for (let i = <usize>begin; i < <usize>end; i++) {
    const x = X + i * stride;
    const bounds = lower + i * width;
    let label: i32 = 0;
    let least: f64;
    if (shifts == 0) {
      least = distance(x, centers, d);
      store<f64>(bounds, least);
      for (let j = 1; j < k; j++) {
        if (least <= load<f64>(half + <usize>label * width + (<usize>j << 3))) continue;
        const own = distance(x, centers + <usize>j * stride, d);
        store<f64>(bounds + (<usize>j << 3), own);
        if (own < least) {
          least = own;
          label = j;
        }
      }
    } else {
      label = load<i32>(labels + (i << 2));
      least = load<f64>(upper + (i << 3)) + load<f64>(shifts + (<usize>label << 3));
      for (let at: usize = 0; at < width; at += 8)
        store<f64>(bounds + at, max<f64>(0, load<f64>(bounds + at) - load<f64>(shifts + at)));
    }
    if (load<f64>(next + (<usize>label << 3)) < least) {
      let tight = false;
      for (let j = 0; j < k; j++) {
        const at = <usize>j << 3;
        if (j == label || least <= load<f64>(bounds + at)) continue;
        if (least <= load<f64>(half + <usize>label * width + at)) continue;
        if (!tight) {
          least = distance(x, centers + <usize>label * stride, d);
          store<f64>(bounds + (<usize>label << 3), least);
          tight = true;
          if (least <= load<f64>(bounds + at) && least <= load<f64>(half + <usize>label * width + at)) continue;
        }
        const own = distance(x, centers + <usize>j * stride, d);
        store<f64>(bounds + at, own);
        if (own < least) {
          least = own;
          label = j;
        }
      }
    }
    store<i32>(labels + (i << 2), label);
    store<f64>(upper + (i << 3), least);
    const weight = load<f64>(weights + (i << 3));
    const slot = totals + (<usize>label << 3);
    store<f64>(slot, load<f64>(slot) + weight);
    addRow(x, weight, d, sums + <usize>label * stride);
  }
}
