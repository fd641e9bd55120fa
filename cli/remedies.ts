import {
  type AnyEstimator,
  getScorer,
  type Label,
  type Scorer,
  StratifiedKFold,
  TunedThresholdClassifierCV,
} from "learnkit";
import type { Candidate, CandidateName } from "./candidates.js";
import type { Metric } from "./metrics.js";
import type { RareClass } from "./rare-classes.js";

/** What is tried where a class is rare. Rows are never made up nor left out. */
export type Remedy = "weights" | "threshold";

const TITLES: Readonly<Record<Remedy, string>> = {
  weights: "classes weighted",
  threshold: "threshold tuned",
};

/** A candidate with one more remedy. */
function withRemedy(candidate: Candidate, remedy: Remedy, estimator: AnyEstimator): Candidate {
  const { of = candidate.name as CandidateName, title, remedies = [] } = candidate;
  const name: Candidate["name"] = `${candidate.name as CandidateName}+${remedy}`;
  const noted = remedies.length === 0 ? `${title} (` : `${title.slice(0, -1)}, `;
  return { name, title: `${noted}${TITLES[remedy]})`, estimator, remedies: [...remedies, remedy], of };
}

/** Those of the candidates that take class weights, with balanced ones: every class counts the same in all. */
export function weighted(candidates: readonly Candidate[]): Candidate[] {
  return candidates
    .filter(({ estimator }) => "classWeight" in (estimator.params as object))
    .map((candidate) =>
      withRemedy(candidate, "weights", candidate.estimator.withParam("classWeight", "balanced")),
    );
}

/** A candidate whose threshold is to be tuned. */
export function withThreshold(candidate: Candidate): Candidate {
  return withRemedy(candidate, "threshold", candidate.estimator);
}

/** Whether a threshold can change the metric: two classes, and a metric of labels. */
export function thresholdMatters({ scorer }: Metric, nClasses: number | undefined): boolean {
  return nClasses === 2 && getScorer(scorer).needs === "predict";
}

const INNER_FOLDS = 3;

/**
 * A pipeline with the threshold of the rare class tuned, by the metric, on rows held out inside its own training rows, so that cross-validation
 * and the test remain honest.
 */
export function tuned(
  pipeline: AnyEstimator,
  { scorer }: Metric,
  { label }: RareClass,
  seed: number,
): AnyEstimator {
  const scoring: Scorer = { ...getScorer(scorer), posLabel: label as Label };
  return new TunedThresholdClassifierCV(pipeline as AnyEstimator & { readonly kind: "classifier" }, {
    scoring,
    cv: new StratifiedKFold({ nSplits: INNER_FOLDS, shuffle: true, randomState: seed }),
  });
}

/** The tuned threshold of a model, if it has one. */
export function thresholdOf(model: object): number | undefined {
  return "bestThreshold" in model && typeof model.bestThreshold === "number"
    ? model.bestThreshold
    : undefined;
}
