// Vector arithmetic on pairs of doubles, inlined into the kernels. Plain SIMD only: relaxed results differ between CPUs.

/** a b + c. */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f64x2.add(f64x2.mul(a, b), c);
}

@inline
export function splat(x: f64): v128 {
  return f64x2.splat(x);
}

/** Sum of both lanes. */
@inline
export function sumLanes(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/**
 * eˣ within 2 units in the last place, for x clamped to [-708, 709].
 * x = k ln 2 + r, |r| <= ln 2 / 2; Taylor polynomial of degree 13 in r, remainder below 2e-16; scaled by adding k to the exponent.
 */
@inline
export function expVector(x: v128): v128 {
  const clamped = f64x2.pmin(f64x2.pmax(x, splat(-708)), splat(709));
  const magic = splat(6755399441055744.0); // 1.5 × 2⁵²: adding it rounds to an integer, left in the low bits
  const shifted = multiplyAdd(clamped, splat(1.4426950408889634), magic);
  const k = f64x2.sub(shifted, magic);
  const high = f64x2.sub(clamped, f64x2.mul(k, splat(6.9314718036912382e-1)));
  const r = f64x2.sub(high, f64x2.mul(k, splat(1.9082149292705877e-10)));
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const p0 = multiplyAdd(r2, multiplyAdd(r, splat(1.0 / 24), splat(1.0 / 6)), multiplyAdd(r, splat(0.5), splat(1)));
  const p1 = multiplyAdd(
    r2,
    multiplyAdd(r, splat(1.0 / 40320), splat(1.0 / 5040)),
    multiplyAdd(r, splat(1.0 / 720), splat(1.0 / 120)),
  );
  const p2 = multiplyAdd(
    r2,
    multiplyAdd(r, splat(1.0 / 479001600), splat(1.0 / 39916800)),
    multiplyAdd(r, splat(1.0 / 3628800), splat(1.0 / 362880)),
  );
  const e = multiplyAdd(r, multiplyAdd(r4, multiplyAdd(r4, p2, p1), p0), splat(1));
  return i64x2.add(e, i64x2.shl(shifted, 52));
}

/**
 * ln x within 1 unit in the last place, for positive normal finite x. Reduction and polynomial as in FreeBSD's e_log.c:
 * x = 2ᵏ m, m in [√½, √2), s = f / (2 + f), f = m − 1.
 */
@inline
export function logVector(x: v128): v128 {
  const root = i64x2.splat(0x3fe6a09e00000000);
  const offset = i64x2.sub(x, root);
  const m = i64x2.add(v128.and(offset, i64x2.splat(0x000fffffffffffff)), root);
  const biased = i64x2.add(i64x2.shr_s(offset, 52), i64x2.splat(0x4338000000000000));
  const k = f64x2.sub(biased, splat(6755399441055744.0));
  const f = f64x2.sub(m, splat(1));
  const s = f64x2.div(f, f64x2.add(f, splat(2)));
  const z = f64x2.mul(s, s);
  let p = multiplyAdd(z, splat(1.479819860511658591e-1), splat(1.531383769920937332e-1));
  p = multiplyAdd(z, p, splat(1.818357216161805012e-1));
  p = multiplyAdd(z, p, splat(2.222219843214978396e-1));
  p = multiplyAdd(z, p, splat(2.857142874366239149e-1));
  p = multiplyAdd(z, p, splat(3.999999999940941908e-1));
  p = multiplyAdd(z, p, splat(6.66666666666673513e-1));
  const remainder = f64x2.mul(z, p);
  const half = f64x2.mul(f64x2.mul(f, f), splat(0.5));
  const low = multiplyAdd(s, f64x2.add(half, remainder), f64x2.mul(k, splat(1.9082149292705877e-10)));
  return f64x2.sub(f64x2.mul(k, splat(6.9314718036912382e-1)), f64x2.sub(f64x2.sub(half, low), f));
}

/** xᵀ w over d doubles, in the order of {@link dotRows}: a row gets the same bits from both. */
@inline
export function dot(d: i32, x: usize, w: usize): f64 {
  let s = splat(0);
  const even = <usize>(d & ~1) << 3;
  for (let p: usize = 0; p < even; p += 16) s = multiplyAdd(v128.load(x + p), v128.load(w + p), s);
  const sum = sumLanes(s);
  return d & 1 ? load<f64>(x + even) * load<f64>(w + even) + sum : sum;
}

/** z[0 … 3] = xᵣᵀ w + b for four rows that lie `stride` bytes apart: w is loaded once for all. */
@inline
export function dotRows(d: i32, x: usize, stride: usize, w: usize, b: f64, z: usize): void {
  const x1 = x + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  let s0 = splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  const even = <usize>(d & ~1) << 3;
  for (let p: usize = 0; p < even; p += 16) {
    const weights = v128.load(w + p);
    s0 = multiplyAdd(v128.load(x + p), weights, s0);
    s1 = multiplyAdd(v128.load(x1 + p), weights, s1);
    s2 = multiplyAdd(v128.load(x2 + p), weights, s2);
    s3 = multiplyAdd(v128.load(x3 + p), weights, s3);
  }
  let z01 = f64x2.add(v128.shuffle<f64>(s0, s1, 0, 2), v128.shuffle<f64>(s0, s1, 1, 3));
  let z23 = f64x2.add(v128.shuffle<f64>(s2, s3, 0, 2), v128.shuffle<f64>(s2, s3, 1, 3));
  if (d & 1) {
    const last = v128.load64_splat(w + even);
    const x01 = f64x2.replace_lane(v128.load64_splat(x + even), 1, load<f64>(x1 + even));
    const x23 = f64x2.replace_lane(v128.load64_splat(x2 + even), 1, load<f64>(x3 + even));
    z01 = multiplyAdd(x01, last, z01);
    z23 = multiplyAdd(x23, last, z23);
  }
  v128.store(z, f64x2.add(z01, splat(b)));
  v128.store(z, f64x2.add(z23, splat(b)), 16);
}

/** g += r x over d doubles. */
@inline
export function addScaledRow(d: i32, r: f64, x: usize, g: usize): void {
  const scale = splat(r);
  let p: i32 = 0;
  for (; p + 2 <= d; p += 2) {
    v128.store(g, multiplyAdd(scale, v128.load(x), v128.load(g)));
    x += 16;
    g += 16;
  }
  if (p < d) store<f64>(g, load<f64>(g) + r * load<f64>(x));
}

/** g += r₀ x₀ + r₁ x₁ + r₂ x₂ + r₃ x₃ over d doubles; the four rows lie `stride` bytes apart. */
@inline
export function addScaledRows(d: i32, r: usize, x: usize, stride: usize, g: usize): void {
  const r0 = v128.load64_splat(r);
  const r1 = v128.load64_splat(r, 8);
  const r2 = v128.load64_splat(r, 16);
  const r3 = v128.load64_splat(r, 24);
  const stride2 = stride + stride;
  const stride3 = stride2 + stride;
  let p: i32 = 0;
  for (; p + 2 <= d; p += 2) {
    const low = multiplyAdd(r1, v128.load(x + stride), multiplyAdd(r0, v128.load(x), v128.load(g)));
    v128.store(g, multiplyAdd(r3, v128.load(x + stride3), multiplyAdd(r2, v128.load(x + stride2), low)));
    x += 16;
    g += 16;
  }
  if (p < d) {
    const low = load<f64>(g) + load<f64>(r) * load<f64>(x) + load<f64>(r, 8) * load<f64>(x + stride);
    store<f64>(g, low + load<f64>(r, 16) * load<f64>(x + stride2) + load<f64>(r, 24) * load<f64>(x + stride3));
  }
}
