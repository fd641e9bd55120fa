import { type Label, precisionRecallFscoreSupport } from "learnkit";
import type { Target } from "./target.js";

/** A class that has few rows. */
export interface RareClass {
  readonly label: Label;
  readonly rows: number;
  /** Of all rows in which the target is known. */
  readonly share: number;
}

// Fewer than a quarter of the largest class's rows: of two classes, one in five rows or less.
const RARE_RATIO = 1 / 4;

/** Classes with at most a quarter as many rows as the largest, rarest first; none in regression. */
export function rareClasses({ classes = [], y }: Pick<Target, "classes" | "y">): RareClass[] {
  const largest = classes.reduce((most, { rows }) => Math.max(most, rows), 0);
  return classes
    .filter(({ rows }) => rows <= RARE_RATIO * largest)
    .map(({ label, rows }) => ({ label, rows, share: rows / y.length }))
    .sort((a, b) => a.rows - b.rows);
}

/** How well a class is found. */
export interface Detection {
  /** Rows of the class that are called it. */
  readonly found: number;
  /** Rows that are called it. */
  readonly called: number;
  /** Share of those called it that are; null if none is called it. */
  readonly precision: number | null;
  /** Share of the class that is found. */
  readonly recall: number;
}

/** How well each of some classes is found by predictions. */
export function detections(
  labels: readonly Label[],
  y: readonly Label[],
  predicted: ArrayLike<Label>,
): Detection[] {
  const { precision, recall } = precisionRecallFscoreSupport(y, predicted, { labels, average: null });
  return labels.map((label, k) => {
    const called = Array.from(predicted).filter((other) => other === label).length;
    const found = y.reduce<number>(
      (n, other, i) => n + (other === label && predicted[i] === label ? 1 : 0),
      0,
    );
    return { found, called, precision: called === 0 ? null : precision[k]!, recall: recall[k]! };
  });
}
