import { InvalidInputError } from "../../core/errors.js";
import type { Columns } from "../column.js";
import { type CsvWriteOptions, formatCsv } from "./format-csv.js";

/**
 * Writes a frame as CSV to a file, in Node. The file is written beside its place and then moved there: a reader sees
 * the old file or the new one, never a part.
 *
 * Numbers are the shortest decimals that read back as the same doubles, dates are ISO, a missing value is nothing (`NA` in
 * a frame of one column), and texts are quoted where they need it. `readCsv(path, { types: frame.schema, quotedNa:
 * false })` gives the same frame again; without `types`, texts that look like numbers would become numbers.
 *
 * @param frame what to write; not changed.
 * @param path where to; an existing file is replaced.
 * @throws {InvalidInputError} if the file cannot be written, or there is no file system.
 * @throws {InvalidParameterError} if an option is outside its domain.
 * @example
 * ```ts
 * import { tmpdir } from "node:os";
 * const path = `${tmpdir()}/rain.csv`;
 * await writeCsv(Frame.fromColumns({ city: ["Oslo", "Rome"], rain: [7.25, null] }), path);
 * (await readCsv(path)).column("rain").toArray(); // => [7.25, null]
 * ```
 */
export async function writeCsv(
  frame: Columns,
  path: string | URL,
  options: CsvWriteOptions = {},
): Promise<void> {
  const where = `writeCsv(${JSON.stringify(String(path))})`;
  if (typeof process === "undefined" || process.versions?.node === undefined)
    throw new InvalidInputError(
      where,
      "a file can only be written in Node; elsewhere use frame.toCsv()",
      String(path),
    );
  const { open, rename, rm } = await import("node:fs/promises");
  const { fileURLToPath } = await import("node:url");
  const target = path instanceof URL ? fileURLToPath(path) : path;
  const pieces = formatCsv(where, frame, options);
  const draft = `${target}.${process.pid}.${Date.now().toString(36)}.tmp`;
  try {
    const file = await open(draft, "wx");
    try {
      for (const piece of pieces) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    const { code } = error as { readonly code?: unknown };
    if (typeof code !== "string" || (error as Error).name.startsWith("Invalid")) throw error;
    throw new InvalidInputError(where, `the file must be writable (${code})`, target);
  }
}
