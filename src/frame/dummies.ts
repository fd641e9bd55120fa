import { compareByCodePoint } from "../base/labels.js";
import {
  custom,
  flag,
  nullByDefault,
  type ParamSpec,
  type ParamSpecs,
  resolveParams,
} from "../base/params.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { passRows } from "../core/row-origin.js";
import { BooleanColumn } from "./boolean-column.js";
import { CategoryColumn } from "./category-column.js";
import { type Column, TypedColumn } from "./column.js";
import { Frame } from "./frame.js";
import { NumberColumn } from "./number-column.js";
import type { NameOf, Schema } from "./schema.js";
import { countCodes } from "./statistics/mode.js";

/** A text for all encoded columns, one for each in order, or by name of the column. */
export type PerColumn = string | readonly string[] | Readonly<Record<string, string>>;

/** Options of {@link getDummies}. */
export interface DummiesOptions<Name extends string = string> {
  /** Columns to encode: of categories, booleans or numbers. Default: those of categories. */
  readonly columns?: readonly Name[] | null;
  /** What the new names begin with. Default: the name of the column; nothing where a column alone is encoded. */
  readonly prefix?: PerColumn | null;
  /** What stands between prefix and value. Default "_". */
  readonly prefixSep?: PerColumn;
  /** Whether missing values get an indicator of their own, named "nan". Default false. */
  readonly dummyNa?: boolean;
  /** Whether the indicator of the first value is left out. Default false. */
  readonly dropFirst?: boolean;
}

const perColumn = (value: unknown): boolean =>
  typeof value === "string" || (typeof value === "object" && value !== null);
const perColumnSpec = (help: string, value: PerColumn): ParamSpec<PerColumn> =>
  custom<PerColumn>({
    default: value,
    domain: "a string, an array of strings or an object of strings by column",
    help,
    outside: [1, true],
    accepts: perColumn,
  });

const dummiesSpecs: ParamSpecs<DummiesOptions> = {
  columns: nullByDefault(
    custom<readonly string[]>({
      default: [],
      domain: "an array of names",
      help: "Columns to encode.",
      outside: ["name", 1],
      accepts: (value) => Array.isArray(value),
    }),
    "those of categories",
  ),
  prefix: nullByDefault(perColumnSpec("What the new names begin with.", ""), "the name of the column"),
  prefixSep: perColumnSpec("What stands between prefix and value.", "_"),
  dummyNa: flag({ default: false, help: "Whether missing values get an indicator." }),
  dropFirst: flag({ default: false, help: "Whether the indicator of the first value is left out." }),
};

/**
 * Turns columns into indicators, one boolean column for each value that occurs, as `pandas.get_dummies`: values in order (texts by code
 * point), behind the columns that stay. A missing value has no indicator unless `dummyNa` is set.
 *
 * Cost: one pass over the codes of each column, one byte for each indicator and row.
 *
 * @param source a frame, or one column.
 * @throws {InvalidInputError} if a column is not in the frame, holds dates, or two columns end with one name.
 * @example
 * ```ts
 * const frame = Frame.fromColumns({ city: ["Rome", "Oslo", null], rain: [1, 2, 3] });
 * getDummies(frame).toColumns(); // => { rain: Float64Array.of(1, 2, 3), city_Oslo: [false, true, false], city_Rome: [true, false, false] }
 * getDummies(frame.column("city"), { dummyNa: true, dropFirst: true }).columnNames; // => ["Rome", "nan"]
 * ```
 */
export function getDummies<S extends Schema>(source: Frame<S>, options?: DummiesOptions<NameOf<S>>): Frame;
export function getDummies(source: Column, options?: Omit<DummiesOptions, "columns">): Frame;
export function getDummies(source: Frame | Column, options: DummiesOptions = {}): Frame {
  const where = "getDummies";
  const given = resolveParams(where, dummiesSpecs, options) as Required<DummiesOptions>;
  if (source instanceof TypedColumn) {
    if (given.columns !== null)
      throw new InvalidParameterError(where, "columns", "left out where a column is given", given.columns);
    const head =
      given.prefix === null
        ? ""
        : textFor(given.prefix, "prefix", source.name, 0, 1) +
          textFor(given.prefixSep, "prefixSep", source.name, 0, 1);
    return new Frame(indicators(source as Column, head, given), source.length);
  }
  if (!(source instanceof Frame))
    throw new InvalidInputError(where, "source must be a frame or a column", source);
  const names: readonly string[] =
    given.columns ?? source.columns.filter(({ type }) => type === "category").map(({ name }) => name);
  const encoded = source.select(names).columns;
  const kept = source.columns.filter((column) => !encoded.includes(column));
  const made = encoded.flatMap((column, k) => {
    const prefix =
      given.prefix === null ? column.name : textFor(given.prefix, "prefix", column.name, k, names.length);
    const separator = textFor(given.prefixSep, "prefixSep", column.name, k, names.length);
    return indicators(column, prefix + separator, given);
  });
  return new Frame([...kept, ...made], source.rows);
}

