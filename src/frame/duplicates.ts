import {
  choice,
  custom,
  either,
  nullByDefault,
  type ParamSpec,
  type ParamSpecs,
  resolveParams,
} from "../base/params.js";
import { BooleanColumn } from "./boolean-column.js";
import { findColumns, type NamedColumns } from "./find-column.js";
import { groupRows } from "./group-rows.js";

/** Which rows count as duplicates. */
export interface DuplicateOptions<C extends string = string> {
  /** Columns in which rows must agree; default: all. */
  readonly subset?: C | readonly C[];
  /** Which of the rows that agree is no duplicate: the first, the last, or none (false); default "first". */
  readonly keep?: "first" | "last" | false;
}

interface ResolvedDuplicates {
  readonly subset: string | readonly string[] | null;
  readonly keep: "first" | "last" | false;
}

/** Spec of some columns; null for all. */
export const subsetSpec: ParamSpec<string | readonly string[] | null> = nullByDefault(
  custom<string | readonly string[]>({
    default: "",
    help: "Columns.",
    domain: "a column name or an array of them",
    outside: [1, {}],
    accepts: (value) =>
      typeof value === "string" || (Array.isArray(value) && value.every((name) => typeof name === "string")),
  }),
  "all columns",
);

const duplicateSpecs: ParamSpecs<ResolvedDuplicates> = {
  subset: subsetSpec,
  keep: either<"first" | "last", false>(
    "first",
    choice({ default: "first", options: ["first", "last"], help: "Which row is no duplicate." }),
    custom<false>({
      default: false,
      help: "None.",
      domain: "false (none)",
      outside: [true],
      accepts: (value) => value === false,
    }),
  ),
};

/**
 * Whether each row repeats another; missing equals missing. Without columns none does.
 *
 * Cost: O(rows) for each column.
 */
export function duplicatedRows(where: string, frame: NamedColumns, options: DuplicateOptions): BooleanColumn {
  const { subset, keep } = resolveParams(where, duplicateSpecs, options);
  const columns = subset === null ? frame.columns : findColumns(where, "subset", frame, subset);
  const repeats = new Int8Array(frame.rows);
  if (columns.length === 0) return new BooleanColumn("duplicated", repeats);
  const { codes, count, firstRows } = groupRows(columns, frame.rows, { dropna: false, sort: false });
  const kept = keep === "first" ? firstRows : lastRows(codes, count);
  for (let i = 0; i < repeats.length; i++) if (kept[codes[i]!] !== i) repeats[i] = 1;
  if (keep === false)
    for (let i = 0; i < repeats.length; i++) if (firstRows[codes[i]!] !== kept[codes[i]!]) repeats[i] = 1;
  return new BooleanColumn("duplicated", repeats);
}

function lastRows(codes: Int32Array, count: number): Int32Array {
  const rows = new Int32Array(count);
  for (let i = 0; i < codes.length; i++) rows[codes[i]!] = i;
  return rows;
}

/** Rows that are no duplicates, in their order. */
export function distinctRows(where: string, frame: NamedColumns, options: DuplicateOptions): Int32Array {
  const { codes: repeats } = duplicatedRows(where, frame, options);
  const rows = new Int32Array(repeats.length);
  let count = 0;
  for (let i = 0; i < repeats.length; i++) if (repeats[i] === 0) rows[count++] = i;
  return rows.subarray(0, count);
}
