import { readFile } from "node:fs/promises";
import {
  type AnyEstimator,
  type AnyModel,
  deserialize,
  inspectModel,
  type Label,
  LearnkitError,
} from "learnkit";
import type { CandidateScore, TestScore } from "./evaluation.js";
import { InputFault } from "./faults.js";
import type { FeaturePlan } from "./features.js";
import type { MetricName } from "./metrics.js";
import { checkFile, withoutPlace } from "./table-file.js";
import type { Task } from "./target.js";

/** One estimator of a pipeline, by name. */
export interface EstimatorCard {
  readonly type: string;
  /** Hyper-parameters that are not the defaults. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a model file says beside the model: what it was made of, what it needs, how good it is. */
export interface ModelCard {
  readonly kind: "learnkit train";
  /** ISO date and time. */
  readonly trainedAt: string;
  readonly task: Task;
  readonly target: { readonly name: string; readonly type: "number" | "category" | "boolean" };
  readonly classes?: readonly Label[];
  readonly features: FeaturePlan;
  readonly rows: { readonly train: number; readonly test: number };
  readonly seed: number;
  readonly folds: number;
  readonly metric: MetricName;
  readonly crossValidation: readonly CandidateScore[];
  readonly test: readonly TestScore[];
  /** Name and title of the candidate that won. */
  readonly model: {
    readonly name: string;
    readonly title: string;
    /** Least probability of a class to be predicted, where it was tuned. */
    readonly threshold?: { readonly label: Label; readonly value: number };
  } & EstimatorCard;
}

const CARD_KIND = "learnkit train";

/** A model file that has been opened. */
export interface OpenedModel {
  readonly model: AnyModel;
  /** Version of the library that wrote it. */
  readonly learnkit: string;
  readonly bytes: number;
  /** undefined if the file was not made by `learnkit train`. */
  readonly card: ModelCard | undefined;
}

/**
 * Reads a model file.
 *
 * @throws {InputFault} if there is no such file, or it is truncated, corrupted, foreign or newer than this library.
 */
export async function openModel(path: string): Promise<OpenedModel> {
  await checkFile(path);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new InputFault(`${path} cannot be read (${error.code})`);
  });
  try {
    const { learnkit, metadata } = inspectModel(bytes);
    const model = deserialize(bytes);
    const card = metadata as unknown as ModelCard;
    return { model, learnkit, bytes: bytes.length, card: card.kind === CARD_KIND ? card : undefined };
  } catch (cause) {
    if (!(cause instanceof LearnkitError)) throw cause;
    throw new InputFault(`${path} is not a model that can be read: ${withoutPlace(cause.message)}`, {
      cause,
    });
  }
}

/** An estimator with the hyper-parameters that are not the defaults of its class. */
export function estimatorCard(estimator: AnyEstimator): EstimatorCard {
  const { typeName, params } = estimator;
  const Class = estimator.constructor as new () => AnyEstimator;
  const defaults: Readonly<Record<string, unknown>> = new Class().params;
  const changed = Object.entries(params as object).filter(([name, value]) => value !== defaults[name]);
  return { type: typeName, params: Object.fromEntries(changed) };
}
