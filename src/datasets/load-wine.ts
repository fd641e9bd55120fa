import { type Frame, readCsv } from "../frame/index.js";

/** Columns of {@link loadWine}. */
export type WineSchema = {
  readonly alcohol: "number";
  readonly malic_acid: "number";
  readonly ash: "number";
  readonly alcalinity_of_ash: "number";
  readonly magnesium: "number";
  readonly total_phenols: "number";
  readonly flavanoids: "number";
  readonly nonflavanoid_phenols: "number";
  readonly proanthocyanins: "number";
  readonly color_intensity: "number";
  readonly hue: "number";
  readonly od280_od315_of_diluted_wines: "number";
  readonly proline: "number";
  readonly cultivar: "category";
};

const TYPES: WineSchema = {
  alcohol: "number",
  malic_acid: "number",
  ash: "number",
  alcalinity_of_ash: "number",
  magnesium: "number",
  total_phenols: "number",
  flavanoids: "number",
  nonflavanoid_phenols: "number",
  proanthocyanins: "number",
  color_intensity: "number",
  hue: "number",
  od280_od315_of_diluted_wines: "number",
  proline: "number",
  cultivar: "category",
};

/**
 * 178 wines of three cultivars: thirteen chemical measurements. No missing values.
 *
 * @see UCI Machine Learning Repository, doi:10.24432/C5PC7J, CC BY 4.0
 * @example
 * ```ts
 * const { X, y } = (await loadWine()).split("cultivar");
 * [X.rows, X.columnNames.length, y.type]; // => [178, 13, "category"]
 * ```
 */
export function loadWine(): Promise<Frame<WineSchema>> {
  return readCsv(new URL("../../datasets/wine.csv", import.meta.url), { types: TYPES });
}
