import type { Fold } from "../base/cross-validation.js";
import type { AnyEstimator, Label, TableLike, VectorLike } from "../base/estimator.js";
import { takeRows } from "../base/take-rows.js";
import { Matrix } from "../core/matrix.js";
import { rowsFor } from "../ensemble/reads-as-trees.js";
import { type CancelSignal, loadRuntime } from "../parallel/index.js";
import { evaluate, type ScoringPlan } from "./scoring.js";

/** Data to validate on. */
export interface ValidationData {
  readonly X: TableLike;
  readonly y: VectorLike<Label> | undefined;
  readonly sampleWeight: Float64Array | undefined;
}

/** How folds are scored. */
export interface FoldSettings {
  /** Function or estimator that was called, for messages. */
  readonly where: string;
  readonly scorers: ScoringPlan["scorers"];
  readonly returnTrainScore: boolean;
  /** Score where fitting or scoring fails; "raise" throws instead. */
  readonly errorScore: number | "raise";
}

/** What came of one fold. */
export interface FoldResult {
  readonly testScores: readonly number[];
  readonly trainScores: readonly number[] | undefined;
  /** Seconds. */
  readonly fitTime: number;
  readonly scoreTime: number;
  /** Why the scores are the error score. */
  readonly error: string | null;
  readonly model: unknown;
}

/** Rows of a fold as an estimator takes them. */
export function foldRows(where: string, estimator: AnyEstimator, X: TableLike, index: Int32Array): TableLike {
  return X instanceof Matrix ? rowsFor(estimator, X, index) : (takeRows(where, "X", X, index) as TableLike);
}

/**
 * Fits on the training part of a fold and scores the model on the test part.
 *
 * @throws what fitting or scoring throws, if `errorScore` is "raise"; the signal's reason if cancelled.
 */
export async function fitAndScore(
  estimator: AnyEstimator,
  { X, y, sampleWeight }: ValidationData,
  { train, test }: Fold,
  settings: FoldSettings,
  signal: CancelSignal | undefined,
): Promise<FoldResult> {
  const { where, scorers, returnTrainScore, errorScore } = settings;
  const XTrain = foldRows(where, estimator, X, train);
  const yTrain = takeRows(where, "y", y, train);
  const failed = scorers.map(() => (errorScore === "raise" ? Number.NaN : errorScore));
  const started = performance.now();
  let fitted = started;
  let model: unknown;
  try {
    model = await estimator.fit(XTrain, yTrain, {
      ...(sampleWeight === undefined
        ? {}
        : { sampleWeight: takeRows(where, "sampleWeight", sampleWeight, train) }),
      ...(signal === undefined ? {} : { signal }),
    });
    fitted = performance.now();
    const testScores = await evaluate(
      where,
      model,
      foldRows(where, estimator, X, test),
      takeRows(where, "y", y, test),
      { scorers },
    );
    const scored = performance.now();
    const trainScores = returnTrainScore
      ? await evaluate(where, model, XTrain, yTrain, { scorers })
      : undefined;
    return {
      testScores,
      trainScores,
      fitTime: (fitted - started) / 1000,
      scoreTime: (scored - fitted) / 1000,
      error: null,
      model,
    };
  } catch (error) {
    signal?.throwIfAborted();
    if (errorScore === "raise") throw error;
    return {
      testScores: failed,
      trainScores: returnTrainScore ? failed : undefined,
      fitTime: ((model === undefined ? performance.now() : fitted) - started) / 1000,
      scoreTime: 0,
      error: error instanceof Error ? error.message : String(error),
      model: undefined,
    };
  }
}

/** {@link fitAndScore} of a model that nobody will use again, and that is not returned. */
export async function fitAndScoreOnce(...args: Parameters<typeof fitAndScore>): Promise<FoldResult> {
  const { arena } = await loadRuntime();
  return arena.keepingNothing(async () => ({ ...(await fitAndScore(...args)), model: undefined }));
}
