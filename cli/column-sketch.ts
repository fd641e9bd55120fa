import { type Column, type DateColumn, iqrFences, NumberColumn } from "learnkit";
import { countValues } from "./table-profile.js";

/** How the numbers of a column lie; missing and infinite ones are left out. */
export interface NumberSketch {
  readonly mean: number;
  /** Standard deviation, divided by n - 1. */
  readonly std: number;
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
  readonly skew: number;
  /** Rows in bins of equal width from min to max. */
  readonly histogram: readonly number[];
  /** Values beyond Tukey's fences, 1.5 interquartile ranges outside the quartiles. */
  readonly outliers: { readonly rows: number; readonly lower: number; readonly upper: number };
}

/** How the dates of a column lie. */
export interface DateSketch {
  readonly first: string;
  readonly last: string;
  /** Rows in bins of equal length from the first to the last. */
  readonly histogram: readonly number[];
}

/** How often the most frequent values of a column occur. */
export interface CategorySketch {
  /** The most frequent values first. */
  readonly top: readonly { readonly value: string; readonly rows: number }[];
  /** Rows with any other value. */
  readonly others: number;
  /** Texts that are no numbers in a column whose other texts all are; absent where that is not so. */
  readonly textsAmongNumbers?: readonly { readonly value: string; readonly rows: number }[];
}

const HISTOGRAM_BINS = 24;
const TOP_VALUES = 5;

/** Numbers of a column as they are spread; undefined if none is finite. */
export function sketchNumbers(column: NumberColumn): NumberSketch | undefined {
  const finite = new NumberColumn(column.name, column.values.filter(Number.isFinite));
  if (finite.length === 0) return undefined;
  const [q1, median, q3] = finite.quantile([0.25, 0.5, 0.75]) as unknown as [number, number, number];
  const { lower, upper } = iqrFences(finite);
  return {
    mean: finite.mean(),
    std: finite.std(),
    ...{ min: finite.min(), q1, median, q3, max: finite.max() },
    skew: finite.skew(),
    histogram: histogram(finite.values),
    outliers: { rows: finite.values.filter((value) => value < lower || value > upper).length, lower, upper },
  };
}

/** Dates of a column as they are spread; undefined if all are missing. */
export function sketchDates(column: DateColumn): DateSketch | undefined {
  const times = column.times.filter((time) => !Number.isNaN(time));
  if (times.length === 0) return undefined;
  const bounds = new NumberColumn(column.name, times);
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  return { first: day(bounds.min()), last: day(bounds.max()), histogram: histogram(times) };
}

/** Texts or booleans of a column by frequency. */
export function sketchCategories(column: Column): CategorySketch {
  const counts = [...countValues(column)].sort((a, b) => b[1] - a[1]);
  const asRows = (entries: readonly (readonly [unknown, number])[]): CategorySketch["top"] =>
    entries.map(([value, rows]) => ({ value: String(value), rows }));
  const top = asRows(counts.slice(0, TOP_VALUES));
  const others = counts.slice(TOP_VALUES).reduce((sum, [, rows]) => sum + rows, 0);
  const texts = column.type === "category" ? textsAmongNumbers(counts as [string, number][]) : [];
  return { top, others, ...(texts.length === 0 ? {} : { textsAmongNumbers: asRows(texts) }) };
}

// A few odd texts among numbers are words for "missing"; more of them are texts of their own right.
const MOST_ODD_TEXTS = 5;
const FEWEST_NUMBERS = 5;

function textsAmongNumbers(counts: readonly [string, number][]): readonly [string, number][] {
  const odd = counts.filter(([text]) => !isNumber(text));
  const few = odd.length > 0 && odd.length <= MOST_ODD_TEXTS;
  return few && counts.length - odd.length >= FEWEST_NUMBERS ? odd : [];
}

const isNumber = (text: string): boolean => text.trim() !== "" && Number.isFinite(Number(text));

/** Values in bins of equal width between the least and the greatest. */
export function histogram(values: ArrayLike<number>, bins: number = HISTOGRAM_BINS): number[] {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    min = Math.min(min, values[i]!);
    max = Math.max(max, values[i]!);
  }
  const counts = new Array<number>(bins).fill(0);
  const width = max - min;
  for (let i = 0; i < values.length; i++) {
    const bin = width > 0 ? Math.floor(((values[i]! - min) / width) * bins) : 0;
    counts[Math.min(bin, bins - 1)]!++;
  }
  return counts;
}
