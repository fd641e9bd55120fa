import type { ClassCount } from "./target.js";
import { bar, type Palette, shorten, tableLines, wrap } from "./terminal.js";

/** How a report looks. */
export interface Looks extends Palette {
  /** Width of the screen in characters. */
  readonly width: number;
}

/** Lines two spaces to the right. */
export const indent = (lines: readonly string[]): string[] =>
  lines.map((line) => (line === "" ? "" : `  ${line}`));

/** A text broken into indented lines. */
export const paragraph = (text: string, { width }: Looks): string[] => indent(wrap(text, width - 2));

/** A text broken into lines behind a mark of one character. */
export function paragraphBehind(mark: string, text: string, { width }: Looks): string[] {
  return wrap(text, width - 4).map((line, i) => (i === 0 ? `  ${mark} ${line}` : `    ${line}`));
}

/** A number and what is counted, in singular or plural. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n.toLocaleString("en-US")} ${n === 1 ? noun : plural}`;
}

/** A share in percent with one digit. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const NAME_WIDTH = 28;
const MOST_CLASSES_SHOWN = 12;

/** Bars of the classes, the most frequent first. */
export function classLines(classes: readonly ClassCount[], looks: Looks): string[] {
  const total = classes.reduce((sum, { rows }) => sum + rows, 0);
  const most = Math.max(...classes.map(({ rows }) => rows));
  const shown = [...classes].sort((a, b) => b.rows - a.rows).slice(0, MOST_CLASSES_SHOWN);
  const lines = tableLines(
    [{}, {}, { align: "right" }, { align: "right" }],
    shown.map(({ label, rows }) => [
      shorten(String(label), NAME_WIDTH),
      looks.cyan(bar(rows / most, 24)),
      rows.toLocaleString("en-US"),
      looks.dim(percent(rows / total)),
    ]),
  );
  const more = classes.length - shown.length;
  return indent([
    ...lines,
    ...(more > 0 ? [looks.dim(`… and ${count(more, "more class", "more classes")}`)] : []),
  ]);
}
