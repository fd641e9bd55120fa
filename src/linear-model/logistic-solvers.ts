import { allFinite } from "../base/input.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { lbfgs } from "../linalg/lbfgs.js";
import { newtonCg } from "../linalg/newton-cg.js";
import { trustRegionNewton } from "../linalg/trust-region-newton.js";
import type { CancelSignal, Runtime } from "../parallel/index.js";
import { BoundedIntegers } from "./liblinear-random.js";
import { logisticDual, type SignedProblem } from "./logistic-dual.js";
import { type LogisticData, type LogisticTerms, logisticObjective } from "./logistic-objective.js";
import { newGlmnet } from "./new-glmnet.js";
import { newtonCholesky } from "./newton-cholesky.js";
import { sagOverflow } from "./ridge-solvers.js";
import { stochasticAverageGradient } from "./sag.js";

/** Solvers of logistic regression. */
export type LogisticSolver = "lbfgs" | "liblinear" | "newton-cg" | "newton-cholesky" | "sag" | "saga";

/** Penalty on the coefficients; null for none. */
export type LogisticPenalty = "l1" | "l2" | "elasticnet" | null;

/** How to solve it. */
export interface LogisticSettings {
  readonly solver: LogisticSolver;
  readonly penalty: LogisticPenalty;
  readonly C: number;
  readonly l1Ratio: number;
  readonly dual: boolean;
  readonly tol: number;
  readonly maxIter: number;
  readonly fitIntercept: boolean;
  readonly interceptScaling: number;
  readonly randomState: number | null;
  readonly signal?: CancelSignal | undefined;
  /** Called with the number of iterations made. */
  readonly onIteration: (nIter: number) => void;
}

/** Solution of a logistic regression. */
export interface LogisticSolution {
  /** shape (nScores, nFeatures), row-major; nScores is 1 for two classes. */
  readonly coef: Float64Array;
  /** shape (nScores). */
  readonly intercept: Float64Array;
  readonly nIter: number;
  readonly converged: boolean;
}

/**
 * Minimises the penalised logistic loss by the solver in the settings.
 *
 * @throws {InvalidInputError} if X is so large that a coefficient overflows.
 */
export async function solveLogistic(
  where: string,
  runtime: Runtime,
  data: LogisticData,
  settings: LogisticSettings,
): Promise<LogisticSolution> {
  const solution = await bySolver(where, runtime, data, settings);
  if (allFinite(solution.coef) && allFinite(solution.intercept)) return solution;
  const rule = "X must be scaled so that the coefficients stay finite (StandardScaler helps)";
  throw new InvalidInputError(where, rule, new Described(`overflow in ${settings.solver}`));
}

async function bySolver(
  where: string,
  runtime: Runtime,
  data: LogisticData,
  settings: LogisticSettings,
): Promise<LogisticSolution> {
  if (settings.solver === "liblinear") return byLiblinear(where, runtime, data, settings);
  if (settings.solver === "sag" || settings.solver === "saga") return bySag(where, data, settings);
  return byObjective(runtime, data, settings);
}

/** Solvers that see the mean loss plus penalty / 2 ‖coef‖², penalty = 1 / (C Σw). */
async function byObjective(
  runtime: Runtime,
  data: LogisticData,
  settings: LogisticSettings,
): Promise<LogisticSolution> {
  const { solver, C, tol, maxIter, fitIntercept, signal, onIteration } = settings;
  const total = data.weight === undefined ? data.nSamples : data.weight.reduce((sum, w) => sum + w, 0);
  const penalty = settings.penalty === null ? 0 : 1 / (C * total);
  const terms: LogisticTerms = { fitIntercept, lossScale: 1 / total, penalty };
  return runtime.arena.scope(async (scope) => {
    const objective = logisticObjective(runtime, scope, data, terms, signal);
    const start = new Float64Array(objective.size);
    const nScores = data.nClasses === 2 ? 1 : data.nClasses;
    if (solver === "newton-cg") {
      const { x, ...rest } = await newtonCg(objective, start, { maxIter, tol, onIteration });
      return { ...unravel(x, data, fitIntercept), ...rest };
    }
    if (solver === "newton-cholesky") {
      const options = { maxIter, tol, nScores, fitIntercept, penalised: penalty > 0, onIteration };
      const { x, ...rest } = await newtonCholesky(objective, options);
      return { ...unravel(x, data, fitIntercept), ...rest };
    }
    const { x, nIter, converged } = await lbfgs(objective.evaluate, start, {
      maxIter,
      gtol: tol,
      ftol: 64 * 2 ** -52,
      maxLineSearch: 50,
      onIteration,
    });
    return { ...unravel(x, data, fitIntercept), nIter: Math.min(nIter, maxIter), converged };
  });
}

/** Parameters in the order of the objective to coefficients class by class. */
function unravel(
  x: Float64Array,
  { nFeatures: d, nClasses }: LogisticData,
  fitIntercept: boolean,
): Pick<LogisticSolution, "coef" | "intercept"> {
  const k = nClasses === 2 ? 1 : nClasses;
  const coef = new Float64Array(k * d);
  const intercept = new Float64Array(k);
  for (let c = 0; c < k; c++) {
    for (let j = 0; j < d; j++) coef[c * d + j] = x[j * k + c]!;
    if (fitIntercept) intercept[c] = x[d * k + c]!;
  }
  return { coef, intercept };
}

