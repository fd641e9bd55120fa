import type { Matrix } from "../core/matrix.js";

/** Rows looked at: some thousand values or fewer show as equal ones among them. */
const SAMPLE = 128;

/** Share of the features that seem to have equal values in different rows, as singles, by a sample of the rows. */
export function tiedShare({ data, rows, columns }: Matrix): number {
  const size = Math.min(rows, SAMPLE);
  const sample = new Float32Array(size);
  let tied = 0;
  for (let j = 0; j < columns; j++) {
    for (let k = 0; k < size; k++) sample[k] = data[Math.floor((k * rows) / size) * columns + j]!;
    sample.sort();
    if (sample.some((value, k) => value === sample[k - 1])) tied++;
  }
  return tied / columns;
}
