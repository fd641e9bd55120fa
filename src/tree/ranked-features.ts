import type { FitOptions } from "../base/estimator.js";
import type { Matrix } from "../core/matrix.js";
import type { KernelMemory } from "../kernels/index.js";
import type { ArenaScope, Runtime, TaskContext } from "../parallel/index.js";
import type { GrowthCommon, TreeData, TreeSettings } from "./grow-tree.js";
import { type GrowthPath, totalWeight } from "./growth-path.js";
import { rowListsBytes } from "./row-numbers.js";
import { fillColumns } from "./tree-input.js";

/** Up to this many rows, a rank and a load fit one 32-bit key. */
const NARROW_ROWS = 65536;

/** Up to so many values a feature has ranks beside its list; the kernels know the number, too. */
const FEW_VALUES = 64;

/** Features that are in kernel memory at once where they are needed for their ranks only. */
const FEATURES_AT_ONCE = 4;

/** Addresses of what the paths by rank read. */
export interface RankedFeatures {
  readonly narrow: number;
  /** Bits of the row in an entry of a list. */
  readonly rowBits: number;
  /** 1: the lists of a tree take the place of the order. */
  readonly ownsOrder: number;
  /** 0: none, or each tree sorts its rows itself. */
  readonly order: number;
  readonly slots: number;
  /** Rows that have ranks. */
  readonly rankedRows: number;
  /** Which of them each row is; 0: they are the same. */
  readonly chosen: number;
  readonly rank: number;
  readonly rankValues: number;
  readonly distinct: number;
  readonly close: number;
  readonly xLogX: number;
}

/** Of the paths that read none. */
export const NO_RANKS: RankedFeatures = {
  narrow: 0,
  rowBits: 0,
  ownsOrder: 0,
  order: 0,
  slots: 0,
  rankedRows: 0,
  chosen: 0,
  rank: 0,
  rankValues: 0,
  distinct: 0,
  close: 0,
  xLogX: 0,
};

/** Bytes of the values of a feature's ranks: see kernels/lib/tree/rank-values.ts. */
function rankValuesBytes(rows: number): number {
  return 16 + 4 * rows;
}

/** How many bits hold the number of a row. */
function rowBits(rows: number): number {
  return 32 - Math.clz32(rows - 1);
}

/** Where a tree that has rows of its own keeps their ranks: addresses from `base`, which is a multiple of 16, and how many bytes that takes. */
export function rankLayout(
  rows: number,
  columns: number,
  path: GrowthPath,
  base: number,
): { readonly ranks: Omit<RankedFeatures, "xLogX">; readonly bytes: number } {
  const narrow = rows <= NARROW_ROWS;
  const cells = rows * columns;
  const listed = path === "presorted";
  const slots = base + (listed ? 4 * cells : 0);
  const rankValues = slots + (listed ? 4 * columns : 0);
  const distinct = rankValues + columns * (listed ? 4 * FEW_VALUES : rankValuesBytes(rows));
  const rank = distinct + 4 * columns;
  const close = rank + (narrow || listed ? 2 : 4) * cells;
  const bytes = Math.ceil((close + columns - base) / 16) * 16;
  const ranks = {
    ...{ rank, rankValues, distinct, close, narrow: narrow ? 1 : 0, rowBits: rowBits(rows) },
    ...{ rankedRows: rows, chosen: 0 },
  };
  return {
    ranks: listed
      ? { ...ranks, ownsOrder: 1, order: base, slots }
      : { ...ranks, ownsOrder: 0, order: 0, slots: 0 },
    bytes,
  };
}

