import { type Frame, readCsv } from "../frame/index.js";

/** Columns of {@link loadIris}. */
export type IrisSchema = {
  readonly sepal_length: "number";
  readonly sepal_width: "number";
  readonly petal_length: "number";
  readonly petal_width: "number";
  readonly species: "category";
};

const TYPES: IrisSchema = {
  sepal_length: "number",
  sepal_width: "number",
  petal_length: "number",
  petal_width: "number",
  species: "category",
};

/**
 * 150 iris flowers of three species: lengths and widths of sepals and petals in centimetres. No missing values.
 *
 * @see Fisher (1936), doi:10.1111/j.1469-1809.1936.tb02137.x; UCI Machine Learning Repository, CC BY 4.0
 * @example
 * ```ts
 * const { X, y } = (await loadIris()).split("species");
 * [X.rows, X.columnNames.length, y.type]; // => [150, 4, "category"]
 * ```
 */
export function loadIris(): Promise<Frame<IrisSchema>> {
  return readCsv(new URL("../../datasets/iris.csv", import.meta.url), { types: TYPES });
}
