// Kernels against plain JavaScript and, where BENCH_PYTHON names a Python with numpy and scipy, against those, all on one
// thread and in turn. Prints the table and writes it to benchmarks/kernels.md.
//
//   npm run build && BENCH_PYTHON=python3 node benchmarks/kernels.mjs
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { RandomState } from "../modules/core/index.js";
import { BruteForce } from "../modules/neighbors/brute-force.js";
import { collectTable } from "../modules/neighbors/collect-neighbors.js";
import { kernelMetric } from "../modules/neighbors/distance-metric.js";
import { rowsOfArray } from "../modules/neighbors/picked-rows.js";
import { loadRuntime, setLanes } from "../modules/parallel/index.js";

const ROUNDS = 5;
const REPEATS = 5;
const random = new RandomState(0);

setLanes(1);
const runtime = await loadRuntime();
const { kernels, arena } = runtime;

/** Allocates for the life of the process. */
const scope = await new Promise(
  (resolve) => void arena.scope((opened) => new Promise(() => resolve(opened))),
);

function gemm() {
  const n = 512;
  const A = random.normal(0, 1, n * n);
  const B = random.normal(0, 1, n * n);
  const [a, b, c] = [scope.copyF64(A), scope.copyF64(B), scope.f64(n * n)];
  const scratch = scope.u8(kernels.gemmScratchBytes());
  const C = new Float64Array(n * n);
  return {
    size: `${n} × ${n} × ${n}`,
    kernel: () =>
      kernels.gemmBlock(0, n, 0, scratch.pointer, n, n, a.pointer, n, 1, b.pointer, n, 1, c.pointer),
    plain: () => {
      C.fill(0);
      for (let i = 0; i < n; i++) {
        for (let p = 0; p < n; p++) {
          const factor = A[i * n + p];
          for (let j = 0; j < n; j++) C[i * n + j] += factor * B[p * n + j];
        }
      }
    },
    same: () => near(c.view(), C),
  };
}

const MATRIX = { n: 20_000, d: 100 };
function matrixVector() {
  const { n, d } = MATRIX;
  const X = random.normal(0, 1, n * d);
  const w = random.normal(0, 1, d);
  const [x, weights, z] = [scope.copyF64(X), scope.copyF64(w), scope.f64(n)];
  const out = new Float64Array(n);
  return {
    size: `${n} × ${d}`,
    kernel: () => kernels.gemvBlock(0, n, 0, 0, x.pointer, d, weights.pointer, 0, z.pointer),
    plain: () => {
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < d; j++) sum += X[i * d + j] * w[j];
        out[i] = sum;
      }
    },
    same: () => near(z.view(), out),
  };
}

function transposedMatrixVector() {
  const { n, d } = MATRIX;
  const X = random.normal(0, 1, n * d);
  const r = random.normal(0, 1, n);
  const [x, residual, g] = [scope.copyF64(X), scope.copyF64(r), scope.f64(d)];
  const out = new Float64Array(d);
  return {
    size: `${n} × ${d}`,
    kernel: () => kernels.gemvTransposedBlock(0, n, 0, 0, x.pointer, d, residual.pointer, g.pointer),
    plain: () => {
      out.fill(0);
      for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) out[j] += X[i * d + j] * r[i];
    },
    same: () => near(g.view(), out),
  };
}

function gram() {
  const n = 20_000;
  const d = 46;
  const q = d + 2;
  const X = random.normal(0, 1, n * d);
  const [x, shift, out] = [scope.copyF64(X), scope.copyF64(new Float64Array(d + 1)), scope.f64(q * q)];
  const scratch = scope.f64(64 * q);
  const G = new Float64Array(d * d);
  return {
    size: `${n} × ${d}`,
    kernel: () => kernels.gramBlock(0, n, 0, scratch.pointer, x.pointer, d, 0, 0, shift.pointer, out.pointer),
    plain: () => {
      G.fill(0);
      for (let r = 0; r < n; r++) {
        for (let i = 0; i < d; i++) {
          const value = X[r * d + i];
          for (let j = i; j < d; j++) G[i * d + j] += value * X[r * d + j];
        }
      }
    },
    same: () => near(out.view().subarray(0, d), G.subarray(0, d)),
  };
}

