import type { Label, VectorLike } from "../base/estimator.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { fixedDecimals, pythonCount } from "./fixed-decimals.js";
import { checkLabelList, countsAreWhole, toLabelPairs } from "./label-pairs.js";
import { precisionRecallFscoreSupport, type ZeroDivision } from "./precision-recall.js";
import { shares } from "./sensitivity-specificity.js";
import { weightedAverage } from "./weighted-average.js";

/** Options of {@link classificationReportImbalanced}. */
export interface ImbalancedReportOptions<L extends Label> {
  /** Classes to show, in this order. Default: all that occur, sorted. */
  readonly labels?: readonly L[];
  /** Names of the classes, in the order of the labels. Default: the labels. */
  readonly targetNames?: readonly string[];
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
  /** Decimal places of the text. Default 2. */
  readonly digits?: number;
  /** Weight of the dominance in the index of balanced accuracy. Default 0.1. */
  readonly alpha?: number;
  /** Returns an object instead of text. Default false. */
  readonly outputDict?: boolean;
  /** Score where there is nothing to divide by. Default `"warn"`, which is 0. */
  readonly zeroDivision?: ZeroDivision;
}

const SCORES = ["pre", "rec", "spe", "f1", "geo", "iba"] as const;
type ScoreName = (typeof SCORES)[number];

/** Precision, recall, specificity, F1, geometric mean, index of balanced accuracy and support of one class. */
export type ImbalancedReportRow = Readonly<Record<ScoreName | "sup", number>>;

/** The report as an object: a row for each class by its name, averages weighted by support, and the number of samples. */
export interface ImbalancedReportDict extends Readonly<Record<`avg_${ScoreName}` | "total_support", number>> {
  readonly [className: string]: ImbalancedReportRow | number;
}

/**
 * Precision, recall, specificity, F1, geometric mean √(recall × specificity), index of balanced accuracy and support of every class, with
 * averages weighted by support: as text, or as an object.
 *
 * @throws {InvalidInputError} if the labels are empty, of different lengths or types, or `targetNames` does not fit, or no sample of `labels` counts.
 * @throws {InvalidParameterError} if an option is outside its domain.
 * @example
 * ```ts
 * const report = classificationReportImbalanced(["a", "b", "b", "b"], ["a", "b", "b", "a"], { outputDict: true });
 * report["a"]; // => { pre: 0.5, rec: 1, spe: 0.6666666666666666, f1: 0.6666666666666666, geo: 0.816496580927726, iba: 0.6888888888888888, sup: 1 }
 * report.avg_rec; // => 0.75
 * ```
 */
export function classificationReportImbalanced<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ImbalancedReportOptions<L> & { readonly outputDict: true },
): ImbalancedReportDict;
export function classificationReportImbalanced<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options?: ImbalancedReportOptions<L>,
): string;
export function classificationReportImbalanced<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ImbalancedReportOptions<L> = {},
): string | ImbalancedReportDict {
  const where = "classificationReportImbalanced";
  const { digits = 2, alpha = 0.1, zeroDivision = "warn", sampleWeight } = options;
  if (!Number.isSafeInteger(digits) || digits < 0 || digits > 100)
    throw new InvalidParameterError(where, "digits", "an integer in [0, 100]", digits);
  if (!Number.isFinite(alpha)) throw new InvalidParameterError(where, "alpha", "a finite number", alpha);
  const pairs = toLabelPairs(where, yTrue, yPred, sampleWeight);
  const labels = options.labels ?? pairs.classes;
  checkLabelList(where, labels);
  const names = options.targetNames ?? labels.map(String);
  if (names.length !== labels.length)
    throw new InvalidInputError(
      where,
      `targetNames must have ${labels.length} names, one a class`,
      new Described(`${names.length} names`),
    );
  const common = { labels, average: null, ...(sampleWeight === undefined ? {} : { sampleWeight }) } as const;
  const { precision, recall, fscore, support } = precisionRecallFscoreSupport(yTrue, yPred, {
    ...common,
    zeroDivision,
  });
  if (support.every((count) => count === 0)) {
    const rule = "labels must hold a class of a sample that counts, or there is nothing to average";
    throw new InvalidInputError(where, rule, labels);
  }
  const found = shares(where, yTrue, yPred, common);
  const sensitivity = found.sensitivity as Float64Array;
  const specificity = found.specificity as Float64Array;
  const geo = sensitivity.map((value, k) => Math.sqrt(value * specificity[k]!));
  const iba = geo.map((g, k) => (1 + alpha * (sensitivity[k]! - specificity[k]!)) * (g * g));
  const columns = { pre: precision, rec: recall, spe: specificity, f1: fscore, geo, iba };
  const parts: ReportParts = {
    names,
    columns,
    support,
    averages: SCORES.map((name) => weightedAverage(columns[name], support)),
    total: pairwiseSum(support),
  };
  return options.outputDict === true ? toDict(parts) : toText(parts, digits, countsAreWhole(pairs));
}

interface ReportParts {
  readonly names: readonly string[];
  readonly columns: Readonly<Record<ScoreName, Float64Array>>;
  readonly support: Float64Array;
  readonly averages: readonly number[];
  readonly total: number;
}

function toDict({ names, columns, support, averages, total }: ReportParts): ImbalancedReportDict {
  const rows = names.map((name, k) => [
    name,
    { ...Object.fromEntries(SCORES.map((score) => [score, columns[score][k]!])), sup: support[k]! },
  ]);
  const means = SCORES.map((score, s) => [`avg_${score}`, averages[s]!]);
  return Object.fromEntries([...rows, ...means, ["total_support", total]]) as ImbalancedReportDict;
}

function toText(parts: ReportParts, digits: number, isWhole: boolean): string {
  const { names, columns, support, averages, total } = parts;
  const last = "avg / total";
  const width = Math.max(...names.map((name) => name.length), last.length, digits);
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padStart(width)}  ${cells.map((cell) => cell.padStart(9)).join(" ")}\n`;
  const show = (value: number): string => fixedDecimals(value, digits);
  const count = (value: number): string => pythonCount(value, isWhole);
  const rows = names.map((name, k) =>
    line(name, [...SCORES.map((score) => show(columns[score][k]!)), count(support[k]!)]),
  );
  return `${line("", [...SCORES, "sup"])}\n${rows.join("")}\n${line(last, [...averages.map(show), count(total)])}`;
}
