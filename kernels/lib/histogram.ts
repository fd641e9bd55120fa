// Histogram of rows by rank and class. A cell packs the weight of its rows (upper 32 bits) with their number (lower 32 bits), so
// that one addition counts both.
import { halfAt } from "./tree/entries";

/** What a row adds to its cell. */
@inline
function one(weight: u32): u64 {
  return (<u64>weight << 32) | 1;
}

@inline
export function rowsOf(cell: u64): i32 {
  return <i32>cell;
}

@inline
export function weightOf(cell: u64): f64 {
  return <f64>(<u32>(cell >>> 32));
}

/**
 * Adds rows to the cells (rank, class), 2^classBits cells a rank.
 *
 * @param samples IN i32 (n): which rows.
 * @param ranks IN u16 (T = u32) or u32 (T = u64) (nRows).
 * @param loads IN u32 (n): weight (upper bits) and class (lower classBits) of each of those rows.
 * @param cells u64 (nRanks, 2^classBits): added to.
 */
export function addToHistogram<T extends number>(
  n: i32,
  samples: usize,
  ranks: usize,
  loads: usize,
  classBits: i32,
  cells: usize,
): void {
  const mask = (1 << classBits) - 1;
  const end = samples + (<usize>n << 2);
  while (samples < end) {
    const l = load<u32>(loads);
    const rank = halfAt<T>(ranks, load<u32>(samples));
    const cell = cells + (<usize>((rank << classBits) | (l & mask)) << 3);
    store<u64>(cell, load<u64>(cell) + one(l >>> classBits));
    samples += 4;
    loads += 4;
  }
}
