import type { Cell } from "../base/estimator.js";
import { type CodedColumn, compareCells, isMissing } from "../base/table.js";
import { countLevels, holdsMissing, occurringLevels } from "./coded-columns.js";

/** Label of the group of infrequent categories, as scikit-learn has it. */
export const INFREQUENT = "infrequent_sklearn";

/** Distinct values of a column in order, and how often each occurs. */
export interface CountedCategories {
  /** As `numpy.unique` orders them; the missing value, if there is one, comes last. */
  readonly categories: readonly Cell[];
  /** Null where they were not to be counted. */
  readonly counts: Int32Array | null;
}

/** How a category is looked up: dates by their time, every missing value alike. */
export function categoryKey(cell: Cell): unknown {
  if (isMissing(cell)) return null;
  return cell instanceof Date ? cell.getTime() : cell;
}

/**
 * Categories that occur in a column.
 *
 * @param counted whether to count them; finding out which occur takes a fraction of the time.
 */
export function occurringCategories({ levels, codes }: CodedColumn, counted: boolean): CountedCategories {
  const counts = counted ? countLevels(codes, levels.length) : null;
  const occurs = counts ?? occurringLevels(codes, levels.length);
  const order = levels
    .map((_, code) => code)
    .filter((code) => occurs[code]! > 0)
    .sort((a, b) => compareCells(levels[a], levels[b]));
  const categories = order.map((code) => levels[code]);
  if (counts === null ? holdsMissing(codes) : counts[levels.length]! > 0) {
    order.push(levels.length);
    categories.push(levels.length === 0 || typeof levels[0] === "number" ? Number.NaN : null);
  }
  return { categories, counts: counts && Int32Array.from(order, (code) => counts[code]!) };
}

/** Counts of given categories in a column. */
export function countGiven({ levels, codes }: CodedColumn, categories: readonly Cell[]): Int32Array {
  const counts = countLevels(codes, levels.length);
  const countOf = new Map(levels.map((level, code) => [categoryKey(level), counts[code]!]));
  countOf.set(null, counts[levels.length]!);
  return Int32Array.from(categories, (cell) => countOf.get(categoryKey(cell)) ?? 0);
}

/**
 * Positions of the categories that are grouped as infrequent, ascending; null if there are none.
 *
 * @param minFrequency least count (an integer >= 1) or share of the samples (in (0, 1)) of a frequent category.
 * @param maxCategories greatest number of groups, the infrequent one included.
 */
export function infrequentCategories(
  counts: Int32Array,
  nSamples: number,
  minFrequency: number | null,
  maxCategories: number | null,
): Int32Array | null {
  const least = minFrequency === null ? 0 : minFrequency < 1 ? minFrequency * nSamples : minFrequency;
  const infrequent = Array.from(counts, (count) => count < least);
  const groups = infrequent.filter((rare) => !rare).length + 1;
  if (maxCategories !== null && maxCategories < groups) {
    const rarestFirst = infrequent.map((_, k) => k).sort((a, b) => counts[a]! - counts[b]!); // stable
    for (const k of rarestFirst.slice(0, Math.max(0, counts.length - maxCategories + 1)))
      infrequent[k] = true;
  }
  const found = infrequent.flatMap((rare, k) => (rare ? [k] : []));
  return found.length > 0 ? Int32Array.from(found) : null;
}

/** Group of each category: the frequent ones in order, then all infrequent ones together. */
export function groupOf(nCategories: number, infrequent: Int32Array | null): Int32Array {
  const groups = new Int32Array(nCategories);
  const rare = new Set(infrequent ?? []);
  let next = 0;
  for (let k = 0; k < nCategories; k++) if (!rare.has(k)) groups[k] = next++;
  for (const k of rare) groups[k] = next;
  return groups;
}

/** The category of each group; the infrequent ones are {@link INFREQUENT}. */
export function groupLabels(categories: readonly Cell[], infrequent: Int32Array | null): Cell[] {
  if (infrequent === null) return [...categories];
  const rare = new Set(infrequent);
  return [...categories.filter((_, k) => !rare.has(k)), INFREQUENT];
}
