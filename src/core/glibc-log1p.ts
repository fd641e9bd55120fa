// Logarithm of 1 + x with the bits of log1p of the GNU C library on x86-64 processors with fused multiply-add: what SciPy's logit calls on Linux.
//
// Method and constants, but for what is fused, are those of FDLIBM's s_log1p.c:
// Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
// Developed at SunPro, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is freely granted,
// provided that this notice is preserved.
import { fusedMultiplyAdd } from "./fused-multiply-add.js";

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** Coefficients of (log(1 + f) - 2 s) / s by powers of s² = (f / (2 + f))². */
const SERIES = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
  0.15313837699209373, 0.14798198605116586,
] as const;
/** Between these, nearly √½ - 1 and √2 - 1, 1 + x is not reduced. */
const LEAST_UNREDUCED = -0.2928934097290039;
const MOST_UNREDUCED = 0.4142136573791504;
/** Upper half of the fraction of √2. */
const ROOT_FRACTION = 0x6a09e;
// Scratch to look at the bits of a double; nothing is kept in it between calls. Little-endian, as WebAssembly is.
const DOUBLE = new Float64Array(1);
const WORDS = new Uint32Array(DOUBLE.buffer);

/**
 * ln(1 + x) with the bits of the GNU C library; within 1 unit in the last place.
 *
 * @returns NaN for x < -1, -Infinity for -1.
 */
export function glibcLog1p(x: number): number {
  if (!(x > -1 && x < Number.POSITIVE_INFINITY)) {
    if (x === -1) return Number.NEGATIVE_INFINITY;
    return x > 0 ? x : Number.NaN;
  }
  if (Math.abs(x) < 2 ** -29) return Math.abs(x) < 2 ** -54 ? x : x - x * x * 0.5;
  if (x > LEAST_UNREDUCED && x < MOST_UNREDUCED) return unreduced(x);
  // 1 + x = 2^k (1 + f), and what rounding takes from it, relatively.
  const u = x < 2 ** 53 ? 1 + x : x;
  DOUBLE[0] = u;
  const high = WORDS[1]!;
  const fraction = high & 0xfffff;
  const isUpper = fraction >= ROOT_FRACTION;
  const exponent = (high >>> 20) - 1023;
  const lost = u === x ? 0 : exponent > 0 ? 1 - (u - x) : x - (u - 1);
  WORDS[1] = fraction | (isUpper ? 0x3fe00000 : 0x3ff00000);
  const isNearOne = isUpper ? 0x100000 - fraction < 4 : fraction === 0;
  return reduced(DOUBLE[0]! - 1, exponent + (isUpper ? 1 : 0), lost / u, isNearOne);
}

function unreduced(f: number): number {
  const half = 0.5 * f * f;
  return f - (half - odd(f, half));
}

/** ln(2^k (1 + f)) + c for √½ < 1 + f < √2. */
function reduced(f: number, k: number, c: number, isNearOne: boolean): number {
  const half = 0.5 * f * f;
  const low = fusedMultiplyAdd(k, LN2_LOW, c);
  if (!isNearOne) {
    const rest = half - (low + odd(f, half)) - f;
    return k === 0 ? f - (half - odd(f, half)) : fusedMultiplyAdd(k, LN2_HIGH, -rest);
  }
  if (f === 0) return k === 0 ? 0 : fusedMultiplyAdd(k, LN2_HIGH, low);
  const cubic = fusedMultiplyAdd(-f, 0.6666666666666666, 1) * half;
  return k === 0 ? f - cubic : fusedMultiplyAdd(k, LN2_HIGH, -(cubic - low - f));
}

/** s (f²/2 + R) of log(1 + f) = f - (f²/2 - s (f²/2 + R)), s = f / (2 + f). */
function odd(f: number, half: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const z2 = z * z;
  const z4 = z2 * z2;
  const [a, b, c, d, e, g, h] = SERIES;
  const first = fusedMultiplyAdd(z, a, z2 * fusedMultiplyAdd(z, c, b));
  const second = fusedMultiplyAdd(z4, fusedMultiplyAdd(z, e, d), first);
  const series = fusedMultiplyAdd(z2 * z4, fusedMultiplyAdd(z, h, g), second);
  return (series + half) * s;
}
