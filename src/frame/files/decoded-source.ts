import { Described, InvalidInputError } from "../../core/errors.js";
import { type ByteSource, bytesSource } from "./byte-source.js";
import { readWhole } from "./read-whole.js";

// Latin-1 as Python has it; the web takes these names for Windows-1252.
const LATIN_1: readonly string[] = ["latin1", "iso-8859-1", "iso8859-1", "l1"];
const WINDOWS_1252 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
const BYTES_AT_ONCE = 4096;

/** Whether a value names an encoding. */
export function isEncoding(value: unknown): boolean {
  try {
    return typeof value === "string" && new TextDecoder(value).encoding !== "";
  } catch {
    return false;
  }
}

/**
 * What a source holds in some encoding, as UTF-8; the source is read whole and closed.
 *
 * @throws {InvalidInputError} if it holds bytes that the encoding does not have.
 * @see https://encoding.spec.whatwg.org
 */
export async function decodedSource(
  where: string,
  source: ByteSource,
  encoding: string,
  signal: AbortSignal | undefined,
): Promise<ByteSource> {
  try {
    const bytes = await readWhole(source, signal);
    return bytesSource(new TextEncoder().encode(decode(where, bytes, encoding)));
  } finally {
    await source.close();
  }
}

function decode(where: string, bytes: Uint8Array, encoding: string): string {
  const label = encoding.trim().toLowerCase();
  if (LATIN_1.includes(label)) return decodeBytes(bytes, undefined)!;
  const text =
    new TextDecoder(label).encoding === "windows-1252"
      ? decodeBytes(bytes, WINDOWS_1252)
      : decodeStrictly(bytes, label);
  if (text !== undefined) return text;
  throw new InvalidInputError(
    where,
    `the file must be ${encoding} text`,
    new Described("bytes that it does not have"),
  );
}

function decodeStrictly(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Text of which each byte is a character. Engines differ here: some Node versions take Windows-1252 for Latin-1, and browsers the
 * other way round.
 *
 * @param high characters of the bytes 0x80 to 0x9f, a blank for each that is none; default those of Latin-1.
 * @returns undefined if there is a byte that is no character.
 */
function decodeBytes(bytes: Uint8Array, high: string | undefined): string | undefined {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += BYTES_AT_ONCE) {
    const codes = Uint16Array.from(bytes.subarray(from, from + BYTES_AT_ONCE));
    if (high !== undefined)
      for (let i = 0; i < codes.length; i++) {
        const code = codes[i]!;
        if (code < 0x80 || code > 0x9f) continue;
        if (high[code - 0x80] === " ") return undefined;
        codes[i] = high.charCodeAt(code - 0x80);
      }
    pieces.push(String.fromCharCode(...codes));
  }
  return pieces.join("");
}
