/** Cells along each of the features that order the points: 2¹⁶ cells or fewer in all. */
const CELL_BITS = [16, 8, 5] as const;

/**
 * An order in which points that follow each other lie close together: cells of a grid over the first three features
 * along the Z-curve. Queries asked in this order find the memory of their neighbours in the cache.
 *
 * Cost: O(n d).
 *
 * @param rows shape (n, d), row-major.
 * @returns the permutation, shape (n).
 * @see Morton (1966), A computer oriented geodetic data base.
 */
export function spatialOrder(rows: Float64Array, d: number): Int32Array {
  const n = rows.length / d;
  const features = Math.min(d, CELL_BITS.length);
  const bits = CELL_BITS[features - 1]!;
  const cells = new Uint16Array(n);
  for (let j = 0; j < features; j++) addCells(cells, rows, d, j, features, bits);
  return countingOrder(cells, features * bits);
}

/** Adds the bits of feature j's cell numbers, spread so that the features interleave. */
function addCells(
  cells: Uint16Array,
  rows: Float64Array,
  d: number,
  j: number,
  features: number,
  bits: number,
): void {
  let least = Infinity;
  let largest = -Infinity;
  for (let at = j; at < rows.length; at += d) {
    const value = rows[at]!;
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  const top = 2 ** bits - 1;
  const scale = largest > least ? top / (largest - least) : 0;
  const spread = new Uint16Array(top + 1);
  for (let cell = 0; cell <= top; cell++) {
    for (let bit = 0; bit < bits; bit++) spread[cell]! |= ((cell >> bit) & 1) << (bit * features + j);
  }
  for (let i = 0, at = j; i < cells.length; i++, at += d)
    cells[i]! |= spread[((rows[at]! - least) * scale) | 0]!;
}

function countingOrder(keys: Uint16Array, bits: number): Int32Array {
  const starts = new Int32Array(2 ** bits + 1);
  for (const key of keys) starts[key + 1]!++;
  for (let key = 0; key < starts.length - 1; key++) starts[key + 1]! += starts[key]!;
  const order = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) order[starts[keys[i]!]!++] = i;
  return order;
}
