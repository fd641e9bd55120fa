import type { Label } from "learnkit";
import type { CandidateScore } from "./evaluation.js";
import { count, indent, type Looks, paragraph, percent } from "./report-layout.js";
import { tableLines } from "./terminal.js";
import type { TestReport, TrainReport } from "./train-report.js";

const MOST_NAMED = 4;

/** A class as it is called in a sentence: a text by itself, a number or a truth with the name of the column. */
function called(label: Label, { target }: Pick<TrainReport, "target">): string {
  return typeof label === "string" ? label : `${target.name} = ${label}`;
}

/** What is rare, and what is tried about it, in sentences. */
export function rareClassNotes(report: TrainReport): string[] {
  const { target, imbalance, split } = report;
  if (imbalance === undefined) return [];
  const { rare, tried } = imbalance;
  const total = target.classes!.reduce((sum, { rows }) => sum + rows, 0).toLocaleString("en-US");
  const named = rare
    .slice(0, MOST_NAMED)
    .map(
      ({ label, rows, share }) =>
        `${called(label, report)} (${rows.toLocaleString("en-US")} of ${total} rows, ${percent(share)})`,
    );
  const more = rare.length > MOST_NAMED ? ` and ${rare.length - MOST_NAMED} more` : "";
  const notes = [`${named.join(", ")}${more} ${rare.length === 1 ? "is" : "are"} rare.`];
  const ways = [
    ...(tried.includes("weights") ? ["weights that make every class count the same"] : []),
    ...(tried.includes("threshold")
      ? [`a tuned threshold, the least probability from which on ${called(rare[0]!.label, report)} is said`]
      : []),
  ];
  if (ways.length > 0)
    notes.push(
      `Against that the candidates are also tried with ${ways.join(", and with ")}. No row is made up or left out.`,
    );
  const fewest = Math.round(rare[0]!.share * split.test);
  if (fewest < 10)
    notes.push(
      `Only about ${count(fewest, "test row")} will be of ${called(rare[0]!.label, report)}: what the test says of it is rough.`,
    );
  return notes;
}

/** Precision and recall of the rare classes, before and after; what they mean, in words. */
export function rareClassLines(report: TrainReport, looks: Looks): string[] {
  const { imbalance, test, crossValidation, best } = report;
  if (imbalance === undefined || test.rare === undefined) return [];
  const { used, plain, threshold, rare } = imbalance;
  const right = { align: "right" } as const;
  const rows = test.rare.slice(0, MOST_NAMED).flatMap(({ label, rows: size, before, after }) => {
    const line = (title: string, { precision, recall, found }: typeof before, bold: boolean): string[] => {
      const show = bold ? looks.bold : looks.dim;
      return [
        called(label, report),
        show(title),
        show(precision === null ? "–" : precision.toFixed(2)),
        show(recall.toFixed(2)),
        show(`${found} of ${size}`),
      ];
    };
    return used.length === 0
      ? [line(best.title, after, true)]
      : [line(plain, before, false), line(best.title, after, true)];
  });
  const columns = [
    ...[{ title: "rare class" }, { title: "" }, { title: "precision", ...right }],
    ...[
      { title: "recall", ...right },
      { title: "found", ...right },
    ],
  ];
  const sentences = [
    ...(used.length === 0 && imbalance.tried.length > 0 ? [notBetter(crossValidation)] : []),
    ...(threshold === undefined
      ? []
      : [
          `It says ${called(rare[0]!.label, report)} from a probability of ${threshold.toPrecision(2)} on, instead of 0.5.`,
        ]),
  ];
  return [
    "",
    ...indent(tableLines(columns, rows, looks.dim)),
    ...sentences.flatMap((sentence) => paragraph(sentence, looks)),
  ];
}

function notBetter(scores: readonly CandidateScore[]): string {
  const tried = scores.filter(({ name }) => name.includes("+")).length;
  return `Class weights and thresholds were tried ${tried === 1 ? "once" : `${tried} times`} and did not do better in cross-validation.`;
}

/** What the model finds of the rarest class, in one sentence each. */
export function rareClassVerdict(report: TrainReport): string[] {
  const { test, split, imbalance } = report;
  const [first] = test.rare ?? [];
  if (first === undefined) return [];
  const { label, rows, before, after } = first;
  const instead = imbalance!.used.length === 0 ? "" : `, instead of ${before.found}`;
  const name = called(label, report);
  const wrong = after.called - after.found;
  const calls =
    after.called === 0
      ? `It never says ${name}.`
      : `Of ${count(after.called, "row")} that it calls ${name}, ${wrong === 0 ? "all are" : `${after.found} are and ${wrong} are not`}.`;
  return [
    `The model finds ${after.found} of the ${count(rows, "row")} of ${name}${instead}. ${calls}`,
    `It gets ${right(test)} of ${split.test} right in all; always saying the most frequent class, ${test.baselineRight}, but that finds none.`,
  ];
}

const right = ({ right: n }: TestReport): number => n ?? 0;
