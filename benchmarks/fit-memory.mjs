// Memory of a fit beside its data, each in a process of its own: the peak of resident memory during the fit above what was resident before it, by the
// bytes of X; and how much of it the model (of samplers, the resampled rows) keeps. The library starts its lanes within the fit, so their memory counts.
// Reads /proc: Linux only. Prints the table and writes it to benchmarks/memory.md.
//
//   npm run build && npm run bench:memory [kind…]
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import * as lk from "../dist/index.js";

const COLUMNS = 20;
const MANY = 400_000;
const FEWER = 100_000;
const LARGE = 2_000_000;

const forests = () => [
  ["a", new lk.RandomForestClassifier({ nEstimators: 5 })],
  ["b", new lk.RandomForestClassifier({ nEstimators: 5, randomState: 1 })],
];
// Samplers that search neighbours take time by the product of rows searched and rows asked, so that few of the many rows are rare, or the rows are
// fewer, where all of them ask.
const sampler = (make, rows = MANY, share = 0.05) => ({ make, rows, share });
const classifier = (make, share = 0.5) => ({ make, rows: MANY, share });
const regressor = (make) => ({ make, rows: MANY });
const regressionForests = () => [
  ["a", new lk.RandomForestRegressor({ nEstimators: 2 })],
  ["b", new lk.RandomForestRegressor({ nEstimators: 2, randomState: 1 })],
];
const search = () =>
  new lk.GridSearchCV(new lk.DecisionTreeClassifier(), { maxDepth: [4, 8] }, { cv: 3, refit: false });
const validation = (estimator) => ({ kind: "validation", fit: (X, y) => lk.crossValidate(estimator, X, y) });

const KINDS = {
  DecisionTreeClassifier: classifier(() => new lk.DecisionTreeClassifier()),
  DecisionTreeRegressor: regressor(() => new lk.DecisionTreeRegressor()),
  "RandomForestClassifier, 10 trees": classifier(() => new lk.RandomForestClassifier({ nEstimators: 10 })),
  "RandomForestRegressor, 4 trees": regressor(() => new lk.RandomForestRegressor({ nEstimators: 4 })),
  "ExtraTreesClassifier, 10 trees": classifier(() => new lk.ExtraTreesClassifier({ nEstimators: 10 })),
  "ExtraTreesRegressor, 4 trees": regressor(() => new lk.ExtraTreesRegressor({ nEstimators: 4 })),
  "BalancedRandomForestClassifier, 10 trees": classifier(
    () => new lk.BalancedRandomForestClassifier({ nEstimators: 10 }),
    0.4,
  ),
  IsolationForest: classifier(() => new lk.IsolationForest()),
  "BaggingClassifier, 10 trees": classifier(() => new lk.BaggingClassifier({ nEstimators: 10 })),
  "BaggingRegressor, 4 trees": regressor(() => new lk.BaggingRegressor({ nEstimators: 4 })),
  "BaggingClassifier, 4 logistic regressions": classifier(
    () => new lk.BaggingClassifier({ estimator: new lk.LogisticRegression(), nEstimators: 4 }),
  ),
  "BalancedBaggingClassifier, 10 trees": classifier(
    () => new lk.BalancedBaggingClassifier({ nEstimators: 10 }),
    0.15,
  ),
  "EasyEnsembleClassifier, 4 members": classifier(
    () => new lk.EasyEnsembleClassifier({ nEstimators: 4 }),
    0.15,
  ),
  "AdaBoostClassifier, 10 rounds": classifier(() => new lk.AdaBoostClassifier({ nEstimators: 10 })),
  "AdaBoostRegressor, 4 rounds": regressor(() => new lk.AdaBoostRegressor({ nEstimators: 4 })),
  "RUSBoostClassifier, 10 rounds": classifier(() => new lk.RUSBoostClassifier({ nEstimators: 10 }), 0.15),
  "GradientBoostingClassifier, 10 stages": classifier(
    () => new lk.GradientBoostingClassifier({ nEstimators: 10 }),
  ),
  "GradientBoostingRegressor, 2 stages": regressor(
    () => new lk.GradientBoostingRegressor({ nEstimators: 2 }),
  ),
  "HistGradientBoostingClassifier, 10 rounds": classifier(
    () => new lk.HistGradientBoostingClassifier({ maxIter: 10 }),
  ),
  "HistGradientBoostingRegressor, 10 rounds": regressor(
    () => new lk.HistGradientBoostingRegressor({ maxIter: 10 }),
  ),
  "VotingClassifier, 2 forests": classifier(() => new lk.VotingClassifier({ estimators: forests() })),
  "VotingRegressor, 2 forests": regressor(() => new lk.VotingRegressor({ estimators: regressionForests() })),
  "StackingClassifier, 2 forests, 2 folds": classifier(
    () => new lk.StackingClassifier({ estimators: forests(), cv: 2 }),
  ),
  "StackingRegressor, 2 forests, 2 folds": regressor(
    () => new lk.StackingRegressor({ estimators: regressionForests(), cv: 2 }),
  ),
  "TunedThresholdClassifierCV, DecisionTreeClassifier": classifier(
    () => new lk.TunedThresholdClassifierCV(new lk.DecisionTreeClassifier()),
  ),
  "crossValidate, DecisionTreeClassifier": classifier(() => validation(new lk.DecisionTreeClassifier())),
  "crossValidate, DecisionTreeRegressor": regressor(() => validation(new lk.DecisionTreeRegressor())),
  "GridSearchCV, DecisionTreeClassifier": classifier(search),
  RandomUnderSampler: sampler(() => new lk.RandomUnderSampler(), MANY, 0.25),
  RandomOverSampler: sampler(() => new lk.RandomOverSampler(), MANY, 0.25),
  NearMiss: sampler(() => new lk.NearMiss()),
  TomekLinks: sampler(() => new lk.TomekLinks()),
  OneSidedSelection: sampler(() => new lk.OneSidedSelection()),
  EditedNearestNeighbours: sampler(() => new lk.EditedNearestNeighbours(), FEWER, 0.25),
  NeighbourhoodCleaningRule: sampler(() => new lk.NeighbourhoodCleaningRule(), FEWER, 0.25),
  "ClusterCentroids, 10 iterations": sampler(
    () =>
      new lk.ClusterCentroids({ estimator: new lk.KMeans({ maxIter: 10 }), samplingStrategy: { 0: 100 } }),
    MANY,
    0.25,
  ),
  SMOTE: sampler(() => new lk.SMOTE(), MANY, 0.25),
  BorderlineSMOTE: sampler(() => new lk.BorderlineSMOTE()),
  ADASYN: sampler(() => new lk.ADASYN()),
  KMeansSMOTE: sampler(() => new lk.KMeansSMOTE({ clusterBalanceThreshold: 0.01 })),
  SMOTENC: {
    ...sampler(() => new lk.SMOTENC({ categoricalFeatures: [0] })),
    categorical: [0],
  },
  SMOTEN: {
    ...sampler(() => new lk.SMOTEN(), MANY, 0.02),
    categorical: Array.from({ length: COLUMNS }, (_, j) => j),
  },
  SMOTETomek: sampler(() => new lk.SMOTETomek(), FEWER, 0.1),
  SMOTEENN: sampler(() => new lk.SMOTEENN(), FEWER, 0.1),
};

