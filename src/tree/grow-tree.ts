import type { FitOptions } from "../base/estimator.js";
import type { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import type { Task, TaskContext } from "../parallel/index.js";
import { defineTask, loadRuntime } from "../parallel/index.js";
import { breathing, nextTurn } from "../parallel/platform.js";
import { type Bootstrap, drawBootstrap } from "./bootstrap.js";
import { pruneTree } from "./cost-complexity.js";
import type { FeatureRoles } from "./feature-roles.js";
import { type GrowthPath, growthPath, PATHS, totalWeight } from "./growth-path.js";
import { packNarrow, packNarrowBytes } from "./pack-narrow.js";
import {
  NO_RANKS,
  needsRanksAlone,
  type RankedFeatures,
  rankFeatures,
  sortsOwnRows,
} from "./ranked-features.js";
import { shareData } from "./share-data.js";
import { NODES_AT_ONCE, TakenNodes } from "./taken-nodes.js";
import { holdsMissing } from "./tree-input.js";
import { featureCount, type GrowthParams, INT32_MAX, type MaxFeatures, sampleLimits } from "./tree-params.js";
import { MOST_POOLED, TREE_ARRAYS, type TreeArrays, TreeStructure } from "./tree-structure.js";

/** Criteria by the numbers that the kernel knows. */
const CRITERIA = {
  gini: 0,
  entropy: 1,
  log_loss: 1,
  squared_error: 2,
  absolute_error: 3,
  poisson: 4,
} as const;

/** Name of a criterion. */
export type Criterion = keyof typeof CRITERIA;

/** Rows that a call of the kernel may look at, times features, before the event loop gets a turn: some 50 ms. */
const SLICE = 4_000_000;
/** How many times as long a row takes by absolute errors. */
const SLOWER = 12;
/** Bytes in which the kernel measures its work space. */
export const MEASURE = 1024;

/** Data of one or many trees. */
export interface TreeData {
  readonly X: Matrix;
  /** Class codes, shape (nSamples, nOutputs); undefined in regression. */
  readonly codes: Int32Array | undefined;
  /** Target, shape (nSamples, nOutputs); undefined in classification. */
  readonly y: Float64Array | undefined;
  /** Most classes of an output; 1 in regression. */
  readonly nClasses: number;
  /** Number of outputs; default 1. */
  readonly nOutputs?: number;
  readonly roles: FeatureRoles;
  /** Weight of each row; undefined: 1. */
  readonly weight: Float64Array | undefined;
}

/** Hyper-parameters of growth, names resolved. */
export interface TreeSettings
  extends Omit<GrowthParams, "randomState" | "monotonicCst" | "categoricalFeatures"> {
  readonly criterion: Criterion;
  readonly randomSplits: boolean;
  readonly maxFeatures: MaxFeatures;
  /** How each tree draws its rows; undefined: it takes all. */
  readonly bootstrap: Bootstrap | undefined;
}

/** Several trees to be grown on the same data. */
export interface TreeBatch<P> {
  /** Hyper-parameters, where they differ from the estimator's own. */
  readonly params?: Readonly<P>;
  /** Seed of each tree. */
  readonly seeds: readonly number[];
  /** How each tree draws its rows; undefined: it takes all. */
  readonly bootstrap?: Bootstrap;
}

/** What all trees of a job share: addresses in kernel memory, and numbers. */
export interface GrowthCommon {
  readonly settings: TreeSettings;
  readonly x: number;
  readonly y: number;
  readonly codes: number;
  readonly weights: number;
  /** Whether each tree has weights of its own, which stand where `treeWeights` says and are gone once it is grown. */
  readonly ownWeights?: boolean;
  readonly missing: number;
  readonly monotonic: number;
  readonly categorical: number;
  readonly categoryWords: number;
  readonly rows: number;
  readonly features: number;
  readonly nClasses: number;
  readonly nOutputs: number;
  readonly totalWeight: number;
  readonly path: GrowthPath;
  readonly ranks: RankedFeatures;
  readonly nodeCapacity: number;
  readonly pendingCapacity: number;
}

/** A grown tree as it crosses a thread border. */
export interface GrownTree {
  readonly arrays: TreeArrays;
  readonly maxDepth: number;
  /** Its nodes as kernels walk them, and its pooled leaves; undefined where they do not fit 8 bytes each. */
  readonly packed: Uint32Array | undefined;
  /** Number of the path that it grew on. */
  readonly path: number;
  /** How often it counted the rows of a node by a feature instead of sorting them. */
  readonly countedSearches: number;
  /** In how many nodes of the guarded path cuts came too near to each other. */
  readonly nearCuts: number;
}

/** Grows one tree from its seed. */
export const growTreeTask: Task<GrowthCommon, number, GrownTree> = defineTask(
  "tree.grow",
  growTree,
  buffersOf,
);

/** The memory of a grown tree, which only it holds. */
export function buffersOf({ arrays, packed }: GrownTree): ArrayBuffer[] {
  const buffers = new Set<ArrayBufferLike>(TREE_ARRAYS.map((name) => arrays[name].buffer));
  if (packed !== undefined) buffers.add(packed.buffer);
  return [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
}

/** Grows one tree from its seed in the scratch of a lane, which must have {@link workBytes}. */
export async function growTree(context: TaskContext, common: GrowthCommon, seed: number): Promise<GrownTree> {
  const { kernels, memory, scratch } = context;
  const { settings, rows } = common;
  let weights = common.weights;
  let totalWeight = common.totalWeight;
  if (settings.bootstrap !== undefined) {
    weights = kernels.treeWeights(scratch) >>> 0;
    totalWeight = drawBootstrap(settings.bootstrap, seed, new Float64Array(memory.buffer, weights, rows));
  }
  const treeSeed = settings.bootstrap?.ownSeed === true ? new RandomState(seed).randint(0, INT32_MAX) : seed;
  const state = new RandomState(treeSeed).randint(0, INT32_MAX);
  return growFromState(context, { ...common, weights, totalWeight }, state);
}

/** Grows one tree from the state of the random stream of its splitter. */
export async function growFromState(
  context: TaskContext,
  common: GrowthCommon,
  state: number,
): Promise<GrownTree> {
  const { kernels, scratch: work, signal } = context;
  const { settings, rows, features, nClasses, nOutputs, ranks } = common;
  const limits = sampleLimits(settings, rows);
  kernels.treeBegin(
    work,
    common.x,
    common.y,
    common.codes,
    common.weights,
    common.missing,
    common.monotonic,
    common.categorical,
    rows,
    features,
    nClasses,
    nOutputs,
    CRITERIA[settings.criterion],
    PATHS[common.path],
    ranks.narrow,
    ranks.rowBits,
    ranks.ownsOrder,
    ranks.order,
    ranks.rankedRows,
    ranks.chosen,
    ranks.slots,
    ranks.rank,
    ranks.rankValues,
    ranks.distinct,
    ranks.close,
    ranks.xLogX,
    settings.randomSplits ? 1 : 0,
    settings.maxDepth ?? INT32_MAX,
    Math.min(limits.split, INT32_MAX),
    Math.min(limits.leaf, INT32_MAX >> 1),
    Math.min(featureCount(settings.maxFeatures, features), INT32_MAX),
    Math.min(settings.maxLeafNodes ?? -1, INT32_MAX),
    settings.minWeightFractionLeaf * common.totalWeight,
    settings.minImpurityDecrease,
    state,
    nodeRoom(common),
    common.pendingCapacity,
    common.categoryWords,
  );
  if (common.path === "rowLists" && ranks.order === 0) await sortRows(context, work, features);
  const slice = settings.criterion === "absolute_error" ? SLICE / SLOWER : SLICE;
  const budget = Math.ceil(slice / Math.min(features, featureCount(settings.maxFeatures, features)));
  const room = nodeRoom(common);
  let taken: TakenNodes | undefined;
  let inRoom = 0;
  while (kernels.treeGrow(work, budget) === 0) {
    if (kernels.treeNodeCount(work) - inRoom === room) {
      taken ??= new TakenNodes(common.nodeCapacity, (name) => elementsOf(name, common));
      taken.take(context, work);
      inRoom += room;
    }
    await nextTurn();
    signal.throwIfAborted();
  }
  const grown =
    taken === undefined ? readTree(context, work, common) : takeTree(context, work, common, taken);
  if (settings.ccpAlpha === 0) return grown;
  const pruned = pruneTree(new TreeStructure(grown.arrays, grown.maxDepth), settings.ccpAlpha);
  return { ...grown, arrays: pick(pruned), maxDepth: pruned.maxDepth, packed: undefined };
}

/** Sorts the rows of a tree by every feature, where no order of all rows was made. */
async function sortRows({ kernels, signal }: TaskContext, work: number, features: number): Promise<void> {
  const breathe = breathing();
  for (let j = 0; j < features; j++) {
    kernels.treeSortRows(work, j);
    await breathe();
    signal.throwIfAborted();
  }
}

function pick(tree: TreeStructure): TreeArrays {
  return Object.fromEntries(TREE_ARRAYS.map((name) => [name, tree[name]])) as unknown as TreeArrays;
}

/** Nodes that a tree has room for in kernel memory: best first all may change until it is complete. */
function nodeRoom({ settings, nodeCapacity }: GrowthCommon): number {
  return settings.maxLeafNodes === null ? Math.min(nodeCapacity, NODES_AT_ONCE) : nodeCapacity;
}

/** Elements of a node in one of the arrays of its tree. */
function elementsOf(name: keyof TreeArrays, { nOutputs, nClasses, categoryWords }: GrowthCommon): number {
  if (name === "value") return nOutputs * nClasses;
  return name === "leftCategories" ? categoryWords : 1;
}

/** What is told of a grown tree beside its nodes. */
function readGrowth(
  { kernels }: TaskContext,
  work: number,
): Pick<GrownTree, "maxDepth" | "path" | "countedSearches" | "nearCuts"> {
  return {
    maxDepth: kernels.treeDepth(work),
    path: kernels.treePath(work),
    countedSearches: kernels.treeCountedSearches(work),
    nearCuts: kernels.treeNearCuts(work),
  };
}

/** A complete tree whose nodes were taken as it grew. */
function takeTree(context: TaskContext, work: number, common: GrowthCommon, taken: TakenNodes): GrownTree {
  const growth = readGrowth(context, work);
  taken.take(context, work);
  const arrays = taken.arrays();
  return { ...growth, arrays, packed: packNarrow(context, arrays, common) };
}

/** Copies the tree out of kernel memory. */
function readTree(context: TaskContext, work: number, common: GrowthCommon): GrownTree {
  const { kernels, memory } = context;
  const n = kernels.treeNodeCount(work);
  const buffer = memory.buffer;
  const packed = kernels.treePacked(work) >>> 0;
  const i32 = (which: number): Int32Array =>
    new Int32Array(buffer, kernels.treeArray(work, which) >>> 0, n).slice();
  const f64 = (which: number, length: number): Float64Array =>
    new Float64Array(buffer, kernels.treeArray(work, which) >>> 0, length).slice();
  return {
    arrays: {
      childrenLeft: i32(0),
      childrenRight: i32(1),
      feature: i32(2),
      nNodeSamples: i32(3),
      threshold: f64(4, n),
      impurity: f64(5, n),
      weightedNNodeSamples: f64(6, n),
      value: f64(7, n * elementsOf("value", common)),
      missingGoToLeft: new Uint8Array(buffer, kernels.treeArray(work, 8) >>> 0, n).slice(),
      leftCategories: new Uint32Array(
        buffer,
        kernels.treeArray(work, 9) >>> 0,
        n * common.categoryWords,
      ).slice(),
    },
    packed: packed === 0 ? undefined : new Uint32Array(buffer, packed, 2 * n + MOST_POOLED).slice(),
    ...readGrowth(context, work),
  };
}

/** Bytes of work space that {@link growTree} needs; measured in a block of {@link MEASURE} bytes. */
export function workBytes(
  { kernels, scratch }: Pick<TaskContext, "kernels" | "scratch">,
  common: GrowthCommon,
): number {
  const { settings, rows, features, nClasses, nOutputs, path, ranks, pendingCapacity, categoryWords } =
    common;
  const growth = kernels.treeWorkBytes(
    scratch,
    rows,
    features,
    nClasses,
    nOutputs,
    CRITERIA[settings.criterion],
    PATHS[path],
    ranks.narrow,
    ranks.ownsOrder,
    nodeRoom(common),
    pendingCapacity,
    categoryWords,
    common.ownWeights === true ? 1 : 0,
  );
  return nodeRoom(common) < common.nodeCapacity ? Math.max(growth, packNarrowBytes(common)) : growth;
}

/**
 * Grows one tree from each seed, on all lanes. Rows of weight 0 take no part.
 *
 * Cost: O(nFeatures × nSamples × log nSamples × depth) for each tree.
 */
export async function growTrees(
  data: TreeData,
  settings: TreeSettings,
  seeds: readonly number[],
  options: FitOptions,
): Promise<TreeStructure[]> {
  const grown = await growOnPath(data, settings, seeds, options);
  return grown.map(structureOf);
}

/** The structure of a grown tree. */
export function structureOf({ arrays, maxDepth, packed }: GrownTree): TreeStructure {
  return new TreeStructure(arrays, maxDepth, packed);
}

/** {@link growTrees} on a given path, or the fastest that fits; says on which each tree grew. */
export async function growOnPath(
  data: TreeData,
  settings: TreeSettings,
  seeds: readonly number[],
  { signal, onProgress }: FitOptions,
  forced?: GrowthPath,
): Promise<GrownTree[]> {
  const runtime = await loadRuntime();
  return runtime.arena.scope(async (scope) => {
    const ranksAlone = forced === undefined && growsFromRanks(data, settings);
    const { hasMissing, ...shared } = shareData(
      scope,
      data,
      settings,
      !ranksAlone,
      settings.bootstrap === undefined,
    );
    const path = forced ?? growthPath(data, settings, hasMissing);
    const ranks = sortsOwnRows(path, data.X.rows, seeds.length)
      ? NO_RANKS
      : await rankFeatures(runtime, scope, shared.x, data, settings, path, seeds.length, signal);
    const common = { ...shared, path, ranks, ownWeights: settings.bootstrap !== undefined };
    const measure = scope.u8(MEASURE).pointer;
    const bytes = workBytes({ kernels: runtime.kernels, scratch: measure }, common);
    return runtime.runTasks(growTreeTask, {
      common,
      items: seeds,
      scratchBytes: bytes,
      signal,
      onProgress,
    });
  });
}

/** Whether the trees need no features beside their ranks. */
function growsFromRanks(data: TreeData, settings: TreeSettings): boolean {
  const { X, nClasses } = data;
  return (
    growthPath(data, settings, false) === "sortedKeys" &&
    needsRanksAlone(X.rows, nClasses, totalWeight(data, settings.bootstrap)) &&
    !holdsMissing(X)
  );
}
