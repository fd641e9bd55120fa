import { expect, test } from "vitest";
import { exp } from "../core/exp.js";
import { RandomState } from "../core/random-state.js";
import { Arena, type Block } from "../parallel/arena.js";
import { compileKernels, createMemory, instantiateKernels } from "./index.js";

const memory = createMemory();
const kernels = await instantiateKernels(await compileKernels(), memory);
const arena = new Arena(memory);

test("columns are sorted, missing values left out, -0 as 0", () => {
  const random = new RandomState(1);
  const many = Array.from(random.normal(0, 1, 500));
  const near = Array.from({ length: 300 }, (_, i) => 1 + ((i * 7919) % 300) * Number.EPSILON); // equal upper halves
  for (const column of [many, near, [3, Number.NaN, -0, -1, Number.NaN, 1e308], [Number.NaN]]) {
    const sorted = arena.scopeSync((scope) => {
      const values = scope.copyF64(column);
      const present = scope.i32(1);
      const scratch = scope.u8(16 * column.length + 4096);
      const { pointer } = values;
      kernels.histSortColumns(0, 1, 0, scratch.pointer, column.length, pointer, pointer, present.pointer);
      return Array.from(values.view().subarray(0, present.view()[0]));
    });
    const expected = Float64Array.from(
      column.filter((value) => !Number.isNaN(value)),
      (value) => value + 0,
    ).sort();
    expect(sorted).toEqual(Array.from(expected));
  }
});

test("rows are turned into columns, from some row on", () => {
  const [n, d] = [150, 3]; // more than two tiles
  const columns = arena.scopeSync((scope) => {
    const rows = scope.copyF64(Array.from({ length: n * d }, (_, p) => p));
    const out = scope.f64((n + 2) * d);
    out.view().fill(-1);
    for (const [block, begin, end] of [
      [0, 0, 100],
      [1, 100, n],
    ] as const)
      kernels.histTurnRows(begin, end, block, 0, rows.pointer, d, n + 2, 2, out.pointer);
    return Array.from(out.view());
  });
  const wanted = [0, 1, 2].flatMap((f) => [-1, -1, ...Array.from({ length: n }, (_, i) => i * d + f)]);
  expect(columns).toEqual(wanted);
});

test("a bin is the number of thresholds below the value", () => {
  const thresholds = [[-1, 0, 2.5], Array.from({ length: 254 }, (_, k) => k)];
  const rows = [
    [-1, 253.5],
    [-0.5, 0],
    [3, -7],
    [Number.NaN, 100],
    [0.25, 1e9], // the fifth row is not one of four
  ];
  const codes = arena.scopeSync((scope) => {
    const tables = scope.f64(512);
    tables.view().fill(Number.POSITIVE_INFINITY);
    tables.view().set(thresholds[0]!);
    tables.view().set(thresholds[1]!, 256);
    const x = scope.copyF64(rows.flat());
    const order = scope.copyI32([0, 1]);
    const bins = scope.copyI32([4, 255]);
    const [records, byFeature, holes] = [scope.u8(80), scope.u8(10), scope.u8(2)];
    const ends = [5, 0, 16, records.pointer, byFeature.pointer, holes.pointer] as const;
    kernels.histBins(0, 5, 0, 0, x.pointer, 2, order.pointer, tables.pointer, bins.pointer, ...ends);
    const byRow = [0, 1, 2, 3, 4].flatMap((i) =>
      Array.from(records.view().subarray(16 * i + 8, 16 * i + 10)),
    );
    return [byRow, Array.from(byFeature.view()), Array.from(holes.view())];
  });
  expect(codes[0]).toEqual([0, 254, 1, 0, 3, 0, 4, 100, 2, 254]);
  expect(codes[1]).toEqual([0, 1, 3, 4, 2, 254, 0, 0, 100, 254]);
  expect(codes[2]).toEqual([1, 0]);
});

