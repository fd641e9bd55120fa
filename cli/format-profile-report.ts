import { columnSection } from "./column-section.js";
import type { Correlation, ProfileReport, SketchedColumn } from "./profile.js";
import type { NoteKind, ProfileNote } from "./profile-notes.js";
import { classLines, count, indent, type Looks, paragraphBehind, percent } from "./report-layout.js";
import { readableNumber } from "./table-profile.js";
import { bar, displayWidth, shorten, sparkline, tableLines } from "./terminal.js";

const NAME_WIDTH = 28;
const MOST_COLUMNS_SHOWN = 60;
const MOST_PAIRS_SHOWN = 10;
const MOST_TELLING_SHOWN = 8;

/** The report as people read it. */
export function formatProfileReport(report: ProfileReport, looks: Looks): string {
  const sections = [
    tableSection(report, looks),
    targetSection(report, looks),
    correlationSection(report.correlations, looks),
    noteSection(report.notes, looks),
  ].filter((lines) => lines.length > 0);
  return `\n${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function tableSection({ data, target }: ProfileReport, looks: Looks): string[] {
  const shown = data.columns.slice(0, MOST_COLUMNS_SHOWN);
  const names = shown.map(({ name }) => shorten(name, NAME_WIDTH));
  const room = Math.max(16, looks.width - Math.max(...names.map(displayWidth)) - 40);
  const rows = shown.map((column, i) => [
    column.name === target?.name ? looks.bold(names[i]!) : names[i]!,
    column.type,
    column.missing === 0 ? looks.dim("–") : percent(column.missing / data.rows),
    String(column.distinct),
    valuesOf(column, data.rows, room, looks),
  ]);
  return columnSection(data, rows, looks, "; all of them with --json");
}

/** The shape of a column in one line: its range around a sketch of its distribution, or its most frequent values. */
function valuesOf(column: SketchedColumn, rows: number, room: number, looks: Looks): string {
  const { numbers, dates, categories, unusable, glimpse } = column;
  if (unusable !== undefined && unusable !== "constant") return looks.dim(shorten(glimpse, room));
  if (numbers !== undefined && numbers.min < numbers.max) {
    const range = `${readableNumber(numbers.min)} ${looks.cyan(sparkline(numbers.histogram))} ${readableNumber(numbers.max)}`;
    return `${range}  ${looks.dim(`median ${readableNumber(numbers.median)}`)}`;
  }
  if (dates !== undefined && dates.first < dates.last)
    return `${dates.first} ${looks.cyan(sparkline(dates.histogram))} ${dates.last}`;
  if (categories === undefined) return looks.dim(shorten(glimpse, room));
  const present = rows - column.missing;
  const parts = categories.top.map(
    ({ value, rows: times }) => `${shorten(value, 20)} ${percent(times / present)}`,
  );
  const text = parts.join(", ") + (categories.others > 0 ? ", …" : "");
  return shorten(text, room);
}

function targetSection({ target }: ProfileReport, looks: Looks): string[] {
  if (target === undefined) return [];
  const lines = [`${looks.bold("Target")}  ${target.name}: ${target.task}`, ""];
  if (target.classes !== undefined) lines.push(...classLines(target.classes, looks));
  const shown = target.telling.filter(({ share }) => share > 0).slice(0, MOST_TELLING_SHOWN);
  if (shown.length === 0)
    return [...lines, "", ...indent([looks.dim(`no column by itself tells anything of ${target.name}`)])];
  const rows = shown.map(({ name, share }) => [
    shorten(name, NAME_WIDTH),
    looks.cyan(bar(share, 24)),
    percent(share),
  ]);
  if (target.classes !== undefined) lines.push("");
  return [
    ...lines,
    ...indent([looks.dim(`what one column alone tells of ${target.name}, in cross-validation`)]),
    ...indent(tableLines([{}, {}, { align: "right" }], rows)),
  ];
}

function correlationSection(correlations: readonly Correlation[], looks: Looks): string[] {
  if (correlations.length === 0) return [];
  const rows = correlations
    .slice(0, MOST_PAIRS_SHOWN)
    .map(({ columns: [a, b], r }) => [
      shorten(a, NAME_WIDTH),
      shorten(b, NAME_WIDTH),
      looks.cyan(bar(Math.abs(r), 16)),
      r.toFixed(2),
    ]);
  const more = correlations.length - rows.length;
  return [
    `${looks.bold("Correlations")}  Pearson's r, of 0.5 and more`,
    "",
    ...indent(tableLines([{}, {}, {}, { align: "right" }], rows)),
    ...(more > 0 ? indent([looks.dim(`… and ${count(more, "more pair")}`)]) : []),
  ];
}

const GRAVE: ReadonlySet<NoteKind> = new Set([
  "leak",
  "imbalance",
  "texts_among_numbers",
  "missing",
  "duplicate_rows",
]);

function noteSection(notes: readonly ProfileNote[], looks: Looks): string[] {
  if (notes.length === 0) return [looks.green("✓ nothing that wants a decision")];
  const lines = notes.flatMap(({ kind, message }) =>
    paragraphBehind(GRAVE.has(kind) ? looks.yellow("!") : looks.dim("·"), message, looks),
  );
  return [looks.bold("Notes"), "", ...lines];
}
