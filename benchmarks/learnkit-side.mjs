// Runs one task of ours and prints one JSON line, as python-side.py does:
// node --expose-gc learnkit-side.mjs TASK small|large
import * as kit from "learnkit";
import { TASKS } from "./tasks.mjs";

const [name, size] = process.argv.slice(2);
const task = TASKS[name];
const { n, d, once } = task.prepare(kit, task[size], size);
const rows = [];
while (!enough()) {
  globalThis.gc(); // CPython frees at once what is no longer used
  const before = process.cpuUsage();
  const [fit, predict, score] = await once();
  const { user, system } = process.cpuUsage(before);
  rows.push({ fit, predict, score, cpu: (user + system) / 1e6 });
}
process.stdout.write(
  `${JSON.stringify({
    task: name,
    n,
    d,
    fit_s: median(rows.map((row) => row.fit)),
    predict_s: median(rows.map((row) => row.predict)),
    first_s: rows[0].fit,
    cpu_s: median(rows.map((row) => row.cpu)),
    score: rows.at(-1).score,
    peak_rss_mb: process.resourceUsage().maxRSS / 1024,
    reps: rows.length,
    lanes: (await kit.loadRuntime()).lanes,
  })}\n`,
);

/** Three repeats and half a second, or 20 repeats, or 3 seconds; both sides alike. */
function enough() {
  const spent = rows.reduce((sum, { fit, predict }) => sum + fit + predict, 0);
  return (rows.length >= 3 && spent >= 0.5) || rows.length >= 20 || spent >= 3;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
