import type { Fold } from "../base/cross-validation.js";
import type { AnyEstimator, FitOptions } from "../base/estimator.js";
import { isFrameLike } from "../base/input.js";
import {
  receivedMatrix,
  receivedState,
  type SharedMatrix,
  type SharedState,
  shareMatrix,
  shareState,
} from "../base/shared-state.js";
import { decodeState, encodeState, type ReviverLookup, unlessUnknown } from "../base/state.js";
import { Matrix } from "../core/matrix.js";
import { reportWarning } from "../core/warning.js";
import { seeFloat32 } from "../ensemble/reads-as-trees.js";
import { fitsOneByOne } from "../ensemble/takes-all-lanes.js";
import { Frame } from "../frame/index.js";
import type { ScorerName } from "../metrics/scorer.js";
import { type ArenaScope, defineTask, loadRuntime, type Task, type TaskContext } from "../parallel/index.js";
import {
  type FoldResult,
  type FoldSettings,
  fitAndScore,
  fitAndScoreOnce,
  type ValidationData,
} from "./fit-and-score.js";
import { isPackedFrame, packFrame, unpackFrame } from "./packed-frame.js";
import { namesOf, planOfNames, type ScoringPlan } from "./scoring.js";

/** What all folds of all candidates share. */
export interface FoldWork {
  readonly where: string;
  /** Estimators to compare; one for plain cross-validation. */
  readonly candidates: readonly AnyEstimator[];
  readonly data: ValidationData;
  readonly folds: readonly Fold[];
  readonly plan: ScoringPlan;
  readonly returnTrainScore: boolean;
  readonly errorScore: number | "raise";
  /** Whether models are wanted; they are made on this thread then. */
  readonly returnModels: boolean;
}

/** {@link FoldWork} as it crosses to a worker; null: stays on this thread. */
interface SentWork {
  readonly where: string;
  readonly state: SharedState;
  /** X where it is a matrix; else it is in the state. */
  readonly X: SharedMatrix | null;
  readonly scorers: readonly (ScorerName | null)[];
  readonly returnTrainScore: boolean;
  readonly errorScore: number | "raise";
}

/** One fold of one candidate. */
interface FoldItem {
  readonly candidate: number;
  readonly fold: number;
}

type FoldTask = Task<SentWork | null, FoldItem, FoldResult | null>;

const TASK_NAME = "fitAndScore";

/** The task of a worker, which makes the estimators from their states; null where it does not know a class. */
export function fitAndScoreTask(lookup: ReviverLookup): FoldTask {
  const decoded = new WeakMap<SentWork, DecodedWork | null>();
  return defineTask(
    TASK_NAME,
    async ({ signal, memory }, sent: SentWork | null, { candidate, fold }: FoldItem) => {
      let work = decoded.get(sent!);
      if (work === undefined) {
        work = decodeWork(sent!, memory, lookup);
        decoded.set(sent!, work);
      }
      if (work === null) return null;
      return fitAndScoreOnce(
        work.candidates[candidate]!,
        work.data,
        work.folds[fold]!,
        work.settings,
        signal,
      );
    },
  );
}

interface DecodedWork {
  readonly candidates: readonly AnyEstimator[];
  readonly data: ValidationData;
  readonly folds: readonly Fold[];
  readonly settings: FoldSettings;
}

function decodeWork(
  sent: SentWork,
  memory: TaskContext["memory"],
  lookup: ReviverLookup,
): DecodedWork | null {
  const { where, returnTrainScore, errorScore } = sent;
  const settings = { where, returnTrainScore, errorScore, ...planOfNames(sent.scorers) };
  return unlessUnknown(() => {
    const state = decodeState(receivedState(sent.state, memory), lookup);
    const { candidates, data, folds } = state as Omit<DecodedWork, "settings">;
    const X =
      sent.X !== null ? receivedMatrix(sent.X, memory) : isPackedFrame(data.X) ? unpackFrame(data.X) : data.X;
    return { candidates, data: { ...data, X }, folds, settings };
  });
}

/**
 * Fits and scores every fold of every candidate, on all lanes where estimator, data and scores can be sent to workers.
 *
 * @returns results by candidate, then fold.
 * @throws what a fold throws, if `errorScore` is "raise" or every fold fails; the signal's reason if cancelled.
 */
export async function runFolds(
  work: FoldWork,
  { signal, onProgress }: Pick<FitOptions, "signal" | "onProgress">,
): Promise<FoldResult[][]> {
  const { candidates, data, folds, where, plan, returnTrainScore, errorScore } = work;
  const settings: FoldSettings = { where, scorers: plan.scorers, returnTrainScore, errorScore };
  const items = candidates.flatMap((_, candidate) => folds.map((_, fold): FoldItem => ({ candidate, fold })));
  const runtime = await loadRuntime();
  const task: FoldTask = defineTask(
    TASK_NAME,
    async (context, _: SentWork | null, { candidate, fold }: FoldItem) => {
      const run = work.returnModels ? fitAndScore : fitAndScoreOnce;
      return run(candidates[candidate]!, data, folds[fold]!, settings, context.signal);
    },
  );
  const here = (item: FoldItem): Promise<FoldResult> =>
    fitAndScore(candidates[item.candidate]!, data, folds[item.fold]!, settings, signal);

  const results = await runtime.arena.scope((scope) => {
    const alone = candidates.every((candidate) => fitsOneByOne(candidate, data.X));
    const sent = work.returnModels || alone || runtime.freeLanes === 1 ? null : sendable(work, scope);
    const job = { common: sent, staysHere: sent === null, items, signal, onProgress };
    return runtime.runTasks(task, job);
  });
  const complete: FoldResult[] = [];
  for (const [i, result] of results.entries()) complete.push(result ?? (await here(items[i]!)));
  const failures = complete.filter((result) => result.error !== null);
  if (failures.length === complete.length) {
    // Nothing was learned: show the error. All rows are tried first, because their numbers are those that the caller knows.
    const { sampleWeight } = data;
    const weighted = sampleWeight === undefined ? {} : { sampleWeight };
    await candidates[0]!.fit(data.X, data.y, { ...weighted, ...(signal === undefined ? {} : { signal }) });
    await fitAndScore(candidates[0]!, data, folds[0]!, { ...settings, errorScore: "raise" }, signal);
  } else if (failures.length > 0) {
    const share = `${failures.length} of ${complete.length}`;
    reportWarning(
      `${where}: ${share} folds failed and score ${errorScore}; the first: ${failures[0]!.error}`,
    );
  }
  return candidates.map((_, c) => complete.slice(c * folds.length, (c + 1) * folds.length));
}

/** The work as it can be sent; null where a part of it cannot. */
function sendable(work: FoldWork, scope: ArenaScope): SentWork | null {
  const { candidates, data, folds, where, returnTrainScore, errorScore } = work;
  const scorers = namesOf(work.plan);
  const X = data.X instanceof Frame ? packFrame(data.X) : data.X;
  if (scorers === undefined || isFrameLike(X)) return null;
  return unlessUnknown(() => {
    const isMatrix = X instanceof Matrix;
    const rest = { ...data, X: isMatrix ? null : X };
    const state = shareState(encodeState({ candidates, data: rest, folds }), scope);
    const matrix = isMatrix ? shareMatrix(X, seeFloat32(candidates, X), scope) : null;
    return { where, state, X: matrix, scorers, returnTrainScore, errorScore };
  });
}
