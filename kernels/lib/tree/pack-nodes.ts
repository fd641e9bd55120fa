// Packs a grown tree as the kernels of prediction walk it; see packed-nodes.ts.
import { Grower, f64At, i32At, setI32 } from "./grower";
import { storeLeaf, storeSplit } from "./packed-nodes";
import { poolLeaves } from "./pool-leaves";
import { singleBelow } from "./random-range";

/** Limits of a narrow node: nodes of a tree, and features. */
const MOST_NODES: i32 = 1 << 18;
const MOST_FEATURES: i32 = 1 << 9;

/** Whether the nodes of the tree fit 8 bytes each, and none was taken away. */
export function isNarrow(g: Grower): bool {
  return g.nodesTaken == 0 && g.nodeCount < MOST_NODES && g.features <= MOST_FEATURES && g.categoryWords == 0;
}

/** Packs the nodes: a node before its children, those side by side, and the left subtree before the right one. Then pools the leaves. */
export function packNodes(g: Grower): void {
  // Where nodes waited for their split, right children wait for their place: there are never more of them.
  const waiting = g.pending;
  const nodes = g.packedNodes;
  let top = 1;
  store<u64>(waiting, 0);
  let end = 1;
  while (top > 0) {
    const entry = waiting + (<usize>--top << 3);
    const place = load<i32>(entry);
    const i = load<i32>(entry, 4);
    const at = nodes + (<usize>place << 3);
    const left = i32At(g.nodeLeft, i);
    if (left < 0) {
      storeLeaf(at, 0, i);
      continue;
    }
    const missingRight = 1 - <u32>load<u8>(g.nodeMissingLeft + i);
    storeSplit(at, 0, singleBelow(f64At(g.nodeThreshold, i)), i32At(g.nodeFeature, i), end - place, missingRight, 0);
    setI32(entry, 0, end + 1);
    setI32(entry, 1, i32At(g.nodeRight, i));
    setI32(entry, 2, end);
    setI32(entry, 3, left);
    top += 2;
    end += 2;
  }
  poolLeaves(nodes, g.nodeCount, g.nodeValues, g.width, nodes + (<usize>g.nodeCount << 3));
}
