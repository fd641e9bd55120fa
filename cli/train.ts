import { basename, extname } from "node:path";
import { type AnyEstimator, type Label, type Persistent, saveModel, version } from "learnkit";
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
import { type Metric, reportedMetrics } from "./metrics.js";
import { estimatorCard, type ModelCard } from "./model-card.js";
import type { ProgressBar } from "./progress-bar.js";
import { detections } from "./rare-classes.js";
import { thresholdMatters, thresholdOf, tuned, weighted, withThreshold } from "./remedies.js";
import { checkOutput, writeOutput } from "./table-file.js";
import { type TestReport, type TrainReport, targetReport } from "./train-report.js";
import { sketchTree } from "./tree-lines.js";

/** How the candidates fared against each other. */
interface Competition {
  /** Of the baseline first, then of the candidates. */
  readonly scores: readonly CandidateScore[];
  readonly baseline: Candidate;
  readonly winner: Candidate;
  /** The winner before anything was done about rare classes. */
  readonly plainWinner: Candidate;
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
  const test = await finalTest(experiment, model, competition, request.seed);
  const card = modelCard(experiment, competition, test, {
    seed: request.seed,
    threshold: thresholdOf(model),
  });
  const metadata = card as unknown as Readonly<Record<string, unknown>>;
  await writeOutput(output, () => saveModel(model as unknown as Persistent, output, { metadata }));
  return trainReport(experiment, competition, test, request, { output, model });
}

/** Cross-validates the baseline and the candidates, on the training rows only. */
async function compete(
  experiment: Experiment,
  { models, seed }: TrainRequest,
  progress: ProgressBar,
): Promise<Competition> {
  const { target, training, folds, choice, rare } = experiment;
  const trainRows = Math.floor((training.y.length * (folds - 1)) / folds);
  const plain = makeCandidates(target.task, models, { seed, trainRows });
  const baseline = baselineCandidate(target.task);
  const candidates = rare.length === 0 ? plain : [...plain, ...weighted(plain)];
  const scores = await crossValidateAll([baseline, ...candidates], experiment, seed, progress);
  if (rare.length > 0 && thresholdMatters(choice.metric, target.classes?.length)) {
    const leaders = leadersOf(candidates, scores.slice(1), choice.metric).map(withThreshold);
    scores.push(...(await crossValidateAll(leaders, experiment, seed, progress)));
    candidates.push(...leaders);
  }
  const best = bestCandidate(scores.slice(1), choice.metric);
  if (best === undefined)
    throw new InputFault(`no candidate could be fitted: ${scores[1]?.failure ?? "no score is a number"}`);
  const winner = candidates.find(({ name }) => name === best.name)!;
  return {
    scores,
    baseline,
    winner,
    plainWinner: plain.find(({ name }) => name === (winner.of ?? winner.name))!,
  };
}

/** The best candidate, and of the plain ones the one of the largest ROC AUC: those whose threshold is worth tuning. */
function leadersOf(
  candidates: readonly Candidate[],
  scores: readonly CandidateScore[],
  metric: Metric,
): Candidate[] {
  const best = bestCandidate(scores, metric)?.name;
  const plain = candidates.filter(({ remedies }) => remedies === undefined).map(({ name }) => name);
  const aucOf = ({ rocAuc }: CandidateScore): number => rocAuc ?? Number.NEGATIVE_INFINITY;
  const ranked = scores
    .filter(({ name, mean }) => mean !== null && plain.some((other) => other === name))
    .reduce<CandidateScore | undefined>(
      (first, score) => (first === undefined || aucOf(score) > aucOf(first) ? score : first),
      undefined,
    );
  return candidates.filter(({ name }) => name === best || name === ranked?.name);
}

/** All candidates on the same folds, one after the other; each uses all cores. */
async function crossValidateAll(
  candidates: readonly Candidate[],
  experiment: Experiment,
  seed: number,
  progress: ProgressBar,
): Promise<CandidateScore[]> {
  const { target, training, folds, choice } = experiment;
  const withAuc = experiment.rare.length > 0 && target.classes?.length === 2;
  const validation = { task: target.task, folds, seed, metric: choice.metric, withAuc };
  const scores: CandidateScore[] = [];
  for (const [i, candidate] of candidates.entries()) {
    const show = (done: number): void =>
      progress.update(i * folds + done, candidates.length * folds, candidate.title);
    show(0);
    const pipeline = pipelineOf(experiment, candidate, seed);
    scores.push(await crossValidateCandidate(candidate, pipeline, training, validation, show));
  }
  progress.clear();
  return scores;
}

