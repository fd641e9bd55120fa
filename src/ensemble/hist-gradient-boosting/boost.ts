import type { FitOptions, Label } from "../../base/estimator.js";
import { Matrix } from "../../core/matrix.js";
import { Pcg64 } from "../../core/pcg64.js";
import { RandomState } from "../../core/random-state.js";
import type { Scorer } from "../../metrics/scorer.js";
import { type ArenaScope, loadRuntime, type Runtime } from "../../parallel/index.js";
import { breathing } from "../../parallel/platform.js";
import { binThresholds, type TrainingRows } from "./bin-thresholds.js";
import { type BinnedRows, binRows } from "./binned-rows.js";
import { finishTree } from "./finish-tree.js";
import { type GrownTree, growHistTree, type HistTreeSettings } from "./grow-hist-tree.js";
import { HeldOutRows } from "./held-out-rows.js";
import type { HistGradientBoostingParams } from "./hist-params.js";
import { HistParts } from "./hist-parts.js";
import type { HistTree } from "./hist-tree.js";
import { allRows, holdOut, type Samples, type TargetRows } from "./hold-out.js";
import { derive, type LossRows, meanLoss, placePairs, placeRows } from "./loss-passes.js";
import type { Loss } from "./losses.js";
import { isInVain, scoredRows, scoreRaw } from "./stop-early.js";

/** What boosting needs beside its data. */
export interface BoostSettings
  extends Omit<
    HistGradientBoostingParams,
    "categoricalFeatures" | "monotonicCst" | "interactionCst" | "earlyStopping" | "scoring"
  > {
  readonly where: string;
  readonly loss: Loss;
  readonly earlyStopping: boolean;
  /** undefined: the loss; null: accuracy or R². */
  readonly scorer: Scorer | null | undefined;
  /** Classes; undefined in regression. */
  readonly classes: readonly Label[] | undefined;
  /** Which column each feature is that trees see: categories first, as in scikit-learn. */
  readonly columns: Int32Array;
  /** Number of categories of each such feature; undefined for one of numbers. */
  readonly categoryCounts: readonly (number | undefined)[];
  /** Directions of effects of such features; undefined if there are none. */
  readonly directions: Int8Array | undefined;
  /** Groups of such features that may interact. */
  readonly groups: readonly (readonly number[])[] | undefined;
}

/** Trees of each iteration and what they add up from. */
export interface Boosted {
  readonly predictors: readonly (readonly HistTree[])[];
  readonly baseline: Float64Array;
  /** Scores on the training rows, that of the baseline first; empty without early stopping. */
  readonly trainScore: Float64Array;
  /** Scores on the rows held out. */
  readonly validationScore: Float64Array;
}

/** Bound of the seeds, as scikit-learn has it: 2³² − 1. */
const SEEDS = 4294967295;

/**
 * Gradient boosting on histograms: each iteration fits a tree to the gradients and hessians of the loss, one for each output.
 *
 * @param validation rows to score on; held out from `training` if undefined and the settings ask for it.
 * @see Friedman (2001), Greedy function approximation: a gradient boosting machine, doi:10.1214/aos/1013203451.
 */
export async function boost(
  training: Samples,
  validation: Samples | undefined,
  settings: BoostSettings,
  options: FitOptions,
): Promise<Boosted> {
  const { earlyStopping, validationFraction, where, classes, maxIter } = settings;
  const runtime = await loadRuntime();
  runtime.startLanes();
  const random = new RandomState(settings.randomState);
  const seed = random.randint(0, SEEDS);
  const treeRandom = new Pcg64(random.randint(0, SEEDS));
  const splits = validation === undefined && earlyStopping && validationFraction !== null;
  const { train, held } = splits
    ? holdOut(where, training, validationFraction, classes, seed)
    : { train: allRows(training), held: validation && allRows(validation) };
  const breathe = breathing();
  return runtime.arena.scope(async (scope) => {
    const boosting = await begin(runtime, scope, train, settings, seed, treeRandom);
    const referee = earlyStopping ? new Referee(runtime, scope, boosting, held, settings, seed) : undefined;
    await referee?.judge([]);
    const predictors: HistTree[][] = [];
    while (predictors.length < maxIter) {
      predictors.push(await boosting.iterate(breathe, options));
      options.onProgress?.({ done: predictors.length, total: maxIter });
      if (referee !== undefined && (await referee.judge(predictors.at(-1)!))) break;
    }
    return {
      predictors,
      baseline: boosting.baseline,
      trainScore: Float64Array.from(referee?.trainScore ?? []),
      validationScore: Float64Array.from(referee?.validationScore ?? []),
    };
  });
}

