import type { GrownNode, GrownTree } from "./grow-hist-tree.js";
import { HistTree } from "./hist-tree.js";

/** What turns bins back into values. */
export interface BinMeaning {
  /** Thresholds of each binned feature. */
  readonly thresholds: readonly Float64Array[];
  /** Which feature of X each binned feature is. */
  readonly columns: Int32Array;
}

/** The arrays of a grown tree: a parent before its children, the left one first. */
export function finishTree({ root }: GrownTree, { thresholds, columns }: BinMeaning): HistTree {
  const nodes: GrownNode[] = [];
  const rights = new Map<GrownNode, number>();
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    rights.set(next, nodes.push(next) - 1);
    if (next.left !== undefined) waiting.push(next.right!, next.left);
  }
  const count = nodes.length;
  const inner = (fill: (node: GrownNode) => number): number[] =>
    nodes.map((node) => (node.left === undefined ? 0 : fill(node)));
  const sets = nodes.flatMap((node) => (node.left !== undefined && node.split?.set ? [node.split.set] : []));
  let set = 0;
  const bitsetIdx = inner((node) => (node.split!.set === undefined ? 0 : set++));
  const leftCategories = new Uint32Array(8 * sets.length);
  for (const [k, words] of sets.entries()) leftCategories.set(words, 8 * k);
  clearMissing(nodes, bitsetIdx, leftCategories, thresholds);
  return new HistTree({
    value: Float64Array.from(nodes, (node) => node.value),
    count: Uint32Array.from(nodes, (node) => node.rows.count),
    featureIdx: Int32Array.from(inner((node) => columns[node.split!.feature]!)),
    numThreshold: Float64Array.from(inner((node) => thresholdOf(node, thresholds))),
    missingGoToLeft: Uint8Array.from(inner((node) => Number(node.missingLeft))),
    left: Int32Array.from({ length: count }, (_, i) => (nodes[i]!.left === undefined ? 0 : i + 1)),
    right: Int32Array.from(inner((node) => rights.get(node.right!)!)),
    gain: Float64Array.from(nodes, (node) => node.gain),
    depth: Int32Array.from(nodes, (node) => node.depth),
    isLeaf: Uint8Array.from(nodes, (node) => Number(node.left === undefined)),
    binThreshold: Uint8Array.from(inner((node) => (node.split!.set === undefined ? node.split!.bin : 0))),
    isCategorical: Uint8Array.from(inner((node) => Number(node.split!.set !== undefined))),
    bitsetIdx: Int32Array.from(bitsetIdx),
    leftCategories,
  });
}

/** The threshold of a split: Infinity if all present values go left. */
function thresholdOf({ split }: GrownNode, thresholds: readonly Float64Array[]): number {
  if (split!.set !== undefined) return 0;
  return thresholds[split!.feature]![split!.bin] ?? Number.POSITIVE_INFINITY;
}

/** The bit of missing values stands after those of the categories: `missingGoToLeft` says it. */
function clearMissing(
  nodes: readonly GrownNode[],
  bitsetIdx: readonly number[],
  sets: Uint32Array,
  thresholds: readonly Float64Array[],
): void {
  for (const [i, { left, split }] of nodes.entries()) {
    if (left === undefined || split!.set === undefined) continue;
    const code = thresholds[split!.feature]!.length + 1;
    if (code < 256) sets[8 * bitsetIdx[i]! + (code >> 5)]! &= ~(1 << (code & 31));
  }
}
