import { describeValue, InvalidParameterError } from "../core/errors.js";
import type { Label } from "./estimator.js";
import { custom, nearestName, type ParamSpec } from "./params.js";

/** What a sampler does to the classes: adds rows to them, keeps a given number, or removes rows by a rule of its own. */
export type SamplingType = "over-sampling" | "under-sampling" | "clean-sampling";

/** Rows that each class is to have: a Map, pairs of label and number, or an object whose keys are the labels written as strings. */
export type ClassCounts =
  | ReadonlyMap<Label, number>
  | readonly (readonly [label: Label, rows: number])[]
  | Readonly<Record<string, number>>;

/** Tells from the labels how many rows each class is to have. */
export type ClassCountsOf = (y: readonly Label[]) => ClassCounts;

/**
 * Rows to add: the share of the majority class that the minority class is to have (two classes only), which classes are
 * to have as many rows as the largest (`"auto"` is `"not majority"`), or the rows that each class is to have.
 */
export type OverSamplingStrategy =
  | number
  | "auto"
  | "minority"
  | "not minority"
  | "not majority"
  | "all"
  | ClassCounts
  | ClassCountsOf;

/**
 * Rows to keep: the share of the majority class that the minority class is to be (two classes only), which classes are
 * to have as few rows as the smallest (`"auto"` is `"not minority"`), or the rows that each class is to have.
 */
export type UnderSamplingStrategy =
  | number
  | "auto"
  | "majority"
  | "not minority"
  | "not majority"
  | "all"
  | ClassCounts
  | ClassCountsOf;

/** Classes that rows are removed from: by name of the choice (`"auto"` is `"not minority"`), or a list of labels. */
export type CleanSamplingStrategy =
  | "auto"
  | "majority"
  | "not minority"
  | "not majority"
  | "all"
  | readonly Label[];

/** Any `samplingStrategy`. */
export type SamplingStrategy = OverSamplingStrategy | UnderSamplingStrategy | CleanSamplingStrategy;

const CHOICES: Readonly<Record<SamplingType, readonly string[]>> = {
  "over-sampling": ["auto", "minority", "not minority", "not majority", "all"],
  "under-sampling": ["auto", "majority", "not minority", "not majority", "all"],
  "clean-sampling": ["auto", "majority", "not minority", "not majority", "all"],
};

/** Spec of `samplingStrategy` of samplers that add rows. */
export const overSamplingStrategySpec: ParamSpec<OverSamplingStrategy> = countsSpec<OverSamplingStrategy>(
  "over-sampling",
  "Classes that rows are added to, and how many.",
);

/** Spec of `samplingStrategy` of samplers that keep a given number of rows. */
export const underSamplingStrategySpec: ParamSpec<UnderSamplingStrategy> = countsSpec<UnderSamplingStrategy>(
  "under-sampling",
  "Classes that rows are removed from, and how many stay.",
);

/** Spec of `samplingStrategy` of samplers that remove rows by a rule of their own. */
export const cleanSamplingStrategySpec: ParamSpec<CleanSamplingStrategy> = custom<CleanSamplingStrategy>({
  default: "auto",
  domain: `${choicesText("clean-sampling")}, or a list of labels`,
  help: "Classes that rows are removed from.",
  outside: ["minority", "", 0.5, null, [null], { a: 1 }],
  accepts: (value) =>
    CHOICES["clean-sampling"].includes(value as string) || (Array.isArray(value) && value.every(isLabel)),
});

function countsSpec<T extends OverSamplingStrategy | UnderSamplingStrategy>(
  type: SamplingType,
  help: string,
): ParamSpec<T> {
  return custom<T>({
    default: "auto" as T,
    domain: `a number > 0 and <= 1, ${choicesText(type)}, a table of integers >= 0 by label, or a function of y`,
    help,
    outside: [0, 1.5, -1, Number.NaN, "no such choice", "", null, true, { a: -1 }, { a: 1.5 }, [["a"]]],
    accepts: (value) =>
      (typeof value === "number" && value > 0 && value <= 1) ||
      CHOICES[type].includes(value as string) ||
      typeof value === "function" ||
      isClassCounts(value),
  });
}

function choicesText(type: SamplingType): string {
  return `one of ${CHOICES[type].map((name) => describeValue(name)).join(", ")}`;
}

