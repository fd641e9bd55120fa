// Reduced distances from one query to rows that are stored in pairs: rows 2i and 2i + 1 interleaved, coordinate by
// coordinate, so that one vector holds one coordinate of both. Each lane adds the coordinates in order, so the bits
// are those of a plain loop. A reduced distance orders rows as the distance does, and is cheaper.

// The codes stand in src/neighbors/distance-metric.ts as well.
export const EUCLIDEAN: i32 = 0;
export const MANHATTAN: i32 = 1;
export const CHEBYSHEV: i32 = 2;
export const MINKOWSKI: i32 = 3;
export const WEIGHTED_MINKOWSKI: i32 = 4;
export const STANDARDIZED_EUCLIDEAN: i32 = 5;
export const MAHALANOBIS: i32 = 6;
export const HAMMING: i32 = 7;
export const CANBERRA: i32 = 8;
export const BRAY_CURTIS: i32 = 9;
export const JACCARD: i32 = 10;
export const DICE: i32 = 11;
export const ROGERS_TANIMOTO: i32 = 12;
export const RUSSELL_RAO: i32 = 13;
export const SOKAL_SNEATH: i32 = 14;
export const YULE: i32 = 15;
export const HAVERSINE: i32 = 16;
export const COSINE: i32 = 17;
export const NAN_EUCLIDEAN: i32 = 18;
export const SQUARED_EUCLIDEAN: i32 = 19;
export const EXPANDED_EUCLIDEAN: i32 = 20;

// @ts-ignore: decorator
@inline
function difference(q: usize, row: usize): v128 {
  return f64x2.sub(v128.load64_splat(q), v128.load(row));
}

function euclideanPair(q: usize, row: usize, d: usize): v128 {
  let sum = f64x2.splat(0);
  for (const end = q + (d << 3); q < end; q += 8, row += 16) {
    const t = difference(q, row);
    sum = f64x2.add(sum, f64x2.mul(t, t));
  }
  return sum;
}

// Squared distance as scikit-learn takes it of sparse rows: (|x|² - 2 x·y) + |y|².
function expandedEuclideanPair(q: usize, row: usize, d: usize): v128 {
  let own = f64x2.splat(0);
  let product = f64x2.splat(0);
  let other = f64x2.splat(0);
  for (const end = q + (d << 3); q < end; q += 8, row += 16) {
    const x = v128.load64_splat(q);
    const y = v128.load(row);
    own = f64x2.add(own, f64x2.mul(x, x));
    product = f64x2.add(product, f64x2.mul(x, y));
    other = f64x2.add(other, f64x2.mul(y, y));
  }
  const sum = f64x2.add(f64x2.sub(own, f64x2.add(product, product)), other);
  return f64x2.pmax(sum, f64x2.splat(0));
}

// Four rows at a time keep two independent sums in flight.
function euclideanRows(q: usize, pairs: usize, count: i32, d: usize, out: usize): void {
  const step = d << 4;
  const end = q + (d << 3);
  let i = 0;
  for (; i + 2 <= count; i += 2) {
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let first = pairs;
    let second = pairs + step;
    for (let c = q; c < end; c += 8, first += 16, second += 16) {
      const x = v128.load64_splat(c);
      const s = f64x2.sub(x, v128.load(first));
      const t = f64x2.sub(x, v128.load(second));
      a = f64x2.add(a, f64x2.mul(s, s));
      b = f64x2.add(b, f64x2.mul(t, t));
    }
    v128.store(out, a);
    v128.store(out, b, 16);
    out += 32;
    pairs += step << 1;
  }
  if (i < count) v128.store(out, euclideanPair(q, pairs, d));
}

function manhattanPair(q: usize, row: usize, d: usize): v128 {
  let sum = f64x2.splat(0);
  for (const end = q + (d << 3); q < end; q += 8, row += 16) sum = f64x2.add(sum, f64x2.abs(difference(q, row)));
  return sum;
}

function chebyshevPair(q: usize, row: usize, d: usize): v128 {
  let largest = f64x2.splat(0);
  for (const end = q + (d << 3); q < end; q += 8, row += 16)
    largest = f64x2.pmax(largest, f64x2.abs(difference(q, row)));
  return largest;
}

function powers(t: v128, p: f64): v128 {
  const lanes = f64x2.splat(Math.pow(f64x2.extract_lane(t, 0), p));
  return f64x2.replace_lane(lanes, 1, Math.pow(f64x2.extract_lane(t, 1), p));
}

function minkowskiPair(q: usize, row: usize, d: usize, p: f64): v128 {
  let sum = f64x2.splat(0);
  for (const end = q + (d << 3); q < end; q += 8, row += 16)
    sum = f64x2.add(sum, powers(f64x2.abs(difference(q, row)), p));
  return sum;
}

