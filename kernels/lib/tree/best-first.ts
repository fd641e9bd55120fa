// Grows a tree by always expanding the node whose split improves most, up to maxLeafNodes leaves.
import { handDownBounds } from "./bounds";
import { middleOfCut, nodeImpurity } from "./criterion";
import { isIdleSplit, mustBeLeaf } from "./depth-first";
import { Grower, Pending, UNDEFINED, i32At, pendingAt } from "./grower";
import { addNode, makeLeaf } from "./nodes";
import { enter, splitNode } from "./split";

const RECORD: usize = offsetof<Pending>();

/** Splits rows samples[start, end) on trial and puts the node on the heap. */
function addCandidate(
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
  g.nodeDepth = depth;
  enter(g, start, end);
  g.nodeConstants = 0;
  g.nodeLower = lower;
  g.nodeUpper = upper;
  g.nodeImpurity = parent < 0 ? nodeImpurity(g) : impurity;
  let isLeaf = mustBeLeaf(g, depth);
  if (!isLeaf) {
    splitNode(g);
    isLeaf = isIdleSplit(g);
  }
  const r = pendingAt(g, g.pendingCount);
  r.node = addNode(g, parent, isLeft, isLeaf);
  r.start = start;
  r.end = end;
  r.depth = depth;
  r.impurity = g.nodeImpurity;
  r.lower = lower;
  r.upper = upper;
  r.isLeaf = i32(isLeaf);
  r.position = isLeaf ? end : g.bestPosition;
  r.improvement = isLeaf ? 0 : g.bestImprovement;
  r.impurityLeft = isLeaf ? g.nodeImpurity : g.bestImpurityLeft;
  r.impurityRight = isLeaf ? g.nodeImpurity : g.bestImpurityRight;
  r.middle = isLeaf || g.monotonic == 0 ? 0 : middleOfCut(g);
}

@inline
function improvementAt(g: Grower, i: i32): f64 {
  return pendingAt(g, i).improvement;
}

@inline
function copyRecord(g: Grower, from: i32, to: i32): void {
  memory.copy(changetype<usize>(pendingAt(g, to)), changetype<usize>(pendingAt(g, from)), RECORD);
}

// The heap is binary, with the sift-up of the record held aside, as std::push_heap and std::pop_heap do it: among equal
// improvements their order decides which node is expanded first.
function siftUp(g: Grower, hole: i32, top: i32): void {
  const held = g.held;
  const improvement = changetype<Pending>(held).improvement;
  let parent = (hole - 1) / 2;
  while (hole > top && improvementAt(g, parent) < improvement) {
    copyRecord(g, parent, hole);
    hole = parent;
    parent = (hole - 1) / 2;
  }
  memory.copy(changetype<usize>(pendingAt(g, hole)), held, RECORD);
}

function pushHeap(g: Grower): void {
  const last = g.pendingCount++;
  memory.copy(g.held, changetype<usize>(pendingAt(g, last)), RECORD);
  siftUp(g, last, 0);
}

/** Moves the best record behind the end of the shrunken heap. */
function popHeap(g: Grower): void {
  const n = --g.pendingCount;
  if (n == 0) return;
  memory.copy(g.held, changetype<usize>(pendingAt(g, n)), RECORD);
  copyRecord(g, 0, n);
  let hole = 0;
  let child = 0;
  while (child < (n - 1) / 2) {
    child = 2 * (child + 1);
    if (improvementAt(g, child) < improvementAt(g, child - 1)) child--;
    copyRecord(g, child, hole);
    hole = child;
  }
  if ((n & 1) == 0 && child == (n - 2) / 2) {
    child = 2 * (child + 1);
    copyRecord(g, child - 1, hole);
    hole = child - 1;
  }
  siftUp(g, hole, 0);
}

/** Continues until the tree is complete (true) or `budget` rows have been looked at (false). */
export function growBestFirst(g: Grower, budget: f64): bool {
  if (!g.started) {
    g.splitsLeft = g.maxLeafNodes - 1;
    addCandidate(g, 0, g.nSamples, 0, UNDEFINED, 1, Infinity, -Infinity, Infinity);
    pushHeap(g);
    g.started = 1;
  }
  while (g.pendingCount > 0) {
    if (budget <= 0) return false;
    popHeap(g);
    const r = pendingAt(g, g.pendingCount);
    const depth = r.depth;
    if (depth > g.deepest) g.deepest = depth;
    const node = r.node;
    if (r.isLeaf || g.splitsLeft <= 0) {
      makeLeaf(g, node);
      continue;
    }
    g.splitsLeft--;
    const start = r.start;
    const end = r.end;
    const cut = r.position;
    const impurityLeft = r.impurityLeft;
    const impurityRight = r.impurityRight;
    budget -= <f64>(end - start);
    const b = handDownBounds(g, i32At(g.nodeFeature, node), r.lower, r.upper, r.middle);
    const rightLower = b.rightLower;
    const rightUpper = b.rightUpper;
    // Both children are split before either enters the heap; the right one waits one place further.
    addCandidate(g, start, cut, depth + 1, node, 1, impurityLeft, b.leftLower, b.leftUpper);
    g.pendingCount++;
    addCandidate(g, cut, end, depth + 1, node, 0, impurityRight, rightLower, rightUpper);
    g.pendingCount--;
    pushHeap(g);
    pushHeap(g);
  }
  return true;
}
