import type { Column } from "./column.js";
import { DateColumn } from "./date-column.js";
import { interpolateValues } from "./fill/interpolate-values.js";
import type { InterpolationLimits } from "./fill/interpolation.js";
import { type RowGroups, rowsByGroup } from "./group-rows.js";
import {
  GROUP_STATISTICS,
  type GroupStatistic,
  groupStatistic,
  type ResolvedStatisticOptions,
} from "./group-statistics.js";
import { NumberColumn } from "./number-column.js";
import { stackColumns } from "./stack-columns.js";
import { takeOrMissing } from "./take-or-missing.js";

/** Statistics of a group that missing values may be filled with. */
export type GroupFillStatistic = "mean" | "median" | "mode" | "min" | "max" | "first" | "last";

/** How {@link groupInterpolated} fills. */
export interface GroupInterpolateOptions extends InterpolationLimits {
  /** `"linear"` takes rows as equally far apart; `"nearest"` takes the nearest value; default "linear". */
  readonly method?: "linear" | "nearest";
}

/**
 * Each missing value as the last before it (step 1) or the next behind it (step -1) in its group; rows in no group
 * become missing. Cost: O(rows).
 *
 * @param limit most missing values filled in a row; null: all.
 */
export function groupFilled(
  column: Column,
  { codes, count }: RowGroups,
  step: 1 | -1,
  limit: number | null,
): Column {
  const held = new Int32Array(count).fill(-1);
  const run = new Int32Array(count);
  const rows = new Int32Array(codes.length);
  const most = limit ?? codes.length;
  for (let k = 0; k < rows.length; k++) {
    const i = step === 1 ? k : rows.length - 1 - k;
    const group = codes[i]!;
    if (group < 0) rows[i] = -1;
    else if (!column.isMissing(i)) {
      rows[i] = held[group] = i;
      run[group] = 0;
    } else rows[i] = ++run[group]! <= most ? held[group]! : -1;
  }
  return takeOrMissing(column, rows);
}

/**
 * A column whose missing values are the statistic of their group; as it is where the statistic is no value of its type,
 * and in rows of no group.
 */
export function filledWithStatistic(
  where: string,
  column: Column,
  groups: RowGroups,
  name: GroupFillStatistic,
  options: ResolvedStatisticOptions,
): Column {
  if (column.missingCount === 0 || !givesOwnType(column, name)) return column;
  const statistic = groupStatistic(where, column, groups, name as GroupStatistic, options);
  const rows = new Int32Array(column.length);
  for (let i = 0; i < rows.length; i++)
    rows[i] = column.isMissing(i) && groups.codes[i]! >= 0 ? column.length + groups.codes[i]! : i;
  return takeOrMissing(stackColumns(where, column.name, [column, statistic]), rows);
}

function givesOwnType(column: Column, name: GroupFillStatistic): boolean {
  if (!GROUP_STATISTICS[name].types.includes(column.type)) return false;
  const isMiddle = name === "mean" || name === "median";
  return !isMiddle || column instanceof NumberColumn || column instanceof DateColumn;
}

/** A column of numbers interpolated within each group; another, and rows of no group, as they are. */
export function groupInterpolated(
  where: string,
  column: Column,
  { codes, count }: RowGroups,
  options: GroupInterpolateOptions,
): Column {
  interpolateValues(where, new Float64Array(0), options); // refuses options where no group does
  if (!(column instanceof NumberColumn) || column.missingCount === 0) return column;
  const { starts, rows } = rowsByGroup(codes, count);
  const out = column.values.slice();
  for (let g = 0; g < count; g++) {
    const ofGroup = rows.subarray(starts[g], starts[g + 1]);
    const filled = interpolateValues(
      where,
      Float64Array.from(ofGroup, (row) => column.values[row]!),
      options,
    );
    for (let k = 0; k < filled.length; k++) out[ofGroup[k]!] = filled[k]!;
  }
  return new NumberColumn(column.name, out);
}

/** The value `periods` rows before in the group of each row; missing where there is none. Cost: O(rows). */
export function groupShifted(column: Column, { codes, count }: RowGroups, periods: number): Column {
  const { starts, rows } = rowsByGroup(codes, count);
  const from = new Int32Array(codes.length).fill(-1);
  for (let g = 0; g < count; g++) {
    const first = Math.max(starts[g]!, starts[g]! + periods);
    const end = Math.min(starts[g + 1]!, starts[g + 1]! + periods);
    for (let at = first; at < end; at++) from[rows[at]!] = rows[at - periods]!;
  }
  return takeOrMissing(column, from);
}

/** Compensated sum of the values of the group up to each row; NaN where the value is missing or the row is in none. */
export function groupCumsums(values: Float64Array, { codes, count }: RowGroups): Float64Array {
  const sums = new Float64Array(2 * count); // sum, compensation
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) {
    const at = 2 * codes[i]!;
    const value = values[i]!;
    if (at < 0 || Number.isNaN(value)) {
      out[i] = Number.NaN;
      continue;
    }
    const term = value - sums[at + 1]!;
    const grown = sums[at]! + term;
    const lost = grown - sums[at]! - term;
    sums[at] = out[i] = grown;
    sums[at + 1] = Number.isNaN(lost) ? 0 : lost;
  }
  return out;
}

/** Number of rows of the group before each row; NaN for rows in none. */
export function groupCumcounts({ codes, count }: RowGroups): Float64Array {
  const seen = new Int32Array(count);
  const out = new Float64Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = codes[i]! < 0 ? Number.NaN : seen[codes[i]!]!++;
  return out;
}
