import { exp } from "./exp.js";
import { log } from "./log.js";

/** Whole exponents up to here are taken by multiplication. */
const LARGEST_BY_PRODUCTS = 1024;

/**
 * x to the power y, the same bits in every engine; `Math.pow` is not. Whole exponents by products, ½ by the square root, others as
 * exp(y ln x), whose relative error is about |y ln x| · 10⁻¹⁶.
 *
 * @returns as C99 has it: 1 for x = 1 or y = 0 even if the other is NaN; NaN for a negative x and a fractional y.
 */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (Number.isInteger(y) && Math.abs(y) <= LARGEST_BY_PRODUCTS) return integerPower(x, y);
  const magnitude = Math.abs(x);
  if (magnitude === 1 && !Number.isFinite(y)) return 1;
  const isOdd = Number.isInteger(y) && Math.abs(y) < 2 ** 53 && Math.abs(y) % 2 === 1;
  if (x < 0 && !Number.isInteger(y) && Number.isFinite(x) && Number.isFinite(y)) return Number.NaN;
  const power = y === 0.5 ? Math.sqrt(magnitude) : exp(y * log(magnitude));
  return isOdd && (x < 0 || Object.is(x, -0)) ? -power : power;
}

/** By squaring; the reciprocal is taken last, or first where the power would overflow. */
function integerPower(x: number, n: number): number {
  const power = product(x, Math.abs(n));
  if (n > 0) return power;
  return Number.isFinite(power) || !Number.isFinite(x) ? 1 / power : product(1 / x, -n);
}

function product(x: number, n: number): number {
  let result = 1;
  let square = x;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}
