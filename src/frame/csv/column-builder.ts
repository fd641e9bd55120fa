import type { ColumnType } from "../../base/estimator.js";
import { BooleanColumn } from "../boolean-column.js";
import { narrowCodes } from "../category-codes.js";
import { CategoryColumn } from "../category-column.js";
import type { Column } from "../column.js";
import { DateColumn } from "../date-column.js";
import { EncodedLevels } from "../levels.js";
import { NumberColumn } from "../number-column.js";
import { Dictionary, dictionaryOf } from "./dictionary.js";

/** What the cells of a column are read as. */
export const Kind = {
  /** Not wanted, or not wanted in this pass. */
  skipped: 0,
  /** Only missing values so far. */
  unknown: 1,
  number: 2,
  text: 3,
  date: 4,
  boolean: 5,
} as const;

/** One of the values of {@link Kind}. */
export type KindCode = (typeof Kind)[keyof typeof Kind];

const KIND_OF_TYPE: Readonly<Record<ColumnType, KindCode>> = {
  number: Kind.number,
  category: Kind.text,
  date: Kind.date,
  boolean: Kind.boolean,
};

// Up to here levels are kept as strings at once; beyond, they are decoded when asked for.
const MOST_EAGER_LEVELS = 4096;

const NO_NUMBERS: Float64Array = new Float64Array(0);
const NO_TEXTS: Dictionary = new Dictionary();
const NO_CODES: Int32Array = new Int32Array(0);

/** One column while it is read. */
export class ColumnBuilder {
  readonly name: string;
  /** Whether the type was given; then codes with leading zeros are numbers, 0 and 1 booleans. */
  readonly given: boolean;
  /** Whether the type is settled, given or not; then a value that is not of it is an error. */
  readonly settled: boolean;
  kind: KindCode;
  /** Numbers or times; NaN where missing. */
  numbers: Float64Array = NO_NUMBERS;
  /** Keys of the dictionary, or 0 and 1 of booleans; -1 where missing. */
  codes: Int32Array = NO_CODES;
  /** Distinct texts seen, after the missing markers. */
  dictionary: Dictionary = NO_TEXTS;
  readonly #missingMarkers: readonly string[];
  /** Rows [0, brokenRows) were read as another type than the column turned out to have, and must be read again. */
  brokenRows = 0;

  /**
   * @param missingMarkers texts that stand for a missing value.
   * @param inferred whether the type, if there is one, was found out and not given.
   */
  constructor(
    name: string,
    type: ColumnType | "unknown" | "skipped",
    missingMarkers: readonly string[],
    inferred = false,
  ) {
    this.name = name;
    this.#missingMarkers = missingMarkers;
    this.settled = type !== "unknown" && type !== "skipped";
    this.given = this.settled && !inferred;
    this.kind = type === "unknown" ? Kind.unknown : type === "skipped" ? Kind.skipped : KIND_OF_TYPE[type];
    if (this.kind === Kind.text) this.dictionary = dictionaryOf(missingMarkers);
  }

  /** Makes room for `capacity` rows. */
  reserve(capacity: number): void {
    if (this.kind === Kind.number || this.kind === Kind.date) {
      const numbers = new Float64Array(capacity);
      numbers.set(this.numbers);
      this.numbers = numbers;
    } else if (this.kind === Kind.text || this.kind === Kind.boolean) {
      const codes = new Int32Array(capacity);
      codes.set(this.codes);
      this.codes = codes;
    }
  }

  /** Decides the type at `row`: all rows before are missing, or must be read again. */
  become(kind: KindCode, row: number, capacity: number): void {
    if (this.kind !== Kind.unknown) this.brokenRows = row;
    this.kind = kind;
    if (kind === Kind.text) this.dictionary = dictionaryOf(this.#missingMarkers);
    this.numbers = NO_NUMBERS;
    this.codes = NO_CODES;
    this.reserve(capacity);
    this.numbers.fill(Number.NaN, 0, row);
    this.codes.fill(-1, 0, row);
  }

  /** The column of the first `rows` rows. */
  finish(rows: number): Column {
    switch (this.kind) {
      case Kind.number:
        return new NumberColumn(this.name, trimmed(this.numbers, rows));
      case Kind.date:
        return new DateColumn(this.name, trimmed(this.numbers, rows));
      case Kind.boolean:
        return new BooleanColumn(this.name, new Int8Array(this.codes.subarray(0, rows)));
      case Kind.text:
        return this.#finishText(rows);
      default:
        return new NumberColumn(this.name, new Float64Array(rows).fill(Number.NaN));
    }
  }

  /** Renumbers the texts in order of rows, leaving the missing markers out. */
  #finishText(rows: number): CategoryColumn {
    const { dictionary } = this;
    const markers = this.#missingMarkers.length;
    const codes = this.codes.subarray(0, rows);
    const codeOfKey = new Int32Array(dictionary.size).fill(-1);
    const keyOfCode = new Int32Array(dictionary.size);
    let levelCount = 0;
    for (let i = 0; i < rows; i++) {
      const key = codes[i]!;
      if (key < markers) {
        codes[i] = -1;
        continue;
      }
      if (codeOfKey[key]! < 0) {
        keyOfCode[levelCount] = key;
        codeOfKey[key] = levelCount++;
      }
      codes[i] = codeOfKey[key]!;
    }
    const levels = levelsOf(dictionary, keyOfCode.subarray(0, levelCount));
    this.dictionary = NO_TEXTS; // its table is not needed any more
    const kept = levelCount > MOST_EAGER_LEVELS ? levels : levels.toArray();
    const narrow = narrowCodes(codes, levelCount);
    return new CategoryColumn(this.name, narrow === codes ? trimmed(this.codes, rows) : narrow, kept);
  }
}

function trimmed<A extends Float64Array | Int32Array>(values: A, rows: number): A {
  // An eighth of unused room costs less than a second copy of the column.
  const part = values.subarray(0, rows) as A;
  return rows > values.length * 0.875 ? part : (part.slice() as A);
}

/** The texts of these keys, in this order. */
function levelsOf(dictionary: Dictionary, keys: Int32Array): EncodedLevels {
  const { bytes, offsets } = dictionary;
  const ends = new Uint32Array(keys.length + 1);
  for (let code = 0; code < keys.length; code++)
    ends[code + 1] = ends[code]! + offsets[keys[code]! + 1]! - offsets[keys[code]!]!;
  const first = keys[0] ?? 0;
  if (keys.every((key, code) => key === first + code)) {
    const start = offsets[first]!;
    return new EncodedLevels(bytes.slice(start, start + ends[keys.length]!), ends);
  }
  const packed = new Uint8Array(ends[keys.length]!);
  for (let code = 0; code < keys.length; code++)
    packed.set(bytes.subarray(offsets[keys[code]!]!, offsets[keys[code]! + 1]!), ends[code]!);
  return new EncodedLevels(packed, ends);
}
