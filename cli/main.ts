#!/usr/bin/env node
import { DONE, runCommandLine } from "./command-line.js";
import { palette, wantsColour } from "./terminal.js";

const { argv, stdout, stderr } = process;
const args = argv.slice(2);

/** The library's warnings are notes to the user, each once, rather than messages of Node's. */
function showWarningsAsNotes(silent: boolean): void {
  const { dim } = palette(wantsColour(stderr, process.env));
  const shown = new Set<string>();
  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) => {
    if (silent || shown.has(message)) return;
    shown.add(message);
    if (name === "LearnkitWarning") stderr.write(dim(`note: ${message}\n`));
  });
}

// A reader that has seen enough, such as head, is no fault.
for (const stream of [stdout, stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(DONE);
    throw error;
  });
}

showWarningsAsNotes(args.includes("--quiet") || args.includes("-q") || args.includes("--json"));
process.exitCode = await runCommandLine(args, { stdout, stderr });