function textFor(texts: PerColumn, parameter: string, name: string, k: number, count: number): string {
  if (typeof texts === "string") return texts;
  const isList = Array.isArray(texts);
  if (isList && texts.length !== count)
    throw new InvalidParameterError("getDummies", parameter, `${count} texts, one for each column`, texts);
  const text: unknown = isList
    ? texts[k]
    : Object.hasOwn(texts, name)
      ? (texts as Record<string, string>)[name]
      : undefined;
  if (typeof text === "string") return text;
  throw new InvalidParameterError(
    "getDummies",
    parameter,
    `a text for the column ${JSON.stringify(name)}`,
    texts,
  );
}

function indicators(
  column: Column,
  head: string,
  { dummyNa, dropFirst }: { readonly dummyNa: boolean; readonly dropFirst: boolean },
): BooleanColumn[] {
  const { codes, values } = orderedCodes(column);
  const labels = dummyNa ? [...values, "nan"] : values;
  const { length } = codes;
  // An array each, so that a column that is dropped frees its memory.
  const bits = labels.map(() => new Int8Array(length));
  const narrow = codes instanceof Int8Array ? codes : Int32Array.from(codes);
  if (narrow instanceof Int8Array) setNarrow(bits, narrow, dummyNa);
  else setWide(bits, narrow, dummyNa);
  const made = labels.map((label, k) => new BooleanColumn(head + label, bits[k]!));
  for (const indicator of made) passRows(column, indicator);
  return made.slice(dropFirst ? 1 : 0);
}

// Two loops, each of which sees one kind of array.
function setNarrow(bits: readonly Int8Array[], codes: Int8Array, dummyNa: boolean): void {
  const missing = dummyNa ? bits[bits.length - 1] : undefined;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code >= 0) bits[code]![i] = 1;
    else if (missing !== undefined) missing[i] = 1;
  }
}

function setWide(bits: readonly Int8Array[], codes: Int32Array, dummyNa: boolean): void {
  const missing = dummyNa ? bits[bits.length - 1] : undefined;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code >= 0) bits[code]![i] = 1;
    else if (missing !== undefined) missing[i] = 1;
  }
}

/** Values that occur, in order, and the place of each row's value among them; -1 if it is missing. */
function orderedCodes(column: Column): { readonly codes: ArrayLike<number>; readonly values: string[] } {
  if (column instanceof NumberColumn) {
    const sorted = column.unique().sort((a, b) => a - b);
    const place = new Map(sorted.map((value, k) => [value, k] as const));
    return {
      codes: Int32Array.from(column.values, (value) => place.get(value) ?? -1),
      values: sorted.map(String),
    };
  }
  if (!(column instanceof CategoryColumn || column instanceof BooleanColumn)) {
    const rule = `a ${column.type} column has no indicators: take a part of it first, or turn it into categories`;
    throw new InvalidInputError("getDummies", rule, column.get(0), { column: column.name });
  }
  const { levels } = column;
  const counts = countCodes(column.codes, levels.length);
  const used = [...counts.keys()].filter((code) => counts[code]! > 0);
  if (column instanceof CategoryColumn)
    used.sort((a, b) => compareByCodePoint(column.level(a), column.level(b)));
  const values = used.map((code) => String(levels[code]));
  const place = new Int32Array(levels.length);
  for (const [k, code] of used.entries()) place[code] = k;
  if (used.every((code, k) => code === k)) return { codes: column.codes, values };
  const codes = column.codes.slice();
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) codes[i] = place[codes[i]!]!;
  return { codes, values };
}