function bySag(where: string, data: LogisticData, settings: LogisticSettings): LogisticSolution {
  const { solver, penalty, C, l1Ratio, tol, maxIter, fitIntercept, randomState } = settings;
  const strength = penalty === null ? 0 : 1 / C;
  const share = penalty === "l1" ? 1 : penalty === "elasticnet" ? l1Ratio : 0;
  const nScores = data.nClasses === 2 ? 1 : data.nClasses;
  const result = stochasticAverageGradient({
    X: data.X,
    nSamples: data.nSamples,
    nFeatures: data.nFeatures,
    y: data.codes,
    sampleWeight: data.weight,
    loss: nScores === 1 ? "log" : "multinomial",
    nScores,
    fitIntercept,
    alpha: strength * (1 - share),
    beta: strength * share,
    saga: solver === "saga",
    maxIter,
    tol,
    randomState,
    onEpoch: settings.onIteration,
  });
  if (result.overflowed) throw sagOverflow(where, result.nIter);
  const { coef } = unravel(result.weights, data, false);
  return { coef, intercept: result.intercept, nIter: result.nIter, converged: result.converged };
}

/** LIBLINEAR's problem: ‖w‖² / 2 or ‖w‖₁, plus C Σ w loss, where w takes in the intercept's parameter. */
async function byLiblinear(
  where: string,
  runtime: Runtime,
  data: LogisticData,
  settings: LogisticSettings,
): Promise<LogisticSolution> {
  const { C, penalty, dual, tol, maxIter, fitIntercept, interceptScaling, onIteration } = settings;
  const kept = keptRows(data, where);
  const weight = Float64Array.from(kept, (i) => C * (data.weight === undefined ? 1 : data.weight[i]!));
  const nPositive = kept.filter((i) => data.codes[i] === 1).length;
  const smaller = Math.max(Math.min(nPositive, kept.length - nPositive), 1);
  const primalTol = (tol * smaller) / kept.length;
  const random = new BoundedIntegers(settings.randomState);
  let w: Float64Array;
  let nIter: number;
  let converged: boolean;
  if (penalty === "l2" && !dual) {
    const kernel = { ...data, ...takeRows(data, kept), weight };
    const terms = {
      fitIntercept,
      lossScale: 1,
      penalty: 1,
      interceptScale: interceptScaling,
      penaliseIntercept: true,
    };
    const result = await runtime.arena.scope((scope) => {
      const objective = logisticObjective(runtime, scope, kernel, terms, settings.signal);
      const start = new Float64Array(objective.size);
      return trustRegionNewton(objective, start, { maxIter, tol: primalTol, onIteration });
    });
    ({ x: w, nIter, converged } = result);
    converged = nIter < maxIter;
  } else {
    const problem = signedProblem(data, kept, weight, settings, penalty === "l1" ? primalTol : tol);
    ({ w, nIter, converged } = penalty === "l1" ? newGlmnet(problem, random) : logisticDual(problem, random));
  }
  const coef = w.slice(0, data.nFeatures);
  const intercept = Float64Array.of(fitIntercept ? interceptScaling * w[data.nFeatures]! : 0);
  return { coef, intercept, nIter, converged };
}

/** Rows with a weight, first those of class 0, then those of class 1: LIBLINEAR's order. */
function keptRows({ codes, weight, nSamples }: LogisticData, where: string): number[] {
  const rows = Array.from({ length: nSamples }, (_, i) => i).filter(
    (i) => weight === undefined || weight[i]! > 0,
  );
  const kept = [...rows.filter((i) => codes[i] === 0), ...rows.filter((i) => codes[i] === 1)];
  if (codes[kept[0]!] === codes[kept[kept.length - 1]!]) {
    throw new InvalidInputError(
      where,
      "y must hold at least 2 classes with positive weight",
      Array.from(weight ?? []),
    );
  }
  return kept;
}

function takeRows(
  { X, nFeatures: d, codes }: LogisticData,
  rows: readonly number[],
): Pick<LogisticData, "X" | "nSamples" | "codes"> {
  const taken = new Float64Array(rows.length * d);
  rows.forEach((i, to) => {
    taken.set(X.subarray(i * d, (i + 1) * d), to * d);
  });
  return { X: taken, nSamples: rows.length, codes: Int32Array.from(rows, (i) => codes[i]!) };
}

/** The intercept becomes a constant feature; newGLMNET gets its columns side by side. */
function signedProblem(
  { X, nFeatures: d, codes }: LogisticData,
  rows: readonly number[],
  C: Float64Array,
  { penalty, maxIter, fitIntercept, interceptScaling, onIteration }: LogisticSettings,
  tol: number,
): SignedProblem {
  const n = rows.length;
  const p = d + (fitIntercept ? 1 : 0);
  const out = new Float64Array(n * p);
  rows.forEach((i, r) => {
    for (let j = 0; j < p; j++) {
      const value = j < d ? X[i * d + j]! : interceptScaling;
      out[penalty === "l1" ? j * n + r : r * p + j] = value;
    }
  });
  const y = Float64Array.from(rows, (i) => (codes[i] === 1 ? 1 : -1));
  return { X: out, nSamples: n, nFeatures: p, y, C, tol, maxIter, onIteration };
}
