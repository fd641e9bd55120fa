import { addToHistogram, rowsOf, weightOf } from "./lib/histogram";

/** Rows and weight by rank and class: counts[r, c] = Σ_i 1, weights[r, c] = Σ_i w_i over the rows of rank r and class c. */
export function histogram(
  n: i32,
  ranks: usize, // IN u16 or u32 (nRows)
  narrow: i32, // 1: ranks are u16
  samples: usize, // IN i32 (n): rows that are counted
  loads: usize, // IN u32 (n): weight (upper bits) and class (lower classBits) of each counted row
  classBits: i32,
  nRanks: i32,
  cells: usize, // WORK u64 (nRanks, 2^classBits)
  counts: usize, // OUT i32 (nRanks, 2^classBits)
  weights: usize, // OUT f64 (nRanks, 2^classBits)
): void {
  const size = <usize>nRanks << classBits;
  memory.fill(cells, 0, size << 3);
  if (narrow) addToHistogram<u32>(n, samples, ranks, loads, classBits, cells);
  else addToHistogram<u64>(n, samples, ranks, loads, classBits, cells);
  for (let k: usize = 0; k < size; k++) {
    const cell = load<u64>(cells + (k << 3));
    store<i32>(counts + (k << 2), rowsOf(cell));
    store<f64>(weights + (k << 3), weightOf(cell));
  }
}