test("gradients of the log loss are probability less target, hessians p (1 - p)", () => {
  const raw = [-40, -3, 0, 0.5, 20, 100];
  const y = [0, 1, 1, 0, 1, 0];
  const pairs = arena.scopeSync((scope) => {
    const [targets, predictions] = [scope.copyF64(y), scope.copyF64(raw)];
    const out = scope.f32(12);
    const largest = scope.f64(1);
    kernels.histGradients(
      0,
      6,
      0,
      0,
      5,
      0,
      targets.pointer,
      predictions.pointer,
      0,
      out.pointer,
      8,
      largest.pointer,
    );
    expect(largest.view()[0]).toBe(0.25);
    return Array.from(out.view());
  });
  for (const [i, z] of raw.entries()) {
    const p = 1 / (1 + Math.exp(-z));
    expect(pairs[2 * i]).toBeCloseTo(p - y[i]!, 6);
    expect(pairs[2 * i + 1]).toBeCloseTo(p * (1 - p), 6);
  }
});

test("gradients of the log loss are rounded as those of an exact exponential are", () => {
  const n = 40_000;
  const random = new RandomState(3);
  const raw = random.uniform(-45, 45, n);
  const y = Float64Array.from(random.randint(0, 2, n));
  const weight = random.uniform(0.1, 3, n);
  for (const weights of [undefined, weight]) {
    const pairs = arena.scopeSync((scope) => {
      const [targets, predictions, own] = [
        scope.copyF64(y),
        scope.copyF64(raw),
        scope.copyF64(weights ?? []),
      ];
      const out = scope.f32(2 * n);
      const data = [targets.pointer, predictions.pointer, weights === undefined ? 0 : own.pointer] as const;
      kernels.histGradients(0, n, 0, 0, 5, 0, ...data, out.pointer, 8, scope.f64(1).pointer);
      return out.view().slice();
    });
    const wanted = new Float32Array(2 * n);
    for (let i = 0; i < n; i++) {
      const [z, w] = [raw[i]!, weights?.[i] ?? 1];
      const e = exp(-z);
      wanted[2 * i] = w * (z > -37 ? (1 - y[i]! - y[i]! * e) / (1 + e) : exp(z) - y[i]!);
      wanted[2 * i + 1] = w * (z > -37 ? e / ((1 + e) * (1 + e)) : exp(z));
    }
    expect(pairs).toEqual(wanted);
  }
});

/** Rows of seven features in a plan, as the kernels see them, in so many parts. */
function withRows<R>(n: number, parts: number, work: (rows: PlannedRows) => R): R {
  const d = 7;
  const random = new RandomState(n);
  const codes = Array.from({ length: n }, () => Array.from(random.randint(0, 20, d)));
  return arena.scopeSync((scope) => {
    const records = scope.u8(n * 16 + 8); // eight bytes of a pair, seven of codes
    for (const [i, row] of codes.entries()) records.view().set(row, 16 * i + 8);
    const byFeature = scope.u8(n * d);
    byFeature.view().set(codes[0]!.flatMap((_, f) => codes.map((row) => row[f]!)));
    const list = scope.u32(n);
    list.view().set(codes.map((_, i) => i));
    const gathered = scope.u8((n >> 1) * 16 + 8);
    const bins = scope.copyI32(new Array(d).fill(20));
    const cells = scope.copyI32(Array.from({ length: d }, (_, f) => 21 * f));
    const flags = scope.u8(d);
    flags.view().fill(0);
    const pairs = scope.f32(2 * n);
    pairs.view().set(Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? (i % 9) - 4 : 0.25)));
    const plan = scope.u8(kernels.histPlanBytes()).pointer;
    const rows = [records.pointer, 16, byFeature.pointer, parts] as const;
    const features = [bins.pointer, cells.pointer, flags.pointer, flags.pointer, flags.pointer] as const;
    kernels.histPlan(plan, n, d, d, 1, ...rows, ...features, 0, 0, 1e-3);
    kernels.histPlacePairs(0, n, 0, 0, pairs.pointer, 16, records.pointer);
    kernels.histStartTree(plan, 0.25);
    return work({ plan, codes, list: list.pointer, gathered, records });
  });
}

