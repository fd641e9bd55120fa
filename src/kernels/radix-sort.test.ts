import { expect, test } from "vitest";
import { RandomState } from "../core/random-state.js";
import { Arena } from "../parallel/arena.js";
import { compileKernels, createMemory, instantiateKernels } from "./index.js";

const memory = createMemory();
const kernels = await instantiateKernels(await compileKernels(), memory);
const arena = new Arena(memory);

/** Leaves so few bits for the ranks that most of the columns have more. */
const ROW_BITS = 24;

/** Stable order and dense ranks, as one would write them down. */
function reference(values: Float32Array) {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
  const distinct = [...new Set(order.map((i) => values[i]!))];
  const position = new Map(distinct.map((value, rank) => [value, rank]));
  return { order, distinct, ranks: Array.from(values, (value) => position.get(value)!) };
}

/** Bytes that hold the values of the ranks of a feature. */
function valuesBytes(rows: number): number {
  return 16 + 4 * rows;
}

/** Values as kernels/lib/tree/rank-values.ts writes them: all, or for each run of ranks the upper halves, and of each rank the lower. */
function readValues(bytes: Uint8Array, count: number): number[] {
  const view = new DataView(bytes.buffer);
  const runs = view.getUint32(0, true);
  const ranks = Array.from({ length: count }, (_, rank) => rank);
  if (runs === 0) return ranks.map((rank) => view.getFloat32(16 + 4 * rank, true));
  const lowers = 16 + 6 * runs + 2 * (runs % 2);
  const bits = new Uint32Array(1);
  let run = 0;
  return ranks.map((rank) => {
    if (run + 1 < runs && view.getUint32(16 + 4 * (run + 1), true) <= rank) run++;
    const upper = view.getUint16(16 + 4 * runs + 2 * run, true);
    bits[0] = upper * 65536 + view.getUint16(lowers + 2 * rank, true);
    return new Float32Array(bits.buffer)[0]!;
  });
}

/** Sorts columns of float32 with their row numbers by the radix sort in `listFeatures` and `rankFeatures`. */
function rank(columns: readonly Float32Array[], narrow: boolean) {
  const n = columns[0]!.length;
  return arena.scopeSync((scope) => {
    const x = scope.f32(n * columns.length);
    for (const [f, column] of columns.entries()) x.view().set(column, f * n);
    const lists = scope.u32(n * columns.length);
    const ranks = narrow ? scope.u16(n * columns.length) : scope.u32(n * columns.length);
    const values = scope.u8(valuesBytes(n) * columns.length);
    const counts = scope.i32(columns.length);
    const close = scope.u8(columns.length);
    const scratch = scope.u8(16 * n + 8192);
    const [l, r, v, c, t] = [lists, ranks, values, counts, close].map((block) => block.pointer) as [
      number,
      number,
      number,
      number,
      number,
    ];
    kernels.listFeatures(0, columns.length, 0, scratch.pointer, x.pointer, n, ROW_BITS, l, c, t);
    const told = Array.from(close.view());
    kernels.rankFeatures(0, columns.length, 0, scratch.pointer, x.pointer, n, narrow ? 1 : 0, r, v, c, t);
    expect(told).toEqual(Array.from(close.view()));
    return columns.map((_, f) => {
      const of = <T>(view: ArrayLike<T>): T[] => Array.from(view).slice(f * n, (f + 1) * n);
      const number = counts.view()[f]!;
      const order = of(lists.view()).map((entry) => entry & (2 ** ROW_BITS - 1));
      const found = of(ranks.view());
      const distinct = readValues(values.view().slice(f * valuesBytes(n), (f + 1) * valuesBytes(n)), number);
      // Above the row an entry has the lower bits of the rank.
      expect(of(lists.view()).map((entry) => entry >>> ROW_BITS)).toEqual(
        order.map((i) => found[i]! % 2 ** (32 - ROW_BITS)),
      );
      return {
        order,
        ranks: found,
        distinct,
        close: close.view()[f] === 1,
      };
    });
  });
}

const random = new RandomState(2);
const COLUMNS: Readonly<Record<string, Float32Array>> = {
  normal: Float32Array.from(random.normal(0, 1, 3000)),
  "few values": Float32Array.from(random.randint(-3, 4, 3000)),
  constant: new Float32Array(3000).fill(-2.5),
  ascending: Float32Array.from({ length: 3000 }, (_, i) => i),
  "near one": Float32Array.from(random.normal(1, 1e-5, 3000)),
  "near nought": Float32Array.from(random.normal(0, 1e-6, 3000)),
  "of all sizes": Float32Array.from(random.normal(0, 1, 3000), (value, i) => value * 10 ** ((i % 70) - 35)),
};

test.each(Object.keys(COLUMNS))("the radix sort of values (%s) is stable and its ranks are dense", (name) => {
  const expected = reference(COLUMNS[name]!);
  for (const narrow of [true, false]) {
    const [found] = rank([COLUMNS[name]!], narrow);
    expect(found).toMatchObject(expected);
  }
});

test("columns are sorted apart, and values that float32 hardly parts are noticed", () => {
  const [a, b] = rank([Float32Array.of(2, 1, 2), Float32Array.of(0, 5e-8, 3)], true);
  expect(a).toEqual({ order: [1, 0, 2], ranks: [1, 0, 1], distinct: [1, 2], close: false });
  expect(b).toEqual({ order: [0, 1, 2], ranks: [0, 1, 2], distinct: [0, Math.fround(5e-8), 3], close: true });
});

test("one value sorts", () => {
  expect(rank([Float32Array.of(7)], false)).toEqual([
    { order: [0], ranks: [0], distinct: [7], close: false },
  ]);
});
