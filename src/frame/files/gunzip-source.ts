import type * as NodeStream from "node:stream";
import type * as NodeZlib from "node:zlib";
import { Described, InvalidInputError } from "../../core/errors.js";
import { nodeModule } from "../../core/node-files.js";
import type { ByteSource } from "./byte-source.js";

// 256 KiB of compressed bytes at a time: enough that asking for them costs nothing beside unpacking them.
const STORED_PIECE = 1 << 18;
// Unpacked bytes that are kept, so that a reader may go back a little: what lies further back is unpacked anew from the start.
const HISTORY = 1 << 23;

/** Unpacked bytes and where they start. */
interface Unpacked {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Whether a source begins as gzip does. */
export async function isGzip(source: ByteSource): Promise<boolean> {
  const magic = new Uint8Array(2);
  return (await source.read(magic, 0)) === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
}

/** Unpacks gzip. Node's own stream takes members one after another; the one of the web standard refuses all after the first. */
function gunzip(): ReadableWritablePair<Uint8Array, BufferSource> {
  const zlib = nodeModule<typeof NodeZlib>("node:zlib");
  const stream = nodeModule<typeof NodeStream>("node:stream");
  if (zlib === undefined || stream === undefined) return new DecompressionStream("gzip");
  return stream.Duplex.toWeb(zlib.createGunzip()) as ReadableWritablePair<Uint8Array, BufferSource>;
}

/** What a source holds that is compressed with gzip, unpacked as it is read. */
export function gunzipSource(where: string, stored: ByteSource): ByteSource {
  return new GunzipSource(where, stored);
}

class GunzipSource implements ByteSource {
  readonly size = Number.NaN;
  readonly #where: string;
  readonly #stored: ByteSource;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #storedOffset = 0;
  /** Offset up to which all is unpacked. */
  #offset = 0;
  /** The last that was unpacked, in order. */
  #history: Unpacked[] = [];
  #ended = false;

  constructor(where: string, stored: ByteSource) {
    this.#where = where;
    this.#stored = stored;
  }

  async read(target: Uint8Array, offset: number): Promise<number> {
    if (this.#reader === undefined || offset < (this.#history[0]?.offset ?? 0)) await this.#restart();
    let filled = 0;
    while (filled < target.length) {
      const at = offset + filled;
      while (this.#offset <= at) if (!(await this.#unpack())) return filled;
      const { offset: start, bytes } = this.#history.findLast((part) => part.offset <= at)!;
      const part = bytes.subarray(at - start, at - start + target.length - filled);
      target.set(part, filled);
      filled += part.length;
    }
    return filled;
  }

  progress(): { done: number; total: number } {
    return { done: this.#storedOffset, total: this.#stored.size };
  }

  async close(): Promise<void> {
    await this.#stop();
    await this.#stored.close();
  }

  async #restart(): Promise<void> {
    await this.#stop();
    this.#storedOffset = 0;
    this.#offset = 0;
    this.#history = [];
    this.#ended = false;
    const packed = new ReadableStream<BufferSource>({ pull: (controller) => this.#feed(controller) });
    this.#reader = packed.pipeThrough(gunzip()).getReader();
  }

  async #feed(controller: ReadableStreamDefaultController<BufferSource>): Promise<void> {
    const piece = new Uint8Array(STORED_PIECE);
    const count = await this.#stored.read(piece, this.#storedOffset);
    this.#storedOffset += count;
    if (count > 0) controller.enqueue(piece.subarray(0, count));
    else controller.close();
  }

  async #unpack(): Promise<boolean> {
    if (this.#ended) return false;
    try {
      const { done, value } = await this.#reader!.read();
      this.#ended = done;
      if (value !== undefined) this.#remember(value);
      return !done;
    } catch (cause) {
      if (cause instanceof InvalidInputError) throw cause;
      const reason = (cause as Error).message;
      throw new InvalidInputError(
        this.#where,
        "what is compressed with gzip must be whole and intact",
        new Described(`data that are cut off or damaged after ${this.#offset} bytes (${reason})`),
      );
    }
  }

  #remember(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#history.push({ offset: this.#offset, bytes });
    this.#offset += bytes.length;
    let first = 0;
    while (first + 1 < this.#history.length && this.#offset - this.#history[first + 1]!.offset > HISTORY)
      first++;
    if (first > this.#history.length / 2) this.#history = this.#history.slice(first);
  }

  async #stop(): Promise<void> {
    await this.#reader?.cancel().catch(() => {}); // a stream at fault has told so before
    this.#reader = undefined;
  }
}
