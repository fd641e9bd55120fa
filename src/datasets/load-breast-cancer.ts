import { type Frame, readCsv } from "../frame/index.js";

/** Columns of {@link loadBreastCancer}. */
export type BreastCancerSchema = {
  readonly mean_radius: "number";
  readonly mean_texture: "number";
  readonly mean_perimeter: "number";
  readonly mean_area: "number";
  readonly mean_smoothness: "number";
  readonly mean_compactness: "number";
  readonly mean_concavity: "number";
  readonly mean_concave_points: "number";
  readonly mean_symmetry: "number";
  readonly mean_fractal_dimension: "number";
  readonly radius_error: "number";
  readonly texture_error: "number";
  readonly perimeter_error: "number";
  readonly area_error: "number";
  readonly smoothness_error: "number";
  readonly compactness_error: "number";
  readonly concavity_error: "number";
  readonly concave_points_error: "number";
  readonly symmetry_error: "number";
  readonly fractal_dimension_error: "number";
  readonly worst_radius: "number";
  readonly worst_texture: "number";
  readonly worst_perimeter: "number";
  readonly worst_area: "number";
  readonly worst_smoothness: "number";
  readonly worst_compactness: "number";
  readonly worst_concavity: "number";
  readonly worst_concave_points: "number";
  readonly worst_symmetry: "number";
  readonly worst_fractal_dimension: "number";
  readonly diagnosis: "category";
};

const TYPES: BreastCancerSchema = {
  mean_radius: "number",
  mean_texture: "number",
  mean_perimeter: "number",
  mean_area: "number",
  mean_smoothness: "number",
  mean_compactness: "number",
  mean_concavity: "number",
  mean_concave_points: "number",
  mean_symmetry: "number",
  mean_fractal_dimension: "number",
  radius_error: "number",
  texture_error: "number",
  perimeter_error: "number",
  area_error: "number",
  smoothness_error: "number",
  compactness_error: "number",
  concavity_error: "number",
  concave_points_error: "number",
  symmetry_error: "number",
  fractal_dimension_error: "number",
  worst_radius: "number",
  worst_texture: "number",
  worst_perimeter: "number",
  worst_area: "number",
  worst_smoothness: "number",
  worst_compactness: "number",
  worst_concavity: "number",
  worst_concave_points: "number",
  worst_symmetry: "number",
  worst_fractal_dimension: "number",
  diagnosis: "category",
};

/**
 * 569 breast masses, malignant or benign (37 : 63): thirty measurements of cell nuclei. No missing values.
 *
 * @see Wolberg, Mangasarian, Street & Street (1993), UCI Machine Learning Repository, doi:10.24432/C5DW2B, CC BY 4.0
 * @example
 * ```ts
 * const { X, y } = (await loadBreastCancer()).split("diagnosis");
 * [X.rows, X.columnNames.length, y.type]; // => [569, 30, "category"]
 * ```
 */
export function loadBreastCancer(): Promise<Frame<BreastCancerSchema>> {
  return readCsv(new URL("../../datasets/breast_cancer.csv", import.meta.url), { types: TYPES });
}
