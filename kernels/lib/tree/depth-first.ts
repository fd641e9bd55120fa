// Grows a tree depth first, left child first.
import { handDownBounds } from "./bounds";
import { middleOfCut, nodeImpurity } from "./criterion";
import { EPSILON, Grower, UNDEFINED, pendingAt } from "./grower";
import { addNode } from "./nodes";
import { enter, splitNode } from "./split";

function push(
  g: Grower,
  start: i32,
  end: i32,
  depth: i32,
  parent: i32,
  isLeft: i32,
  impurity: f64,
  lower: f64,
  upper: f64,
): void {
  const r = pendingAt(g, g.pendingCount++);
  r.start = start;
  r.end = end;
  r.depth = depth;
  r.node = parent;
  r.isLeft = isLeft;
  r.impurity = impurity;
  r.constants = g.nodeConstants;
  r.lower = lower;
  r.upper = upper;
}

/** Whether a node may not be split, before a split is looked for. */
export function mustBeLeaf(g: Grower, depth: i32): bool {
  const n = g.end - g.start;
  return (
    depth >= g.maxDepth ||
    n < g.minSamplesSplit ||
    n < 2 * g.minSamplesLeaf ||
    g.weightNode < 2 * g.minWeightLeaf ||
    g.nodeImpurity <= EPSILON
  );
}

/** Whether the split that was found is none or not worth it. */
export function isIdleSplit(g: Grower): bool {
  return g.bestPosition >= g.end || g.bestImprovement + EPSILON < g.minImpurityDecrease;
}

/** Continues until the tree is complete (true), or `budget` rows have been looked at or the room for nodes is used up (false). */
export function growDepthFirst(g: Grower, budget: f64): bool {
  if (!g.started) {
    g.nodeConstants = 0;
    push(g, 0, g.nSamples, 0, UNDEFINED, 0, Infinity, -Infinity, Infinity);
  }
  while (g.pendingCount > 0) {
    if (budget <= 0 || g.nodeCount - g.nodesTaken == g.nodeCapacity) return false;
    const r = pendingAt(g, --g.pendingCount);
    const end = r.end;
    const start = r.start;
    const depth = r.depth;
    const parent = r.node;
    const isLeft = r.isLeft;
    const lower = r.lower;
    const upper = r.upper;
    budget -= <f64>(end - start);
    g.nodeImpurity = r.impurity;
    g.nodeConstants = r.constants;
    g.nodeLower = lower;
    g.nodeUpper = upper;
    g.nodeDepth = depth;
    enter(g, start, end);
    if (!g.started) {
      g.nodeImpurity = nodeImpurity(g);
      g.started = 1;
    }
    let isLeaf = mustBeLeaf(g, depth);
    if (!isLeaf) {
      splitNode(g);
      isLeaf = isIdleSplit(g);
    }
    const node = addNode(g, parent, isLeft, isLeaf);
    if (!isLeaf) {
      const middle = g.monotonic == 0 ? 0 : middleOfCut(g);
      const b = handDownBounds(g, g.bestFeature, lower, upper, middle);
      const cut = g.bestPosition;
      push(g, cut, end, depth + 1, node, 0, g.bestImpurityRight, b.rightLower, b.rightUpper);
      push(g, start, cut, depth + 1, node, 1, g.bestImpurityLeft, b.leftLower, b.leftUpper);
    }
    if (depth > g.deepest) g.deepest = depth;
  }
  return true;
}
