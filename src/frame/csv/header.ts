import { Described, InvalidInputError } from "../../core/errors.js";
import type { ByteSource } from "../files/byte-source.js";
import { CR, FieldScanner, INCOMPLETE, LF, QUOTE } from "./field-scanner.js";

/** The first record of a file, and where the data start. */
export interface Head {
  /** Fields of the first record. */
  readonly fields: readonly string[];
  readonly delimiter: number;
  /** Offset and line of the first record and of the one after it. */
  readonly first: { readonly offset: number; readonly line: number };
  readonly second: { readonly offset: number; readonly line: number };
}

const FIRST_READ = 1 << 16;
const DELIMITERS = [",", ";", "\t", "|"].map((text) => text.charCodeAt(0));

/**
 * Reads the first record of a file.
 *
 * @param skipLines lines to pass over first.
 * @param delimiter its code, or null to find out: the one of `,` `;` tab `|` that the first line has most.
 * @throws {InvalidInputError} if the file is empty, is not UTF-8 text, or a quote is never closed.
 */
export async function readHead(
  where: string,
  source: ByteSource,
  delimiter: number | null,
  skipLines = 0,
): Promise<Head> {
  for (let room = FIRST_READ; ; room *= 4) {
    const buffer = new Uint8Array(room);
    const end = await fill(source, buffer);
    const head = parseHead(where, buffer, end, end < room, delimiter, skipLines);
    if (head !== undefined) return head;
  }
}

async function fill(source: ByteSource, buffer: Uint8Array): Promise<number> {
  let end = 0;
  while (end < buffer.length) {
    const count = await source.read(buffer.subarray(end), end);
    if (count === 0) break;
    end += count;
  }
  return end;
}

function parseHead(
  where: string,
  bytes: Uint8Array,
  end: number,
  final: boolean,
  givenDelimiter: number | null,
  skipLines: number,
): Head | undefined {
  let p = textStart(where, bytes, end);
  let line = 1;
  while (p < end && (line <= skipLines || bytes[p] === LF || bytes[p] === CR)) {
    if (bytes[p] === LF || (bytes[p] === CR && bytes[p + 1] !== LF)) line++;
    p++;
  }
  if (p === end) {
    if (!final) return undefined;
    throw new InvalidInputError(
      where,
      "the file must not be empty",
      new Described(end === 0 ? "0 bytes" : "empty lines"),
    );
  }
  const delimiter = givenDelimiter ?? sniffDelimiter(bytes, p, end);
  const scanner = new FieldScanner(where, delimiter);
  scanner.line = line;
  const fields: string[] = [];
  const first = { offset: p, line };
  for (; ; p++) {
    p = scanner.scan(bytes, p, end, final);
    if (p === INCOMPLETE) return undefined;
    scanner.checkText();
    fields.push(scanner.text());
    if (p >= end || bytes[p] !== delimiter) break;
  }
  if (p < end) {
    if (p + 1 === end && !final) return undefined;
    p += bytes[p] === CR && bytes[p + 1] === LF ? 2 : 1;
  }
  return { fields, delimiter, first, second: { offset: p, line: scanner.line + 1 } };
}

/** Passes the byte order mark of UTF-8 and refuses those of other encodings. */
function textStart(where: string, bytes: Uint8Array, end: number): number {
  const pair = end < 2 ? 0 : bytes[0]! * 256 + bytes[1]!;
  if (pair === 0xfeff || pair === 0xfffe)
    throw new InvalidInputError(
      where,
      "the file must be UTF-8 text, or encoding tell what it is",
      new Described("UTF-16"),
    );
  return end >= 3 && pair === 0xefbb && bytes[2] === 0xbf ? 3 : 0;
}

function sniffDelimiter(bytes: Uint8Array, start: number, end: number): number {
  const counts = DELIMITERS.map(() => 0);
  let quoted = false;
  for (let p = start; p < end; p++) {
    const c = bytes[p]!;
    if (c === QUOTE) quoted = !quoted;
    if (quoted) continue;
    if (c === LF || c === CR) break;
    const which = DELIMITERS.indexOf(c);
    if (which >= 0) counts[which]!++;
  }
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}
