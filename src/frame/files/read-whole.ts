import type { ByteSource } from "./byte-source.js";

// 1 MiB where the size is not known.
const FIRST_ROOM = 1 << 20;

/** All bytes of a source. */
export async function readWhole(source: ByteSource, signal?: AbortSignal): Promise<Uint8Array> {
  let bytes = new Uint8Array(Number.isNaN(source.size) ? FIRST_ROOM : source.size + 1);
  let end = 0;
  for (;;) {
    const count = await source.read(bytes.subarray(end), end);
    signal?.throwIfAborted();
    if (count === 0) return bytes.subarray(0, end);
    end += count;
    if (end < bytes.length) continue;
    const larger = new Uint8Array(bytes.length * 2);
    larger.set(bytes);
    bytes = larger;
  }
}