function columnSums() {
  const n = 200_000;
  const d = 20;
  const X = random.normal(0, 1, n * d);
  const [x, shift, out] = [scope.copyF64(X), scope.copyF64(new Float64Array(d)), scope.f64(d)];
  const sums = new Float64Array(d);
  return {
    size: `${n} × ${d}`,
    kernel: () => kernels.columnSums(0, n, 0, 0, d, x.pointer, shift.pointer, out.pointer),
    plain: () => {
      sums.fill(0);
      for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) sums[j] += X[i * d + j];
    },
    same: () => near(out.view(), sums),
  };
}

function nearestRows() {
  const n = 10_000;
  const m = 500;
  const d = 50;
  const k = 5;
  const X = random.normal(0, 1, n * d);
  const Q = random.normal(0, 1, m * d);
  const metric = kernelMetric(
    "benchmark",
    "sqeuclidean",
    { metric: "sqeuclidean", p: 2, metricParams: null },
    d,
  );
  const brute = new BruteForce(metric, rowsOfArray(X, d));
  const nearest = new Float64Array(m * k);
  let found;
  return {
    size: `${m} × ${n} × ${d}, k = ${k}`,
    kernel: async () => {
      found = await collectTable(brute, rowsOfArray(Q, d), k);
    },
    plain: () => {
      for (let i = 0; i < m; i++)
        keepNearest(X, Q.subarray(i * d, (i + 1) * d), nearest.subarray(i * k, (i + 1) * k));
    },
    same: () => near(found.distances, nearest),
  };
}

/** The smallest squared distances of one query, kept sorted. */
function keepNearest(X, query, nearest) {
  const d = query.length;
  nearest.fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < X.length; row += d) {
    let sum = 0;
    for (let j = 0; j < d; j++) {
      const t = query[j] - X[row + j];
      sum += t * t;
    }
    let at = nearest.length;
    while (at > 0 && sum < nearest[at - 1]) at--;
    if (at === nearest.length) continue;
    nearest.copyWithin(at + 1, at, nearest.length - 1);
    nearest[at] = sum;
  }
}

function sortAndRank() {
  const n = 500_000;
  const values = Float32Array.from(random.normal(0, 1, n));
  const x = scope.f32(n);
  x.view().set(values);
  const [ranks, distinct] = [scope.u32(n), scope.f32(n)];
  const [number, close, scratch] = [scope.i32(1), scope.u8(1), scope.u8(16 * n + 8192)];
  const outs = [ranks, distinct, number, close].map((block) => block.pointer);
  const plainOrder = new Int32Array(n);
  const plainRanks = new Int32Array(n);
  return {
    size: `${n} float32`,
    kernel: () => kernels.rankFeatures(0, 1, 0, scratch.pointer, x.pointer, n, 0, ...outs),
    plain: () => {
      for (let i = 0; i < n; i++) plainOrder[i] = i;
      plainOrder.sort((a, b) => values[a] - values[b]);
      for (let i = 1, rank = 0; i < n; i++) {
        if (values[plainOrder[i]] !== values[plainOrder[i - 1]]) rank++;
        plainRanks[plainOrder[i]] = rank;
      }
    },
    same: () => near(ranks.view(), plainRanks),
  };
}

function histogram() {
  const [n, ranks, bits] = [500_000, 17, 4];
  const cells = ranks << bits;
  const values = Uint16Array.from(random.randint(0, ranks, n));
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  const packed = Uint32Array.from(random.randint(0, 10, n), (code) => (1 << bits) | code);
  const [rank, samples, loads] = [scope.u16(n), scope.i32(n), scope.u32(n)];
  rank.view().set(values);
  samples.view().set(rows);
  loads.view().set(packed);
  const [work, counts, weights] = [scope.f64(cells), scope.i32(cells), scope.f64(cells)];
  const plainCounts = new Int32Array(cells);
  const plainWeights = new Float64Array(cells);
  return {
    size: `${n}, ${ranks} ranks, 10 classes`,
    kernel: () =>
      kernels.histogram(
        n,
        rank.pointer,
        1,
        samples.pointer,
        loads.pointer,
        bits,
        ranks,
        work.pointer,
        counts.pointer,
        weights.pointer,
      ),
    plain: () => {
      plainCounts.fill(0);
      plainWeights.fill(0);
      for (let i = 0; i < n; i++) {
        const load = packed[i];
        const cell = (values[rows[i]] << bits) | (load & 15);
        plainCounts[cell]++;
        plainWeights[cell] += load >>> bits;
      }
    },
    same: () => near(counts.view(), plainCounts) && near(weights.view(), plainWeights),
  };
}