interface PlannedRows {
  readonly plan: number;
  readonly codes: readonly (readonly number[])[];
  readonly list: number;
  readonly gathered: Block<Uint8Array>;
  readonly records: Block<Uint8Array>;
}

/** Places and sizes of equal parts. */
function evenly(n: number, parts: number): number[] {
  const starts = Array.from({ length: parts + 1 }, (_, k) => Math.floor((n * k) / parts));
  return [...starts.slice(0, parts), ...starts.slice(1).map((end, k) => end - starts[k]!)];
}

test("a partition keeps the rows of both sides in order, those on the right backwards, in each part", () => {
  for (const n of [1, 2, 3, 50, 1001, 10_000])
    for (const parts of [1, 3])
      withRows(n, parts, ({ plan, codes, list, gathered, records }) => {
        const segments = evenly(n, parts);
        const [lefts, out, copied] = arena.scopeSync((scope) => {
          const to = scope.u32(n);
          const counts = scope.i32(parts);
          const own = scope.copyI32(segments);
          const node = scope.copyF64([list, own.pointer, 0, n, ...new Array(12).fill(0)]);
          const cut = scope.copyF64([to.pointer, 3, 8, 0, 0]);
          const args = [plan, node.pointer, cut.pointer, counts.pointer] as const;
          for (let part = parts - 1; part >= 0; part--) kernels.histPartition(part, part + 1, 0, 0, ...args);
          const counted = Array.from(counts.view());
          const placed = Array.from(to.view());
          // The right side, gathered: it stands backwards at the end of each part.
          const right = counted.map((left, k) => segments[k]! + left);
          const sizes = counted.map((left, k) => segments[parts + k]! - left);
          const total = sizes.reduce((sum, size) => sum + size, 0);
          if (total > n >> 1) return [counted, placed, undefined] as const;
          own.view().set([...right, ...sizes]);
          node.view().set([to.pointer, own.pointer, 1, total]);
          node.view()[15] = gathered.pointer;
          for (let part = parts - 1; part >= 0; part--)
            kernels.histGather(part, part + 1, 0, 0, plan, node.pointer);
          return [counted, placed, gathered.view().slice(0, 16 * total)] as const;
        });
        const goesLeft = (i: number): boolean => codes[i]![3]! <= 8;
        for (let part = 0; part < parts; part++) {
          const rows = codes
            .map((_, i) => i)
            .slice(segments[part], segments[part]! + segments[parts + part]!);
          const left = rows.filter(goesLeft);
          expect(lefts[part]).toBe(left.length);
          expect(out.slice(rows[0], (rows[0] ?? 0) + rows.length)).toEqual([
            ...left,
            ...rows.filter((i) => !goesLeft(i)).reverse(),
          ]);
        }
        if (copied === undefined) return;
        const rights = codes.flatMap((_, i) => (goesLeft(i) ? [] : [i]));
        const wanted = rights.flatMap((i) => Array.from(records.view().subarray(16 * i, 16 * i + 16)));
        expect(Array.from(copied)).toEqual(wanted);
      });
});

test("a histogram adds up the pairs of the rows of each bin", () => {
  const n = 1300; // more than two passes
  withRows(n, 1, ({ plan, codes, list }) => {
    const cells = arena.scopeSync((scope) => {
      const histogram = scope.f64(2 * 7 * 21);
      const scratch = scope.u8(kernels.histScratchBytes());
      const node = scope.copyF64([
        list,
        scope.copyI32([0, n]).pointer,
        0,
        n,
        histogram.pointer,
        ...new Array(11 + 16).fill(0), // the rest of it, and no sibling
      ]);
      kernels.histNodes(0, 1, 0, scratch.pointer, plan, node.pointer);
      return Array.from(histogram.view());
    });
    const expected = new Array<number>(cells.length).fill(0);
    for (const [i, row] of codes.entries())
      for (const [f, code] of row.entries()) {
        expected[2 * (21 * f + code)]! += ((2 * i) % 9) - 4;
        expected[2 * (21 * f + code) + 1]! += 0.25;
      }
    expect(cells).toEqual(expected);
  });
});
