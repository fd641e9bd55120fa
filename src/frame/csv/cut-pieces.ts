import { LF, QUOTE } from "./field-scanner.js";

/**
 * Guesses where records start, about a piece apart: after a line feed.
 *
 * @param quoteParity whether a range holds an odd number of quotes; if it is given, line feeds inside quotes are passed over, so far
 *   as counting quotes can tell.
 * @returns the start, the cuts, and last the end of the last record that ends; the start alone if none does.
 */
export function cutPieces(
  bytes: Uint8Array,
  start: number,
  end: number,
  pieceBytes: number,
  quoteParity?: (from: number, to: number) => number,
): number[] {
  const cuts = [start];
  const last = lastCut(bytes, start, end, quoteParity?.(start, end) ?? 0, quoteParity !== undefined);
  let parity = 0;
  let at = start;
  while (at + pieceBytes < last) {
    const target = at + pieceBytes;
    if (quoteParity !== undefined) parity ^= quoteParity(at, target);
    at = target;
    for (; at < last; at++) {
      if (bytes[at] === QUOTE && quoteParity !== undefined) parity ^= 1;
      else if (bytes[at] === LF && parity === 0) break;
    }
    if (++at < last) cuts.push(at);
  }
  if (last > start) cuts.push(last);
  return cuts;
}

/** After the last line feed outside quotes, going back from the end, where the parity of quotes is known. */
function lastCut(bytes: Uint8Array, start: number, end: number, parity: number, counted: boolean): number {
  for (let p = end - 1; p >= start; p--) {
    if (bytes[p] === QUOTE && counted) parity ^= 1;
    else if (bytes[p] === LF && parity === 0) return p + 1;
  }
  return start;
}
