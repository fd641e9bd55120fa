import { InvalidParameterError } from "../core/errors.js";
import { BooleanColumn } from "./boolean-column.js";
import { lookUpCodes } from "./compare.js";
import { NumberColumn } from "./number-column.js";
import type { Coded } from "./recode.js";
import { capitalize, titleCase } from "./text-case.js";

// What Python takes for white space; JavaScript's \s differs in five characters.
const SPACE = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

/**
 * Methods of texts, as pandas has them under `.str`: each distinct text is looked at once, not each row. A missing value stays missing,
 * and is false where a text is tested. A pattern that is a string is taken literally; a RegExp is a pattern.
 *
 * @example
 * ```ts
 * const person = CategoryColumn.from("person", [" Ada Lovelace", "Alan Turing", null]);
 * person.str.strip().str.split(" ", -1).toArray(); // => ["Lovelace", "Turing", null]
 * person.str.contains(/^A/).toArray(); // => [false, true, false]
 * person.str.len().toArray(); // => [13, 11, null]
 * ```
 */
export class TextMethods<C> {
  readonly #name: string;
  readonly #coded: Coded;
  readonly #texts: (texts: readonly (string | null)[]) => C;

  /** @param texts makes the column whose levels became these texts. */
  constructor(name: string, coded: Coded, texts: (texts: readonly (string | null)[]) => C) {
    this.#name = name;
    this.#coded = coded;
    this.#texts = texts;
  }

  /** In capital letters. */
  upper(): C {
    return this.#map((text) => text.toUpperCase());
  }

  /** In small letters. */
  lower(): C {
    return this.#map((text) => text.toLowerCase());
  }

  /** Each word with a capital first letter, the others small; a word ends where a letter does: "they're" becomes "They'Re". */
  title(): C {
    return this.#map(titleCase);
  }

  /** The first letter a capital, the others small. */
  capitalize(): C {
    return this.#map(capitalize);
  }

  /** Without these characters, by default white space, at both ends. */
  strip(characters?: string): C {
    const set = characterSet(characters);
    return this.#map((text) => stripEnd(stripStart(text, set), set));
  }

  /** Without these characters, by default white space, at the start. */
  lstrip(characters?: string): C {
    const set = characterSet(characters);
    return this.#map((text) => stripStart(text, set));
  }

  /** Without these characters, by default white space, at the end. */
  rstrip(characters?: string): C {
    const set = characterSet(characters);
    return this.#map((text) => stripEnd(text, set));
  }

  /** Number of characters (code points). */
  len(): NumberColumn {
    return this.#numbers((text) => [...text].length);
  }

  /** How often the pattern occurs, without overlap. */
  count(pattern: string | RegExp): NumberColumn {
    const global = globalPattern("count", pattern);
    return this.#numbers((text) => [...text.matchAll(global)].length);
  }

  /** Whether the pattern occurs anywhere. */
  contains(pattern: string | RegExp): BooleanColumn {
    const once = singlePattern("contains", pattern);
    return this.#truths((text) => once.test(text));
  }

  /** Whether the text starts with this one. */
  startswith(prefix: string): BooleanColumn {
    checkText("startswith", "prefix", prefix);
    return this.#truths((text) => text.startsWith(prefix));
  }

  /** Whether the text ends with this one. */
  endswith(suffix: string): BooleanColumn {
    checkText("endswith", "suffix", suffix);
    return this.#truths((text) => text.endsWith(suffix));
  }

  /** Every occurrence of the pattern replaced; for a RegExp, `$1` in the replacement is its first group. */
  replace(pattern: string | RegExp, replacement: string): C {
    checkText("replace", "replacement", replacement);
    const global = globalPattern("replace", pattern);
    if (typeof pattern === "string") return this.#map((text) => text.replace(global, () => replacement));
    return this.#map((text) => text.replace(global, replacement));
  }

