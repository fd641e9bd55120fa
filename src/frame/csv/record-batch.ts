import type { Kernels } from "../../kernels/index.js";
import type { ArenaScope, Block } from "../../parallel/index.js";
import { Kind, type KindCode } from "./column-builder.js";
import { fillKernelTables, KERNEL_TABLE_BYTES } from "./kernel-tables.js";

/** Why {@link RecordBatch.run} stopped. */
export const Stop = { atEnd: 0, full: 1, unusual: 2, wrongWidth: 3 } as const;

// 2,048 rows × 17 columns stay in the second-level cache; the values of a batch never take more than 4 MiB.
const MOST_ROWS = 2048;
const MOST_CELLS = 1 << 19;
// Memos of texts, 192 KiB each, for so many columns; the texts of further ones go the long way.
const MOST_MEMOS = 256;
const MEMO_BYTES = 4096 * 48;
// What the kernel leaves to the caller, whatever it holds: a text column without a memo.
const NO_KIND = 6;
/** Longest text that the kernels remember, in bytes. */
export const LONGEST_REMEMBERED = 32;

/** A batch of rows in kernel memory, and the kernel that reads plain cells into it. */
export class RecordBatch {
  /** Most rows of the batch. */
  readonly rowLimit: number;
  readonly #kernels: Kernels;
  readonly #scope: ArenaScope;
  readonly #delimiter: number;
  readonly #width: number;
  readonly #plainNumbers: boolean;
  /** Values by column: doubles, or codes in the first half of the place. */
  readonly #values: Block<Float64Array>;
  readonly #tables: Block<Uint8Array>;
  readonly #state: Block<Int32Array>;
  readonly #table: Block<Uint32Array>;
  readonly #memos: (Block<Uint8Array> | undefined)[];
  #memoCount = 0;
  #input: Block<Uint8Array>;
  #end = 0;
  // Views of the blocks, renewed after every allocation: making one costs more than reading a cell.
  #stateView: Int32Array;
  #numbersView: Float64Array;
  #codesView: Int32Array;

  /** @param plainNumbers whether numbers are written with a point, so that the kernel can read them. */
  constructor(kernels: Kernels, scope: ArenaScope, width: number, delimiter: number, plainNumbers = true) {
    this.#plainNumbers = plainNumbers;
    this.#kernels = kernels;
    this.#scope = scope;
    this.#width = width;
    this.#delimiter = delimiter;
    this.rowLimit = Math.max(8, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / width)));
    this.#values = scope.f64(width * this.rowLimit);
    this.#tables = scope.u8(KERNEL_TABLE_BYTES);
    fillKernelTables(this.#tables.view());
    this.#state = scope.i32(7);
    this.#table = scope.u32(4 * width);
    this.#memos = new Array(width);
    this.#input = scope.u8(0);
    this.#stateView = this.#state.view();
    this.#numbersView = this.#values.view();
    this.#codesView = asCodes(this.#numbersView);
  }

  #renewViews(): void {
    this.#stateView = this.#state.view();
    this.#numbersView = this.#values.view();
    this.#codesView = asCodes(this.#numbersView);
  }

  /** States what column j holds. */
  setKind(j: number, kind: KindCode): void {
    const isText = kind === Kind.text || kind === Kind.boolean;
    let memo = this.#memos[j];
    if (isText && memo === undefined && this.#memoCount < MOST_MEMOS) {
      memo = this.#scope.u8(MEMO_BYTES);
      memo.view().fill(0);
      this.#memos[j] = memo;
      this.#memoCount++;
      this.#renewViews();
    }
    const left = (isText && memo === undefined) || (kind === Kind.number && !this.#plainNumbers);
    const known = left ? NO_KIND : kind;
    const values = this.#values.pointer + j * this.rowLimit * 8;
    this.#table.view().set([known, values, memo?.pointer ?? 0], 4 * j);
  }

  /** Takes a piece of the file, with the line feeds that follow it, and starts at its first record. */
  load(bytes: Uint8Array, end: number): void {
    if (bytes.length > this.#input.length) this.#input = this.#scope.u8(bytes.length);
    this.#input.view().set(bytes);
    this.#end = end;
    this.#renewViews();
    this.#stateView.set([0, 0, 0, 0, 0, 0, -1]);
  }

  /** Reads on, up to `capacity` rows. Returns why it stopped. */
  run(capacity: number, final: boolean): number {
    return this.#kernels.readCsvRecords(
      this.#input.pointer,
      this.#end,
      final ? 1 : 0,
      this.#width,
      this.#delimiter,
      capacity,
      this.#table.pointer,
      this.#tables.pointer,
      this.#state.pointer,
    );
  }

  /** Where it stopped. */
  get stopped(): {
    position: number;
    row: number;
    column: number;
    record: number;
    lines: number;
    recordLines: number;
  } {
    const state = this.#stateView;
    return {
      position: state[0]!,
      row: state[1]!,
      column: state[2]!,
      record: state[3]!,
      lines: state[4]!,
      recordLines: state[5]!,
    };
  }

  /** Goes on after the unusual cell, which ends at `cellEnd` and held `breaks` line breaks. */
  passCell(cellEnd: number, breaks: number): void {
    this.#stateView[4]! += breaks;
    this.#stateView[6] = cellEnd;
  }

  /** Starts the next batch where this one ended. */
  nextBatch(): void {
    this.#stateView[1] = 0;
  }

  /** Numbers or times of the first `rows` rows of column j. */
  numbers(j: number, rows: number): Float64Array {
    return this.#numbersView.subarray(j * this.rowLimit, j * this.rowLimit + rows);
  }

  /** Codes of the first `rows` rows of column j. */
  codes(j: number, rows: number): Int32Array {
    return this.#codesView.subarray(2 * j * this.rowLimit, 2 * j * this.rowLimit + rows);
  }

  /** Stores a number or time where the kernel would. */
  putNumber(j: number, row: number, value: number): void {
    this.#numbersView[j * this.rowLimit + row] = value;
  }

  /** Stores a code where the kernel would. */
  putCode(j: number, row: number, code: number): void {
    this.#codesView[2 * j * this.rowLimit + row] = code;
  }

  /** Lets the kernel know the code of a text of column j that stands at [from, to) of the input. */
  remember(j: number, from: number, to: number, quoted: boolean, code: number): void {
    this.rememberAt(j, this.#input.pointer + from, to - from, quoted, code);
  }

  /** {@link remember} of a text that stands elsewhere in kernel memory, with 32 more bytes after it. */
  rememberAt(j: number, pointer: number, length: number, quoted: boolean, code: number): void {
    const memo = this.#memos[j];
    if (memo === undefined || length > LONGEST_REMEMBERED) return;
    this.#kernels.rememberCsvText(pointer, length, quoted ? 1 : 0, code, memo.pointer, this.#tables.pointer);
  }

  /** Pointer to the table of columns: 16 bytes each, kind, values, memo. */
  get columnTable(): number {
    return this.#table.pointer;
  }

  /** Pointer to what the kernels look up. */
  get kernelTables(): number {
    return this.#tables.pointer;
  }

  /** Forgets the texts of column j, which have other codes now. */
  forget(j: number): void {
    this.#memos[j]?.view().fill(0);
  }
}

function asCodes(values: Float64Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length * 2);
}
