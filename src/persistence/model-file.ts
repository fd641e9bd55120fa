import {
  type EncodedState,
  type StateArray,
  type StateArrayType,
  stateArrayType,
  stateArrayTypeOf,
} from "../base/state.js";
import { ModelFormatError } from "../core/errors.js";
import { crc32 } from "./crc32.js";

/**
 * A model file, all numbers little-endian:
 *
 * | bytes | content |
 * |---|---|
 * | 0–7 | `learnkit` in ASCII |
 * | 8–11 | format version, uint32; this library writes and reads 1 |
 * | 12–15 | length of the header in bytes, uint32 |
 * | 16–23 | length of the whole file in bytes, uint64 |
 * | 24–27 | CRC-32 of bytes 32 to the end, uint32 |
 * | 28–31 | CRC-32 of bytes 0 to 27, uint32 |
 * | 32– | header: JSON in UTF-8, `{ learnkit, metadata, state, arrays: [{ type, at, length }] }` |
 * | then | the arrays, each at a multiple of 8 bytes from the start of the file |
 */
const MAGIC = "learnkit";
const FORMAT_VERSION = 1;
const PREFIX_BYTES = 32;

/** What a model file says about itself. */
export interface ModelFile {
  /** Version of the library that wrote it. */
  readonly learnkit: string;
  /** Version of the format. */
  readonly format: number;
  /** What the writer noted beside the model; JSON. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** @internal */
  readonly state: EncodedState;
}

interface ArrayEntry {
  readonly type: StateArrayType;
  readonly at: number;
  readonly length: number;
}

interface Header {
  readonly learnkit: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly state: unknown;
  readonly arrays: readonly ArrayEntry[];
}

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** Writes a state as the bytes of a model file. */
export function writeModelFile(
  learnkit: string,
  { json, arrays }: EncodedState,
  metadata: Readonly<Record<string, unknown>>,
): Uint8Array {
  // Offsets are counted from the first array, as the header's own length depends on how they are written.
  let at = 0;
  const entries = arrays.map((array): ArrayEntry => {
    const entry = { type: stateArrayTypeOf(array), at, length: array.length };
    at += aligned(array.byteLength);
    return entry;
  });
  const header = new TextEncoder().encode(
    JSON.stringify({ learnkit, metadata, state: json, arrays: entries } satisfies Header),
  );
  const start = aligned(PREFIX_BYTES + header.length);
  const bytes = new Uint8Array(start + at);
  bytes.set(new TextEncoder().encode(MAGIC));
  bytes.set(header, PREFIX_BYTES);
  for (let i = 0; i < arrays.length; i++) bytes.set(bytesOf(arrays[i]!), start + entries[i]!.at);
  const prefix = new DataView(bytes.buffer);
  prefix.setUint32(8, FORMAT_VERSION, true);
  prefix.setUint32(12, header.length, true);
  prefix.setBigUint64(16, BigInt(bytes.length), true);
  prefix.setUint32(24, crc32(bytes.subarray(PREFIX_BYTES)), true);
  prefix.setUint32(28, crc32(bytes.subarray(0, 28)), true);
  return bytes;
}

function bytesOf(array: StateArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/**
 * Reads the bytes of a model file. The arrays are copies, so the bytes may be reused.
 *
 * @throws {ModelFormatError} if the file is foreign, newer, truncated or corrupted.
 */
export function readModelFile(bytes: Uint8Array): ModelFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = checkPrefix(bytes, view);
  const header = parseHeader(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + headerLength));
  const start = aligned(PREFIX_BYTES + headerLength);
  const arrays = header.arrays.map((entry) => readArray(bytes, start, entry));
  return {
    learnkit: header.learnkit,
    format: view.getUint32(8, true),
    metadata: header.metadata,
    state: { json: header.state, arrays },
  };
}

/** Checks everything before the header; returns the header's length. */
function checkPrefix(bytes: Uint8Array, view: DataView): number {
  const magic = String.fromCharCode(...bytes.subarray(0, MAGIC.length));
  if (bytes.length === 0) throw new ModelFormatError("model file: it is empty");
  if (magic !== MAGIC.slice(0, bytes.length))
    throw new ModelFormatError("model file: this is no learnkit model (its first bytes are others)");
  if (bytes.length < PREFIX_BYTES)
    throw new ModelFormatError(`model file: it is truncated to ${bytes.length} bytes`);
  const format = view.getUint32(8, true);
  if (view.getUint32(28, true) !== crc32(bytes.subarray(0, 28)))
    throw new ModelFormatError("model file: its first bytes are corrupted");
  if (format > FORMAT_VERSION) {
    throw new ModelFormatError(
      `model file: it has format ${format}, from a newer learnkit; this one reads up to ${FORMAT_VERSION}`,
    );
  }
  const length = Number(view.getBigUint64(16, true));
  if (bytes.length < length)
    throw new ModelFormatError(`model file: it is truncated, ${bytes.length} of ${length} bytes`);
  if (bytes.length > length)
    throw new ModelFormatError(`model file: ${bytes.length - length} foreign bytes follow its end`);
  if (view.getUint32(24, true) !== crc32(bytes.subarray(PREFIX_BYTES)))
    throw new ModelFormatError("model file: its content is corrupted (checksum)");
  const headerLength = view.getUint32(12, true);
  if (PREFIX_BYTES + headerLength > bytes.length)
    throw new ModelFormatError("model file: its header does not fit into it");
  return headerLength;
}

function parseHeader(bytes: Uint8Array): Header {
  let header: Partial<Header> | null;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Partial<Header> | null;
  } catch (cause) {
    throw new ModelFormatError("model file: its header is no JSON", { cause });
  }
  if (
    typeof header?.learnkit !== "string" ||
    !Array.isArray(header.arrays) ||
    header.arrays.some((entry) => typeof entry !== "object" || entry === null) ||
    typeof header.metadata !== "object" ||
    header.metadata === null
  ) {
    throw new ModelFormatError("model file: its header lacks a part");
  }
  return header as Header;
}

function readArray(bytes: Uint8Array, start: number, { type, at, length }: ArrayEntry): StateArray {
  const View = stateArrayType(String(type));
  if (View === undefined)
    throw new ModelFormatError(`model file: unknown array type ${JSON.stringify(type)}`);
  const size = length * new View(new ArrayBuffer(0), 0, 0).BYTES_PER_ELEMENT;
  if (
    !Number.isSafeInteger(at) ||
    !Number.isSafeInteger(length) ||
    at < 0 ||
    length < 0 ||
    start + at + size > bytes.length
  ) {
    throw new ModelFormatError("model file: an array lies outside the file");
  }
  // A copy, so that the array starts where its type wants it; Node's Buffer has a `slice` that copies nothing.
  const copy = new Uint8Array(bytes.subarray(start + at, start + at + size));
  return new View(copy.buffer, 0, length);
}
