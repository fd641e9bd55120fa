import type { ColumnType } from "../../base/estimator.js";
import { BooleanColumn } from "../boolean-column.js";
import { narrowCodes } from "../category-codes.js";
import { CategoryColumn } from "../category-column.js";
import type { Column } from "../column.js";
import { parseIsoDate } from "../csv/iso-date.js";
import { DateColumn } from "../date-column.js";
import { NumberColumn } from "../number-column.js";
import type { JsonScanner } from "./json-scanner.js";

const TYPE_OF_KIND = { number: "number", string: "category", boolean: "boolean" } as const;
const NAMES: Readonly<Record<ColumnType, string>> = {
  number: "numbers",
  category: "texts",
  boolean: "true or false",
  date: "ISO dates or milliseconds since 1970",
};

/** One column while JSON is read: the first value that is not null decides its type, unless that was given. */
export class JsonColumn {
  readonly name: string;
  /** Rows that have a value or null so far; further ones are missing. */
  filled = 0;
  readonly #given: boolean;
  #type: ColumnType | undefined;
  /** Numbers, times, booleans as 0 and 1; NaN where missing. */
  #numbers = new Float64Array(64);
  #codes = new Int32Array(0);
  readonly #codeOf = new Map<string, number>();

  constructor(name: string, type: ColumnType | undefined) {
    this.name = name;
    this.#given = type !== undefined;
    this.#setType(type);
  }

  /** Stores the last value of the scanner in a row that is not filled yet. */
  store(scanner: JsonScanner, row: number): void {
    this.#fillTo(row);
    this.filled = row + 1;
    this.#reserve(row + 1);
    const { kind } = scanner;
    if (kind === "null" || (kind === "number" && Number.isNaN(scanner.number))) {
      this.#putMissing(row);
      return;
    }
    if (this.#type === undefined && kind !== "nested") this.#become(TYPE_OF_KIND[kind], row);
    if (this.#type === "category") this.#codes[row] = this.#code(this.#text(scanner, row));
    else this.#numbers[row] = this.#number(scanner, row);
  }

  /** The column of `rows` rows; those that had no value are missing. */
  finish(rows: number): Column {
    this.#reserve(rows);
    this.#fillTo(rows);
    const numbers = this.#numbers.length === rows ? this.#numbers : this.#numbers.slice(0, rows);
    switch (this.#type) {
      case "category": {
        const codes = narrowCodes(this.#codes.slice(0, rows), this.#codeOf.size);
        return new CategoryColumn(this.name, codes, [...this.#codeOf.keys()]);
      }
      case "boolean":
        return new BooleanColumn(
          this.name,
          Int8Array.from(numbers, (value) => (Number.isNaN(value) ? -1 : value)),
        );
      case "date":
        return new DateColumn(this.name, numbers);
      default:
        return new NumberColumn(this.name, numbers);
    }
  }

  #setType(type: ColumnType | undefined): void {
    this.#type = type;
    if (type === "category") this.#codes = new Int32Array(this.#numbers.length);
  }

  #become(type: ColumnType, row: number): void {
    this.#setType(type);
    this.#codes.fill(-1, 0, row);
  }

  #reserve(rows: number): void {
    const capacity = this.#type === "category" ? this.#codes.length : this.#numbers.length;
    if (rows <= capacity) return;
    const wanted = Math.max(rows, Math.ceil(capacity * 1.5));
    if (this.#type === "category") {
      const codes = new Int32Array(wanted);
      codes.set(this.#codes);
      this.#codes = codes;
    } else {
      const numbers = new Float64Array(wanted);
      numbers.set(this.#numbers);
      this.#numbers = numbers;
    }
  }

  #fillTo(row: number): void {
    if (this.filled >= row) return;
    this.#reserve(row);
    if (this.#type === "category") this.#codes.fill(-1, this.filled, row);
    else this.#numbers.fill(Number.NaN, this.filled, row);
    this.filled = row;
  }

  #putMissing(row: number): void {
    if (this.#type === "category") this.#codes[row] = -1;
    else this.#numbers[row] = Number.NaN;
  }

  #code(text: string): number {
    let code = this.#codeOf.get(text);
    if (code === undefined) this.#codeOf.set(text, (code = this.#codeOf.size));
    return code;
  }

  /** A text; a value of another kind only as it is written, if texts were asked for. */
  #text(scanner: JsonScanner, row: number): string {
    if (scanner.kind === "string") return scanner.text;
    if (this.#given) return scanner.written();
    throw this.#wrongType(scanner, row);
  }

  #number(scanner: JsonScanner, row: number): number {
    const type = this.#type;
    const { kind } = scanner;
    if (type === "number" && kind === "number") return this.#double(scanner, row);
    if (type === "boolean" && kind === "boolean") return scanner.truth ? 1 : 0;
    if (type === "date" && kind === "number" && Number.isFinite(scanner.number)) return scanner.number;
    if (type === "date" && kind === "string") {
      const time = parseIsoDate(scanner.text, true);
      if (!Number.isNaN(time)) return time;
      throw this.#wrongType(scanner, row);
    }
    throw this.#wrongType(scanner, row);
  }

  /** A number that a double holds: neither too large nor a whole number that would lose digits. */
  #double(scanner: JsonScanner, row: number): number {
    const { number } = scanner;
    const at = { row, column: this.name };
    if (Number.isFinite(number)) {
      if (this.#given || Math.abs(number) <= Number.MAX_SAFE_INTEGER) return number;
      const written = scanner.written();
      if (/[.eE]/.test(written)) return number;
      const rule =
        "a whole number must be within ±(2^53 - 1), as a double would round it; the type category keeps its digits, number rounds it";
      throw scanner.error(rule, written, scanner.from, at);
    }
    const written = scanner.written();
    if (/^-?I/.test(written)) return number;
    throw scanner.error("a number must be within ±1.8e308, the range of doubles", written, scanner.from, at);
  }

  #wrongType(scanner: JsonScanner, row: number): Error {
    const at = { row, column: this.name };
    const written = scanner.written();
    const shown = written.length > 60 ? `${written.slice(0, 57)}...` : written;
    if (scanner.kind === "nested" && !this.#given) {
      const rule =
        "a cell must be a number, a text, true, false or null; the type category keeps the text of its JSON";
      return scanner.error(rule, shown, scanner.from, at);
    }
    const since = this.#given ? "as its given type says" : "as its first value is";
    return scanner.error(`the column must hold ${NAMES[this.#type!]}, ${since}`, shown, scanner.from, at);
  }
}
