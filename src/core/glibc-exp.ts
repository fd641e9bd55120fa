// The method and its constants are those of exp in the Arm Optimized Routines:
// Copyright (c) 2018, Arm Limited. SPDX-License-Identifier: MIT
import { exp } from "./exp.js";
import { EXP_HIGH, EXP_LOW } from "./exp-log-tables.js";
import { fusedMultiplyAdd } from "./fused-multiply-add.js";

/** 128 / ln 2 */
const PARTS = 184.6649652337873;
/** -ln 2 / 128 in two parts; the first times k is exact. */
const STEP_HIGH = -0.005415212348111709;
const STEP_LOW = -1.2864023111638346e-14;
/** Adding it rounds to a whole number. */
const TO_INTEGER = 6755399441055744;
/** Beyond it the result may be subnormal or too large. */
const LARGEST = 708;
/** Up to here the last product is rounded by itself: the library uses it twice there. */
const UNFUSED = -512;

/**
 * Exponential function, the same bits as `exp` of the GNU C library from 2.28 on, on x86-64 processors with fused multiply-add: what NumPy and
 * SciPy call there where the processor has no 512-bit vectors. It differs from the correctly rounded `exp` in the last bit, at about one
 * argument in 200.
 *
 * Method: e^x = 2^(k/128) e^r with a table of powers of 2, and a polynomial of degree 5.
 *
 * @see Arm Optimized Routines, math/exp.c, https://github.com/ARM-software/optimized-routines
 */
export function glibcExp(x: number): number {
  if (!(Math.abs(x) < LARGEST) || Math.abs(x) < 2 ** -54) return exp(x);
  const kd = x * PARTS + TO_INTEGER - TO_INTEGER;
  const part = ((kd % 128) + 128) % 128;
  const r = x + kd * STEP_HIGH + kd * STEP_LOW;
  const square = r * r;
  const power = EXP_HIGH[part]!;
  const low = EXP_LOW[part]! / power + r;
  const cubic = 0.49999999999996786 + r * 0.16666666666665886;
  const quintic = 0.0416666808410674 + r * 0.008333335853059549;
  const tail = fusedMultiplyAdd(square, cubic, low) + square * square * quintic;
  const scaled = x <= UNFUSED ? power * tail + power : fusedMultiplyAdd(power, tail, power);
  return scaled * 2 ** ((kd - part) / 128);
}
