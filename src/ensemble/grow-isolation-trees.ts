import type { FitOptions, Progress } from "../base/estimator.js";
import type { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { defineTask, loadRuntime, type Task, type TaskContext } from "../parallel/index.js";
import { type GrowthCommon, growTree, MEASURE, type TreeSettings, workBytes } from "../tree/grow-tree.js";
import type { GrowthPath } from "../tree/growth-path.js";
import { NO_RANKS } from "../tree/ranked-features.js";
import { treeCapacities } from "../tree/share-data.js";
import { TreeStructure, type TreesState, treesFromState, treesToState } from "../tree/tree-structure.js";
import { drawIsolation, type IsolationSampling } from "./isolation-draw.js";

/** Bound of the seeds of trees, as scikit-learn has it: 2³¹ − 1. */
const SEEDS = 2147483647;

/** Trees of a task: one takes about 0.1 ms, so that a task for each would spend more on its dispatch. */
const GROUP = 8;

/** What all isolation trees of a job share: addresses in kernel memory, and numbers. */
interface IsolationCommon {
  readonly sampling: IsolationSampling;
  readonly settings: TreeSettings;
  /** f32 (rows, features), row-major. */
  readonly x: number;
  /** f64 (rows). */
  readonly y: number;
}

/** Where a tree has its data in the scratch of its lane; distances in bytes. */
interface DataLayout {
  readonly y: number;
  readonly weights: number;
  readonly flags: number;
  readonly bytes: number;
}

function dataLayout({ maxSamples: rows, maxFeatures: features }: IsolationSampling): DataLayout {
  const y = Math.ceil((rows * features) / 4) * 16;
  const weights = y + rows * 8;
  const flags = weights + rows * 8;
  return { y, weights, flags, bytes: Math.ceil((flags + features) / 16) * 16 };
}

/** Rows drawn, each once and ascending, and how often. */
function countRows(drawn: Int32Array): { readonly rows: Int32Array; readonly counts: Float64Array } {
  const sorted = drawn.slice().sort();
  const rows = new Int32Array(sorted.length);
  const counts = new Float64Array(sorted.length);
  let n = 0;
  for (const row of sorted) {
    if (n === 0 || rows[n - 1] !== row) rows[n++] = row;
    counts[n - 1]! += 1;
  }
  return { rows: rows.subarray(0, n), counts: counts.subarray(0, n) };
}

/** Grows the trees of some seeds. */
export const growIsolationTask: Task<IsolationCommon, readonly number[], TreesState> = defineTask(
  "isolation.grow",
  async (context, common, seeds) => {
    const trees: TreeStructure[] = [];
    for (const seed of seeds) {
      context.signal.throwIfAborted();
      trees.push(await growIsolationTree(context, common, seed));
    }
    return treesToState(trees);
  },
);

async function growIsolationTree(
  context: TaskContext,
  { sampling, settings, x, y }: IsolationCommon,
  seed: number,
): Promise<TreeStructure> {
  const { features, rows: drawn } = drawIsolation(sampling, seed);
  const { rows, counts } = countRows(drawn);
  const layout = dataLayout(sampling);
  const base = context.scratch;
  const { buffer } = context.memory;
  const width = sampling.features;
  const all = new Float32Array(buffer, x, sampling.rows * width);
  const targets = new Float64Array(buffer, y, sampling.rows);
  const columns = new Float32Array(buffer, base, rows.length * features.length);
  const own = new Float64Array(buffer, base + layout.y, rows.length);
  let hasMissing = false;
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * width;
    // A kernel's columns hold no -0.
    for (let j = 0; j < features.length; j++) {
      const value = all[from + features[j]!]! + 0;
      hasMissing ||= Number.isNaN(value);
      columns[j * rows.length + i] = value;
    }
    own[i] = targets[rows[i]!]!;
  }
  new Float64Array(buffer, base + layout.weights, rows.length).set(counts);
  new Uint8Array(buffer, base + layout.flags, features.length).fill(0);
  const grown = await growTree(
    { ...context, scratch: base + layout.bytes },
    treeCommon(settings, base, layout, rows.length, features.length, hasMissing ? "exact" : "randomSums"),
    new RandomState(seed).randint(0, SEEDS),
  );
  return new TreeStructure(grown.arrays, grown.maxDepth);
}

/** What the growth of one tree needs, its data at `base`. */
function treeCommon(
  settings: TreeSettings,
  base: number,
  layout: DataLayout,
  rows: number,
  features: number,
  path: GrowthPath,
): GrowthCommon {
  return {
    settings,
    x: base,
    y: base + layout.y,
    codes: 0,
    weights: base + layout.weights,
    missing: base + layout.flags,
    monotonic: 0,
    categorical: base + layout.flags,
    categoryWords: 0,
    rows,
    features,
    nClasses: 1,
    nOutputs: 1,
    totalWeight: rows,
    path,
    ranks: NO_RANKS,
    ...treeCapacities(rows, settings),
  };
}

/** Deepest level of a tree: past it, rows are alike enough not to be told apart. */
function depthLimit(maxSamples: number): number {
  return Math.ceil(Math.log2(Math.max(maxSamples, 2)));
}

/**
 * Grows one isolation tree from each seed, on all lanes: each parts its rows at one random threshold of one random feature after the
 * other, to a depth of ⌈log₂ maxSamples⌉. `target` is noise that the trees' criterion sees; it does not influence the splits.
 */
export async function growIsolationTrees(
  X: Matrix,
  target: Float64Array,
  sampling: IsolationSampling,
  seeds: readonly number[],
  { signal, onProgress }: FitOptions,
): Promise<TreeStructure[]> {
  const runtime = await loadRuntime();
  const settings = isolationSettings(sampling.maxSamples);
  return runtime.arena.scope(async (scope) => {
    const x = scope.f32(X.data.length);
    x.view().set(X.data);
    const y = scope.f64(target.length);
    y.view().set(target);
    const common: IsolationCommon = { sampling, settings, x: x.pointer, y: y.pointer };
    const layout = dataLayout(sampling);
    const measured = treeCommon(settings, 0, layout, sampling.maxSamples, sampling.maxFeatures, "randomSums");
    const measure = scope.u8(MEASURE).pointer;
    const items = Array.from({ length: Math.ceil(seeds.length / GROUP) }, (_, k) =>
      seeds.slice(k * GROUP, (k + 1) * GROUP),
    );
    const grown = await runtime.runTasks(growIsolationTask, {
      common,
      items,
      scratchBytes: layout.bytes + workBytes({ kernels: runtime.kernels, scratch: measure }, measured),
      signal,
      onProgress: onProgress && countTrees(onProgress, seeds.length),
    });
    return grown.flatMap((trees) => treesFromState(trees, sampling.maxFeatures));
  });
}

/** Reports trees where the job reports groups of them. */
function countTrees(
  onProgress: NonNullable<FitOptions["onProgress"]>,
  total: number,
): (progress: Progress) => void {
  return ({ done }) => onProgress({ done: Math.min(done * GROUP, total), total });
}

function isolationSettings(maxSamples: number): TreeSettings {
  return {
    criterion: "squared_error",
    randomSplits: true,
    maxFeatures: 1,
    bootstrap: undefined,
    maxDepth: depthLimit(maxSamples),
    minSamplesSplit: 2,
    minSamplesLeaf: 1,
    minWeightFractionLeaf: 0,
    maxLeafNodes: null,
    minImpurityDecrease: 0,
    ccpAlpha: 0,
  };
}
