// Features with few different values: the rows of a node are counted by rank and class instead of sorted, and the cuts are tried
// between the ranks that occur, in rank order, as on sorted rows. Sums of whole weights are exact in any order.
import { addToHistogram, rowsOf, weightOf } from "../histogram";
import { halfAt } from "./entries";
import { GINI, Grower, PRESORTED, f64At, i32At, setF64, setI32 } from "./grower";
import { FEW_VALUES } from "./few-values";
import { isClose, valuesOf } from "./noted-cut";
import { ranksOf, unpackEntries } from "./packed-samples";
import { isHopeless, noteIfBest, screenOf } from "./whole-counts";

/** Cells of the largest histogram, 32 kB: it stays in the cache. */
export const MOST_CELLS: i32 = 4096;

/** A node is counted if it has at least one row for so many cells: smaller ones are read faster from a list, or sorted. */
const CELLS_A_ROW: i32 = 1;
const CELLS_A_SORTED_ROW: i32 = 16;

/** Whether a node of n rows is counted by a feature. A node that is not has no descendant that is. */
@inline
export function countsRows(g: Grower, feature: i32, n: i32): bool {
  const ranks = i32At(g.distinct, feature);
  if (ranks > MOST_CELLS >> g.classBits) return false;
  const cells = ranks << g.classBits;
  if (g.path == PRESORTED) return ranks <= FEW_VALUES && cells <= CELLS_A_ROW * n;
  return cells <= CELLS_A_SORTED_ROW * n;
}

/** Ranks of a feature with few values, u16 (nRows); presorted only. */
@inline
export function fewRanksOf(g: Grower, feature: i32): usize {
  return g.rank + ((<usize>i32At(g.slots, feature) * <usize>g.rows) << 1);
}

/** Puts weight and class of the node's rows in a row, for all its features. */
export function gatherLoads<T extends number>(g: Grower): void {
  if (g.path != PRESORTED) {
    unpackEntries<T>(g);
    return;
  }
  const n = g.end - g.start;
  const samples = g.samples + (<usize>g.start << 2);
  for (let p = 0; p < n; p++) setI32(g.nodeLoads, p, halfAt<T>(g.loads, i32At(samples, p)));
}

/** Counts the node's rows by a feature and tries every cut; false if the feature has one value only in the node. */
export function scanCounts<T extends number>(g: Grower, feature: i32): bool {
  const samples = g.samples + (<usize>g.start << 2);
  const n = g.end - g.start;
  if (g.path == PRESORTED) addToHistogram<u32>(n, samples, fewRanksOf(g, feature), g.nodeLoads, g.classBits, g.cells);
  else addToHistogram<T>(n, samples, ranksOf<T>(g, feature), g.nodeLoads, g.classBits, g.cells);
  g.countedSearches++;
  return scanCells(g, feature);
}

/** Tries every cut between two neighbouring ranks that occur, and leaves the cells empty. */
function scanCells(g: Grower, feature: i32): bool {
  const n = g.end - g.start;
  const classes = g.classes;
  const total = g.sumTotal;
  const left = g.sumLeft;
  const w = g.weightNode;
  const isGini = g.criterion == GINI;
  const table = g.xLogX;
  const values = valuesOf(g, feature);
  const width: usize = <usize>8 << g.classBits;
  let sl = 0.0;
  let sr = 0.0;
  for (let c = 0; c < classes; c++) {
    const t = f64At(total, c);
    setF64(left, c, 0);
    sr += isGini ? t * t : f64At(table, <i32>t);
  }
  let screen = screenOf(g);
  let wl = 0.0;
  let p = 0;
  let first = 0;
  let below = 0;
  let cells = g.cells;
  for (let rank = 0; p < n; rank++, cells += width) {
    if (isEmpty(cells, width)) continue;
    if (p == 0) first = rank;
    else if (
      !isHopeless(isGini, screen, sl, sr, wl, w - wl, table) &&
      !isClose(g, feature, below, rank) &&
      noteIfBest(g, feature, p, below, rank, values, wl)
    )
      screen = screenOf(g);
    below = rank;
    for (let c = 0; c < classes; c++) {
      const cell = load<u64>(cells + (<usize>c << 3));
      if (cell == 0) continue;
      store<u64>(cells + (<usize>c << 3), 0);
      const weight = weightOf(cell);
      const old = f64At(left, c);
      const rest = f64At(total, c) - old;
      setF64(left, c, old + weight);
      wl += weight;
      p += rowsOf(cell);
      if (isGini) {
        sl += weight * (2 * old + weight);
        sr += weight * (weight - 2 * rest);
      } else {
        sl += f64At(table, <i32>(old + weight)) - f64At(table, <i32>old);
        sr += f64At(table, <i32>(rest - weight)) - f64At(table, <i32>rest);
      }
    }
  }
  return !isClose(g, feature, first, below);
}

@inline
function isEmpty(cells: usize, width: usize): bool {
  let any = v128.load(cells);
  for (let k: usize = 16; k < width; k += 16) any = v128.or(any, v128.load(cells + k));
  return !v128.any_true(any);
}
