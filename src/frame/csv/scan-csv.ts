import { loadRuntime } from "../../parallel/index.js";
import { type ByteSource, describeInput, type FileInput } from "../files/byte-source.js";
import { pause } from "../files/pause.js";
import type { OptionRules } from "../files/read-options.js";
import type { Frame } from "../frame.js";
import type { Schema } from "../schema.js";
import type { ColumnBuilder } from "./column-builder.js";
import {
  CSV_OPTION_RULES,
  type CsvPlan,
  type CsvReadOptions,
  checkCsvOptions,
  csvFormat,
  frameOf,
  openCsv,
  planReading,
} from "./csv-plan.js";
import { FieldScanner } from "./field-scanner.js";
import { OrderedReading } from "./read-in-order.js";
import { RecordBatch } from "./record-batch.js";
import { RecordReader } from "./record-reader.js";

/** How CSV is read in chunks. */
export interface CsvScanOptions extends CsvReadOptions {
  /** Most rows of a chunk; an integer >= 1. Default 65,536. */
  readonly chunksize?: number;
  /** Rows that decide the types of columns whose type is not given; an integer >= 1. Default 10,000. */
  readonly inferSchemaLength?: number;
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;

const OPTION_RULES: OptionRules<CsvScanOptions> = {
  ...CSV_OPTION_RULES,
  chunksize: ["an integer >= 1", isCount],
  inferSchemaLength: ["an integer >= 1", isCount],
};

/**
 * Reads CSV in chunks of rows, so that a file may be larger than memory: one chunk is there at a time, and the next is read
 * when it is asked for. Leaving the loop closes the file.
 *
 * All chunks have the same columns of the same types: those that `types` gives, and for the others what the first
 * `inferSchemaLength` rows look like. A later value of another type is an error, never another reading of it: a text or a code
 * with a leading zero in a column of numbers, for example. The levels of category columns are each chunk's own.
 *
 * Cost: one pass over the bytes, after a look at the first rows. Memory: one chunk and half a megabyte; an address or a
 * Response is held whole.
 *
 * @param input as for {@link readCsv}; what is compressed with gzip is unpacked as it is read.
 * @returns chunks of 1 to `chunksize` rows in order; none if there are no rows.
 * @throws {InvalidInputError} as {@link readCsv}, from the chunk on where the fault is, and for a value that is not of its
 *   column's type, naming line and column.
 * @throws {InvalidParameterError} if an option is outside its domain.
 * @example
 * ```ts
 * const text = "city,mm\nOslo,7.25\nRome,0\nOslo,1.75\n";
 * let total = 0;
 * for await (const chunk of scanCsv(text, { types: { mm: "number" }, chunksize: 2 }))
 *   for (const mm of chunk.column("mm").values) total += mm;
 * total; // => 9
 * ```
 */
export function scanCsv<const T extends Schema>(
  input: FileInput,
  options: CsvScanOptions & { readonly types: T },
): AsyncGenerator<Frame<T>, void, undefined>;
export function scanCsv(input: FileInput, options?: CsvScanOptions): AsyncGenerator<Frame, void, undefined>;
export async function* scanCsv(
  input: FileInput,
  options: CsvScanOptions = {},
): AsyncGenerator<Frame, void, undefined> {
  checkCsvOptions("scanCsv", options, OPTION_RULES);
  options.signal?.throwIfAborted();
  const where = describeInput(csvFormat("scanCsv"), input);
  const source = await openCsv(where, "scanCsv", input, options);
  try {
    const plan = await planReading(where, source, options);
    yield* new ChunkedReading(where, source, plan, options).chunks();
  } finally {
    await source.close();
  }
}

class ChunkedReading {
  readonly #source: ByteSource;
  readonly #plan: CsvPlan;
  readonly #options: CsvScanOptions;
  readonly #scanner: FieldScanner;
  readonly #reading: OrderedReading;
  #offset: number;

  constructor(where: string, source: ByteSource, plan: CsvPlan, options: CsvScanOptions) {
    this.#source = source;
    this.#plan = plan;
    this.#options = options;
    this.#scanner = new FieldScanner(where, plan.rules.delimiter);
    this.#reading = new OrderedReading(source, this.#scanner);
    this.#offset = plan.start.offset;
  }

  async *chunks(): AsyncGenerator<Frame, void, undefined> {
    const { types = {}, usecols, nrows, chunksize = 65_536, onProgress } = this.#options;
    const inferred = await this.#look();
    this.#offset = this.#plan.start.offset;
    this.#scanner.line = this.#plan.start.line;
    let left = nrows ?? Number.POSITIVE_INFINITY;
    for (let done = left === 0; !done; ) {
      const builders = this.#plan.builders(types, inferred);
      const read = await this.#read(builders, Math.min(chunksize, left));
      left -= read.rows;
      done = read.ended || left === 0;
      const { total } = this.#source.progress(this.#offset);
      onProgress?.(done ? { done: total, total } : this.#source.progress(this.#offset));
      if (read.rows > 0) yield frameOf(builders, read.rows, usecols);
      this.#options.signal?.throwIfAborted();
    }
  }

  /** Types of the columns by their first rows. */
  async #look(): Promise<Schema> {
    const { types = {}, inferSchemaLength = 10_000, nrows = Number.POSITIVE_INFINITY } = this.#options;
    this.#scanner.line = this.#plan.start.line;
    const builders = this.#plan.builders(types);
    const { rows } = await this.#read(builders, Math.min(inferSchemaLength, nrows));
    return frameOf(builders, rows).schema;
  }

  /** Reads on, up to so many rows. */
  async #read(
    builders: readonly ColumnBuilder[],
    maxRows: number,
  ): Promise<{ readonly rows: number; readonly ended: boolean }> {
    const { rules } = this.#plan;
    const { kernels, arena } = await loadRuntime();
    return arena.scope(async (scope) => {
      const batch = new RecordBatch(
        kernels,
        scope,
        builders.length,
        rules.delimiter,
        rules.marks === undefined,
      );
      const reader = new RecordReader(builders, this.#scanner, { ...rules, maxRows }, batch);
      for (let pieces = 1; ; pieces++) {
        const reached = await this.#reading.read(this.#offset, reader);
        this.#offset = reached.offset;
        if (reached.done) return { rows: reader.rows, ended: !reader.full };
        if (pieces % 8 === 0) await pause();
        this.#options.signal?.throwIfAborted();
      }
    });
  }
}
