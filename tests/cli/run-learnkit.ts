import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { runCommandLine } from "../../cli/command-line.js";

const MAIN = resolve(import.meta.dirname, "../../dist/cli/main.js");

/** What a command printed and how it ended. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in a folder. */
export function runLearnkit(folder: string, ...args: readonly string[]): Promise<CommandResult> {
  const { FORCE_COLOR: _, ...environment } = process.env;
  return new Promise((done) => {
    execFile(
      process.execPath,
      [MAIN, ...args],
      { cwd: folder, env: environment, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => done({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

/**
 * Runs the command line in a folder within this process, which takes a fraction of the time: for tests of what a command does
 * rather than of the process. Warnings of the library go to the process, not into `stderr`.
 */
export async function runInProcess(folder: string, ...args: readonly string[]): Promise<CommandResult> {
  const [stdout, stderr] = [new Written(), new Written()];
  const [before, colour] = [process.cwd(), process.env["FORCE_COLOR"]];
  process.chdir(folder);
  delete process.env["FORCE_COLOR"];
  try {
    const code = await runCommandLine(args, { stdout, stderr });
    return { code, stdout: stdout.text, stderr: stderr.text };
  } finally {
    process.chdir(before);
    if (colour !== undefined) process.env["FORCE_COLOR"] = colour;
  }
}

/** Stands for a pipe. */
class Written {
  text = "";

  write(text: string): void {
    this.text += text;
  }
}

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "learnkit-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Writes a CSV of rows into a folder and gives its name. */
export function writeRows(
  folder: string,
  name: string,
  header: string,
  count: number,
  row: (i: number) => string,
): string {
  const lines = Array.from({ length: count }, (_, i) => row(i));
  writeFileSync(join(folder, name), `${[header, ...lines].join("\n")}\n`);
  return name;
}

/** Path of a shipped data set. */
export function shipped(name: string): string {
  return resolve(import.meta.dirname, "../../datasets", name);
}
