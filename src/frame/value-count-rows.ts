import { flag, type ParamSpecs, resolveParams } from "../base/params.js";
import { InvalidInputError } from "../core/errors.js";
import type { Column } from "./column.js";
import { groupRows } from "./group-rows.js";
import { groupSizes } from "./group-statistics.js";
import { NumberColumn } from "./number-column.js";
import { sortAscending, sortDescendingOrder } from "./order-numbers.js";

/** How values are counted. */
export interface ValueCountsOptions<N extends boolean = boolean> {
  /** Whether the column `proportion` of shares is given in place of `count`; default false. */
  readonly normalize?: N;
  /** Whether the most frequent come first; else in order of first appearance; default true. */
  readonly sort?: boolean;
  /** Whether the least frequent come first instead; default false. */
  readonly ascending?: boolean;
  /** Whether missing values are left out; default true. */
  readonly dropna?: boolean;
}

const countSpecs: ParamSpecs<Required<ValueCountsOptions>> = {
  normalize: flag({ default: false, help: "Shares in place of counts." }),
  sort: flag({ default: true, help: "In the order of the counts." }),
  ascending: flag({ default: false, help: "The least frequent first." }),
  dropna: flag({ default: true, help: "Leave missing values out." }),
};

/** Schema of the column that {@link countValues} adds. */
export type CountColumn<N extends boolean> = [N] extends [true]
  ? { readonly proportion: "number" }
  : { readonly count: "number" };

/**
 * Distinct rows of some columns and how often each occurs; equally frequent ones in order of first appearance.
 *
 * Cost: O(rows) for each column.
 */
export function countValues(
  where: string,
  columns: readonly Column[],
  rows: number,
  options: ValueCountsOptions,
): { readonly columns: Column[]; readonly rows: number } {
  const { normalize, sort, ascending, dropna } = resolveParams(where, countSpecs, options);
  if (columns.length === 0) throw new InvalidInputError(where, "there must be a column to count", []);
  const groups = groupRows(columns, rows, { dropna, sort: false });
  const sizes = groupSizes(groups);
  const order = sort ? (ascending ? sortAscending(sizes) : sortDescendingOrder(sizes)) : undefined;
  const firstRows = order === undefined ? groups.firstRows : order.map((group) => groups.firstRows[group]!);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const counts = new Float64Array(groups.count);
  for (let i = 0; i < counts.length; i++) {
    const size = sizes[order === undefined ? i : order[i]!]!;
    counts[i] = normalize ? size / total : size;
  }
  const counted = new NumberColumn(normalize ? "proportion" : "count", counts);
  return { columns: [...columns.map((column) => column.takeRows(firstRows)), counted], rows: groups.count };
}
