import type { MadeColumns, RowsToWrite } from "../base/resampled-rows.js";
import type { Matrix } from "../core/matrix.js";
import type { NumericColumns } from "./category-table.js";
import type { RowPairs } from "./interpolate-rows.js";

/** New rows of numbers and categories that are not yet written. */
export interface MixedRows {
  readonly numbers: NumericColumns;
  /** Columns of the table that hold the numbers, in the order of `numbers`. */
  readonly continuous: readonly number[];
  /** Columns of the table that hold categories. */
  readonly categorical: readonly number[];
  /** For each column of categories, a row of the table with each new row's category. */
  readonly voted: readonly Int32Array[];
  /** Rows of the table between which the numbers lie. */
  readonly pairs: RowPairs;
}

/** The new rows of a matrix whose categories are numbers too. */
export function mixedRows(
  { data, columns: d }: Matrix,
  { numbers, continuous, categorical, voted, pairs }: MixedRows,
): RowsToWrite {
  const { bases, targets, steps } = pairs;
  const { matrix, at } = numbers;
  return {
    rows: bases.length,
    columns: d,
    writeTo(out: Float64Array): void {
      for (let i = 0, to = 0; i < bases.length; i++, to += d) {
        const a = bases[i]! * matrix.columns;
        const b = targets[i]! * matrix.columns;
        for (let k = 0; k < at.length; k++) {
          const base = matrix.data[a + at[k]!]!;
          out[to + continuous[k]!] = base + steps[i]! * (matrix.data[b + at[k]!]! - base);
        }
        for (let k = 0; k < voted.length; k++) {
          const j = categorical[k]!;
          out[to + j] = data[voted[k]![i]! * d + j]!;
        }
      }
    },
  };
}

/** The new rows of a table of other kind, column by column. */
export function mixedColumns({ numbers, continuous, categorical, voted, pairs }: MixedRows): MadeColumns {
  const { bases, targets, steps } = pairs;
  const { data, columns } = numbers.matrix;
  const made = new Array<Float64Array | Int32Array>(continuous.length + categorical.length);
  for (const [k, j] of continuous.entries()) {
    const at = numbers.at[k]!;
    made[j] = Float64Array.from(steps, (step, i) => {
      const base = data[bases[i]! * columns + at]!;
      return base + step * (data[targets[i]! * columns + at]! - base);
    });
  }
  for (const [k, j] of categorical.entries()) made[j] = voted[k]!;
  return made;
}