function weightedMinkowskiPair(q: usize, row: usize, d: usize, p: f64, w: usize): v128 {
  let sum = f64x2.splat(0);
  for (const end = q + (d << 3); q < end; q += 8, row += 16, w += 8) {
    const t = powers(f64x2.abs(difference(q, row)), p);
    sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(w), t));
  }
  return sum;
}

function standardizedPair(q: usize, row: usize, d: usize, variances: usize): v128 {
  let sum = f64x2.splat(0);
  for (const end = q + (d << 3); q < end; q += 8, row += 16, variances += 8) {
    const t = difference(q, row);
    sum = f64x2.add(sum, f64x2.div(f64x2.mul(t, t), v128.load64_splat(variances)));
  }
  return sum;
}

function mahalanobisPair(q: usize, row: usize, d: usize, inverse: usize, work: usize): v128 {
  for (let j: usize = 0; j < d; j++) v128.store(work + (j << 4), difference(q + (j << 3), row + (j << 4)));
  let sum = f64x2.splat(0);
  for (let i: usize = 0; i < d; i++) {
    let t = f64x2.splat(0);
    for (let j: usize = 0; j < d; j++) {
      t = f64x2.add(t, f64x2.mul(v128.load64_splat(inverse), v128.load(work + (j << 4))));
      inverse += 8;
    }
    sum = f64x2.add(sum, f64x2.mul(t, v128.load(work + (i << 4))));
  }
  return sum;
}

function hammingPair(q: usize, row: usize, d: usize): v128 {
  const one = f64x2.splat(1);
  let count = f64x2.splat(0);
  for (const end = q + (d << 3); q < end; q += 8, row += 16)
    count = f64x2.add(count, v128.and(f64x2.ne(v128.load64_splat(q), v128.load(row)), one));
  return f64x2.div(count, f64x2.splat(<f64>d));
}

function canberraPair(q: usize, row: usize, d: usize): v128 {
  const zero = f64x2.splat(0);
  let sum = zero;
  for (const end = q + (d << 3); q < end; q += 8, row += 16) {
    const x = v128.load64_splat(q);
    const y = v128.load(row);
    const scale = f64x2.add(f64x2.abs(x), f64x2.abs(y));
    const share = f64x2.div(f64x2.abs(f64x2.sub(x, y)), scale);
    sum = f64x2.add(sum, v128.and(share, f64x2.gt(scale, zero)));
  }
  return sum;
}

function brayCurtisPair(q: usize, row: usize, d: usize): v128 {
  const zero = f64x2.splat(0);
  let top = zero;
  let bottom = zero;
  for (const end = q + (d << 3); q < end; q += 8, row += 16) {
    const x = v128.load64_splat(q);
    const y = v128.load(row);
    top = f64x2.add(top, f64x2.abs(f64x2.sub(x, y)));
    bottom = f64x2.add(bottom, f64x2.add(f64x2.abs(x), f64x2.abs(y)));
  }
  return v128.and(f64x2.div(top, bottom), f64x2.gt(bottom, zero));
}

// Dissimilarities of truth values (not 0 = true), from the counts of both true and of one true.
function booleanPair(metric: i32, q: usize, row: usize, d: usize): v128 {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  let both = zero;
  let onlyQuery = zero;
  let onlyRow = zero;
  for (const end = q + (d << 3); q < end; q += 8, row += 16) {
    const x = f64x2.ne(v128.load64_splat(q), zero);
    const y = f64x2.ne(v128.load(row), zero);
    both = f64x2.add(both, v128.and(v128.and(x, y), one));
    onlyQuery = f64x2.add(onlyQuery, v128.and(v128.andnot(x, y), one));
    onlyRow = f64x2.add(onlyRow, v128.and(v128.andnot(y, x), one));
  }
  const unequal = f64x2.add(onlyQuery, onlyRow);
  const n = f64x2.splat(<f64>d);
  let top = unequal;
  let bottom: v128;
  switch (metric) {
    case JACCARD:
      bottom = f64x2.add(unequal, both);
      break;
    case DICE:
      bottom = f64x2.add(f64x2.add(both, both), unequal);
      break;
    case ROGERS_TANIMOTO:
      top = f64x2.add(unequal, unequal);
      bottom = f64x2.add(n, unequal);
      break;
    case RUSSELL_RAO:
      top = f64x2.sub(n, both);
      bottom = n;
      break;
    case SOKAL_SNEATH:
      bottom = f64x2.add(f64x2.mul(f64x2.splat(0.5), both), unequal);
      break;
    default: {
      // Yule
      const neither = f64x2.sub(n, f64x2.add(both, unequal));
      const crossed = f64x2.mul(onlyQuery, onlyRow);
      top = f64x2.add(crossed, crossed);
      bottom = f64x2.add(f64x2.mul(both, neither), crossed);
    }
  }
  return v128.and(f64x2.div(top, bottom), f64x2.gt(top, zero));
}

