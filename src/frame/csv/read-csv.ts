import type { ColumnType } from "../../base/estimator.js";
import { Described, InvalidInputError } from "../../core/errors.js";
import { type ArenaScope, loadRuntime, type Runtime } from "../../parallel/index.js";
import {
  type ByteSource,
  describeInput,
  type FileInput,
  openSource,
  type TextFormat,
} from "../files/byte-source.js";
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
import { FieldScanner } from "./field-scanner.js";
import { checkDelimiter } from "./format-csv.js";
import { type Head, readHead } from "./header.js";
import { MISSING_MARKERS } from "./missing.js";
import { type PassControl, readRecords } from "./read-records.js";
import { RecordBatch } from "./record-batch.js";
import { RecordReader, type RecordRules } from "./record-reader.js";

/** How CSV is read. The names are those of `pandas.read_csv`. */
export interface CsvReadOptions extends ReadOptions {
  /** Character between fields, or `"auto"`: the one of `,` `;` tab `|` that the first line has most. Default `","`. */
  readonly delimiter?: string;
  /** Whether the first line holds the column names. Default: true unless `names` are given. */
  readonly header?: boolean;
  /** Names of the columns, in place of the header's. Default without a header: `"0"`, `"1"`, … */
  readonly names?: readonly string[];
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

const CSV: TextFormat = {
  reader: "readCsv",
  isText: (input) => input === "" || /[\n\r]/.test(input),
  textRule: "a text with a line break is read as CSV itself",
};

/**
 * Reads CSV into a frame. A string with a line break (or an empty one) is the text itself; a string that starts with
 * `http://` or `https://` is an address; any other string is a path, which only Node can read.
 *
 * What is compressed with gzip is unpacked as it is read.
 *
 * The type of a column is decided by all its values, so that a late `1.5` or a late text breaks nothing:
 * - number: decimals, with exponent, `inf`. Every number is the double nearest to its decimal. Codes stay texts: a
 *   leading zero (`00123`), or a whole number beyond ±(2^53 - 1), which a double would round;
 * - date: `2012-01-31`, `2012/01/31`, perhaps with a time (`T10:30:00.5`) and a zone (else UTC), to the millisecond;
 * - boolean: `true`, `True`, `TRUE` and `false`;
 * - category: everything else. A column without a value is a number column.
 *
 * With `types`, `"category"` keeps numbers as texts, `"number"` takes codes with leading zeros, `"boolean"` takes 0 and 1,
 * `"date"` takes `20120131` too.
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
  input: FileInput,
  options: CsvReadOptions & { readonly types: T },
): Promise<Frame<T>>;
export function readCsv(input: FileInput, options?: CsvReadOptions): Promise<Frame>;
export async function readCsv(input: FileInput, options: CsvReadOptions = {}): Promise<Frame> {
  checkOptions(options);
  options.signal?.throwIfAborted();
  const where = describeInput(CSV, input);
  const source = await openSource(where, CSV, input, options.signal);
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
  const runtime = await loadRuntime();
  return runtime.arena.scope((scope) => readInScope(runtime, scope, where, source, builders, rules, control));
}

async function readInScope(
  runtime: Runtime,
  scope: ArenaScope,
  where: string,
  source: ByteSource,
  builders: readonly ColumnBuilder[],
  rules: RecordRules,
  control: PassControl,
): Promise<number> {
  const scanner = new FieldScanner(where, rules.delimiter);
  const newBatch = (): RecordBatch =>
    new RecordBatch(runtime.kernels, scope, builders.length, rules.delimiter);
  const reader = new RecordReader(builders, scanner, rules, newBatch());
  await readRecords(runtime, scope, source, reader, scanner, control);
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
  await readRecords(runtime, scope, source, again, scanner, {
    ...control,
    options: { signal: control.options.signal },
  });
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

const OPTION_RULES: OptionRules<CsvReadOptions> = {
  ...READ_OPTION_RULES,
  delimiter: ['one character or "auto"', (value) => typeof value === "string"],
  header: ["a boolean", (value) => typeof value === "boolean"],
  names: ["an array of texts", isTextList],
  naValues: ["an array of texts", isTextList],
  keepDefaultNa: ["a boolean", (value) => typeof value === "boolean"],
  quotedNa: ["a boolean", (value) => typeof value === "boolean"],
};

function checkOptions(options: CsvReadOptions): void {
  checkReadOptions("readCsv", options, OPTION_RULES);
  const { delimiter } = options;
  if (delimiter !== undefined && delimiter !== "auto") checkDelimiter("readCsv", delimiter);
}
