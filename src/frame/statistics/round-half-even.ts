/** Nearest whole number, of two equally near the even one. */
export function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (!(rest > 0.5 || (rest === 0.5 && below % 2 !== 0))) return below;
  return below === -1 ? -0 : below + 1;
}
