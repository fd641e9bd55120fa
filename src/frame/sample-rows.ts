import {
  custom,
  flag,
  integer,
  nullByDefault,
  type ParamSpecs,
  randomStateSpec,
  real,
  resolveParams,
} from "../base/params.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { RandomState } from "../core/random-state.js";
import type { Column } from "./column.js";
import { columnFrom } from "./column-of.js";
import { NumberColumn } from "./number-column.js";
import { roundHalfEven } from "./statistics/round-half-even.js";

/** Options of {@link Frame.sample}. */
export interface SampleOptions<Name extends string = string> {
  /** Number of rows; an integer >= 0. Default: 1, unless `frac` is given. */
  readonly n?: number | null;
  /** Share of the rows; a number >= 0, above 1 only with `replace`. Default null. */
  readonly frac?: number | null;
  /** Whether a row may be drawn twice. Default false. */
  readonly replace?: boolean;
  /** Weight of each row, or the name of the column that holds them; missing ones are 0. Default: all equal. */
  readonly weights?: Name | NumberColumn | ArrayLike<number> | null;
  /** Seed; null for fresh entropy. Default 0. */
  readonly randomState?: number | null;
}

const sampleSpecs: ParamSpecs<SampleOptions> = {
  n: nullByDefault(integer({ default: 1, min: 0, help: "Number of rows." }), "1, or by frac"),
  frac: nullByDefault(real({ default: 1, min: 0, help: "Share of the rows." }), "by n"),
  replace: flag({ default: false, help: "Whether a row may be drawn twice." }),
  weights: nullByDefault(
    custom<string | NumberColumn | ArrayLike<number>>({
      default: "",
      domain: "a name, a number column or an array of numbers",
      help: "Weight of each row.",
      outside: [1, true],
      accepts: (value) => typeof value === "string" || (typeof value === "object" && value !== null),
    }),
    "all equal",
  ),
  randomState: randomStateSpec,
};

/**
 * Draws rows, the same as `DataFrame.sample` of pandas for the same seed.
 *
 * @param named finds the column of weights.
 */
export function sampledRows(
  rows: number,
  options: SampleOptions,
  named: (name: string) => Column,
): Int32Array {
  const where = "Frame.sample";
  const given = resolveParams(where, sampleSpecs, options);
  const { n = null, frac = null, replace = false, weights = null } = given;
  if (n !== null && frac !== null)
    throw new InvalidParameterError(where, "frac", "left out where n is given", frac);
  if (frac !== null && frac > 1 && !replace)
    throw new InvalidParameterError(where, "frac", "at most 1 without replacement", frac);
  const size = frac === null ? (n ?? 1) : roundHalfEven(frac * rows);
  if (!replace && size > rows)
    throw new InvalidParameterError(where, "n", `at most ${rows} without replacement`, size);
  if (rows === 0 && size > 0) throw new InvalidParameterError(where, "n", "0 where there are no rows", size);
  const p = weights === null ? undefined : probabilities(where, weights, rows, replace ? 0 : size, named);
  if (size === 0) return new Int32Array(0);
  const random = new RandomState(given.randomState ?? null);
  return random.choice(rows, size, p === undefined ? { replace } : { replace, p });
}

/** Weights as shares of their sum. */
function probabilities(
  where: string,
  weights: string | NumberColumn | ArrayLike<number>,
  rows: number,
  distinct: number,
  named: (name: string) => Column,
): Float64Array {
  const column = typeof weights === "string" ? named(weights) : columnFrom(where, "weights", weights);
  if (!(column instanceof NumberColumn))
    throw new InvalidInputError(where, "weights must be numbers", weights);
  if (column.length !== rows)
    throw new InvalidInputError(where, `weights must have ${rows} values, one for each row`, weights);
  const row = column.values.findIndex((weight) => weight < 0 || weight === Number.POSITIVE_INFINITY);
  if (row >= 0)
    throw new InvalidInputError(where, "weights must be finite and >= 0", column.values[row], { row });
  const shares = column.values.map((weight) => (Number.isNaN(weight) ? 0 : weight));
  const sum = pairwiseSum(shares);
  if (!(sum > 0)) throw new InvalidInputError(where, "weights must not be zero everywhere", weights);
  for (let i = 0; i < rows; i++) shares[i]! /= sum;
  const largest = shares.findIndex((share) => distinct * share > 1);
  if (largest >= 0) {
    const rule = `a weight must be at most 1/${distinct} of their sum to draw ${distinct} distinct rows by it`;
    throw new InvalidInputError(where, rule, column.values[largest], { row: largest });
  }
  return shares;
}
