// From runs to ratios, and from ratios to a page.
import { MODES } from "./rows.mjs";

/** Ratios of one row, Python's to ours: above 1 we are faster or need less. */
export function summaryOf(row, { ours, mode, theirs, load }) {
  const fault = scoreFault(row, ours[0].score, theirs[0].score);
  const ratios = (key) => ratioOf(ours, theirs, key);
  const oneProcess = row.task !== "import" && !(mode === "jobs2" && row.jobsAreProcesses);
  const summary = {
    label: row.label,
    n: ours[0].n,
    d: ours[0].d,
    lanes: ours[0].lanes,
    pythonMode: MODES[mode].label,
    runs: ours.length,
    load,
    fit: ours[0].fit_s > 0 ? ratios("fit_s") : undefined,
    predict: ours[0].predict_s > 0 ? ratios("predict_s") : undefined,
    cpu: oneProcess ? ratios("cpu_s") : undefined,
    memory: oneProcess ? ratios("peak_rss_mb") : undefined,
    score: { ours: ours[0].score, theirs: theirs[0].score },
    ...(fault === undefined ? {} : { failed: fault }),
  };
  return { ...summary, line: lineOf(summary) };
}

function scoreFault({ tolerance }, ours, theirs) {
  const difference = Math.abs(ours - theirs);
  if (difference <= tolerance * Math.max(1, Math.abs(theirs))) return undefined;
  return `the scores differ: ours ${ours}, Python's ${theirs}`;
}

/** Median of both sides, their ratio, and the ratios of the runs that went in turn. */
function ratioOf(ours, theirs, key) {
  const [mine, other] = [ours, theirs].map((runs) => runs.map((run) => run[key]));
  const pairs = mine.map((value, i) => other[i] / value).filter(Number.isFinite);
  return {
    ours: median(mine),
    theirs: median(other),
    ratio: median(other) / median(mine),
    least: Math.min(...pairs),
    most: Math.max(...pairs),
  };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function lineOf({ label, fit, predict, cpu, memory, pythonMode, failed }) {
  const part = (name, value) => (value === undefined ? "" : `  ${name} ${times(value)}`);
  const parts = `${part("fit", fit)}${part("predict", predict)}${part("cpu", cpu)}${part("memory", memory)}`;
  return `${label} (${pythonMode})${parts}${failed === undefined ? "" : `  FAILED: ${failed}`}`;
}

function times({ ratio, least, most }) {
  return `${ratio.toPrecision(3)}× (${least.toPrecision(2)}–${most.toPrecision(2)})`;
}

function seconds(value) {
  if (value >= 1) return `${value.toFixed(2)} s`;
  return value >= 1e-3 ? `${(value * 1e3).toPrecision(3)} ms` : `${(value * 1e6).toPrecision(3)} µs`;
}

/** The page that is committed. */
export function resultsPage({ machine, sizes }) {
  const { cores, node, ...versions } = machine;
  const others = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `# Benchmarks

Written by \`npm run bench\`. Both sides read the same generated data and time the same parts; they ran in turn, each run in a fresh process.
A ratio is the median of Python's runs over the median of ours (least to most of the pairs that ran in turn): above 1 learnkit is faster, or needs less. Python's side
is the faster of its modes (default threads, \`n_jobs=2\`, one thread) for each row. A run repeats a short task and takes the median, so starting threads and warming up
do not show; the row \`import\` shows them. *CPU* is processor time of both parts, all threads; *memory* is the peak of the process, interpreter and data included.
A row whose scores differ is marked as failed. *Load* is the load average after the row's runs: well above the number of cores, other work ran beside
it, and the times, least and most show it; the CPU ratio is then the better guide.

Machine: ${cores} cores, Linux; Node ${node}; ${others.join(", ")}.
${Object.entries(sizes)
  .map(([size, { rows }]) => tableOf(size, rows))
  .join("")}
What the parts are: \`train_test_split\`: a plain split, a stratified one; \`classification_report\`: the report, the confusion matrix; transformers and selectors: fit, transform; \`target_encoder\`: fitTransform, transform; \`frame_filter_assign\`: filter by a mask, assign;
\`import\`: a whole process that starts, imports and fits a forest of ten trees. CPU and memory are left out where
the work is done by further processes.
`;
}

function tableOf(size, rows) {
  const head =
    "| task | samples × features | Python | ours fit | fit | ours predict | predict | CPU | memory | runs, load |";
  const rule = "|---|---|---|---|---|---|---|---|---|---|";
  return `\n## Size: ${size}\n\n${head}\n${rule}\n${rows.map(rowOf).join("\n")}\n`;
}

function rowOf({ label, n, d, pythonMode, fit, predict, cpu, memory, failed, runs, load }) {
  if (fit === undefined && predict === undefined)
    return `| ${label} | | | **failed: ${failed}** | | | | | | |`;
  const both = (value) => (value === undefined ? ["", ""] : [seconds(value.ours), times(value)]);
  const name = failed === undefined ? label : `${label} **failed: ${failed}**`;
  const cells = [
    name,
    `${n} × ${d}`,
    pythonMode,
    ...both(fit),
    ...both(predict),
    cpu === undefined ? "" : times(cpu),
    memory === undefined ? "" : `${memory.ours.toFixed(0)} MB, ${times(memory)}`,
    load === undefined ? "" : `${runs}, ${load.toFixed(1)}`,
  ];
  return `| ${cells.join(" | ")} |`;
}