function haversine(q: usize, row: usize): f64 {
  const latitude = Math.sin(0.5 * (load<f64>(q) - load<f64>(row)));
  const longitude = Math.sin(0.5 * (load<f64>(q, 8) - load<f64>(row, 16)));
  return latitude * latitude + Math.cos(load<f64>(q)) * Math.cos(load<f64>(row)) * longitude * longitude;
}

// Rows are of unit length: 1 - cos, within [0, 2].
function cosinePair(q: usize, row: usize, d: usize): v128 {
  let sum = f64x2.splat(0);
  for (const end = q + (d << 3); q < end; q += 8, row += 16)
    sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(q), v128.load(row)));
  const distance = f64x2.sub(f64x2.splat(1), sum);
  return f64x2.pmin(f64x2.pmax(distance, f64x2.splat(0)), f64x2.splat(2));
}

// Squared distance over the coordinates that both have, scaled up to all; NaN where they share none.
function nanEuclideanPair(q: usize, row: usize, d: usize): v128 {
  const one = f64x2.splat(1);
  let sum = f64x2.splat(0);
  let count = f64x2.splat(0);
  for (const end = q + (d << 3); q < end; q += 8, row += 16) {
    const t = difference(q, row);
    const present = f64x2.eq(t, t);
    sum = f64x2.add(sum, v128.and(f64x2.mul(t, t), present));
    count = f64x2.add(count, v128.and(one, present));
  }
  return f64x2.mul(f64x2.div(sum, count), f64x2.splat(<f64>d));
}

// Reduced distances from the query q to one pair of rows.
function distancePair(metric: i32, params: usize, q: usize, row: usize, d: usize, work: usize): v128 {
  switch (metric) {
    case EUCLIDEAN:
    case SQUARED_EUCLIDEAN:
      return euclideanPair(q, row, d);
    case EXPANDED_EUCLIDEAN:
      return expandedEuclideanPair(q, row, d);
    case MANHATTAN:
      return manhattanPair(q, row, d);
    case CHEBYSHEV:
      return chebyshevPair(q, row, d);
    case MINKOWSKI:
      return minkowskiPair(q, row, d, load<f64>(params));
    case WEIGHTED_MINKOWSKI:
      return weightedMinkowskiPair(q, row, d, load<f64>(params), params + 8);
    case STANDARDIZED_EUCLIDEAN:
      return standardizedPair(q, row, d, params + 8);
    case MAHALANOBIS:
      return mahalanobisPair(q, row, d, params + 8, work);
    case HAMMING:
      return hammingPair(q, row, d);
    case CANBERRA:
      return canberraPair(q, row, d);
    case BRAY_CURTIS:
      return brayCurtisPair(q, row, d);
    case HAVERSINE:
      return f64x2.replace_lane(f64x2.splat(haversine(q, row)), 1, haversine(q, row + 8));
    case COSINE:
      return cosinePair(q, row, d);
    case NAN_EUCLIDEAN:
      return nanEuclideanPair(q, row, d);
    default:
      return booleanPair(metric, q, row, d);
  }
}

/**
 * Reduced distances from a query to pairs of rows.
 *
 * @param params p, then weights (d), variances (d) or the inverse covariance (d, d), as the metric has them.
 * @param q IN (d)
 * @param pairs IN (count, d, 2)
 * @param out OUT (2 * count)
 * @param work 2 * d doubles of scratch.
 */
export function rowDistances(
  metric: i32,
  params: usize,
  q: usize,
  pairs: usize,
  count: i32,
  d: usize,
  out: usize,
  work: usize,
): void {
  if (metric == EUCLIDEAN) {
    euclideanRows(q, pairs, count, d, out);
    return;
  }
  for (let i = 0; i < count; i++, pairs += d << 4, out += 16)
    v128.store(out, distancePair(metric, params, q, pairs, d, work));
}

/** The distance that a reduced distance stands for. */
export function toDistance(metric: i32, params: usize, reduced: f64): f64 {
  switch (metric) {
    case EUCLIDEAN:
    case EXPANDED_EUCLIDEAN:
    case STANDARDIZED_EUCLIDEAN:
    case MAHALANOBIS:
    case NAN_EUCLIDEAN:
      return Math.sqrt(reduced);
    case MINKOWSKI:
    case WEIGHTED_MINKOWSKI:
      return Math.pow(reduced, 1 / load<f64>(params));
    case HAVERSINE:
      return 2 * Math.asin(Math.sqrt(reduced));
    default:
      return reduced;
  }
}

/** The reduced distance of a distance. */
export function toReduced(metric: i32, params: usize, distance: f64): f64 {
  switch (metric) {
    case EUCLIDEAN:
    case STANDARDIZED_EUCLIDEAN:
    case MAHALANOBIS:
      return distance * distance;
    case MINKOWSKI:
    case WEIGHTED_MINKOWSKI:
      return Math.pow(distance, load<f64>(params));
    case HAVERSINE: {
      const half = Math.sin(0.5 * distance);
      return half * half;
    }
    default:
      return distance;
  }
}
