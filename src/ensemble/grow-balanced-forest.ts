import { classRows } from "../base/class-rows.js";
import type { FitOptions } from "../base/estimator.js";
import { InvalidInputError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { RandomState } from "../core/random-state.js";
import type { Kernels } from "../kernels/index.js";
import { defineTask, loadRuntime, type Task, type TaskContext } from "../parallel/index.js";
import { breathing } from "../parallel/platform.js";
import { drawBootstrap } from "../tree/bootstrap.js";
import {
  buffersOf,
  type GrownTree,
  type GrowthCommon,
  growFromState,
  MEASURE,
  structureOf,
  type TreeData,
  type TreeSettings,
  workBytes,
} from "../tree/grow-tree.js";
import { type GrowthPath, growthPath } from "../tree/growth-path.js";
import {
  NO_RANKS,
  needsRanksAlone,
  type RankedFeatures,
  rankForKeys,
  rankLayout,
  rankOwnFeatures,
  rankScratchBytes,
} from "../tree/ranked-features.js";
import { shareData, treeCapacities } from "../tree/share-data.js";
import { holdsMissing } from "../tree/tree-input.js";
import { type BalancedDraw, bootstrapAmong, chooseBalanced } from "./balanced-draw.js";
import { drawCount, type ForestSettings, type GrownForest } from "./grow-forest.js";

/** Bound of the seeds of trees, as scikit-learn has it: 2³¹ − 1. */
const SEEDS = 2147483647;

/** How many rows of each class a balanced forest chooses. */
export interface BalancedChoice {
  /** By class; a class that does not occur keeps all its rows. */
  readonly targets: ReadonlyMap<number, number>;
  /** Rows of each class. */
  readonly counts: Int32Array;
  /** Whether a row may be chosen twice. */
  readonly replacement: boolean;
}

interface BalancedCommon {
  /** The call, for messages. */
  readonly where: string;
  /** Of all rows. */
  readonly growth: GrowthCommon;
  readonly draw: BalancedDraw;
  readonly weighted: boolean;
}

interface TreeSeeds {
  readonly seed: number;
  readonly choiceSeed: number;
}

/**
 * Where a tree has its rows in the scratch of its lane, features first; distances in bytes. Where all trees share the ranks, row numbers come first, and
 * the weights stand behind the rows, where the work space of the tree has room for them.
 */
interface RowLayout {
  readonly weights: number;
  readonly codes: number;
  readonly bytes: number;
}

function rowLayout(
  rows: number,
  { x, features }: Pick<GrowthCommon, "x" | "features">,
  kernels: Kernels,
): RowLayout {
  if (x === 0) {
    const bytes = Math.ceil((rows * 8) / 16) * 16;
    return { weights: kernels.treeWeights(bytes), codes: rows * 4, bytes };
  }
  const weights = Math.ceil((rows * features) / 4) * 16;
  const codes = weights + rows * 8;
  return { weights, codes, bytes: Math.ceil((codes + rows * 4) / 16) * 16 };
}

/** Grows one tree on rows of its own. */
export const growBalancedTask: Task<BalancedCommon, TreeSeeds, GrownTree> = defineTask(
  "forest.growBalanced",
  growBalancedTree,
  buffersOf,
);

/** Rows of each class, found once on each lane. */
const ROWS_OF_CLASSES = new WeakMap<BalancedCommon, readonly Int32Array[]>();

function rowsOfClasses(common: BalancedCommon, buffer: ArrayBufferLike): readonly Int32Array[] {
  const { growth, draw } = common;
  const found =
    ROWS_OF_CLASSES.get(common) ??
    classRows(new Int32Array(buffer, growth.codes, growth.rows), draw.nClasses);
  ROWS_OF_CLASSES.set(common, found);
  return found;
}

async function growBalancedTree(
  context: TaskContext,
  common: BalancedCommon,
  { seed, choiceSeed }: TreeSeeds,
): Promise<GrownTree> {
  const { where, growth, draw, weighted } = common;
  const { buffer } = context.memory;
  const base = context.scratch;
  const place = growth.x === 0 ? new Int32Array(buffer, base, draw.size) : undefined;
  const chosen = chooseBalanced(draw, rowsOfClasses(common, buffer), choiceSeed, place);
  const layout = rowLayout(chosen.length, growth, context.kernels);
  gatherRows(buffer, growth, chosen, base, layout);
  const weights = new Float64Array(buffer, base + layout.weights, chosen.length);
  const codes = new Int32Array(buffer, base + layout.codes, chosen.length);
  let totalWeight = weighted ? pairwiseSum(weights) : chosen.length;
  if (!(totalWeight > 0))
    throw new InvalidInputError(
      where,
      "sampleWeight must be above 0 in a row at least of those that a tree draws",
      totalWeight,
    );
  const bootstrap = bootstrapAmong(draw, codes, weighted ? weights : undefined);
  if (bootstrap !== undefined) totalWeight = drawBootstrap(bootstrap, seed, weights);
  const own = ownGrowth(growth, base, layout, chosen.length);
  const scratch = base + layout.bytes + rankBytes(growth, chosen.length);
  if (ranksRows(growth)) await rankRows(context, own, scratch);
  const state = new RandomState(seed).randint(0, SEEDS);
  return growFromState({ ...context, scratch }, { ...own, totalWeight }, state);
}

/** Ranks the values of a tree's rows, in scratch that its growth overwrites. */
async function rankRows(context: TaskContext, own: GrowthCommon, scratch: number): Promise<void> {
  const breathe = breathing();
  await rankOwnFeatures({ ...context, scratch }, own, async () => {
    await breathe();
    context.signal.throwIfAborted();
  });
}

/** Whether a tree of a growth ranks its rows itself. */
function ranksRows({ path, x }: GrowthCommon): boolean {
  return path !== "exact" && x !== 0;
}

/** Bytes of the ranks of a tree's rows, which follow the rows. */
function rankBytes(growth: GrowthCommon, rows: number): number {
  return ranksRows(growth) ? rankLayout(rows, growth.features, growth.path, 0).bytes : 0;
}

function gatherRows(
  buffer: ArrayBufferLike,
  { x, codes, weights, rows, features }: GrowthCommon,
  chosen: Int32Array,
  base: number,
  layout: RowLayout,
): void {
  const n = chosen.length;
  if (x !== 0) {
    const from = new Float32Array(buffer, x, rows * features);
    const to = new Float32Array(buffer, base, n * features);
    for (let j = 0; j < features; j++)
      for (let i = 0; i < n; i++) to[j * n + i] = from[j * rows + chosen[i]!]!;
  }
  const allCodes = new Int32Array(buffer, codes, rows);
  const ownCodes = new Int32Array(buffer, base + layout.codes, n);
  const ownWeights = new Float64Array(buffer, base + layout.weights, n);
  for (let i = 0; i < n; i++) ownCodes[i] = allCodes[chosen[i]!]!;
  if (weights === 0) {
    ownWeights.fill(1);
    return;
  }
  const allWeights = new Float64Array(buffer, weights, rows);
  for (let i = 0; i < n; i++) ownWeights[i] = allWeights[chosen[i]!]!;
}

/** What the growth of a tree on so many rows needs, which lie at `base`. */
function ownGrowth(growth: GrowthCommon, base: number, layout: RowLayout, rows: number): GrowthCommon {
  return {
    ...growth,
    ranks: ownRanks(growth, base, layout, rows),
    x: growth.x === 0 ? 0 : base,
    codes: base + layout.codes,
    weights: base + layout.weights,
    ownWeights: growth.x === 0,
    rows,
    totalWeight: rows,
    ...treeCapacities(rows, growth.settings),
  };
}

function ownRanks(growth: GrowthCommon, base: number, layout: RowLayout, rows: number): RankedFeatures {
  const { x, path, features, ranks } = growth;
  if (path === "exact") return NO_RANKS;
  if (x === 0) return { ...ranks, chosen: base };
  return { ...rankLayout(rows, features, path, base + layout.bytes).ranks, xLogX: ranks.xLogX };
}

/**
 * Grows the trees of a forest, each on some rows of every class: tree k has seeds 2k and 2k + 1 of the forest's random stream, grows by the
 * first and chooses its rows by the second. With bootstrap it draws among the chosen rows, by weight if they have weights.
 *
 * @see Chen, Liaw & Breiman (2004), Using random forest to learn imbalanced data, Berkeley report 666.
 */
export async function growBalancedForest(
  where: string,
  data: TreeData,
  settings: ForestSettings,
  balance: boolean,
  choice: BalancedChoice,
  { signal, onProgress }: FitOptions,
): Promise<GrownForest> {
  const { nEstimators, bootstrap, maxSamples, randomState, ...growth } = settings;
  const random = new RandomState(randomState);
  const items = Array.from({ length: nEstimators }, (): TreeSeeds => {
    const seed = random.randint(0, SEEDS);
    return { seed, choiceSeed: random.randint(0, SEEDS) };
  });
  const draw = balancedDraw(data, bootstrap, maxSamples, balance, choice);
  const runtime = await loadRuntime();
  const grown = await runtime.arena.scope(async (scope) => {
    const { kernels } = runtime;
    const settings = { ...growth, bootstrap: undefined };
    const ranksAlone = sharesRanks(data, growth, draw);
    const { hasMissing, ...shared } = shareData(
      scope,
      data,
      settings,
      !ranksAlone,
      data.weight !== undefined,
    );
    const path = balancedPath(data, growth, draw, hasMissing);
    const terms = (draw.draws ?? draw.size) + 1;
    const xLogX = path === "exact" || growth.criterion === "gini" ? 0 : scope.f64(terms).pointer;
    if (xLogX !== 0) kernels.xLogX(terms, xLogX);
    const { rows, columns } = data.X;
    const ranks = ranksAlone
      ? await rankForKeys({ runtime, scope, x: 0, rows, columns, signal }, data.X)
      : NO_RANKS;
    const all: GrowthCommon = { ...shared, path, ranks: { ...ranks, xLogX } };
    const layout = rowLayout(draw.size, all, kernels);
    const own = ownGrowth(all, 0, layout, draw.size);
    const work = workBytes({ kernels, scratch: scope.u8(MEASURE).pointer }, own);
    const bytes = layout.bytes + rankBytes(all, draw.size) + Math.max(work, rankScratchBytes(draw.size));
    const common = { where, growth: all, draw, weighted: data.weight !== undefined };
    return runtime.runTasks(growBalancedTask, { common, items, scratchBytes: bytes, signal, onProgress });
  });
  const balanced = {
    draw,
    codes: data.codes!,
    weight: bootstrap ? data.weight : undefined,
    choiceSeeds: items.map(({ choiceSeed }) => choiceSeed),
  };
  return {
    trees: grown.map(structureOf),
    sampling: {
      rows: data.X.rows,
      seeds: items.map(({ seed }) => seed),
      bootstrap: undefined,
      balanced,
    },
  };
}

/** Whether the trees share the ranks of all rows, and no features: they compare rows by ranks, and no row weighs too much. */
function sharesRanks(data: TreeData, growth: Omit<TreeSettings, "bootstrap">, draw: BalancedDraw): boolean {
  return (
    balancedPath(data, growth, draw, false) === "sortedKeys" &&
    needsRanksAlone(data.X.rows, data.nClasses, draw.draws ?? 1) &&
    !holdsMissing(data.X)
  );
}

/** The fastest path that fits the rows of the trees, whose weights are whole if they come from a draw or from nowhere. */
function balancedPath(
  data: TreeData,
  growth: Omit<TreeSettings, "bootstrap">,
  draw: BalancedDraw,
  hasMissing: boolean,
): GrowthPath {
  const bootstrap = bootstrapAmong(draw, data.codes!, undefined);
  const weight = bootstrap === undefined ? data.weight : undefined;
  if (weight !== undefined) return "exact"; // a row may be chosen twice, and then weighs twice
  return growthPath({ ...data, weight }, { ...growth, bootstrap }, hasMissing);
}

function balancedDraw(
  data: TreeData,
  bootstrap: boolean,
  maxSamples: number | null,
  balance: boolean,
  { targets, counts, replacement }: BalancedChoice,
): BalancedDraw {
  const wanted = Array.from(counts, (_, code) => targets.get(code) ?? -1);
  const size = counts.reduce((sum, count, code) => sum + (targets.get(code) ?? count), 0);
  const draws = Math.min(drawCount(maxSamples, data.X.rows, data.weight), size);
  return {
    nClasses: counts.length,
    wanted,
    replacement,
    size,
    draws: bootstrap ? draws : undefined,
    outOfBagDraws: bootstrap ? drawCount(maxSamples, size, undefined) : undefined,
    balance,
  };
}
