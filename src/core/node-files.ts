import type * as NodeCrypto from "node:crypto";
import type * as NodeFs from "node:fs";
import { InvalidInputError } from "./errors.js";

interface NodeProcess {
  readonly versions?: { readonly node?: string };
  getBuiltinModule(name: string): unknown;
}

/** A module of Node's own, without an import that a browser or a bundler would trip over; undefined elsewhere. */
function nodeModule<T>(name: string): T | undefined {
  const { process } = globalThis as { readonly process?: NodeProcess };
  return process?.versions?.node === undefined ? undefined : (process.getBuiltinModule(name) as T);
}

/**
 * Node's file system.
 *
 * @param where the function that wants it, for the message.
 * @throws {InvalidInputError} outside Node.
 */
export function nodeFileSystem(where: string): typeof NodeFs {
  const fs = nodeModule<typeof NodeFs>("node:fs");
  if (fs === undefined)
    throw new InvalidInputError(where, "a path can be opened in Node only; pass the bytes here", "a path");
  return fs;
}

/** What the system's error codes mean to a person. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "an existing file is needed",
  EISDIR: "a file is needed, not a directory",
  EACCES: "permission is needed",
  ENOTDIR: "a folder on the way is needed, not a file",
  ENOSPC: "space on the disk is needed",
  EROFS: "a writable disk is needed",
};

/** An error of the file system as one readable sentence. */
export function fileError(where: string, path: string, cause: unknown): InvalidInputError {
  const code = String((cause as { readonly code?: unknown }).code);
  return new InvalidInputError(where, REASONS[code] ?? `the file cannot be used (${code})`, path);
}

/**
 * All bytes of a file.
 *
 * @throws {InvalidInputError} if there is no such file or it cannot be read.
 */
export async function readFileBytes(where: string, path: string): Promise<Uint8Array> {
  const fs = nodeFileSystem(where);
  try {
    return await fs.promises.readFile(path);
  } catch (cause) {
    throw fileError(where, path, cause);
  }
}

/**
 * Writes a file whole or not at all: first beside it, then in its place.
 *
 * @throws {InvalidInputError} if it cannot be written; an older file of that name is then untouched.
 */
export async function writeFileAtomically(
  where: string,
  path: string,
  content: Uint8Array | string,
): Promise<void> {
  const fs = nodeFileSystem(where);
  const { randomUUID } = nodeModule<typeof NodeCrypto>("node:crypto")!;
  const draft = `${path}.${randomUUID()}.draft`;
  try {
    const file = await fs.promises.open(draft, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.promises.rename(draft, path); // refuses to replace a directory
  } catch (cause) {
    await fs.promises.rm(draft, { force: true }).catch(() => {});
    throw fileError(where, path, cause);
  }
}
