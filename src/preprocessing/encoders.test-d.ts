import type { Cell } from "../base/estimator.js";
import type { Matrix } from "../core/matrix.js";
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
