// Enforces the layers of docs/architecture.md: an import may only point to its own folder or to a layer below.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const LAYERS = [
  ["core"],
  ["kernels"],
  ["parallel"],
  ["linalg"],
  ["base"],
  ["metrics", "stats", "frame", "datasets"],
  [
    "linear-model",
    "tree",
    "ensemble",
    "neighbors",
    "dummy",
    "covariance",
    "outliers",
    "preprocessing",
    "impute",
    "cluster",
    "over-sampling",
    "under-sampling",
    "combine",
  ],
  ["compose", "model-selection", "feature-selection"],
  ["persistence"],
];
const FORBIDDEN_NAMES = /^(utils?|helpers?|common|misc|data|info)(\.|$)/;

const src = resolve("src");
const layerOf = (folder) => LAYERS.findIndex((names) => names.includes(folder));
const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

const faults = [];
for (const file of files) {
  const path = relative(src, file);
  if (path.split("/").some((part) => FORBIDDEN_NAMES.test(part))) faults.push(`${path}: a forbidden name`);
  if (!path.includes("/")) continue; // the root entry points may import everything
  const own = path.split("/")[0];
  if (layerOf(own) < 0) faults.push(`${path}: folder ${own} is in no layer`);
  if (/\.test(-d)?\.ts$/.test(path)) continue;
  for (const [, target] of readFileSync(file, "utf8").matchAll(
    /(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g,
  )) {
    const folder = relative(src, resolve(dirname(file), target)).split("/")[0];
    if (folder === own) continue;
    if (layerOf(folder) > layerOf(own)) faults.push(`${path}: imports upwards from ${folder}`);
  }
}
if (faults.length > 0) {
  process.stderr.write(`${faults.join("\n")}\n`);
  process.exit(1);
}
process.stdout.write(`layers: ${files.length} files point down\n`);
