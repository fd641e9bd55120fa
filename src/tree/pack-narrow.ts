import type { TaskContext } from "../parallel/index.js";
import type { GrowthCommon } from "./grow-tree.js";
import { isNarrow, MOST_NODES, WAITING_BYTES } from "./placed-trees.js";
import { MOST_POOLED, type TreeArrays } from "./tree-structure.js";

/** Where the parts of a tree of so many nodes lie while it is packed, and how long they are. */
function packLayout(
  nodes: number,
  nValues: number,
): { readonly at: readonly number[]; readonly bytes: number } {
  const lengths = [4, 4, 4, 8, 1, WAITING_BYTES, 8 * nValues, 8].map(
    (bytes) => bytes * (nodes + MOST_POOLED),
  );
  let bytes = 0;
  const at = lengths.map((length) => {
    const from = bytes;
    bytes += Math.ceil(length / 16) * 16;
    return from;
  });
  return { at, bytes };
}

/** Bytes of scratch that {@link packNarrow} needs at most. */
export function packNarrowBytes({ nodeCapacity, nOutputs, nClasses }: GrowthCommon): number {
  return packLayout(Math.min(nodeCapacity, MOST_NODES), nOutputs * nClasses).bytes;
}

/** Packs the nodes of a grown tree, in the scratch that it grew in; undefined where they do not fit 8 bytes each. */
export function packNarrow(
  { kernels, memory, scratch }: Pick<TaskContext, "kernels" | "memory" | "scratch">,
  tree: TreeArrays,
  { features, nOutputs, nClasses, categoryWords }: GrowthCommon,
): Uint32Array | undefined {
  const count = tree.feature.length;
  const nValues = nOutputs * nClasses;
  if (!isNarrow({ nodeCount: count, categoryWords }, features)) return undefined;
  const [left, right, feature, threshold, missing, waiting, values, nodes] = packLayout(
    count,
    nValues,
  ).at.map((from) => scratch + from) as [number, number, number, number, number, number, number, number];
  const { buffer } = memory;
  new Int32Array(buffer, left, count).set(tree.childrenLeft);
  new Int32Array(buffer, right, count).set(tree.childrenRight);
  new Int32Array(buffer, feature, count).set(tree.feature);
  new Float64Array(buffer, threshold, count).set(tree.threshold);
  new Uint8Array(buffer, missing, count).set(tree.missingGoToLeft);
  new Float64Array(buffer, values, count * nValues).set(tree.value);
  kernels.packTree(
    ...([left, right, feature, threshold, missing, categoryWords, 0] as const),
    ...([waiting, values, count, nValues, nodes] as const),
  );
  return new Uint32Array(buffer, nodes, 2 * count + MOST_POOLED).slice();
}
