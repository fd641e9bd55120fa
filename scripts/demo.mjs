// The main job, three times: train on shipped tables by the command line, look at the model, predict.
// Models and predictions go to the git-ignored folder demo/.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const main = join(root, "dist/cli/main.js");
const out = join(root, "demo");
mkdirSync(out, { recursive: true });

/** Shows a command line as one would type it, and runs it. */
function learnkit(...args) {
  const shown = args.map((arg) => (arg.startsWith(root) ? relative(root, arg) : arg));
  process.stdout.write(`\n$ npx learnkit ${shown.join(" ")}\n`);
  const { status } = spawnSync(process.execPath, [main, ...shown], { stdio: "inherit", cwd: root });
  if (status !== 0) process.exit(status ?? 1);
}

const dataset = (name) => join(root, "datasets", name);
const made = (name) => join(out, name);

learnkit("train", dataset("iris.csv"), "--target", "species", "-o", made("iris.learnkit"));
learnkit("train", dataset("cars.csv"), "--target", "miles_per_gallon", "-o", made("cars.learnkit"));
learnkit("train", dataset("diabetes.csv"), "--target", "progression", "-o", made("diabetes.learnkit"));
learnkit("inspect", made("cars.learnkit"));

// Three flowers whose species is not known.
const lines = readFileSync(dataset("iris.csv"), "utf8").trimEnd().split("\n");
const withoutSpecies = [0, 1, 71, 141].map((i) => lines[i].split(",").slice(0, -1).join(","));
writeFileSync(made("new-irises.csv"), `${withoutSpecies.join("\n")}\n`);
learnkit("predict", made("iris.learnkit"), made("new-irises.csv"));
