import { Described, InvalidInputError } from "../../core/errors.js";
import { parseDecimal } from "../csv/decimal.js";

const LF = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
/** Words of JSON, and those that Python writes beside them. */
const WORDS: readonly (readonly [word: string, value: boolean | null | number])[] = [
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
];
// Deeper nesting than any table has: beyond, a file is made to break its reader.
const DEEPEST = 512;

/** Kind of a value of JSON. */
export type JsonKind = "number" | "string" | "boolean" | "null" | "nested";

/**
 * Walks over JSON in UTF-8, token by token. Each value is told by its kind and where it stands, so that a number keeps
 * all its digits until someone asks for the double.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export class JsonScanner {
  readonly bytes: Uint8Array;
  /** Offset of the next byte. */
  position = 0;
  /** Kind of the last value. */
  kind: JsonKind = "null";
  /** Start and end of the last value as it is written, quotes included. */
  from = 0;
  to = 0;
  /** The last value, if it is a string, a boolean or a number. */
  text = "";
  number = 0;
  truth = false;
  readonly #where: string;
  readonly #decoder: TextDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  constructor(where: string, bytes: Uint8Array) {
    this.#where = where;
    this.bytes = bytes;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.position = 3;
  }

  /** The next byte that is no blank, without passing it; -1 at the end. */
  peek(): number {
    const { bytes } = this;
    let p = this.position;
    for (; p < bytes.length; p++) {
      const c = bytes[p]!;
      if (c !== 0x20 && c !== LF && c !== 0x0d && c !== 0x09) break;
    }
    this.position = p;
    return p < bytes.length ? bytes[p]! : -1;
  }

  /** Passes a character if it comes next. */
  take(character: string): boolean {
    if (this.peek() !== character.charCodeAt(0)) return false;
    this.position++;
    return true;
  }

  /** Passes a character that must come next. */
  expect(character: string, purpose: string): void {
    if (!this.take(character)) throw this.unexpected(`${JSON.stringify(character)} must ${purpose}`);
  }

  /** Reads the next value. */
  value(): void {
    const c = this.peek();
    this.from = this.position;
    if (c === QUOTE) {
      this.text = this.#string();
      this.kind = "string";
    } else if (c === 0x7b || c === 0x5b) {
      this.#nested(0);
      this.kind = "nested";
    } else if (!this.#word()) this.#number();
    this.to = this.position;
  }

  /** Reads a name and the colon after it. */
  name(): string {
    if (this.peek() !== QUOTE) throw this.unexpected("a name in double quotes must come here");
    const name = this.#string();
    this.expect(":", "follow a name");
    return name;
  }

  /** The last value as it is written. */
  written(): string {
    return this.#decode(this.from, this.to);
  }

  /** An error at the line of an offset. */
  error(
    rule: string,
    received: string,
    offset: number = this.from,
    place: { row?: number; column?: string } = {},
  ): InvalidInputError {
    let line = 1;
    for (let p = 0; p < offset && p < this.bytes.length; p++) {
      const c = this.bytes[p];
      if (c === LF || (c === 0x0d && this.bytes[p + 1] !== LF)) line++;
    }
    return new InvalidInputError(this.#where, rule, new Described(received), { line, ...place });
  }

  /** An error about what comes next. */
  unexpected(rule: string): InvalidInputError {
    const p = this.position;
    if (p >= this.bytes.length) return this.error(rule, "the end of the file", p);
    const start = new TextDecoder().decode(this.bytes.subarray(p, p + 20)).split(/[\r\n]/)[0]!;
    return this.error(rule, JSON.stringify(start), p);
  }

  #string(): string {
    const { bytes } = this;
    const start = this.position + 1;
    let p = start;
    let escaped = false;
    for (; ; p++) {
      const c = bytes[p];
      if (c === undefined)
        throw this.error("a quote must be closed", "a quote that opens here and is never closed", start);
      if (c === QUOTE) break;
      if (c < 0x20) {
        const rule = "a control character in a text must be escaped";
        const received =
          c === LF || c === 0x0d
            ? "a line break in a text; perhaps a quote is never closed"
            : `the byte ${c}`;
        throw this.error(rule, received, p);
      }
      if (c !== BACKSLASH) continue;
      escaped = true;
      p++;
    }
    this.position = p + 1;
    const raw = this.#decode(start, p);
    return escaped ? this.#unescaped(raw, start) : raw;
  }

  #decode(from: number, to: number): string {
    if (to - from < 24) {
      // A short text of ASCII is made sooner than the decoder is called.
      let text = "";
      let p = from;
      for (; p < to && this.bytes[p]! < 0x80; p++) text += String.fromCharCode(this.bytes[p]!);
      if (p === to) return text;
    }
    try {
      return this.#decoder.decode(this.bytes.subarray(from, to));
    } catch {
      const shown = new TextDecoder().decode(this.bytes.subarray(from, Math.min(to, from + 60)));
      throw this.error("the file must be UTF-8 text", `invalid bytes in ${JSON.stringify(shown)}`, from);
    }
  }

  #unescaped(raw: string, start: number): string {
    const text = raw.replace(/\\(u[\dA-Fa-f]{4}|[\s\S]|$)/g, (_, code: string) => {
      if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
      const plain = Object.hasOwn(ESCAPES, code) ? ESCAPES[code] : undefined;
      if (plain === undefined)
        throw this.error("an escape must be one of JSON's", JSON.stringify(`\\${code}`), start);
      return plain;
    });
    if (/\p{Surrogate}/u.test(text))
      throw this.error("text must be well-formed Unicode", "a lone surrogate", start);
    return text;
  }

  #word(): boolean {
    const { bytes, position } = this;
    for (const [word, value] of WORDS) {
      let k = 0;
      while (k < word.length && bytes[position + k] === word.charCodeAt(k)) k++;
      if (k < word.length || isWordByte(bytes[position + k])) continue;
      this.position += k;
      this.kind = value === null ? "null" : typeof value === "number" ? "number" : "boolean";
      if (typeof value === "number") this.number = value;
      else this.truth = value === true;
      return true;
    }
    return false;
  }

  #number(): void {
    const { bytes } = this;
    const start = this.position;
    let p = start;
    if (bytes[p] === 0x2d) p++;
    const whole = p;
    p = digitsEnd(bytes, p);
    let valid = p > whole && (bytes[whole] !== 0x30 || p === whole + 1);
    if (bytes[p] === 0x2e) {
      const fraction = p + 1;
      p = digitsEnd(bytes, fraction);
      valid &&= p > fraction;
    }
    if ((bytes[p]! | 32) === 0x65) {
      let exponent = p + 1;
      if (bytes[exponent] === 0x2b || bytes[exponent] === 0x2d) exponent++;
      p = digitsEnd(bytes, exponent);
      valid &&= p > exponent;
    }
    if (!valid || isWordByte(bytes[p])) throw this.unexpected("a value of JSON must come here");
    this.position = p;
    this.kind = "number";
    this.number = parseDecimal(bytes, start, p);
  }

  /** Passes an array or an object. */
  #nested(depth: number): void {
    if (depth > DEEPEST) throw this.unexpected(`values must be nested at most ${DEEPEST} deep`);
    const open = this.peek();
    this.position++;
    const isObject = open === 0x7b;
    const close = isObject ? "}" : "]";
    if (this.take(close)) return;
    do {
      if (isObject) this.name();
      const c = this.peek();
      if (c === 0x7b || c === 0x5b) this.#nested(depth + 1);
      else if (c === QUOTE) this.#string();
      else if (!this.#word()) this.#number();
    } while (this.take(","));
    this.expect(close, `end the ${isObject ? "object" : "array"}`);
  }
}

function digitsEnd(bytes: Uint8Array, p: number): number {
  while (bytes[p]! >= 48 && bytes[p]! <= 57) p++;
  return p;
}

/** Whether a byte would go on with a word or a number. */
function isWordByte(c: number | undefined): boolean {
  if (c === undefined) return false;
  const letter = c | 32;
  return (
    (letter >= 0x61 && letter <= 0x7a) ||
    (c >= 48 && c <= 57) ||
    c === 0x2e ||
    c === 0x2b ||
    c === 0x2d ||
    c >= 0x80
  );
}
