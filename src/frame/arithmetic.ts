import { pow } from "../core/pow.js";
import { roundHalfEven } from "./statistics/round-half-even.js";

/** An operation on two numbers. */
export type Operation = "add" | "sub" | "mul" | "div" | "floordiv" | "mod" | "pow";

/**
 * Applies an operation row by row, or with one number. A missing value (NaN) on either side gives a missing one, save
 * 1 to any power and anything to the power 0, which are 1.
 */
export function combineNumbers(
  values: Float64Array,
  operation: Operation,
  other: number | Float64Array,
): Float64Array {
  const out = new Float64Array(values.length);
  if (typeof other === "number") combineWithOne(values, operation, other, out);
  else combineRows(values, operation, other, out);
  return out;
}

// One loop for each: a loop over a function that varies is five times slower.
function combineWithOne(values: Float64Array, operation: Operation, other: number, out: Float64Array): void {
  const n = out.length;
  if (operation === "add") for (let i = 0; i < n; i++) out[i] = values[i]! + other;
  else if (operation === "sub") for (let i = 0; i < n; i++) out[i] = values[i]! - other;
  else if (operation === "mul") for (let i = 0; i < n; i++) out[i] = values[i]! * other;
  else if (operation === "div") for (let i = 0; i < n; i++) out[i] = values[i]! / other;
  else {
    const f = FUNCTIONS[operation];
    for (let i = 0; i < n; i++) out[i] = f(values[i]!, other);
  }
}

function combineRows(
  values: Float64Array,
  operation: Operation,
  others: Float64Array,
  out: Float64Array,
): void {
  const n = out.length;
  if (operation === "add") for (let i = 0; i < n; i++) out[i] = values[i]! + others[i]!;
  else if (operation === "sub") for (let i = 0; i < n; i++) out[i] = values[i]! - others[i]!;
  else if (operation === "mul") for (let i = 0; i < n; i++) out[i] = values[i]! * others[i]!;
  else if (operation === "div") for (let i = 0; i < n; i++) out[i] = values[i]! / others[i]!;
  else {
    const f = FUNCTIONS[operation];
    for (let i = 0; i < n; i++) out[i] = f(values[i]!, others[i]!);
  }
}

const FUNCTIONS = { mod: modulo, pow, floordiv: floorDivide };

/** Remainder with the sign of the divisor, as Python and NumPy have it; NaN where the divisor is 0. */
export function modulo(a: number, b: number): number {
  const rest = a % b;
  if (rest === 0) return b < 0 ? -0 : 0;
  return b < 0 !== rest < 0 ? rest + b : rest;
}

/** Quotient rounded down, as NumPy has it; a / b where the divisor is 0. */
export function floorDivide(a: number, b: number): number {
  if (b === 0) return a / b;
  const rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0 && b < 0 !== rest < 0) quotient -= 1;
  if (quotient === 0) return a / b < 0 ? -0 : 0;
  const down = Math.floor(quotient);
  return quotient - down > 0.5 ? down + 1 : down;
}

/**
 * Rounds to decimal places, halves to even, with the operations of `numpy.round`.
 *
 * @param decimals negative for tens, hundreds, …
 */
export function roundNumbers(values: Float64Array, decimals: number): Float64Array {
  const scale = 10 ** Math.abs(decimals);
  if (decimals === 0) return values.map(roundHalfEven);
  if (decimals > 0) return values.map((value) => roundHalfEven(value * scale) / scale);
  return values.map((value) => roundHalfEven(value / scale) * scale);
}

/** Values below `lower` become it, those above `upper` that; a missing bound (NaN) bounds nothing. */
export function clipNumbers(
  values: Float64Array,
  lower: number | Float64Array,
  upper: number | Float64Array,
): Float64Array {
  if (typeof lower === "number" && typeof upper === "number") return clipBetween(values, lower, upper);
  const [lows, lowStep] = typeof lower === "number" ? [Float64Array.of(lower), 0] : [lower, 1];
  const [highs, highStep] = typeof upper === "number" ? [Float64Array.of(upper), 0] : [upper, 1];
  const out = values.slice();
  for (let i = 0, j = 0, k = 0; i < out.length; i++, j += lowStep, k += highStep) {
    if (out[i]! < lows[j]!) out[i] = lows[j]!;
    if (out[i]! > highs[k]!) out[i] = highs[k]!;
  }
  return out;
}

function clipBetween(values: Float64Array, lower: number, upper: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) {
    let value = values[i]!;
    if (value < lower) value = lower;
    if (value > upper) value = upper;
    out[i] = value;
  }
  return out;
}

/** Keeps the values where the mask is 1, takes those of `other` elsewhere. */
export function whereNumbers(
  values: Float64Array,
  mask: Int8Array,
  other: number | Float64Array,
): Float64Array {
  const [others, step] = typeof other === "number" ? [Float64Array.of(other), 0] : [other, 1];
  const out = values.slice();
  for (let i = 0, k = 0; i < out.length; i++, k += step) if (mask[i] !== 1) out[i] = others[k]!;
  return out;
}
