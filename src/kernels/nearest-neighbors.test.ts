import { describe, expect, test, vi } from "vitest";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { BinaryTree } from "../neighbors/binary-tree.js";
import { BruteForce } from "../neighbors/brute-force.js";
import { collectTable } from "../neighbors/collect-neighbors.js";
import { kernelMetric, type MetricName, type MetricParams } from "../neighbors/distance-metric.js";
import type { NeighborTable } from "../neighbors/neighbor-table.js";
import { rowsOfArray, viewRows } from "../neighbors/row-view.js";
import { loadRuntime, setLanes } from "../parallel/index.js";

type Distance = (x: number[], y: number[]) => number;

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const truths = (x: number[], y: number[]) => ({
  both: x.filter((value, j) => value !== 0 && y[j] !== 0).length,
  onlyX: x.filter((value, j) => value !== 0 && y[j] === 0).length,
  onlyY: x.filter((value, j) => value === 0 && y[j] !== 0).length,
});

/** Every metric as its definition reads. */
const REFERENCE: Partial<Record<MetricName, Distance>> = {
  euclidean: (x, y) => Math.sqrt(sum(x.map((value, j) => (value - y[j]!) ** 2))),
  sqeuclidean: (x, y) => sum(x.map((value, j) => (value - y[j]!) ** 2)),
  manhattan: (x, y) => sum(x.map((value, j) => Math.abs(value - y[j]!))),
  chebyshev: (x, y) => Math.max(...x.map((value, j) => Math.abs(value - y[j]!))),
  minkowski: (x, y) => sum(x.map((value, j) => Math.abs(value - y[j]!) ** 3)) ** (1 / 3),
  seuclidean: (x, y) => Math.sqrt(sum(x.map((value, j) => (value - y[j]!) ** 2 / (j + 1)))),
  mahalanobis: (x, y) => {
    const t = x.map((value, j) => value - y[j]!);
    return Math.sqrt(
      sum(t.map((value, i) => value * sum(t.map((other, j) => other * (i === j ? 2 : 0.25))))),
    );
  },
  hamming: (x, y) => x.filter((value, j) => value !== y[j]).length / x.length,
  canberra: (x, y) =>
    sum(
      x.map((value, j) =>
        value === 0 && y[j] === 0 ? 0 : Math.abs(value - y[j]!) / (Math.abs(value) + Math.abs(y[j]!)),
      ),
    ),
  braycurtis: (x, y) => {
    const scale = sum(x.map((value, j) => Math.abs(value) + Math.abs(y[j]!)));
    return scale === 0 ? 0 : sum(x.map((value, j) => Math.abs(value - y[j]!))) / scale;
  },
  cosine: (x, y) => {
    const dot = (a: number[], b: number[]) => sum(a.map((value, j) => value * b[j]!));
    const norms = Math.sqrt(dot(x, x)) * Math.sqrt(dot(y, y));
    return norms === 0 ? 1 : 1 - dot(x, y) / norms;
  },
  jaccard: (x, y) => {
    const { both, onlyX, onlyY } = truths(x, y);
    return both + onlyX + onlyY === 0 ? 0 : (onlyX + onlyY) / (both + onlyX + onlyY);
  },
  dice: (x, y) => {
    const { both, onlyX, onlyY } = truths(x, y);
    return onlyX + onlyY === 0 ? 0 : (onlyX + onlyY) / (2 * both + onlyX + onlyY);
  },
  rogerstanimoto: (x, y) => {
    const { onlyX, onlyY } = truths(x, y);
    return (2 * (onlyX + onlyY)) / (x.length + onlyX + onlyY);
  },
  russellrao: (x, y) => (x.length - truths(x, y).both) / x.length,
  sokalsneath: (x, y) => {
    const { both, onlyX, onlyY } = truths(x, y);
    return onlyX + onlyY === 0 ? 0 : (onlyX + onlyY) / (both / 2 + onlyX + onlyY);
  },
  yule: (x, y) => {
    const { both, onlyX, onlyY } = truths(x, y);
    const neither = x.length - both - onlyX - onlyY;
    return onlyX * onlyY === 0 ? 0 : (2 * onlyX * onlyY) / (both * neither + onlyX * onlyY);
  },
};

const PARAMS: Partial<Record<MetricName, MetricParams>> = {
  minkowski: { p: 3 },
  seuclidean: { V: [1, 2, 3, 4, 5] },
  mahalanobis: {
    VI: Array.from({ length: 5 }, (_, i) => Array.from({ length: 5 }, (_, j) => (i === j ? 2 : 0.25))),
  },
};

function metricOf(name: MetricName, d: number) {
  return kernelMetric("test", name, { metric: name, p: 2, metricParams: PARAMS[name] ?? null }, d);
}