const elementwise = (name, f, low, high) => () => {
  const n = 1_000_000;
  const X = random.uniform(low, high, n);
  const [x, y] = [scope.copyF64(X), scope.f64(n)];
  const out = new Float64Array(n);
  return {
    size: `${n}`,
    kernel: () => kernels[name](n, x.pointer, y.pointer),
    plain: () => {
      for (let i = 0; i < n; i++) out[i] = f(X[i]);
    },
    same: () => near(y.view(), out),
  };
};

/** Names are those of benchmarks/kernels.py. */
const TASKS = {
  "matrix product (gemm)": gemm,
  "matrix × vector (gemv)": matrixVector,
  "transposed matrix × vector (gemv)": transposedMatrixVector,
  "Gram matrix (syrk)": gram,
  "column sums": columnSums,
  "squared distances, nearest rows": nearestRows,
  "sort and rank (radix sort)": sortAndRank,
  "histogram by rank and class": histogram,
  exp: elementwise("expArray", Math.exp, -5, 5),
  log: elementwise("logArray", Math.log, 0.001, 100),
  sigmoid: elementwise("sigmoidArray", (x) => 1 / (1 + Math.exp(-x)), -5, 5),
};

function near(actual, expected) {
  let scale = 0;
  for (const value of expected) scale = Math.max(scale, Math.abs(value));
  return expected.every((value, i) => Math.abs(value - actual[i]) <= 1e-10 * scale);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** Least milliseconds of a few runs. */
async function time(work) {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < REPEATS; i++) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function askPython(python) {
  const { OPENBLAS_CORETYPE: _, ...env } = process.env; // an old core type pinned would flatter the kernels
  for (const name of ["OMP", "OPENBLAS", "MKL"]) env[`${name}_NUM_THREADS`] = "1";
  const script = new URL("./kernels.py", import.meta.url).pathname;
  const { status, stdout, stderr } = spawnSync(python, [script], { env, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const python = process.env.BENCH_PYTHON;
const works = Object.entries(TASKS).map(([name, make]) => ({
  name,
  ...make(),
  ours: [],
  js: [],
  theirs: [],
}));
for (const work of works) {
  await work.kernel();
  work.plain();
  if (!work.same()) throw new Error(`${work.name}: kernel and plain loop disagree`);
}
let versions = "";
for (let round = 0; round < ROUNDS; round++) {
  for (const work of works) {
    work.ours.push(await time(work.kernel));
    work.js.push(await time(work.plain));
  }
  if (python === undefined) continue;
  const answer = askPython(python);
  versions = answer.versions;
  for (const work of works) work.theirs.push(answer.milliseconds[work.name]);
}

const ratio = (numerators, denominators) => median(numerators.map((value, i) => value / denominators[i]));
const rows = works.map(({ name, size, ours, js, theirs }) => [
  name,
  size,
  `${ratio(js, ours).toFixed(1)}`,
  theirs.length === 0 ? "–" : ratio(ours, theirs).toFixed(2),
]);
const table = [
  ["kernel", "size", "times faster than plain JavaScript", "time relative to numpy or scipy"],
  ["---", "---", "--:", "--:"],
  ...rows,
]
  .map((cells) => `| ${cells.join(" | ")} |`)
  .join("\n");
const page = `# Kernels, measured

One thread each, in turn, median of ${ROUNDS} ratios; same results to 1e-10. Written by \`node benchmarks/kernels.mjs\`, Node
${process.versions.node}${versions === "" ? "" : `, ${versions}`}. Ratios below 1 in the last column: faster than numpy or scipy.

${table}
`;
writeFileSync(new URL("./kernels.md", import.meta.url), page);
process.stdout.write(page);
process.exit(0);
