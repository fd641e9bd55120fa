import { Described, InvalidInputError } from "../../core/errors.js";

/** Line feed. */
export const LF = 0x0a;
/** Carriage return. */
export const CR = 0x0d;
/** Double quote. */
export const QUOTE = 0x22;

/** The bytes at hand end before the field does. */
export const INCOMPLETE = -2;

/** Finds the end of any field: quoted, with doubled quotes, with line breaks inside. */
export class FieldScanner {
  /** Bytes that hold the last field, without quotes. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Where the last field starts in `bytes`. */
  from = 0;
  /** Where the last field ends in `bytes`. */
  to = 0;
  /** Whether the last field was quoted. */
  quoted = false;
  /** Number of the line where the next field starts, from 1. */
  line = 1;
  readonly #where: string;
  readonly #delimiter: number;

  constructor(where: string, delimiter: number) {
    this.#where = where;
    this.#delimiter = delimiter;
  }

  /**
   * Reads the field that starts at p.
   *
   * @param final whether the bytes end the file; else a field that touches the end is INCOMPLETE.
   * @returns where it ends, at a delimiter, a line break, or the end.
   * @throws {InvalidInputError} if a quote is never closed, or more than a delimiter follows the closing one.
   */
  scan(bytes: Uint8Array, p: number, end: number, final: boolean): number {
    if (p < end && bytes[p] === QUOTE) return this.#scanQuoted(bytes, p, end, final);
    let q = p;
    while (q < end && !this.#endsField(bytes[q]!)) q++;
    if (q === end && !final) return INCOMPLETE;
    this.#found(bytes, p, q, false);
    return q;
  }

  #scanQuoted(bytes: Uint8Array, p: number, end: number, final: boolean): number {
    let doubled = 0;
    let breaks = 0;
    let q = p + 1;
    for (; ; q++) {
      if (q >= end) {
        if (!final) return INCOMPLETE;
        throw this.error("a quote must be closed", `a quote that opens here and is never closed`);
      }
      const c = bytes[q];
      if (c === LF || (c === CR && bytes[q + 1] !== LF)) breaks++;
      if (c !== QUOTE) continue;
      if (q + 1 === end && !final) return INCOMPLETE;
      if (q + 1 === end || bytes[q + 1] !== QUOTE) break;
      doubled++;
      q++;
    }
    if (q + 1 < end && !this.#endsField(bytes[q + 1]!)) {
      const rule = "after a closing quote must come a delimiter or the end of the line";
      throw this.error(rule, JSON.stringify(asText(bytes, p, Math.min(end, q + 8))));
    }
    if (doubled === 0) this.#found(bytes, p + 1, q, true);
    else {
      const plain = withoutDoubledQuotes(bytes, p + 1, q, doubled);
      this.#found(plain, 0, plain.length, true);
    }
    this.line += breaks;
    return q + 1;
  }

  /** The last field as text. */
  text(): string {
    return asText(this.bytes, this.from, this.to);
  }

  /** Refuses the last field if it is not UTF-8 text. */
  checkText(): void {
    let unusual = false;
    for (let p = this.from; p < this.to; p++) {
      const c = this.bytes[p]!;
      if (c === 0) throw this.error("the file must be text", "a NUL byte");
      unusual ||= c >= 0x80;
    }
    if (!unusual) return;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(this.bytes.slice(this.from, this.to));
    } catch {
      throw this.error(
        "the file must be UTF-8 text",
        `invalid bytes in ${JSON.stringify(this.text().slice(0, 60))}`,
      );
    }
  }

  /** An error at the line of the last field. */
  error(rule: string, received: string, place: { row?: number; column?: string } = {}): InvalidInputError {
    return new InvalidInputError(this.#where, rule, new Described(received), { line: this.line, ...place });
  }

  #found(bytes: Uint8Array, from: number, to: number, quoted: boolean): void {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.quoted = quoted;
  }

  #endsField(c: number): boolean {
    return c === this.#delimiter || c === LF || c === CR;
  }
}

function asText(bytes: Uint8Array, from: number, to: number): string {
  // A copy: browsers decode no memory that lanes share.
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.slice(from, to));
}

function withoutDoubledQuotes(bytes: Uint8Array, from: number, to: number, doubled: number): Uint8Array {
  const plain = new Uint8Array(to - from - doubled);
  for (let p = from, q = 0; p < to; p++) {
    plain[q++] = bytes[p]!;
    if (bytes[p] === QUOTE) p++;
  }
  return plain;
}
