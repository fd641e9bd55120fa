import { expVector, logVector, splat } from "./lib/f64x2-math";

/**
 * eˣ element by element, within 2 units in the last place; x is clamped to [-708, 709].
 *
 * @param x  IN (n), n even (pad it)
 * @param y  OUT (n); may be x
 */
export function expArray(n: i32, x: usize, y: usize): void {
  for (let p: usize = 0; p < <usize>n * 8; p += 16) v128.store(y + p, expVector(v128.load(x + p)));
}

/**
 * ln x element by element, within 1 unit in the last place, for positive normal finite x.
 *
 * @param x  IN (n), n even (pad it)
 * @param y  OUT (n); may be x
 */
export function logArray(n: i32, x: usize, y: usize): void {
  for (let p: usize = 0; p < <usize>n * 8; p += 16) v128.store(y + p, logVector(v128.load(x + p)));
}

/**
 * 1 / (1 + e⁻ˣ) element by element, without overflow.
 *
 * @param x  IN (n), n even (pad it)
 * @param y  OUT (n); may be x
 */
export function sigmoidArray(n: i32, x: usize, y: usize): void {
  const one = splat(1);
  const zero = splat(0);
  for (let p: usize = 0; p < <usize>n * 8; p += 16) {
    const value = v128.load(x + p);
    const e = expVector(f64x2.neg(f64x2.abs(value)));
    const larger = f64x2.div(one, f64x2.add(one, e));
    v128.store(y + p, v128.bitselect(f64x2.mul(e, larger), larger, f64x2.lt(value, zero)));
  }
}
