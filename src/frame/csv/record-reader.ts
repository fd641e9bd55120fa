import { plural } from "../../base/input.js";
import { describeValue } from "../../core/errors.js";
import { type ColumnBuilder, Kind, type KindCode } from "./column-builder.js";
import { looksLikeCode, overflows, parseDecimal, withPoint } from "./decimal.js";
import { type Dictionary, dictionaryOf, hashBytes } from "./dictionary.js";
import { CR, type FieldScanner, INCOMPLETE, LF } from "./field-scanner.js";
import { parseIsoDate } from "./iso-date.js";
import { LONGEST_REMEMBERED, type RecordBatch, Stop } from "./record-batch.js";

/** What a {@link RecordReader} needs to know. */
export interface RecordRules {
  readonly delimiter: number;
  /** Texts that stand for a missing value. */
  readonly missingMarkers: readonly string[];
  /** Whether a quoted marker is missing too. */
  readonly quotedMissing: boolean;
  /** Most rows to read. */
  readonly maxRows: number;
  /** Marks of numbers, where they are not written with a point alone. */
  readonly marks?: { readonly decimal: number; readonly thousands: number | undefined } | undefined;
  /** Where the number of fields comes from, for messages: `the header`. */
  readonly widthFrom: string;
}

/** Records that the kernel read ahead of their turn, with notes on the cells that it left. */
export interface ParsedPiece {
  readonly rows: number;
  readonly lines: number;
  /** Where it stopped, at the start of a record. */
  readonly position: number;
  /** Whether all records of the piece are read. */
  readonly whole: boolean;
  /** Bytes of the input, their pointer and their end. */
  readonly bytes: Uint8Array;
  readonly pointer: number;
  readonly end: number;
  /** Cells that were left: position, row, column and line since the start of the piece of each. */
  readonly notes: Int32Array;
  /** Numbers or times of column j, shape (rows). */
  numbers(j: number): Float64Array;
  /** Codes of column j, shape (rows). */
  codes(j: number): Int32Array;
}

/** A text that is to be remembered once no lane reads. */
interface NewText {
  readonly column: number;
  readonly pointer: number;
  readonly length: number;
  readonly quoted: boolean;
  readonly code: number;
}

// Texts of a group that are remembered: a column of ever new texts gains nothing from more.
const MOST_NEW_TEXTS = 4096;

// Another hash for a quoted text that would otherwise be taken for a missing marker.
const LITERAL = 0x5bd1e995;

/** Reads records into columns, deciding the type of each column as values come. */
export class RecordReader {
  /** Rows read so far. */
  rows = 0;
  /** Number of times that a column was found to be of another type. */
  types = 0;
  /** Column of the last field. */
  #column = 0;
  #capacity: number;
  readonly #newTexts: NewText[] = [];
  readonly #builders: readonly ColumnBuilder[];
  readonly #kinds: KindCode[];
  readonly #numbers: Float64Array[];
  readonly #codes: Int32Array[];
  readonly #dictionaries: Dictionary[];
  readonly #scanner: FieldScanner;
  readonly #rules: RecordRules;
  readonly #markers: Dictionary;
  readonly #batch: RecordBatch;
  readonly #truths: Dictionary = dictionaryOf(["false", "False", "FALSE", "true", "True", "TRUE"]);

  /** @param capacity rows that the columns have room for already. */
  constructor(
    builders: readonly ColumnBuilder[],
    scanner: FieldScanner,
    rules: RecordRules,
    batch: RecordBatch,
    capacity = 0,
  ) {
    this.#batch = batch;
    this.#capacity = capacity;
    this.#builders = builders;
    this.#scanner = scanner;
    this.#rules = rules;
    this.#markers = dictionaryOf(rules.missingMarkers);
    this.#kinds = builders.map((builder) => builder.kind);
    this.#numbers = builders.map((builder) => builder.numbers);
    this.#codes = builders.map((builder) => builder.codes);
    this.#dictionaries = builders.map((builder) => builder.dictionary);
    for (let j = 0; j < builders.length; j++) {
      batch.setKind(j, builders[j]!.kind);
      batch.forget(j); // what an earlier reader's codes mean
    }
  }

  /** The batch of rows that it reads into. */
  get batch(): RecordBatch {
    return this.#batch;
  }

  /** Number of columns. */
  get width(): number {
    return this.#kinds.length;
  }

