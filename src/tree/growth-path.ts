import type { Matrix } from "../core/matrix.js";
import type { TreeData, TreeSettings } from "./grow-tree.js";
import { tiedShare } from "./tied-features.js";
import { featureCount } from "./tree-params.js";

/** How a kernel looks for splits; all paths grow the same tree. Numbers as the kernel knows them. */
export const PATHS = {
  exact: 0,
  sortedKeys: 1,
  presorted: 2,
  randomCounts: 3,
  randomSums: 4,
  rowLists: 5,
  rowListsGuarded: 6,
} as const;

/** Name of a path. */
export type GrowthPath = keyof typeof PATHS;

/** Total weight up to which squares of class counts are exact integers: √2⁵³. */
const WHOLE_WEIGHT = 94906265;

/** Share of the features that a node must look at for lists of all to be worth their upkeep. */
const LISTED_SHARE = 1 / 8;
/** The same where equal values are many: nodes then sort their rows anew for the order in which they stand. */
const LISTED_SHARE_TIED = 1 / 2;
/** From this share of features with equal values on they are many. */
const MANY_TIED = 1 / 4;

/** Up to this many rows, an entry of a list has room for a rank below `FEW_VALUES`. */
const MOST_LISTED_ROWS = 2 ** 26;

/**
 * The fastest path that fits. Where class counts are whole numbers all sums are exact, so the order of additions does not matter:
 * rows are compared by ranks, in lists presorted once if all features are looked at, else in keys sorted at each node. In regression
 * the order matters where cuts come near to each other: lists of rows find the best cut, and say where it must be sought in that order.
 * Random splits need no order of the values.
 */
export function growthPath(data: TreeData, settings: TreeSettings, hasMissing: boolean): GrowthPath {
  const { columns } = data.X;
  const { monotonic, categorical } = data.roles;
  if ((data.nOutputs ?? 1) > 1) return "exact";
  if (hasMissing || monotonic !== undefined || categorical.length > 0) return "exact";
  const isListable = data.X.rows <= MOST_LISTED_ROWS;
  if (settings.randomSplits) {
    if (data.codes !== undefined) return hasWholeWeights(data, settings) ? "randomCounts" : "exact";
    return settings.criterion === "squared_error" ? "randomSums" : "exact";
  }
  if (data.codes === undefined) {
    if (settings.criterion !== "squared_error" || !isListable) return "exact";
    return isWorthLists(data.X, featureCount(settings.maxFeatures, columns)) ? "rowLists" : "exact";
  }
  if (!hasWholeWeights(data, settings)) return "exact";
  return featureCount(settings.maxFeatures, columns) >= columns && isListable ? "presorted" : "sortedKeys";
}

/** Whether regression trees that look at `visited` features in a node gain by lists of rows. */
function isWorthLists(X: Matrix, visited: number): boolean {
  const share = visited / X.columns;
  return share >= LISTED_SHARE_TIED || (share >= LISTED_SHARE && tiedShare(X) < MANY_TIED);
}

function hasWholeWeights({ X, weight }: TreeData, { bootstrap }: TreeSettings): boolean {
  if (bootstrap !== undefined) return bootstrap.balance === undefined && bootstrap.size <= WHOLE_WEIGHT;
  if (weight === undefined) return X.rows <= WHOLE_WEIGHT;
  return weight.every(Number.isInteger) && totalWeight({ X, weight }, bootstrap) <= WHOLE_WEIGHT;
}

/** Weight of all rows of a tree. */
export function totalWeight(
  { X, weight }: Pick<TreeData, "X" | "weight">,
  bootstrap: TreeSettings["bootstrap"],
): number {
  if (bootstrap !== undefined) return bootstrap.size;
  return weight === undefined ? X.rows : weight.reduce((sum, w) => sum + w, 0);
}
