import { compareByCodePoint } from "../base/labels.js";
import type { CategoryCodes } from "./category-codes.js";
import { narrowCodes } from "./category-codes.js";

/** Codes with the text of each. */
export interface Coded {
  readonly codes: CategoryCodes;
  readonly levels: readonly string[];
}

/**
 * Codes of a column whose levels became other texts: equal texts share a code, null makes rows missing.
 * The codes themselves are kept where all texts stay distinct. Cost: one look at each level, and at each row where levels fall together.
 */
export function recode(codes: CategoryCodes, texts: readonly (string | null)[]): Coded {
  const codeOf = new Map<string, number>();
  const next = Int32Array.from(texts, (text) => {
    if (text === null) return -1;
    const known = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, known);
    return known;
  });
  const levels = [...codeOf.keys()];
  if (levels.length === texts.length) return { codes, levels };
  const out = new Int32Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = codes[i]! < 0 ? -1 : next[codes[i]!]!;
  return { codes: narrowCodes(out, levels.length), levels };
}

/** Keeps the codes where the mask is 1, and takes the texts of other codes elsewhere; `others` undefined makes them missing. */
export function chooseCodes(own: Coded, mask: Int8Array, others: Coded | undefined): Coded {
  const levels = [...own.levels];
  const codeOf = new Map(levels.map((text, code) => [text, code] as const));
  const next = Int32Array.from(others?.levels ?? [], (text) => {
    const known = codeOf.get(text) ?? levels.push(text) - 1;
    codeOf.set(text, known);
    return known;
  });
  const step = others?.codes.length === own.codes.length ? 1 : 0;
  const out = new Int32Array(own.codes.length);
  for (let i = 0, k = 0; i < out.length; i++, k += step) {
    const other = others === undefined ? -1 : others.codes[k]!;
    out[i] = mask[i] === 1 ? own.codes[i]! : other < 0 ? -1 : next[other]!;
  }
  return { codes: narrowCodes(out, levels.length), levels };
}

/** Place of each text among all texts of both lists by code point; equal texts have equal places. */
export function rankTexts(a: readonly string[], b: readonly string[]): readonly [Float64Array, Float64Array] {
  const rank = new Map(
    [...new Set([...a, ...b])].sort(compareByCodePoint).map((text, i) => [text, i] as const),
  );
  const ranks = (texts: readonly string[]): Float64Array =>
    Float64Array.from(texts, (text) => rank.get(text)!);
  return [ranks(a), ranks(b)];
}
