import { columnSection } from "./column-section.js";
import type { CandidateScore, TestScore } from "./evaluation.js";
import { formatScore, unitsOf } from "./metrics.js";
import { rareClassLines, rareClassNotes, rareClassVerdict } from "./rare-class-section.js";
import { classLines, count, indent, type Looks, paragraph } from "./report-layout.js";
import { readableNumber, type Unusable } from "./table-profile.js";
import { bar, displayWidth, shorten, sparkline, tableLines } from "./terminal.js";
import type { TrainReport } from "./train-report.js";

const NAME_WIDTH = 28;
const OTHER_CELLS_WIDTH = 33; // of type, missing, distinct and the gaps
const MOST_COLUMNS_SHOWN = 30;

/** The report as people read it. */
export function formatTrainReport(report: TrainReport, looks: Looks): string {
  const sections = [
    ...[tableSection(report, looks), targetSection(report, looks)],
    ...[candidateSection(report, looks), ...treeSection(report, looks)],
    ...[testSection(report, looks), closing(report, looks)],
  ];
  return `\n${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function tableSection(report: TrainReport, looks: Looks): string[] {
  const { data, target, leftOut } = report;
  const shown = columnsShown(report);
  const nameWidth = Math.max(...shown.map(({ name }) => Math.min(NAME_WIDTH, displayWidth(name))));
  const room = Math.max(12, looks.width - nameWidth - OTHER_CELLS_WIDTH);
  const rows = shown.map(({ name, type, missing, distinct, glimpse }) => {
    const title = shorten(name, NAME_WIDTH);
    const reason = leftOut.find((left) => left.name === name)?.reason;
    const cells = [type, missing === 0 ? looks.dim("–") : String(missing), String(distinct)];
    if (reason !== undefined) return [title, ...cells, UNUSABLE[reason]].map(looks.dim);
    if (name !== target.name) return [title, ...cells, shorten(glimpse, room)];
    const mark = looks.green("← target");
    return [looks.bold(title), ...cells, `${shorten(glimpse, room - 10)}  ${mark}`];
  });
  return columnSection(data, rows, looks);
}

/** All columns; of very many the target, those left out, and the first of the others. */
function columnsShown({ data, target, leftOut }: TrainReport): TrainReport["data"]["columns"] {
  const special = new Set([target.name, ...leftOut.map(({ name }) => name)]);
  const plain = data.columns.filter(({ name }) => !special.has(name));
  const kept = new Set(plain.slice(0, Math.max(5, MOST_COLUMNS_SHOWN - special.size)));
  return data.columns.filter((column) => special.has(column.name) || kept.has(column));
}

const UNUSABLE: Readonly<Record<Unusable, string>> = {
  empty: "left out: empty",
  constant: "left out: always the same",
  identifier: "left out: identifies the row",
  same_minute: "left out: all in the same minute",
};

function targetSection(report: TrainReport, looks: Looks): string[] {
  const { target, split, folds, features, metric } = report;
  const lines = [`${looks.bold("Target")}  ${target.name}: ${target.task}, ${because(target.reason)}`, ""];
  if (target.classes !== undefined) lines.push(...classLines(target.classes, looks));
  if (target.spread !== undefined) {
    const { min, mean, max, histogram } = target.spread;
    lines.push(
      `  ${readableNumber(min)} ${looks.cyan(sparkline(histogram))} ${readableNumber(max)}   ${looks.dim(`mean ${readableNumber(mean)}`)}`,
    );
  }
  lines.push("");
  const notes: string[] = [];
  if (target.missingRows > 0)
    notes.push(
      `${count(target.missingRows, "row")} where ${target.name} is missing ${target.missingRows === 1 ? "is" : "are"} left out.`,
    );
  for (const { name, parts } of features)
    if (parts !== undefined)
      notes.push(`The date ${name} becomes ${parts.map((part) => part.name).join(", ")}.`);
  for (const { name, encoding } of features)
    if (encoding === "target")
      notes.push(
        `${name} has too many kinds of texts for a column each: every text becomes what ${target.name} is where it occurs (TargetEncoder, cross-fitted).`,
      );
  notes.push(...outlierNote(report.outliers));
  const share = Math.round((split.test / (split.test + split.train)) * 100);
  notes.push(
    `${count(split.test, "row")} (${share} %) set aside for the final test${split.stratified ? ", in the same proportions" : ""}; ` +
      `the candidates compete in ${folds.used}-fold cross-validation on the other ${split.train.toLocaleString("en-US")}.`,
  );
  if (folds.used < folds.asked) {
    const why =
      target.classes === undefined ? "there are no more rows" : "the rarest class has no more training rows";
    notes.push(`${folds.used} folds instead of ${folds.asked}: ${why}.`);
  }
  notes.push(...rareClassNotes(report));
  if (metric.reason !== undefined) notes.push(`They are compared by ${metric.title}: ${metric.reason}.`);
  return [...lines, ...notes.flatMap((note) => paragraph(note, looks))];
}

const MOST_OUTLYING_SHOWN = 4;

function outlierNote(outliers: TrainReport["outliers"]): string[] {
  if (outliers.length === 0) return [];
  const shown = outliers.slice(0, MOST_OUTLYING_SHOWN).map(({ name, rows }) => `${name} (${rows})`);
  const more =
    outliers.length > shown.length ? ` and ${count(outliers.length - shown.length, "more column")}` : "";
  return [
    `Values beyond Tukey's fences: ${shown.join(", ")}${more}. Trees do not mind them; linear models and neighbours do. ` +
      "learnkit profile shows where they lie.",
  ];
}