/** Makes bins, and puts all that boosting works on into kernel memory. */
async function begin(
  runtime: Runtime,
  scope: ArenaScope,
  train: TargetRows,
  settings: BoostSettings,
  seed: number,
  treeRandom: Pcg64,
): Promise<Boosting> {
  const { loss, columns, categoryCounts, maxBins } = settings;
  const thresholds = await thresholdsOfAll(runtime, train, settings, seed);
  const binned = await binRows(runtime, scope, train, thresholds, columns);
  const baseline = loss.intercept(train.y, train.weight);
  const rows = placeRows(scope, train.y, train.weight, baseline);
  const parts = new HistParts(runtime, scope, binned, {
    ...settings,
    constantHessian: loss.constantHessian && train.weight === undefined,
    nBins: maxBins + 1,
    isCategorical: categoryCounts.map((count) => count !== undefined),
  });
  return new Boosting(runtime, scope, rows, train, baseline, binned, parts, thresholds, {
    ...settings,
    random: treeRandom,
  });
}

/** Thresholds of each feature: between neighbouring codes of categories, else between bins of values. */
async function thresholdsOfAll(
  runtime: Runtime,
  train: TrainingRows,
  { columns, categoryCounts, maxBins }: BoostSettings,
  seed: number,
): Promise<Float64Array[]> {
  const numeric = Array.from(columns).filter((_, f) => categoryCounts[f] === undefined);
  const own = await binThresholds(runtime, train, numeric, maxBins, new RandomState(seed));
  return categoryCounts.map((count) =>
    count === undefined
      ? own.shift()!
      : Float64Array.from({ length: Math.max(0, count - 1) }, (_, k) => k + 0.5),
  );
}

/** Rows, trees and predictions of a fit that goes on. */
class Boosting {
  readonly baseline: Float64Array;
  readonly rows: TargetRows;
  readonly #runtime: Runtime;
  readonly #parts: HistParts;
  readonly #thresholds: readonly Float64Array[];
  readonly #settings: BoostSettings & HistTreeSettings;
  readonly #binned: BinnedRows;
  /** Gradients and hessians of several outputs; that of one stand in the records at once. */
  readonly #pairs: number;
  /** The rows with their predictions before and after an iteration. */
  readonly #turns: [LossRows, LossRows];

  constructor(
    runtime: Runtime,
    scope: ArenaScope,
    start: LossRows,
    rows: TargetRows,
    baseline: Float64Array,
    binned: BinnedRows,
    parts: HistParts,
    thresholds: readonly Float64Array[],
    settings: BoostSettings & HistTreeSettings,
  ) {
    this.#runtime = runtime;
    this.rows = rows;
    this.baseline = baseline;
    this.#parts = parts;
    this.#thresholds = thresholds;
    this.#settings = settings;
    this.#binned = binned;
    this.#pairs = settings.loss.outputs === 1 ? 0 : scope.f32(2 * start.raw.length).pointer;
    this.#turns = [start, { ...start, raw: scope.f64(start.raw.length) }];
    this.#turns[1].raw.view().fill(0);
  }

  /** The rows with their predictions as of now. */
  get train(): LossRows {
    return this.#turns[0];
  }