/** The candidate behind the preparation of the columns, with its threshold tuned if that is its remedy. */
function pipelineOf(
  { plan, target, choice, rare }: Experiment,
  { estimator, remedies }: Candidate,
  seed: number,
): AnyEstimator {
  const pipeline = withPreparation(plan, estimator, target, seed);
  return remedies?.includes("threshold") === true ? tuned(pipeline, choice.metric, rare[0]!, seed) : pipeline;
}

/** The candidate fitted to all training rows. */
function refit(experiment: Experiment, candidate: Candidate, seed: number): Promise<PredictiveModel> {
  const { X, y } = experiment.training;
  return pipelineOf(experiment, candidate, seed).fit(X, y) as Promise<PredictiveModel>;
}

/** The one look at the test rows. */
async function finalTest(
  experiment: Experiment,
  model: PredictiveModel,
  competition: Competition,
  seed: number,
): Promise<TestReport> {
  const { target, test, choice } = experiment;
  const answer = await answerOf(model, test.X);
  const baseline = await refit(experiment, competition.baseline, seed);
  const baselineAnswer: Answer = await answerOf(baseline, test.X);
  const metrics = reportedMetrics(choice.metric, target.classes?.length);
  const scores = testScores(metrics, test.y, answer, baselineAnswer, seed);
  if (target.task === "regression") return { scores };
  return {
    scores,
    right: countRight(test.y, answer.predicted),
    baselineRight: countRight(test.y, baselineAnswer.predicted),
    confusion: confusionOf(test.y, answer),
    ...(await rareFindings(experiment, answer, competition, seed)),
  };
}

/** How rare classes are found, before and after what was done about them. */
async function rareFindings(
  experiment: Experiment,
  answer: Answer,
  { winner, plainWinner }: Competition,
  seed: number,
): Promise<Pick<TestReport, "rare">> {
  const { test, rare } = experiment;
  if (rare.length === 0) return {};
  const labels = rare.map(({ label }) => label);
  const plain =
    winner === plainWinner ? answer : await answerOf(await refit(experiment, plainWinner, seed), test.X);
  const before = detections(labels, test.y, plain.predicted);
  const after = detections(labels, test.y, answer.predicted);
  const rowsOf = (label: Label): number => test.y.filter((other) => other === label).length;
  return {
    rare: labels.map((label, k) => ({ label, rows: rowsOf(label), before: before[k]!, after: after[k]! })),
  };
}

function modelCard(
  { target, plan, choice, rare, training, test: testRows, folds }: Experiment,
  { scores, winner }: Competition,
  test: TestReport,
  { seed, threshold }: { readonly seed: number; readonly threshold: number | undefined },
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
    model: {
      ...{ name: winner.name, title: winner.title, ...estimatorCard(winner.estimator) },
      ...(threshold === undefined ? {} : { threshold: { label: rare[0]!.label, value: threshold } }),
    },
  };
}

function trainReport(
  { profile, target, plan, outliers, choice, rare, training, test: testRows, folds }: Experiment,
  { scores, winner, plainWinner }: Competition,
  test: TestReport,
  { data, seed, folds: asked }: TrainRequest,
  { output, model }: { readonly output: string; readonly model: PredictiveModel },
): TrainReport {
  const threshold = thresholdOf(model);
  const tree = sketchTree(model, plan);
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
    ...(rare.length === 0
      ? {}
      : {
          imbalance: {
            rare,
            tried: (["weights", "threshold"] as const).filter((remedy) =>
              scores.some(({ name: tried }) => tried.split("+").includes(remedy)),
            ),
            used: winner.remedies ?? [],
            plain: plainWinner.title,
            ...(threshold === undefined ? {} : { threshold }),
          },
        }),
    crossValidation: scores,
    best: { name: winner.name, title: winner.title },
    ...(tree === undefined ? {} : { tree }),
    test,
    model: output,
  };
}
