import type { Label } from "learnkit";
import type { CandidateScore, Confusion, TestScore } from "./evaluation.js";
import type { FeatureColumn, LeftOut } from "./features.js";
import type { MetricName } from "./metrics.js";
import type { TableProfile } from "./table-profile.js";
import type { ClassCount, Target } from "./target.js";

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

/** Everything that `learnkit train` has to say; with `--json` it is printed as it is. */
export interface TrainReport {
  /** Version of the library. */
  readonly learnkit: string;
  readonly data: TableProfile & { readonly file: string };
  readonly target: TargetReport;
  readonly features: readonly FeatureColumn[];
  readonly leftOut: readonly LeftOut[];
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
  /** The baseline first, then the candidates. */
  readonly crossValidation: readonly CandidateScore[];
  readonly best: { readonly name: string; readonly title: string };
  readonly test: {
    readonly scores: readonly TestScore[];
    /** Rows that the model and the baseline get right, in classification. */
    readonly right?: number;
    readonly baselineRight?: number;
    readonly confusion?: Confusion;
  };
  /** Path of the saved model. */
  readonly model: string;
}

/** A label as text. */
export function labelText(label: Label): string {
  return String(label);
}
