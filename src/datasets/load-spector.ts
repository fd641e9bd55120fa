import { type Frame, readCsv } from "../frame/index.js";

/** Columns of {@link loadSpector}. */
export type SpectorSchema = {
  readonly obs: "number";
  readonly gpa: "number";
  readonly tuce: "number";
  readonly psi: "number";
  readonly grade: "number";
};

const TYPES: SpectorSchema = {
  obs: "number",
  gpa: "number",
  tuce: "number",
  psi: "number",
  grade: "number",
};

/**
 * 32 students: grades before and after a new way of teaching (`psi`). No missing values.
 *
 * @see Spector & Mazzeo (1980), doi:10.2307/1182446
 * @example
 * ```ts
 * const { X, y } = (await loadSpector()).split("grade");
 * [X.rows, X.columnNames.length, y.type]; // => [32, 4, "number"]
 * ```
 */
export function loadSpector(): Promise<Frame<SpectorSchema>> {
  return readCsv(new URL("../../datasets/spector.csv", import.meta.url), { types: TYPES });
}
