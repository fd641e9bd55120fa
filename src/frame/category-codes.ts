/** Codes of a category column: the narrowest signed type that holds them. */
export type CategoryCodes = Int8Array | Int16Array | Int32Array;

/** The codes in the narrowest type that holds `levelCount` levels and -1. */
export function narrowCodes(codes: Int32Array, levelCount: number): CategoryCodes {
  if (levelCount <= 128) return new Int8Array(codes);
  return levelCount <= 32768 ? new Int16Array(codes) : codes;
}
