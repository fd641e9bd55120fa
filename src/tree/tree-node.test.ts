import { expect, test } from "vitest";
import { DecisionTreeRegressor } from "./decision-tree-regressor.js";
import { rootOf } from "./tree-node.js";

test("a walk gives a node before its children, the left before the right, and ends at a depth", async () => {
  const { tree } = await new DecisionTreeRegressor().fit([[0], [1], [2], [3]], [0, 1, 10, 12]);
  const root = rootOf(tree);
  const seen = [...root.walk()].map(({ index, depth, parent }) => [index, depth, parent?.index]);
  expect(seen).toEqual([
    [0, 0, undefined],
    [1, 1, 0],
    [2, 2, 1],
    [3, 2, 1],
    [4, 1, 0],
    [5, 2, 4],
    [6, 2, 4],
  ]);
  expect([...root.walk(1)].map(({ index }) => index)).toEqual([0, 1, 4]);
  expect([root.nLeaves, root.levels]).toEqual([4, 3]);
  const right = root.children![1];
  expect([right.index, right.nLeaves, right.levels]).toEqual([4, 2, 2]);
});

test("a tree of one node is a leaf", async () => {
  const { tree } = await new DecisionTreeRegressor().fit([[0], [1]], [5, 5]);
  const root = rootOf(tree);
  expect([root.children, root.nLeaves, root.levels]).toEqual([undefined, 1, 1]);
});
