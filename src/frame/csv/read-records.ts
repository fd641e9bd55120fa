import type { Progress } from "../../base/estimator.js";
import type { ByteSource } from "../files/byte-source.js";
import { pause } from "../files/pause.js";
import { type FieldScanner, LF } from "./field-scanner.js";
import type { RecordReader } from "./record-reader.js";

/** Where a pass over the records starts, and how it is watched. */
export interface PassControl {
  /** Offset of the first byte. */
  readonly offset: number;
  /** Line of the first byte, from 1. */
  readonly line: number;
  readonly options: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: (progress: Progress) => void;
  };
}

// 512 KiB: a piece stays in the second-level cache while it is read.
const PIECE = 1 << 19;
// A longest cell of 1 GiB: beyond, a quote was never closed.
const LARGEST_BUFFER = 1 << 30;
// Some 20 ms of reading, after which timers and events have their turn.
const BYTES_BETWEEN_PAUSES = 1 << 22;
/** Line feeds after the bytes at hand, so that the fast way through a cell needs not look for the end. */
const PADDING = 16;

/** Reads records until the file ends or the reader is full. */
export async function readRecords(
  source: ByteSource,
  reader: RecordReader,
  scanner: FieldScanner,
  { offset: start, line, options }: PassControl,
): Promise<void> {
  scanner.line = line;
  let buffer = new Uint8Array(2 * PIECE + PADDING);
  const ahead = new ReadAhead(source, start);
  let kept = 0;
  let offset = start;
  let nextPause = start + BYTES_BETWEEN_PAUSES;
  while (!reader.full) {
    const piece = await ahead.next();
    const count = piece.length;
    while (kept + count > buffer.length - PADDING) buffer = doubled(buffer, scanner);
    buffer.set(piece, kept);
    ahead.start();
    offset += count;
    const final = count === 0;
    const end = kept + count;
    buffer.fill(LF, end, end + PADDING);
    const used = reader.read(buffer, end, final);
    if (final) break;
    kept = end - used;
    buffer.copyWithin(0, used, end);
    if (offset - count === start && used > 0 && !Number.isNaN(source.size))
      reader.reserve(Math.ceil(((source.size - start) / used) * reader.rows * 1.02));
    if (offset >= nextPause) {
      nextPause = offset + BYTES_BETWEEN_PAUSES;
      options.onProgress?.(source.progress(offset));
      await pause();
    }
    options.signal?.throwIfAborted();
  }
  const { total } = source.progress(offset);
  options.onProgress?.({ done: total, total });
}

/** Reads the next piece of a source while the one before it is worked on. */
class ReadAhead {
  readonly #source: ByteSource;
  readonly #piece = new Uint8Array(PIECE);
  #offset: number;
  #pending: Promise<number>;

  constructor(source: ByteSource, offset: number) {
    this.#source = source;
    this.#offset = offset;
    this.#pending = Promise.resolve(source.read(this.#piece, offset));
  }

  /** The piece that was asked for; valid until {@link start}. Empty at the end of the source. */
  async next(): Promise<Uint8Array> {
    const count = await this.#pending;
    this.#offset += count;
    return this.#piece.subarray(0, count);
  }

  /** Asks for the piece after it. */
  start(): void {
    this.#pending = Promise.resolve(this.#source.read(this.#piece, this.#offset));
    this.#pending.catch(() => {}); // it may never be waited for, if the piece before it is at fault
  }
}

function doubled(buffer: Uint8Array, scanner: FieldScanner): Uint8Array<ArrayBuffer> {
  if (buffer.length > LARGEST_BUFFER)
    throw scanner.error("a line must have less than 1 GiB", "a longer one; perhaps a quote is never closed");
  const larger = new Uint8Array((buffer.length - PADDING) * 2 + PADDING);
  larger.set(buffer);
  return larger;
}
