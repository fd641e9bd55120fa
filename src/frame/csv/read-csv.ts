import { type ArenaScope, loadRuntime, type Runtime } from "../../parallel/index.js";
import { type ByteSource, describeInput, type FileInput } from "../files/byte-source.js";
import type { Frame } from "../frame.js";
import type { Schema } from "../schema.js";
import { type ColumnBuilder, Kind } from "./column-builder.js";
import {
  CSV_OPTION_RULES,
  type CsvReadOptions,
  checkCsvOptions,
  csvFormat,
  frameOf,
  openCsv,
  planReading,
} from "./csv-plan.js";
import { FieldScanner } from "./field-scanner.js";
import { type PassControl, readRecords } from "./read-records.js";
import { RecordBatch } from "./record-batch.js";
import { RecordReader, type RecordRules } from "./record-reader.js";

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
  checkCsvOptions("readCsv", options, CSV_OPTION_RULES);
  options.signal?.throwIfAborted();
  const where = describeInput(csvFormat("readCsv"), input);
  const source = await openCsv(where, "readCsv", input, options);
  try {
    return await readFrame(where, source, options);
  } finally {
    await source.close();
  }
}

async function readFrame(where: string, source: ByteSource, options: CsvReadOptions): Promise<Frame> {
  const plan = await planReading(where, source, options);
  const builders = plan.builders(options.types ?? {});
  const rows = await readColumns(where, source, builders, plan.rules, { ...plan.start, options });
  return frameOf(builders, rows, options.usecols);
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
    new RecordBatch(runtime.kernels, scope, builders.length, rules.delimiter, rules.marks === undefined);
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
