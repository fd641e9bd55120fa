import type { Label, TableLike, VectorLike } from "../base/estimator.js";
import { InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { getScorer, type Scorer, type ScorerInput, type ScorerName } from "../metrics/scorer.js";

/** A score of one's own: gets the fitted model and the rows to score it on; greater is better. */
// biome-ignore lint/suspicious/noExplicitAny: the model and the labels are as various as the estimators
export type ScoreFunction = (model: any, X: any, y: any) => number | Promise<number>;

/** One score: a name, a scorer, or a function of the model. */
export type SingleScoring = ScorerName | Scorer | ScoreFunction;

/** What to score by: one score, or several with names K. Left out: the model's own `score`. */
export type Scoring<K extends string = string> =
  | SingleScoring
  | readonly (K & ScorerName)[]
  | Readonly<Record<K, SingleScoring>>;

/** An array for one score, a record of arrays for several with names K. */
export type ScoresOf<K extends string> = [K] extends [never]
  ? Float64Array
  : { readonly [N in K]: Float64Array };

/** Scores by their keys; `score` is the key of a single one. */
export interface ScoringPlan {
  readonly keys: readonly string[];
  readonly scorers: readonly (Scorer | ScoreFunction | undefined)[];
  /** Whether there are several scores by name. */
  readonly multiple: boolean;
}

/** Key of a score that has no name. */
export const SINGLE = "score";

/**
 * Looks up scorers by name and checks what was given.
 *
 * @throws {InvalidParameterError} if a name is unknown (the message has the nearest) or a score is of no accepted kind.
 */
export function planScoring(where: string, scoring: Scoring | undefined): ScoringPlan {
  if (scoring === undefined) return { keys: [SINGLE], scorers: [undefined], multiple: false };
  if (isSingle(scoring)) return { keys: [SINGLE], scorers: [resolve(where, scoring)], multiple: false };
  const entries: readonly (readonly [string, unknown])[] = Array.isArray(scoring)
    ? (scoring as readonly string[]).map((name) => [name, name])
    : Object.entries(checkRecord(where, scoring));
  if (entries.length === 0 || new Set(entries.map(([key]) => key)).size < entries.length)
    throw new InvalidParameterError(where, "scoring", "one or more distinct scores", scoring);
  return {
    keys: entries.map(([key]) => key),
    scorers: entries.map(([, score]) => resolve(where, score)),
    multiple: true,
  };
}

function checkRecord(where: string, scoring: unknown): object {
  if (typeof scoring === "object" && scoring !== null) return scoring;
  const rule = "the name of a score, a scorer, a function, an array of names or a record of scores";
  throw new InvalidParameterError(where, "scoring", rule, scoring);
}

function isSingle(scoring: unknown): boolean {
  return typeof scoring === "string" || typeof scoring === "function" || isScorer(scoring);
}

function isScorer(value: unknown): value is Scorer {
  return (
    typeof value === "object" &&
    value !== null &&
    "needs" in value &&
    "score" in value &&
    typeof value.score === "function"
  );
}

function resolve(where: string, score: unknown): Scorer | ScoreFunction {
  if (typeof score === "function") return score as ScoreFunction;
  if (isScorer(score)) return score;
  return getScorer(score as ScorerName, where);
}

/** Names of the scorers of a plan (null: the model's own score), or undefined if one of them is no built-in one. */
export function namesOf({ scorers }: ScoringPlan): (ScorerName | null)[] | undefined {
  const names: (ScorerName | null)[] = [];
  for (const scorer of scorers) {
    if (typeof scorer === "function") return undefined;
    if (scorer?.builtIn === false) return undefined;
    names.push(scorer === undefined ? null : (scorer.name as ScorerName));
  }
  return names;
}

/** The plan that {@link namesOf} wrote down. */
export function planOfNames(names: readonly (ScorerName | null)[]): Pick<ScoringPlan, "scorers"> {
  return { scorers: names.map((name) => (name === null ? undefined : getScorer(name))) };
}

/** A fitted model, as far as scoring looks. */
interface Scorable {
  readonly classes?: readonly Label[];
  predict?(X: unknown): Promise<VectorLike<Label>>;
  predictProba?(X: unknown): Promise<Matrix>;
  decisionFunction?(X: unknown): Promise<Float64Array | Matrix>;
  score?(X: unknown, y: unknown): Promise<number>;
}

/**
 * Scores of a model on rows, in the order of the plan. The model answers each kind of question once.
 *
 * @throws {InvalidParameterError} if the model cannot answer what a scorer needs.
 */
export async function evaluate(
  where: string,
  model: unknown,
  X: TableLike,
  y: VectorLike<Label> | undefined,
  { scorers }: Pick<ScoringPlan, "scorers">,
): Promise<number[]> {
  const scorable = model as Scorable;
  const answers = new Map<ScorerInput, VectorLike<Label> | Matrix>();
  const scores: number[] = [];
  for (const scorer of scorers) {
    if (scorer === undefined) {
      if (typeof scorable.score !== "function")
        throw new InvalidParameterError(
          where,
          "scoring",
          "given, because the model has no score of its own",
          scorer,
        );
      scores.push(await scorable.score(X, y));
    } else if (typeof scorer === "function") {
      scores.push(checkNumber(where, await scorer(model, X, y)));
    } else {
      let output = answers.get(scorer.needs);
      if (output === undefined) {
        output = await ask(where, scorable, scorer, X);
        answers.set(scorer.needs, output);
      }
      scores.push(checkNumber(where, scorer.score(y ?? [], { output, classes: scorable.classes })));
    }
  }
  return scores;
}

function checkNumber(where: string, score: unknown): number {
  if (typeof score === "number") return score;
  throw new InvalidParameterError(where, "scoring", "a score that returns a number", score);
}

function ask(
  where: string,
  model: Scorable,
  scorer: Scorer,
  X: TableLike,
): Promise<VectorLike<Label> | Matrix> {
  if (scorer.needs === "predict" && model.predict !== undefined) return model.predict(X);
  if (scorer.needs === "decision" && model.decisionFunction !== undefined) return model.decisionFunction(X);
  if (scorer.needs !== "predict" && model.predictProba !== undefined) return model.predictProba(X);
  const needed = scorer.needs === "decision" ? "decisionFunction or predictProba" : scorer.needs;
  throw new InvalidParameterError(
    where,
    "scoring",
    `a score that the model can answer; ${scorer.name} needs ${needed}`,
    scorer.name,
  );
}
