import type { ArenaScope, Block, CancelSignal, Runtime } from "../parallel/index.js";
import { type ClusterSums, centerShifts, squaredDistance, type WeightedRows } from "./center-update.js";
import { squaredNorm, squaredNorms } from "./squared-norms.js";

// 1024 rows a block at least, and 64 blocks at most, so that the sums of the blocks stay few.
const LEAST_BLOCK = 1024;
const MOST_BLOCKS = 64;
// Centres of a panel of the kernels.
const PANEL = 4;
// Elements of rows that lie in kernel memory at a time where only labels are asked: four megabytes.
const ELEMENTS_AT_ONCE = 2 ** 19;
const SCRATCH_BYTES = 192;
const ROUNDING = 2 ** -53;

/** Rows of a block: by the data alone, so that sums do not depend on the number of lanes. */
export function rowsABlock(rows: number): number {
  return Math.max(LEAST_BLOCK, Math.ceil(rows / MOST_BLOCKS));
}

/** Finds the cluster of each row, and what its rows add up to. */
export interface Assignment {
  /** Cluster of each row, as of the last assignment. */
  labels(): Int32Array;
  /** Assigns the rows to `centers`, shape (nClusters, nFeatures), and adds them up. */
  assign(centers: Float64Array): Promise<ClusterSums>;
}

/** Centres interleaved by fours with their squared norms, as the kernels take them. */
export function packCenters(
  centers: Float64Array,
  count: number,
  d: number,
): { panels: Float64Array; norms: Float64Array } {
  const padded = Math.ceil(count / PANEL) * PANEL;
  const panels = new Float64Array(padded * d);
  const norms = new Float64Array(padded).fill(Number.POSITIVE_INFINITY);
  for (let k = 0; k < count; k++) {
    for (let j = 0; j < d; j++) panels[(k - (k % PANEL)) * d + j * PANEL + (k % PANEL)] = centers[k * d + j]!;
    norms[k] = squaredNorm(centers, k * d, d);
  }
  return { panels, norms };
}

/** Largest |x|² of the rows. */
function largestNorm(X: Float64Array, d: number): number {
  return squaredNorms(X, d).reduce((largest, norm) => Math.max(largest, norm), 0);
}

/** Bound of the error of |c|² - 2 x·c, twice: d + 2 roundings of terms that sum to at most |x|² + 2 |c|². */
function slackOf(largest: number, norms: Float64Array, d: number): number {
  let center = 0;
  for (const norm of norms) if (norm !== Number.POSITIVE_INFINITY && norm > center) center = norm;
  return 2 * (d + 2) * ROUNDING * (largest + 2 * center);
}

/** What the ways to assign rows share: the rows, the labels and the sums in kernel memory. */
abstract class KernelAssignment implements Assignment {
  protected readonly runtime: Runtime;
  protected readonly scope: ArenaScope;
  protected readonly rows: number;
  protected readonly columns: number;
  protected readonly nClusters: number;
  protected readonly X: number;
  protected readonly weights: number;
  protected readonly found: Block<Int32Array>;
  readonly #sums: Block<Float64Array>;
  readonly #totals: Block<Float64Array>;
  readonly #signal: CancelSignal | undefined;

  constructor(
    runtime: Runtime,
    scope: ArenaScope,
    data: WeightedRows,
    nClusters: number,
    signal?: CancelSignal,
  ) {
    this.runtime = runtime;
    this.scope = scope;
    this.rows = data.weights.length;
    this.columns = data.columns;
    this.nClusters = nClusters;
    this.X = scope.copyF64(data.X).pointer;
    this.weights = scope.copyF64(data.weights).pointer;
    this.found = scope.i32(this.rows);
    const blocks = Math.ceil(this.rows / rowsABlock(this.rows));
    this.#sums = scope.f64(blocks * nClusters * data.columns);
    this.#totals = scope.f64(blocks * nClusters);
    this.#signal = signal;
  }

  labels(): Int32Array {
    return this.found.view().slice();
  }

  abstract assign(centers: Float64Array): Promise<ClusterSums>;

