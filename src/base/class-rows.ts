/** Number of samples of each class, shape (nClasses). */
export function countClasses(codes: Int32Array, nClasses: number): Int32Array {
  const counts = new Int32Array(nClasses);
  for (let i = 0; i < codes.length; i++) counts[codes[i]!]!++;
  return counts;
}

/** Rows of each class, ascending. */
export function classRows(codes: Int32Array, nClasses: number): readonly Int32Array[] {
  const rows = Array.from(countClasses(codes, nClasses), (count) => new Int32Array(count));
  const filled = new Int32Array(nClasses);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    rows[code]![filled[code]!++] = i;
  }
  return rows;
}

/** Rows of one class, ascending. */
export function rowsOfClass(codes: Int32Array, code: number): Int32Array {
  let count = 0;
  for (let i = 0; i < codes.length; i++) if (codes[i] === code) count++;
  const rows = new Int32Array(count);
  for (let i = 0, at = 0; i < codes.length; i++) if (codes[i] === code) rows[at++] = i;
  return rows;
}
