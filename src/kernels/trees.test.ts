import { expect, test } from "vitest";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { loadRuntime, setLanes } from "../parallel/index.js";
import { packTree, TreeLayout } from "../tree/placed-trees.js";
import { TreeStructure } from "../tree/tree-structure.js";

setLanes(1);
const runtime = await loadRuntime();
const { kernels, arena } = runtime;
const random = new RandomState(11);

/** The values of ranks, as kernels/lib/tree/rank-values.ts keeps them: in full, or the upper halves of runs and the lower half of each. */
function readRankValues(buffer: ArrayBufferLike, at: number, count: number): number[] {
  const runs = new Uint32Array(buffer, at, 1)[0]!;
  if (runs === 0) return Array.from(new Float32Array(buffer, at + 16, count));
  const starts = Array.from(new Uint32Array(buffer, at + 16, runs));
  const uppers = new Uint16Array(buffer, at + 16 + 4 * runs, runs);
  const lowers = new Uint16Array(buffer, at + 16 + 6 * runs + 2 * (runs % 2), count);
  const bits = Uint32Array.from(lowers, (lower, rank) => {
    const run = starts.findLastIndex((start) => start <= rank);
    return uppers[run]! * 65536 + lower;
  });
  return Array.from(new Float32Array(bits.buffer));
}

