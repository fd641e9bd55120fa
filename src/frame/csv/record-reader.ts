import { plural } from "../../base/input.js";
import { describeValue } from "../../core/errors.js";
import { CR, dateCell, LF, NOT_SIMPLE, numberCell, skippedCell, textCell } from "./cells.js";
import { type ColumnBuilder, Kind, type KindCode } from "./column-builder.js";
import { looksLikeCode, parseDecimal, powersOfTen } from "./decimal.js";
import { type Dictionary, dictionaryOf, hashBytes } from "./dictionary.js";
import { type FieldScanner, INCOMPLETE } from "./field-scanner.js";
import { parseIsoDate } from "./iso-date.js";

/** What a {@link RecordReader} needs to know. */
export interface RecordRules {
  readonly delimiter: number;
  /** Texts that stand for a missing value. */
  readonly missingMarkers: readonly string[];
  /** Whether a quoted marker is missing too. */
  readonly quotedMissing: boolean;
  /** Most rows to read. */
  readonly maxRows: number;
  /** Where the number of fields comes from, for messages: `the header`. */
  readonly widthFrom: string;
}

// Another hash for a quoted text that would otherwise be taken for a missing marker.
const LITERAL = 0x5bd1e995;

/** Reads records into columns, deciding the type of each column as values come. */
export class RecordReader {
  /** Rows read so far. */
  rows = 0;
  #capacity: number;
  readonly #builders: readonly ColumnBuilder[];
  readonly #kinds: KindCode[];
  readonly #numbers: Float64Array[];
  readonly #codes: Int32Array[];
  readonly #dictionaries: Dictionary[];
  readonly #scanner: FieldScanner;
  readonly #rules: RecordRules;
  readonly #markers: Dictionary;
  readonly #truths: Dictionary = dictionaryOf(["false", "False", "FALSE", "true", "True", "TRUE"]);

  /** @param capacity rows that the columns have room for already. */
  constructor(builders: readonly ColumnBuilder[], scanner: FieldScanner, rules: RecordRules, capacity = 0) {
    this.#capacity = capacity;
    this.#builders = builders;
    this.#scanner = scanner;
    this.#rules = rules;
    this.#markers = dictionaryOf(rules.missingMarkers);
    this.#kinds = builders.map((builder) => builder.kind);
    this.#numbers = builders.map((builder) => builder.numbers);
    this.#codes = builders.map((builder) => builder.codes);
    this.#dictionaries = builders.map((builder) => builder.dictionary);
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
   * Reads all complete records of `bytes[start, end)`; after `end` come 16 line feeds.
   *
   * @param final whether the file ends at `end`.
   * @returns where the first record starts that is not complete.
   */
  read(bytes: Uint8Array, start: number, end: number, final: boolean): number {
    const { delimiter, maxRows } = this.#rules;
    const quotedFrom = this.#rules.quotedMissing ? 0 : this.#rules.missingMarkers.length;
    const kinds = this.#kinds;
    const numbers = this.#numbers;
    const codes = this.#codes;
    const dictionaries = this.#dictionaries;
    const powers = powersOfTen();
    const width = kinds.length;
    let p = start;
    while (p < end && this.rows < maxRows) {
      const record = p;
      const row = this.rows;
      const line = this.#scanner.line;
      if (row === this.#capacity) this.reserve(Math.max(1024, Math.ceil(row * 1.5)));
      if (bytes[p] === LF || bytes[p] === CR) {
        const next = this.#lineEnd(bytes, p, end, final);
        if (next === INCOMPLETE) return record;
        p = next;
        continue;
      }
      for (let j = 0; j < width; j++) {
        let q: number;
        switch (kinds[j]) {
          case Kind.number:
            q = numberCell(bytes, p, delimiter, numbers[j]!, row, powers);
            break;
          case Kind.text:
            q = textCell(bytes, p, end, delimiter, codes[j]!, row, dictionaries[j]!, quotedFrom);
            break;
          case Kind.date:
            q = dateCell(bytes, p, delimiter, numbers[j]!, row);
            break;
          case Kind.skipped:
            q = skippedCell(bytes, p, delimiter);
            break;
          default:
            q = NOT_SIMPLE;
        }
        if (q === NOT_SIMPLE) q = this.#cell(bytes, p, end, final, j);
        if (q === INCOMPLETE || (q >= end && !final)) {
          this.#scanner.line = line;
          return record;
        }
        const isLast = j === width - 1;
        if ((bytes[q] === delimiter && q < end) === isLast) {
          this.#scanner.line = line;
          this.#refuseWidth(bytes, record, end, final);
          return record;
        }
        p = isLast ? q : q + 1;
      }
      if (p < end) {
        const next = this.#lineEnd(bytes, p, end, final);
        if (next === INCOMPLETE) {
          this.#scanner.line = line;
          return record;
        }
        p = next;
      }
      this.rows = row + 1;
    }
    return p;
  }

  /** Passes a line break: LF, CR LF or CR. */
  #lineEnd(bytes: Uint8Array, p: number, end: number, final: boolean): number {
    if (bytes[p] === CR) {
      if (p + 1 === end && !final) return INCOMPLETE;
      if (p + 1 < end && bytes[p + 1] === LF) p++;
    }
    this.#scanner.line++;
    return p + 1;
  }

  /** Any cell, the long way. */
  #cell(bytes: Uint8Array, p: number, end: number, final: boolean, j: number): number {
    const line = this.#scanner.line;
    const q = this.#scanner.scan(bytes, p, end, final);
    if (q < 0 || (q >= end && !final)) return INCOMPLETE;
    const next = this.#scanner.line;
    this.#scanner.line = line; // faults are reported where the field starts
    if (this.#kinds[j] !== Kind.skipped) this.#store(j);
    this.#scanner.line = next;
    return q;
  }

  #store(j: number): void {
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
    } else if (this.#builders[j]!.given) throw this.#notOfGivenType(j);
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
    if (kind === Kind.number) {
      const value = parseDecimal(bytes, from, to);
      return !given && looksLikeCode(bytes, from, to, value) ? Number.NaN : value;
    }
    if (kind === Kind.date) return to - from < 8 ? Number.NaN : parseIsoDate(this.#scanner.text(), given);
    const truth = this.#truths.find(bytes, from, to, hashBytes(bytes, from, to));
    if (truth >= 0) return truth < 3 ? 0 : 1;
    const bit = given && to - from === 1 ? bytes[from]! - 48 : Number.NaN;
    return bit === 0 || bit === 1 ? bit : Number.NaN;
  }

  /** Changes the type of a column, and stores the last field if that is text now. */
  #become(j: number, kind: KindCode): void {
    this.#builders[j]!.become(kind, this.rows, this.#capacity);
    this.#refresh(j);
    if (kind === Kind.text) this.#storeText(j);
  }

  #refresh(j: number): void {
    const builder = this.#builders[j]!;
    this.#kinds[j] = builder.kind;
    this.#numbers[j] = builder.numbers;
    this.#codes[j] = builder.codes;
    this.#dictionaries[j] = builder.dictionary;
  }

  #notOfGivenType(j: number): Error {
    const { kind, name } = this.#builders[j]!;
    const type = kind === Kind.number ? "a number" : kind === Kind.date ? "an ISO date" : "true or false";
    const received = describeValue(this.#scanner.text());
    return this.#scanner.error(`the column must hold ${type}, as its given type says`, received, {
      column: name,
    });
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
