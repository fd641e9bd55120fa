import { type FilePath, writeFileAtomically } from "../../core/node-files.js";
import type { Columns } from "../column.js";
import { gzip, isGzipPath } from "../files/gzip.js";
import { type CsvWriteOptions, formatCsv } from "./format-csv.js";

/**
 * Writes a frame as CSV to a file, in Node. The file is written beside its place and then moved there: a reader sees
 * the old file or the new one, never a part. A file whose name ends in `.gz` is compressed.
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
export async function writeCsv(frame: Columns, path: FilePath, options: CsvWriteOptions = {}): Promise<void> {
  const where = `writeCsv(${JSON.stringify(String(path))})`;
  const pieces = formatCsv(where, frame, options);
  await writeFileAtomically(where, path, isGzipPath(path) ? gzip(pieces) : pieces);
}
