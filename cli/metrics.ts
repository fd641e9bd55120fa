import type { ScorerName } from "learnkit";
import { didYouMean } from "./did-you-mean.js";
import { UsageFault } from "./faults.js";
import { rareClasses } from "./rare-classes.js";
import { percent } from "./report-layout.js";
import type { Target, Task } from "./target.js";

/** Name of a metric on the command line. */
export type MetricName =
  | "accuracy"
  | "balanced_accuracy"
  | "f1_macro"
  | "roc_auc"
  | "log_loss"
  | "r2"
  | "rmse"
  | "mae";

/** How well predictions fit. */
export interface Metric {
  readonly name: MetricName;
  readonly title: string;
  readonly task: Task;
  /** Name of the library's score; a loss there has its sign changed. */
  readonly scorer: ScorerName;
  readonly greaterIsBetter: boolean;
  /** Whether it is in the unit of the target. */
  readonly inUnits: boolean;
}

const score = (name: MetricName, title: string, task: Task, scorer: ScorerName): Metric => ({
  name,
  title,
  task,
  scorer,
  greaterIsBetter: true,
  inUnits: false,
});

const METRICS: readonly Metric[] = [
  score("accuracy", "accuracy", "classification", "accuracy"),
  score("balanced_accuracy", "balanced accuracy", "classification", "balanced_accuracy"),
  score("f1_macro", "F1 (macro)", "classification", "f1_macro"),
  score("roc_auc", "ROC AUC", "classification", "roc_auc"),
  { ...score("log_loss", "log loss", "classification", "neg_log_loss"), greaterIsBetter: false },
  score("r2", "R²", "regression", "r2"),
  {
    ...score("rmse", "RMSE", "regression", "neg_root_mean_squared_error"),
    greaterIsBetter: false,
    inUnits: true,
  },
  { ...score("mae", "MAE", "regression", "neg_mean_absolute_error"), greaterIsBetter: false, inUnits: true },
];

/** Names of the metrics of a task. */
export function metricNames(task?: Task): readonly MetricName[] {
  return METRICS.filter((metric) => task === undefined || metric.task === task).map(({ name }) => name);
}

/** A metric and why it was chosen. */
export interface MetricChoice {
  readonly metric: Metric;
  /** Why, in words; undefined if it was asked for. */
  readonly reason: string | undefined;
}

/**
 * The metric by which candidates are compared: the given one; else RMSE for numbers, accuracy for classes, balanced
 * accuracy where a class is rare.
 *
 * @throws {UsageFault} if the given one is of another task.
 */
export function chooseMetric({ task, classes, y }: Target, given: MetricName | undefined): MetricChoice {
  if (given !== undefined) {
    const metric = metricOf(given, classes?.length);
    if (metric.task !== task) {
      throw new UsageFault(
        `--metric ${given} is for ${metric.task}, and this is ${task}; choose one of ${metricNames(task).join(", ")}`,
      );
    }
    return { metric, reason: undefined };
  }
  if (task === "regression") return { metric: metricOf("rmse"), reason: undefined };
  if (rareClasses({ classes, y }).length === 0) return { metric: metricOf("accuracy"), reason: undefined };
  const largest = classes!.reduce((most, other) => (other.rows > most.rows ? other : most));
  return {
    metric: metricOf("balanced_accuracy"),
    reason:
      `always saying ${JSON.stringify(largest.label)} would be right in ${percent(largest.rows / y.length)} of the rows, ` +
      "so plain accuracy would flatter; this is the share that is found of a class, averaged over the classes",
  };
}

/** The metrics that are reported for the final test, the deciding one first. */
export function reportedMetrics(deciding: Metric, nClasses: number | undefined): readonly Metric[] {
  const usual: readonly MetricName[] =
    deciding.task === "regression" ? ["rmse", "mae", "r2"] : ["accuracy", "balanced_accuracy", "roc_auc"];
  return [
    deciding,
    ...usual.filter((name) => name !== deciding.name).map((name) => metricOf(name, nClasses)),
  ];
}

/** More than two classes: the area under the curve of each class against the rest, averaged. */
function metricOf(name: MetricName, nClasses = 2): Metric {
  const metric = METRICS.find((candidate) => candidate.name === name)!;
  return name === "roc_auc" && nClasses > 2
    ? { ...metric, title: "ROC AUC (one vs rest)", scorer: "roc_auc_ovr" }
    : metric;
}

/**
 * The metric of a name on the command line.
 *
 * @throws {UsageFault} if there is none of this name, naming the nearest.
 */
export function parseMetricName(text: string): MetricName {
  const names = metricNames();
  const found = names.find((name) => name === text.replaceAll("-", "_"));
  if (found !== undefined) return found;
  throw new UsageFault(
    `--metric must be one of ${names.join(", ")}; received ${JSON.stringify(text)}${didYouMean(text, names)}`,
  );
}

/** Whether a metric is in the unit of the target. */
export function unitsOf(name: MetricName): Pick<Metric, "inUnits"> {
  return metricOf(name);
}

/**
 * A value as people read it: three decimals; in the unit of the target, those that give four significant digits.
 *
 * @param like value whose number of decimals is taken, so that figures side by side have the same.
 */
export function formatScore(
  { inUnits }: Pick<Metric, "inUnits">,
  value: number,
  like: number = value,
): string {
  if (!Number.isFinite(value)) return "–";
  if (!inUnits) return value.toFixed(3);
  const decimals = 3 - Math.floor(Math.log10(Math.max(Math.abs(like), 1e-9)));
  return value.toFixed(Math.max(0, Math.min(decimals, 8)));
}
