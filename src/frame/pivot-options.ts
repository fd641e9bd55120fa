import { choice, custom, flag, nullByDefault, type ParamSpecs } from "../base/params.js";
import { subsetSpec } from "./duplicates.js";
import type { StatisticOf } from "./group-by-types.js";
import { GROUP_STATISTICS, type GroupStatistic } from "./group-statistics.js";
import type { NameOf, Schema } from "./schema.js";

/** What a pivot table shows. */
export interface PivotTableOptions<S extends Schema, V extends NameOf<S>> {
  /** Columns whose combinations of values are the rows. */
  readonly index: NameOf<S> | readonly NameOf<S>[];
  /** Columns whose combinations of values are the columns; default: none. */
  readonly columns?: NameOf<S> | readonly NameOf<S>[];
  /** Columns whose statistic the cells are; default: all others for which it is defined. */
  readonly values?: V | readonly V[];
  /** Statistic of the cells; default "mean". */
  readonly aggfunc?: StatisticOf<S[V]>;
  /** What stands in cells without rows or values; default: they are missing. */
  readonly fillValue?: number | string | boolean | Date;
  /** Whether a last row and column show the statistic over all; default false. */
  readonly margins?: boolean;
  /** Name of that row and column; default "All". */
  readonly marginsName?: string;
}

/** The same with all defaults filled in. */
export interface ResolvedPivot {
  readonly index: string | readonly string[] | null;
  readonly columns: string | readonly string[] | null;
  readonly values: string | readonly string[] | null;
  readonly aggfunc: GroupStatistic;
  readonly fillValue: number | string | boolean | Date | null;
  readonly margins: boolean;
  readonly marginsName: string;
}

/** Domains of {@link PivotTableOptions}. */
export const pivotSpecs: ParamSpecs<ResolvedPivot> = {
  index: subsetSpec,
  columns: subsetSpec,
  values: subsetSpec,
  aggfunc: choice({
    default: "mean",
    options: Object.keys(GROUP_STATISTICS) as GroupStatistic[],
    help: "Statistic of the cells.",
  }),
  fillValue: nullByDefault(
    custom<number | string | boolean | Date>({
      default: 0,
      help: "What stands in empty cells.",
      domain: "a number, string, boolean or Date",
      outside: [{}],
      accepts: (value) => ["number", "string", "boolean"].includes(typeof value) || value instanceof Date,
    }),
    "missing",
  ),
  margins: flag({ default: false, help: "A row and a column over all." }),
  marginsName: custom<string>({
    default: "All",
    help: "Name of the row and column over all.",
    domain: "a string",
    outside: [1, null],
    accepts: (value) => typeof value === "string",
  }),
};
