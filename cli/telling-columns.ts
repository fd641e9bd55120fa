import {
  BooleanColumn,
  CategoryColumn,
  type Column,
  crossValScore,
  DateColumn,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  type Frame,
  KFold,
  Matrix,
  NumberColumn,
  RandomState,
  StratifiedKFold,
} from "learnkit";
import type { Target } from "./target.js";

/** How much one column alone tells of the target. */
export interface TellingColumn {
  readonly name: string;
  /**
   * Share of what the baseline leaves open that a tree on this column explains, in cross-validation: R² for numbers,
   * (accuracy - baseline) / (1 - baseline) for classes. 0 is nothing, 1 is all.
   */
  readonly share: number;
}

const MOST_ROWS = 5000; // a share to two digits needs no more, and a table of 100 columns takes seconds
const FOLDS = 5;

/**
 * What each column tells of the target by itself, the most telling first. A column that tells nearly all is either the
 * answer to the question or was written down after it: it leaks.
 *
 * @param known rows in which the target is known.
 */
export async function tellingColumns(
  known: Frame,
  target: Target,
  names: readonly string[],
  seed: number,
): Promise<readonly TellingColumn[]> {
  const rows = sampleRows(known.rows, seed);
  const y = Array.from(rows, (i) => target.y[i]!);
  const found: TellingColumn[] = [];
  for (const name of names) {
    const X = new Matrix(numbersOf(known.column(name).takeRows(rows)), rows.length, 1);
    found.push({ name, share: await shareExplained(X, y, target, seed) });
  }
  return found.sort((a, b) => b.share - a.share);
}

function sampleRows(rows: number, seed: number): Int32Array {
  if (rows <= MOST_ROWS) return Int32Array.from({ length: rows }, (_, i) => i);
  return new RandomState(seed).permutation(rows).slice(0, MOST_ROWS).sort();
}

async function shareExplained(X: Matrix, y: Target["y"], { task }: Target, seed: number): Promise<number> {
  const settings = { minSamplesLeaf: 2, randomState: seed };
  const splits = { nSplits: FOLDS, shuffle: true, randomState: seed };
  if (task === "regression") {
    const cv = new KFold(splits);
    return Math.max(0, meanOf(await crossValScore(new DecisionTreeRegressor(settings), X, y, { cv })));
  }
  const counts = new Map<unknown, number>();
  for (const label of y) counts.set(label, (counts.get(label) ?? 0) + 1);
  const baseline = Math.max(...counts.values()) / y.length;
  if (baseline === 1) return 0;
  // Classes rarer than there are folds leave a fold without them, which the accuracy bears.
  const enough = Math.max(...counts.values()) >= FOLDS;
  const cv = enough ? new StratifiedKFold(splits) : new KFold(splits);
  const accuracy = meanOf(await crossValScore(new DecisionTreeClassifier(settings), X, y, { cv }));
  return Math.max(0, (accuracy - baseline) / (1 - baseline));
}

function meanOf(scores: Float64Array): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** A column as numbers that a tree can split: codes of texts in their order, missing values as NaN. */
function numbersOf(column: Column): Float64Array {
  if (column instanceof NumberColumn)
    return column.values.map((value) => (Number.isFinite(value) ? value : Number.NaN));
  if (column instanceof DateColumn) return column.times;
  if (column instanceof CategoryColumn || column instanceof BooleanColumn)
    return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code));
  return Float64Array.from(column as Iterable<number>);
}
