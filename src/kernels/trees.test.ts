import { expect, test } from "vitest";
import { RandomState } from "../core/random-state.js";
import { Arena } from "../parallel/arena.js";
import { leafOfRow, packTree } from "../tree/packed-tree.js";
import { TreeStructure } from "../tree/tree-structure.js";
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
      expect(Array.from(close.view())).toEqual([expect.any(Number), 0, 0, 3]);
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

/** The tree with random values. */
function structureOf({ left, right, feature, threshold, missingLeft }: PlainTree): TreeStructure {
  const n = left.length;
  const arrays = {
    childrenLeft: Int32Array.from(left),
    childrenRight: Int32Array.from(right),
    feature: Int32Array.from(feature),
    threshold: Float64Array.from(threshold),
    impurity: new Float64Array(n),
    nNodeSamples: new Int32Array(n),
    weightedNNodeSamples: new Float64Array(n),
    value: random.random(2 * n),
    missingGoToLeft: Uint8Array.from(missingLeft),
    leftCategories: new Uint32Array(0),
  };
  return new TreeStructure(arrays, 9);
}

test("packed trees send every row to the leaf of a plain walk, also where a threshold is no 32-bit float", () => {
  const plain = [plainTree(9), plainTree(0), plainTree(5)];
  const trees = plain.map(structureOf);
  const rows = 43;
  const data = Float32Array.from(random.normal(0, 1, rows * 3));
  // Values on the thresholds and at their neighbours, zeros of both signs, missing values.
  plain[0]!.threshold.slice(0, 40).forEach((value, p) => {
    data[p] = value;
  });
  data.set([Number.NaN, 0, -0, 3e38, -3e38, Number.NaN, 1e-45, -1e-45], 60);
  const doubles = Float64Array.from(data);
  for (let i = 0; i < rows; i++)
    expect(trees.map((tree) => leafOfRow(tree, doubles, 3 * i))).toEqual(
      plain.map((tree) => walk(tree, data.subarray(i * 3, i * 3 + 3))),
    );
  for (const wide of [false, true])
    arena.scopeSync((scope) => {
      const words = trees.flatMap((tree) => Array.from(packTree(tree, wide)));
      const nodes = scope.u32(words.length);
      nodes.view().set(words);
      const values = scope.copyF64(trees.flatMap((tree) => Array.from(tree.value)));
      const [a, b, c] = trees.map((tree) => tree.nodeCount) as [number, number, number];
      const roots = [0, a, a + b, a + b + c];
      const scratch = scope.u8(4 * 4 * 48 + 64);
      const leaves = scope.i32(rows * 3);
      const sums = scope.f64(rows * 2);
      const [n, w, r] = [nodes.pointer, wide ? 1 : 0, scope.copyI32(roots).pointer];
      const walked = [scope.copyF64(data).pointer, 3, n, w, r, 3, 0, 0] as const;
      kernels.forestLeaves(0, rows, 0, scratch.pointer, ...walked, leaves.pointer);
      kernels.forestSums(0, rows, 0, scratch.pointer, ...walked, values.pointer, 2, sums.pointer);
      for (let i = 0; i < rows; i++) {
        const expected = plain.map((tree) => walk(tree, data.subarray(i * 3, i * 3 + 3)));
        expect(Array.from(leaves.view().subarray(i * 3, i * 3 + 3))).toEqual(expected);
        for (let k = 0; k < 2; k++)
          expect(sums.view()[i * 2 + k]).toBe(
            expected.reduce((sum, leaf, t) => sum + trees[t]!.value[leaf * 2 + k]!, 0),
          );
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
