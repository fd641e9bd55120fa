/** Inner product xᵀy. */
export function dot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/** y ← y + a x. */
export function axpy(a: number, x: ArrayLike<number>, y: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i]! += a * x[i]!;
}

/** Euclidean norm, safe against overflow and underflow of the squares. */
export function norm2(x: ArrayLike<number>): number {
  const scale = maxAbs(x);
  if (scale === 0 || !Number.isFinite(scale)) return scale;
  const safe = scale > 1e-140 && scale < 1e140;
  const unit = safe ? 1 : scale;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i]! / unit) ** 2;
  return unit * Math.sqrt(sum);
}

/** Sum of absolute values. */
export function norm1(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += Math.abs(x[i]!);
  return sum;
}

/** Largest absolute value; NaN if any element is. */
export function maxAbs(x: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    const value = Math.abs(x[i]!);
    if (!(value <= largest)) largest = value;
    if (Number.isNaN(value)) return value;
  }
  return largest;
}
