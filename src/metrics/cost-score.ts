import type { Label, VectorLike } from "../base/estimator.js";
import { InvalidParameterError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { toLabelPairs } from "./label-pairs.js";
import { makeScorer, type Scorer } from "./scorer.js";

/**
 * What each decision costs: `costs[trueLabel][predictedLabel]`, the labels written as keys. A right decision costs 0 where it is left out; a
 * gain is a negative cost.
 */
export type CostTable<L extends Label = Label> = {
  readonly [T in `${L}`]: { readonly [P in `${L}`]?: number };
};

/** Options of {@link costScore}. */
export interface CostScoreOptions<L extends Label> {
  /** What each decision costs. */
  readonly costs: CostTable<L>;
  /** Whether the mean cost of a sample is returned (true) or the sum (false). Default true. */
  readonly normalize?: boolean;
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
}

/**
 * What the predictions cost, on average or in all: Σ w × costs[true][predicted] (÷ Σ w).
 *
 * @throws {InvalidInputError} if the labels are empty, of different lengths or types.
 * @throws {InvalidParameterError} if the cost of a decision that occurs is missing or not finite.
 * @see Elkan (2001), The foundations of cost-sensitive learning, IJCAI.
 * @example
 * ```ts
 * const costs = { well: { ill: 1 }, ill: { well: 20 } } as const; // a miss costs twenty false alarms
 * costScore(["well", "well", "ill", "ill"], ["well", "ill", "ill", "well"], { costs }); // => 5.25
 * ```
 */
export function costScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  { costs, normalize = true, sampleWeight }: CostScoreOptions<L>,
): number {
  const where = "costScore";
  const pairs = toLabelPairs(where, yTrue, yPred, sampleWeight);
  const { classes, trueCodes, predCodes } = pairs;
  const known = new Map<number, number>();
  const each = new Float64Array(trueCodes.length);
  for (let i = 0; i < each.length; i++) {
    const decision = trueCodes[i]! * classes.length + predCodes[i]!;
    let cost = known.get(decision);
    if (cost === undefined) {
      cost = costOf(where, costs, classes[trueCodes[i]!]!, classes[predCodes[i]!]!);
      known.set(decision, cost);
    }
    const weight = pairs.sampleWeight === undefined ? 1 : pairs.sampleWeight[i]!;
    each[i] = weight * cost;
  }
  if (!normalize) return pairwiseSum(each);
  return (
    pairwiseSum(each) / (pairs.sampleWeight === undefined ? each.length : pairwiseSum(pairs.sampleWeight))
  );
}

function costOf(where: string, costs: unknown, actual: Label, predicted: Label): number {
  const table = costs as Readonly<Record<string, Readonly<Record<string, number>>>>;
  const row = isTable(table) && Object.hasOwn(table, String(actual)) ? table[String(actual)] : undefined;
  const given = isTable(row) && Object.hasOwn(row, String(predicted)) ? row[String(predicted)] : undefined;
  if (given === undefined && actual === predicted) return 0;
  if (typeof given === "number" && Number.isFinite(given)) return given;
  const rule = `a table with a finite number at [${JSON.stringify(actual)}][${JSON.stringify(predicted)}]`;
  throw new InvalidParameterError(where, "costs", rule, given);
}

const isTable = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Options of {@link makeCostScorer}. */
export interface CostScorerOptions<L extends Label> {
  /** What each decision costs. */
  readonly costs: CostTable<L>;
  /** The class of two that a tuned threshold refers to; the larger one by default. The best decisions are the same for either. */
  readonly posLabel?: L;
}

/**
 * A scorer of {@link costScore}: for searches, cross-validation, and a threshold tuned to cost the least. The mean cost comes with its sign
 * changed, since greater is better.
 *
 * @throws {InvalidParameterError} if `costs` is no table.
 * @example
 * ```ts
 * const { X, y } = makeClassification({ nSamples: 300, weights: [0.9], randomState: 0 });
 * const costs = { 0: { 1: 1 }, 1: { 0: 20 } }; // a miss costs twenty false alarms
 * const scoring = makeCostScorer({ costs });
 * const model = await new TunedThresholdClassifierCV(new LogisticRegression(), { scoring }).fit(X, y);
 * costScore(y, await model.estimator.predict(X), { costs }).toFixed(2); // => "0.75"
 * costScore(y, await model.predict(X), { costs }).toFixed(2); // => "0.53"
 * ```
 */
export function makeCostScorer<L extends Label>({ costs, posLabel }: CostScorerOptions<L>): Scorer {
  if (!isTable(costs) || !Object.values(costs).every(isTable))
    throw new InvalidParameterError(
      "makeCostScorer",
      "costs",
      "a table of costs by true and predicted label",
      costs,
    );
  const cost = (
    yTrue: VectorLike<L>,
    yPred: VectorLike<L>,
    options: { sampleWeight?: VectorLike<number> },
  ): number =>
    costScore(yTrue, yPred, {
      costs,
      ...(options.sampleWeight === undefined ? {} : { sampleWeight: options.sampleWeight }),
    });
  const scorer = makeScorer(cost, {
    greaterIsBetter: false,
    ...(posLabel === undefined ? {} : { posLabel }),
  });
  return { ...scorer, name: "neg_cost" };
}

/** Options of {@link costThreshold}. */
export interface CostThresholdOptions<L extends Label> {
  /** What each decision costs. */
  readonly costs: CostTable<L>;
  /** The class whose probability is compared with the threshold. */
  readonly posLabel: L;
  /** The other class. */
  readonly negLabel: L;
}

/**
 * The probability of the positive class from which on calling it costs less than not calling it, where the probabilities are true:
 * p* = (c₁₀ − c₀₀) / (c₁₀ − c₀₀ + c₀₁ − c₁₁), with c₁₀ the cost of a false alarm and c₀₁ that of a miss. Where they are not to be trusted, tune
 * the threshold by {@link makeCostScorer} instead.
 *
 * @throws {InvalidParameterError} if a cost is missing, or a wrong decision does not cost more than a right one.
 * @see Elkan (2001), The foundations of cost-sensitive learning, IJCAI, equation 2.
 * @example
 * ```ts
 * const costs = { well: { ill: 1 }, ill: { well: 19 } };
 * costThreshold({ costs, posLabel: "ill", negLabel: "well" }); // => 0.05
 * ```
 */
export function costThreshold<L extends Label>({
  costs,
  posLabel,
  negLabel,
}: CostThresholdOptions<L>): number {
  const where = "costThreshold";
  const alarm = costOf(where, costs, negLabel, posLabel) - costOf(where, costs, negLabel, negLabel);
  const miss = costOf(where, costs, posLabel, negLabel) - costOf(where, costs, posLabel, posLabel);
  if (alarm > 0 && miss > 0) return alarm / (alarm + miss);
  throw new InvalidParameterError(
    where,
    "costs",
    "a table in which wrong decisions cost more than right ones",
    costs,
  );
}
