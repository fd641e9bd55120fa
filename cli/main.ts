#!/usr/bin/env node
import { LearnkitError } from "learnkit";
import { runCommand } from "./commands.js";
import { InputFault, UsageFault } from "./faults.js";
import { palette, wantsColour } from "./terminal.js";

const DONE = 0;
const BAD_INPUT = 1;
const BAD_USAGE = 2;

/** Runs a command line and tells its exit code. */
async function main(args: readonly string[]): Promise<number> {
  const { stdout, stderr } = process;
  const debug = args.includes("--debug");
  const { red, dim } = palette(wantsColour(stderr, process.env));
  showWarningsAsNotes(dim, args.includes("--quiet") || args.includes("-q") || args.includes("--json"));
  try {
    await runCommand(args, { stdout, stderr });
    return DONE;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const expected =
      error instanceof UsageFault || error instanceof InputFault || error instanceof LearnkitError;
    stderr.write(`${red("error:")} ${expected ? message : `unexpected: ${message}`}\n`);
    if (error instanceof UsageFault) stderr.write(dim("See learnkit --help.\n"));
    if (debug) stderr.write(`${error instanceof Error ? error.stack : message}\n`);
    else if (!expected) stderr.write(dim("Run it again with --debug to see where.\n"));
    return error instanceof UsageFault ? BAD_USAGE : BAD_INPUT;
  }
}

/** The library's warnings are notes to the user, each once, rather than messages of Node's. */
function showWarningsAsNotes(dim: (text: string) => string, silent: boolean): void {
  const shown = new Set<string>();
  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) => {
    if (silent || shown.has(message)) return;
    shown.add(message);
    if (name === "LearnkitWarning") process.stderr.write(dim(`note: ${message}\n`));
  });
}

// A reader that has seen enough, such as head, is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(DONE);
    throw error;
  });
}

process.exitCode = await main(process.argv.slice(2));