const because = (reason: string): string => (reason.startsWith("as ") ? reason : `because ${reason}`);

function candidateSection(report: TrainReport, looks: Looks): string[] {
  const { crossValidation, metric, best, folds } = report;
  const [baseline, ...candidates] = crossValidation;
  const rank = (score: CandidateScore): number => {
    if (score.mean === null || Number.isNaN(score.mean)) return Number.POSITIVE_INFINITY;
    return metric.greaterIsBetter ? -score.mean : score.mean;
  };
  const ranked = [...[...candidates].sort((a, b) => rank(a) - rank(b)), baseline!];
  const most = Math.max(...crossValidation.map(({ mean }) => (Number.isFinite(mean) ? mean! : 0)), 1e-300);
  const scale = metric.greaterIsBetter ? 1 : most;
  const winning = ranked[0]!.mean!;
  const rows = ranked.map((score) => {
    const won = score.name === best.name;
    const title = won ? looks.green(looks.bold(score.title)) : score.title;
    const mark = won ? looks.green("●") : score.name === "baseline" ? looks.dim("·") : looks.dim("○");
    if (score.mean === null) return [mark, title, looks.red("failed")];
    const drawn = bar(score.mean / scale, 24);
    return [
      mark,
      score.name === "baseline" ? looks.dim(title) : title,
      formatScore(metric, score.mean, winning),
      looks.dim(`± ${formatScore(metric, score.std!, winning)}`),
      won ? looks.green(drawn) : looks.dim(drawn),
    ];
  });
  const failures = ranked.filter(({ failure }) => failure !== undefined);
  const direction = metric.greaterIsBetter ? "more is better" : "less is better";
  return [
    `${looks.bold("Candidates")}  ${metric.title}, ${direction}; mean ± standard deviation of ${folds.used} folds`,
    "",
    ...indent(tableLines([{}, {}, { align: "right" }, { align: "right" }, {}], rows)),
    ...failures.flatMap(({ title, failure }) => paragraph(`${title} failed: ${failure}`, looks)),
  ];
}

/** The upper levels of the tree, where a single tree won. */
function treeSection({ tree, best }: TrainReport, looks: Looks): string[][] {
  if (tree === undefined) return [];
  const size = `${count(tree.leaves, "leaf", "leaves")}, ${count(tree.depth, "level")} deep; rows of the training part`;
  return [[`${looks.bold("The tree")}  the ${best.title}: ${size}`, "", ...indent(tree.lines)]];
}

