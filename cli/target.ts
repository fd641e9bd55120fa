import type { Column, Frame, Label } from "learnkit";
import { didYouMean } from "./did-you-mean.js";
import { InputFault } from "./faults.js";
import { countValues } from "./table-profile.js";

/** What is to be predicted: a class or a number. */
export type Task = "classification" | "regression";

/** The column to be predicted, in the rows where it is known. */
export interface Target {
  readonly name: string;
  readonly type: "number" | "category" | "boolean";
  readonly task: Task;
  /** Why it is this task, in words. */
  readonly reason: string;
  /** Values of the known rows. */
  readonly y: readonly Label[];
  /** Rows of the table in which the target is known. */
  readonly knownRows: readonly number[];
  /** Distinct labels, sorted, and how many rows have each; undefined in regression. */
  readonly classes: readonly ClassCount[] | undefined;
}

/** A class and its number of rows. */
export interface ClassCount {
  readonly label: Label;
  readonly rows: number;
}

// Ten grades or digits are classes; a count that takes more values than that is a number.
const MOST_WHOLE_NUMBER_CLASSES = 10;
const FEWEST_ROWS = 10;

/**
 * Takes the target out of a table and decides the task, unless it is given.
 *
 * @throws {InputFault} if there is no such column, it cannot be a target of the task, or too little of it is known.
 */
export function takeTarget(frame: Frame, name: string, given: Task | undefined): Target {
  if (!frame.has(name)) {
    const names = frame.columnNames;
    throw new InputFault(
      `there is no column ${JSON.stringify(name)}${didYouMean(name, names)}; the columns are ${listed(names)}`,
    );
  }
  const column: Column = frame.column(name);
  const type = column.type;
  if (type === "date")
    throw new InputFault(`column ${JSON.stringify(name)} holds dates, which cannot be predicted`);
  const knownRows: number[] = [];
  for (let i = 0; i < frame.rows; i++) if (!column.isMissing(i)) knownRows.push(i);
  if (knownRows.length === 0)
    throw new InputFault(`column ${JSON.stringify(name)} is missing in every row; there is nothing to learn`);
  if (knownRows.length < FEWEST_ROWS) {
    const where = knownRows.length < frame.rows ? ` in which ${JSON.stringify(name)} is known` : "";
    throw new InputFault(
      `there are too few rows${where}: ${knownRows.length}; at least ${FEWEST_ROWS} are needed`,
    );
  }
  const counts = countValues(column);
  const { task, reason } =
    given === undefined ? guessTask(type, counts) : { task: given, reason: "as asked" };
  const y = knownRows.map((i) => column.get(i) as Label);
  const classes = task === "classification" ? classesOf(name, counts) : undefined;
  if (task === "regression") checkNumbers(name, type, y);
  return { name, type, task, reason, y, knownRows, classes };
}

function guessTask(
  type: "number" | "category" | "boolean",
  counts: ReadonlyMap<unknown, number>,
): { readonly task: Task; readonly reason: string } {
  if (type === "category") return { task: "classification", reason: "it holds texts" };
  if (type === "boolean") return { task: "classification", reason: "it holds true and false" };
  const whole = [...counts.keys()].every((value) => Number.isInteger(value));
  if (whole && counts.size <= MOST_WHOLE_NUMBER_CLASSES)
    return { task: "classification", reason: `it holds ${counts.size} distinct whole numbers` };
  return { task: "regression", reason: `it holds ${counts.size} distinct numbers` };
}

/**
 * @throws {InputFault} if there is one class only, or a class that cannot stand in both parts of a split.
 */
function classesOf(name: string, counts: ReadonlyMap<Label, number>): ClassCount[] {
  const classes = [...counts]
    .map(([label, rows]): ClassCount => ({ label, rows }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  if (classes.length === 1) {
    throw new InputFault(
      `column ${JSON.stringify(name)} holds one class only, ${JSON.stringify(classes[0]!.label)}; a classifier needs at least two`,
    );
  }
  const single = classes.filter(({ rows }) => rows === 1);
  if (single.length > 0) {
    const shown = listed(single.map(({ label }) => JSON.stringify(label)));
    const many = single.length > 1;
    throw new InputFault(
      `column ${JSON.stringify(name)} has ${many ? `${single.length} classes` : "a class"} of a single row (${shown}); ` +
        "every class needs at least 2 rows, one to learn from and one to test on",
    );
  }
  return classes;
}

/** @throws {InputFault} if the values are no finite numbers or all the same. */
function checkNumbers(name: string, type: string, y: readonly Label[]): void {
  if (type !== "number") {
    const held = type === "category" ? "texts" : "true and false";
    throw new InputFault(`column ${JSON.stringify(name)} holds ${held}; regression needs numbers`);
  }
  if (!y.every(Number.isFinite))
    throw new InputFault(
      `column ${JSON.stringify(name)} holds an infinite number; regression needs finite ones`,
    );
  if (y.every((value) => value === y[0]))
    throw new InputFault(`column ${JSON.stringify(name)} is ${y[0]} in every row; there is nothing to learn`);
}

/** The first few of a list, separated by commas. */
export function listed(names: readonly string[], most = 12): string {
  if (names.length <= most) return names.join(", ");
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}
