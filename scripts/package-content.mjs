// Asserts what the package holds: what users need and nothing else.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const NEEDED = [
  "package.json",
  "README.md",
  "LICENSE",
  "CHANGELOG.md",
  "dist/index.js",
  "dist/index.d.ts",
  "dist/worker.js",
  "dist/bundle/learnkit.js",
  "modules/index.js",
  "modules/worker.js",
  "dist/cli/main.js",
  "datasets/README.md",
  "datasets/iris.csv",
];
const ALLOWED = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^datasets\/[\w-]+\.(csv|md)$/,
  /^dist\/(?!.*\.test(-d)?\.).*\.(js|d\.ts)$/,
  /^modules\/(?!.*\.test(-d)?\.).*\.js$/,
];
/** Bytes; a package that grows past it deserves a look. The code is there twice: as modules for bundlers, and joined. */
const LARGEST = 8_000_000;

const [{ files, unpackedSize }] = JSON.parse(
  execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }),
);
const paths = files.map(({ path }) => path);
const faults = [
  ...NEEDED.filter((path) => !paths.includes(path)).map((path) => `missing: ${path}`),
  ...paths.filter((path) => !ALLOWED.some((pattern) => pattern.test(path))).map((path) => `stray: ${path}`),
];
if (unpackedSize > LARGEST) faults.push(`${unpackedSize} bytes unpacked, more than ${LARGEST}`);
if (faults.length > 0) {
  process.stderr.write(`${faults.join("\n")}\n`);
  process.exit(1);
}
process.stdout.write(`package: ${paths.length} files, ${(unpackedSize / 1e6).toFixed(1)} MB unpacked\n`);
