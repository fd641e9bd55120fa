import { type RowIndex, TypedColumn } from "./column.js";
import { countCodes, modesOfCodes } from "./statistics/mode.js";

/**
 * Column of true and false.
 *
 * @example
 * ```ts
 * const smokes = new BooleanColumn("smokes", Int8Array.of(1, 0, -1));
 * smokes.toArray(); // => [true, false, null]
 * ```
 */
export class BooleanColumn extends TypedColumn<boolean> {
  readonly type = "boolean" as const;
  /** 1 for true, 0 for false, -1 for missing, shape (length). Treat it as immutable. */
  readonly codes: Int8Array;

  /** Value of each code. */
  readonly levels: readonly boolean[] = [false, true];

  /** Wraps the codes without copying them. */
  constructor(name: string, codes: Int8Array) {
    super(name);
    this.codes = codes;
  }

  get length(): number {
    return this.codes.length;
  }

  get(i: number): boolean | null {
    const code = this.codes[i]!;
    return code < 0 ? null : code === 1;
  }

  isMissing(i: number): boolean {
    return this.codes[i]! < 0;
  }

  toArray(): (boolean | null)[] {
    return this.boxed();
  }

  unique(): boolean[] {
    return [...new Set(this.codes)].filter((code) => code >= 0).map((code) => code === 1);
  }

  nunique(): number {
    return this.unique().length;
  }

  mode(): boolean[] {
    return modesOfCodes(this.codes, 2).map((code) => code === 1);
  }

  /** Number of rows that are true; missing ones count as nothing. */
  sum(): number {
    return countCodes(this.codes, 2)[1]!;
  }

  /** Share of true among the values; NaN if all are missing. */
  mean(): number {
    return this.sum() / (this.length - this.missingCount);
  }

  /** Whether any value is true. */
  any(): boolean {
    return this.codes.includes(1);
  }

  /** Whether no value is false. */
  all(): boolean {
    return !this.codes.includes(0);
  }

  takeRows(index: RowIndex): BooleanColumn {
    const codes = new Int8Array(index.length);
    for (let i = 0; i < codes.length; i++) codes[i] = this.codes[index[i]!]!;
    return new BooleanColumn(this.name, codes);
  }

  rename(name: string): BooleanColumn {
    return new BooleanColumn(name, this.codes);
  }
}
