// NumPy's block: up to 128 numbers are added in eight running sums.
const BLOCK = 128;

/**
 * {@link pairwiseSum} of numbers that are made while they are added.
 *
 * @internal
 */
export function pairwiseSumOf(
  count: number,
  valueAt: (i: number) => number,
  from = 0,
  room: Float64Array = new Float64Array(BLOCK),
): number {
  if (count > BLOCK) {
    const half = Math.floor(count / 2);
    const first = half - (half % 8);
    const sum = pairwiseSumOf(first, valueAt, from, room);
    return sum + pairwiseSumOf(count - first, valueAt, from + first, room);
  }
  for (let i = 0; i < count; i++) room[i] = valueAt(from + i);
  return pairwiseSum(room, 0, count);
}

/**
 * Sum of numbers by halves, as NumPy adds a contiguous array: the error grows with log n instead of n, and the bits are NumPy's.
 *
 * @see Higham (1993), The accuracy of floating point summation, doi:10.1137/0914050.
 * @internal
 */
export function pairwiseSum(values: ArrayLike<number>, from = 0, count: number = values.length): number {
  if (count < 8) {
    let sum = 0;
    for (let i = from; i < from + count; i++) sum += values[i]!;
    return sum;
  }
  if (count > BLOCK) {
    const half = Math.floor(count / 2);
    const first = half - (half % 8);
    return pairwiseSum(values, from, first) + pairwiseSum(values, from + first, count - first);
  }
  const whole = count - (count % 8);
  let a = values[from]!;
  let b = values[from + 1]!;
  let c = values[from + 2]!;
  let d = values[from + 3]!;
  let e = values[from + 4]!;
  let f = values[from + 5]!;
  let g = values[from + 6]!;
  let h = values[from + 7]!;
  for (let i = from + 8; i < from + whole; i += 8) {
    a += values[i]!;
    b += values[i + 1]!;
    c += values[i + 2]!;
    d += values[i + 3]!;
    e += values[i + 4]!;
    f += values[i + 5]!;
    g += values[i + 6]!;
    h += values[i + 7]!;
  }
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (let i = from + whole; i < from + count; i++) sum += values[i]!;
  return sum;
}