function isLabel(value: unknown): value is Label {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

function isClassCounts(value: unknown): value is ClassCounts {
  if (value === null || typeof value !== "object") return false;
  if (Array.isArray(value)) {
    if (!value.every((entry) => Array.isArray(entry) && entry.length === 2 && isLabel(entry[0])))
      return false;
  } else if (!(value instanceof Map) && Object.getPrototypeOf(value) !== Object.prototype) return false;
  const counts = entriesOf(value as ClassCounts);
  return counts.every(([, count]) => Number.isSafeInteger(count) && count >= 0);
}

function entriesOf(table: ClassCounts): readonly (readonly [Label, number])[] {
  if (Array.isArray(table)) return table as readonly (readonly [Label, number])[];
  return table instanceof Map ? [...table] : Object.entries(table as Readonly<Record<string, number>>);
}

/** The classes of a target and their rows. */
export interface ClassSizes {
  /** Distinct labels, sorted. */
  readonly classes: readonly Label[];
  /** Rows of each class, shape (nClasses). */
  readonly counts: Int32Array;
  /** The labels in row order, for a strategy that is a function of them. */
  readonly labels: () => readonly Label[];
}

/**
 * What a strategy comes to for given classes: by class, in sorted order, the rows to add (over-sampling), the rows to
 * keep (under-sampling), or the rows of the smallest class (clean-sampling, where only the classes matter).
 *
 * @param where for messages.
 * @returns by position in `classes`; classes that are left as they are do not occur.
 * @throws {InvalidParameterError} if the strategy names a label that is not in y, is a number although there are more than
 * two classes, or asks for fewer rows than there are by over-sampling or more by under-sampling.
 * @see imbalanced-learn 0.14, `check_sampling_strategy`.
 */
export function resolveSamplingStrategy(
  where: string,
  type: SamplingType,
  strategy: SamplingStrategy,
  sizes: ClassSizes,
): ReadonlyMap<number, number> {
  if (typeof strategy === "string") return chosenClasses(where, type, strategy, sizes.counts);
  if (typeof strategy === "number") return shareOfClasses(where, type, strategy, sizes);
  if (type === "clean-sampling") return listedClasses(where, strategy as readonly Label[], sizes);
  const given = typeof strategy === "function" ? strategy(sizes.labels()) : strategy;
  if (!isClassCounts(given))
    throw invalid(where, "a function that returns a table of integers >= 0 by label", given);
  return countedClasses(where, type, given, sizes);
}

function invalid(where: string, rule: string, received: unknown): InvalidParameterError {
  return new InvalidParameterError(where, "samplingStrategy", rule, received);
}

/** Position of the first largest and the first smallest class. */
function extremes(counts: Int32Array): { majority: number; minority: number } {
  let majority = 0;
  let minority = 0;
  for (let code = 1; code < counts.length; code++) {
    if (counts[code]! > counts[majority]!) majority = code;
    if (counts[code]! < counts[minority]!) minority = code;
  }
  return { majority, minority };
}

function chosenClasses(
  where: string,
  type: SamplingType,
  strategy: string,
  counts: Int32Array,
): ReadonlyMap<number, number> {
  const { majority, minority } = extremes(counts);
  const over = type === "over-sampling";
  if (!CHOICES[type].includes(strategy)) throw invalid(where, `${choicesText(type)} for ${type}`, strategy);
  const choice = strategy === "auto" ? (over ? "not majority" : "not minority") : strategy;
  const isMeant = (code: number): boolean => {
    if (choice === "all") return true;
    const named = choice.endsWith("majority") ? majority : minority;
    return choice.startsWith("not") ? code !== named : code === named;
  };
  const targets = new Map<number, number>();
  counts.forEach((count, code) => {
    if (isMeant(code)) targets.set(code, over ? counts[majority]! - count : counts[minority]!);
  });
  return targets;
}

function shareOfClasses(
  where: string,
  type: SamplingType,
  share: number,
  { classes, counts }: ClassSizes,
): ReadonlyMap<number, number> {
  if (type === "clean-sampling") throw invalid(where, `${choicesText(type)}, or a list of labels`, share);
  if (classes.length > 2) {
    const rule = `a choice or a table of rows by label where there are more than 2 classes, here ${classes.length}`;
    throw invalid(where, rule, share);
  }
  const { majority, minority } = extremes(counts);
  const over = type === "over-sampling";
  const code = over ? 1 - majority : 1 - minority;
  const rows = over
    ? Math.trunc(counts[majority]! * share - counts[code]!)
    : Math.trunc(counts[minority]! / share);
  if (over && rows <= 0) {
    const ratio = `the share that class ${describeValue(classes[code])} already has, ${counts[code]} / ${counts[majority]}`;
    throw invalid(where, `so much above ${ratio}, that rows are added`, share);
  }
  if (!over && rows > counts[code]!) {
    const ratio = `the share that there is, ${counts[minority]} / ${counts[code]}`;
    throw invalid(where, `at least ${ratio}, for under-sampling adds no rows`, share);
  }
  return new Map([[code, rows]]);
}

/** Positions of labels; a label is found by its value or, as in the keys of an object, by its text. */
function positionOf(where: string, classes: readonly Label[], label: Label): number {
  const exact = classes.indexOf(label);
  if (exact >= 0) return exact;
  const texts = classes.map(String);
  const byText = texts.indexOf(String(label));
  if (byText >= 0 && typeof label === "string") return byText;
  const near = nearestName(String(label), texts);
  const hint = near === undefined ? "" : ` (did you mean ${describeValue(classes[texts.indexOf(near)])}?)`;
  const shown = classes.slice(0, 10).map(describeValue).join(", ");
  throw invalid(where, `of labels in y, ${shown}${classes.length > 10 ? ", …" : ""}${hint}`, label);
}

function listedClasses(
  where: string,
  labels: readonly Label[],
  { classes, counts }: ClassSizes,
): ReadonlyMap<number, number> {
  const codes = [...new Set(labels.map((label) => positionOf(where, classes, label)))];
  const least = counts[extremes(counts).minority]!;
  return new Map(codes.sort((a, b) => a - b).map((code) => [code, least]));
}

function countedClasses(
  where: string,
  type: SamplingType,
  table: ClassCounts,
  { classes, counts }: ClassSizes,
): ReadonlyMap<number, number> {
  const over = type === "over-sampling";
  const targets = new Map<number, number>();
  for (const [label, rows] of entriesOf(table)) {
    const code = positionOf(where, classes, label);
    const has = counts[code]!;
    if (over ? rows < has : rows > has) {
      const rule = `at ${over ? "least" : "most"} the ${has} rows that class ${describeValue(classes[code])} has`;
      const reason = over ? "over-sampling removes none" : "under-sampling adds none";
      throw invalid(where, `${rule}, for ${reason}`, rows);
    }
    targets.set(code, over ? rows - has : rows);
  }
  return new Map([...targets].sort(([a], [b]) => a - b));
}
