import { basename, extname } from "node:path";
import { type Persistent, saveModel, version } from "learnkit";
import { baselineCandidate, type Candidate, makeCandidates, withPreparation } from "./candidates.js";
import {
  type Answer,
  answerOf,
  bestCandidate,
  type CandidateScore,
  confusionOf,
  countRight,
  crossValidateCandidate,
  type PredictiveModel,
  testScores,
} from "./evaluation.js";
import { type Experiment, prepareExperiment, type TrainRequest } from "./experiment.js";
import { InputFault } from "./faults.js";
import { reportedMetrics } from "./metrics.js";
import { estimatorCard, type ModelCard } from "./model-card.js";
import type { ProgressBar } from "./progress-bar.js";
import { checkOutput, writeOutput } from "./table-file.js";
import { type TestReport, type TrainReport, targetReport } from "./train-report.js";

/** How the candidates fared against each other. */
interface Competition {
  /** Of the baseline first, then of the candidates. */
  readonly scores: readonly CandidateScore[];
  readonly baseline: Candidate;
  readonly winner: Candidate;
}

/**
 * From a table to a tested and saved model. The test rows are set aside first and looked at once, at the end; all that
 * is learned from data is fitted inside the cross-validated pipelines.
 *
 * @throws {InputFault} if the table cannot be used, or the model not be saved.
 */
export async function train(request: TrainRequest, progress: ProgressBar): Promise<TrainReport> {
  const unpacked = request.data.replace(/\.gz$/i, "");
  const output = request.output ?? `${basename(unpacked, extname(unpacked))}.learnkit`;
  await checkOutput(output, [request.data]);
  const experiment = await prepareExperiment(request);
  const competition = await compete(experiment, request, progress);
  const model = await refit(experiment, competition.winner, request.seed);
  const test = await finalTest(experiment, model, competition.baseline, request.seed);
  const card = modelCard(experiment, competition, test, request.seed);
  const metadata = card as unknown as Readonly<Record<string, unknown>>;
  await writeOutput(output, () => saveModel(model as unknown as Persistent, output, { metadata }));
  return trainReport(experiment, competition, test, request, output);
}

/** Cross-validates the baseline and the candidates, on the training rows only. */
async function compete(
  experiment: Experiment,
  { models, seed }: TrainRequest,
  progress: ProgressBar,
): Promise<Competition> {
  const { target, training, folds, choice } = experiment;
  const trainRows = Math.floor((training.y.length * (folds - 1)) / folds);
  const candidates = makeCandidates(target.task, models, { seed, trainRows });
  const baseline = baselineCandidate(target.task);
  const scores = await crossValidateAll([baseline, ...candidates], experiment, seed, progress);
  const best = bestCandidate(scores.slice(1), choice.metric);
  if (best === undefined)
    throw new InputFault(`no candidate could be fitted: ${scores[1]?.failure ?? "no score is a number"}`);
  return { scores, baseline, winner: candidates.find(({ name }) => name === best.name)! };
}

/** All candidates on the same folds, one after the other; each uses all cores. */
async function crossValidateAll(
  candidates: readonly Candidate[],
  { target, plan, training, folds, choice }: Experiment,
  seed: number,
  progress: ProgressBar,
): Promise<CandidateScore[]> {
  const validation = { task: target.task, folds, seed, metric: choice.metric };
  const scores: CandidateScore[] = [];
  for (const [i, candidate] of candidates.entries()) {
    const show = (done: number): void =>
      progress.update(i * folds + done, candidates.length * folds, candidate.title);
    show(0);
    const pipeline = withPreparation(plan, candidate.estimator, target, seed);
    scores.push(await crossValidateCandidate(candidate, pipeline, training, validation, show));
  }
  progress.clear();
  return scores;
}

/** The candidate fitted to all training rows. */
function refit(
  { plan, target, training }: Experiment,
  { estimator }: Candidate,
  seed: number,
): Promise<PredictiveModel> {
  return withPreparation(plan, estimator, target, seed).fit(
    training.X,
    training.y,
  ) as Promise<PredictiveModel>;
}

/** The one look at the test rows. */
async function finalTest(
  experiment: Experiment,
  model: PredictiveModel,
  baseline: Candidate,
  seed: number,
): Promise<TestReport> {
  const { target, test, choice } = experiment;
  const answer = await answerOf(model, test.X);
  const baselineAnswer: Answer = await answerOf(await refit(experiment, baseline, seed), test.X);
  const metrics = reportedMetrics(choice.metric, target.classes?.length);
  const scores = testScores(metrics, test.y, answer, baselineAnswer, seed);
  if (target.task === "regression") return { scores };
  return {
    scores,
    right: countRight(test.y, answer.predicted),
    baselineRight: countRight(test.y, baselineAnswer.predicted),
    confusion: confusionOf(test.y, answer),
  };
}

function modelCard(
  { target, plan, choice, training, test: testRows, folds }: Experiment,
  { scores, winner }: Competition,
  test: TestReport,
  seed: number,
): ModelCard {
  const { name, type, task, classes } = target;
  return {
    kind: "learnkit train",
    trainedAt: new Date().toISOString(),
    task,
    target: { name, type },
    ...(classes === undefined ? {} : { classes: classes.map(({ label }) => label) }),
    features: plan,
    rows: { train: training.y.length, test: testRows.y.length },
    seed,
    folds,
    metric: choice.metric.name,
    crossValidation: scores,
    test: test.scores,
    model: { name: winner.name, title: winner.title, ...estimatorCard(winner.estimator) },
  };
}

function trainReport(
  { profile, target, plan, outliers, choice, training, test: testRows, folds }: Experiment,
  { scores, winner }: Competition,
  test: TestReport,
  { data, seed, folds: asked }: TrainRequest,
  output: string,
): TrainReport {
  const { name, title, greaterIsBetter, inUnits } = choice.metric;
  const stratified = target.task === "classification";
  return {
    learnkit: version,
    data: { file: data, ...profile },
    target: targetReport(target, profile.rows),
    leftOut: plan.leftOut,
    features: plan.columns,
    outliers,
    split: { train: training.y.length, test: testRows.y.length, stratified, seed },
    folds: { used: folds, asked },
    metric: {
      ...{ name, title, greaterIsBetter, inUnits },
      ...(choice.reason === undefined ? {} : { reason: choice.reason }),
    },
    crossValidation: scores,
    best: { name: winner.name, title: winner.title },
    test,
    model: output,
  };
}
