// Products of rows with cluster centres, four by four: eight sums stay in registers.

/** Rows and centres of a tile. */
export const TILE: i32 = 4;

/**
 * Scalar products of four rows with the four centres of a panel.
 *
 * @param panel IN (d, 4): four centres, interleaved
 * @param out OUT (4, 4): row by row
 */
// @ts-ignore: decorator
@inline
export function tileProducts(x0: usize, x1: usize, x2: usize, x3: usize, d: i32, panel: usize, out: usize): void {
  let s00 = f64x2.splat(0), s01 = s00, s10 = s00, s11 = s00;
  let s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  let c = panel;
  for (let j: usize = 0; j < <usize>d << 3; j += 8) {
    const c0 = v128.load(c);
    const c1 = v128.load(c, 16);
    let x = v128.load64_splat(x0 + j);
    s00 = f64x2.add(s00, f64x2.mul(x, c0));
    s01 = f64x2.add(s01, f64x2.mul(x, c1));
    x = v128.load64_splat(x1 + j);
    s10 = f64x2.add(s10, f64x2.mul(x, c0));
    s11 = f64x2.add(s11, f64x2.mul(x, c1));
    x = v128.load64_splat(x2 + j);
    s20 = f64x2.add(s20, f64x2.mul(x, c0));
    s21 = f64x2.add(s21, f64x2.mul(x, c1));
    x = v128.load64_splat(x3 + j);
    s30 = f64x2.add(s30, f64x2.mul(x, c0));
    s31 = f64x2.add(s31, f64x2.mul(x, c1));
    c += 32;
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out, s10, 32);
  v128.store(out, s11, 48);
  v128.store(out, s20, 64);
  v128.store(out, s21, 80);
  v128.store(out, s30, 96);
  v128.store(out, s31, 112);
}
