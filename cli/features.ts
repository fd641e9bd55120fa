import { type Column, type ColumnType, Frame, NumberColumn } from "learnkit";
import { DATE_PARTS, type DatePart, datePart } from "./date-parts.js";
import { InputFault } from "./faults.js";
import type { TableProfile, Unusable } from "./table-profile.js";

/** How a column of the table becomes features. */
export interface FeatureColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Features made of a date: its parts and their names; absent elsewhere. */
  readonly parts?: readonly { readonly part: DatePart; readonly name: string }[];
}

/** A column that is not used. */
export interface LeftOut {
  readonly name: string;
  readonly reason: Unusable;
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
  for (const { name, type, unusable } of profile.columns) {
    if (name === target) continue;
    const parts = type === "date" ? varyingParts(frame.column(name), taken) : undefined;
    const reason = unusable ?? (parts?.length === 0 ? "same_minute" : undefined);
    if (reason !== undefined) leftOut.push({ name, reason });
    else columns.push(parts === undefined ? { name, type } : { name, type, parts });
  }
  if (columns.length === 0) {
    const why = leftOut.length === 0 ? "there is no other column" : "no other column can help";
    throw new InputFault(`there is nothing to predict ${JSON.stringify(target)} from: ${why}`);
  }
  return { columns, leftOut };
}

/**
 * The parts that tell something, under names that no column has: those that vary, and of dates that only name a month
 * or a year no days.
 */
function varyingParts(column: Column<Date>, taken: Set<string>): NonNullable<FeatureColumn["parts"]> {
  const days = Array.from(column, (date) => (date === null ? Number.NaN : date.getUTCDate()));
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

/** Names of the features by what they hold, in the order of {@link featureFrame}. */
export function featureNames({ columns }: FeaturePlan): {
  readonly numbers: readonly string[];
  readonly categories: readonly string[];
} {
  const numbers = columns.flatMap(({ name, type, parts }) =>
    type === "number" ? [name] : (parts ?? []).map((part) => part.name),
  );
  const categories = columns
    .filter(({ type }) => type === "category" || type === "boolean")
    .map(({ name }) => name);
  return { numbers, categories };
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
      if (parts === undefined) return [column];
      return parts.map((made) => new NumberColumn(made.name, datePart(column, made.part)));
    }),
    frame.rows,
  );
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
