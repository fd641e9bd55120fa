// The method, its constants and its table are those of log in the Arm Optimized Routines:
// Copyright (c) 2018, Arm Limited. SPDX-License-Identifier: MIT
import { productError } from "./exact-sum.js";
import { fusedMultiplyAdd } from "./fused-multiply-add.js";
import { INVERSE_AND_LOG } from "./glibc-log-table.js";

/** ln 2 to 42 binary digits, so that k times it is exact, and the rest to 49. */
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;
/** Up to here k times LN2_LOW is exact. */
const EXACT_MULTIPLE = 16;
/** From here on, below the next, the logarithm is the series at 1. */
const NEAR_ONE = 0.9375;
const NEAR_ONE_END = 1.064697265625;
/** High word of 0.6875, where the 128 parts of a binade begin. */
const FIRST_PART = 0x3fe60000;
/** Smallest double with a full significand. */
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_27 = 2 ** 27;
const TWO_52 = 2 ** 52;
// Scratch to look at the bits of a double; nothing is kept in it between calls. Little-endian, as WebAssembly is.
const DOUBLE = new Float64Array(1);
const WORDS = new Uint32Array(DOUBLE.buffer);

/**
 * Natural logarithm, the same bits as `log` of the GNU C library from 2.28 on, on x86-64 processors with fused multiply-add: what NumPy's
 * legacy generator on Linux calls. It differs from the correctly rounded `log` in the last bit, at one argument in 1200 or so.
 *
 * Method: x = 2ᵏ z; for the part of the binade in which z lies a table gives 1/c and ln c with c near z; then
 * ln x = k ln 2 + ln c + ln(1 + r), r = z/c − 1, and a polynomial. Products and sums are fused where the library's machine code does so;
 * where the product is exact, or nothing but the sum can round, no fusing is needed.
 *
 * Cost: about 110 ns.
 *
 * @returns NaN for x < 0, -Infinity for 0.
 * @see Arm Optimized Routines, math/log.c, https://github.com/ARM-software/optimized-routines; Tang (1990), doi:10.1145/98267.98294.
 */
export function glibcLog(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY))
    return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  if (x >= NEAR_ONE && x < NEAR_ONE_END) return logNearOne(x - 1);
  const subnormal = x < SMALLEST_NORMAL;
  DOUBLE[0] = subnormal ? x * TWO_52 : x;
  const high = WORDS[1]!;
  const offset = high - FIRST_PART;
  const binade = offset >> 20;
  const part = 2 * ((offset >>> 13) & 127);
  const k = subnormal ? binade - 52 : binade;
  WORDS[1] = high - (binade << 20);
  const z = DOUBLE[0]!;

  // The product is so near 1 that the difference is exact: only the last sum rounds.
  const inverse = INVERSE_AND_LOG[part]!;
  const ratio = z * inverse;
  const r = ratio - 1 + productError(z, inverse, ratio);

  const start = k * LN2_HIGH + INVERSE_AND_LOG[part + 1]!;
  const sum = start + r;
  const error = start - sum + r;
  const low =
    k <= EXACT_MULTIPLE && k >= -EXACT_MULTIPLE ? k * LN2_LOW + error : fusedMultiplyAdd(k, LN2_LOW, error);

  // ln(1 + r) - r by the best polynomial, its coefficients near -1/2, 1/3, -1/4, 1/5 and -1/6.
  const square = r * r;
  const lower = fusedMultiplyAdd(-0.2499999999622955, r, 0.33333333331825593);
  const upper = fusedMultiplyAdd(-0.16667054827627667, r, 0.20000304511814496);
  const series = fusedMultiplyAdd(upper, square, lower);
  return fusedMultiplyAdd(r * square, series, fusedMultiplyAdd(-0.5000000000000001, square, low)) + sum;
}

/** ln(1 + r) for r in [-0.0625, 0.0647): r − r²/2 in two parts, and r³ times a polynomial. */
function logNearOne(r: number): number {
  const square = r * r;
  const cube = r * square;
  const first = polynomial(r, square, 0.3333333333333352, -0.24999999999998432, 0.19999999999320328);
  const second = polynomial(r, square, -0.16666666669929706, 0.14285715076560868, -0.12499997863982555);
  const third = polynomial(r, square, 0.11110712032936046, -0.10000486757818193, 0.09181994006195467);
  const upper = fusedMultiplyAdd(fusedMultiplyAdd(cube, -0.08328363062289341, third), cube, second);
  const series = fusedMultiplyAdd(upper, cube, first);

  // rHigh has 26 digits, so that its square is exact.
  const scaled = r * TWO_27;
  const rHigh = r + scaled - scaled;
  const halfSquare = -0.5 * (rHigh * rHigh);
  const high = r + halfSquare;
  const rest = fusedMultiplyAdd(-0.5 * (r - rHigh), rHigh + r, r - high + halfSquare);
  return high + fusedMultiplyAdd(series, cube, rest);
}

/** c0 + c1 r + c2 r² */
function polynomial(r: number, square: number, c0: number, c1: number, c2: number): number {
  return fusedMultiplyAdd(square, c2, fusedMultiplyAdd(c1, r, c0));
}
