import { expect, test } from "vitest";
import { RandomState } from "../core/random-state.js";
import { concentrateCandidates } from "../covariance/concentrate-candidates.js";
import { concentrate, leastOf } from "../covariance/concentration-steps.js";
import { loadRuntime } from "../parallel/index.js";

// The kernel against the plain steps that the library falls back on where a covariance is singular.
test.each([
  [1, 20, 11],
  [2, 33, 17],
  [3, 64, 40],
  [5, 600, 350],
  [11, 1600, 801],
  [2, 9001, 4501],
])(
  "with %i features, %i rows and a support of %i the kernel takes the same rows as the plain steps",
  async (features, rows, nSupport) => {
    const random = new RandomState(features);
    const sample = { columns: random.normal(0, 1, rows * features), rows, features };
    for (let i = 0; i < rows * 0.2; i++) sample.columns[i]! += 6;
    const starts = Array.from({ length: 3 }, () => ({ rows: random.permutation(rows).slice(0, nSupport) }));
    for (const maxSteps of [2, 30]) {
      const found = await concentrateCandidates({ samples: [sample], starts, nSupport, maxSteps });
      for (const [c, start] of starts.entries()) {
        const plain = concentrate(sample, nSupport, start, maxSteps);
        expect(found[c]!.support).toEqual(plain.support);
        expect(found[c]!.logDeterminant).toBeCloseTo(plain.logDeterminant, 9);
        for (const name of ["location", "covariance", "metric"] as const)
          for (const [p, value] of plain[name].entries()) expect(found[c]![name][p]).toBeCloseTo(value, 9);
        const { location, covariance } = plain;
        const again = { samples: [sample], starts: [{ location, covariance }], nSupport, maxSteps };
        const [further] = await concentrateCandidates(again);
        expect(further!.support).toEqual(
          concentrate(sample, nSupport, { location, covariance }, maxSteps).support,
        );
      }
    }
  },
);

test("the kernel leaves a singular covariance to the plain steps, and says so", async () => {
  const { arena, kernels } = await loadRuntime();
  const [n, d, h] = [12, 2, 7];
  const column = new RandomState(1).normal(0, 1, n);
  const columns = new Float64Array([...column, ...column.map((value) => 2 * value)]);
  const start = Int32Array.from({ length: h }, (_, i) => i);
  const determinant = arena.scopeSync((scope) => {
    const X = scope.f64(n * d + 8);
    X.view().set(columns);
    const out = scope.f64(1);
    const rows = scope.copyI32(start).pointer;
    const [location, covariance, metric] = [
      scope.f64(d).pointer,
      scope.f64(d * d).pointer,
      scope.f64(d * d).pointer,
    ];
    const scratch = scope.u8(8 * (2 * n + 9 + d * (2 * d + 64)) + 4 * (2 * n + 4)).pointer;
    kernels.concentrateRows(
      0,
      1,
      0,
      scratch,
      X.pointer,
      n,
      d,
      h,
      1,
      rows,
      30,
      location,
      covariance,
      metric,
      out.pointer,
      rows,
    );
    return out.view()[0];
  });
  expect(determinant).toBeNaN();
  const sample = { columns, rows: n, features: d };
  const [found] = await concentrateCandidates({
    samples: [sample],
    starts: [{ rows: start }],
    nSupport: h,
    maxSteps: 30,
  });
  expect(found!.logDeterminant).toBe(Number.NEGATIVE_INFINITY);
});

test("of equal values the first are the least", () => {
  expect([...leastOf(Float64Array.of(3, 1, 2, 1, 1, 0), 3)]).toEqual([1, 3, 5]);
  expect([...leastOf(Float64Array.of(5, 5), 2)]).toEqual([0, 1]);
});
