import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";

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
