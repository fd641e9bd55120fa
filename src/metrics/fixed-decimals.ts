/** A number with so many decimals as Python writes it: a tie goes to the even digit, and not away from zero; a negative zero keeps its sign. */
export function fixedDecimals(value: number, digits: number): string {
  if (Number.isNaN(value)) return "nan";
  if (Object.is(value, -0)) return `-${(0).toFixed(digits)}`;
  const rounded = value.toFixed(digits);
  if (digits >= 100 || Math.abs(value) >= 1e21) return rounded;
  // A double that lies midway has all its digits within 60 more places.
  const exact = value.toFixed(Math.min(100, digits + 60));
  const cut = exact.length - (Math.min(100, digits + 60) - digits);
  if (!/^50*$/.test(exact.slice(cut))) return rounded;
  const below = exact.slice(0, cut).replace(/\.$/, "");
  return Number(below[below.length - 1]) % 2 === 0 ? below : rounded;
}

/** A number of samples, or their weight, as Python writes it. */
export function pythonCount(value: number, isWhole: boolean): string {
  return isWhole || !Number.isInteger(value) ? String(value) : value.toFixed(1);
}
