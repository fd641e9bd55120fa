import type { ArenaScope, Block, Runtime } from "../../parallel/index.js";
import type { BinnedRows } from "./binned-rows.js";
import { type GrownNode, MIN_HESSIAN } from "./grow-hist-tree.js";
import { MOST_PARENTS, NODE_FIELDS, ROWS_FIELDS, RowsByNode } from "./rows-by-node.js";

/** Numbers of a split, as `Split` in kernels/lib/hist/plan.ts has them; two integers share one of them. */
const SPLIT_FIELDS = 10;
const [GAIN, GRADIENTS, HESSIANS, LEFT_VALUE, RIGHT_VALUE, INTEGERS, SET] = [0, 1, 2, 3, 4, 5, 6];

/** From so many additions on a histogram is worth a call of the lanes: a twentieth of a millisecond of work. */
const DISPATCH_ADDITIONS = 40_000;
/** Up to so many cells, a megabyte, nodes are split two at a time: with more, two histograms more cost more memory than time is won. */
const CELLS_OF_PAIRS = 65_536;

/** A histogram to be made, and the features to be searched. */
export interface HistogramJob {
  readonly node: GrownNode;
  /** Features that may be split by, in order; undefined: none is looked for. */
  readonly search: readonly number[] | undefined;
  /** Histograms whose difference it is; -1: it is made from the rows. */
  readonly parent: number;
  readonly sibling: number;
  /** Where the records of its rows are gathered; 0: those of all rows are meant. */
  readonly records: number;
}

/** Settings that the kernels know. */
export interface HistPartsSettings {
  readonly constantHessian: boolean;
  readonly minSamplesLeaf: number;
  readonly l2Regularization: number;
  /** Bins of a histogram, that of missing values included. */
  readonly nBins: number;
  readonly isCategorical: readonly boolean[];
  readonly directions: Int8Array | undefined;
}

/** How many features are a chunk, so that the lanes have equally many chunks. Histograms do not depend on it. */
function chunkOf(features: number, lanes: number, most: number): number {
  const chunks = Math.ceil(Math.ceil(features / most) / lanes) * lanes;
  return Math.ceil(features / chunks);
}

/** The rows of a fit in kernel memory, and what the growth of a tree does with them. */
export class HistParts {
  readonly rows: number;
  /** The rows, grouped by node. */
  readonly byNode: RowsByNode;
  readonly constantHessian: boolean;
  /** 0 ... nFeatures - 1. */
  readonly allFeatures: readonly number[];
  readonly #scope: ArenaScope;
  readonly #binned: BinnedRows;
  readonly #settings: HistPartsSettings;
  readonly #plan: number;
  readonly #scratchBytes: number;
  readonly #scratch: number;
  readonly #cells: Block<Int32Array>;
  readonly #nodes: Block<Float64Array>;
  readonly #segments: readonly Block<Int32Array>[];
  readonly #splits: readonly Block<Float64Array>[];
  readonly #masks: readonly Block<Uint8Array>[];
  readonly #histograms: Block<Float64Array>[] = [];
  readonly #idle: number[] = [];
  readonly #hasMissing: Uint8Array;
  readonly #bins: Int32Array;
  readonly #cellCount: number;
  /** Features whose histograms are made together, and how many such chunks there are. */
  readonly #chunk: number;
  readonly #chunks: number;

