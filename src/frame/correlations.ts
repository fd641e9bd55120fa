import { choice, flag, integer, type ParamSpecs, resolveParams } from "../base/params.js";
import { InvalidInputError } from "../core/errors.js";
import type { BooleanColumn } from "./boolean-column.js";
import { CategoryColumn } from "./category-column.js";
import type { Column } from "./column.js";
import { NumberColumn } from "./number-column.js";
import type { NameOf, Schema } from "./schema.js";
import { type CorrelationMethod, correlationOf } from "./statistics/correlation.js";
import { countOf } from "./statistics/moments.js";

/** Options of {@link Frame.corr}. */
export interface CorrOptions {
  /** "pearson" (default), "spearman" or "kendall" (τ-b). */
  readonly method?: CorrelationMethod;
  /** Least number of rows in which both columns have a value; an integer >= 1. Default 1. */
  readonly minPeriods?: number;
  /** Whether columns of categories and dates are left out; else they are an error. Default false. */
  readonly numericOnly?: boolean;
}

/** Columns of {@link Frame.corr}. */
export type CorrSchema<S extends Schema> = { readonly column: "category" } & {
  readonly [K in NameOf<S> as S[K] extends "number" | "boolean" ? K : never]: "number";
};

const corrSpecs: ParamSpecs<CorrOptions> = {
  method: choice<CorrelationMethod>({
    default: "pearson",
    options: ["pearson", "spearman", "kendall"],
    help: "How two columns vary together.",
  }),
  minPeriods: integer({ default: 1, min: 1, help: "Least number of rows with both values." }),
  numericOnly: flag({ default: false, help: "Whether other columns are left out." }),
};

/** Correlation of each pair of numeric columns: names in the column "column", then a column for each. */
export function correlations(columns: readonly Column[], options: CorrOptions): Column[] {
  const where = "Frame.corr";
  const { method = "pearson", minPeriods = 1, numericOnly } = resolveParams(where, corrSpecs, options);
  const numeric = columns.filter(({ type }) => type === "number" || type === "boolean");
  const other = columns.find((column) => !numeric.includes(column));
  if (other !== undefined && numericOnly !== true) {
    const rule = `columns must be numeric, or numericOnly true, not ${other.type}`;
    throw new InvalidInputError(where, rule, other.get(0), { column: other.name });
  }
  const values = numeric.map(numericValues);
  const table = values.map(() => new Float64Array(values.length));
  for (let j = 0; j < values.length; j++)
    for (let k = j; k < values.length; k++)
      table[j]![k] = table[k]![j] =
        // pandas does not look at a column's pairs with itself, be it constant.
        method === "kendall" && j === k && countOf(values[j]!) >= minPeriods
          ? 1
          : correlationOf(values[j]!, values[k]!, method, minPeriods);
  const names = numeric.map(({ name }) => name);
  return [CategoryColumn.from("column", names), ...names.map((name, j) => new NumberColumn(name, table[j]!))];
}

function numericValues(column: Column): Float64Array {
  if (column instanceof NumberColumn) return column.values;
  return Float64Array.from((column as BooleanColumn).codes, (code) => (code < 0 ? Number.NaN : code));
}
