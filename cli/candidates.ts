import {
  type AnyEstimator,
  ColumnTransformer,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  DummyClassifier,
  DummyRegressor,
  ExtraTreesClassifier,
  ExtraTreesRegressor,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  KNeighborsClassifier,
  KNeighborsRegressor,
  LinearRegression,
  LogisticRegression,
  makePipeline,
  OneHotEncoder,
  Pipeline,
  RandomForestClassifier,
  RandomForestRegressor,
  Ridge,
  SimpleImputer,
  StandardScaler,
  TargetEncoder,
} from "learnkit";
import { didYouMean } from "./did-you-mean.js";
import { UsageFault } from "./faults.js";
import { type FeaturePlan, featureNames } from "./features.js";
import type { Remedy } from "./remedies.js";
import type { Target, Task } from "./target.js";

/** Name of a candidate on the command line. */
export type CandidateName =
  | "logistic"
  | "linear"
  | "ridge"
  | "knn"
  | "tree"
  | "forest"
  | "extratrees"
  | "boosting";

/** An estimator that is tried. */
export interface Candidate {
  readonly name: CandidateName | "baseline" | `${CandidateName}+${string}`;
  readonly title: string;
  /** The estimator, without the preparation of the columns. */
  readonly estimator: AnyEstimator;
  /** What was done about rare classes; absent of a plain candidate. */
  readonly remedies?: readonly Remedy[];
  /** The plain candidate that this is a variant of. */
  readonly of?: CandidateName;
}

/** What the estimators need to know beforehand. */
export interface CandidateSettings {
  readonly seed: number;
  /** Rows of the smallest training part of a fold. */
  readonly trainRows: number;
}

const NEIGHBORS = 5;
const LOGISTIC_ITERATIONS = 1000; // the default of 100 is short for some tables

type Maker = (settings: CandidateSettings) => AnyEstimator;

interface CandidateEntry {
  readonly title: string;
  readonly classifier?: Maker;
  readonly regressor?: Maker;
}

/** From simple to complex: of equal scores the simpler one wins. */
const CANDIDATES: Readonly<Record<CandidateName, CandidateEntry>> = {
  logistic: {
    title: "logistic regression",
    classifier: () => new LogisticRegression({ maxIter: LOGISTIC_ITERATIONS }),
  },
  linear: { title: "linear regression", regressor: () => new LinearRegression() },
  ridge: { title: "ridge regression", regressor: () => new Ridge() },
  knn: {
    title: "k-nearest neighbours",
    classifier: ({ trainRows }) => new KNeighborsClassifier({ nNeighbors: Math.min(NEIGHBORS, trainRows) }),
    regressor: ({ trainRows }) => new KNeighborsRegressor({ nNeighbors: Math.min(NEIGHBORS, trainRows) }),
  },
  tree: {
    title: "decision tree",
    classifier: ({ seed }) => new DecisionTreeClassifier({ randomState: seed }),
    regressor: ({ seed }) => new DecisionTreeRegressor({ randomState: seed }),
  },
  forest: {
    title: "random forest",
    classifier: ({ seed }) => new RandomForestClassifier({ randomState: seed }),
    regressor: ({ seed }) => new RandomForestRegressor({ randomState: seed }),
  },
  extratrees: {
    title: "extra trees",
    classifier: ({ seed }) => new ExtraTreesClassifier({ randomState: seed }),
    regressor: ({ seed }) => new ExtraTreesRegressor({ randomState: seed }),
  },
  boosting: {
    title: "gradient boosting",
    classifier: ({ seed }) => new HistGradientBoostingClassifier({ randomState: seed }),
    regressor: ({ seed }) => new HistGradientBoostingRegressor({ randomState: seed }),
  },
};

/** Names of the candidates for a task, from simple to complex. */
export function candidateNames(task?: Task): readonly CandidateName[] {
  const names = Object.keys(CANDIDATES) as CandidateName[];
  return names.filter((name) => task === undefined || makerOf(name, task) !== undefined);
}

function makerOf(name: CandidateName, task: Task): Maker | undefined {
  const { classifier, regressor } = CANDIDATES[name];
  return task === "classification" ? classifier : regressor;
}

/**
 * Reads a list such as `forest,knn`.
 *
 * @throws {UsageFault} if a name is unknown, naming the nearest, or the list is empty.
 */
export function parseCandidateNames(text: string): readonly CandidateName[] {
  const names = candidateNames();
  const wanted = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (wanted.length === 0) throw new UsageFault(`--models needs at least one of ${names.join(", ")}`);
  return [...new Set(wanted)].map((name) => {
    const found = names.find((known) => known === name);
    if (found === undefined)
      throw new UsageFault(
        `--models must hold names of ${names.join(", ")}; received ${JSON.stringify(name)}${didYouMean(name, names)}`,
      );
    return found;
  });
}

/**
 * The candidates for a task: the wanted ones or all of them.
 *
 * @throws {UsageFault} if a wanted one is for the other task.
 */
export function makeCandidates(
  task: Task,
  wanted: readonly CandidateName[] | undefined,
  settings: CandidateSettings,
): Candidate[] {
  const names = wanted ?? candidateNames(task);
  return names.map((name) => {
    const make = makerOf(name, task);
    if (make === undefined)
      throw new UsageFault(
        `--models ${name} (${CANDIDATES[name].title}) is not for ${task}; choose from ${candidateNames(task).join(", ")}`,
      );
    return { name, title: CANDIDATES[name].title, estimator: make(settings) };
  });
}

/** What a model that looks at no feature achieves: the most frequent class, or the mean. */
export function baselineCandidate(task: Task): Candidate {
  return task === "classification"
    ? { name: "baseline", title: "baseline: the most frequent class", estimator: new DummyClassifier() }
    : { name: "baseline", title: "baseline: the mean", estimator: new DummyRegressor() };
}

/**
 * An estimator behind the preparation of the columns: missing numbers are filled with the median, numbers scaled, categories of few
 * kinds encoded as a column each and those of many by the target. All of it is fitted together, on the rows that fit is given.
 */
export function withPreparation(
  plan: FeaturePlan,
  estimator: AnyEstimator,
  { task, classes }: Pick<Target, "task" | "classes">,
  seed: number,
): AnyEstimator {
  const { numbers, categories, texts } = featureNames(plan);
  const numeric = makePipeline(
    new SimpleImputer({ strategy: "median", keepEmptyFeatures: true }),
    new StandardScaler(),
  );
  const encoder = new OneHotEncoder({ handleUnknown: "ignore" });
  const twoClasses = classes?.length === 2 ? "binary" : "multiclass";
  const targetType = task === "regression" ? "continuous" : twoClasses;
  const byTarget = makePipeline(new TargetEncoder({ targetType, randomState: seed }), new StandardScaler());
  const columns = new ColumnTransformer([
    ["numbers", numeric, numbers],
    ["categories", encoder, categories],
    ["texts", byTarget, texts],
  ]);
  return new Pipeline([
    ["columns", columns],
    ["model", estimator],
  ]);
}
