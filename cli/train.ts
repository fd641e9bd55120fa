import { basename, extname } from "node:path";
import { type Frame, type Persistent, saveModel, trainTestSplit, version } from "learnkit";
import {
  baselineCandidate,
  type Candidate,
  type CandidateName,
  makeCandidates,
  withPreparation,
} from "./candidates.js";
import {
  answerOf,
  bestCandidate,
  type CandidateScore,
  confusionOf,
  countRight,
  crossValidateCandidate,
  type PredictiveModel,
  type Samples,
  testScores,
  type ValidationPlan,
} from "./evaluation.js";
import { InputFault } from "./faults.js";
import { type FeaturePlan, featureFrame, planFeatures } from "./features.js";
import { chooseMetric, type MetricName, reportedMetrics } from "./metrics.js";
import { estimatorCard, type ModelCard } from "./model-card.js";
import type { ProgressBar } from "./progress-bar.js";
import { checkOutput, readTable, writeOutput } from "./table-file.js";
import { profileTable } from "./table-profile.js";
import { type Target, type Task, takeTarget } from "./target.js";
import type { TargetReport, TrainReport } from "./train-report.js";

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

/**
 * From a table to a tested and saved model. The test rows are set aside first and looked at once, at the end; all that
 * is learned from data is fitted inside the cross-validated pipelines.
 *
 * @throws {InputFault} if the table cannot be used, or the model not be saved.
 */
export async function train(request: TrainRequest, progress: ProgressBar): Promise<TrainReport> {
  const output = request.output ?? `${basename(request.data, extname(request.data))}.learnkit`;
  await checkOutput(output, [request.data]);
  const table = await readTable(request.data);
  const profile = profileTable(table);
  const target = takeTarget(table, request.target, request.task);
  const known = target.knownRows.length === table.rows ? table : table.takeRows(target.knownRows);
  const plan = planFeatures(known, profileTable(known), target.name);
  const { metric, reason } = chooseMetric(target, request.metric);
  const { training, test } = splitOff(known, target, plan, request);
  const folds = foldsFor(target, training, request.folds);
  const candidates = makeCandidates(target.task, request.models, {
    seed: request.seed,
    trainRows: Math.floor((training.y.length * (folds - 1)) / folds),
  });
  const baseline = baselineCandidate(target.task);

  const validation = { task: target.task, folds, seed: request.seed, metric };
  const scores = await crossValidateAll([baseline, ...candidates], plan, training, validation, progress);
  const best = bestCandidate(scores.slice(1), metric);
  if (best === undefined)
    throw new InputFault(`no candidate could be fitted: ${scores[1]?.failure ?? "no score is a number"}`);
  const winner = candidates.find(({ name }) => name === best.name)!;
  const model = (await withPreparation(plan, winner.estimator).fit(
    training.X,
    training.y,
  )) as PredictiveModel;
  const dummy = (await withPreparation(plan, baseline.estimator).fit(
    training.X,
    training.y,
  )) as PredictiveModel;
  const answer = await answerOf(model, test.X);
  const dummyAnswer = await answerOf(dummy, test.X);
  const metrics = reportedMetrics(metric, target.classes?.length);
  const results = testScores(metrics, test.y, answer, dummyAnswer, request.seed);

  const card: ModelCard = {
    kind: "learnkit train",
    trainedAt: new Date().toISOString(),
    task: target.task,
    target: { name: target.name, type: target.type },
    ...(target.classes === undefined ? {} : { classes: target.classes.map(({ label }) => label) }),
    features: plan,
    rows: { train: training.y.length, test: test.y.length },
    seed: request.seed,
    folds,
    metric: metric.name,
    crossValidation: scores,
    test: results,
    model: { name: winner.name, title: winner.title, ...estimatorCard(winner.estimator) },
  };
  const metadata = card as unknown as Readonly<Record<string, unknown>>;
  await writeOutput(output, () => saveModel(model as unknown as Persistent, output, { metadata }));
  const { name, title, greaterIsBetter, inUnits } = metric;
  return {
    learnkit: version,
    data: { file: request.data, ...profile },
    target: targetReport(target, table.rows),
    leftOut: plan.leftOut,
    features: plan.columns,
    split: {
      train: training.y.length,
      test: test.y.length,
      stratified: target.task === "classification",
      seed: request.seed,
    },
    folds: { used: folds, asked: request.folds },
    metric: { name, title, greaterIsBetter, inUnits, ...(reason === undefined ? {} : { reason }) },
    crossValidation: scores,
    best: { name: winner.name, title: winner.title },
    test: {
      scores: results,
      ...(target.task === "classification"
        ? {
            right: countRight(test.y, answer.predicted),
            baselineRight: countRight(test.y, dummyAnswer.predicted),
            confusion: confusionOf(test.y, answer),
          }
        : {}),
    },
    model: output,
  };
}

function targetReport(target: Target, rows: number): TargetReport {
  const { name, type, task, reason, classes, y, knownRows } = target;
  const missingRows = rows - knownRows.length;
  if (classes !== undefined) return { name, type, task, reason, missingRows, classes };
  return { name, type, task, reason, missingRows, ...spreadOf(y as readonly number[]) };
}

const HISTOGRAM_BINS = 24;

function spreadOf(y: readonly number[]): Pick<TargetReport, "spread"> {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const value of y) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
  }
  const histogram = new Array<number>(HISTOGRAM_BINS).fill(0);
  for (const value of y) {
    const bin = Math.floor(((value - min) / (max - min)) * HISTOGRAM_BINS);
    histogram[Math.min(bin, HISTOGRAM_BINS - 1)]!++;
  }
  return { spread: { min, mean: sum / y.length, max, histogram } };
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

/** All candidates on the same folds, one after the other; each uses all cores. */
async function crossValidateAll(
  candidates: readonly Candidate[],
  plan: FeaturePlan,
  training: Samples,
  validation: ValidationPlan,
  progress: ProgressBar,
): Promise<CandidateScore[]> {
  const { folds } = validation;
  const scores: CandidateScore[] = [];
  for (const [i, candidate] of candidates.entries()) {
    const show = (done: number): void =>
      progress.update(i * folds + done, candidates.length * folds, candidate.title);
    show(0);
    const pipeline = withPreparation(plan, candidate.estimator);
    scores.push(await crossValidateCandidate(candidate, pipeline, training, validation, show));
  }
  progress.clear();
  return scores;
}
