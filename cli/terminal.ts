/** A stream as far as its looks are concerned. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Paint = (text: string) => string;

/** How text is set off on a screen; all of these leave the text as it is where there are no colours. */
export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

const ESCAPE = "\u001b[";

/**
 * Whether a screen gets colours: only terminals do, `NO_COLOR` forbids and `FORCE_COLOR` demands them.
 *
 * @see https://no-color.org
 */
export function wantsColour(
  screen: Screen,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return screen.isTTY === true && TERM !== "dumb";
}

/** The palette of a screen with or without colours. */
export function palette(colours: boolean): Palette {
  const paint =
    (open: number, close: number): Paint =>
    (text) =>
      colours && text !== "" ? `${ESCAPE}${open}m${text}${ESCAPE}${close}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    cyan: paint(36, 39),
  };
}

/** Width of a screen in characters: at most 100, so that lines stay readable, also where it is unknown. */
export function screenWidth({ columns }: Screen): number {
  return Math.max(40, Math.min(100, columns ?? 100));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const ESCAPES = /\u001b\[\d+m/g;
const ZERO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/gu;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/gu;

/** Number of character cells that a text takes on a screen. */
export function displayWidth(text: string): number {
  const plain = text.replace(ESCAPES, "").replace(ZERO_WIDTH, "");
  return [...plain].length + (plain.match(WIDE)?.length ?? 0);
}

/** Fills a text up with spaces. */
export function pad(text: string, width: number, align: "left" | "right" = "left"): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + space : space + text;
}

/** Shortens a text without escapes to a number of character cells; what would move the cursor becomes a space. */
export function shorten(text: string, width: number): string {
  const clean = text.replace(/\p{Cc}/gu, " ");
  if (displayWidth(clean) <= width) return clean;
  let out = "";
  for (const character of clean) {
    if (displayWidth(out + character) > width - 1) break;
    out += character;
  }
  return `${out}…`;
}

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of `width` cells, filled to a fraction to the eighth of a cell. */
export function bar(fraction: number, width: number): string {
  const eighths = Math.round(Math.max(0, Math.min(1, Number.isNaN(fraction) ? 0 : fraction)) * width * 8);
  return pad("█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!, width);
}

const LEVELS = "▁▂▃▄▅▆▇█";

/** A sketch of a histogram, one cell a bin; empty bins are blank. */
export function sparkline(counts: readonly number[]): string {
  const most = Math.max(...counts);
  return counts.map((n) => (n === 0 ? " " : LEVELS[Math.ceil((n / most) * 8) - 1]!)).join("");
}

/** One column of a table on a screen. */
export interface TableColumn {
  readonly title?: string;
  readonly align?: "left" | "right";
}

/**
 * Lines of an aligned table, two spaces between columns, no trailing spaces.
 *
 * @param titles how titles are set off; they are left out if no column has one.
 */
export function tableLines(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  titles: Paint = (text) => text,
): string[] {
  const titled = columns.some(({ title }) => title !== undefined);
  const widths = columns.map(({ title = "" }, j) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[j] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, j) => pad(cells[j] ?? "", widths[j]!, align))
      .join("  ")
      .trimEnd();
  const lines = rows.map(line);
  return titled ? [titles(line(columns.map(({ title = "" }) => title))), ...lines] : lines;
}

/** Words broken into lines of at most `width` characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
