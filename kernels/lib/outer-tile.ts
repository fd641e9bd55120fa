import { multiplyAdd } from "./f64x2-math";

/**
 * g += Σ a bᵀ over `count` rows, a and b having 4 doubles each: 8 accumulators, two loads of b and four splats of a a row.
 *
 * @param a  IN rows `strideA` bytes apart
 * @param b  IN rows `strideB` bytes apart
 * @param g  IN and OUT (4, 4), rows `strideG` bytes apart
 */
@inline
export function addOuterTile(
  count: i32,
  a: usize,
  strideA: usize,
  b: usize,
  strideB: usize,
  g: usize,
  strideG: usize,
): void {
  const g1 = g + strideG;
  const g2 = g1 + strideG;
  const g3 = g2 + strideG;
  let s00 = v128.load(g);
  let s01 = v128.load(g, 16);
  let s10 = v128.load(g1);
  let s11 = v128.load(g1, 16);
  let s20 = v128.load(g2);
  let s21 = v128.load(g2, 16);
  let s30 = v128.load(g3);
  let s31 = v128.load(g3, 16);
  for (let r = 0; r < count; r++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let t = v128.load64_splat(a);
    s00 = multiplyAdd(t, b0, s00);
    s01 = multiplyAdd(t, b1, s01);
    t = v128.load64_splat(a, 8);
    s10 = multiplyAdd(t, b0, s10);
    s11 = multiplyAdd(t, b1, s11);
    t = v128.load64_splat(a, 16);
    s20 = multiplyAdd(t, b0, s20);
    s21 = multiplyAdd(t, b1, s21);
    t = v128.load64_splat(a, 24);
    s30 = multiplyAdd(t, b0, s30);
    s31 = multiplyAdd(t, b1, s31);
    a += strideA;
    b += strideB;
  }
  v128.store(g, s00);
  v128.store(g, s01, 16);
  v128.store(g1, s10);
  v128.store(g1, s11, 16);
  v128.store(g2, s20);
  v128.store(g2, s21, 16);
  v128.store(g3, s30);
  v128.store(g3, s31, 16);
}
