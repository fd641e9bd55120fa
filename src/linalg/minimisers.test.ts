import { expect, test } from "vitest";
import { conjugateGradient } from "./conjugate-gradient.js";
import { lbfgs } from "./lbfgs.js";
import { MoreThuente } from "./line-search.js";
import { lsqr } from "./lsqr.js";
import { newtonCg } from "./newton-cg.js";
import type { Evaluation } from "./objective.js";
import { trustRegionNewton } from "./trust-region-newton.js";

function rosenbrock(x: Float64Array): Evaluation {
  const gradient = new Float64Array(x.length);
  let value = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const a = x[i + 1]! - x[i]! * x[i]!;
    const b = 1 - x[i]!;
    value += 100 * a * a + b * b;
    gradient[i]! += -400 * x[i]! * a - 2 * b;
    gradient[i + 1]! += 200 * a;
  }
  return { value, gradient };
}

/** Σ dᵢ (xᵢ − 1)⁴ / 4 + (xᵢ − 1)² / 2. */
const quartic = {
  evaluate: (x: Float64Array): Evaluation => ({
    value: x.reduce((sum, v, i) => sum + ((i + 1) * (v - 1) ** 4) / 4 + (v - 1) ** 2 / 2, 0),
    gradient: x.map((v, i) => (i + 1) * (v - 1) ** 3 + (v - 1)),
  }),
  hessian:
    (x: Float64Array) =>
    (s: Float64Array): Float64Array =>
      s.map((value, i) => value * (3 * (i + 1) * (x[i]! - 1) ** 2 + 1)),
};

// Counts of scipy 1.17.1: minimize(rosen, start, jac=True, method="L-BFGS-B", bounds=…, options=dict(gtol=…, ftol=0)).
test.each([
  { start: [-1.2, 1], nIter: 38, nEvaluations: 46 },
  { start: [-1.2, 1, -0.5, 2, 3, 0.1], nIter: 52, nEvaluations: 60 },
])("L-BFGS takes scipy's path on Rosenbrock's function from $start", async ({ start, ...expected }) => {
  const result = await lbfgs(rosenbrock, Float64Array.from(start), { gtol: 1e-8, ftol: 0 });
  expect(result).toMatchObject({ converged: true, ...expected });
  for (const value of result.x) expect(Math.abs(value - 1)).toBeLessThan(1e-7);
});

test.each([
  { start: [3, 3, 3], lower: [0, 1.5, 0], nIter: 30, nEvaluations: 36, x: [1.22437075, 1.5, 2.25] },
  {
    start: [3, 3, 3, 0.5, 0.5, 0.5],
    lower: [0, 1.5, 0, 0.2, 0.1, 0],
    nIter: 54,
    nEvaluations: 67,
    x: [1.22437075, 1.5, 1.58386666, 2.30018969, 5.24838873, 27.54558429],
  },
])("L-BFGS takes scipy's path under the bounds $lower", async ({ start, lower, x, ...expected }) => {
  const options = { lower: Float64Array.from(lower), gtol: 1e-4, ftol: 0 };
  const result = await lbfgs(rosenbrock, Float64Array.from(start), options);
  for (let i = 0; i < x.length; i++) expect(result.x[i]!).toBeCloseTo(x[i]!, 5);
  expect(result).toMatchObject({ converged: true, ...expected });
});

test("L-BFGS says so when it stops at maxIter", async () => {
  const result = await lbfgs(rosenbrock, Float64Array.of(-1.2, 1), { maxIter: 3 });
  expect(result.converged).toBe(false);
  expect(result.nIter).toBe(3);
});

test("a start at the minimum needs no iteration", async () => {
  expect((await lbfgs(rosenbrock, Float64Array.of(1, 1))).nIter).toBe(0);
});

test("the line search satisfies decrease and curvature", () => {
  const f = (t: number): number => -t / (t * t + 2);
  const slope = (t: number): number => (t * t - 2) / (t * t + 2) ** 2;
  const options = { decrease: 1e-3, curvature: 0.1, width: 1e-10, minStep: 0, maxStep: 1e10 };
  for (const first of [1e-3, 0.1, 10, 1000]) {
    const search = new MoreThuente(f(0), slope(0), first, options);
    for (let k = 0; k < 30 && search.state === "evaluate"; k++)
      search.tell(f(search.step), slope(search.step));
    expect(search.state).toBe("converged");
    expect(f(search.step)).toBeLessThanOrEqual(f(0) + 1e-3 * search.step * slope(0));
    expect(Math.abs(slope(search.step))).toBeLessThanOrEqual(0.1 * Math.abs(slope(0)));
  }
});

test("Newton-CG and the trust region find the minimum of a convex function", async () => {
  const start = Float64Array.of(4, -3, 2, 0);
  const newton = await newtonCg(quartic, start, { maxIter: 100, tol: 1e-10 });
  const trust = await trustRegionNewton(quartic, start, { maxIter: 100, tol: 1e-12 });
  for (const result of [newton, trust]) {
    expect(result.converged).toBe(true);
    for (const value of result.x) expect(Math.abs(value - 1)).toBeLessThan(1e-9);
  }
});

const A: readonly (readonly number[])[] = [
  [4, 1, 0],
  [1, 3, 1],
  [0, 1, 2],
];
const times = (x: Float64Array): Float64Array =>
  Float64Array.from(A, (row) => row.reduce((sum, value, j) => sum + value * x[j]!, 0));

test("conjugate gradients solve an n × n system in n iterations", async () => {
  const { x, nIter, converged } = await conjugateGradient(times, times(Float64Array.of(1, 2, 3)), 1e-12);
  expect(converged).toBe(true);
  expect(nIter).toBeLessThanOrEqual(3);
  for (let i = 0; i < 3; i++) expect(x[i]!).toBeCloseTo(i + 1, 10);
});

test("LSQR solves a system, and damping shrinks the solution", async () => {
  const b = times(Float64Array.of(1, 2, 3));
  const plain = await lsqr(times, times, b, 3, { atol: 1e-14, btol: 1e-14 });
  for (let i = 0; i < 3; i++) expect(plain.x[i]!).toBeCloseTo(i + 1, 9);
  const damped = await lsqr(times, times, b, 3, { damp: 10 });
  expect(Math.abs(damped.x[2]!)).toBeLessThan(3);
});

test("a zero right-hand side has the solution 0", async () => {
  expect([...(await lsqr(times, times, new Float64Array(3), 3)).x]).toEqual([0, 0, 0]);
  expect([...(await conjugateGradient(times, new Float64Array(3), 1e-6)).x]).toEqual([0, 0, 0]);
});