/** Ranks the values of every feature on this thread, in places that {@link rankLayout} laid out. */
export async function rankOwnFeatures(
  { kernels, memory, scratch }: Pick<TaskContext, "kernels" | "memory" | "scratch">,
  { x, rows, features, ranks }: Pick<GrowthCommon, "x" | "rows" | "features" | "ranks">,
  breathe: () => Promise<void>,
): Promise<void> {
  const { narrow, rowBits, order, slots, rank, rankValues, distinct, close } = ranks;
  for (let j = 0; j < features; j++) {
    if (slots === 0)
      kernels.rankFeatures(j, j + 1, 0, scratch, x, rows, narrow, rank, rankValues, distinct, close);
    else kernels.listFeatures(j, j + 1, 0, scratch, x, rows, rowBits, order, distinct, close);
    await breathe();
  }
  if (slots === 0) return;
  findFewValues(memory, ranks, features);
  kernels.rankFewValues(0, features, 0, scratch, x, rows, rowBits, order, slots, rank, rankValues);
}

/** Gives the features with few values a place each; returns how many there are. */
function findFewValues(
  memory: KernelMemory,
  { slots, distinct }: Pick<RankedFeatures, "slots" | "distinct">,
  features: number,
): number {
  const counts = new Int32Array(memory.buffer, distinct, features);
  const places = new Int32Array(memory.buffer, slots, features);
  let found = 0;
  for (let j = 0; j < features; j++) places[j] = counts[j]! <= FEW_VALUES ? found++ : -1;
  return found;
}

/** Bytes of scratch in which a feature of so many rows is ranked. */
export function rankScratchBytes(rows: number): number {
  return rows * 16 + 8192;
}

/** Data in kernel memory whose features are ranked. */
export interface RankWork {
  readonly runtime: Runtime;
  readonly scope: ArenaScope;
  /** Address of the features, column-major. */
  readonly x: number;
  readonly rows: number;
  readonly columns: number;
  readonly signal: FitOptions["signal"];
}

/**
 * Ranks the values of every feature, on all lanes.
 *
 * @param x address of the features, column-major; 0: a tree on the path of sorted keys will not need them, and {@link rankForKeys} brings them itself.
 * @param trees how many trees will grow from the ranks: the lists of a single one take the place of the order.
 */
export async function rankFeatures(
  runtime: Runtime,
  scope: ArenaScope,
  x: number,
  data: TreeData,
  settings: TreeSettings,
  path: GrowthPath,
  trees: number,
  signal: FitOptions["signal"],
): Promise<RankedFeatures> {
  if (path === "exact" || path === "randomCounts" || path === "randomSums") return NO_RANKS;
  const { rows, columns } = data.X;
  const work = { runtime, scope, x, rows, columns, signal };
  if (path === "rowLists" || path === "rowListsGuarded") return sortFeatures(work, trees === 1);
  const terms = totalWeight(data, settings.bootstrap) + 1;
  const xLogX = data.codes === undefined || settings.criterion === "gini" ? 0 : scope.f64(terms).pointer;
  if (xLogX !== 0) runtime.kernels.xLogX(terms, xLogX);
  const ranks = path === "presorted" ? await listFeatures(work, trees) : await rankForKeys(work, data.X);
  return { ...ranks, xLogX };
}

/** Dense ranks of every feature, for the path of sorted keys. Where x is 0 the features come into kernel memory a few at a time, or, of many rows, where their ranks will take their place. */
export async function rankForKeys(work: RankWork, X: Matrix): Promise<RankedFeatures> {
  const { runtime, scope, rows, columns } = work;
  const narrow = rows <= NARROW_ROWS ? 1 : 0;
  const cells = rows * columns;
  const ranks = narrow ? scope.u16(cells) : scope.f32(cells);
  const rank = ranks.pointer;
  const rankValues = scope.u8(columns * rankValuesBytes(rows)).pointer;
  const distinct = scope.i32(columns).pointer;
  const close = scope.u8(columns).pointer;
  const rankFrom = (x: number, first: number, count: number): Promise<void> =>
    runByFeature("rankFeatures", { ...work, x, columns: count }, [
      narrow,
      rank + first * rows * (narrow ? 2 : 4),
      rankValues + first * rankValuesBytes(rows),
      distinct + first * 4,
      close + first,
    ]);
  const inPlace = ranks.view();
  if (work.x !== 0) await rankFrom(work.x, 0, columns);
  else if (inPlace instanceof Float32Array) {
    fillColumns(X, inPlace, new Uint8Array(columns));
    await rankFrom(rank, 0, columns);
  } else
    await runtime.arena.scope(async (passing) => {
      const few = Math.min(columns, Math.max(FEATURES_AT_ONCE, runtime.lanes));
      const x = passing.f32(few * rows);
      const missing = new Uint8Array(few);
      for (let first = 0; first < columns; first += few) {
        const count = Math.min(few, columns - first);
        fillColumns(X, x.view(), missing, first, first + count);
        await rankFrom(x.pointer, first, count);
      }
    });
  return { ...NO_RANKS, narrow, rankedRows: rows, rank, rankValues, distinct, close };
}

