import { expect, test } from "vitest";
import { expm1 } from "../core/expm1.js";
import { log } from "../core/log.js";
import { log1p } from "../core/log1p.js";
import { RandomState } from "../core/random-state.js";
import { Arena } from "../parallel/arena.js";
import { compileKernels, createMemory, instantiateKernels } from "./index.js";

const memory = createMemory();
const kernels = await instantiateKernels(await compileKernels(), memory);
const arena = new Arena(memory);
const random = new RandomState(2);

const yeoJohnson = (x: number, lambda: number): number => {
  const power = (a: number, p: number): number => (p === 0 ? log1p(a) : expm1(p * log1p(a)) / p);
  return x >= 0 ? power(x, lambda) : -power(-x, 2 - lambda);
};
const boxCox = (x: number, lambda: number): number =>
  lambda === 0 ? log(x) : expm1(lambda * log(x)) / lambda;

function expectNear(actual: number, expected: number): void {
  if (Number.isNaN(expected)) expect(actual).toBeNaN();
  else if (!Number.isFinite(expected)) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(2e-13 * Math.abs(expected) + 1e-305);
}

const LAMBDAS = [0, 1e-18, 1e-5, -0.3, 0.5, 1, 1.9999999, 2, 3.5, -2];

test("powerTransform equals the definition of either transform, NaN, subnormal and huge numbers included", () => {
  const values = [0, 1e-310, 1e-20, 1e-5, 0.3, 1, 7, 1e10, 1e300, Number.NaN];
  const signed = [...values, ...values.map((x) => -x), ...random.normal(0, 3, 21)];
  for (const lambda of LAMBDAS)
    for (const [flag, of, data] of [
      [0, yeoJohnson, signed],
      [1, boxCox, signed.map(Math.abs).filter((x) => x !== 0)],
    ] as const)
      arena.scopeSync((scope) => {
        for (const d of [1, 2, 3]) {
          const rows = Math.floor(data.length / d);
          const x = scope.copyF64(data.slice(0, rows * d));
          const fill = (value: number): number[] => Array.from({ length: d }, () => value);
          const negative = flag === 1 ? lambda : lambda - 2;
          const constants = scope.copyF64([...fill(lambda), ...fill(negative), ...fill(0), ...fill(1)]);
          kernels.powerTransform(0, rows, 0, 0, d, flag, constants.pointer, x.pointer);
          x.view().forEach((y, i) => {
            expectNear(y, of(data[i]!, lambda));
          });
        }
      });
});

test("powerMoments are sum and squared deviations of the transform of the logarithms, about a shift", () => {
  for (const n of [1, 2, 5, 64, 77]) {
    arena.scopeSync((scope) => {
      const data = Array.from(random.normal(0, 2, n));
      const x = scope.copyF64(data);
      const scratch = scope.f64(n + 2).pointer;
      const out = scope.f64(4);
      kernels.powerLogs(0, n, 0, scratch, 0, x.pointer);
      kernels.powerMoments(0, n, 1, scratch, x.pointer, 0, 0.7, 0.7 - 2, out.pointer);
      const y = data.map((value) => yeoJohnson(value, 0.7));
      const sum = y.reduce((a, b) => a + b, 0);
      const squares = y.reduce((a, b) => a + (b - sum / n) ** 2, 0);
      expect(out.view()[2]).toBeCloseTo(sum, 11);
      expect(out.view()[3]).toBeCloseTo(squares, 10);

      const shift = 0.4;
      const shifted = Array.from(x.view(), (l) => expm1(0.7 * (l - shift)) / 0.7);
      kernels.powerMoments(0, n, 0, scratch, x.pointer, shift, 0.7, 0.7, out.pointer);
      expect(out.view()[0]).toBeCloseTo(
        shifted.reduce((a, b) => a + b, 0),
        11,
      );
    });
  }
});
