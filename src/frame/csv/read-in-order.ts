import type { ByteSource } from "../files/byte-source.js";
import { type FieldScanner, LF } from "./field-scanner.js";
import { PADDING } from "./record-pieces.js";
import type { RecordReader } from "./record-reader.js";

// 512 KiB: a piece stays in the second-level cache while it is read.
const PIECE = 1 << 19;
// A longest cell of 1 GiB: beyond, a quote was never closed.
const LARGEST_BUFFER = 1 << 30;

/** How far {@link OrderedReading.read} came. */
export interface Reached {
  /** Offset of the first record that was not read. */
  readonly offset: number;
  /** Bytes of the records that were read. */
  readonly bytes: number;
  /** Whether the source has ended, or all rows are there that were asked for. */
  readonly done: boolean;
}

/** Reads records of a source one after another. */
export class OrderedReading {
  readonly #source: ByteSource;
  readonly #reader: RecordReader;
  readonly #scanner: FieldScanner;
  #buffer = new Uint8Array(PIECE + PADDING);

  constructor(source: ByteSource, reader: RecordReader, scanner: FieldScanner) {
    this.#source = source;
    this.#reader = reader;
    this.#scanner = scanner;
  }

  /** Reads the records of about half a megabyte, and at least one. */
  async read(offset: number): Promise<Reached> {
    let end = 0;
    for (;;) {
      const room = this.#buffer.length - PADDING;
      const count = await this.#source.read(this.#buffer.subarray(end, room), offset + end);
      end += count;
      const final = count === 0;
      if (!final && end < room) continue;
      this.#buffer.fill(LF, end, end + PADDING);
      const used = this.#reader.read(this.#buffer, end, final);
      if (final || this.#reader.full) return { offset: offset + used, bytes: used, done: true };
      if (used > 0) return { offset: offset + used, bytes: used, done: false };
      this.#double();
    }
  }

  #double(): void {
    const { length } = this.#buffer;
    const error = (received: string): Error =>
      this.#scanner.error("a line must have less than 1 GiB", received);
    if (length > LARGEST_BUFFER) throw error("a longer one; perhaps a quote is never closed");
    const larger = new Uint8Array((length - PADDING) * 2 + PADDING);
    larger.set(this.#buffer);
    this.#buffer = larger;
  }
}
