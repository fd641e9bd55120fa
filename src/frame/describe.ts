import { custom, type ParamSpecs, resolveParams } from "../base/params.js";
import { BooleanColumn } from "./boolean-column.js";
import { CategoryColumn } from "./category-column.js";
import type { Column } from "./column.js";
import { DateColumn } from "./date-column.js";
import { NumberColumn } from "./number-column.js";
import { distinctCount } from "./statistics/mode.js";
import { maxOf, meanOf, minOf, stdOf } from "./statistics/moments.js";
import { quantilesOf } from "./statistics/present-quantiles.js";

/** Columns of {@link Frame.describe}. */
export type DescribeSchema = {
  /** Name of the described column. */
  readonly column: "category";
  readonly type: "category";
  /** Values that are not missing. */
  readonly count: "number";
  readonly missing: "number";
  readonly mean: "number";
  readonly std: "number";
  readonly min: "number";
  readonly "25%": "number";
  readonly "50%": "number";
  readonly "75%": "number";
  readonly max: "number";
  /** Distinct values; for categories, booleans and dates. */
  readonly unique: "number";
  /** Most frequent value, the first seen of equals; for categories and booleans. */
  readonly top: "category";
  /** How often `top` occurs. */
  readonly freq: "number";
  /** Earliest and latest date. */
  readonly first: "date";
  readonly last: "date";
};

/** Options of {@link Frame.describe}. */
export interface DescribeOptions {
  /** Quantiles to tell, each in [0, 1]. Default [0.25, 0.5, 0.75]. */
  readonly percentiles?: readonly number[];
}

/** Summary of one column; a statistic that does not apply is left out. */
interface Summary {
  readonly mean?: number;
  readonly std?: number;
  readonly min?: number;
  /** In the order of the asked percentiles. */
  readonly quantiles?: Float64Array;
  readonly max?: number;
  readonly unique?: number;
  readonly top?: string;
  readonly freq?: number;
  readonly first?: number;
  readonly last?: number;
}

type StatisticName = Exclude<keyof Summary, "top" | "quantiles">;

const describeSpecs: ParamSpecs<DescribeOptions> = {
  percentiles: custom<readonly number[]>({
    default: [0.25, 0.5, 0.75],
    domain: "an array of distinct numbers in [0, 1]",
    help: "Quantiles to tell.",
    outside: [0.5, [2], [-0.1], [Number.NaN], [0.5, 0.5]],
    accepts: (value) =>
      Array.isArray(value) &&
      value.every((q) => typeof q === "number" && q >= 0 && q <= 1) &&
      new Set(value).size === value.length,
  }),
};

/** Summary of each column, one row each. */
export function describeColumns(columns: readonly Column[], options: DescribeOptions = {}): Column[] {
  const { percentiles = [] } = resolveParams("Frame.describe", describeSpecs, options);
  const qs = Float64Array.from(percentiles).sort();
  const summaries = columns.map((column) => summaryOf(column, qs));
  const numbers = (name: string, of: (summary: Summary) => number | undefined): NumberColumn =>
    new NumberColumn(
      name,
      Float64Array.from(summaries, (summary) => of(summary) ?? Number.NaN),
    );
  const statistic = (name: StatisticName): NumberColumn => numbers(name, (summary) => summary[name]);
  const date = (name: StatisticName): DateColumn => new DateColumn(name, statistic(name).values);
  const count = (of: (column: Column) => number): Float64Array => Float64Array.from(columns, of);
  return [
    CategoryColumn.from(
      "column",
      columns.map((column) => column.name),
    ),
    CategoryColumn.from(
      "type",
      columns.map((column) => column.type),
    ),
    new NumberColumn(
      "count",
      count((column) => column.length - column.missingCount),
    ),
    new NumberColumn(
      "missing",
      count((column) => column.missingCount),
    ),
    statistic("mean"),
    statistic("std"),
    statistic("min"),
    ...percentileNames(qs).map((name, k) => numbers(name, ({ quantiles }) => quantiles?.[k])),
    statistic("max"),
    statistic("unique"),
    CategoryColumn.from(
      "top",
      summaries.map((summary) => summary.top),
    ),
    statistic("freq"),
    date("first"),
    date("last"),
  ];
}

function summaryOf(column: Column, qs: Float64Array): Summary {
  if (column instanceof NumberColumn) return summaryOfNumbers(column.values, qs);
  if (column instanceof DateColumn) return summaryOfDates(column.times);
  if (column instanceof CategoryColumn)
    return summaryOfCodes(column.codes, column.levelCount, (code) => column.level(code));
  if (column instanceof BooleanColumn) return summaryOfCodes(column.codes, 2, (code) => String(code === 1));
  return {};
}

function summaryOfNumbers(values: Float64Array, qs: Float64Array): Summary {
  return {
    mean: meanOf(values),
    std: stdOf(values),
    min: minOf(values),
    quantiles: quantilesOf(values, qs),
    max: maxOf(values),
  };
}

function summaryOfDates(times: Float64Array): Summary {
  return { unique: distinctCount(times), first: minOf(times), last: maxOf(times) };
}

function summaryOfCodes(
  codes: ArrayLike<number>,
  levelCount: number,
  text: (code: number) => string,
): Summary {
  const counts = new Uint32Array(levelCount);
  const firstRow = new Uint32Array(levelCount);
  for (let i = codes.length - 1; i >= 0; i--) {
    const code = codes[i]!;
    if (code < 0) continue;
    counts[code]!++;
    firstRow[code] = i;
  }
  let unique = 0;
  let top = -1;
  for (let code = 0; code < levelCount; code++) {
    if (counts[code] === 0) continue;
    unique++;
    const ahead = top < 0 ? 1 : counts[code]! - counts[top]!;
    if (ahead > 0 || (ahead === 0 && firstRow[code]! < firstRow[top]!)) top = code;
  }
  return top < 0 ? { unique } : { unique, top: text(top), freq: counts[top]! };
}

/** `25%`, with as many digits as keep the percentages distinct and off 0 % and 100 %. */
function percentileNames(qs: Float64Array): string[] {
  const percentages = qs.map((q) => 100 * q);
  const isWhole = (percentage: number): boolean =>
    Math.abs(percentage - Math.round(percentage)) <= 1e-8 + 1e-5 * percentage;
  const gaps = [...percentages, 100].map((percentage, k) => percentage - (percentages[k - 1] ?? 0));
  const least = Math.min(...gaps.filter((gap) => gap > 0));
  const digits = Math.max(1, -Number(least.toExponential().split("e")[1]));
  return Array.from(percentages, (percentage) => {
    if (isWhole(percentage)) return `${Math.round(percentage)}%`;
    const rounded = String(Number(percentage.toFixed(digits)));
    return `${rounded.includes(".") ? rounded : `${rounded}.0`}%`;
  });
}
