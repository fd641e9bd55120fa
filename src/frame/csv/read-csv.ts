import type { ColumnType, Progress } from "../../base/estimator.js";
import { nearestName, unknownName } from "../../base/params.js";
import { Described, InvalidInputError, InvalidParameterError } from "../../core/errors.js";
import type { Kernels } from "../../kernels/index.js";
import { type ArenaScope, loadRuntime } from "../../parallel/index.js";
import { Frame } from "../frame.js";
import type { Schema } from "../schema.js";
import { type ByteSource, type CsvInput, describeInput, openSource } from "./byte-source.js";
import { ColumnBuilder, Kind } from "./column-builder.js";
import { FieldScanner } from "./field-scanner.js";
import { checkDelimiter } from "./format-csv.js";
import { type Head, readHead } from "./header.js";
import { MISSING_MARKERS } from "./missing.js";
import { type PassControl, readRecords } from "./read-records.js";
import { RecordBatch } from "./record-batch.js";
import { RecordReader, type RecordRules } from "./record-reader.js";

/** How CSV is read. The names are those of `pandas.read_csv`. */
export interface CsvReadOptions {
  /** Character between fields, or `"auto"`: the one of `,` `;` tab `|` that the first line has most. Default `","`. */
  readonly delimiter?: string;
  /** Whether the first line holds the column names. Default: true unless `names` are given. */
  readonly header?: boolean;
  /** Names of the columns, in place of the header's. Default without a header: `"0"`, `"1"`, … */
  readonly names?: readonly string[];
  /**
   * Types of some columns. A value that is not of the given type is an error. `"category"` keeps numbers as texts,
   * `"number"` takes codes with leading zeros, `"boolean"` takes 0 and 1. The others are found out.
   */
  readonly types?: Schema;
  /** Names of the columns to read, in the wanted order. Default all. */
  readonly usecols?: readonly string[];
  /** Most rows to read. Default all. */
  readonly nrows?: number;
  /** Texts that stand for a missing value, beside the usual ones. */
  readonly naValues?: readonly string[];
  /** Whether the usual texts stand for a missing value: nothing, `NA`, `N/A`, `NaN`, `null`, `None`, … Default true. */
  readonly keepDefaultNa?: boolean;
  /**
   * Whether such a text is missing in quotes too, as pandas has it. Default true. With false, `""` in a category column
   * is an empty text; in other columns it stays missing.
   */
  readonly quotedNa?: boolean;
  /** Cancels: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called as reading proceeds, with bytes done and in total. */
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Reads CSV into a frame. A string with a line break (or an empty one) is the text itself; a string that starts with
 * `http://` or `https://` is an address; any other string is a path, which only Node can read.
 *
 * The type of a column is decided by all its values, so that a late `1.5` or a late text breaks nothing:
 * - number: decimals, with exponent, `inf`. Every number is the double nearest to its decimal. Codes stay texts: a
 *   leading zero (`00123`), or a whole number beyond ±(2^53 - 1), which a double would round;
 * - date: `2012-01-31`, `2012/01/31`, perhaps with a time (`T10:30:00.5`) and a zone (else UTC), to the millisecond;
 * - boolean: `true`, `True`, `TRUE` and `false`;
 * - category: everything else. A column without a value is a number column.
 *
 * Cost: one pass over the bytes; a second over the first rows only if a column turns out to hold texts after
 * other values. Memory: the columns (8 bytes a number, 1 to 4 a category) and each distinct text once.
 *
 * @param input path, text, URL, Blob, Response (must be OK and unread), Uint8Array or ArrayBuffer.
 * @returns a frame; header only gives 0 rows. With `types`, its type knows these columns.
 * @throws {InvalidInputError} naming line and column: too many or too few fields, a quote that is never closed, bytes
 *   that are not UTF-8 text, a value that is not of its given type; duplicate or unknown column names; an empty file; no
 *   such file, a directory.
 * @throws {InvalidParameterError} if an option is outside its domain.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @example
 * ```ts
 * const cars = await readCsv("name,power,zip\nAlfa,110,00123\n\"Volvo, V60\",,80331\n");
 * cars.schema; // => { name: "category", power: "number", zip: "category" }
 * cars.column("name").get(1); // => "Volvo, V60"
 * cars.column("power").missingCount; // => 1
 * ```
 */
export function readCsv<const T extends Schema>(
  input: CsvInput,
  options: CsvReadOptions & { readonly types: T },
): Promise<Frame<T>>;
export function readCsv(input: CsvInput, options?: CsvReadOptions): Promise<Frame>;
export async function readCsv(input: CsvInput, options: CsvReadOptions = {}): Promise<Frame> {
  checkOptions(options);
  options.signal?.throwIfAborted();
  const where = describeInput(input);
  const source = await openSource(where, input, options.signal);
  try {
    return await readFrame(where, source, options);
  } finally {
    await source.close();
  }
}

async function readFrame(where: string, source: ByteSource, options: CsvReadOptions): Promise<Frame> {
  const { delimiter = ",", names, header = names === undefined, usecols, types = {} } = options;
  const head = await readHead(where, source, delimiter === "auto" ? null : delimiter.charCodeAt(0));
  const columnNames = names === undefined ? namesOf(head, header) : [...names];
  checkNames(where, head, columnNames);
  for (const name of [...Object.keys(types), ...(usecols ?? [])]) checkKnown(where, name, columnNames);

  const markers = [
    ...new Set([...(options.keepDefaultNa === false ? [] : MISSING_MARKERS), ...(options.naValues ?? [])]),
  ];
  const builders = columnNames.map((name) => {
    const wanted = usecols === undefined || usecols.includes(name);
    const type: ColumnType | "unknown" = Object.hasOwn(types, name) ? types[name]! : "unknown";
    return new ColumnBuilder(name, wanted ? type : "skipped", markers);
  });
  const rules: RecordRules = {
    delimiter: head.delimiter,
    missingMarkers: markers,
    quotedMissing: options.quotedNa ?? true,
    maxRows: options.nrows ?? Number.POSITIVE_INFINITY,
    widthFrom: header ? "the header" : "the first line",
  };
  const control: PassControl = { ...(header ? head.second : head.first), options };
  const rows = await readColumns(where, source, builders, rules, control);
  const columns = builders
    .filter((builder) => builder.kind !== Kind.skipped)
    .map((builder) => builder.finish(rows));
  const frame = new Frame(columns, rows);
  return usecols === undefined ? frame : frame.select(usecols);
}

/** Reads all rows, and those again that came before a column turned out to hold texts. Returns their number. */
async function readColumns(
  where: string,
  source: ByteSource,
  builders: readonly ColumnBuilder[],
  rules: RecordRules,
  control: PassControl,
): Promise<number> {
  const { kernels, arena } = await loadRuntime();
  return arena.scope((scope) => readInScope(kernels, scope, where, source, builders, rules, control));
}

async function readInScope(
  kernels: Kernels,
  scope: ArenaScope,
  where: string,
  source: ByteSource,
  builders: readonly ColumnBuilder[],
  rules: RecordRules,
  control: PassControl,
): Promise<number> {
  const scanner = new FieldScanner(where, rules.delimiter);
  const newBatch = (): RecordBatch => new RecordBatch(kernels, scope, builders.length, rules.delimiter);
  const reader = new RecordReader(builders, scanner, rules, newBatch());
  await readRecords(source, reader, scanner, control);
  const broken = builders.reduce((most, builder) => Math.max(most, builder.brokenRows), 0);
  if (broken === 0) return reader.rows;

  const kinds = builders.map((builder) => builder.kind);
  for (const builder of builders) if (builder.brokenRows === 0) builder.kind = Kind.skipped;
  const again = new RecordReader(
    builders,
    scanner,
    { ...rules, maxRows: broken },
    newBatch(),
    reader.capacity,
  );
  await readRecords(source, again, scanner, { ...control, options: { signal: control.options.signal } });
  for (let j = 0; j < builders.length; j++) builders[j]!.kind = kinds[j]!;
  return reader.rows;
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

function checkKnown(where: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const near = nearestName(name, known);
  const hint = near === undefined ? "" : ` (did you mean ${JSON.stringify(near)}?)`;
  throw new InvalidInputError(where, `column must be one of ${known.slice(0, 12).join(", ")}${hint}`, name);
}

const isTextList = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

/** What must hold of an option that is given; every option has its line. */
const OPTION_RULES: {
  readonly [K in keyof CsvReadOptions]-?: readonly [domain: string, accepts: (value: unknown) => boolean];
} = {
  delimiter: ['one character or "auto"', (value) => typeof value === "string"],
  header: ["a boolean", (value) => typeof value === "boolean"],
  names: ["an array of texts", isTextList],
  types: ["an object of column types", (value) => typeof value === "object" && value !== null],
  usecols: ["an array of column names", isTextList],
  nrows: ["an integer >= 0", (value) => Number.isSafeInteger(value) && (value as number) >= 0],
  naValues: ["an array of texts", isTextList],
  keepDefaultNa: ["a boolean", (value) => typeof value === "boolean"],
  quotedNa: ["a boolean", (value) => typeof value === "boolean"],
  signal: ["an AbortSignal", (value) => typeof (value as AbortSignal | null)?.throwIfAborted === "function"],
  onProgress: ["a function", (value) => typeof value === "function"],
};

function checkOptions(options: CsvReadOptions): void {
  if (typeof options !== "object" || options === null)
    throw new InvalidParameterError("readCsv", "options", "an object", options);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(OPTION_RULES, name)) throw unknownName("readCsv", name, Object.keys(OPTION_RULES));
    const [domain, accepts] = OPTION_RULES[name as keyof CsvReadOptions];
    if (value !== undefined && !accepts(value))
      throw new InvalidParameterError("readCsv", name, domain, value);
  }
  const { delimiter, types = {} } = options;
  if (delimiter !== undefined && delimiter !== "auto") checkDelimiter("readCsv", delimiter);
  for (const [name, type] of Object.entries(types)) {
    if (["number", "category", "boolean", "date"].includes(type)) continue;
    const domain = 'one of "number", "category", "boolean", "date"';
    throw new InvalidParameterError("readCsv", `types[${JSON.stringify(name)}]`, domain, type);
  }
}
