import type { FitOptions } from "../base/estimator.js";
import type { Matrix } from "../core/matrix.js";
import type { ArenaScope, Runtime } from "../parallel/index.js";
import type { TreeData, TreeSettings } from "./grow-tree.js";
import { featureCount } from "./tree-params.js";

/** How a kernel looks for splits; all paths grow the same tree. Numbers as the kernel knows them. */
export const PATHS = {
  exact: 0,
  sortedKeys: 1,
  presorted: 2,
  presortedValues: 3,
  randomCounts: 4,
  randomSums: 5,
  rowLists: 6,
  rowListsGuarded: 7,
} as const;

/** Name of a path. */
export type GrowthPath = keyof typeof PATHS;

/** Total weight up to which squares of class counts are exact integers: √2⁵³. */
const WHOLE_WEIGHT = 94906265;

/** Up to this many rows, a rank and a row fit one 32-bit entry. */
const NARROW_ROWS = 65536;

/**
 * The fastest path that fits. Where class counts are whole numbers all sums are exact, so the order of additions does not matter:
 * rows are compared by ranks, in lists presorted once if all features are looked at, else in keys sorted at each node. In regression
 * the order matters, and lists have it where the values in a node are all different. Random splits need no order of the values.
 */
export function growthPath(data: TreeData, settings: TreeSettings, hasMissing: boolean): GrowthPath {
  const { columns } = data.X;
  const { monotonic, categorical } = data.roles;
  if ((data.nOutputs ?? 1) > 1) return "exact";
  if (hasMissing || monotonic !== undefined || categorical.length > 0) return "exact";
  if (settings.randomSplits) {
    if (data.codes !== undefined) return hasWholeWeights(data, settings) ? "randomCounts" : "exact";
    return settings.criterion === "squared_error" ? "randomSums" : "exact";
  }
  if (data.codes === undefined) {
    const visitsMany = 2 * featureCount(settings.maxFeatures, columns) >= columns;
    return settings.criterion === "squared_error" && visitsMany ? "presortedValues" : "exact";
  }
  if (!hasWholeWeights(data, settings)) return "exact";
  return featureCount(settings.maxFeatures, columns) >= columns ? "presorted" : "sortedKeys";
}

function hasWholeWeights({ X, weight }: TreeData, { bootstrap }: TreeSettings): boolean {
  if (bootstrap !== undefined) return bootstrap.balance === undefined && bootstrap.size <= WHOLE_WEIGHT;
  if (weight === undefined) return X.rows <= WHOLE_WEIGHT;
  return weight.every(Number.isInteger) && totalWeight({ X, weight }, bootstrap) <= WHOLE_WEIGHT;
}

function totalWeight(
  { X, weight }: Pick<TreeData, "X" | "weight">,
  bootstrap: TreeSettings["bootstrap"],
): number {
  if (bootstrap !== undefined) return bootstrap.size;
  return weight === undefined ? X.rows : weight.reduce((sum, w) => sum + w, 0);
}

/** Addresses of what the paths by rank read. */
export interface RankedFeatures {
  readonly narrow: number;
  readonly order: number;
  readonly rank: number;
  readonly rankValues: number;
  readonly distinct: number;
  readonly close: number;
  readonly xLogX: number;
}

/** Of the paths that read none. */
export const NO_RANKS: RankedFeatures = {
  narrow: 0,
  order: 0,
  rank: 0,
  rankValues: 0,
  distinct: 0,
  close: 0,
  xLogX: 0,
};

/** Whether a path by rank starts from rows in ascending order; the other reads ranks alone. */
function needsOrder(path: GrowthPath): boolean {
  return path !== "sortedKeys";
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
  const order = needsOrder(path) ? base : 0;
  const rank = base + (needsOrder(path) ? 4 * cells : 0);
  const rankValues = rank + (narrow ? 2 * (cells + (cells & 1)) : 4 * cells);
  const distinct = rankValues + 4 * cells;
  const close = distinct + 4 * columns;
  const bytes = Math.ceil((close + columns - base) / 16) * 16;
  return { ranks: { narrow: narrow ? 1 : 0, order, rank, rankValues, distinct, close }, bytes };
}

/** Bytes of scratch in which a feature of so many rows is ranked. */
export function rankScratchBytes(rows: number): number {
  return rows * 16 + 8192;
}

/** Ranks the values of every feature, on all lanes. */
export async function rankFeatures(
  runtime: Runtime,
  scope: ArenaScope,
  x: number,
  data: TreeData,
  settings: TreeSettings,
  path: GrowthPath,
  signal: FitOptions["signal"],
): Promise<RankedFeatures> {
  if (path === "exact" || path === "randomCounts" || path === "randomSums") return NO_RANKS;
  if (path === "rowLists" || path === "rowListsGuarded")
    return sortFeatures(runtime, scope, x, data.X, signal);
  const { rows, columns } = data.X;
  const narrow = rows <= NARROW_ROWS;
  const cells = rows * columns;
  const order = needsOrder(path) ? scope.u32(cells).pointer : 0;
  const rank = narrow ? scope.u16(cells).pointer : scope.u32(cells).pointer;
  const rankValues = scope.f32(cells).pointer;
  const distinct = scope.i32(columns).pointer;
  const close = scope.u8(columns).pointer;
  const terms = totalWeight(data, settings.bootstrap) + 1;
  const xLogX = data.codes === undefined || settings.criterion === "gini" ? 0 : scope.f64(terms).pointer;
  if (xLogX !== 0) runtime.kernels.xLogX(terms, xLogX);
  await runtime.runBlocks("rankFeatures", {
    total: columns,
    blockSize: 1,
    args: [x, rows, narrow ? 1 : 0, order, rank, rankValues, distinct, close],
    scratchBytes: rankScratchBytes(rows),
    signal,
  });
  return { narrow: narrow ? 1 : 0, order, rank, rankValues, distinct, close, xLogX };
}

/** Sorts the rows by every feature, on all lanes. */
async function sortFeatures(
  runtime: Runtime,
  scope: ArenaScope,
  x: number,
  { rows, columns }: Matrix,
  signal: FitOptions["signal"],
): Promise<RankedFeatures> {
  const narrow = rows <= NARROW_ROWS;
  const cells = rows * columns;
  const order = (narrow ? scope.u16(cells) : scope.u32(cells)).pointer;
  const distinct = scope.i32(columns).pointer;
  await runtime.runBlocks("sortFeatures", {
    total: columns,
    blockSize: 1,
    args: [x, rows, narrow ? 1 : 0, order, distinct],
    scratchBytes: rows * 16 + 8192,
    signal,
  });
  return { ...NO_RANKS, narrow: narrow ? 1 : 0, order, distinct };
}