function rowsOf(data: Float64Array, d: number): number[][] {
  return Array.from({ length: data.length / d }, (_, i) => [...data.subarray(i * d, (i + 1) * d)]);
}

/** The k smallest distances of each query, by sorting all of them. */
function nearestByLoop(data: Float64Array, queries: Float64Array, d: number, k: number, distance: Distance) {
  const rows = rowsOf(data, d);
  return rowsOf(queries, d).map((query) => {
    const all = rows.map((row) => distance(query, row));
    return {
      all,
      nearest: all
        .slice()
        .sort((a, b) => a - b)
        .slice(0, k),
    };
  });
}

function expectNearest(table: NeighborTable, loop: ReturnType<typeof nearestByLoop>, digits: number): void {
  for (let i = 0; i < table.queries; i++) {
    const { all, nearest } = loop[i]!;
    for (let j = 0; j < table.k; j++) {
      const found = table.distances[i * table.k + j]!;
      expect(found).toBeCloseTo(nearest[j]!, digits);
      expect(all[table.indices[i * table.k + j]!]).toBeCloseTo(found, digits);
    }
    expect(new Set(table.indices.subarray(i * table.k, (i + 1) * table.k)).size).toBe(table.k);
  }
}

describe("nearestRows, buildTreeLevel, queryTree", () => {
  const d = 5;
  const random = new RandomState(3);
  const real = { data: random.normal(0, 1, 137 * d), queries: random.normal(0, 1, 9 * d) };
  const whole = {
    data: Float64Array.from(random.randint(0, 3, 137 * d)),
    queries: Float64Array.from(random.randint(0, 3, 9 * d)),
  };

  test.each(Object.keys(REFERENCE) as MetricName[])(
    "%s finds the smallest distances of the plain loop",
    async (name) => {
      const metric = metricOf(name, d);
      for (const { data, queries } of [real, whole]) {
        const loop = nearestByLoop(data, queries, d, 11, REFERENCE[name]!);
        for (const algorithm of metric.algorithms) {
          // Bray-Curtis is no metric, so a tree may miss neighbours.
          if (name === "braycurtis" && algorithm !== "brute") continue;
          const index =
            algorithm === "brute"
              ? new BruteForce(metric, rowsOfArray(data, d))
              : await BinaryTree.build(algorithm, metric, rowsOfArray(data, d), 4);
          expectNearest(await collectTable(index, rowsOfArray(queries, d), 11), loop, 12);
        }
      }
    },
  );

  const shapes: Record<string, (i: number) => number> = {
    ascending: (i) => i,
    descending: (i) => -i,
    constant: () => 1,
    "rising and falling": (i) => Math.min(i, 999 - i),
    "two values": (i) => i & 1,
    "made to defeat a median of three": (i) => (i & 1 ? i : i >> 1),
  };
  test.each(Object.keys(shapes))(
    "a tree over %s values loses no sample and finds the nearest",
    async (shape) => {
      const data = Float64Array.from({ length: 1000 }, (_, i) => shapes[shape]!(i));
      for (const kind of ["kd_tree", "ball_tree"] as const) {
        for (const leafSize of [1, 7, 30]) {
          const tree = await BinaryTree.build(kind, metricOf("euclidean", 1), rowsOfArray(data, 1), leafSize);
          expect(tree.samples()).toEqual(data);
          const queries = Float64Array.of(-3, 0, 250.5, 2000);
          expectNearest(
            await collectTable(tree, rowsOfArray(queries, 1), 6),
            nearestByLoop(data, queries, 1, 6, REFERENCE.euclidean!),
            12,
          );
        }
      }
    },
  );

  test("1 and 2 lanes give the same bits", async () => {
    const data = new RandomState(1).normal(0, 1, 20_000 * 3);
    const asked = rowsOfArray(data.subarray(0, 3000 * 3), 3);
    const answers: unknown[] = [];
    for (const lanes of [1, 2]) {
      setLanes(lanes);
      expect((await loadRuntime()).lanes).toBe(lanes);
      const metric = metricOf("euclidean", 3);
      const tree = await BinaryTree.build("kd_tree", metric, rowsOfArray(data, 3), 10);
      const ball = await BinaryTree.build("ball_tree", metric, rowsOfArray(data, 3), 10);
      const brute = new BruteForce(metric, rowsOfArray(data, 3));
      answers.push([
        tree.arrays,
        ball.arrays,
        await collectTable(tree, asked, 4),
        await collectTable(brute, asked, 4),
      ]);
    }
    setLanes(null);
    expect(answers[0]).toEqual(answers[1]);
  });
});

