/** Moves values outside [low, high] to the nearer end; NaN stays. */
export function clipInPlace(values: Float64Array, low: number, high: number): void {
  for (let p = 0; p < values.length; p++) {
    if (values[p]! < low) values[p] = low;
    else if (values[p]! > high) values[p] = high;
  }
}
