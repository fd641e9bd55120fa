import { InvalidParameterError } from "../core/errors.js";
import { pow } from "../core/pow.js";
import {
  meanOf,
  type OneValue,
  type RawValues,
  type RegressionErrorOptions,
  type Targets,
} from "./regression.js";

/** Options of {@link minkowskiError}. */
export interface MinkowskiErrorOptions extends RegressionErrorOptions {
  /** Power of the errors; a finite number >= 1. Default 1.5. */
  readonly p?: number;
}

/**
 * Mean of |error|^p: the loss that {@link MinkowskiRegressor} minimises. p = 1 gives the mean absolute error, p = 2 the mean squared
 * error; between them large errors count less than by their squares.
 *
 * @throws {InvalidInputError} if shapes differ or a value is not finite.
 * @throws {InvalidParameterError} if p is no finite number >= 1, or `multioutput` does not fit.
 * @example
 * ```ts
 * minkowskiError([1, 2, 3, 4], [1, 3, 3, 8], { p: 1 }); // => 1.25
 * minkowskiError([1, 2, 3, 4], [1, 3, 3, 8], { p: 3 }); // => 16.25
 * ```
 */
export function minkowskiError(
  yTrue: Targets,
  yPred: Targets,
  options: MinkowskiErrorOptions & RawValues,
): Float64Array;
export function minkowskiError(
  yTrue: Targets,
  yPred: Targets,
  options?: MinkowskiErrorOptions & OneValue,
): number;
export function minkowskiError(
  yTrue: Targets,
  yPred: Targets,
  options: MinkowskiErrorOptions = {},
): number | Float64Array {
  const where = "minkowskiError";
  const { p = 1.5 } = options;
  if (!(Number.isFinite(p) && p >= 1)) throw new InvalidParameterError(where, "p", "a finite number >= 1", p);
  return meanOf(where, yTrue, yPred, options, (truth, guess) => pow(Math.abs(truth - guess), p));
}
