import { choice, custom, type ParamSpecs, resolveParams } from "../base/params.js";
import { InvalidInputError } from "../core/errors.js";
import type { Column } from "./column.js";
import { missingColumn } from "./column-types.js";
import { checkFrame } from "./find-column.js";
import { Frame } from "./frame.js";
import type { Schema } from "./schema.js";
import { stackColumns } from "./stack-columns.js";
import { takeOrMissing } from "./take-or-missing.js";

/** How frames are put together. */
export interface ConcatOptions<A extends 0 | 1 = 0 | 1, J extends "outer" | "inner" = "outer" | "inner"> {
  /** 0: one below the other; 1: side by side; default 0. */
  readonly axis?: A;
  /** Below each other: all columns or those that every frame has; side by side: all rows or as many as the shortest has. Default "outer". */
  readonly join?: J;
}

const concatSpecs: ParamSpecs<Required<ConcatOptions>> = {
  axis: custom<0 | 1>({
    default: 0,
    help: "One below the other, or side by side.",
    domain: "0 or 1",
    outside: [2, "0", null],
    accepts: (value) => value === 0 || value === 1,
  }),
  join: choice({ default: "outer", options: ["outer", "inner"], help: "All, or what every frame has." }),
};

/** Schema of a frame. */
export type SchemaOf<F> = F extends Frame<infer S> ? S : never;

type Together<F> = (F extends Frame<infer S> ? (schema: S) => void : never) extends (schema: infer I) => void
  ? I
  : never;

/** Columns of frames F put together. */
export type Concatenated<F, A extends 0 | 1, J extends "outer" | "inner"> =
  Together<F> extends infer T extends Schema
    ? [A, J] extends [0, "inner"]
      ? Pick<T, keyof SchemaOf<F> & keyof T>
      : T
    : never;

/**
 * Puts frames one below the other, or side by side: `pandas.concat`. Columns are matched by name, in order of first
 * appearance; where a frame has no such column or row, its cells are missing.
 *
 * Cost: O(cells).
 *
 * @throws {InvalidInputError} if columns of one name are of different types, or of frames side by side have one name.
 * @throws {InvalidParameterError} if an option lies outside its domain.
 * @example
 * ```ts
 * const a = Frame.fromColumns({ x: [1], y: ["p"] });
 * const b = Frame.fromColumns({ x: [2], z: [true] });
 * concat([a, b]).toColumns(); // => { x: Float64Array.of(1, 2), y: ["p", null], z: [null, true] }
 * concat([a, b], { join: "inner" }).toColumns(); // => { x: Float64Array.of(1, 2) }
 * concat([a.select(["y"]), b], { axis: 1 }).toRows(); // => [{ y: "p", x: 2, z: true }]
 * ```
 */
export function concat<F extends Frame, A extends 0 | 1 = 0, J extends "outer" | "inner" = "outer">(
  frames: readonly F[],
  options: ConcatOptions<A, J> = {},
): Frame<Concatenated<F, A, J>> {
  const { axis, join } = resolveParams("concat", concatSpecs, options);
  if (!Array.isArray(frames) || frames.length === 0)
    throw new InvalidInputError("concat", "frames must be an array of at least one frame", frames);
  for (const [f, frame] of frames.entries()) checkFrame("concat", `frames[${f}]`, frame);
  return axis === 0 ? below(frames, join) : beside(frames, join);
}

function below(frames: readonly Frame[], join: "outer" | "inner"): Frame {
  const names = new Set(frames.flatMap((frame) => frame.columnNames));
  const kept = [...names].filter((name) => join === "outer" || frames.every((frame) => frame.has(name)));
  const rows = frames.reduce((sum, frame) => sum + frame.rows, 0);
  const columns = kept.map((name) => stackColumns("concat", name, partsOf(frames, name)));
  return new Frame(columns, rows);
}

function partsOf(frames: readonly Frame[], name: string): Column[] {
  return frames.map((frame) =>
    frame.has(name) ? frame.column(name) : missingColumn(name, "number", frame.rows),
  );
}

function beside(frames: readonly Frame[], join: "outer" | "inner"): Frame {
  const counts = frames.map((frame) => frame.rows);
  const rows = join === "outer" ? Math.max(...counts) : Math.min(...counts);
  return new Frame(
    frames.flatMap((frame) => frame.columns.map((column) => resized(column, rows))),
    rows,
  );
}

/** The first rows of a column, and missing cells behind its last. */
function resized(column: Column, rows: number): Column {
  if (column.length === rows) return column;
  return takeOrMissing(
    column,
    new Int32Array(rows).map((_, i) => (i < column.length ? i : -1)),
  );
}
