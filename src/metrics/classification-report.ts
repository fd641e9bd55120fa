import type { Label, VectorLike } from "../base/estimator.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { fixedDecimals, pythonCount } from "./fixed-decimals.js";
import { checkLabelList, countsAreWhole, toLabelPairs } from "./label-pairs.js";
import {
  type AveragedScores,
  averaged,
  classCounts,
  type EachClassScores,
  scoresOf,
  summed,
  throughConfusion,
  type ZeroDivision,
  zeroValue,
} from "./precision-recall.js";

/** Scores of one class, or averaged ones. */
export interface ReportRow {
  readonly precision: number;
  readonly recall: number;
  readonly "f1-score": number;
  /** Number, or weight, of the true samples. */
  readonly support: number;
}

/** The report as an object: a row for each class by its name, and the averages. */
export interface ReportDict {
  /** Present where every label is shown; `"micro avg"` stands in its place otherwise. */
  readonly accuracy?: number;
  readonly "micro avg"?: ReportRow;
  readonly "macro avg": ReportRow;
  readonly "weighted avg": ReportRow;
  readonly [className: string]: ReportRow | number | undefined;
}

/** Options of {@link classificationReport}. */
export interface ClassificationReportOptions<L extends Label> {
  /** Classes to show, in this order. Default: all that occur, sorted. */
  readonly labels?: readonly L[];
  /** Names of the classes, in the order of the labels. Default: the labels. */
  readonly targetNames?: readonly string[];
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
  /** Decimal places of the text. Default 2. */
  readonly digits?: number;
  /** Returns an object instead of text. Default false. */
  readonly outputDict?: boolean;
  /** Score where there is nothing to divide by. Default `"warn"`, which is 0. */
  readonly zeroDivision?: ZeroDivision;
}

/**
 * Precision, recall, F1 and support of every class, with their averages: as text, or as an object.
 *
 * @throws {InvalidInputError} if the labels are empty, of different lengths or types, or `targetNames` does not fit.
 * @throws {InvalidParameterError} if an option is outside its domain.
 * @example
 * ```ts
 * const report = classificationReport(["a", "b", "b", "b"], ["a", "b", "b", "a"], { outputDict: true });
 * report.accuracy; // => 0.75
 * report["macro avg"].recall; // => 0.8333333333333333
 * ```
 */
export function classificationReport<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ClassificationReportOptions<L> & { readonly outputDict: true },
): ReportDict;
export function classificationReport<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options?: ClassificationReportOptions<L>,
): string;
export function classificationReport<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ClassificationReportOptions<L> = {},
): string | ReportDict {
  const where = "classificationReport";
  const pairs = toLabelPairs(where, yTrue, yPred, options.sampleWeight);
  const labels: readonly L[] = options.labels ?? pairs.classes;
  checkLabelList(where, labels);
  const names = options.targetNames ?? labels.map(String);
  if (names.length !== labels.length) {
    throw new InvalidInputError(
      where,
      `targetNames must have ${labels.length} names, one a class`,
      new Described(`${names.length} names`),
    );
  }
  const whenZero = zeroValue(where, options.zeroDivision);
  const counts = throughConfusion(classCounts(pairs, labels));
  const each = scoresOf(where, counts, 1, whenZero);
  const micro = averaged(scoresOf(where, summed(counts), 1, whenZero), "micro");
  const parts: ReportParts = {
    names,
    each,
    total: pairwiseSum(each.support),
    microIsAccuracy: pairs.classes.every((label) => labels.includes(label)),
    micro,
    macro: averaged(each, "macro"),
    weighted: averaged(each, "weighted"),
  };
  if (options.outputDict === true) return toDict(parts);
  const { digits = 2 } = options;
  if (!Number.isSafeInteger(digits) || digits < 0 || digits > 100)
    throw new InvalidParameterError(where, "digits", "an integer in [0, 100]", digits);
  return toText(parts, digits, countsAreWhole(pairs));
}

interface ReportParts {
  readonly names: readonly string[];
  readonly each: EachClassScores;
  readonly total: number;
  readonly microIsAccuracy: boolean;
  readonly micro: AveragedScores;
  readonly macro: AveragedScores;
  readonly weighted: AveragedScores;
}

function toDict({ names, each, total, microIsAccuracy, micro, macro, weighted }: ReportParts): ReportDict {
  const row = (scores: AveragedScores): ReportRow => ({
    precision: scores.precision,
    recall: scores.recall,
    "f1-score": scores.fscore,
    support: total,
  });
  const rows = names.map((name, k): [string, ReportRow] => [
    name,
    {
      precision: each.precision[k]!,
      recall: each.recall[k]!,
      "f1-score": each.fscore[k]!,
      support: each.support[k]!,
    },
  ]);
  return {
    ...Object.fromEntries(rows),
    ...(microIsAccuracy ? { accuracy: micro.precision } : { "micro avg": row(micro) }),
    "macro avg": row(macro),
    "weighted avg": row(weighted),
  };
}

function toText(parts: ReportParts, digits: number, isWhole: boolean): string {
  const { names, each, total, microIsAccuracy, micro, macro, weighted } = parts;
  const width = Math.max(...names.map((name) => name.length), "weighted avg".length, digits);
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padStart(width)} ${cells.map((cell) => ` ${cell.padStart(9)}`).join("")}\n`;
  const count = (value: number): string => pythonCount(value, isWhole);
  const score = (value: number): string => fixedDecimals(value, digits);
  const average = (name: string, scores: AveragedScores): string =>
    line(name, [score(scores.precision), score(scores.recall), score(scores.fscore), count(total)]);

  const header = `${line("", ["precision", "recall", "f1-score", "support"])}\n`;
  const rows = names.map((name, k) => {
    const scores = [each.precision[k]!, each.recall[k]!, each.fscore[k]!];
    return line(name, [...scores.map(score), count(each.support[k]!)]);
  });
  const overall = microIsAccuracy
    ? line("accuracy", ["", "", score(micro.fscore), count(total)])
    : average("micro avg", micro);
  return `${header}${rows.join("")}\n${overall}${average("macro avg", macro)}${average("weighted avg", weighted)}`;
}