/** Whether trees on the path of sorted keys grow from ranks alone: a row whose weight does not fit its bits would send them to the exact path. */
export function needsRanksAlone(rows: number, nClasses: number, largestWeight: number): boolean {
  const classBits = Math.max(1, 32 - Math.clz32(nClasses - 1));
  return largestWeight * 2 ** classBits < 2 ** (rows <= NARROW_ROWS ? 16 : 32);
}

/** Sorts the rows by every feature into the lists of a root; those of a classification have ranks, too, where a feature has few values. */
async function listFeatures(work: RankWork, trees: number): Promise<RankedFeatures> {
  const { runtime, scope, rows, columns } = work;
  const order = scope.u32(rows * columns).pointer;
  const distinct = scope.i32(columns).pointer;
  const close = scope.u8(columns).pointer;
  const bits = rowBits(rows);
  await runByFeature("listFeatures", work, [bits, order, distinct, close]);
  const lists: RankedFeatures = {
    ...NO_RANKS,
    ...{ narrow: rows <= NARROW_ROWS ? 1 : 0, rowBits: bits, ownsOrder: trees === 1 ? 1 : 0 },
    ...{ order, distinct, close, rankedRows: rows, slots: scope.i32(columns).pointer },
  };
  const few = findFewValues(runtime.arena.memory, lists, columns);
  const rank = scope.u16(few * rows).pointer;
  const rankValues = scope.f32(few * FEW_VALUES).pointer;
  if (few > 0) await runByFeature("rankFewValues", work, [bits, order, lists.slots, rank, rankValues]);
  return { ...lists, rank, rankValues };
}

/**
 * Whether each tree sorts its rows by itself: several trees on lists of many rows, where an order for all of them would take as much memory as the
 * features, and to sort takes a fortieth of the time in which a tree grows.
 */
export function sortsOwnRows(path: GrowthPath, rows: number, trees: number): boolean {
  return path === "rowLists" && trees > 1 && rows > NARROW_ROWS;
}

/** Sorts the rows by every feature, on all lanes. */
async function sortFeatures(work: RankWork, forOneTree: boolean): Promise<RankedFeatures> {
  const { scope, rows, columns } = work;
  const order = scope.u8(rowListsBytes(rows, columns)).pointer;
  const distinct = scope.i32(columns).pointer;
  await runByFeature("sortFeatures", work, [order, distinct]);
  return { ...NO_RANKS, ownsOrder: forOneTree ? 1 : 0, order, distinct };
}

/** Runs a kernel on each feature, whose arguments begin with the features and the number of rows. */
async function runByFeature(
  name: "rankFeatures" | "listFeatures" | "rankFewValues" | "sortFeatures",
  { runtime, x, rows, columns, signal }: RankWork,
  args: readonly number[],
): Promise<void> {
  const scratchBytes = name === "rankFewValues" ? 0 : rankScratchBytes(rows);
  const work = { total: columns, blockSize: 1, args: [x, rows, ...args], scratchBytes };
  await runtime.runBlocks(name, { ...work, signal });
}
