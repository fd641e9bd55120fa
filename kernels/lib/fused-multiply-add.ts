// a b + c rounded once, as src/core/fused-multiply-add.ts does, with the source and the limits named there.

// @ts-ignore: decorator
@inline
function sumError(a: f64, b: f64, sum: f64): f64 {
  const part = sum - a;
  return a - (sum - part) + (b - part);
}

// Veltkamp's splitting and Dekker's product.
function productError(a: f64, b: f64, product: f64): f64 {
  const aLarge = 134217729 * a; // 2^27 + 1
  const aHigh = aLarge - (aLarge - a);
  const aLow = a - aHigh;
  const bLarge = 134217729 * b;
  const bHigh = bLarge - (bLarge - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function sumRoundedToOdd(a: f64, b: f64): f64 {
  const sum = a + b;
  const error = sumError(a, b, sum);
  const bits = reinterpret<i64>(sum);
  if (error == 0 || (bits & 1) == 1) return sum;
  return reinterpret<f64>(error > 0 == sum > 0 ? bits + 1 : bits - 1);
}

/** a b + c, rounded once. */
export function fusedMultiplyAdd(a: f64, b: f64, c: f64): f64 {
  const product = a * b;
  const low = productError(a, b, product);
  const lowSum = c + low;
  const sum = product + lowSum;
  const lowError = sumError(c, low, lowSum);
  const highError = sumError(product, lowSum, sum);
  const rest = lowError + highError;
  const result = sum + rest;
  const twiceError = 2 * sumError(sum, rest, result);
  if (result + twiceError - result != twiceError || twiceError == 0) return result;
  return sum + sumRoundedToOdd(lowError, highError);
}
