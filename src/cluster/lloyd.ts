import type { CancelSignal, Runtime } from "../parallel/index.js";
import { breathing } from "../parallel/platform.js";
import {
  averageCenters,
  centerShifts,
  inertiaOf,
  relocateEmptyClusters,
  type WeightedRows,
} from "./center-update.js";
import { BoundedAssignment, FullAssignment } from "./row-assignment.js";

/** When iterations end, and how rows are assigned. */
export interface LloydSettings {
  readonly maxIter: number;
  /** Sum of squared shifts of the centres that ends the iterations. */
  readonly tolerance: number;
  readonly algorithm: "lloyd" | "elkan";
  readonly signal?: CancelSignal | undefined;
}

/** Clusters that one run ended with. */
export interface Clustering {
  /** Shape (nClusters, nFeatures). */
  readonly centers: Float64Array;
  /** Shape (nSamples). */
  readonly labels: Int32Array;
  readonly inertia: number;
  readonly nIter: number;
  readonly converged: boolean;
}

/**
 * One run of Lloyd's algorithm: each row goes to the nearest centre, each centre to the mean of its rows, until no row changes its
 * cluster or the centres hardly move. Labels and centres agree at the end.
 *
 * Cost: 2 nSamples nClusters nFeatures flops an iteration, on all lanes; less by Elkan's bounds.
 *
 * @param start first centres, shape (nClusters, nFeatures).
 * @see Lloyd (1982), Least squares quantization in PCM, doi:10.1109/TIT.1982.1056489.
 */
export async function lloyd(
  runtime: Runtime,
  data: WeightedRows,
  start: Float64Array,
  { maxIter, tolerance, algorithm, signal }: LloydSettings,
): Promise<Clustering> {
  const d = data.columns;
  const nClusters = start.length / d;
  return runtime.arena.scope(async (scope) => {
    const Method = algorithm === "elkan" && nClusters > 1 ? BoundedAssignment : FullAssignment;
    const assignment = new Method(runtime, scope, data, nClusters, signal);
    let centers = start;
    let labels: Int32Array = new Int32Array(0);
    let settled = false;
    let converged = false;
    let nIter = 0;
    const breathe = breathing();
    while (nIter < maxIter && !converged) {
      nIter++;
      await breathe();
      signal?.throwIfAborted();
      const found = await assignment.assign(centers);
      const next = assignment.labels();
      relocateEmptyClusters(runtime, data, centers, next, found);
      averageCenters(found, d);
      const shift = centerShifts(centers, found.sums, nClusters).reduce((sum, x) => sum + x * x, 0);
      centers = found.sums;
      settled = sameLabels(next, labels);
      converged = settled || shift <= tolerance;
      labels = next;
    }
    if (!settled) {
      await assignment.assign(centers);
      labels = assignment.labels();
    }
    return { centers, labels, inertia: inertiaOf(data, centers, labels), nIter, converged };
  });
}

/** Whether two assignments are the same. */
export function sameLabels(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Whether two clusterings are the same but for the numbering of the clusters. */
export function isSameClustering(a: Int32Array, b: Int32Array): boolean {
  const partner = new Map<number, number>();
  for (let i = 0; i < a.length; i++) {
    const known = partner.get(a[i]!);
    if (known === undefined) partner.set(a[i]!, b[i]!);
    else if (known !== b[i]) return false;
  }
  return true;
}