test("rankFeatures ranks and lists the distinct values of each feature, in wide and narrow ranks", () => {
  const rows = 701;
  const columns = [
    Float32Array.from(random.normal(0, 1, rows)),
    Float32Array.from(random.normal(-100, 5, rows)),
    Float32Array.from(random.randint(-3, 4, rows)),
    new Float32Array(rows).fill(2),
    Float32Array.from(random.randint(0, 5, rows), (v) => v * 3e-8),
  ];
  for (const narrow of [true, false])
    arena.scopeSync((scope) => {
      const x = scope.f32(rows * 5);
      const rank = narrow ? scope.u16(rows * 5) : scope.u32(rows * 5);
      const rankValues = scope.u8((16 + rows * 4) * 5);
      const distinct = scope.i32(5);
      const close = scope.u8(5);
      const scratch = scope.u8(rows * 16 + 8192);
      columns.forEach((column, j) => {
        x.view().set(column, j * rows);
      });
      kernels.rankFeatures(
        0,
        5,
        0,
        scratch.pointer,
        x.pointer,
        rows,
        narrow ? 1 : 0,
        rank.pointer,
        rankValues.pointer,
        distinct.pointer,
        close.pointer,
      );
      expect(Array.from(close.view())).toEqual([expect.any(Number), 0, 0, 0, 3]);
      columns.forEach((column, j) => {
        const values = [...new Set(column)].sort((a, b) => a - b);
        const from = j * rows;
        expect(distinct.view()[j]).toBe(values.length);
        const at = rankValues.pointer + (16 + 4 * rows) * j;
        expect(readRankValues(arena.memory.buffer, at, values.length)).toEqual(values);
        expect(Array.from(rank.view().subarray(from, from + rows))).toEqual(
          Array.from(column, (value) => values.indexOf(value)),
        );
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
function structureOf(
  { left, right, feature, threshold, missingLeft }: PlainTree,
  nValues: number,
): TreeStructure {
  const n = left.length;
  const arrays = {
    childrenLeft: Int32Array.from(left),
    childrenRight: Int32Array.from(right),
    feature: Int32Array.from(feature),
    threshold: Float64Array.from(threshold),
    impurity: new Float64Array(n),
    nNodeSamples: new Int32Array(n),
    weightedNNodeSamples: new Float64Array(n),
    value: random.random(nValues * n),
    missingGoToLeft: Uint8Array.from(missingLeft),
    leftCategories: new Uint32Array(0),
  };
  return new TreeStructure(arrays, 9);
}

test("packed trees send every row to the leaf of a plain walk, also where a threshold is no 32-bit float", () => {
  const plain = [9, 0, 5, 3, 2].map(plainTree);
  const rows = 43;
  const data = Float32Array.from(random.normal(0, 1, rows * 600));
  // Values on the thresholds and at their neighbours, zeros of both signs, missing values.
  plain[0]!.threshold.slice(0, 40).forEach((value, p) => {
    data[(p % 3) + 600 * p] = value;
  });
  const odd = [Number.NaN, 0, -0, 3e38, -3e38, Number.NaN, 1e-45, -1e-45];
  odd.forEach((value, p) => {
    data[(p % 3) + 600 * (20 + (p >> 1))] = value;
  });
  // 513 features make nodes wide.
  for (const columns of [3, 512, 513])
    for (const nValues of [1, 2, 3]) {
      const trees = plain.map((tree) => structureOf(tree, nValues));
      const X = Float64Array.from({ length: rows * columns }, (_, p) => {
        return data[600 * Math.floor(p / columns) + (p % columns)]!;
      });
      const expected = Array.from({ length: rows }, (_, i) =>
        plain.map((tree) => walk(tree, X.subarray(i * columns, i * columns + 3))),
      );
      const sums = expected.flatMap((leaves) =>
        Array.from({ length: nValues }, (_, k) =>
          leaves.reduce((sum, leaf, t) => sum + trees[t]!.value[leaf * nValues + k]!, 0),
        ),
      );
      arena.scopeSync((scope) => {
        const layout = new TreeLayout(runtime, trees, columns);
        const placed = layout.place(runtime, scope.u8(layout.bytes).pointer);
        const scratch = scope.u8(4 * (columns + 1) * 48 + 64);
        const oddities = scope.u32(1);
        const [leafNumbers, leafSums] = [scope.i32(rows * 5), scope.f64(rows * nValues)];
        const walked = [scope.copyF64(X).pointer, columns, placed.pointer, oddities.pointer] as const;
        kernels.forestLeaves(0, rows, 0, scratch.pointer, ...walked, leafNumbers.pointer);
        kernels.forestSums(0, rows, 0, scratch.pointer, ...walked, leafSums.pointer);
        expect(Array.from(leafNumbers.view())).toEqual(expected.flat());
        expect(Array.from(leafSums.view())).toEqual(sums);
        expect(oddities.view()[0]).toBe(1);
        const few = new Matrix(X, rows, columns);
        const [fewNumbers, fewSums] = [new Int32Array(rows * 5), new Float64Array(rows * nValues)];
        expect(placed.leavesOfFew(few, fewNumbers)).toBe(true);
        expect(placed.sumFew(few, fewSums)).toBe(true);
        expect(Array.from(fewNumbers)).toEqual(expected.flat());
        expect(Array.from(fewSums)).toEqual(sums);
      });
    }
});

test("leaves with the same values are pooled while there are at most 16 different ones", () => {
  const plain = plainTree(9);
  const leaves = [...plain.left.keys()].filter((i) => plain.left[i]! < 0);
  for (const different of [1, 2, 16, 17]) {
    const tree = structureOf(plain, 2);
    for (const [p, leaf] of leaves.entries()) tree.value.set([p % different, 1 / different], 2 * leaf);
    const { pooled } = packTree(runtime, tree, false);
    expect(Array.from(pooled, (leaf) => tree.value[2 * leaf]!).sort((a, b) => a - b)).toEqual(
      Array.from({ length: different > 16 ? 0 : different }, (_, k) => k),
    );
    arena.scopeSync((scope) => {
      const layout = new TreeLayout(runtime, [tree, tree], 3);
      const placed = layout.place(runtime, scope.u8(layout.bytes).pointer);
      for (let i = 0; i < 50; i++) {
        const row = Float64Array.from(random.normal(0, 1, 3));
        const leaf = walk(plain, Float32Array.from(row));
        const sums = new Float64Array(2);
        placed.sumFew(new Matrix(row, 1, 3), sums);
        expect(Array.from(sums)).toEqual([2 * tree.value[2 * leaf]!, 2 / different]);
        const numbers = new Int32Array(2);
        placed.leavesOfFew(new Matrix(row, 1, 3), numbers);
        expect(Array.from(numbers)).toEqual([leaf, leaf]);
      }
    });
  }
});

test("kernels notice missing and infinite values in whole tiles, in the rows left over and in single rows", () => {
  const trees = [structureOf(plainTree(4), 1)];
  const [rows, columns] = [13, 5];
  const layout = new TreeLayout(runtime, trees, columns);
  arena.scopeSync((scope) => {
    const placed = layout.place(runtime, scope.u8(layout.bytes).pointer);
    const [x, oddities, out] = [scope.f64(rows * columns), scope.u32(1), scope.f64(rows)];
    const scratch = scope.u8(4 * (columns + 1) * 16 + 64);
    const oddWith = (place: number, value: number): number => {
      x.view().fill(1e38);
      x.view()[place] = value;
      const walked = [x.pointer, columns, placed.pointer, oddities.pointer, out.pointer] as const;
      kernels.forestSums(0, rows, 0, scratch.pointer, ...walked);
      const row = new Matrix(
        x
          .view()
          .slice(place - (place % columns))
          .slice(0, columns),
        1,
        columns,
      );
      expect(placed.sumFew(row, new Float64Array(1))).toBe(oddities.view()[0] !== 0);
      return oddities.view()[0]!;
    };
    for (let place = 0; place < rows * columns; place++) {
      expect(oddWith(place, 3.4e38)).toBe(0);
      expect(oddWith(place, Number.NaN)).toBe(1);
      expect(oddWith(place, -3.5e38)).toBe(2);
      expect(oddWith(place, Number.POSITIVE_INFINITY)).toBe(2);
    }
  });
});

test("rankFewValues ranks the features that have a place, by their lists", () => {
  const rows = 300;
  const columns = [random.randint(0, 9, rows), random.normal(0, 1, rows), random.randint(-2, 3, rows)];
  arena.scopeSync((scope) => {
    const x = scope.f32(rows * 3);
    for (const [j, column] of columns.entries()) x.view().set(column, j * rows);
    const lists = scope.u32(rows * 3);
    const distinct = scope.i32(3);
    const close = scope.u8(3);
    const scratch = scope.u8(rows * 16 + 8192);
    const of = [x.pointer, rows, 9] as const;
    kernels.listFeatures(0, 3, 0, scratch.pointer, ...of, lists.pointer, distinct.pointer, close.pointer);
    const rank = scope.u16(2 * rows);
    const values = scope.f32(2 * 64);
    const slots = scope.copyI32([1, -1, 0]).pointer;
    kernels.rankFewValues(0, 3, 0, 0, ...of, lists.pointer, slots, rank.pointer, values.pointer);
    for (const [slot, column] of [columns[2]!, columns[0]!].entries()) {
      const sorted = [...new Set(column)].sort((a, b) => a - b);
      expect(Array.from(values.view()).slice(slot * 64, slot * 64 + sorted.length)).toEqual(sorted);
      expect(Array.from(rank.view()).slice(slot * rows, (slot + 1) * rows)).toEqual(
        Array.from(column, (value) => sorted.indexOf(value)),
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
