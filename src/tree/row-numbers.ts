/** Bytes of the number of one of so many rows in kernel memory, as kernels/lib/tree/row-numbers.ts has it. */
export function rowBytes(rows: number): number {
  if (rows <= 65536) return 2;
  return rows <= 16777216 ? 3 : 4;
}

/** Bytes of `count` lists of all rows: of the last number kernels read one byte more than it has. */
export function rowListsBytes(rows: number, count: number): number {
  return count * rows * rowBytes(rows) + 1;
}

/** The k-th row number in lists of all of so many rows. */
export function rowNumberAt(lists: Uint8Array, rows: number, k: number): number {
  const bytes = rowBytes(rows);
  let row = 0;
  for (let b = bytes - 1; b >= 0; b--) row = row * 256 + lists[k * bytes + b]!;
  return row;
}
