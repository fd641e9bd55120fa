import { expect, test } from "vitest";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { loadRuntime, setLanes } from "../parallel/index.js";
import { DecisionTreeRegressor } from "./decision-tree-regressor.js";
import { packTree } from "./placed-trees.js";
import { NODES_AT_ONCE } from "./taken-nodes.js";

setLanes(1);

test("a tree of more nodes than have room at once is whole: numbers of nodes depth first, links to all, packed as from its arrays", async () => {
  const rows = 20_000;
  const random = new RandomState(5);
  const X = new Matrix(Float64Array.from(random.permutation(rows)), rows, 1);
  const y = random.random(rows);
  const { tree } = await new DecisionTreeRegressor().fit(X, y);
  expect(tree.nodeCount).toBe(2 * rows - 1);
  expect(tree.nodeCount).toBeGreaterThan(2 * NODES_AT_ONCE);
  const parents = new Int32Array(tree.nodeCount);
  let wrong = 0;
  for (let i = 0; i < tree.nodeCount; i++) {
    const [left, right] = [tree.childrenLeft[i]!, tree.childrenRight[i]!];
    if (left === -1 && right === -1) continue;
    if (left !== i + 1 || right <= left) wrong++;
    parents[left]!++;
    parents[right]!++;
    if (tree.nNodeSamples[i] !== tree.nNodeSamples[left]! + tree.nNodeSamples[right]!) wrong++;
  }
  expect(wrong).toBe(0);
  expect(parents.findLastIndex((count) => count !== 1)).toBe(0);
  expect(tree.packed).toEqual(packTree(await loadRuntime(), tree, false).words);
});
