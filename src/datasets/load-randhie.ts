import { type Frame, readCsv } from "../frame/index.js";

/** Columns of {@link loadRandhie}. */
export type RandhieSchema = {
  readonly mdvis: "number";
  readonly lncoins: "number";
  readonly idp: "number";
  readonly lpi: "number";
  readonly fmde: "number";
  readonly physlm: "number";
  readonly disea: "number";
  readonly hlthg: "number";
  readonly hlthf: "number";
  readonly hlthp: "number";
};

const TYPES: RandhieSchema = {
  mdvis: "number",
  lncoins: "number",
  idp: "number",
  lpi: "number",
  fmde: "number",
  physlm: "number",
  disea: "number",
  hlthg: "number",
  hlthf: "number",
  hlthp: "number",
};

/**
 * 20,190 persons of the RAND health insurance experiment: visits to a doctor, insurance and health. No missing values.
 *
 * @see Cameron & Trivedi, public; Manning et al. (1987), American Economic Review 77(3)
 * @example
 * ```ts
 * const { X, y } = (await loadRandhie()).split("mdvis");
 * [X.rows, X.columnNames.length, y.type]; // => [20190, 9, "number"]
 * ```
 */
export function loadRandhie(): Promise<Frame<RandhieSchema>> {
  return readCsv(new URL("../../datasets/randhie.csv", import.meta.url), { types: TYPES });
}
