/**
 * Pieces of text compressed with gzip, as they are asked for.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1952
 */
export async function* gzip(pieces: Iterable<string>): AsyncGenerator<Uint8Array> {
  const iterator = pieces[Symbol.iterator]();
  const texts = new ReadableStream<string>({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
  const encoded = texts.pipeThrough(new TextEncoderStream()) as ReadableStream<Uint8Array<ArrayBuffer>>;
  const reader = encoded.pipeThrough(new CompressionStream("gzip")).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {}); // a fault of the pieces was thrown by read
  }
}

/** Whether a file of this name is to be compressed. */
export function isGzipPath(path: string | URL): boolean {
  return /\.gz$/i.test(path instanceof URL ? path.pathname : path);
}