  /**
   * A group of the first occurrence of the pattern; missing where it does not occur.
   *
   * @param group number or name; default 1.
   */
  extract(pattern: RegExp, group: number | string = 1): C {
    if (!(pattern instanceof RegExp))
      throw new InvalidParameterError("CategoryColumn.str.extract", "pattern", "a RegExp", pattern);
    const groups = new RegExp(`${pattern.source}|`, withoutState(pattern)).exec("")!;
    if (!Object.hasOwn(typeof group === "number" ? groups : (groups.groups ?? {}), group))
      throw new InvalidParameterError(
        "CategoryColumn.str.extract",
        "group",
        "one of the pattern's groups",
        group,
      );
    const once = singlePattern("extract", pattern);
    return this.#map((text) => {
      const found = once.exec(text);
      return (typeof group === "number" ? found?.[group] : found?.groups?.[group]) ?? null;
    });
  }

  /**
   * One part of the text split at a separator; missing where there are fewer parts.
   *
   * @param index of the part; negative from the end.
   */
  split(separator: string | RegExp, index: number): C {
    const single = singlePattern("split", separator);
    if (separator === "")
      throw new InvalidParameterError("CategoryColumn.str.split", "separator", "not empty", separator);
    if (!Number.isSafeInteger(index))
      throw new InvalidParameterError("CategoryColumn.str.split", "index", "an integer", index);
    return this.#map((text) => text.split(single).at(index) ?? null);
  }

  /** The characters (code points) from `start` to before `stop`; negative ones count from the end. */
  slice(start: number, stop?: number): C {
    return this.#map((text) => [...text].slice(start, stop).join(""));
  }

  #map(f: (text: string) => string | null): C {
    return this.#texts(this.#coded.levels.map(f));
  }

  #numbers(f: (text: string) => number): NumberColumn {
    const table = Float64Array.from(this.#coded.levels, f);
    const { codes } = this.#coded;
    const values = new Float64Array(codes.length);
    for (let i = 0; i < values.length; i++) values[i] = codes[i]! < 0 ? Number.NaN : table[codes[i]!]!;
    return new NumberColumn(this.#name, values);
  }

  #truths(f: (text: string) => boolean): BooleanColumn {
    const table = Int8Array.from(this.#coded.levels, (text) => Number(f(text)));
    return new BooleanColumn(this.#name, lookUpCodes(this.#coded.codes, table, 0));
  }
}

function checkText(method: string, name: string, value: unknown): void {
  if (typeof value !== "string")
    throw new InvalidParameterError(`CategoryColumn.str.${method}`, name, "a string", value);
}

function characterSet(characters: string | undefined): RegExp {
  if (characters === undefined) return new RegExp(`[${SPACE}]`, "u");
  checkText("strip", "characters", characters);
  const escaped = characters.replace(/[\\\]^-]/g, String.raw`\$&`);
  return characters === "" ? /[^\s\S]/u : new RegExp(`[${escaped}]`, "u");
}

function stripStart(text: string, set: RegExp): string {
  let start = 0;
  for (const character of text) {
    if (!set.test(character)) break;
    start += character.length;
  }
  return text.slice(start);
}

function stripEnd(text: string, set: RegExp): string {
  const characters = [...text];
  while (characters.length > 0 && set.test(characters.at(-1)!)) characters.pop();
  return characters.join("");
}

// `g` and `y` make a RegExp remember where it was.
function withoutState(pattern: RegExp): string {
  return pattern.flags.replace(/[gy]/g, "");
}

function singlePattern(method: string, pattern: string | RegExp): RegExp {
  if (pattern instanceof RegExp) return new RegExp(pattern.source, withoutState(pattern));
  checkText(method, "pattern", pattern);
  return new RegExp(pattern.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
}

function globalPattern(method: string, pattern: string | RegExp): RegExp {
  const single = singlePattern(method, pattern);
  return new RegExp(single.source, `${single.flags}g`);
}
