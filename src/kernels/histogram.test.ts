import { expect, test } from "vitest";
import { RandomState } from "../core/random-state.js";
import { Arena } from "../parallel/arena.js";
import { compileKernels, createMemory, instantiateKernels } from "./index.js";

const memory = createMemory();
const kernels = await instantiateKernels(await compileKernels(), memory);
const arena = new Arena(memory);

interface Rows {
  /** Rank of every row there is. */
  readonly ranks: readonly number[];
  /** Rows that are counted. */
  readonly samples: readonly number[];
  /** Weight and class of each counted row. */
  readonly weights: readonly number[];
  readonly codes: readonly number[];
  readonly nRanks: number;
  readonly classBits: number;
}

function reference({ ranks, samples, weights, codes, nRanks, classBits }: Rows) {
  const counts = new Array<number>(nRanks << classBits).fill(0);
  const sums = [...counts];
  for (const [p, i] of samples.entries()) {
    const cell = (ranks[i]! << classBits) + codes[p]!;
    counts[cell]! += 1;
    sums[cell]! += weights[p]!;
  }
  return { counts, sums };
}

function count({ ranks, samples, weights, codes, nRanks, classBits }: Rows, narrow: boolean) {
  return arena.scopeSync((scope) => {
    const rank = narrow ? scope.u16(ranks.length) : scope.u32(ranks.length);
    rank.view().set(ranks);
    const sample = scope.i32(samples.length);
    sample.view().set(samples);
    const load = scope.u32(samples.length);
    load.view().set(weights.map((w, p) => ((w << classBits) | codes[p]!) >>> 0));
    const size = nRanks << classBits;
    const [cells, counts, sums] = [scope.f64(size), scope.i32(size), scope.f64(size)];
    kernels.histogram(
      samples.length,
      rank.pointer,
      narrow ? 1 : 0,
      sample.pointer,
      load.pointer,
      classBits,
      nRanks,
      cells.pointer,
      counts.pointer,
      sums.pointer,
    );
    return { counts: Array.from(counts.view()), sums: Array.from(sums.view()) };
  });
}

const random = new RandomState(4);
const drawn = (n: number, limit: number): number[] => Array.from(random.randint(0, limit, n));

test.each([
  [17, 4, 10, 1],
  [256, 1, 2, 5],
  [1, 3, 7, 3],
])("rows and weights of %i ranks, 2^%i cells each", (nRanks, classBits, nClasses, largest) => {
  const samples = drawn(4000, 3000);
  const weights = drawn(4000, largest).map((w) => w + 1);
  const rows = {
    ranks: drawn(3000, nRanks),
    samples,
    weights,
    codes: drawn(4000, nClasses),
    nRanks,
    classBits,
  };
  for (const narrow of [true, false]) expect(count(rows, narrow)).toEqual(reference(rows));
});

test("weights and numbers of many rows stay apart in their cell", () => {
  const n = 70_000;
  const rows = { ranks: [0], samples: drawn(n, 1), weights: new Array(n).fill(20_000), codes: drawn(n, 2) };
  expect(count({ ...rows, nRanks: 1, classBits: 1 }, false)).toEqual(
    reference({ ...rows, nRanks: 1, classBits: 1 }),
  );
});

test("no rows leave the cells empty", () => {
  const rows = { ranks: [], samples: [], weights: [], codes: [], nRanks: 3, classBits: 1 };
  expect(count(rows, true)).toEqual(reference(rows));
});
