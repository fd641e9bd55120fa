/**
 * Where rows come from: what the leak guard needs to know. Nothing is written on the data itself, and nothing is kept
 * alive: both tables hold their keys weakly.
 */

/** Which rows of which data something holds. */
export interface RowOrigin {
  /** Stands for the data that the rows were first seen in. */
  readonly root: object;
  /** Row of the root for each row; null: all of them, in their order. */
  readonly rows: Int32Array | null;
}

/** Tells that values were made by something that was fitted. */
export interface FittedOnRows {
  /** Name of the estimator. */
  readonly step: string;
  /** Whether it was a sampler, so that the values are those of resampled rows. */
  readonly resampled?: boolean;
  /** Rows it was fitted on. */
  readonly origin: RowOrigin;
}

const origins = new WeakMap<object, RowOrigin>();
const marks = new WeakMap<object, readonly FittedOnRows[]>();

/** Origin of a matrix, a column or an array of rows, if it is known. */
export function knownOrigin(values: object): RowOrigin | undefined {
  return origins.get(values);
}

/** Says where values come from. */
export function setOrigin(values: object, origin: RowOrigin): void {
  origins.set(values, origin);
}

/** What values were made by, as far as it was fitted on rows of the same root. */
export function marksOf(values: object): readonly FittedOnRows[] {
  return marks.get(values) ?? [];
}

/** Adds marks to those that values have. */
export function addMarks(values: object, added: readonly FittedOnRows[]): void {
  if (added.length > 0) marks.set(values, [...new Set([...marksOf(values), ...added])]);
}

/**
 * Says that `to` holds rows of `from`, whose marks it bears, too. Does nothing where nothing is known of `from`.
 *
 * @param index rows of `from`, one for each row of `to`; left out: the same rows.
 */
export function passRows(from: object, to: object, index?: ArrayLike<number>): void {
  const origin = origins.get(from);
  if (origin === undefined || to === from) return;
  origins.set(to, index === undefined ? origin : { root: origin.root, rows: rowsAt(origin.rows, index) });
  addMarks(to, marksOf(from));
}

/** {@link passRows} for the columns of a table, each to the one in its place: the rows are looked up once. */
export function passRowsOfEach(
  from: readonly object[],
  to: readonly object[],
  index: ArrayLike<number>,
): void {
  const known = new Map<Int32Array | null, Int32Array>();
  for (const [k, part] of to.entries()) {
    const origin = origins.get(from[k]!);
    if (origin === undefined || part === from[k]) continue;
    const rows = known.get(origin.rows) ?? rowsAt(origin.rows, index);
    known.set(origin.rows, rows);
    origins.set(part, { root: origin.root, rows });
    addMarks(part, marksOf(from[k]!));
  }
}

function rowsAt(rows: Int32Array | null, index: ArrayLike<number>): Int32Array {
  const out = new Int32Array(index);
  if (rows !== null) for (let i = 0; i < out.length; i++) out[i] = rows[out[i]!]!;
  return out;
}