// What a process takes once (lanes, memory that waits to be collected) counts less beside more data.
const AGAIN = [
  "DecisionTreeClassifier",
  "DecisionTreeRegressor",
  "RandomForestClassifier, 10 trees",
  "GradientBoostingClassifier, 10 stages",
  "StackingClassifier, 2 forests, 2 folds",
];
for (const name of AGAIN) KINDS[`${name}, much data`] = { ...KINDS[name], rows: LARGE };

/** Rows near a bell's shape; the target follows four of the features and noise. */
function makeData({ rows, share, categorical }) {
  const random = new lk.RandomState(7);
  const data = random.random(rows * COLUMNS);
  for (let p = 0; p < data.length; p++) data[p] += data[(p * 7 + 11) % data.length] - 1;
  const target = new Float64Array(rows);
  for (let i = 0, p = 0; i < rows; i++, p += COLUMNS)
    target[i] =
      2 * data[p] + 3 * data[p + 1] * data[p + 2] + Math.sin(3 * data[p + 3]) + 0.3 * random.normal();
  for (const j of categorical ?? [])
    for (let p = j; p < data.length; p += COLUMNS) data[p] = Math.floor(4 * Math.abs(data[p]));
  const X = new lk.Matrix(data, rows, COLUMNS);
  if (share === undefined) return { X, y: target };
  const cut = target.toSorted()[Math.floor(rows * (1 - share))];
  return { X, y: Int32Array.from(target, (value) => (value > cut ? 1 : 0)) };
}

function residentBytes(field) {
  return 1024 * Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync("/proc/self/status", "utf8"))[1]);
}

/** In a process of its own: fits, and prints what it took. */
async function measure(kind) {
  const { make, rows } = kind;
  const { X, y } = makeData(kind);
  const estimator = make();
  globalThis.gc();
  await pause(300);
  globalThis.gc();
  const kept = process.memoryUsage().external; // counts also what other lanes made and handed over
  writeFileSync("/proc/self/clear_refs", "5");
  const before = residentBytes("VmRSS");
  const result = estimator.kind === "sampler" ? await estimator.fitResample(X, y) : await estimator.fit(X, y);
  const peak = residentBytes("VmHWM");
  globalThis.gc();
  await pause(100);
  globalThis.gc();
  const model = process.memoryUsage().external - kept;
  const bytes = X.data.byteLength;
  console.log(
    JSON.stringify({ rows, fit: (peak - before) / bytes, model: model / bytes, lives: result !== null }),
  );
  process.exit();
}

function row(name) {
  const script = fileURLToPath(import.meta.url);
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--expose-gc", script, "--measure", name]);
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  const { rows, fit, model } = JSON.parse(stdout);
  const cells = [name, `${rows} × ${COLUMNS}`, fit, model, fit - model];
  const line = `| ${cells.map((cell) => (typeof cell === "number" ? Math.max(cell, 0).toFixed(2) : cell)).join(" | ")} |`;
  console.log(line);
  return line;
}

function writeTable(names) {
  const head = [
    "# Memory of a fit, measured",
    "",
    "Peak of resident memory during a fit above what was resident before it, by the bytes of X (64-bit floats); how much of it",
    `the model keeps, of samplers the resampled rows; and the difference. The fit starts the other lanes, whose memory counts. Written by`,
    `\`npm run bench:memory\`, Node ${process.versions.node}, ${process.env.LEARNKIT_LANES ?? availableParallelism()} lanes.`,
    "",
    "| fit | samples × features | memory | of it the model | without it |",
    "| --- | --- | --: | --: | --: |",
  ];
  for (const line of head.slice(-2)) console.log(line);
  const table = [...head, ...names.map(row), ""].join("\n");
  if (names.length === Object.keys(KINDS).length) writeFileSync(new URL("memory.md", import.meta.url), table);
}

const [first, ...rest] = process.argv.slice(2);
if (first === "--measure") await measure(KINDS[rest[0]]);
else writeTable(first === undefined ? Object.keys(KINDS) : [first, ...rest]);
