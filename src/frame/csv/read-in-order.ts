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
  readonly #scanner: FieldScanner;
  #buffer = new Uint8Array(PIECE + PADDING);
  /** Offset of the first byte in the buffer, and number of bytes there. */
  #fetched = { offset: 0, end: 0 };

  constructor(source: ByteSource, scanner: FieldScanner) {
    this.#source = source;
    this.#scanner = scanner;
  }

  /** Reads the records of about half a megabyte, and at least one. What was fetched beyond them is kept for the next call. */
  async read(offset: number, reader: RecordReader): Promise<Reached> {
    let end = this.#keep(offset);
    for (;;) {
      const room = this.#buffer.length - PADDING;
      const count = end < room ? await this.#source.read(this.#buffer.subarray(end, room), offset + end) : -1;
      end += Math.max(0, count);
      this.#fetched = { offset, end };
      const final = count === 0;
      if (!final && end < room) continue;
      this.#buffer.fill(LF, end, end + PADDING);
      const used = reader.read(this.#buffer, end, final);
      if (final || reader.full) return { offset: offset + used, bytes: used, done: true };
      if (used > 0) return { offset: offset + used, bytes: used, done: false };
      this.#double();
    }
  }

  /** Moves what was fetched from this offset on to the start of the buffer; returns its length. */
  #keep(offset: number): number {
    const skipped = offset - this.#fetched.offset;
    if (skipped < 0 || skipped >= this.#fetched.end) return 0;
    this.#buffer.copyWithin(0, skipped, this.#fetched.end);
    return this.#fetched.end - skipped;
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
