import { choice, custom, flag, integer, type ParamSpecs, resolveParams } from "../base/params.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { narrowCodes } from "./category-codes.js";
import { CategoryColumn } from "./category-column.js";
import { intervalLabels } from "./intervals.js";
import { NumberColumn } from "./number-column.js";
import { type NumberSource, toNumberColumn } from "./statistics/array-statistics.js";
import { maxOf, minOf } from "./statistics/moments.js";
import { quantilesOf } from "./statistics/present-quantiles.js";

/** Options of {@link qcut} and of {@link cut}. */
export interface QcutOptions {
  /** Names of the bins; null for texts of their intervals, false for their numbers from 0. Default null. */
  readonly labels?: readonly string[] | null | false;
  /** Digits of the edges in the texts of intervals; an integer in [0, 20]. Default 3. */
  readonly precision?: number;
  /** Whether equal edges are an error ("raise") or taken once ("drop"). Default "raise". */
  readonly duplicates?: "raise" | "drop";
  /** Whether the edges are returned too. Default false. */
  readonly retbins?: boolean;
}

/** Options of {@link cut}. */
export interface CutOptions extends QcutOptions {
  /** Whether the right edge belongs to a bin, or the left one. Default true. */
  readonly right?: boolean;
  /** Whether the first bin takes its left edge too. Default false. */
  readonly includeLowest?: boolean;
}

/** Binned values and the edges of the bins. */
export interface Binned<C> {
  readonly column: C;
  /** Edges of the bins, shape (number of bins + 1). */
  readonly bins: Float64Array;
}

/** What {@link cut} and {@link qcut} return for their options: a column of labels, of numbers of bins, or either with the edges. */
export type BinnedFor<O extends QcutOptions> = O extends { readonly retbins: true }
  ? Binned<BinColumn<O>>
  : BinColumn<O>;

/** Column of labels, or of numbers of bins. */
export type BinColumn<O extends QcutOptions> = O extends { readonly labels: false }
  ? NumberColumn
  : CategoryColumn;

const qcutSpecs: ParamSpecs<QcutOptions> = {
  labels: custom<readonly string[] | null | false>({
    default: null,
    domain: "an array of distinct texts, null (texts of the intervals) or false (numbers of the bins)",
    help: "Names of the bins.",
    outside: [true, "low", ["a", "a"], [1]],
    accepts: (value) =>
      value === null ||
      value === false ||
      (Array.isArray(value) &&
        value.every((label) => typeof label === "string") &&
        new Set(value).size === value.length),
  }),
  precision: integer({ default: 3, min: 0, max: 20, help: "Digits of the edges in the texts of intervals." }),
  duplicates: choice({ default: "raise", options: ["raise", "drop"], help: "What becomes of equal edges." }),
  retbins: flag({ default: false, help: "Whether the edges are returned too." }),
};

const cutSpecs: ParamSpecs<CutOptions> = {
  ...qcutSpecs,
  right: flag({ default: true, help: "Whether the right edge belongs to a bin." }),
  includeLowest: flag({ default: false, help: "Whether the first bin takes its left edge too." }),
};

/**
 * Sorts numbers into bins, as `pandas.cut`: a category column whose levels are the bins in order. Numbers outside all bins and missing
 * ones are missing.
 *
 * @param bins number of equally wide bins (the range is widened by 0.1 % so that it takes all), or the edges, ascending.
 * @throws {InvalidParameterError} if the edges do not ascend, are equal, or the labels are not one for each bin.
 * @throws {InvalidInputError} if a number of bins is given and there is no finite value to find their range by.
 * @example
 * ```ts
 * cut([1, 7, 5, 4], [0, 4, 8]).toArray(); // => ["(0, 4]", "(4, 8]", "(4, 8]", "(0, 4]"]
 * cut([1, 7, 5], 2, { labels: ["low", "high"] }).toArray(); // => ["low", "high", "high"]
 * cut([1, 7, 5], 2, { retbins: true }).bins; // => Float64Array.of(0.994, 4, 7)
 * ```
 */
export function cut<const O extends CutOptions = Record<never, never>>(
  values: NumberSource,
  bins: number | ArrayLike<number>,
  options?: O,
): BinnedFor<O> {
  const given = resolveParams("cut", cutSpecs, options ?? {}) as Required<CutOptions>;
  const column = toNumberColumn("cut", values);
  const isCount = typeof bins === "number";
  const edges = isCount ? equalEdges(column.values, bins, given.right) : checkEdges("bins", bins);
  const whole = !isCount && edges.every(Number.isInteger);
  return binned("cut", column, edges, given, whole) as BinnedFor<O>;
}

/**
 * Sorts numbers into bins between their quantiles, as `pandas.qcut`: bins of about equal size. Missing numbers stay missing.
 *
 * @param q number of bins, or the quantiles at their edges, ascending in [0, 1].
 * @throws {InvalidInputError} if there is no value, or a quantile lies between infinities.
 * @throws {InvalidParameterError} if quantiles are equal and `duplicates` is "raise", or the labels are not one for each bin.
 * @example
 * ```ts
 * qcut([1, 2, 3, 4], 2).toArray(); // => ["(0.999, 2.5]", "(0.999, 2.5]", "(2.5, 4.0]", "(2.5, 4.0]"]
 * qcut([1, 2, 3, 4], [0, 0.25, 1], { labels: false }).toArray(); // => Float64Array.of(0, 1, 1, 1)
 * ```
 */
