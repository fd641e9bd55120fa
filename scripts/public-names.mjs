// Reads which names each folder's index.ts makes public, and where each is declared.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const src = resolve(dirname(fileURLToPath(import.meta.url)), "../src");

/** Public names in the order of the folders: { name, declared, type, folder, file } with `file` the declaring source. */
export function publicNames() {
  const folders = readdirSync(src, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(src, entry.name, "index.ts")))
    .map((entry) => entry.name)
    .sort();
  return folders
    .filter((folder) => isInRoot(folder))
    .flatMap((folder) => exportsOf(join(src, folder, "index.ts")).map((entry) => ({ ...entry, folder })));
}

function isInRoot(folder) {
  return readFileSync(join(src, "index.ts"), "utf8").includes(`"./${folder}/index.js"`);
}

function exportsOf(file) {
  const source = readFileSync(file, "utf8");
  const found = [];
  for (const [, type, list, from] of source.matchAll(
    /export\s+(type\s+)?\{([^}]*)\}\s*from\s*["']([^"']+)["']/g,
  )) {
    const target = resolve(dirname(file), from.replace(/\.js$/, ".ts"));
    for (const part of list.replace(/\/\/.*$/gm, "").split(",")) {
      const [, typeHere, declared, name] = /^\s*(type\s+)?([\w$]+)(?:\s+as\s+([\w$]+))?\s*$/.exec(part) ?? [];
      if (declared === undefined) continue;
      const isType = type !== undefined || typeHere !== undefined;
      found.push({ name: name ?? declared, declared, type: isType, file: target });
    }
  }
  return found;
}
