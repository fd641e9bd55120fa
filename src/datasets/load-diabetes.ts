import { type Frame, readCsv } from "../frame/index.js";

/** Columns of {@link loadDiabetes}. */
export type DiabetesSchema = {
  readonly age: "number";
  readonly sex: "number";
  readonly bmi: "number";
  readonly bp: "number";
  readonly s1: "number";
  readonly s2: "number";
  readonly s3: "number";
  readonly s4: "number";
  readonly s5: "number";
  readonly s6: "number";
  readonly progression: "number";
};

const TYPES: DiabetesSchema = {
  age: "number",
  sex: "number",
  bmi: "number",
  bp: "number",
  s1: "number",
  s2: "number",
  s3: "number",
  s4: "number",
  s5: "number",
  s6: "number",
  progression: "number",
};

/**
 * 442 patients: ten measurements, unscaled, and the progression of diabetes a year later. No missing values.
 *
 * @see Efron, Hastie, Johnstone & Tibshirani (2004), doi:10.1214/009053604000000067
 * @example
 * ```ts
 * const { X, y } = (await loadDiabetes()).split("progression");
 * [X.rows, X.columnNames.length, y.type]; // => [442, 10, "number"]
 * ```
 */
export function loadDiabetes(): Promise<Frame<DiabetesSchema>> {
  return readCsv(new URL("../../datasets/diabetes.csv", import.meta.url), { types: TYPES });
}
