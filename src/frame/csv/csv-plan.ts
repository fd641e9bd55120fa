import type { ColumnType } from "../../base/estimator.js";
import { Described, InvalidInputError, InvalidParameterError } from "../../core/errors.js";
import { type ByteSource, type FileInput, openSource, type TextFormat } from "../files/byte-source.js";
import { decodedSource, isEncoding } from "../files/decoded-source.js";
import {
  checkKnown,
  checkReadOptions,
  isTextList,
  type OptionRules,
  READ_OPTION_RULES,
  type ReadOptions,
} from "../files/read-options.js";
import { Frame } from "../frame.js";
import type { Schema } from "../schema.js";
import { ColumnBuilder, Kind } from "./column-builder.js";
import { checkDelimiter } from "./format-csv.js";
import { type Head, readHead } from "./header.js";
import { MISSING_MARKERS } from "./missing.js";
import type { RecordRules } from "./record-reader.js";

/** How CSV is read. The names are those of `pandas.read_csv`. */
export interface CsvReadOptions extends ReadOptions {
  /** Character between fields, or `"auto"`: the one of `,` `;` tab `|` that the first line has most. Default `","`. */
  readonly delimiter?: string;
  /** Whether the first line holds the column names. Default: true unless `names` are given. */
  readonly header?: boolean;
  /** Names of the columns, in place of the header's. Default without a header: `"0"`, `"1"`, … */
  readonly names?: readonly string[];
  /** Lines to pass over before the header. Default 0. */
  readonly skiprows?: number;
  /** Mark between the whole and the fraction of a number, one character. Default `"."`. */
  readonly decimal?: string;
  /** Mark between the thousands of a number, one character. Default none. */
  readonly thousands?: string;
  /**
   * Encoding of the file, by the name that `TextDecoder` has for it, but `"latin1"` is ISO 8859-1 itself, as in Python. Default `"utf-8"`; a file in another one is held in memory
   * whole.
   */
  readonly encoding?: string;
  /** Texts that stand for a missing value, beside the usual ones. */
  readonly naValues?: readonly string[];
  /** Whether the usual texts stand for a missing value: nothing, `NA`, `N/A`, `NaN`, `null`, `None`, … Default true. */
  readonly keepDefaultNa?: boolean;
  /**
   * Whether such a text is missing in quotes too, as pandas has it. Default true. With false, `""` in a category column
   * is an empty text; in other columns it stays missing.
   */
  readonly quotedNa?: boolean;
}

/** What is CSV and what is a path to it. */
export function csvFormat(reader: string): TextFormat {
  return {
    reader,
    isText: (input) => input === "" || /[\n\r]/.test(input),
    textRule: "a text with a line break is read as CSV itself",
  };
}

/** Opens a file of CSV. */
export async function openCsv(
  where: string,
  reader: string,
  input: FileInput,
  { encoding = "utf-8", signal }: CsvReadOptions,
): Promise<ByteSource> {
  const source = await openSource(where, csvFormat(reader), input, signal);
  return new TextDecoder(encoding).encoding === "utf-8"
    ? source
    : decodedSource(where, source, encoding, signal);
}

/** What the head of a file and the options say about reading the rest. */
export interface CsvPlan {
  readonly columnNames: readonly string[];
  readonly rules: RecordRules;
  /** Offset and line of the first row. */
  readonly start: { readonly offset: number; readonly line: number };
  /**
   * Columns to be read, those of no given type still open.
   *
   * @param inferred types that were found out before and must hold now.
   */
  builders(types: Schema, inferred?: Schema): ColumnBuilder[];
}

