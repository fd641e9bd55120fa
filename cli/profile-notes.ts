import { hasManyCategories, hasManyOutliers } from "./features.js";
import type { ProfileReport, SketchedColumn } from "./profile.js";
import type { Unusable } from "./table-profile.js";
import { listed } from "./target.js";

/** Kind of a {@link ProfileNote}. */
export type NoteKind =
  | "leak"
  | "imbalance"
  | "unusable"
  | "missing"
  | "texts_among_numbers"
  | "high_cardinality"
  | "outliers"
  | "correlation"
  | "duplicate_rows";

/** Something about a table that wants a decision before a model is trained. */
export interface ProfileNote {
  readonly kind: NoteKind;
  readonly columns: readonly string[];
  readonly message: string;
}

const MUCH_MISSING = 0.3; // of the rows: filling in would make up much of the column
const RARE_CLASS = 0.1; // of the rows: accuracy begins to flatter
const DOMINANT_VALUE = 0.95; // of the rows: the others are nearly noise
const STRONG_CORRELATION = 0.95; // one of the two tells nearly nothing new
const TELLS_ALL = 0.98;

const UNUSABLE: Readonly<Record<Unusable, string>> = {
  empty: "is empty",
  constant: "is always the same",
  identifier: "identifies the row; it tells nothing about others",
  same_minute: "lies in one minute",
};

/** What is worth a thought, the gravest first. */
export function profileNotes(report: Omit<ProfileReport, "notes">): readonly ProfileNote[] {
  const { data } = report;
  return [
    ...leaks(report),
    ...imbalance(report),
    ...data.columns.flatMap((column) => columnNotes(column, data.rows, report.target?.name)),
    ...outlying(report),
    ...correlated(report),
    ...duplicates(report),
  ];
}

function leaks({ target }: Omit<ProfileReport, "notes">): ProfileNote[] {
  return (target?.telling ?? [])
    .filter(({ share }) => share >= TELLS_ALL)
    .map(({ name, share }) => ({
      kind: "leak",
      columns: [name],
      message: `${name} alone tells ${percent(share)} of ${target!.name}: is it known before ${target!.name} is?`,
    }));
}

function imbalance({ target, data }: Omit<ProfileReport, "notes">): ProfileNote[] {
  if (target?.classes === undefined) return [];
  const total = data.rows - target.missingRows;
  const rarest = target.classes.reduce((least, one) => (one.rows < least.rows ? one : least));
  if (rarest.rows >= RARE_CLASS * total) return [];
  const most = Math.max(...target.classes.map(({ rows }) => rows));
  const message =
    `${target.name}: ${String(rarest.label)} has ${rarest.rows} of ${total} rows (${percent(rarest.rows / total)}); ` +
    `always saying the most frequent class is right in ${percent(most / total)}. Judge by balanced accuracy or F1, not by accuracy.`;
  return [{ kind: "imbalance", columns: [target.name], message }];
}

function columnNotes(column: SketchedColumn, rows: number, target: string | undefined): ProfileNote[] {
  const { name, unusable, missing, categories, distinct, type } = column;
  const notes: ProfileNote[] = [];
  const add = (kind: NoteKind, message: string): void => {
    notes.push({ kind, columns: [name], message: `${name} ${message}` });
  };
  if (unusable !== undefined && name !== target) add("unusable", UNUSABLE[unusable]);
  if (unusable !== undefined) return notes;
  if (missing >= MUCH_MISSING * rows)
    add(
      "missing",
      `is missing in ${percent(missing / rows)} of the rows; whether it is missing may tell more than its value`,
    );
  const odd = categories?.textsAmongNumbers;
  if (odd !== undefined) {
    const texts = odd.map(({ value, rows: times }) => `${JSON.stringify(value)} (${times}×)`).join(", ");
    add(
      "texts_among_numbers",
      `holds numbers, but for ${texts}: name such texts as missing values and it is read as numbers`,
    );
  } else if (hasManyCategories(type, distinct))
    add(
      "high_cardinality",
      `has ${distinct} distinct texts: encode it by what it says of the target (TargetEncoder), not by a column each`,
    );
  const top = categories?.top[0];
  if (top !== undefined && top.rows >= DOMINANT_VALUE * (rows - missing) && name !== target)
    add(
      "imbalance",
      `is ${JSON.stringify(top.value)} in ${percent(top.rows / (rows - missing))} of the rows in which it is known`,
    );
  return notes;
}

const SKEWED = 1;
const MOST_NAMED = 6;

/** One note for all columns with outliers, those with most of them first. */
function outlying({ data }: Omit<ProfileReport, "notes">): ProfileNote[] {
  const found = data.columns
    .flatMap(({ name, numbers, missing, unusable }) =>
      numbers !== undefined &&
      unusable === undefined &&
      hasManyOutliers(numbers.outliers.rows, data.rows - missing)
        ? [{ name, rows: numbers.outliers.rows, isSkewed: Math.abs(numbers.skew) >= SKEWED }]
        : [],
    )
    .sort((a, b) => b.rows - a.rows);
  if (found.length === 0) return [];
  const named = (some: typeof found): string =>
    listed(
      some.map(({ name, rows }) => `${name} (${rows})`),
      MOST_NAMED,
    );
  const [skewed, others] = [true, false].map((is) => found.filter(({ isSkewed }) => isSkewed === is)) as [
    typeof found,
    typeof found,
  ];
  const sentences = [
    ...(skewed.length > 0
      ? [`skewed, so that a log or power transform may serve better than clipping: ${named(skewed)}`]
      : []),
    ...(others.length > 0 ? [`to be looked at before a mean or a squared error does: ${named(others)}`] : []),
  ];
  const message = `values beyond Tukey's fences, ${sentences.join("; ")}`;
  return [{ kind: "outliers", columns: found.map(({ name }) => name), message }];
}

/** One note for each group of columns that go together, by chains of strong correlations. */
function correlated({ correlations, target }: Omit<ProfileReport, "notes">): ProfileNote[] {
  const groups: Set<string>[] = [];
  for (const { columns, r } of correlations) {
    if (Math.abs(r) < STRONG_CORRELATION || columns.includes(target?.name ?? "")) continue;
    const touching = groups.filter((group) => columns.some((name) => group.has(name)));
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push(new Set([...touching.flatMap((group) => [...group]), ...columns]));
  }
  return groups.map((group) => {
    const columns = [...group];
    const one = columns.length === 2 ? "one of the two" : "one or two of them";
    const message = `${listed(columns)} go together (|r| of ${STRONG_CORRELATION} and more): ${one} may do, and coefficients of all mean little`;
    return { kind: "correlation", columns, message };
  });
}

function duplicates({ data }: Omit<ProfileReport, "notes">): ProfileNote[] {
  if (data.duplicateRows === 0) return [];
  const [subject, verb] =
    data.duplicateRows === 1 ? ["1 row", "repeats"] : [`${data.duplicateRows} rows`, "repeat"];
  const message = `${subject} ${verb} an earlier one in every column: the same row may be learned from and tested on`;
  return [{ kind: "duplicate_rows", columns: [], message }];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
