/** `count` numbers from `low` to `high` at equal distances, both ends included, as `numpy.linspace` rounds them. */
export function linspace(low: number, high: number, count: number): Float64Array {
  const intervals = count - 1;
  const step = (high - low) / intervals;
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = (step === 0 ? (i / intervals) * (high - low) : i * step) + low;
  if (count > 1) out[intervals] = high;
  else out[0] = low;
  return out;
}
