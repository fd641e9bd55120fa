import { bar, palette, screenWidth, shorten, wantsColour } from "./terminal.js";

/** Where progress is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** A bar that is redrawn in place. */
export interface ProgressBar {
  update(done: number, total: number, label: string): void;
  /** Takes the bar away. */
  clear(): void;
}

const REDRAW_EVERY = 60; // milliseconds: smooth to the eye, nothing to the CPU
const BAR_WIDTH = 24;

/** A bar on a terminal; nothing at all elsewhere. */
export function progressBar(stream: ProgressStream, wanted: boolean): ProgressBar {
  if (!wanted || stream.isTTY !== true || process.env["TERM"] === "dumb")
    return { update: () => {}, clear: () => {} };
  const { cyan, dim } = palette(wantsColour(stream, process.env));
  let drawnAt = 0;
  return {
    update(done, total, label) {
      const now = performance.now();
      if (now - drawnAt < REDRAW_EVERY && done < total) return;
      drawnAt = now;
      const count = `${done}/${total}`;
      const room = screenWidth(stream) - BAR_WIDTH - count.length - 6;
      const line = `  ${cyan(bar(done / total, BAR_WIDTH))} ${count}  ${dim(shorten(label, Math.max(8, room)))}`;
      stream.write(`\r\u001b[2K${line}`);
    },
    clear() {
      if (drawnAt > 0) stream.write("\r\u001b[2K");
      drawnAt = 0;
    },
  };
}
