import { type Frame, trainTestSplit } from "learnkit";
import type { CandidateName } from "./candidates.js";
import type { Samples } from "./evaluation.js";
import { InputFault } from "./faults.js";
import {
  type FeaturePlan,
  featureFrame,
  type OutlyingFeature,
  outlyingFeatures,
  planFeatures,
} from "./features.js";
import { chooseMetric, type MetricChoice, type MetricName } from "./metrics.js";
import { type RareClass, rareClasses } from "./rare-classes.js";
import { readTable } from "./table-file.js";
import { profileTable, type TableProfile } from "./table-profile.js";
import { type Target, type Task, takeTarget } from "./target.js";

/** What `learnkit train` is asked to do. */
export interface TrainRequest {
  readonly data: string;
  readonly target: string;
  readonly task: Task | undefined;
  readonly models: readonly CandidateName[] | undefined;
  readonly testSize: number;
  readonly folds: number;
  readonly seed: number;
  readonly metric: MetricName | undefined;
  readonly output: string | undefined;
}

/** All that is settled before anything is fitted. */
export interface Experiment {
  readonly profile: TableProfile;
  readonly target: Target;
  readonly plan: FeaturePlan;
  readonly outliers: readonly OutlyingFeature[];
  readonly choice: MetricChoice;
  /** Classes with few rows, rarest first. */
  readonly rare: readonly RareClass[];
  /** Rows to learn from. */
  readonly training: Samples;
  /** Rows set aside for the final test. */
  readonly test: Samples;
  readonly folds: number;
}

/**
 * Reads the table, takes the target out, decides what the features are, and sets test rows aside.
 *
 * @throws {InputFault} if the table cannot be used.
 * @throws {UsageFault} if the metric is of another task.
 */
export async function prepareExperiment(request: TrainRequest): Promise<Experiment> {
  const table = await readTable(request.data);
  const target = takeTarget(table, request.target, request.task);
  const known = target.knownRows.length === table.rows ? table : table.takeRows(target.knownRows);
  const plan = planFeatures(known, profileTable(known), target.name);
  const choice = chooseMetric(target, request.metric);
  const { training, test } = splitOff(known, target, plan, request);
  const folds = foldsFor(target, training, request.folds);
  const outliers = outlyingFeatures(training.X, plan);
  const rare = rareClasses(target);
  return { profile: profileTable(table), target, plan, outliers, choice, rare, training, test, folds };
}

/** Sets test rows aside: in the proportions of the classes, where there are classes. */
function splitOff(
  known: Frame,
  target: Target,
  plan: FeaturePlan,
  { testSize, seed }: TrainRequest,
): { readonly training: Samples; readonly test: Samples } {
  const { y, classes } = target;
  const nTest = Math.ceil(testSize * y.length);
  const nClasses = classes?.length ?? 1;
  if (Math.min(nTest, y.length - nTest) < Math.max(2, nClasses)) {
    const each = classes === undefined ? "at least 2 rows" : `a row of each of the ${nClasses} classes`;
    throw new InputFault(
      `${y.length} rows with --test-size ${testSize} give ${y.length - nTest} rows to learn from and ${nTest} to test on; both need ${each}`,
    );
  }
  const { XTrain, XTest, yTrain, yTest } = trainTestSplit(featureFrame(known, plan), y, {
    testSize,
    randomState: seed,
    stratify: classes === undefined ? null : y,
  });
  return {
    training: { X: XTrain as Frame, y: Array.from(yTrain) },
    test: { X: XTest as Frame, y: Array.from(yTest) },
  };
}

/** No more folds than rows, or than the rarest class has rows. */
function foldsFor({ task }: Target, { y }: Samples, asked: number): number {
  if (task === "regression") return Math.min(asked, y.length);
  const counts = new Map<unknown, number>();
  for (const label of y) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.max(2, Math.min(asked, ...counts.values()));
}
