// npm run bench [task…] [-- --size small|large --runs N]: runs ours and Python's in turn, each run in a fresh process, and writes the
// table of ratios to results.md and results.json.
//
// Environment: BENCH_PYTHON, a Python that has requirements.txt (default: benchmarks/.venv, made at need); BENCH_DATA, where the generated data
// lie (default: benchmarks/data).
import { execFile, execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { MODES, ROWS } from "./rows.mjs";
import { resultsPage, summaryOf } from "./table.mjs";
import { TASKS } from "./tasks.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: "string", default: "large" },
    runs: { type: "string", default: "5" },
  },
});
const { size } = options;
const runs = Number(options.runs);
if (!["small", "large"].includes(size) || !(Number.isInteger(runs) && runs >= 1)) {
  process.stderr.write("usage: npm run bench [task…] [-- --size small|large --runs N]\n");
  process.exit(2);
}
const unknown = positionals.filter((name) => TASKS[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`no such task: ${unknown.join(", ")}\ntasks: ${Object.keys(TASKS).join(", ")}\n`);
  process.exit(2);
}

const env = { ...process.env, BENCH_DATA: process.env.BENCH_DATA ?? join(here, "data") };
for (const name of ["OPENBLAS_CORETYPE", "LEARNKIT_LANES", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"])
  delete env[name];
const python = process.env.BENCH_PYTHON ?? environmentOfOurs();

const rows = ROWS.filter(({ task }) => positionals.length === 0 || positionals.includes(task));
generateData();
const summaries = [];
for (const row of rows) {
  try {
    const summary = summaryOf(row, await measure(row));
    process.stdout.write(`${summary.line}\n`);
    summaries.push(summary);
  } catch (error) {
    process.stdout.write(`${row.label}: FAILED: ${error.message.split("\n").slice(0, 12).join("\n")}\n`);
    summaries.push({ label: row.label, failed: error.message.split("\n")[0] });
  }
  write(summaries); // after each row, so that a table cut short keeps what was measured
}
process.exitCode = summaries.some((summary) => summary.failed !== undefined) ? 1 : 0;

/** A virtual environment beside this file, made once. */
function environmentOfOurs() {
  const own = join(here, ".venv/bin/python");
  if (!existsSync(own)) {
    process.stdout.write("making benchmarks/.venv\n");
    execFileSync("python3", ["-m", "venv", join(here, ".venv")], { stdio: "inherit" });
    const install = ["-m", "pip", "install", "--quiet", "-r", join(here, "requirements.txt")];
    execFileSync(own, install, { stdio: "inherit" });
  }
  return own;
}

function generateData() {
  const sets = new Set(rows.map(({ task }) => TASKS[task][size]).filter((name) => name !== "-"));
  execFileSync(python, [join(here, "generate-data.py"), ...sets], { env });
}

/** Runs of ours and of Python's, in turn. All modes of Python's have the first round; the best of them goes on. */
async function measure(row) {
  const ours = [];
  const theirs = Object.fromEntries(row.modes.map((mode) => [mode, []]));
  let modes = row.modes;
  for (let run = 0; run < runs; run++) {
    ours.push(await runOurs(row));
    for (const mode of modes) theirs[mode].push(await runPython(row, mode));
    const seconds = (mode) => theirs[mode][0].fit_s + theirs[mode][0].predict_s;
    modes = [[...row.modes].sort((a, b) => seconds(a) - seconds(b))[0]];
  }
  return { ours, mode: modes[0], theirs: theirs[modes[0]], load: loadavg()[0] };
}

async function runOurs({ task, lanes }) {
  const laneEnv = lanes === undefined ? env : { ...env, LEARNKIT_LANES: String(lanes) };
  return lastLine(
    await run(process.execPath, ["--expose-gc", join(here, "learnkit-side.mjs"), task, size], laneEnv),
  );
}

async function runPython({ task }, mode) {
  const args = [join(here, "python-side.py"), task, "--size", size, ...MODES[mode].args];
  return lastLine(await run(python, args, env));
}

async function run(file, args, environment) {
  return (await promisify(execFile)(file, args, { env: environment, maxBuffer: 2 ** 24 })).stdout;
}

function lastLine(stdout) {
  return JSON.parse(stdout.trim().split("\n").at(-1));
}

/** The rows that were run replace their older results; the others stay. */
function write(fresh) {
  const file = join(here, "results.json");
  const results = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { sizes: {} };
  const older = results.sizes[size]?.rows ?? [];
  const byLabel = new Map([...older, ...fresh].map((summary) => [summary.label, summary]));
  const pythonVersions = execFileSync(python, [join(here, "versions.py")], { encoding: "utf8" });
  results.machine = {
    cores: availableParallelism(),
    node: process.version,
    ...JSON.parse(pythonVersions),
  };
  results.sizes[size] = {
    rows: ROWS.map(({ label }) => byLabel.get(label)).filter((summary) => summary !== undefined),
  };
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(here, "results.md"), resultsPage(results));
}
