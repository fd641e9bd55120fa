/** Name of the warnings that the library reports. */
const WARNING_NAME = "LearnkitWarning";

interface Emitter {
  emitWarning(message: string, name: string): void;
}

/**
 * Reports something that is no fault but that a user should know: by `process.emitWarning` in Node, by
 * `console.warn` in a browser.
 */
export function reportWarning(message: string): void {
  const { process } = globalThis as { process?: Partial<Emitter> };
  if (process?.emitWarning !== undefined) process.emitWarning(message, WARNING_NAME);
  // biome-ignore lint/suspicious/noConsole: where there is no process to tell
  else console.warn(`${WARNING_NAME}: ${message}`);
}
