import { type Column, type ColumnType, DateColumn, Frame, NumberColumn } from "learnkit";
import { sketchNumbers } from "./column-sketch.js";
import { DATE_PARTS, type DatePart, datePart } from "./date-parts.js";
import { InputFault } from "./faults.js";
import type { TableProfile, Unusable } from "./table-profile.js";

/** How a column of the table becomes features. */
export interface FeatureColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Features made of a date: its parts and their names; absent elsewhere. */
  readonly parts?: readonly { readonly part: DatePart; readonly name: string }[];
  /** Texts of so many kinds that each becomes what the target is where it occurs; absent elsewhere. */
  readonly encoding?: "target";
}

/** A column that is not used. */
export interface LeftOut {
  readonly name: string;
  readonly reason: Unusable;
}

/** A feature with outliers. */
export interface OutlyingFeature {
  readonly name: string;
  /** Values beyond Tukey's fences in the training rows. */
  readonly rows: number;
  readonly lower: number;
  readonly upper: number;
}

/** Which columns of a table become which features. */
export interface FeaturePlan {
  readonly columns: readonly FeatureColumn[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Decides which columns are used: all but the target and those that cannot help. It looks at the features only, never
 * at the target.
 *
 * @throws {InputFault} if no column is left.
 */
export function planFeatures(frame: Frame, profile: TableProfile, target: string): FeaturePlan {
  const taken = new Set<string>(frame.columnNames);
  const columns: FeatureColumn[] = [];
  const leftOut: LeftOut[] = [];
  for (const { name, type, unusable, distinct } of profile.columns) {
    if (name === target) continue;
    const column = frame.column(name);
    const parts = column instanceof DateColumn ? varyingParts(column, taken) : undefined;
    const reason = unusable ?? (parts?.length === 0 ? "same_minute" : undefined);
    if (reason !== undefined) leftOut.push({ name, reason });
    else if (parts !== undefined) columns.push({ name, type, parts });
    else if (hasManyCategories(type, distinct)) columns.push({ name, type, encoding: "target" });
    else columns.push({ name, type });
  }
  if (columns.length === 0) {
    const why = leftOut.length === 0 ? "there is no other column" : "no other column can help";
    throw new InputFault(`there is nothing to predict ${JSON.stringify(target)} from: ${why}`);
  }
  return { columns, leftOut };
}

// As many columns of zeros and ones are made of one column of texts at the most.
const MOST_INDICATORS = 50;

/** Whether a column holds texts of too many kinds to make a feature of each. */
export function hasManyCategories(type: ColumnType, distinct: number): boolean {
  return type === "category" && distinct > MOST_INDICATORS;
}

/**
 * The parts that tell something, under names that no column has: those that vary, and of dates that only name a month
 * or a year no days.
 */
function varyingParts(column: DateColumn, taken: Set<string>): NonNullable<FeatureColumn["parts"]> {
  const days = Array.from(column.day().values);
  return DATE_PARTS.filter((part) => {
    if ((part === "day_of_year" || part === "weekday") && !varies(days)) return false;
    return varies(Array.from(datePart(column, part)));
  }).map((part) => {
    let name = `${column.name}_${part}`;
    while (taken.has(name)) name += "_";
    taken.add(name);
    return { part, name };
  });
}

function varies(values: readonly number[]): boolean {
  const present = values.filter((value) => !Number.isNaN(value));
  return present.some((value) => value !== present[0]);
}

/** Names of the features by how they are prepared, in the order of {@link featureFrame}. */
export function featureNames({ columns }: FeaturePlan): {
  readonly numbers: readonly string[];
  /** Of few kinds: a column each. */
  readonly categories: readonly string[];
  /** Of many kinds: encoded by the target. */
  readonly texts: readonly string[];
} {
  const numbers = columns.flatMap(({ name, type, parts }) =>
    type === "number" ? [name] : (parts ?? []).map((part) => part.name),
  );
  const named = columns.filter(({ type }) => type === "category" || type === "boolean");
  const [texts, categories] = [true, false].map((many) =>
    named.filter(({ encoding }) => (encoding === "target") === many).map(({ name }) => name),
  ) as [string[], string[]];
  return { numbers, categories, texts };
}

/**
 * The features of a table: its columns of the plan in the plan's order, dates as numbers.
 *
 * @throws {InputFault} if a number is infinite.
 */
export function featureFrame(frame: Frame, { columns }: FeaturePlan): Frame {
  return new Frame(
    columns.flatMap(({ name, type, parts }): Column[] => {
      const column: Column = frame.column(name);
      if (type === "number") checkFinite(column);
      if (parts === undefined || !(column instanceof DateColumn)) return [column];
      return parts.map((made) => new NumberColumn(made.name, datePart(column, made.part)));
    }),
    frame.rows,
  );
}

// A normal distribution has 0.7 % beyond the fences.
const MANY_OUTLIERS = 0.01;

/** Whether so many values beyond the fences want a look. */
export function hasManyOutliers(outliers: number, values: number): boolean {
  return outliers > MANY_OUTLIERS * values;
}

/** The columns of numbers that have outliers in these rows, those with most of them first. */
export function outlyingFeatures(X: Frame, { columns }: FeaturePlan): readonly OutlyingFeature[] {
  return columns
    .filter(({ type }) => type === "number")
    .flatMap(({ name }) => {
      const column: Column = X.column(name);
      const outliers = sketchNumbers(column as NumberColumn)?.outliers;
      const many = outliers !== undefined && hasManyOutliers(outliers.rows, X.rows - column.missingCount);
      return many ? [{ name, ...outliers }] : [];
    })
    .sort((a, b) => b.rows - a.rows);
}

function checkFinite(column: Column): void {
  for (let i = 0; i < column.length; i++) {
    const value: unknown = column.get(i);
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
      throw new InputFault(
        `column ${JSON.stringify(column.name)} holds an infinite number in data row ${i + 1}; leave it empty if it is unknown`,
      );
  }
}
