import { type FilePath, writeFileAtomically } from "../../core/node-files.js";
import type { Columns } from "../column.js";
import { gzip, isGzipPath } from "../files/gzip.js";
import { formatJson, type JsonWriteOptions } from "./format-json.js";

/**
 * Writes a frame as JSON to a file, in Node: an array of records, or, with `lines`, a record a line. The file is written
 * beside its place and then moved there. A file whose name ends in `.gz` is compressed.
 *
 * Numbers are the shortest decimals that read back as the same doubles, dates are ISO texts, a missing value is null.
 * `readJson(path, { types: frame.schema })` gives the same frame again; without `types`, dates are texts.
 *
 * @param frame what to write; not changed.
 * @param path where to; an existing file is replaced.
 * @throws {InvalidInputError} if a number is infinite, which JSON cannot hold, naming row and column; if the file cannot
 *   be written, or there is no file system.
 * @example
 * ```ts
 * import { tmpdir } from "node:os";
 * const path = `${tmpdir()}/rain.json.gz`;
 * await writeJson(Frame.fromColumns({ city: ["Oslo", "Rome"], rain: [7.25, null] }), path);
 * (await readJson(path)).column("rain").toArray(); // => [7.25, null]
 * ```
 */
export async function writeJson(
  frame: Columns,
  path: FilePath,
  options: JsonWriteOptions = {},
): Promise<void> {
  const where = `writeJson(${JSON.stringify(String(path))})`;
  const pieces = formatJson(where, frame, options);
  await writeFileAtomically(where, path, isGzipPath(path) ? gzip(pieces) : pieces);
}
