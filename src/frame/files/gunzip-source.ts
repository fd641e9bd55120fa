import { Described, InvalidInputError } from "../../core/errors.js";
import type { ByteSource } from "./byte-source.js";

// 256 KiB of compressed bytes at a time: enough that asking for them costs nothing beside unpacking them.
const STORED_PIECE = 1 << 18;

/** Whether a source begins as gzip does. */
export async function isGzip(source: ByteSource): Promise<boolean> {
  const magic = new Uint8Array(2);
  return (await source.read(magic, 0)) === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
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
  /** Offset of the first byte of the rest. */
  #offset = 0;
  #rest = new Uint8Array(0);
  #ended = false;

  constructor(where: string, stored: ByteSource) {
    this.#where = where;
    this.#stored = stored;
  }

  async read(target: Uint8Array, offset: number): Promise<number> {
    if (this.#reader === undefined || offset < this.#offset) await this.#restart();
    let filled = 0;
    while (filled < target.length) {
      if (this.#rest.length === 0 && !(await this.#unpack())) break;
      const skipped = Math.min(this.#rest.length, Math.max(0, offset - this.#offset));
      const part = this.#rest.subarray(skipped, skipped + target.length - filled);
      target.set(part, filled);
      filled += part.length;
      this.#offset += skipped + part.length;
      this.#rest = this.#rest.subarray(skipped + part.length);
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
    this.#rest = new Uint8Array(0);
    this.#ended = false;
    const packed = new ReadableStream<BufferSource>({ pull: (controller) => this.#feed(controller) });
    this.#reader = packed.pipeThrough(new DecompressionStream("gzip")).getReader();
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
      if (value !== undefined) this.#rest = value as Uint8Array<ArrayBuffer>;
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

  async #stop(): Promise<void> {
    await this.#reader?.cancel().catch(() => {}); // a stream at fault has told so before
    this.#reader = undefined;
  }
}
