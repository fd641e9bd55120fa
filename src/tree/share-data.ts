import { pairwiseSum } from "../core/pairwise-sum.js";
import type { ArenaScope } from "../parallel/index.js";
import { categoryBound } from "./feature-roles.js";
import type { GrowthCommon, TreeData, TreeSettings } from "./grow-tree.js";
import { fillColumns } from "./tree-input.js";
import { INT32_MAX, sampleLimits } from "./tree-params.js";

/** What is shared before the path is chosen. */
export interface SharedData extends Omit<GrowthCommon, "path" | "ranks"> {
  readonly hasMissing: boolean;
}

/**
 * Puts the data where all lanes see them.
 *
 * @param withFeatures false: only their ranks will be needed, and none is missing.
 * @param withWeights false: weights come with each tree.
 */
export function shareData(
  scope: ArenaScope,
  data: TreeData,
  settings: TreeSettings,
  withFeatures = true,
  withWeights = true,
): SharedData {
  const { X, codes, y, nClasses, nOutputs = 1, weight, roles } = data;
  const { rows, columns: features } = X;
  const x = withFeatures ? scope.f32(rows * features) : undefined;
  const missing = scope.u8(features);
  const codesBlock = codes === undefined ? undefined : scope.i32(codes.length);
  const yBlock = y === undefined ? undefined : scope.f64(y.length);
  const weights = withWeights ? scope.f64(rows) : undefined;
  const monotonic = roles.monotonic && scope.u8(features);
  const categorical = scope.u8(features);
  missing.view().fill(0);
  if (x !== undefined) fillColumns(X, x.view(), missing.view());
  codesBlock?.view().set(codes!);
  yBlock?.view().set(y!);
  if (weight === undefined) weights?.view().fill(1);
  else weights?.view().set(weight);
  // A classifier's kernel constrains the share of the first class, so the signs turn round.
  const sign = codes === undefined ? 1 : -1;
  monotonic?.view().set(roles.monotonic!.map((direction) => sign * direction));
  categorical.view().fill(0);
  for (const j of roles.categorical) categorical.view()[j] = 1;
  const { nodeCapacity, pendingCapacity } = treeCapacities(rows, settings);
  return {
    settings,
    x: x?.pointer ?? 0,
    y: yBlock?.pointer ?? 0,
    codes: codesBlock?.pointer ?? 0,
    weights: weights?.pointer ?? 0,
    missing: missing.pointer,
    monotonic: monotonic?.pointer ?? 0,
    categorical: categorical.pointer,
    categoryWords: Math.ceil(categoryBound(X, roles.categorical) / 32),
    rows,
    features,
    nClasses,
    nOutputs,
    totalWeight: weight === undefined ? rows : pairwiseSum(weight),
    hasMissing: missing.view().includes(1),
    nodeCapacity,
    pendingCapacity,
  };
}

/** Most nodes, and most waiting nodes, of a tree: enough for any data of this many rows. */
export function treeCapacities(
  rows: number,
  settings: TreeSettings,
): { readonly nodeCapacity: number; readonly pendingCapacity: number } {
  const { maxDepth, maxLeafNodes } = settings;
  const leaves = Math.max(
    1,
    Math.min(
      Math.floor(rows / sampleLimits(settings, rows).leaf),
      maxLeafNodes ?? INT32_MAX,
      maxDepth !== null && maxDepth < 31 ? 2 ** maxDepth : INT32_MAX,
    ),
  );
  const waiting = maxLeafNodes === null && maxDepth !== null ? Math.min(leaves, maxDepth) : leaves;
  return { nodeCapacity: 2 * leaves + 1, pendingCapacity: waiting + 4 };
}
