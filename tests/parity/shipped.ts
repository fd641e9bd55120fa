import { readFileSync } from "node:fs";
import { Matrix } from "learnkit";

/** A shipped data set as parity/recorder.py's `shipped` reads it: numbers, and a target of numbers or text. */
export function shipped(
  name: string,
  target: string,
): { readonly X: Matrix; readonly y: (string | number)[] } {
  const text = readFileSync(new URL(`../../datasets/${name}.csv`, import.meta.url), "utf8");
  const [header, ...lines] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const at = header!.indexOf(target);
  const y = lines.map((cells) => (Number.isNaN(Number(cells[at])) ? cells[at]! : Number(cells[at])));
  const names = header!.filter((_, j) => j !== at);
  return {
    X: Matrix.from(
      lines.map((cells) => cells.filter((_, j) => j !== at).map(Number)),
      names,
    ),
    y,
  };
}
