import type { FileHandle } from "node:fs/promises";
import type { Progress } from "../../base/estimator.js";
import { InvalidInputError } from "../../core/errors.js";
import { type FilePath, openFile } from "../../core/node-files.js";
import { gunzipSource, isGzip } from "./gunzip-source.js";

/** What a reader of files reads: a path or a text, an address, or bytes in any of the usual wrappings. */
export type FileInput = string | URL | Blob | Response | Uint8Array | ArrayBuffer;

/** Bytes that can be read in order, and again from the start. */
export interface ByteSource {
  /** Number of bytes; NaN where it is only known at the end. */
  readonly size: number;
  /** Copies the bytes from `offset` on into `target`; resolves to their number, 0 at the end. */
  read(target: Uint8Array, offset: number): number | Promise<number>;
  /** How far reading to this offset has come, in bytes of what is stored. */
  progress(offset: number): Progress;
  /** Releases the file. */
  close(): void | Promise<void>;
}

/** A format of files: what its messages call the reader, and which strings are the text itself. */
export interface TextFormat {
  /** Name of the function that reads: `readCsv`. */
  readonly reader: string;
  /** Whether a string is the text rather than a path. */
  isText(input: string): boolean;
  /** Which strings that is, in words: `a text with a line break is read as CSV itself`. */
  readonly textRule: string;
}

/** The input in words for messages: `readCsv("cars.csv")`. */
export function describeInput(format: TextFormat, input: FileInput): string {
  const isPlace = typeof input === "string" ? !format.isText(input) : input instanceof URL;
  return isPlace ? `${format.reader}(${JSON.stringify(String(input))})` : format.reader;
}

/**
 * Opens an input for reading. What is compressed with gzip, which its first two bytes tell, is read as what it holds.
 *
 * @throws {InvalidInputError} if there is no such file, it is a directory, or there is no answer or none that is OK.
 */
export async function openSource(
  where: string,
  format: TextFormat,
  input: FileInput,
  signal?: AbortSignal,
): Promise<ByteSource> {
  const source = await openStored(where, format, input, signal);
  try {
    return (await isGzip(source)) ? gunzipSource(where, source) : source;
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function openStored(
  where: string,
  format: TextFormat,
  input: FileInput,
  signal: AbortSignal | undefined,
): Promise<ByteSource> {
  if (typeof input === "string") {
    if (format.isText(input)) return textSource(where, input);
    return /^https?:\/\//.test(input)
      ? fetchSource(where, input, signal)
      : fileSource(where, input, format.textRule);
  }
  if (input instanceof URL)
    return input.protocol === "file:"
      ? fileSource(where, input, format.textRule)
      : fetchSource(where, input.href, signal);
  if (input instanceof Uint8Array) return bytesSource(input);
  if (input instanceof ArrayBuffer) return bytesSource(new Uint8Array(input));
  if (typeof Blob !== "undefined" && input instanceof Blob) return blobSource(input);
  if (typeof Response !== "undefined" && input instanceof Response) return responseSource(where, input);
  const rule = "input must be a path, text, a URL, a Blob, a Response, a Uint8Array or an ArrayBuffer";
  throw new InvalidInputError(where, rule, input);
}

/** Bytes as a source. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read(target, offset) {
      const part = bytes.subarray(offset, offset + target.length);
      target.set(part);
      return part.length;
    },
    progress: (offset) => ({ done: offset, total: bytes.length }),
    close() {},
  };
}

function textSource(where: string, text: string): ByteSource {
  const loneSurrogate = text.search(/\p{Surrogate}/u);
  if (loneSurrogate >= 0) {
    const line = text.slice(0, loneSurrogate).split("\n").length;
    throw new InvalidInputError(where, "text must be well-formed Unicode", "a lone surrogate", { line });
  }
  return bytesSource(new TextEncoder().encode(text));
}

function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    async read(target, offset) {
      const part = new Uint8Array(await blob.slice(offset, offset + target.length).arrayBuffer());
      target.set(part);
      return part.length;
    },
    progress: (offset) => ({ done: offset, total: blob.size }),
    close() {},
  };
}

async function responseSource(where: string, response: Response): Promise<ByteSource> {
  if (!response.ok)
    throw new InvalidInputError(
      where,
      "the response must be OK",
      `${response.status} ${response.statusText}`,
    );
  if (response.bodyUsed) throw new InvalidInputError(where, "the response must not be read before", response);
  return bytesSource(new Uint8Array(await response.arrayBuffer()));
}

async function fetchSource(where: string, address: string, signal?: AbortSignal): Promise<ByteSource> {
  let response: Response;
  try {
    response = await fetch(address, signal === undefined ? {} : { signal });
  } catch (cause) {
    signal?.throwIfAborted();
    const rule = `the address must answer (${(cause as Error).message})`;
    throw new InvalidInputError(where, rule, address);
  }
  return responseSource(where, response);
}

async function fileSource(where: string, path: FilePath, textRule: string): Promise<ByteSource> {
  const file = await openFile(where, path, { ENOENT: `the file must exist (${textRule})` });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return await wholeSource(file); // a pipe cannot be read a second time
    return {
      size: stat.size,
      read: async (target, offset) => (await file.read(target, 0, target.length, offset)).bytesRead,
      progress: (offset) => ({ done: offset, total: stat.size }),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function wholeSource(file: FileHandle): Promise<ByteSource> {
  const bytes = await file.readFile();
  await file.close();
  return bytesSource(bytes);
}
