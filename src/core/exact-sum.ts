// 2^27 + 1 cuts a double into two halves of 26 bits.
const SPLITTER = 134217729;

/**
 * Rounding error of `sum = a + b`: a + b = sum + error exactly.
 *
 * @see Knuth (1997), The Art of Computer Programming, volume 2, theorem 4.2.2B.
 */
export function sumError(a: number, b: number, sum: number): number {
  const bPart = sum - a;
  return a - (sum - bPart) + (b - bPart);
}

/**
 * Rounding error of `product = a b`: a b = product + error exactly, barring overflow and underflow.
 *
 * @see Dekker (1971), doi:10.1007/BF01397083.
 */
export function productError(a: number, b: number, product: number): number {
  const aWide = a * SPLITTER;
  const aHigh = aWide - (aWide - a);
  const aLow = a - aHigh;
  const bWide = b * SPLITTER;
  const bHigh = bWide - (bWide - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
