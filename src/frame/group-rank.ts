import { choice, flag, type ParamSpecs } from "../base/params.js";
import type { Column } from "./column.js";
import { combineCodes, numberGroups, type RowGroups } from "./group-rows.js";
import { groupSizes } from "./group-statistics.js";
import { codeValues } from "./key-codes.js";

/** How values are ranked within their group. */
export interface RankOptions {
  /** Rank of equal values: the mean, least or greatest of theirs, in order of appearance, or without gaps behind them; default "average". */
  readonly method?: "average" | "min" | "max" | "first" | "dense";
  /** Whether the smallest is first; default true. */
  readonly ascending?: boolean;
  /** Whether ranks are shares of the number of values; default false. */
  readonly pct?: boolean;
}

/** Domains of {@link RankOptions}. */
export const rankSpecs: ParamSpecs<Required<RankOptions>> = {
  method: choice({
    default: "average",
    options: ["average", "min", "max", "first", "dense"],
    help: "Rank of equal values.",
  }),
  ascending: flag({ default: true, help: "The smallest is first." }),
  pct: flag({ default: false, help: "Ranks as shares." }),
};

/** Runs of equal values within a group, in the order of groups and values. */
interface Runs {
  /** Run of each row, -1 for missing values and rows in no group. */
  readonly codes: Int32Array;
  readonly sizes: Float64Array;
  /** Number of values, and of runs, of the group before each run, in the direction of the ranks. */
  readonly before: Float64Array;
  readonly runsBefore: Float64Array;
  /** Number of values, and of runs, of the group of each run. */
  readonly total: Float64Array;
  readonly runs: Float64Array;
}

/** Rank of each value within its group, NaN where it is missing or the row is in none. Cost: O(rows), and sorting the distinct values. */
export function groupRanks(column: Column, groups: RowGroups, options: Required<RankOptions>): Float64Array {
  const { method, pct } = options;
  const runs = runsOf(column, groups, options.ascending);
  const seen = new Int32Array(runs.sizes.length);
  const ranks = new Float64Array(column.length).fill(Number.NaN);
  for (let i = 0; i < ranks.length; i++) {
    const run = runs.codes[i]!;
    if (run < 0) continue;
    const rank = rankOf(runs, run, method, seen[run]!++);
    ranks[i] = pct ? rank / (method === "dense" ? runs.runs[run]! : runs.total[run]!) : rank;
  }
  return ranks;
}

function rankOf(
  { before, runsBefore, sizes }: Runs,
  run: number,
  method: RankOptions["method"],
  seen: number,
): number {
  switch (method) {
    case "min":
      return before[run]! + 1;
    case "max":
      return before[run]! + sizes[run]!;
    case "first":
      return before[run]! + 1 + seen;
    case "dense":
      return runsBefore[run]! + 1;
    default:
      return before[run]! + (sizes[run]! + 1) / 2;
  }
}

function runsOf(column: Column, groups: RowGroups, ascending: boolean): Runs {
  const { parts, count } = codeValues([column], true);
  const pairs = numberGroups(combineCodes([groups, { codes: parts[0]!, count }], column.length, true), true);
  const sizes = groupSizes(pairs);
  const groupOf = pairs.firstRows.map((row) => groups.codes[row]!);
  const before = new Float64Array(pairs.count);
  const runsBefore = new Float64Array(pairs.count);
  const total = new Float64Array(pairs.count);
  const runs = new Float64Array(pairs.count);
  for (let begin = 0; begin < pairs.count; ) {
    let end = begin;
    let values = 0;
    for (; end < pairs.count && groupOf[end] === groupOf[begin]; end++) {
      before[end] = values;
      values += sizes[end]!;
    }
    for (let run = begin; run < end; run++) {
      if (!ascending) before[run] = values - before[run]! - sizes[run]!;
      runsBefore[run] = ascending ? run - begin : end - 1 - run;
      total[run] = values;
      runs[run] = end - begin;
    }
    begin = end;
  }
  return { codes: pairs.codes, sizes, before, runsBefore, total, runs };
}