export function qcut<const O extends QcutOptions = Record<never, never>>(
  values: NumberSource,
  q: number | ArrayLike<number>,
  options?: O,
): BinnedFor<O> {
  const given = resolveParams("qcut", qcutSpecs, options ?? {}) as Required<QcutOptions>;
  const column = toNumberColumn("qcut", values);
  const quantiles = typeof q === "number" ? equalShares(q) : checkEdges("q", q);
  if (quantiles.some((share) => share < 0 || share > 1))
    throw new InvalidParameterError("qcut", "q", "a number of bins or quantiles in [0, 1]", q);
  const edges = quantilesOf(column.values, quantiles);
  if (edges.some(Number.isNaN))
    throw new InvalidInputError("qcut", "values must hold a finite number", values);
  return binned("qcut", column, edges, { ...given, right: true, includeLowest: true }, false) as BinnedFor<O>;
}

function binned(
  where: string,
  column: NumberColumn,
  given: Float64Array,
  options: Required<CutOptions>,
  whole: boolean,
): NumberColumn | CategoryColumn | Binned<NumberColumn | CategoryColumn> {
  const { right, includeLowest, labels, precision } = options;
  const bins = distinctEdges(where, given, options.duplicates);
  if (labels !== null && labels !== false && labels.length !== bins.length - 1)
    throw new InvalidParameterError(where, "labels", `${bins.length - 1} texts, one for each bin`, labels);
  const codes = binCodes(column.values, bins, right, includeLowest);
  const result =
    labels === false
      ? new NumberColumn(
          column.name,
          Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : code)),
        )
      : new CategoryColumn(
          column.name,
          narrowCodes(codes, bins.length - 1),
          labels ?? intervalLabels(bins, { precision, right, includeLowest, whole }),
        );
  return options.retbins ? { column: result, bins } : result;
}

/** Number of the bin of each value; -1 outside. */
function binCodes(
  values: Float64Array,
  bins: Float64Array,
  right: boolean,
  includeLowest: boolean,
): Int32Array {
  const codes = new Int32Array(values.length);
  const last = bins.length - 1;
  for (let i = 0; i < codes.length; i++) {
    const value = values[i]!;
    let low = 0;
    let high = bins.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (right ? bins[middle]! < value : bins[middle]! <= value) low = middle + 1;
      else high = middle;
    }
    if (includeLowest && value === bins[0]) low = 1;
    codes[i] = low > last || Number.isNaN(value) ? -1 : low - 1;
  }
  return codes;
}

function distinctEdges(where: string, edges: Float64Array, duplicates: "raise" | "drop"): Float64Array {
  const distinct = edges.filter((edge, i) => i === 0 || edge !== edges[i - 1]);
  if (distinct.length === edges.length || edges.length === 2) return edges;
  if (duplicates === "drop") return distinct;
  throw new InvalidParameterError(where, "bins", 'distinct edges, or duplicates "drop"', edges);
}

function checkEdges(name: "bins" | "q", edges: ArrayLike<number>): Float64Array {
  const where = name === "q" ? "qcut" : "cut";
  if (edges === null || typeof edges !== "object" || !(edges.length >= 2))
    throw new InvalidParameterError(where, name, "a number of bins or an array of at least 2 edges", edges);
  const out = Float64Array.from(edges);
  for (let i = 0; i < out.length; i++) {
    if (typeof edges[i] !== "number" || Number.isNaN(out[i]!))
      throw new InvalidParameterError(where, name, "numbers without NaN", edges);
    if (i > 0 && out[i]! < out[i - 1]!) throw new InvalidParameterError(where, name, "ascending", edges);
  }
  return out;
}

/** Edges of bins of equal width over the range of the values, widened by 0.1 % at the open end. */
function equalEdges(values: Float64Array, count: number, right: boolean): Float64Array {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new InvalidParameterError("cut", "bins", "an integer >= 1 or an array of edges", count);
  let low = minOf(values);
  let high = maxOf(values);
  if (!Number.isFinite(high - low))
    throw new InvalidInputError("cut", "values must have a finite range for a number of bins", values);
  const isFlat = low === high;
  if (isFlat) {
    const margin = low === 0 ? 0.001 : 0.001 * Math.abs(low);
    low -= margin;
    high += margin;
  }
  const step = (high - low) / count;
  const edges = Float64Array.from({ length: count + 1 }, (_, i) => i * step + low);
  edges[count] = high;
  if (!isFlat && right) edges[0]! -= (high - low) * 0.001;
  else if (!isFlat) edges[count]! += (high - low) * 0.001;
  return edges;
}

/** i / count, rounded up where it is no double, as pandas has it. */
function equalShares(count: number): Float64Array {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new InvalidParameterError("qcut", "q", "an integer >= 1 or an array of quantiles", count);
  const step = 1 / count;
  return Float64Array.from({ length: count + 1 }, (_, i) => {
    const share = i === count ? 1 : i * step;
    return count * share === i ? share : nextUp(share);
  });
}

/** The next greater double of one in (0, 1). */
function nextUp(x: number): number {
  const bits = new BigInt64Array(Float64Array.of(x).buffer);
  bits[0]! += 1n;
  return new Float64Array(bits.buffer)[0]!;
}
