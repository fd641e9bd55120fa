/** The command line itself is wrong: exit code 2. */
export class UsageFault extends Error {
  override readonly name = "UsageFault";
}

/** What the command line names cannot be used: a file, its content, a column. Exit code 1. */
export class InputFault extends Error {
  override readonly name = "InputFault";
}
