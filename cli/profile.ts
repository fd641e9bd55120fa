import { DateColumn, type Frame, NumberColumn, version } from "learnkit";
import {
  type CategorySketch,
  type DateSketch,
  type NumberSketch,
  sketchCategories,
  sketchDates,
  sketchNumbers,
} from "./column-sketch.js";
import { type ProfileNote, profileNotes } from "./profile-notes.js";
import { readTable } from "./table-file.js";
import { type ColumnProfile, profileTable, type TableProfile } from "./table-profile.js";
import { type Target, type Task, takeTarget } from "./target.js";
import { type TellingColumn, tellingColumns } from "./telling-columns.js";
import { type TargetReport, targetReport } from "./train-report.js";

/** What `learnkit profile` is asked to do. */
export interface ProfileRequest {
  readonly data: string;
  /** Column to predict, if it is known already. */
  readonly target: string | undefined;
  readonly task: Task | undefined;
  readonly seed: number;
}

/** A column and how its values lie. */
export interface SketchedColumn extends ColumnProfile {
  readonly numbers?: NumberSketch;
  readonly dates?: DateSketch;
  readonly categories?: CategorySketch;
}

/** Two columns of numbers that go together. */
export interface Correlation {
  readonly columns: readonly [string, string];
  /** Pearson's r over the rows in which both are known. */
  readonly r: number;
}

/** Everything that `learnkit profile` has to say; with `--json` it is printed as it is. */
export interface ProfileReport {
  /** Version of the library. */
  readonly learnkit: string;
  readonly data: Omit<TableProfile, "columns"> & {
    readonly file: string;
    readonly columns: readonly SketchedColumn[];
    /** Rows that repeat an earlier one in every column. */
    readonly duplicateRows: number;
  };
  /** Strongest first; those of |r| >= 0.5. */
  readonly correlations: readonly Correlation[];
  readonly target?: TargetReport & { readonly telling: readonly TellingColumn[] };
  readonly notes: readonly ProfileNote[];
}

const LEAST_CORRELATION = 0.5;

/**
 * Looks at a table before anything is learned from it.
 *
 * @throws {InputFault} if the table cannot be used, or there is no such target.
 */
export async function profile(request: ProfileRequest): Promise<ProfileReport> {
  const table = await readTable(request.data);
  const { columns, ...totals } = profileTable(table);
  const sketched = columns.map((column) => ({ ...column, ...sketchOf(table, column) }));
  const correlations = correlationsOf(table, columns);
  const target = request.target === undefined ? undefined : takeTarget(table, request.target, request.task);
  const described =
    target === undefined ? {} : { target: await describeTarget(table, target, columns, request.seed) };
  const data = { file: request.data, ...totals, columns: sketched, duplicateRows: duplicateRows(table) };
  const report = { learnkit: version, data, correlations, ...described };
  return { ...report, notes: profileNotes(report) };
}

function sketchOf(table: Frame, { name }: ColumnProfile): Partial<SketchedColumn> {
  const column = table.column(name);
  if (column instanceof NumberColumn) return defined("numbers", sketchNumbers(column));
  if (column instanceof DateColumn) return defined("dates", sketchDates(column));
  return { categories: sketchCategories(column) };
}

function defined<K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [P in K]?: V });
}

function duplicateRows(table: Frame): number {
  return table.rows - table.dropDuplicates().rows;
}

function correlationsOf(table: Frame, columns: readonly ColumnProfile[]): readonly Correlation[] {
  const names = columns
    .filter(({ type, unusable }) => type === "number" && unusable === undefined)
    .map(({ name }) => name);
  const matrix = table.select(names).corr().X(names);
  const pairs: Correlation[] = [];
  for (let i = 0; i < names.length; i++) {
    for (let j = i + 1; j < names.length; j++) {
      const r = matrix.get(i, j);
      if (Math.abs(r) >= LEAST_CORRELATION) pairs.push({ columns: [names[i]!, names[j]!], r });
    }
  }
  return pairs.sort((a, b) => Math.abs(b.r) - Math.abs(a.r));
}

async function describeTarget(
  table: Frame,
  target: Target,
  columns: readonly ColumnProfile[],
  seed: number,
): Promise<NonNullable<ProfileReport["target"]>> {
  const known = target.knownRows.length === table.rows ? table : table.takeRows(target.knownRows);
  const features = columns.filter(({ name, unusable }) => name !== target.name && unusable === undefined);
  const telling = await tellingColumns(
    known,
    target,
    features.map(({ name }) => name),
    seed,
  );
  return { ...targetReport(target, table.rows), telling };
}
