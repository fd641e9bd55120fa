import { CategoryColumn, type Column, type ColumnType, type Frame } from "learnkit";

/** Why a column cannot help to predict. */
export type Unusable = "empty" | "constant" | "identifier" | "same_minute";

/** What one column of a table holds. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  readonly missing: number;
  /** Number of distinct values, missing ones apart. */
  readonly distinct: number;
  /** A glimpse of the values: the range of numbers and dates, the most frequent texts. */
  readonly glimpse: string;
  /** Why it cannot help to predict; undefined if it may. */
  readonly unusable: Unusable | undefined;
}

/** What a table holds. */
export interface TableProfile {
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
  /** Rows in which at least one value is missing. */
  readonly incompleteRows: number;
  /** Missing values of all columns. */
  readonly missing: number;
}

/** Looks at every column once. */
export function profileTable(frame: Frame): TableProfile {
  const columns = frame.columns.map(profileColumn);
  let incompleteRows = 0;
  const gappy = frame.columns.filter(({ missingCount }) => missingCount > 0);
  for (let i = 0; i < frame.rows; i++) if (gappy.some((column) => column.isMissing(i))) incompleteRows++;
  const missing = columns.reduce((sum, column) => sum + column.missing, 0);
  return { rows: frame.rows, columns, incompleteRows, missing };
}

function profileColumn(column: Column): ColumnProfile {
  const counts = countValues(column);
  const { name, type, missingCount: missing } = column;
  return {
    name,
    type,
    missing,
    distinct: counts.size,
    glimpse: glimpseOf(type, counts),
    unusable: unusableReason(column, counts.size),
  };
}

type Key = string | number | boolean;

/** How often each value occurs, missing ones left out; dates by their time. */
export function countValues(column: Column): ReadonlyMap<Key, number> {
  if (column instanceof CategoryColumn) return countLevels(column);
  const counts = new Map<Key, number>();
  for (const value of column) {
    if (value === null) continue;
    const key: Key = value instanceof Date ? value.getTime() : (value as Key);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Counts of the codes: no text is made of a row. */
function countLevels(column: CategoryColumn): ReadonlyMap<Key, number> {
  const rows = new Int32Array(column.levelCount);
  const order: number[] = [];
  for (const code of column.codes) {
    if (code >= 0 && rows[code]!++ === 0) order.push(code);
  }
  return new Map(order.map((code) => [column.level(code), rows[code]!]));
}

// Below 20 rows any text may be unique by chance; half of the values unique leaves too few repeats to learn from.
const IDENTIFIER_ROWS = 20;
const IDENTIFIER_SHARE = 0.5;

/** Texts that hardly repeat (names, codes) and numbers that count the rows identify a row and say nothing about others. */
function unusableReason(column: Column, distinct: number): Unusable | undefined {
  const present = column.length - column.missingCount;
  if (present === 0) return "empty";
  if (distinct === 1 && column.missingCount === 0) return "constant";
  if (present < IDENTIFIER_ROWS) return undefined;
  if (column.type === "category" && distinct > IDENTIFIER_SHARE * present) return "identifier";
  return column.type === "number" && countsRows(column) ? "identifier" : undefined;
}

/** Whether each row has the number of the row before plus one. */
function countsRows(column: Column): boolean {
  const first = column.get(0) as number | null;
  if (first === null || !Number.isInteger(first)) return false;
  for (let i = 1; i < column.length; i++) if (column.get(i) !== first + i) return false;
  return true;
}

const SHOWN_TEXTS = 4;

function glimpseOf(type: ColumnType, counts: ReadonlyMap<Key, number>): string {
  if (counts.size === 0) return "";
  if (type === "number" || type === "date") {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (const key of counts.keys()) {
      least = Math.min(least, key as number);
      most = Math.max(most, key as number);
    }
    const show = type === "date" ? isoDay : readableNumber;
    return least === most ? show(least) : `${show(least)} … ${show(most)}`;
  }
  const byFrequency = [...counts].sort((a, b) => b[1] - a[1]);
  const shown = byFrequency.slice(0, SHOWN_TEXTS).map(([key]) => String(key));
  return shown.join(", ") + (counts.size > SHOWN_TEXTS ? ", …" : "");
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** A number in at most five significant digits, whole numbers in full. */
export function readableNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value);
  return String(Number(value.toPrecision(5)));
}