/** Reads the head of a file. */
export async function planReading(
  where: string,
  source: ByteSource,
  options: CsvReadOptions,
): Promise<CsvPlan> {
  const {
    delimiter = ",",
    names,
    header = names === undefined,
    usecols,
    types: givenTypes = {},
    skiprows = 0,
  } = options;
  const head = await readHead(where, source, delimiter === "auto" ? null : delimiter.charCodeAt(0), skiprows);
  const columnNames = names === undefined ? namesOf(head, header) : [...names];
  checkNames(where, head, columnNames);
  for (const name of [...Object.keys(givenTypes), ...(usecols ?? [])]) checkKnown(where, name, columnNames);
  const markers = [
    ...new Set([...(options.keepDefaultNa === false ? [] : MISSING_MARKERS), ...(options.naValues ?? [])]),
  ];
  const typeOf = (types: Schema, name: string): ColumnType | undefined =>
    Object.hasOwn(types, name) ? types[name] : undefined;
  return {
    columnNames,
    rules: {
      delimiter: head.delimiter,
      missingMarkers: markers,
      quotedMissing: options.quotedNa ?? true,
      maxRows: options.nrows ?? Number.POSITIVE_INFINITY,
      marks: marksOf(options),
      widthFrom: header ? "the header" : "the first line",
    },
    start: header ? head.second : head.first,
    builders: (types, inferred = {}) =>
      columnNames.map((name) => {
        if (usecols !== undefined && !usecols.includes(name))
          return new ColumnBuilder(name, "skipped", markers);
        const given = typeOf(types, name);
        const found = typeOf(inferred, name);
        return new ColumnBuilder(name, given ?? found ?? "unknown", markers, given === undefined);
      }),
  };
}

function marksOf({ decimal = ".", thousands }: CsvReadOptions): RecordRules["marks"] {
  if (decimal === "." && thousands === undefined) return undefined;
  return { decimal: decimal.charCodeAt(0), thousands: thousands?.charCodeAt(0) };
}

/** The frame of columns that have been read. */
export function frameOf(
  builders: readonly ColumnBuilder[],
  rows: number,
  usecols?: readonly string[],
): Frame {
  const columns = builders
    .filter((builder) => builder.kind !== Kind.skipped)
    .map((builder) => builder.finish(rows));
  const frame = new Frame(columns, rows);
  return usecols === undefined ? frame : frame.select(usecols);
}

function namesOf(head: Head, header: boolean): string[] {
  return head.fields.map((field, j) => (header ? (field === "" ? `Unnamed: ${j}` : field) : String(j)));
}

function checkNames(where: string, head: Head, names: readonly string[]): void {
  if (names.length !== head.fields.length) {
    const received = new Described(`${names.length} names`);
    const rule = `names must have ${head.fields.length} names, one a field of the first line`;
    throw new InvalidInputError(where, rule, received);
  }
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      const place = { line: head.first.line, column: name };
      throw new InvalidInputError(where, "column names must be distinct", name, place);
    }
    seen.add(name);
  }
}

function isMark(value: unknown): boolean {
  return typeof value === "string" && /^[^\w"+\r\n-]$|^_$/.test(value) && value < "\x7f";
}

/** {@link OptionRules} of reading CSV. */
export const CSV_OPTION_RULES: OptionRules<CsvReadOptions> = {
  ...READ_OPTION_RULES,
  delimiter: ['one character or "auto"', (value) => typeof value === "string"],
  header: ["a boolean", (value) => typeof value === "boolean"],
  names: ["an array of texts", isTextList],
  skiprows: ["an integer >= 0", (value) => Number.isSafeInteger(value) && (value as number) >= 0],
  decimal: ["one character that is no letter, digit, sign or quote", isMark],
  thousands: ["one character that is no letter, digit, sign or quote", isMark],
  encoding: ["an encoding that TextDecoder knows", isEncoding],
  naValues: ["an array of texts", isTextList],
  keepDefaultNa: ["a boolean", (value) => typeof value === "boolean"],
  quotedNa: ["a boolean", (value) => typeof value === "boolean"],
};

/** @throws {InvalidParameterError} naming the option that is unknown or outside its domain. */
export function checkCsvOptions<O extends CsvReadOptions>(
  where: string,
  options: O,
  rules: OptionRules<O>,
): void {
  checkReadOptions(where, options, rules);
  const { delimiter } = options;
  if (delimiter !== undefined && delimiter !== "auto") checkDelimiter(where, delimiter);
  const { decimal = ".", thousands } = options;
  if (decimal === (delimiter ?? ","))
    throw new InvalidParameterError(where, "decimal", "another mark than delimiter", decimal);
  if (thousands === decimal)
    throw new InvalidParameterError(where, "thousands", "another mark than decimal", thousands);
}