  /** Whether all rows are wanted. */
  get unlimited(): boolean {
    return this.#rules.maxRows === Number.POSITIVE_INFINITY;
  }

  get delimiter(): number {
    return this.#rules.delimiter;
  }

  /** Rows that the columns have room for. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Whether as many rows as were asked for have been read. */
  get full(): boolean {
    return this.rows >= this.#rules.maxRows;
  }

  /** Makes room for this many rows, if they are wanted. */
  reserve(wanted: number): void {
    const rows = Math.min(wanted, this.#rules.maxRows);
    if (rows <= this.#capacity) return;
    this.#capacity = rows;
    for (let j = 0; j < this.#builders.length; j++) {
      this.#builders[j]!.reserve(rows);
      this.#refresh(j);
    }
  }

  /**
   * Reads all complete records of `bytes[0, end)`; after `end` come 128 line feeds. The kernel reads the plain cells, a
   * batch of rows at a time, and leaves the others to `#cell`.
   *
   * @param final whether the file ends at `end`.
   * @returns where the first record starts that is not complete.
   */
  read(bytes: Uint8Array, end: number, final: boolean): number {
    const batch = this.#batch;
    const firstLine = this.#scanner.line;
    let base = this.rows;
    batch.load(bytes, end);
    for (;;) {
      const limit = Math.min(batch.rowLimit, this.#rules.maxRows - base);
      if (base + limit > this.#capacity) this.reserve(Math.max(base + limit, Math.ceil(base * 1.5)));
      const stop = batch.run(limit, final);
      const { position, row, column, record, lines, recordLines } = batch.stopped;
      this.rows = base + row;
      this.#scanner.line = firstLine + lines;
      if (stop === Stop.unusual) {
        const q = this.#cell(bytes, position, end, final, column, row);
        if (q !== INCOMPLETE) {
          batch.passCell(q, this.#scanner.line - firstLine - lines);
          continue;
        }
      } else if (stop === Stop.wrongWidth) {
        this.#scanner.line = firstLine + recordLines;
        this.#refuseWidth(bytes, record, end, final);
      }
      this.#flush(base, row);
      base += row;
      if (stop === Stop.full && base < this.#rules.maxRows) {
        batch.nextBatch();
        continue;
      }
      if (stop !== Stop.full) this.#scanner.line = firstLine + recordLines;
      return stop === Stop.full ? position : record;
    }
  }

  /**
   * Takes the records of a piece, which may be in progress on other lanes for those after it: what these read is left as it
   * is until {@link learn}.
   *
   * @returns false if a column turned out to be of another type than the piece was read with: then nothing is taken.
   */
  take(piece: ParsedPiece): boolean {
    const base = this.rows;
    const { line } = this.#scanner;
    const { types } = this;
    const { rows, lines, notes } = piece;
    if (base + rows > this.#capacity) this.reserve(Math.max(base + rows, Math.ceil(base * 1.5)));
    for (let j = 0; j < this.#kinds.length; j++) {
      const kind = this.#kinds[j];
      if (kind === Kind.number || kind === Kind.date) this.#numbers[j]!.set(piece.numbers(j), base);
      else if (kind === Kind.text || kind === Kind.boolean) this.#codes[j]!.set(piece.codes(j), base);
    }
    for (let i = 0; i < notes.length; i += 4) {
      this.#scanner.line = line + notes[i + 3]!;
      this.rows = base + notes[i + 1]!;
      this.#takeNoted(piece, notes[i]!, notes[i + 2]!);
      if (this.types === types) continue;
      this.rows = base;
      this.#scanner.line = line;
      return false;
    }
    this.rows = base + rows;
    this.#scanner.line = line + lines;
    return true;
  }

  #takeNoted(piece: ParsedPiece, position: number, j: number): void {
    const { line } = this.#scanner;
    this.#scanner.scan(piece.bytes, position, piece.end, true);
    this.#scanner.line = line; // faults are reported where the field starts
    this.#store(j);
    const kind = this.#kinds[j];
    const { bytes, from, to, quoted } = this.#scanner;
    if ((kind !== Kind.text && kind !== Kind.boolean) || bytes !== piece.bytes) return;
    if (to - from > LONGEST_REMEMBERED || this.#newTexts.length >= MOST_NEW_TEXTS) return;
    const code = this.#codes[j]![this.rows]!;
    this.#newTexts.push({ column: j, pointer: piece.pointer + from, length: to - from, quoted, code });
  }

  /** Lets the kernel know the texts that were new in the pieces taken. No lane may be reading. */
  learn(): void {
    for (const { column, pointer, length, quoted, code } of this.#newTexts)
      this.#batch.rememberAt(column, pointer, length, quoted, code);
    this.#newTexts.length = 0;
  }

  /** Copies a batch of rows to the columns. */
  #flush(base: number, rows: number): void {
    for (let j = 0; j < this.#kinds.length; j++) {
      const kind = this.#kinds[j];
      if (kind === Kind.number || kind === Kind.date)
        this.#numbers[j]!.set(this.#batch.numbers(j, rows), base);
      else if (kind === Kind.text || kind === Kind.boolean)
        this.#codes[j]!.set(this.#batch.codes(j, rows), base);
    }
  }

  /** Any cell, the long way; returns where it ends. */
  #cell(bytes: Uint8Array, p: number, end: number, final: boolean, j: number, batchRow: number): number {
    const line = this.#scanner.line;
    const q = this.#scanner.scan(bytes, p, end, final);
    if (q < 0 || (q >= end && !final)) return INCOMPLETE;
    const next = this.#scanner.line;
    this.#scanner.line = line; // faults are reported where the field starts
    if (this.#kinds[j] !== Kind.skipped) {
      this.#store(j);
      this.#copyToBatch(j, batchRow, bytes);
    }
    this.#scanner.line = next;
    return q;
  }

  /** Puts the value just stored where the kernel would have put it, and lets it know a text. */
  #copyToBatch(j: number, batchRow: number, bytes: Uint8Array): void {
    const kind = this.#kinds[j];
    if (kind === Kind.number || kind === Kind.date) {
      this.#batch.putNumber(j, batchRow, this.#numbers[j]![this.rows]!);
    } else if (kind === Kind.text || kind === Kind.boolean) {
      const code = this.#codes[j]![this.rows]!;
      this.#batch.putCode(j, batchRow, code);
      const { from, to, quoted } = this.#scanner;
      if (this.#scanner.bytes === bytes) this.#batch.remember(j, from, to, quoted, code);
    }
  }

  #store(j: number): void {
    this.#column = j;
    const { bytes, from, to, quoted } = this.#scanner;
    const kind = this.#kinds[j]!;
    if (kind === Kind.text) {
      this.#storeText(j);
      return;
    }
    if (kind === Kind.number) {
      const value = this.#valueAs(kind, this.#builders[j]!.given);
      if (!Number.isNaN(value)) {
        this.#numbers[j]![this.rows] = value;
        return;
      }
    }
    if (this.#markers.find(bytes, from, to, hashBytes(bytes, from, to)) >= 0) {
      if (kind === Kind.unknown && quoted && !this.#rules.quotedMissing) this.#become(j, Kind.text);
      else this.#storeMissing(j, kind);
      return;
    }
    const found = kind === Kind.unknown ? this.#guess() : kind;
    if (kind === Kind.unknown) this.#become(j, found);
    if (found === Kind.text) return;
    const value = this.#valueAs(found, this.#builders[j]!.given);
    if (!Number.isNaN(value)) {
      if (found === Kind.boolean) this.#codes[j]![this.rows] = value;
      else this.#numbers[j]![this.rows] = value;
    } else if (this.#builders[j]!.settled) throw this.#notOfItsType(j);
    else this.#become(j, Kind.text);
  }

  #storeMissing(j: number, kind: KindCode): void {
    if (kind === Kind.number || kind === Kind.date) this.#numbers[j]![this.rows] = Number.NaN;
    else if (kind === Kind.boolean) this.#codes[j]![this.rows] = -1;
  }

  #storeText(j: number): void {
    const { bytes, from, to, quoted } = this.#scanner;
    const dictionary = this.#dictionaries[j]!;
    let hash = hashBytes(bytes, from, to);
    let key = dictionary.find(bytes, from, to, hash);
    if (quoted && !this.#rules.quotedMissing && key >= 0 && key < this.#rules.missingMarkers.length) {
      hash ^= LITERAL;
      key = dictionary.find(bytes, from, to, hash);
    }
    if (key < 0) {
      this.#scanner.checkText();
      key = dictionary.add(bytes, from, to, hash);
    }
    this.#codes[j]![this.rows] = key;
  }

  /** What the last field looks like. */
  #guess(): KindCode {
    for (const kind of [Kind.number, Kind.date, Kind.boolean] as const)
      if (!Number.isNaN(this.#valueAs(kind, false))) return kind;
    return Kind.text;
  }

  /**
   * The last field as a number, a time, or 0 and 1; NaN if it is none.
   *
   * @param given whether the type was asked for, so that codes with leading zeros are numbers and 0 and 1 booleans.
   */
  #valueAs(kind: KindCode, given: boolean): number {
    const { bytes, from, to } = this.#scanner;
    if (kind === Kind.number) return this.#numberAt(bytes, from, to, given);
    if (kind === Kind.date) return to - from < 8 ? Number.NaN : parseIsoDate(this.#scanner.text(), given);
    const truth = this.#truths.find(bytes, from, to, hashBytes(bytes, from, to));
    if (truth >= 0) return truth < 3 ? 0 : 1;
    const bit = given && to - from === 1 ? bytes[from]! - 48 : Number.NaN;
    return bit === 0 || bit === 1 ? bit : Number.NaN;
  }

  #numberAt(bytes: Uint8Array, from: number, to: number, given: boolean): number {
    const { marks } = this.#rules;
    if (marks !== undefined) {
      const plain = withPoint(bytes, from, to, marks.decimal, marks.thousands);
      if (plain === null) return Number.NaN;
      bytes = plain;
      from = 0;
      to = plain.length;
    }
    const value = parseDecimal(bytes, from, to);
    if (!given) return looksLikeCode(bytes, from, to, value) ? Number.NaN : value;
    if (!overflows(bytes, from, value)) return value;
    const rule = "a number must be within ±1.8e308, the range of doubles";
    const { name } = this.#builders[this.#column]!;
    throw this.#scanner.error(rule, describeValue(this.#scanner.text()), { column: name });
  }

  /** Changes the type of a column, and stores the last field if that is text now. */
  #become(j: number, kind: KindCode): void {
    this.types++;
    this.#builders[j]!.become(kind, this.rows, this.#capacity);
    this.#refresh(j);
    this.#batch.forget(j);
    this.#newTexts.length = 0; // some have codes that are no more
    // Rows of the batch that were read before: missing so far, or to be read again.
    if (kind === Kind.number || kind === Kind.date)
      this.#batch.numbers(j, this.#batch.rowLimit).fill(Number.NaN);
    else this.#batch.codes(j, this.#batch.rowLimit).fill(-1);
    if (kind === Kind.text) this.#storeText(j);
  }

  #refresh(j: number): void {
    const builder = this.#builders[j]!;
    if (this.#kinds[j] !== builder.kind) this.#batch.setKind(j, builder.kind);
    this.#kinds[j] = builder.kind;
    this.#numbers[j] = builder.numbers;
    this.#codes[j] = builder.codes;
    this.#dictionaries[j] = builder.dictionary;
  }

  #notOfItsType(j: number): Error {
    const { kind, name, given } = this.#builders[j]!;
    const type = kind === Kind.number ? "a number" : kind === Kind.date ? "an ISO date" : "true or false";
    const received = describeValue(this.#scanner.text());
    const since = given ? "as its given type says" : "as its first rows do; types can give it another type";
    return this.#scanner.error(`the column must hold ${type}, ${since}`, received, { column: name });
  }

  /** Throws for a record of the wrong width; returns if not all of it is at hand yet. */
  #refuseWidth(bytes: Uint8Array, record: number, end: number, final: boolean): void {
    const width = this.#kinds.length;
    const line = this.#scanner.line;
    let fields = 0;
    for (let p = record; ; p++) {
      p = this.#scanner.scan(bytes, p, end, final);
      if (p === INCOMPLETE) {
        this.#scanner.line = line;
        return;
      }
      fields++;
      if (p >= end || bytes[p] === LF || bytes[p] === CR) break;
    }
    this.#scanner.line = line;
    const at = fields < width ? { column: this.#builders[fields]!.name } : {};
    const rule = `every line must have ${plural(width, "field")}, as ${this.#rules.widthFrom} has`;
    throw this.#scanner.error(rule, plural(fields, "field"), at);
  }
}
