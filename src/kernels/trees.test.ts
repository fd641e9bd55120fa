import { expect, test } from "vitest";
import { RandomState } from "../core/random-state.js";
import { Arena } from "../parallel/arena.js";
import { compileKernels, createMemory, instantiateKernels } from "./index.js";

const memory = createMemory();
const kernels = await instantiateKernels(await compileKernels(), memory);
const arena = new Arena(memory);
const random = new RandomState(11);

test("rankFeatures sorts, ranks and lists the distinct values of each feature, in wide and narrow ranks", () => {
  const rows = 700;
  const columns = [
    Float32Array.from(random.normal(0, 1, rows)),
    Float32Array.from(random.randint(-3, 4, rows)),
    new Float32Array(rows).fill(2),
    Float32Array.from(random.randint(0, 5, rows), (v) => v * 3e-8),
  ];
  for (const narrow of [true, false])
    arena.scopeSync((scope) => {
      const x = scope.f32(rows * 4);
      const order = scope.u32(rows * 4);
      const rank = narrow ? scope.u16(rows * 4) : scope.u32(rows * 4);
      const rankValues = scope.f32(rows * 4);
      const distinct = scope.i32(4);
      const close = scope.u8(4);
      const scratch = scope.u8(rows * 16 + 8192);
      columns.forEach((column, j) => {
        x.view().set(column, j * rows);
      });
      kernels.rankFeatures(
        0,
        4,
        0,
        scratch.pointer,
        x.pointer,
        rows,
        narrow ? 1 : 0,
        order.pointer,
        rank.pointer,
        rankValues.pointer,
        distinct.pointer,
        close.pointer,
      );
      expect(Array.from(close.view())).toEqual([expect.any(Number), 0, 0, 1]);
      columns.forEach((column, j) => {
        const values = [...new Set(column)].sort((a, b) => a - b);
        const from = j * rows;
        expect(distinct.view()[j]).toBe(values.length);
        expect(Array.from(rankValues.view().subarray(from, from + values.length))).toEqual(values);
        expect(Array.from(rank.view().subarray(from, from + rows))).toEqual(
          Array.from(column, (value) => values.indexOf(value)),
        );
        const sorted = Array.from(order.view().subarray(from, from + rows));
        expect(sorted).toEqual([...column.keys()].sort((a, b) => column[a]! - column[b]! || a - b));
      });
    });
});

interface PlainTree {
  readonly left: number[];
  readonly right: number[];
  readonly feature: number[];
  readonly threshold: number[];
  readonly missingLeft: number[];
}

/** A tree of the given depth whose thresholds lie between, on and beside 32-bit floats. */
function plainTree(depth: number): PlainTree {
  const tree: PlainTree = { left: [], right: [], feature: [], threshold: [], missingLeft: [] };
  const grow = (level: number): number => {
    const id = tree.left.push(-1) - 1;
    tree.right.push(-1);
    const isLeaf = level === depth || random.random() < 0.1;
    tree.feature.push(isLeaf ? -2 : random.randint(0, 3));
    const exact = Math.fround(random.normal(0, 1));
    tree.threshold.push(isLeaf ? -2 : exact + [0, 1e-12, -1e-12, -1e-50 - exact][id % 4]!);
    tree.missingLeft.push(isLeaf ? 0 : id % 2);
    if (isLeaf) return id;
    tree.left[id] = grow(level + 1);
    tree.right[id] = grow(level + 1);
    return id;
  };
  grow(0);
  return tree;
}

function walk(tree: PlainTree, row: ArrayLike<number>): number {
  let node = 0;
  while (tree.left[node]! >= 0) {
    const v = row[tree.feature[node]!]!;
    const goesLeft = Number.isNaN(v) ? tree.missingLeft[node] === 1 : v <= tree.threshold[node]!;
    node = goesLeft ? tree.left[node]! : tree.right[node]!;
  }
  return node;
}

test("packed trees send every row to the leaf of a plain walk, also where a threshold is no 32-bit float", () => {
  const trees = [plainTree(9), plainTree(0), plainTree(5)];
  const rows = 43;
  const data = Float32Array.from(random.normal(0, 1, rows * 3));
  // Values on the thresholds and at their neighbours, zeros of both signs, missing values.
  trees[0]!.threshold.slice(0, 40).forEach((value, p) => {
    data[p] = value;
  });
  data.set([Number.NaN, 0, -0, 3e38, -3e38, Number.NaN, 1e-45, -1e-45], 60);
  arena.scopeSync((scope) => {
    const total = trees.reduce((sum, tree) => sum + tree.left.length, 0);
    const nodes = scope.u8(total * 16);
    const roots = scope.i32(3);
    const x = scope.f32(rows * 3);
    const leaves = scope.i32(rows * 3);
    const sums = scope.f64(rows * 2);
    const values = scope.copyF64(random.random(total * 2));
    x.view().set(data);
    let at = 0;
    trees.forEach((tree, t) => {
      const n = tree.left.length;
      roots.view()[t] = at;
      const missing = scope.u8(n);
      missing.view().set(tree.missingLeft);
      const [left, right, feature] = [tree.left, tree.right, tree.feature].map((part) => scope.copyI32(part));
      const threshold = scope.copyF64(tree.threshold);
      kernels.packNodes(
        n,
        left!.pointer,
        right!.pointer,
        feature!.pointer,
        threshold.pointer,
        missing.pointer,
        0,
        0,
        nodes.pointer + at * 16,
      );
      at += n;
    });
    kernels.forestLeaves(0, rows, 0, 0, x.pointer, 3, nodes.pointer, roots.pointer, 3, 0, 0, leaves.pointer);
    kernels.forestSums(
      0,
      rows,
      0,
      0,
      x.pointer,
      3,
      nodes.pointer,
      values.pointer,
      roots.pointer,
      3,
      0,
      0,
      2,
      sums.pointer,
    );
    for (let i = 0; i < rows; i++) {
      const row = data.subarray(i * 3, i * 3 + 3);
      const expected = trees.map((tree) => walk(tree, row));
      expect(Array.from(leaves.view().subarray(i * 3, i * 3 + 3))).toEqual(expected);
      for (let k = 0; k < 2; k++) {
        let sum = 0;
        expected.forEach((leaf, t) => {
          sum += values.view()[(roots.view()[t]! + leaf) * 2 + k]!;
        });
        expect(sums.view()[i * 2 + k]).toBe(sum);
      }
    }
  });
});

test("xLogX is x log2 x", () => {
  arena.scopeSync((scope) => {
    const out = scope.f64(3000);
    kernels.xLogX(3000, out.pointer);
    const values = out.view();
    expect(values[0]).toBe(0);
    expect(values[8]).toBeCloseTo(24, 12);
    for (let x = 1; x < 3000; x++)
      expect(Math.abs(values[x]! - x * Math.log2(x))).toBeLessThanOrEqual(1e-14 * (1 + values[x]!));
  });
});