  constructor(runtime: Runtime, scope: ArenaScope, binned: BinnedRows, settings: HistPartsSettings) {
    const { rows, features } = binned;
    const { kernels } = runtime;
    this.rows = rows;
    this.constantHessian = settings.constantHessian;
    this.allFeatures = Array.from({ length: features }, (_, j) => j);
    this.#scope = scope;
    this.#binned = binned;
    this.#settings = settings;
    this.#bins = binned.bins.view().slice();
    this.#hasMissing = binned.missing;
    this.#plan = scope.u8(kernels.histPlanBytes()).pointer;
    this.byNode = new RowsByNode(scope, this.#plan, rows, binned.recordBytes);
    this.#cells = scope.i32(features);
    this.#cellCount = this.#layCells();
    this.#chunk = chunkOf(features, runtime.lanes, kernels.histMostTogether());
    this.#chunks = Math.ceil(features / this.#chunk);
    const children = Array.from({ length: 2 * MOST_PARENTS }, (_, k) => k);
    this.#nodes = scope.f64(children.length * NODE_FIELDS);
    this.#segments = children.map(() => scope.i32(2 * this.byNode.parts));
    this.#splits = children.map(() => scope.f64(features * SPLIT_FIELDS));
    this.#masks = children.map(() => scope.u8(features));
    this.#scratchBytes = kernels.histScratchBytes();
    this.#scratch = scope.u8(this.#scratchBytes).pointer;
    const categorical = scope.u8(features);
    categorical.view().set(settings.isCategorical.map(Number));
    const monotonic = scope.u8(features);
    new Int8Array(monotonic.view().buffer, monotonic.pointer, features).set(
      settings.directions ?? new Int8Array(features),
    );
    const missing = scope.u8(features);
    missing.view().set(binned.missing);
    kernels.histPlan(
      this.#plan,
      rows,
      features,
      this.#chunk,
      Math.min(settings.minSamplesLeaf, 2 ** 30),
      binned.records.pointer,
      binned.recordBytes,
      binned.columns.pointer,
      this.byNode.parts,
      binned.bins.pointer,
      this.#cells.pointer,
      missing.pointer,
      categorical.pointer,
      monotonic.pointer,
      Number(settings.constantHessian),
      settings.l2Regularization,
      MIN_HESSIAN,
    );
  }

  /** Each feature has a cell for each of its bins and one for missing values. */
  #layCells(): number {
    const view = this.#cells.view();
    let at = 0;
    for (const [j, bins] of this.#bins.entries()) {
      view[j] = at;
      at += bins + 1;
    }
    return at;
  }

