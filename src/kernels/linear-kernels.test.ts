import { expect, test } from "vitest";
import { exp } from "../core/exp.js";
import { log } from "../core/log.js";
import { RandomState } from "../core/random-state.js";
import { Arena } from "../parallel/arena.js";
import { compileKernels, createMemory, instantiateKernels } from "./index.js";

const memory = createMemory();
const kernels = await instantiateKernels(await compileKernels(), memory);
const arena = new Arena(memory);
const random = new RandomState(5);

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-13): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  for (let i = 0; i < expected.length; i++)
    expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThanOrEqual(tolerance * scale);
}

/** Distance in units in the last place. */
function ulps(actual: number, expected: number): number {
  const size = 2 ** (Math.floor(Math.log2(Math.abs(expected))) - 52);
  return Math.abs(actual - expected) / size;
}

test("exp, log and sigmoid are within 2 units in the last place of the correctly rounded ones", () => {
  arena.scopeSync((scope) => {
    const x = scope.copyF64([...random.uniform(-700, 700, 4000), ...random.uniform(-1, 1, 4000), 0, -0]);
    const y = scope.f64(x.length);
    kernels.expArray(x.length, x.pointer, y.pointer);
    const values = x.view();
    y.view().forEach((value, i) => {
      expect(ulps(value, exp(values[i]!))).toBeLessThanOrEqual(2);
    });
    kernels.sigmoidArray(x.length, x.pointer, y.pointer);
    y.view().forEach((value, i) => {
      const z = values[i]!;
      expect(ulps(value, z >= 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z)))).toBeLessThanOrEqual(4);
    });
    const positive = scope.copyF64(values.map((value) => exp(value)));
    kernels.logArray(positive.length, positive.pointer, y.pointer);
    const arguments_ = positive.view();
    y.view().forEach((value, i) => {
      const expected = log(arguments_[i]!);
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(Math.max(2 ** -52 * Math.abs(expected), 1e-16));
    });
  });
});