  /** Fits a tree to each output and adds them to the predictions. */
  async iterate(breathe: () => Promise<void>, { signal }: FitOptions): Promise<HistTree[]> {
    const { loss, columns } = this.#settings;
    const [before, after] = this.#turns;
    const { records, recordBytes } = this.#binned;
    const largestHessian =
      loss.outputs === 1
        ? await derive(this.#runtime, loss, before, records.pointer, recordBytes)
        : await derive(this.#runtime, loss, before, this.#pairs, 8);
    const trees: HistTree[] = [];
    for (let k = 0; k < loss.outputs; k++) {
      await breathe();
      signal?.throwIfAborted();
      const shift = 8 * k * before.stride;
      if (loss.outputs > 1) await placePairs(this.#runtime, this.#binned, this.#pairs + shift);
      this.#parts.start(this.#runtime, largestHessian);
      const grown = await growHistTree(this.#runtime, this.#parts, this.#settings);
      if (loss.leafValue !== undefined) this.#searchLine(grown, before.raw.view());
      trees.push(finishTree(grown, { thresholds: this.#thresholds, columns }));
      await this.#parts.byNode.addLeaves(
        this.#runtime,
        grown.leaves,
        before.raw.pointer + shift,
        after.raw.pointer + shift,
      );
    }
    this.#turns.reverse();
    return trees;
  }

  /** Gives each leaf the value that is best for the residuals of its rows. */
  #searchLine({ leaves }: GrownTree, raw: Float64Array): void {
    const { y, weight } = this.rows;
    const { loss, learningRate } = this.#settings;
    for (const leaf of leaves) {
      const rows = this.#parts.byNode.rowsOf(leaf.rows);
      const residuals = Float64Array.from(rows, (i) => y[i]! - raw[i]!);
      const own = weight && Float64Array.from(rows, (i) => weight[i]!);
      leaf.value = learningRate * loss.leafValue!(residuals, own);
    }
  }
}

/** Scores each iteration and says when boosting goes on in vain. */
class Referee {
  readonly trainScore: number[] = [];
  readonly validationScore: number[] = [];
  readonly #runtime: Runtime;
  readonly #boosting: Boosting;
  readonly #held: HeldOutRows | undefined;
  readonly #heldRows: TargetRows | undefined;
  readonly #settings: BoostSettings;
  /** Training rows that a scorer looks at; undefined: all. */
  readonly #scored: Int32Array | undefined;

  constructor(
    runtime: Runtime,
    scope: ArenaScope,
    boosting: Boosting,
    held: TargetRows | undefined,
    settings: BoostSettings,
    seed: number,
  ) {
    this.#runtime = runtime;
    this.#boosting = boosting;
    this.#held = held && new HeldOutRows(scope, held, boosting.baseline);
    this.#heldRows = held;
    this.#settings = settings;
    const isClassifier = settings.classes !== undefined;
    this.#scored =
      settings.scorer === undefined
        ? undefined
        : scoredRows(settings.where, boosting.rows.y, isClassifier, seed);
  }

  /** Scores the predictions after an iteration with these trees; true if boosting should end. */
  async judge(trees: readonly HistTree[]): Promise<boolean> {
    const { nIterNoChange, tol, scorer } = this.#settings;
    if (trees.length > 0) await this.#held?.add(trees);
    this.trainScore.push(
      scorer === undefined ? await this.#lossOf(this.#boosting.train) : this.#trainAnswer(scorer),
    );
    if (this.#held === undefined) return isInVain(this.trainScore, nIterNoChange, tol);
    this.validationScore.push(
      scorer === undefined ? await this.#lossOf(this.#held.loss) : this.#heldAnswer(scorer, this.#held),
    );
    return isInVain(this.validationScore, nIterNoChange, tol);
  }

  async #lossOf(rows: LossRows): Promise<number> {
    return -(await meanLoss(this.#runtime, this.#settings.loss, rows));
  }

  #trainAnswer(scorer: Scorer | null): number {
    const { loss, where, classes } = this.#settings;
    const { y, weight } = this.#boosting.rows;
    const { raw, stride, rows } = this.#boosting.train;
    const index = this.#scored ?? Int32Array.from({ length: rows }, (_, i) => i);
    const byOutput = raw.view();
    const out = new Float64Array(index.length * loss.outputs);
    for (let i = 0; i < index.length; i++)
      for (let k = 0; k < loss.outputs; k++) out[i * loss.outputs + k] = byOutput[k * stride + index[i]!]!;
    return scoreRaw(where, scorer, loss, {
      raw: new Matrix(out, index.length, loss.outputs),
      y: Float64Array.from(index, (i) => y[i]!),
      weight: weight && Float64Array.from(index, (i) => weight[i]!),
      classes,
    });
  }

  #heldAnswer(scorer: Scorer | null, held: HeldOutRows): number {
    const { loss, where, classes } = this.#settings;
    const { y, weight, rows } = this.#heldRows!;
    return scoreRaw(where, scorer, loss, {
      raw: new Matrix(held.raw, rows, loss.outputs),
      y,
      weight,
      classes,
    });
  }
}
