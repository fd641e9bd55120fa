import { count, indent, type Looks } from "./report-layout.js";
import { tableLines } from "./terminal.js";

/** Size of a table, and how much of it is missing. */
export interface TableSize {
  readonly file: string;
  readonly rows: number;
  readonly columns: readonly unknown[];
  readonly missing: number;
  readonly incompleteRows: number;
}

const RIGHT = { align: "right" } as const;

/**
 * The section on the columns of a table: what it is, and a line for each column that is shown.
 *
 * @param rows name, type, missing, distinct and values of each of the first columns.
 * @param elsewhere where the columns beyond them are found.
 */
export function columnSection(
  data: TableSize,
  rows: readonly (readonly string[])[],
  looks: Looks,
  elsewhere = "",
): string[] {
  const gaps =
    data.missing === 0
      ? "nothing missing"
      : `${count(data.missing, "missing value")} in ${count(data.incompleteRows, "row")}`;
  const titles = [
    ...[{ title: "column" }, { title: "type" }, { title: "missing", ...RIGHT }],
    ...[{ title: "distinct", ...RIGHT }, { title: "values" }],
  ];
  const more = data.columns.length - rows.length;
  return [
    looks.bold(data.file) +
      looks.dim(`  ${count(data.rows, "row")}, ${count(data.columns.length, "column")}, ${gaps}`),
    "",
    ...indent(tableLines(titles, rows, looks.dim)),
    ...(more > 0 ? indent([looks.dim(`… and ${count(more, "more column")}${elsewhere}`)]) : []),
  ];
}
