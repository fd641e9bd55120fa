import type * as NodeCrypto from "node:crypto";
import type * as NodeFs from "node:fs";
import type * as NodeUrl from "node:url";
import { InvalidInputError, LearnkitError } from "./errors.js";

interface NodeProcess {
  readonly versions?: { readonly node?: string };
  getBuiltinModule(name: string): unknown;
}

/** A module of Node's own, without an import that a browser or a bundler would trip over; undefined elsewhere. */
export function nodeModule<T>(name: string): T | undefined {
  const { process } = globalThis as { readonly process?: NodeProcess };
  return process?.versions?.node === undefined ? undefined : (process.getBuiltinModule(name) as T);
}

/**
 * Node's file system.
 *
 * @param where the function that wants it, for the message.
 * @throws {InvalidInputError} outside Node.
 */
function nodeFileSystem(where: string): typeof NodeFs {
  const fs = nodeModule<typeof NodeFs>("node:fs");
  if (fs === undefined)
    throw new InvalidInputError(where, "a file can be opened by its path in Node only", "a path");
  return fs;
}

/** Where a file is: a path, or a URL of the scheme `file:`. */
export type FilePath = string | URL;

/** The path of a file as text. */
function pathText(where: string, path: FilePath): string {
  const isFileUrl = path instanceof URL && path.protocol === "file:";
  if (!isFileUrl && (typeof path !== "string" || path === ""))
    throw new InvalidInputError(where, "a path or a URL that starts with file: is needed", path);
  return isFileUrl ? nodeModule<typeof NodeUrl>("node:url")!.fileURLToPath(path) : String(path);
}

/** What the system's error codes mean to a person. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "an existing file is needed",
  EISDIR: "a file is needed, not a directory",
  EACCES: "permission is needed",
  EPERM: "permission is needed",
  ENOTDIR: "a folder on the way is needed, not a file",
  ENOSPC: "space on the disk is needed",
  EROFS: "a writable disk is needed",
};

/** An error of the file system as one readable sentence. */
function fileError(
  where: string,
  path: FilePath,
  cause: unknown,
  reasons: Readonly<Record<string, string>> = {},
): InvalidInputError {
  const code = String((cause as { readonly code?: unknown }).code);
  return new InvalidInputError(
    where,
    reasons[code] ?? REASONS[code] ?? `the file cannot be used (${code})`,
    String(path),
  );
}

/**
 * Opens a file for reading, in Node.
 *
 * @param reasons what must hold, by code of the system, where the caller knows it better.
 * @throws {InvalidInputError} if there is no such file, it is a directory, or it cannot be read.
 */
export async function openFile(
  where: string,
  path: FilePath,
  reasons: Readonly<Record<string, string>> = {},
): Promise<NodeFs.promises.FileHandle> {
  const fs = nodeFileSystem(where);
  const place = pathText(where, path);
  let file: NodeFs.promises.FileHandle | undefined;
  try {
    file = await fs.promises.open(place);
    if ((await file.stat()).isDirectory()) throw Object.assign(new Error("a directory"), { code: "EISDIR" });
    return file;
  } catch (cause) {
    await file?.close();
    throw fileError(where, path, cause, reasons);
  }
}

/**
 * All bytes of a file.
 *
 * @throws {InvalidInputError} if there is no such file or it cannot be read.
 */
export async function readFileBytes(where: string, path: FilePath): Promise<Uint8Array> {
  const file = await openFile(where, path);
  try {
    return await file.readFile();
  } catch (cause) {
    throw fileError(where, path, cause);
  } finally {
    await file.close();
  }
}

/**
 * Writes a file whole or not at all: first beside it, then in its place.
 *
 * @param content the whole, or its pieces in order, which are asked for as writing proceeds.
 * @throws {InvalidInputError} if it cannot be written; an older file of that name is then untouched.
 */
export async function writeFileAtomically(
  where: string,
  path: FilePath,
  content: Uint8Array | string | Iterable<string> | AsyncIterable<Uint8Array>,
): Promise<void> {
  const fs = nodeFileSystem(where);
  const place = pathText(where, path);
  const { randomUUID } = nodeModule<typeof NodeCrypto>("node:crypto")!;
  const draft = `${place}.${randomUUID()}.draft`;
  const whole = typeof content === "string" || content instanceof Uint8Array;
  try {
    const file = await fs.promises.open(draft, "wx");
    try {
      for await (const piece of whole ? [content] : content) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.promises.rename(draft, place); // refuses to replace a directory
  } catch (cause) {
    await fs.promises.rm(draft, { force: true }).catch(() => {});
    if (cause instanceof LearnkitError) throw cause; // of the one who makes the pieces
    throw fileError(where, path, cause, { ENOENT: "a folder that exists is needed" });
  }
}
