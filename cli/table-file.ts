import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { type ColumnType, type Frame, InvalidInputError, LearnkitError, readCsv } from "learnkit";
import { InputFault } from "./faults.js";

/**
 * Reads a CSV file; the field delimiter is found out.
 *
 * @param types types of some columns; the others are found out.
 * @throws {InputFault} if there is no such file, or it is no CSV with at least one row.
 */
export async function readTable(
  path: string,
  types: Readonly<Record<string, ColumnType>> = {},
): Promise<Frame> {
  await checkFile(path);
  const frame: Frame = await readable(path, () => readCsv(path, { delimiter: "auto", types }));
  if (frame.rows === 0) throw new InputFault(`${path} has a header but no rows`);
  return frame;
}

/**
 * Reads a CSV file as it is written: every cell the text of the file, empty ones missing.
 *
 * @throws {InputFault} if it cannot be read.
 */
export async function readTexts(path: string, columns: readonly string[]): Promise<Frame> {
  const types: Readonly<Record<string, ColumnType>> = Object.fromEntries(
    columns.map((name) => [name, "category" as const]),
  );
  return readable(path, () =>
    readCsv(path, { delimiter: "auto", types, keepDefaultNa: false, naValues: [""], quotedNa: false }),
  );
}

/**
 * Names of the columns of a CSV file.
 *
 * @throws {InputFault} if there is no such file or it has no header.
 */
export async function readHeader(path: string): Promise<readonly string[]> {
  await checkFile(path);
  const frame: Frame = await readable(path, () => readCsv(path, { delimiter: "auto", nrows: 0 }));
  return frame.columnNames;
}

/** Turns the library's errors into sentences that begin with the name of the file. */
async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof LearnkitError)) throw cause;
    throw new InputFault(`${path}: ${withoutPlace(cause.message)}`, { cause });
  }
}

/** Takes the name of the function off a message of the library. */
export function withoutPlace(message: string): string {
  return message.replace(/^\w+(\.\w+|\("[^"]*"\))?: /, "").replace(/^model file: /, "");
}

/** @throws {InputFault} if the path names no file that can be read. */
export async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") throw new InputFault(`there is no file ${path}`);
    throw new InputFault(`${path} cannot be read (${error.code})`);
  });
  if (found.isDirectory()) throw new InputFault(`${path} is a directory; a file is needed`);
}

/**
 * Refuses an output path that could not be written at the end, before any work is done.
 *
 * @param inputs files that must not be overwritten.
 * @throws {InputFault} if it is a directory, its folder does not exist, or it is one of the inputs.
 */
export async function checkOutput(path: string, inputs: readonly string[]): Promise<void> {
  if (inputs.some((input) => resolve(input) === resolve(path)))
    throw new InputFault(`${path} is the input; write the output to another file`);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw new InputFault(`${path} is a directory; name a file to write to`);
  const folder = resolve(path, "..");
  const parent = await stat(folder).catch(() => undefined);
  if (parent === undefined) throw new InputFault(`${path} cannot be written: its folder does not exist`);
  if (!parent.isDirectory()) throw new InputFault(`${path} cannot be written: ${folder} is not a folder`);
}

/**
 * Writes an output file; `write` must leave no part of it behind when it fails.
 *
 * @throws {InputFault} if it cannot be written.
 */
export async function writeOutput(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    if (!(cause instanceof LearnkitError)) throw cause;
    const reason = cause instanceof InvalidInputError ? `: ${cause.rule}` : "";
    throw new InputFault(`${path} cannot be written${reason}`, { cause });
  }
}
