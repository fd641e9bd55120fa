/** Name of the warnings that the library reports. */
const WARNING_NAME = "LearnkitWarning";

/** What a warning is about: `LEAK`, test rows that a transformer was fitted on; `DATA`, all else. */
export type WarningCode = "DATA" | "LEAK";

/** Something that is no fault but that a user should know. */
export interface LearnkitWarning {
  readonly code: WarningCode;
  /** `Where: what was found, what it means and what to do`. */
  readonly message: string;
}

interface Emitter {
  emitWarning(message: string, options: { readonly type: string; readonly code: WarningCode }): void;
}

let handleWarning: (warning: LearnkitWarning) => void = emitWarning;

/**
 * Sends the warnings of the library to a function of one's own. Without one they go to `process.emitWarning` in Node (as
 * `LearnkitWarning`, with a `code`) and to `console.warn` in a browser.
 *
 * @param handler called with each warning; null restores the default.
 * @throws whatever the handler throws, where the warning arises: a handler that throws makes warnings errors.
 * @example
 * ```ts
 * const warnings: LearnkitWarning[] = [];
 * onWarning((warning) => warnings.push(warning));
 * const { X } = await new StandardScaler().fitTransform([[1], [2], [3], [4]]);
 * trainTestSplit(X); // too late: the scaler has seen the test rows
 * onWarning(null);
 * warnings.map(({ code }) => code); // => ["LEAK"]
 * ```
 */
export function onWarning(handler: ((warning: LearnkitWarning) => void) | null): void {
  handleWarning = handler ?? emitWarning;
}

/** Reports something that is no fault but that a user should know; see {@link onWarning}. */
export function reportWarning(message: string, code: WarningCode = "DATA"): void {
  handleWarning({ code, message });
}

function emitWarning({ code, message }: LearnkitWarning): void {
  const { process } = globalThis as { process?: Partial<Emitter> };
  if (process?.emitWarning !== undefined) process.emitWarning(message, { type: WARNING_NAME, code });
  // biome-ignore lint/suspicious/noConsole: where there is no process to tell
  else console.warn(`${WARNING_NAME}: ${message}`);
}