  protected async run(
    kernel: "assignToCenters" | "assignByBounds",
    limits: readonly number[],
    centers: readonly number[],
  ): Promise<ClusterSums> {
    const { rows, columns, nClusters, X, weights } = this;
    await this.runtime.runBlocks(kernel, {
      total: rows,
      blockSize: rowsABlock(rows),
      scratchBytes: SCRATCH_BYTES,
      signal: this.#signal,
      args: [
        columns,
        nClusters,
        ...limits,
        X,
        weights,
        ...centers,
        this.found.pointer,
        this.#sums.pointer,
        this.#totals.pointer,
      ],
    });
    return {
      sums: addBlocks(this.#sums.view(), nClusters * columns),
      totals: addBlocks(this.#totals.view(), nClusters),
    };
  }
}

/** Sum over the blocks, in their order. */
function addBlocks(parts: Float64Array, size: number): Float64Array {
  const sum = parts.slice(0, size);
  for (let p = size; p < parts.length; p++) sum[p % size]! += parts[p]!;
  return sum;
}

/** Measures every row against every centre. */
export class FullAssignment extends KernelAssignment {
  readonly #largest: number;

  constructor(
    runtime: Runtime,
    scope: ArenaScope,
    data: WeightedRows,
    nClusters: number,
    signal?: CancelSignal,
  ) {
    super(runtime, scope, data, nClusters, signal);
    this.#largest = largestNorm(data.X, data.columns);
  }

  async assign(centers: Float64Array): Promise<ClusterSums> {
    const { panels, norms } = packCenters(centers, this.nClusters, this.columns);
    return this.runtime.arena.scope((scope) =>
      this.run(
        "assignToCenters",
        [slackOf(this.#largest, norms, this.columns)],
        [scope.copyF64(panels).pointer, scope.copyF64(norms).pointer],
      ),
    );
  }
}

/**
 * Measures only the distances that the triangle inequality does not settle; takes nSamples × nClusters bounds of memory.
 *
 * @see Elkan (2003), Using the triangle inequality to accelerate k-means, ICML.
 */
export class BoundedAssignment extends KernelAssignment {
  readonly #upper: Block<Float64Array>;
  readonly #lower: Block<Float64Array>;
  #previous: Float64Array | undefined;

  constructor(
    runtime: Runtime,
    scope: ArenaScope,
    data: WeightedRows,
    nClusters: number,
    signal?: CancelSignal,
  ) {
    super(runtime, scope, data, nClusters, signal);
    this.#upper = scope.f64(this.rows);
    this.#lower = scope.f64(this.rows * nClusters);
    this.#lower.view().fill(0);
  }

  async assign(centers: Float64Array): Promise<ClusterSums> {
    const { nClusters, columns } = this;
    const half = new Float64Array(nClusters * nClusters);
    const next = new Float64Array(nClusters).fill(Number.POSITIVE_INFINITY);
    for (let a = 0; a < nClusters; a++) {
      for (let b = 0; b < nClusters; b++) {
        const distance = Math.sqrt(squaredDistance(centers, a, centers, b, columns)) / 2;
        half[a * nClusters + b] = distance;
        if (a !== b && distance < next[a]!) next[a] = distance;
      }
    }
    const previous = this.#previous;
    this.#previous = centers.slice();
    return this.runtime.arena.scope((scope) => {
      const shifts =
        previous === undefined ? 0 : scope.copyF64(centerShifts(previous, centers, nClusters)).pointer;
      return this.run(
        "assignByBounds",
        [],
        [
          scope.copyF64(centers).pointer,
          scope.copyF64(half).pointer,
          scope.copyF64(next).pointer,
          shifts,
          this.#upper.pointer,
          this.#lower.pointer,
        ],
      );
    });
  }
}

/**
 * The nearest centre of each row, the first of equally near ones.
 *
 * Cost: 2 nSamples nClusters nFeatures flops, on all lanes.
 *
 * @param X shape (nSamples, d), row-major.
 * @param centers shape (nClusters, d).
 */
export async function nearestCenters(
  runtime: Runtime,
  X: Float64Array,
  centers: Float64Array,
  d: number,
): Promise<Int32Array> {
  const rows = X.length / d;
  const nClusters = centers.length / d;
  const { panels, norms } = packCenters(centers, nClusters, d);
  const slack = slackOf(largestNorm(X, d), norms, d);
  const labels = new Int32Array(rows);
  const step = Math.min(rows, Math.ceil(ELEMENTS_AT_ONCE / d));
  await runtime.arena.scope(async (scope) => {
    const held = scope.f64(step * d);
    const found = scope.i32(step);
    const [panelsAt, normsAt] = [panels, norms].map((values) => scope.copyF64(values).pointer);
    for (let from = 0; from < rows; from += step) {
      const total = Math.min(step, rows - from);
      held.view().set(X.subarray(from * d, (from + total) * d));
      await runtime.runBlocks("assignToCenters", {
        total,
        blockSize: rowsABlock(total),
        scratchBytes: SCRATCH_BYTES,
        args: [d, nClusters, slack, held.pointer, 0, panelsAt!, normsAt!, found.pointer, 0, 0],
      });
      labels.set(found.view().subarray(0, total), from);
    }
  });
  return labels;
}
