import { type Label, NumberColumn } from "learnkit";
import { histogram } from "./column-sketch.js";
import type { CandidateScore, Confusion, TestScore } from "./evaluation.js";
import type { FeatureColumn, LeftOut, OutlyingFeature } from "./features.js";
import type { MetricName } from "./metrics.js";
import type { Detection, RareClass } from "./rare-classes.js";
import type { Remedy } from "./remedies.js";
import type { TableProfile } from "./table-profile.js";
import type { ClassCount, Target } from "./target.js";
import type { TreeSketch } from "./tree-lines.js";

/** What `learnkit train` found out about the target. */
export interface TargetReport extends Pick<Target, "name" | "type" | "task" | "reason"> {
  /** Rows that were not used because the target is missing there. */
  readonly missingRows: number;
  /** In classification. */
  readonly classes?: readonly ClassCount[];
  /** In regression. */
  readonly spread?: {
    readonly min: number;
    readonly mean: number;
    readonly max: number;
    /** Rows in bins of equal width from min to max. */
    readonly histogram: readonly number[];
  };
}

/** How the winner did on the rows set aside. */
export interface TestReport {
  readonly scores: readonly TestScore[];
  /** Rows that the model and the baseline get right, in classification. */
  readonly right?: number;
  readonly baselineRight?: number;
  readonly confusion?: Confusion;
  /** How rare classes are found: by the plain model, and by the one that was chosen. */
  readonly rare?: readonly {
    readonly label: Label;
    readonly rows: number;
    readonly before: Detection;
    readonly after: Detection;
  }[];
}

/** Everything that `learnkit train` has to say; with `--json` it is printed as it is. */
export interface TrainReport {
  /** Version of the library. */
  readonly learnkit: string;
  readonly data: TableProfile & { readonly file: string };
  readonly target: TargetReport;
  readonly features: readonly FeatureColumn[];
  readonly leftOut: readonly LeftOut[];
  /** Features with more values beyond Tukey's fences than a normal distribution would have, most of them first. */
  readonly outliers: readonly OutlyingFeature[];
  readonly split: {
    readonly train: number;
    readonly test: number;
    readonly stratified: boolean;
    readonly seed: number;
  };
  readonly folds: { readonly used: number; readonly asked: number };
  readonly metric: {
    readonly name: MetricName;
    readonly title: string;
    readonly greaterIsBetter: boolean;
    readonly inUnits: boolean;
    /** Why it was chosen, where that needs saying. */
    readonly reason?: string;
  };
  /** What was done about rare classes; absent where there is none. */
  readonly imbalance?: {
    readonly rare: readonly RareClass[];
    readonly tried: readonly Remedy[];
    readonly used: readonly Remedy[];
    /** Title of the winner without remedies. */
    readonly plain: string;
    /** Least probability of the rarest class to be predicted, where it was tuned. */
    readonly threshold?: number;
  };
  /** The baseline first, then the candidates. */
  readonly crossValidation: readonly CandidateScore[];
  readonly best: { readonly name: string; readonly title: string };
  /** The upper levels of the tree, where a single tree won. */
  readonly tree?: TreeSketch;
  readonly test: TestReport;
  /** Path of the saved model. */
  readonly model: string;
}

/** What there is to say about a target in a table of so many rows. */
export function targetReport(target: Target, rows: number): TargetReport {
  const { name, type, task, reason, classes, y, knownRows } = target;
  const missingRows = rows - knownRows.length;
  if (classes !== undefined) return { name, type, task, reason, missingRows, classes };
  return { name, type, task, reason, missingRows, ...spreadOf(y as readonly number[]) };
}

function spreadOf(y: readonly number[]): Pick<TargetReport, "spread"> {
  const column = new NumberColumn("y", Float64Array.from(y));
  return { spread: { min: column.min(), mean: column.mean(), max: column.max(), histogram: histogram(y) } };
}
