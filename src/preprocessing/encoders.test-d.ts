import type { Cell } from "../base/estimator.js";
import { Pipeline } from "../compose/pipeline.js";
import type { Matrix } from "../core/matrix.js";
import { LabelBinarizer, labelBinarize } from "./label-binarizer.js";
import { LabelEncoder } from "./label-encoder.js";
import { MultiLabelBinarizer } from "./multi-label-binarizer.js";
import { OrdinalEncoder } from "./ordinal-encoder.js";
import { TargetEncoder } from "./target-encoder.js";

export async function ordinalCodesAreAMatrix(): Promise<void> {
  const { model, X } = await new OrdinalEncoder({ encodedMissingValue: -1 }).fitTransform([["a", 1]]);
  X satisfies Matrix;
  (await model.inverseTransform(X)) satisfies Cell[][];
}

export function hyperParametersOfOrdinalEncoder(): void {
  // @ts-expect-error a misspelt hyper-parameter
  new OrdinalEncoder({ encodedMissing: -1 });
  // @ts-expect-error no such option
  new OrdinalEncoder({ handleUnknown: "ignore" });
  // @ts-expect-error categories are lists
  new OrdinalEncoder({ categories: ["a", "b"] });
  // @ts-expect-error an estimator cannot transform before it is fitted
  new OrdinalEncoder().transform([["a"]]);
}

export async function labelsOfTheTargetAreKept(): Promise<void> {
  const { model, X } = await new TargetEncoder({ smooth: 10 }).fitTransform([["a"]], ["yes" as "yes" | "no"]);
  X satisfies Matrix;
  model.classes satisfies readonly ("yes" | "no")[] | null;
}

export function targetEncoderNeedsATarget(): void {
  // @ts-expect-error there is nothing to encode by
  void new TargetEncoder().fit([["a"]]);
  // @ts-expect-error dates are no labels
  void new TargetEncoder().fit([["a"]], [new Date()]);
  // @ts-expect-error a misspelt hyper-parameter
  new TargetEncoder({ smoothing: 1 });
  // @ts-expect-error smooth is a number or "auto"
  new TargetEncoder({ smooth: "none" });
}

export async function labelEncodersKeepTheTypeOfLabels(): Promise<void> {
  const { model, y } = await new LabelEncoder().fitTransform(["yes", "no"] as ("yes" | "no")[]);
  y satisfies Int32Array;
  (await model.inverseTransform(y)) satisfies ("yes" | "no")[];
  // @ts-expect-error labels were texts
  await model.transform([1]);
  const sets = await new MultiLabelBinarizer().fit([[1, 2], [3]]);
  (await sets.inverseTransform([[1, 0, 1]])) satisfies number[][];
  // @ts-expect-error no such hyper-parameter
  new LabelBinarizer({ positive: 1 });
  // @ts-expect-error classes are needed
  labelBinarize(["a"], {});
}

export function targetTransformersAreNoStepsOfAPipeline(): void {
  // @ts-expect-error it transforms targets, not samples
  new Pipeline([["labels", new LabelEncoder()]]);
}
