import { type Frame, readCsv } from "../frame/index.js";

/** Columns of {@link loadCo2}. */
export type Co2Schema = {
  readonly date: "date";
  readonly co2: "number";
};

const TYPES: Co2Schema = {
  date: "date",
  co2: "number",
};

/**
 * 2,284 weeks of carbon dioxide in the air at Mauna Loa, in parts per million; 59 weeks are missing.
 *
 * @see Keeling & Whorf, public domain
 * @example
 * ```ts
 * const { X, y } = (await loadCo2()).split("co2");
 * [X.rows, X.columnNames.length, y.type]; // => [2284, 1, "number"]
 * ```
 */
export function loadCo2(): Promise<Frame<Co2Schema>> {
  return readCsv(new URL("../../datasets/co2.csv", import.meta.url), { types: TYPES });
}
