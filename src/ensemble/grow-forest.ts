import type { FitOptions } from "../base/estimator.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { RandomState } from "../core/random-state.js";
import { type Bootstrap, bootstrapRows } from "../tree/bootstrap.js";
import { growTrees, type TreeData, type TreeSettings } from "../tree/grow-tree.js";
import type { TreeStructure } from "../tree/tree-structure.js";
import { type BalancedSampling, balancedTreeRows } from "./balanced-draw.js";
import type { ForestParams } from "./forest-params.js";

/** Bound of the seeds of trees, as scikit-learn has it: 2³¹ − 1. */
const SEEDS = 2147483647;

/** How the rows of each tree were drawn. */
export interface ForestSampling {
  /** Rows of the training data. */
  readonly rows: number;
  /** Seed of each tree, shape (nEstimators). */
  readonly seeds: readonly number[];
  /** undefined: every tree saw all rows. */
  readonly bootstrap: Bootstrap | undefined;
  /** Of a forest whose trees see some rows of each class. */
  readonly balanced?: BalancedSampling;
}

/** A grown forest. */
export interface GrownForest {
  readonly trees: readonly TreeStructure[];
  readonly sampling: ForestSampling;
}

/** Settings of a forest: those of its trees, and how it makes them differ. */
export type ForestSettings = Omit<TreeSettings, "bootstrap"> &
  Pick<ForestParams, "nEstimators" | "bootstrap" | "maxSamples" | "randomState">;

/**
 * Grows the trees of a forest: tree k has seed k of the forest's random stream, draws its rows by it and grows by it.
 * Sample weights are probabilities of being drawn; without bootstrap they weigh the rows.
 *
 * @param balance whether classes weigh inversely to their frequency among the rows that a tree drew.
 * @see Breiman (2001), Random forests, doi:10.1023/A:1010933404324.
 */
export async function growForest(
  data: TreeData,
  settings: ForestSettings,
  balance: boolean,
  options: FitOptions,
): Promise<GrownForest> {
  const { nEstimators, bootstrap: draws, maxSamples, randomState, ...growth } = settings;
  const random = new RandomState(randomState);
  const seeds = Array.from({ length: nEstimators }, () => random.randint(0, SEEDS));
  const { rows } = data.X;
  const bootstrap: Bootstrap | undefined = draws
    ? {
        size: drawCount(maxSamples, rows, data.weight),
        probability: data.weight && shares(data.weight),
        balance: balance
          ? { codes: data.codes!, nClasses: data.nClasses, nOutputs: data.nOutputs ?? 1 }
          : undefined,
      }
    : undefined;
  const trees = await growTrees(
    draws ? { ...data, weight: undefined } : data,
    { ...growth, bootstrap },
    seeds,
    options,
  );
  // The model remembers the draw, not the labels.
  return { trees, sampling: { rows, seeds, bootstrap: bootstrap && { ...bootstrap, balance: undefined } } };
}

/** Weights as probabilities. */
export function shares(weight: Float64Array): Float64Array {
  const total = pairwiseSum(weight);
  return weight.map((w) => w / total);
}

/** Number of rows to draw: all, so many, or a share of them or, where weighted, of their weight. */
export function drawCount(maxSamples: number | null, rows: number, weight: Float64Array | undefined): number {
  if (maxSamples === null) return rows;
  if (Number.isInteger(maxSamples)) return maxSamples;
  const total = weight === undefined ? rows : pairwiseSum(weight);
  return Math.max(1, Math.floor(maxSamples * total));
}

/** Rows that each tree was grown on, with repetitions. */
export function sampledRows({ rows, seeds, bootstrap, balanced }: ForestSampling): Int32Array[] {
  if (balanced !== undefined) return seeds.map((seed, t) => balancedTreeRows(balanced, seed, t));
  return seeds.map((seed) =>
    bootstrap === undefined
      ? Int32Array.from({ length: rows }, (_, i) => i)
      : bootstrapRows(bootstrap, seed, rows),
  );
}