test("exp is clamped instead of overflowing", () => {
  arena.scopeSync((scope) => {
    const x = scope.copyF64([1e308, -1e308, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    kernels.expArray(4, x.pointer, x.pointer);
    const [a, b, c, d] = x.view();
    expect([a, b]).toEqual([c, d]);
    expectNear([a! / exp(709), b! / exp(-708)], [1, 1], 1e-15);
  });
});

const SHAPES = [
  [1, 1],
  [2, 3],
  [5, 4],
  [64, 6],
  [67, 7],
  [130, 9],
] as const;

test.each(SHAPES)("gramBlock of %i × %i gives the products of shifted and weighted rows", (n, d) => {
  arena.scopeSync((scope) => {
    const X = random.normal(3, 1, n * d);
    const y = random.normal(0, 1, n);
    const weight = random.uniform(0, 2, n);
    const shift = random.normal(3, 0.1, d + 1);
    const rows = Array.from({ length: n }, (_, i) => {
      const w = Math.sqrt(weight[i]!);
      const row = Array.from({ length: d }, (_, j) => (X[i * d + j]! - shift[j]!) * w);
      return [...row, (y[i]! - shift[d]!) * w, w];
    });
    const q = 4 * Math.ceil((d + 2) / 4);
    const out = scope.f64(2 * q * q);
    const args = [X, y, weight, shift].map((values) => scope.copyF64(values).pointer);
    const scratch = scope.f64(64 * q).pointer;
    const half = Math.ceil(n / 2);
    kernels.gramBlock(0, half, 0, scratch, args[0]!, d, args[1]!, args[2]!, args[3]!, out.pointer);
    kernels.gramBlock(half, n, 1, scratch, args[0]!, d, args[1]!, args[2]!, args[3]!, out.pointer);
    const G = out.view();
    for (let i = 0; i < d + 2; i++) {
      for (let j = i; j < d + 2; j++) {
        const expected = rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0);
        expect(Math.abs(G[i * q + j]! + G[q * q + i * q + j]! - expected)).toBeLessThan(1e-12 * n);
      }
    }
    kernels.gramBlock(0, n, 0, scratch, args[0]!, d, 0, 0, args[3]!, out.pointer);
    expect(out.view()[(d + 1) * q + d + 1]).toBe(n); // without weights, the last column is 1
    expect(out.view()[d * q + d]).toBe(0); // without y, its column is 0
  });
});

test.each(SHAPES)("gemvBlock and gemvTransposedBlock of %i × %i multiply", (n, d) => {
  arena.scopeSync((scope) => {
    const X = random.normal(0, 1, n * d);
    const w = random.normal(0, 1, d);
    const r = random.normal(0, 1, n);
    const matrix = scope.copyF64(X).pointer;
    const z = scope.f64(n);
    kernels.gemvBlock(0, n, 0, 0, matrix, d, scope.copyF64(w).pointer, 0.5, z.pointer);
    expectNear(
      z.view(),
      Array.from({ length: n }, (_, i) => w.reduce((sum, value, j) => sum + value * X[i * d + j]!, 0.5)),
    );
    const g = scope.f64(d);
    kernels.gemvTransposedBlock(0, n, 0, 0, matrix, d, scope.copyF64(r).pointer, g.pointer);
    expectNear(
      g.view(),
      Array.from({ length: d }, (_, j) => r.reduce((sum, value, i) => sum + value * X[i * d + j]!, 0)),
    );
  });
});

test.each(SHAPES)("residualGradientBlock of %i × %i is the gradient of the squares", (n, d) => {
  arena.scopeSync((scope) => {
    const [X, y, w, coef, shift] = [n * d, n, n, d, d].map((size) => random.normal(0, 1, size));
    const weight = w!.map(Math.abs);
    const pointers = [X!, y!, weight, coef!, shift!].map((values) => scope.copyF64(values).pointer);
    const [px, py, pw, pc, ps] = pointers;
    const out = scope.f64(d + 1);
    kernels.residualGradientBlock(0, n, 0, 0, px!, d, py!, pw!, pc!, 0.25, ps!, out.pointer);
    const residual = Array.from({ length: n }, (_, i) => {
      const predicted = coef!.reduce((sum, value, j) => sum + value * X![i * d + j]!, 0.25);
      return weight[i]! * (y![i]! - predicted);
    });
    const expected = Array.from({ length: d }, (_, j) =>
      residual.reduce((sum, r, i) => sum + r * (X![i * d + j]! - shift![j]!), 0),
    );
    expectNear(out.view(), [...expected, residual.reduce((sum, r) => sum + r, 0)], 1e-12);
  });
});

const sigmoid = (z: number): number => 1 / (1 + exp(-z));

test.each(SHAPES)("logisticBlock and its Hessian of %i × %i are the loss's derivatives", (n, d) => {
  arena.scopeSync((scope) => {
    const X = random.normal(0, 1, n * d);
    const y = random.randint(0, 2, n);
    const weight = random.uniform(0, 2, n);
    const coef = random.normal(0, 1, d + 1);
    const s = random.normal(0, 1, d + 1);
    const x = (i: number, j: number): number => (j === d ? 1 : X[i * d + j]!);
    const out = scope.f64(d + 2);
    const curvature = scope.f64(n);
    const [px, py, pw, pc, ps] = [X, y, weight, coef, s].map((values) => scope.copyF64(values).pointer);
    const scratch = scope.f64(32).pointer;
    kernels.logisticBlock(0, n, 0, scratch, px!, d, py!, pw!, pc!, curvature.pointer, out.pointer);
    const z = Array.from({ length: n }, (_, i) => coef.reduce((sum, value, j) => sum + value * x(i, j), 0));
    const gradient = Array.from({ length: d + 1 }, (_, j) =>
      z.reduce((sum, value, i) => sum + weight[i]! * (sigmoid(value) - y[i]!) * x(i, j), 0),
    );
    const loss = z.reduce((sum, value, i) => sum + weight[i]! * (log(1 + exp(value)) - y[i]! * value), 0);
    expectNear(out.view(), [...gradient, loss]);
    const h = z.map((value, i) => weight[i]! * sigmoid(value) * (1 - sigmoid(value)));
    expectNear(curvature.view(), h);

    const product = scope.f64(d + 1);
    kernels.logisticHessianBlock(0, n, 0, scratch, px!, d, curvature.pointer, ps!, product.pointer);
    const expected = Array.from({ length: d + 1 }, (_, j) =>
      h.reduce((sum, value, i) => sum + value * x(i, j) * s.reduce((t, sk, k) => t + sk * x(i, k), 0), 0),
    );
    expectNear(product.view(), expected);
    kernels.logisticBlock(0, n, 0, scratch, px!, d, py!, 0, pc!, 0, out.pointer);
    expectNear(
      [out.view()[d + 1]!],
      [z.reduce((sum, value, i) => sum + log(1 + exp(value)) - y[i]! * value, 0)],
    );
  });
});

test.each([
  [1, 1, 3],
  [5, 4, 4],
  [33, 6, 3],
  [70, 9, 10],
])("multinomialBlock and its Hessian of %i × %i and %i classes are the loss's derivatives", (n, d, k) => {
  arena.scopeSync((scope) => {
    const q = 4 * Math.ceil(k / 4);
    const X = random.normal(0, 1, n * d);
    const codes = random.randint(0, k, n);
    const weight = random.uniform(0, 2, n);
    const padded = (): Float64Array =>
      Float64Array.from({ length: (d + 1) * q }, (_, p) => (p % q < k ? random.normal() : 0));
    const W = padded();
    W.fill(-1e300, d * q + k);
    const S = padded();
    const x = (i: number, j: number): number => (j === d ? 1 : X[i * d + j]!);
    const times = (M: Float64Array, i: number, c: number): number => {
      let sum = 0;
      for (let j = 0; j <= d; j++) sum += x(i, j) * M[j * q + c]!;
      return sum;
    };
    const [px, pw, pW, pS] = [X, weight, W, S].map((values) => scope.copyF64(values).pointer);
    const py = scope.copyI32(codes).pointer;
    const scratch = scope.f64(32 * (q + 1)).pointer;
    const out = scope.f64((d + 1) * q + 1);
    const probability = scope.f64(n * q);
    kernels.multinomialBlock(0, n, 0, scratch, px!, d, py, pw!, pW!, q, probability.pointer, out.pointer);

    const classes = Array.from({ length: k }, (_, c) => c);
    const P = Array.from({ length: n }, (_, i) => {
      const e = classes.map((c) => exp(times(W, i, c)));
      const total = e.reduce((sum, value) => sum + value, 0);
      return e.map((value) => value / total);
    });
    expectNear(
      probability.view(),
      P.flatMap((row) => [...row, ...new Array<number>(q - k).fill(0)]),
    );
    const gradient = new Float64Array((d + 1) * q + 1);
    const hessian = new Float64Array((d + 1) * q);
    for (let i = 0; i < n; i++) {
      const p = P[i]!;
      gradient[(d + 1) * q]! -= weight[i]! * log(p[codes[i]!]!);
      const mean = classes.reduce((sum, c) => sum + p[c]! * times(S, i, c), 0);
      for (const c of classes) {
        for (let j = 0; j <= d; j++) {
          gradient[j * q + c]! += weight[i]! * (p[c]! - (codes[i] === c ? 1 : 0)) * x(i, j);
          hessian[j * q + c]! += weight[i]! * p[c]! * (times(S, i, c) - mean) * x(i, j);
        }
      }
    }
    expectNear(out.view(), gradient);
    const product = scope.f64((d + 1) * q);
    kernels.multinomialHessianBlock(
      0,
      n,
      0,
      scratch,
      px!,
      d,
      pw!,
      probability.pointer,
      pS!,
      q,
      product.pointer,
    );
    expectNear(product.view(), hessian);

    const Z = scope.f64(n * q);
    kernels.scoresBlock(0, n, 0, 0, px!, d, pW!, q, Z.pointer);
    kernels.softmaxBlock(0, n, 0, 0, Z.pointer, q);
    expectNear(Z.view(), probability.view());
  });
});

test("softmax of scores far apart is exact at the ends", () => {
  arena.scopeSync((scope) => {
    const Z = scope.copyF64([1000, 0, -1000, -1e300]);
    kernels.softmaxBlock(0, 1, 0, 0, Z.pointer, 4);
    expect([...Z.view()]).toEqual([1, 0, 0, 0]);
  });
});

test.each([
  [1, 1, 1],
  [4, 4, 4],
  [5, 7, 3],
  [100, 9, 300],
  [13, 965, 8],
])("gemmBlock multiplies %i × %i of depth %i, also transposed", (m, n, k) => {
  arena.scopeSync((scope) => {
    const A = random.normal(0, 1, m * k);
    const B = random.normal(0, 1, k * n);
    const expected = new Float64Array(m * n);
    for (let i = 0; i < m; i++)
      for (let p = 0; p < k; p++)
        for (let j = 0; j < n; j++) expected[i * n + j]! += A[i * k + p]! * B[p * n + j]!;
    const pa = scope.copyF64(A).pointer;
    const pb = scope.copyF64(B).pointer;
    const C = scope.f64(m * n);
    const scratch = scope.u8(kernels.gemmScratchBytes()).pointer;
    kernels.gemmBlock(0, m, 0, scratch, n, k, pa, k, 1, pb, n, 1, C.pointer);
    expectNear(C.view(), expected);
    const At = new Float64Array(m * k);
    for (let i = 0; i < m; i++) for (let p = 0; p < k; p++) At[p * m + i] = A[i * k + p]!;
    kernels.gemmBlock(0, m, 0, scratch, n, k, scope.copyF64(At).pointer, 1, m, pb, n, 1, C.pointer);
    expectNear(C.view(), expected);
  });
});

test("a row's score has the same bits wherever the row stands", () => {
  arena.scopeSync((scope) => {
    for (const d of [1, 2, 5, 8]) {
      const row = random.normal(0, 1, d);
      const n = 7;
      const X = new Float64Array(n * d);
      for (let i = 0; i < n; i++) X.set(row, i * d);
      const z = scope.f64(n);
      const w = scope.copyF64(random.normal(0, 1, d)).pointer;
      kernels.gemvBlock(0, n, 0, 0, scope.copyF64(X).pointer, d, w, 0.3, z.pointer);
      expect(new Set(z.view()).size).toBe(1);
    }
  });
});
