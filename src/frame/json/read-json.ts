import { plural } from "../../base/input.js";
import type { Column } from "../column.js";
import {
  type ByteSource,
  describeInput,
  type FileInput,
  openSource,
  type TextFormat,
} from "../files/byte-source.js";
import { pause } from "../files/pause.js";
import {
  checkKnown,
  checkReadOptions,
  type OptionRules,
  READ_OPTION_RULES,
  type ReadOptions,
} from "../files/read-options.js";
import { readWhole } from "../files/read-whole.js";
import { Frame } from "../frame.js";
import type { Schema } from "../schema.js";
import { JsonColumn } from "./json-column.js";
import { JsonScanner } from "./json-scanner.js";

/** How JSON is read. The names are those of `pandas.read_json`. */
export interface JsonReadOptions extends ReadOptions {
  /** Whether the file holds one record after another, each on a line of its own (JSON lines). Default false. */
  readonly lines?: boolean;
}

const JSON_FORMAT: TextFormat = {
  reader: "readJson",
  isText: (input) => input === "" || /[\n\r]|^\ufeff?\s*[[{]/.test(input),
  textRule: "a text with a line break, or that starts with [ or {, is read as JSON itself",
};

// Some 20 ms of reading, after which timers and events have their turn.
const BYTES_BETWEEN_PAUSES = 1 << 21;

/**
 * Reads JSON into a frame: an array of records (`[{"x": 1}, {"x": 2}]`), an object of columns (`{"x": [1, 2]}`), or, with
 * `lines`, one record a line. A string that starts with `[` or `{` or has a line break (or an empty one) is the text itself;
 * one that starts with `http://` or `https://` is an address; any other is a path, which only Node can read. What is
 * compressed with gzip is unpacked.
 *
 * The first value of a column that is not null decides its type, and all others must be of that type: number, text
 * (category) or boolean. A name that a record lacks is missing there, as null is; `NaN` and `Infinity`, which Python
 * writes, are read too. With `types`, texts become dates (`"date"`: ISO, or milliseconds since 1970), and a `"category"` keeps
 * what is no text as it is written: whole numbers beyond 2^53 to the last digit, nested values as their JSON.
 *
 * Cost: one pass over the bytes. Memory: the bytes of the file, the columns and each distinct text.
 *
 * @param input path, text, URL, Blob, Response (must be OK and unread), Uint8Array or ArrayBuffer.
 * @returns a frame; its columns are in order of first appearance. With `types`, its type knows these columns.
 * @throws {InvalidInputError} naming line, row and column: no JSON, a cell of another type than its column or with nested
 *   values, a number that a double does not hold, a name twice in one record, columns of unequal length, bytes that are not
 *   UTF-8; an unknown column; an empty file; no such file.
 * @throws {InvalidParameterError} if an option is outside its domain.
 * @see https://www.rfc-editor.org/rfc/rfc8259, https://jsonlines.org
 * @example
 * ```ts
 * const rain = await readJson('[{"city": "Oslo", "mm": 7.25}, {"city": "Rome"}]');
 * rain.column("mm").toArray(); // => [7.25, null]
 * const log = await readJson('{"at": "2012-01-31"}\n{"at": null}\n', { lines: true, types: { at: "date" } });
 * log.column("at").get(0)?.getUTCDate(); // => 31
 * ```
 */
export function readJson<const T extends Schema>(
  input: FileInput,
  options: JsonReadOptions & { readonly types: T },
): Promise<Frame<T>>;
export function readJson(input: FileInput, options?: JsonReadOptions): Promise<Frame>;
export async function readJson(input: FileInput, options: JsonReadOptions = {}): Promise<Frame> {
  checkReadOptions("readJson", options, OPTION_RULES);
  options.signal?.throwIfAborted();
  const where = describeInput(JSON_FORMAT, input);
  const source = await openSource(where, JSON_FORMAT, input, options.signal);
  try {
    return await readFrame(where, source, options);
  } finally {
    await source.close();
  }
}

async function readFrame(where: string, source: ByteSource, options: JsonReadOptions): Promise<Frame> {
  const { types = {}, usecols, lines = false } = options;
  const scanner = new JsonScanner(where, await readWhole(source, options.signal));
  if (scanner.peek() < 0)
    throw scanner.error("the file must not be empty", scanner.bytes.length === 0 ? "0 bytes" : "blanks only");
  const table = new JsonTable(scanner, options);
  if (lines) await table.readLines();
  else if (scanner.peek() === 0x7b) await table.readColumns();
  else await table.readArray();
  const { rows } = table;
  for (const name of [...Object.keys(types), ...(usecols ?? [])])
    if (rows > 0 || table.names.length > 0) checkKnown(where, name, table.names);
  const columns: Column[] = table.finish();
  const frame = new Frame(columns, rows);
  options.onProgress?.({ done: scanner.bytes.length, total: scanner.bytes.length });
  return usecols === undefined || columns.length === 0 ? frame : frame.select(usecols);
}

/** The columns while they are read. */
class JsonTable {
  rows = 0;
  readonly #scanner: JsonScanner;
  readonly #options: JsonReadOptions;
  readonly #columns = new Map<string, JsonColumn | null>();
  readonly #mostRows: number;
  #nextPause = BYTES_BETWEEN_PAUSES;

  constructor(scanner: JsonScanner, options: JsonReadOptions) {
    this.#scanner = scanner;
    this.#options = options;
    this.#mostRows = options.nrows ?? Number.POSITIVE_INFINITY;
  }

  /** Names in order of first appearance, those that are not wanted too. */
  get names(): string[] {
    return [...this.#columns.keys()];
  }

  finish(): Column[] {
    return [...this.#columns.values()].flatMap((column) =>
      column === null ? [] : [column.finish(this.rows)],
    );
  }

  async readLines(): Promise<void> {
    const scanner = this.#scanner;
    while (scanner.peek() >= 0 && this.rows < this.#mostRows) {
      this.#record();
      const end = scanner.position;
      if (scanner.peek() >= 0 && !hasLineBreak(scanner.bytes, end, scanner.position))
        throw scanner.unexpected("a line break must follow a record");
      if (scanner.position >= this.#nextPause) await this.#takeTurn();
    }
  }

  async readArray(): Promise<void> {
    const scanner = this.#scanner;
    scanner.expect("[", "begin the file, or {");
    if (!scanner.take("]")) {
      do {
        if (this.rows >= this.#mostRows) return;
        this.#record();
        if (scanner.position >= this.#nextPause) await this.#takeTurn();
      } while (scanner.take(","));
      scanner.expect("]", "end the array");
    }
    this.#expectEnd("");
  }

  /** An object of columns, each an array of cells. */
  async readColumns(): Promise<void> {
    const scanner = this.#scanner;
    let first: string | undefined;
    scanner.expect("{", "begin the file");
    if (!scanner.take("}")) {
      do {
        scanner.peek();
        const start = scanner.position;
        const name = scanner.name();
        if (this.#columns.has(name))
          throw scanner.error("column names must be distinct", JSON.stringify(name), start, { column: name });
        const rows = await this.#cells(name);
        if (first === undefined) {
          first = name;
          this.rows = Math.min(rows, this.#mostRows);
        } else if (Math.min(rows, this.#mostRows) !== this.rows) {
          const rule = `columns must have ${plural(this.rows, "value")}, as ${JSON.stringify(first)} has`;
          throw scanner.error(rule, plural(rows, "value"), start, { column: name });
        }
      } while (scanner.take(","));
      scanner.expect("}", "end the object");
    }
    this.#expectEnd(" (with the option lines: true, records may follow one another)");
  }

  async #cells(name: string): Promise<number> {
    const scanner = this.#scanner;
    if (scanner.peek() !== 0x5b)
      throw scanner.unexpected(
        "an array of records or an object of arrays, one a column, is needed (or the option lines: true); here [",
      );
    scanner.expect("[", "begin the column");
    const column = this.#column(name);
    let rows = 0;
    if (scanner.take("]")) return rows;
    do {
      scanner.value();
      if (rows < this.#mostRows) column?.store(scanner, rows);
      rows++;
      if (scanner.position >= this.#nextPause) await this.#takeTurn();
    } while (scanner.take(","));
    scanner.expect("]", "end the column");
    return rows;
  }

  #record(): void {
    const scanner = this.#scanner;
    if (scanner.peek() !== 0x7b) throw scanner.unexpected("a record must be an object { }");
    scanner.expect("{", "begin a record");
    const row = this.rows++;
    if (scanner.take("}")) return;
    do {
      scanner.peek();
      const start = scanner.position;
      const name = scanner.name();
      const column = this.#column(name);
      scanner.value();
      if (column === null) continue;
      if (column.filled > row)
        throw scanner.error("names in a record must be distinct", JSON.stringify(name), start, {
          row,
          column: name,
        });
      column.store(scanner, row);
    } while (scanner.take(","));
    scanner.expect("}", "end the record");
  }

  /** The column of a name; null if it is not wanted. */
  #column(name: string): JsonColumn | null {
    let column = this.#columns.get(name);
    if (column === undefined) {
      const { usecols, types = {} } = this.#options;
      const type = Object.hasOwn(types, name) ? types[name] : undefined;
      column = usecols === undefined || usecols.includes(name) ? new JsonColumn(name, type) : null;
      this.#columns.set(name, column);
    }
    return column;
  }

  #expectEnd(hint: string): void {
    if (this.#scanner.peek() >= 0) throw this.#scanner.unexpected(`the file must end here${hint}`);
  }

  async #takeTurn(): Promise<void> {
    const { position, bytes } = this.#scanner;
    this.#nextPause = position + BYTES_BETWEEN_PAUSES;
    this.#options.onProgress?.({ done: position, total: bytes.length });
    await pause();
    this.#options.signal?.throwIfAborted();
  }
}

function hasLineBreak(bytes: Uint8Array, from: number, to: number): boolean {
  for (let p = from; p < to; p++) if (bytes[p] === 0x0a || bytes[p] === 0x0d) return true;
  return false;
}

const OPTION_RULES: OptionRules<JsonReadOptions> = {
  ...READ_OPTION_RULES,
  lines: ["a boolean", (value) => typeof value === "boolean"],
};
