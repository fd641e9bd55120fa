import { type CancelSignal, loadRuntime, type Runtime } from "../parallel/index.js";
import type { ColumnSample } from "./column-sample.js";
import { type Concentrated, concentrate, type Start } from "./concentration-steps.js";

/** Candidates of concentration steps: as many of them on every sample. */
export interface Candidates {
  /** Samples of equal shape, small enough for the squares of their values to be finite. */
  readonly samples: readonly ColumnSample[];
  /** Where each candidate starts: first those of the first sample, then those of the second, and so on. */
  readonly starts: readonly Start[];
  /** Rows of a support. */
  readonly nSupport: number;
  readonly maxSteps: number;
}

// Multiplications worth a block: about a quarter of a millisecond.
const PRODUCTS_A_BLOCK = 500_000;
// Rows that the kernel gathers at a time; the number stands in kernels/concentrate.ts as well.
const GATHERED = 64;

/**
 * {@link concentrate} of many candidates, on all lanes. A candidate whose covariance is singular or nearly so is run
 * without the kernel.
 */
export async function concentrateCandidates(
  candidates: Candidates,
  signal?: CancelSignal,
): Promise<Concentrated[]> {
  const { samples, starts, nSupport, maxSteps } = candidates;
  const runtime = await loadRuntime();
  const found = await runKernel(runtime, candidates, signal);
  const perSample = starts.length / samples.length;
  return found.map(
    (result, c) => result ?? concentrate(samples[Math.floor(c / perSample)]!, nSupport, starts[c]!, maxSteps),
  );
}

async function runKernel(
  runtime: Runtime,
  { samples, starts, nSupport: h, maxSteps }: Candidates,
  signal: CancelSignal | undefined,
): Promise<(Concentrated | undefined)[]> {
  const { rows: n, features: d } = samples[0]!;
  const count = starts.length;
  return runtime.arena.scope(async (scope) => {
    const X = scope.f64(samples.length * n * d + 8);
    const rows = scope.i32(count * h);
    const locations = scope.f64(count * d);
    const covariances = scope.f64(count * d * d);
    const metrics = scope.f64(count * d * d);
    const determinants = scope.f64(count);
    samples.forEach(({ columns }, s) => {
      X.view().set(columns, s * n * d);
    });
    const fromRows = "rows" in starts[0]!;
    starts.forEach((start, c) => {
      if ("rows" in start) rows.view().set(start.rows, c * h);
      else {
        locations.view().set(start.location, c * d);
        covariances.view().set(start.covariance, c * d * d);
      }
    });
    await runtime.runBlocks("concentrateRows", {
      total: count,
      blockSize: Math.max(1, Math.floor(PRODUCTS_A_BLOCK / (n * d * (d + 4)))),
      scratchBytes: 8 * (2 * n + 9 + d * (2 * d + GATHERED)) + 4 * (2 * n + 4),
      signal,
      args: [
        ...[X.pointer, n, d, h, count / samples.length, fromRows ? rows.pointer : 0, maxSteps],
        ...[locations.pointer, covariances.pointer, metrics.pointer, determinants.pointer, rows.pointer],
      ],
    });
    const part = (block: { view(): Float64Array }, c: number, size: number): Float64Array =>
      block.view().slice(c * size, (c + 1) * size);
    return Array.from(determinants.view(), (determinant, c) =>
      Number.isNaN(determinant)
        ? undefined
        : {
            location: part(locations, c, d),
            covariance: part(covariances, c, d * d),
            metric: part(metrics, c, d * d),
            logDeterminant: determinant,
            support: rows.view().slice(c * h, (c + 1) * h),
          },
    );
  });
}