  /** Begins a tree on the gradients and hessians in the records. */
  start(runtime: Runtime, largestHessian: number): void {
    runtime.kernels.histStartTree(this.#plan, largestHessian);
  }

  /** Most nodes that are to be split together. */
  parentsAtOnce(runtime: Runtime): number {
    return runtime.lanes > 1 && this.#cellCount <= CELLS_OF_PAIRS ? MOST_PARENTS : 1;
  }

  /** Whether a feature has missing values. */
  hasMissing(feature: number): boolean {
    return this.#hasMissing[feature] === 1;
  }

  /** Room for a histogram. */
  takeHistogram(): number {
    return this.#idle.pop() ?? this.#histograms.push(this.#scope.f64(2 * this.#cellCount)) - 1;
  }

  /** Gives the room of a node's histogram back, if it has one. */
  giveHistogram(node: GrownNode): void {
    if (node.histogram >= 0) this.#idle.push(node.histogram);
    node.histogram = -1;
  }

  /** Sums of each bin of a feature, missing values last, shape (nBins). */
  cellSums(histogram: number, feature: number): { gradients: Float64Array; hessians: Float64Array } {
    const { nBins } = this.#settings;
    const cells = this.#histograms[histogram]!.view();
    const first = this.#cells.view()[feature]!;
    const bins = this.#bins[feature]!;
    const gradients = new Float64Array(nBins);
    const hessians = new Float64Array(nBins);
    for (let b = 0; b <= bins; b++) {
      const to = b === bins ? nBins - 1 : b;
      gradients[to] = cells[2 * (first + b)]!;
      hessians[to] = cells[2 * (first + b) + 1]!;
    }
    return { gradients, hessians };
  }

  /** Makes the histograms of one or two children of each of some nodes, and notes the best splits of those that are searched. */
  async makeHistograms(runtime: Runtime, families: readonly (readonly HistogramJob[])[]): Promise<void> {
    const { features } = this.#binned;
    for (const [k, jobs] of families.entries()) this.#describe(k, jobs, false);
    const rows = families.reduce((sum, [job]) => sum + job!.node.rows.count, 0);
    const additions = rows * features + 4 * this.#cellCount * families.length;
    const total = families.length * this.#chunks;
    if (additions < DISPATCH_ADDITIONS)
      runtime.kernels.histNodes(0, total, 0, this.#scratch, this.#plan, this.#nodes.pointer);
    else
      await runtime.runBlocks("histNodes", {
        total,
        blockSize: 1,
        args: [this.#plan, this.#nodes.pointer],
        scratchBytes: this.#scratchBytes,
      });
    for (const [k, jobs] of families.entries())
      for (const [c, { node, search }] of jobs.entries())
        if (search !== undefined) this.#choose(2 * k + c, node, search);
  }

  /** Searches a root whose histogram is made. */
  searchRoot(runtime: Runtime, root: GrownNode, search: readonly number[]): void {
    this.#describe(0, [{ node: root, search, parent: -1, sibling: -1, records: 0 }], true);
    runtime.kernels.histNodes(0, this.#chunks, 0, this.#scratch, this.#plan, this.#nodes.pointer);
    this.#choose(0, root, search);
  }

  /** Tells the kernels of the children of the k-th node. */
  #describe(k: number, jobs: readonly HistogramJob[], made: boolean): void {
    const numbers = this.#nodes.view().subarray(2 * k * NODE_FIELDS, 2 * (k + 1) * NODE_FIELDS);
    numbers.fill(0);
    for (const [c, job] of jobs.entries())
      this.#describeChild(2 * k + c, job, made, numbers.subarray(c * NODE_FIELDS));
  }

  #describeChild(
    k: number,
    { node, search, parent, sibling, records }: HistogramJob,
    made: boolean,
    numbers: Float64Array,
  ): void {
    const pointerOf = (histogram: number): number =>
      histogram < 0 ? 0 : this.#histograms[histogram]!.pointer;
    const masked = search !== undefined && search.length < this.allFeatures.length;
    if (masked) {
      const mask = this.#masks[k]!.view().fill(0);
      for (const feature of search) mask[feature] = 1;
    }
    this.byNode.describe(node.rows, numbers, this.#segments[k]!);
    numbers.set(
      [
        pointerOf(node.histogram),
        pointerOf(parent),
        pointerOf(sibling),
        Number(made),
        node.gradients,
        node.hessians,
        node.value,
        node.lower,
        node.upper,
        masked ? this.#masks[k]!.pointer : 0,
        search === undefined ? 0 : this.#splits[k]!.pointer,
        records,
      ],
      ROWS_FIELDS,
    );
  }

  /** The split of the largest gain; of equal ones that of the first feature. */
  #choose(k: number, node: GrownNode, search: readonly number[]): void {
    const splits = this.#splits[k]!.view();
    let feature = search[0]!;
    for (const candidate of search)
      if (splits[candidate * SPLIT_FIELDS + GAIN]! > splits[feature * SPLIT_FIELDS + GAIN]!)
        feature = candidate;
    const at = feature * SPLIT_FIELDS;
    node.gain = splits[at + GAIN]!;
    if (!(node.gain > 0)) return;
    const words = new Uint32Array(splits.buffer, splits.byteOffset, 2 * splits.length);
    node.split = {
      gain: node.gain,
      feature,
      gradients: splits[at + GRADIENTS]!,
      hessians: splits[at + HESSIANS]!,
      leftValue: splits[at + LEFT_VALUE]!,
      rightValue: splits[at + RIGHT_VALUE]!,
      bin: words[2 * (at + INTEGERS)]!,
      missingLeft: words[2 * (at + INTEGERS) + 1] === 1,
      set:
        this.#settings.isCategorical[feature] === true
          ? words.slice(2 * (at + SET), 2 * (at + SET) + 8)
          : undefined,
    };
  }
}
