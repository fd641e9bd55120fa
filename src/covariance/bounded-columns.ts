import { median } from "../core/quantile.js";
import type { ColumnSample } from "./column-sample.js";

// Squares of values up to here, and sums of them over a million rows, are finite.
const LARGEST = 2 ** 500;
// So many median deviations off, a value weighs as if it were at the end of the world.
const FARTHEST = 2 ** 400;

/**
 * Makes the values of columns small enough for their squares to be finite: in a column that holds one beyond 2⁵⁰⁰, values
 * farther off than 2⁴⁰⁰ median deviations are moved there, and the column is scaled by a power of two if it is still
 * too large. That changes no distance that a support of ordinary rows depends on; its moments are to be taken of the sample itself.
 *
 * @returns the sample itself where nothing had to be done.
 */
export function boundColumns(sample: ColumnSample): ColumnSample {
  const { columns, rows, features } = sample;
  let bounded = sample;
  for (let j = 0; j < features; j++) {
    if (largestOf(columns.subarray(j * rows, (j + 1) * rows)) <= LARGEST) continue;
    if (bounded === sample) bounded = { ...sample, columns: columns.slice() };
    const column = bounded.columns.subarray(j * rows, (j + 1) * rows);
    pullIn(column);
    if (largestOf(column) <= LARGEST) continue;
    for (let i = 0; i < rows; i++) column[i]! *= 2 ** -524; // brings the largest double to 2⁵⁰⁰
  }
  return bounded;
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

function pullIn(column: Float64Array): void {
  const center = median(column.slice());
  const reach = FARTHEST * median(column.map((value) => Math.abs(value - center)));
  if (!(reach > 0 && reach < Number.POSITIVE_INFINITY)) return;
  for (let i = 0; i < column.length; i++)
    column[i] = Math.max(center - reach, Math.min(center + reach, column[i]!));
}
