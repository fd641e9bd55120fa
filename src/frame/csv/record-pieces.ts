import type { ArenaScope, Block, Runtime } from "../../parallel/index.js";
import type { ParsedPiece } from "./record-reader.js";

/** Bytes of one piece: with its values it stays in the second-level cache. */
export const PIECE_BYTES: number = 1 << 17;
/** Most pieces of a group: enough for many lanes, and some milliseconds of work for two. */
export const GROUP_PIECES = 16;
/** Line feeds after an input, so that the kernels need not look for its end. */
export const PADDING = 128;

// Table of pieces, in words of 32 bits: first start, limit, end, pointers to values and notes; kernels/csv-pieces.ts has the same.
const WORDS = 12;
const LIMIT = 1;
const END = 2;
const ROWS = 5;
const LINES = 6;
const NOTE_COUNT = 7;
const POSITION = 8;
const WHOLE = 9;
const NOTE_WORDS = 4;
// Cells that a piece may leave to the caller: eight a row of 128 bytes.
const MOST_NOTES = 8192;
// What the kernel needs for the ends of fields; kernels/lib/csv-rows.ts lays it out.
const SCRATCH_BYTES = 75_008;

/** What all pieces of a file have in common. */
export interface PieceLayout {
  readonly width: number;
  readonly delimiter: number;
  /** Rows that a piece has room for. */
  readonly rowCapacity: number;
  /** Pointer to the table of columns. */
  readonly columns: number;
  /** Pointer to the tables of the kernels. */
  readonly tables: number;
}

/** A group of pieces that are read together, each into places of its own. */
export class PieceGroup {
  /** Where the pieces begin. */
  readonly starts: number[] = [];
  /** Where the last of them ends, if the guess is right. */
  end = 0;
  readonly #layout: PieceLayout;
  readonly #table: Block<Int32Array>;
  readonly #values: Block<Float64Array>;
  readonly #notes: Block<Int32Array>;
  #input = 0;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(scope: ArenaScope, layout: PieceLayout) {
    this.#layout = layout;
    this.#table = scope.i32(GROUP_PIECES * WORDS);
    this.#values = scope.f64(GROUP_PIECES * layout.width * layout.rowCapacity);
    this.#notes = scope.i32(GROUP_PIECES * MOST_NOTES * NOTE_WORDS);
  }

  /** The reader's count of type changes when the group was laid out. */
  types = 0;

  /** Bytes of the input. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Sets out the pieces of an input: from each cut to the next. */
  layOut(input: Block<Uint8Array>, cuts: readonly number[]): void {
    this.#input = input.pointer;
    this.#bytes = input.view();
    this.starts.length = 0;
    this.end = cuts.at(-1)!;
    const { width, rowCapacity } = this.#layout;
    const table = this.#table.view();
    for (let i = 0; i + 1 < cuts.length; i++) {
      this.starts.push(cuts[i]!);
      const values = this.#values.pointer + i * width * rowCapacity * 8;
      const notes = this.#notes.pointer + i * MOST_NOTES * NOTE_WORDS * 4;
      table.set([cuts[i]!, cuts[i + 1]!, this.end, values, notes], i * WORDS);
    }
  }

  /** Reads all pieces, on all lanes. */
  run(runtime: Runtime, meanwhile: () => void, signal: AbortSignal | undefined): Promise<void> {
    const { columns, width, delimiter, rowCapacity, tables } = this.#layout;
    const args = [
      this.#input,
      this.#table.pointer,
      columns,
      width,
      delimiter,
      rowCapacity,
      MOST_NOTES,
      tables,
    ];
    return runtime.runBlocks("readCsvPieces", {
      total: this.starts.length,
      blockSize: 1,
      args,
      scratchBytes: SCRATCH_BYTES,
      meanwhile,
      signal,
    });
  }

  /** Where piece i ends, if the guess is right. */
  limit(i: number): number {
    return this.#table.view()[i * WORDS + LIMIT]!;
  }

  /** What piece i was read as. */
  piece(i: number): ParsedPiece {
    const words = this.#table.view().subarray(i * WORDS, (i + 1) * WORDS);
    const { rowCapacity, width } = this.#layout;
    const first = i * width * rowCapacity;
    const values = this.#values.view();
    const codes = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
    const rows = words[ROWS]!;
    const notes = i * MOST_NOTES * NOTE_WORDS;
    return {
      rows,
      lines: words[LINES]!,
      position: words[POSITION]!,
      whole: words[WHOLE] === 1,
      bytes: this.#bytes,
      pointer: this.#input,
      end: words[END]!,
      notes: this.#notes.view().subarray(notes, notes + words[NOTE_COUNT]! * NOTE_WORDS),
      numbers: (j) => values.subarray(first + j * rowCapacity, first + j * rowCapacity + rows),
      codes: (j) => codes.subarray(2 * (first + j * rowCapacity), 2 * (first + j * rowCapacity) + rows),
    };
  }
}
