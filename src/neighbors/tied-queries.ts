import type { CancelSignal, Runtime } from "../parallel/index.js";
import type { KernelMetric } from "./distance-metric.js";
import { ELEMENTS_A_BLOCK } from "./row-stretches.js";
import type { RowView } from "./row-view.js";

// Scratch of a sorting network, in kernels/lib/arg-partition.ts as well.
const NETWORK_BYTES = 256 * 12;

/** Queries whose nearest rows were found, up to ties. */
interface FoundQueries {
  readonly metric: KernelMetric;
  /** Where the parameters of the metric lie. */
  readonly params: number;
  readonly rows: RowView;
  readonly k: number;
  /** Distances of each query's nearest rows, shape (queries, wide). */
  readonly near: Float64Array;
  readonly wide: number;
  readonly signal: CancelSignal | undefined;
  /** Where queries, rows in pairs, distances and indices lie. */
  readonly places: readonly number[];
}

/** Selects anew for those queries of which two of the nearest distances are equal, as an unstable selection does. */
export async function selectTied(runtime: Runtime, found: FoundQueries): Promise<void> {
  const { metric, params, rows, k, near, wide, signal, places } = found;
  const { count: n, columns: d } = rows;
  const tied = queriesWithTies(near, wide);
  if (tied.length === 0) return;
  await runtime.arena.scope((scope) =>
    runtime.runBlocks("selectNearestRows", {
      total: tied.length,
      blockSize: Math.max(1, Math.ceil(ELEMENTS_A_BLOCK / (n * (d + 10)))),
      scratchBytes: NETWORK_BYTES + 12 * (n + 1) + 4 * k + 16 * d,
      signal,
      args: [metric.code, params, n, d, k, scope.copyI32(tied).pointer, ...places],
    }),
  );
}

/** Queries of which two of the nearest distances are equal. */
function queriesWithTies(distances: Float64Array, width: number): Int32Array {
  const tied: number[] = [];
  for (let at = 0; at < distances.length; at += width) {
    for (let j = at + 1; j < at + width; j++) {
      if (distances[j] !== distances[j - 1]) continue;
      tied.push(at / width);
      break;
    }
  }
  return Int32Array.from(tied);
}
