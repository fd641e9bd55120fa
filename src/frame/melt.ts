import { custom, type ParamSpecs, resolveParams } from "../base/params.js";
import { narrowCodes } from "./category-codes.js";
import { CategoryColumn } from "./category-column.js";
import type { Column } from "./column.js";
import { subsetSpec } from "./duplicates.js";
import { findColumns, type NamedColumns } from "./find-column.js";
import { NumberColumn } from "./number-column.js";
import { stackColumns } from "./stack-columns.js";
import { takeOrMissing } from "./take-or-missing.js";

/** How a frame is melted. */
export interface MeltOptions<
  I extends string = string,
  V extends string = string,
  N extends string = string,
  W extends string = string,
> {
  /** Columns that are repeated; default: none. */
  readonly idVars?: I | readonly I[];
  /** Columns whose values are put below each other, of one type; default: all others. */
  readonly valueVars?: V | readonly V[];
  /** Name of the column that tells which column a value is from; default "variable". */
  readonly varName?: N;
  /** Name of the column of values; default "value". */
  readonly valueName?: W;
}

interface ResolvedMelt {
  readonly idVars: string | readonly string[] | null;
  readonly valueVars: string | readonly string[] | null;
  readonly varName: string;
  readonly valueName: string;
}

const name = (value: string): ParamSpecs<ResolvedMelt>["varName"] =>
  custom<string>({
    default: value,
    help: "Name of a column.",
    domain: "a string",
    outside: [1, null],
    accepts: (candidate) => typeof candidate === "string",
  });

const meltSpecs: ParamSpecs<ResolvedMelt> = {
  idVars: subsetSpec,
  valueVars: subsetSpec,
  varName: name("variable"),
  valueName: name("value"),
};

/**
 * A row for each row and each value column: all rows of the first, then of the second, …
 *
 * Cost: O(rows of the result).
 */
export function meltColumns(
  where: string,
  frame: NamedColumns,
  options: MeltOptions,
): { readonly columns: Column[]; readonly rows: number } {
  const { idVars, valueVars, varName, valueName } = resolveParams(where, meltSpecs, options);
  const ids = findColumns(where, "idVars", frame, idVars ?? []);
  const values =
    valueVars === null
      ? frame.columns.filter((column) => !ids.includes(column))
      : findColumns(where, "valueVars", frame, valueVars);
  const rows = frame.rows * values.length;
  const codes = new Int32Array(rows);
  const repeated = new Int32Array(rows);
  for (let v = 0; v < values.length; v++) {
    codes.fill(v, v * frame.rows, (v + 1) * frame.rows);
    for (let i = 0; i < frame.rows; i++) repeated[v * frame.rows + i] = i;
  }
  const names = values.map((column) => column.name);
  const value =
    values.length === 0
      ? new NumberColumn(valueName, new Float64Array(0))
      : stackColumns(where, valueName, values);
  return {
    columns: [
      ...ids.map((id) => takeOrMissing(id, repeated)),
      new CategoryColumn(varName, narrowCodes(codes, names.length), names),
      value,
    ],
    rows,
  };
}