describe("packPanels, nearestByScreening", () => {
  /** Heap-free: by distance, then index. Equal squared distances do not occur in these data. */
  function exact(data: Float64Array, queries: Float64Array, d: number, k: number): number[][] {
    return rowsOf(queries, d).map((query) => {
      const squares = rowsOf(data, d).map((row) => REFERENCE.sqeuclidean!(query, row));
      return squares
        .map((_, i) => i)
        .sort((a, b) => squares[a]! - squares[b]! || a - b)
        .slice(0, k);
    });
  }

  const cases = [
    { title: "ordinary values", offset: 0, scale: 1, d: 10 },
    { title: "one feature", offset: 0, scale: 1, d: 1 },
    { title: "a large offset", offset: 1e9, scale: 1e-3, d: 6 },
    { title: "tiny values", offset: 0, scale: 1e-150, d: 6 },
    { title: "huge values", offset: 0, scale: 1e150, d: 6 },
    { title: "many features", offset: 3, scale: 2, d: 300 },
  ];
  test.each(cases)("$title: the neighbours are those of double precision", async ({ offset, scale, d }) => {
    const random = new RandomState(5);
    const data = random.normal(0, 1, 403 * d).map((value) => offset + scale * value);
    const queries = random.normal(0, 1, 37 * d).map((value) => offset + scale * value);
    queries.fill(offset + 1e40 * scale, 0, d); // far out of single precision's reach
    const runtime = await loadRuntime();
    const ran = vi.spyOn(runtime, "runBlocks");
    const table = await collectTable(
      new BruteForce(metricOf("sqeuclidean", d), rowsOfArray(data, d)),
      rowsOfArray(queries, d),
      5,
    );
    expect(ran.mock.calls.map(([name]) => name)).toEqual(["packPanels", "nearestByScreening"]);
    ran.mockRestore();
    const expected = exact(data, queries, d, 5);
    for (let i = 1; i < 37; i++) expect([...table.indices.subarray(i * 5, i * 5 + 5)]).toEqual(expected[i]);
    const squares = expected.flatMap((row, i) =>
      row.map((index) => REFERENCE.sqeuclidean!(rowsOf(queries, d)[i]!, rowsOf(data, d)[index]!)),
    );
    expect([...table.distances.subarray(5)]).toEqual(squares.slice(5));
    expect(table.distances[0]).toBe(squares[0]);
  });

  test("rows and queries that come in stretches are searched as if they came at once", async () => {
    const [n, d, k] = [2300, 130, 3];
    const data = Float64Array.from(new RandomState(9).randint(-2, 3, n * d));
    const index = Int32Array.from({ length: n }, (_, i) => n - 1 - i);
    const matrix = new Matrix(data, n, d);
    const reversed = new Matrix(matrix.takeRows(index).data, n, d);
    const runtime = await loadRuntime();
    const ran = vi.spyOn(runtime, "runBlocks");
    const brute = new BruteForce(metricOf("euclidean", d), viewRows(reversed, index));
    const table = await collectTable(brute, viewRows(reversed, index), k, { asked: n });
    expect(ran.mock.calls.filter(([name]) => name === "nearestByScreening").length).toBe(6);
    ran.mockRestore();
    const rows = rowsOf(data, d);
    for (const i of [0, 1023, 1024, 2047, 2048, 2299]) {
      const squares = rows.map((row) => REFERENCE.sqeuclidean!(rows[i]!, row));
      const nearest = squares.map(Math.sqrt).sort((a, b) => a - b);
      const found = table.indices.subarray(i * k, (i + 1) * k);
      expect([...table.distances.subarray(i * k, (i + 1) * k)]).toEqual(nearest.slice(0, k));
      expect([...found].map((row) => Math.sqrt(squares[row]!))).toEqual(nearest.slice(0, k));
      // Fewer than 16 queries are not screened; here too rows come in stretches.
      const alone = await collectTable(brute, rowsOfArray(matrix.row(i).slice(), d), k, { asked: n });
      expect(alone.indices).toEqual(found.slice());
    }
  });

  test("screened and plain search give the same bits, ties included", async () => {
    const random = new RandomState(8);
    const data = Float64Array.from(random.randint(0, 4, 700 * 4));
    const queries = Float64Array.from(random.randint(0, 4, 40 * 4));
    const brute = new BruteForce(metricOf("euclidean", 4), rowsOfArray(data, 4));
    const together = await collectTable(brute, rowsOfArray(queries, 4), 7);
    for (let from = 0; from < 40; from += 10) {
      // Fewer than 16 queries are not screened.
      const apart = await collectTable(brute, rowsOfArray(queries.subarray(from * 4, (from + 10) * 4), 4), 7);
      expect(apart.indices).toEqual(together.indices.slice(from * 7, (from + 10) * 7));
      expect(apart.distances).toEqual(together.distances.slice(from * 7, (from + 10) * 7));
    }
  });
});
