import { LearnkitError } from "learnkit";
import { runCommand, type Streams } from "./commands.js";
import { InputFault, UsageFault } from "./faults.js";
import { palette, wantsColour } from "./terminal.js";

/** All went well. */
export const DONE = 0;
const BAD_INPUT = 1;
const BAD_USAGE = 2;

/** Runs a command line, says what is wrong if it cannot be run, and tells the exit code. */
export async function runCommandLine(args: readonly string[], streams: Streams): Promise<number> {
  const { stderr } = streams;
  const debug = args.includes("--debug");
  const { red, dim } = palette(wantsColour(stderr, process.env));
  try {
    await runCommand(args, streams);
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
