// Joins the compiled modules into two files, of which the public entries in dist/ export their names: dist/bundle/lane.js, what a
// worker begins with, and dist/bundle/learnkit.js, all the rest. Node and pages load two files much sooner than 700; bundlers read
// modules/ itself, of which they leave out what is not used.
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "modules");
const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const worker = join(modules, "worker.js");
const publicEntries = Object.values(exports)
  .filter((conditions) => conditions.module !== undefined)
  .map((conditions) => join(root, conditions.module));

const [{ moduleIds: ofLanes }] = await joined([worker], (bundle) => bundle.generate());
await joined([worker, ...publicEntries], (bundle) =>
  bundle.write({
    dir: join(root, "dist"),
    entryFileNames: "[name].js",
    // One folder deep, as the modules are: relative URLs of data sets and of the worker hold for both.
    chunkFileNames: "bundle/[name].js",
    codeSplitting: {
      groups: [
        { name: "lane", test: (id) => id !== worker && ofLanes.includes(id), priority: 1 },
        { name: "learnkit", test: (id) => id !== worker },
      ],
    },
    comments: { jsdoc: false },
  }),
);

async function joined(files, emit) {
  const input = Object.fromEntries(files.map((file) => [relative(modules, file).replace(/\.js$/, ""), file]));
  const bundle = await rolldown({ input, platform: "neutral", external: /^node:/ });
  const { output } = await emit(bundle);
  await bundle.close();
  return output;
}
