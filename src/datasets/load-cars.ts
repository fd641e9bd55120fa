import { type Frame, readCsv } from "../frame/index.js";

/** Columns of {@link loadCars}. */
export type CarsSchema = {
  readonly name: "category";
  readonly miles_per_gallon: "number";
  readonly cylinders: "number";
  readonly displacement: "number";
  readonly horsepower: "number";
  readonly weight_in_lbs: "number";
  readonly acceleration: "number";
  readonly year: "date";
  readonly origin: "category";
};

const TYPES: CarsSchema = {
  name: "category",
  miles_per_gallon: "number",
  cylinders: "number",
  displacement: "number",
  horsepower: "number",
  weight_in_lbs: "number",
  acceleration: "number",
  year: "date",
  origin: "category",
};

/**
 * 406 cars of the years 1970 to 1982: numbers and categories. 8 fuel consumptions and 6 powers are missing.
 *
 * @see ASA Data Exposition 1983
 * @example
 * ```ts
 * const { X, y } = (await loadCars()).split("miles_per_gallon");
 * [X.rows, X.columnNames.length, y.type]; // => [406, 8, "number"]
 * ```
 */
export function loadCars(): Promise<Frame<CarsSchema>> {
  return readCsv(new URL("../../datasets/cars.csv", import.meta.url), { types: TYPES });
}