function testSection(report: TrainReport, looks: Looks): string[] {
  const { test, split, best, metric } = report;
  const rows = test.scores.map(({ metric: name, title, value, interval, baseline }) => {
    const show = (score: number): string => formatScore(unitsOf(name), score, value);
    const { low, high } = interval;
    const between = Number.isNaN(low) ? "–" : `${show(low)} – ${show(high)}`;
    return [title, looks.bold(show(value)), between, looks.dim(show(baseline))];
  });
  const right = { align: "right" } as const;
  const columns = [
    ...[{ title: "" }, { title: "model", ...right }, { title: "95 % interval", ...right }],
    { title: "baseline", ...right },
  ];
  return [
    `${looks.bold("Final test")}  the ${best.title} on ${count(split.test, "row")} it has never seen, once`,
    "",
    ...indent(tableLines(columns, rows, looks.dim)),
    ...paragraph(intervalMethods(test.scores), looks).map(looks.dim),
    ...confusionLines(report, looks),
    ...rareClassLines(report, looks),
    "",
    ...verdict(report, metric.greaterIsBetter).flatMap((sentence) => {
      const lines = paragraph(sentence, looks);
      return warns(sentence) ? lines.map(looks.yellow) : lines;
    }),
  ];
}

/** Whether a sentence of the verdict warns. */
const warns = (sentence: string): boolean => /^(No candidate beats|On these test rows)/.test(sentence);

/** How the intervals were found. */
function intervalMethods(scores: readonly TestScore[]): string {
  const methods = [...new Set(scores.map(({ interval }) => interval.method))];
  if (methods.length === 1) return `intervals: ${methods[0]}`;
  const others = methods.filter((method) => method !== "Wilson").join(" and ");
  return `intervals: Wilson for accuracy, ${others} for the others`;
}

/** One sentence that says what the figures mean, and one that warns if they mean little. */
function verdict(report: TrainReport, greaterIsBetter: boolean): string[] {
  const { test, split, best, target, crossValidation, metric } = report;
  const sentences = rareClassVerdict(report);
  if (test.right !== undefined && sentences.length === 0)
    sentences.push(
      `The model gets ${test.right} of ${split.test} right; always saying the most frequent class, ${test.baselineRight}.`,
    );
  const error = test.scores.find((score) => score.metric === "mae");
  if (error !== undefined)
    sentences.push(
      `The model misses ${target.name} by ${formatScore({ inUnits: true }, error.value)} on average; always saying the mean, by ${formatScore({ inUnits: true }, error.baseline, error.value)}.`,
    );
  const deciding = test.scores[0]!;
  const { low, high } = deciding.interval;
  const clear = greaterIsBetter ? low > deciding.baseline : high < deciding.baseline;
  const baseline = crossValidation[0]!.mean ?? Number.NaN;
  const won = crossValidation.find(({ name }) => name === best.name)!.mean!;
  if (greaterIsBetter ? won <= baseline : won >= baseline)
    sentences.push("No candidate beats the baseline: these columns say little about the target.");
  else if (!clear)
    sentences.push(
      `On these test rows the ${metric.title} is not clearly better than the baseline's, which lies within the interval.`,
    );
  return sentences;
}

const MOST_CONFUSION_CLASSES = 10;

function confusionLines({ test: { confusion } }: TrainReport, looks: Looks): string[] {
  if (confusion === undefined || confusion.classes.length > MOST_CONFUSION_CLASSES) return [];
  const names = confusion.classes.map((label) => shorten(String(label), 12));
  const width = names.reduce((sum, name) => sum + Math.max(4, name.length) + 2, 32);
  if (width > looks.width) return [];
  const rows = confusion.counts.map((counts, i) => [
    names[i]!,
    ...counts.map((n, j) => {
      if (n === 0) return looks.dim("·");
      return i === j ? looks.green(String(n)) : looks.yellow(String(n));
    }),
  ]);
  const columns = [
    { title: "actual ↓  predicted →" },
    ...names.map((title) => ({ title, align: "right" as const })),
  ];
  return ["", ...indent(tableLines(columns, rows, looks.dim))];
}

function closing({ model, best }: TrainReport, looks: Looks): string[] {
  return [
    `${looks.green("✓")} saved the ${best.title} to ${looks.bold(model)}`,
    looks.dim(`  learnkit predict ${quoted(model)} new.csv -o predictions.csv`),
  ];
}

const quoted = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
