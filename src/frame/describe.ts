import { BooleanColumn } from "./boolean-column.js";
import { CategoryColumn } from "./category-column.js";
import type { Column } from "./column.js";
import { DateColumn } from "./date-column.js";
import { NumberColumn } from "./number-column.js";
import { quantileOfSorted } from "./statistics/quantile.js";

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

type StatisticName =
  | "mean"
  | "std"
  | "min"
  | "25%"
  | "50%"
  | "75%"
  | "max"
  | "unique"
  | "freq"
  | "first"
  | "last";

/** Summary of one column; a statistic that does not apply is left out. */
interface Summary extends Partial<Readonly<Record<StatisticName, number>>> {
  readonly top?: string;
}

const NUMBERS: readonly StatisticName[] = ["mean", "std", "min", "25%", "50%", "75%", "max"];

/** Summary of each column, one row each. */
export function describeColumns(columns: readonly Column[]): Column[] {
  const summaries = columns.map(summaryOf);
  const statistic = (name: StatisticName): NumberColumn =>
    new NumberColumn(
      name,
      Float64Array.from(summaries, (summary) => summary[name] ?? Number.NaN),
    );
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
    ...NUMBERS.map(statistic),
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

function summaryOf(column: Column): Summary {
  if (column instanceof NumberColumn) return summaryOfNumbers(column.values);
  if (column instanceof DateColumn) return summaryOfDates(column.times);
  if (column instanceof CategoryColumn)
    return summaryOfCodes(column.codes, column.levelCount, (code) => column.level(code));
  if (column instanceof BooleanColumn) return summaryOfCodes(column.codes, 2, (code) => String(code === 1));
  return {};
}

function present(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}

function summaryOfNumbers(values: Float64Array): Summary {
  const sorted = present(values).sort();
  const n = sorted.length;
  if (n === 0) return {};
  const mean = sum(sorted, (value) => value) / n;
  return {
    mean,
    std: n === 1 ? Number.NaN : Math.sqrt(sum(sorted, (value) => (value - mean) ** 2) / (n - 1)),
    min: sorted[0]!,
    "25%": quantileOfSorted(sorted, 0.25),
    "50%": quantileOfSorted(sorted, 0.5),
    "75%": quantileOfSorted(sorted, 0.75),
    max: sorted[n - 1]!,
  };
}

function summaryOfDates(values: Float64Array): Summary {
  const sorted = present(values).sort();
  if (sorted.length === 0) return { unique: 0 };
  return { unique: new Set(sorted).size, first: sorted[0]!, last: sorted[sorted.length - 1]! };
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

/** Kahan's compensated sum: the error does not grow with the number of values. */
function sum(values: Float64Array, term: (value: number) => number): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = term(value) - lost;
    const grown = total + next;
    lost = grown - total - next;
    total = grown;
  }
  return Number.isNaN(total) ? values.reduce((partial, value) => partial + term(value), 0) : total;
}
