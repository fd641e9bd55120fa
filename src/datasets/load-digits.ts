import { type Frame, readCsv } from "../frame/index.js";

type Eighth = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Columns of {@link loadDigits}. */
export type DigitsSchema = { readonly [K in `pixel_${Eighth}_${Eighth}`]: "number" } & {
  readonly digit: "number";
};

const TYPES: DigitsSchema = Object.fromEntries([
  ...Array.from({ length: 64 }, (_, k) => [`pixel_${Math.floor(k / 8)}_${k % 8}`, "number"]),
  ["digit", "number"],
]) as DigitsSchema;

/**
 * 1,797 handwritten digits: images of 8 × 8 pixels, `pixel_0_0` to `pixel_7_7`, with values from 0 to 16. No missing values.
 *
 * @see Alpaydin & Kaynak (1998), UCI Machine Learning Repository, doi:10.24432/C50P49, CC BY 4.0
 * @example
 * ```ts
 * const { X, y } = (await loadDigits()).split("digit");
 * [X.rows, X.columnNames.length, y.type]; // => [1797, 64, "number"]
 * ```
 */
export function loadDigits(): Promise<Frame<DigitsSchema>> {
  return readCsv(new URL("../../datasets/digits.csv", import.meta.url), { types: TYPES });
}
