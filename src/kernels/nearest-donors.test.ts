import { afterEach, expect, test, vi } from "vitest";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { packDonors, visitNearestDonors } from "../impute/nearest-donors.js";
import { visitDonorsBy } from "../impute/nearest-donors-by-function.js";
import { loadRuntime, setLanes } from "../parallel/index.js";

afterEach(() => setLanes(null));

/** The distance as its definition reads. */
function nanEuclidean(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  let common = 0;
  for (let j = 0; j < x.length; j++) {
    if (Number.isNaN(x[j]) || Number.isNaN(y[j])) continue;
    sum += (x[j]! - y[j]!) ** 2;
    common++;
  }
  return Math.sqrt((sum / common) * x.length);
}

test.each([
  [13, 3, 2, 1],
  [200, 5, 4, 1],
  [333, 66, 7, 2],
  [130, 140, 200, 2],
])(
  "%i rows of %i columns, %i donors, %i lanes: the kernel finds what the definition finds",
  async (rows, columns, k, lanes) => {
    setLanes(lanes);
    const random = new RandomState(rows);
    const holes = random.random(rows * columns);
    // Small integers, so that there are ties.
    const values = random.randint(0, 3, rows * columns);
    const X = new Matrix(
      Float64Array.from(values, (value, p) => (holes[p]! < 0.3 ? Number.NaN : value)),
      rows,
      columns,
    );
    const listed: number[] = [];
    const starts = [0];
    const slots: number[] = [];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) if (Number.isNaN(X.get(i, j))) slots.push(j);
      if (slots.length === starts.at(-1)) continue;
      listed.push(i);
      starts.push(slots.length);
    }
    const receivers = {
      rows: Int32Array.from(listed),
      starts: Int32Array.from(starts),
      columns: Int32Array.from(slots),
    };
    const [got, want]: [unknown[], unknown[]] = [[], []];
    const runBlocks = vi.spyOn(await loadRuntime(), "runBlocks");
    const k1 = Math.min(k, rows);
    await visitNearestDonors(packDonors(X), X, receivers, k1, (row, column, donors, distances) =>
      got.push([row, column, Array.from(donors), Array.from(distances)]),
    );
    expect(runBlocks.mock.calls.map(([name]) => name)).toContain("nearestDonors");
    visitDonorsBy("test", nanEuclidean, X, X, receivers, k1, (row, column, donors, distances) =>
      want.push([row, column, Array.from(donors), Array.from(distances)]),
    );
    expect(got).toEqual(want);
  },
);
