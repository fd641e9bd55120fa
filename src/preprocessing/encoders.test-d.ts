import type { Cell } from "../base/estimator.js";
import type { Matrix } from "../core/matrix.js";
import { OrdinalEncoder } from "./ordinal-encoder.js";

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
