import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { loadModel, RandomState, readCsv, trainTestSplit } from "learnkit";
import { expect, test } from "vitest";
import { runInProcess, runLearnkit, shipped, temporaryFolder, writeRows } from "../tests/cli/run-learnkit.js";
import { makeCandidates, withPreparation } from "./candidates.js";
import type { PredictiveModel } from "./evaluation.js";
import type { TrainReport } from "./train-report.js";

const iris = shipped("iris.csv");
const cars = shipped("cars.csv");

async function trainJson(folder: string, ...args: readonly string[]): Promise<TrainReport> {
  const { code, stdout, stderr } = await runInProcess(folder, "train", ...args, "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as TrainReport;
}

test("--json prints the whole report and nothing else", async () => {
  const folder = temporaryFolder();
  const { code, stdout, stderr } = await runLearnkit(folder, "train", iris, "--target", "species", "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const report = JSON.parse(stdout) as TrainReport;
  expect(Object.keys(report)).toEqual([
    ...["learnkit", "data", "target", "leftOut", "features", "outliers", "split", "folds", "metric"],
    ...["crossValidation", "best", "test", "model"],
  ]);
  expect(report.data).toMatchObject({ file: iris, rows: 150, missing: 0, incompleteRows: 0 });
  expect(report.target).toMatchObject({ name: "species", task: "classification", missingRows: 0 });
  expect(report.target.classes).toEqual(
    ["setosa", "versicolor", "virginica"].map((label) => ({ label, rows: 50 })),
  );
  expect(report.split).toEqual({ train: 120, test: 30, stratified: true, seed: 0 });
  expect(report.crossValidation.map(({ name }) => name)).toEqual([
    ...["baseline", "logistic", "knn", "tree", "forest", "extratrees", "boosting"],
  ]);
  for (const { mean, folds } of report.crossValidation) {
    expect(folds).toHaveLength(5);
    expect(mean).toBeCloseTo(folds.reduce((sum, score) => sum + score, 0) / 5, 12);
  }
  const [accuracy] = report.test.scores;
  expect(accuracy!.metric).toBe("accuracy");
  expect(accuracy!.value).toBe(report.test.right! / 30);
  expect(accuracy!.interval).toMatchObject({ confidence: 0.95, method: "Wilson" });
  expect(accuracy!.interval.low).toBeLessThan(accuracy!.value);
  expect(report.test.confusion!.counts.flat().reduce((sum, n) => sum + n, 0)).toBe(30);
  expect(report.model).toBe("iris.learnkit");
  expect(readdirSync(folder)).toEqual(["iris.learnkit"]);
});

test("the best mean of cross-validation wins, for losses the least", async () => {
  const folder = temporaryFolder();
  const args = [cars, "-t", "miles_per_gallon", "--metric", "mae", "--models", "tree,ridge,linear"];
  const report = await trainJson(folder, ...args);
  const means = report.crossValidation.slice(1).map(({ mean }) => mean!);
  expect(report.crossValidation.map(({ name }) => name)).toEqual(["baseline", "tree", "ridge", "linear"]);
  const best = report.crossValidation.find(({ name }) => name === report.best.name)!;
  expect(best.mean).toBe(Math.min(...means));
  expect(report.metric).toMatchObject({ name: "mae", greaterIsBetter: false });
});

test("the same seed gives the same report, another seed another split", async () => {
  const folder = temporaryFolder();
  const args = (seed: string): string[] => ["train", cars, "-t", "origin", "--seed", seed];
  const { stdout: first } = await runLearnkit(folder, ...args("7"));
  const { stdout: again } = await runInProcess(folder, ...args("7"));
  const { stdout: other } = await runInProcess(folder, ...args("8"));
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test("identifiers, constants and empty columns are left out, and the report says so", async () => {
  const folder = temporaryFolder();
  const row = (i: number): string => `${i + 1},id-${i},same,,${(i * 37) % 11},${i % 2 === 0 ? "yes" : "no"}`;
  const data = writeRows(folder, "t.csv", "row,code,fixed,nothing,x,y", 60, row);
  const report = await trainJson(folder, data, "-t", "y");
  expect(report.leftOut).toEqual([
    { name: "row", reason: "identifier" },
    { name: "code", reason: "identifier" },
    { name: "fixed", reason: "constant" },
    { name: "nothing", reason: "empty" },
  ]);
  expect(report.features.map(({ name }) => name)).toEqual(["x"]);
  const { stdout } = await runInProcess(folder, "train", data, "-t", "y");
  expect(stdout).toMatch(/code .*left out: identifies the row/);
  expect(stdout).toMatch(/fixed .*left out: always the same/);
});

test("dates that differ in seconds only are left out", async () => {
  const folder = temporaryFolder();
  const row = (i: number): string =>
    `2020-01-01T00:00:${String(i).padStart(2, "0")},${(i * 37) % 11},${i % 2 === 0 ? "yes" : "no"}`;
  const report = await trainJson(
    folder,
    writeRows(folder, "t.csv", "when,x,y", 60, row),
    "-t",
    "y",
    "-m",
    "tree",
  );
  expect(report.leftOut).toEqual([{ name: "when", reason: "same_minute" }]);
});

test("columns may have any name, and the target any type of label", async () => {
  const folder = temporaryFolder();
  const row = (i: number): string => `${"xyz"[i % 3]},"${i % 2},q",${i % 3 === 0}`;
  const data = writeRows(folder, "t.csv", '__proto__,"a, b",constructor', 60, row);
  const report = await trainJson(folder, data, "-t", "constructor", "-m", "tree");
  expect(report.target.classes!.map(({ label }) => label)).toEqual([false, true]);
  const { code, stdout } = await runInProcess(folder, "predict", "t.learnkit", data, "-q");
  expect(code).toBe(0);
  const [header, first, second] = stdout.split("\n");
  expect(header).toBe('__proto__,"a, b",constructor,prediction,probability_false,probability_true');
  expect(first).toBe('x,"0,q",true,true,0,1');
  expect(second).toBe('y,"1,q",false,false,1,0');
});

test("a candidate that fails is named and the others go on", async () => {
  const folder = temporaryFolder();
  const row = (i: number): string => `${i % 2 === 0 ? 1e308 : -1e308},${(i * 37) % 11},${(i * 13) % 17}.5`;
  const data = writeRows(folder, "t.csv", "huge,x,y", 60, row);
  const { crossValidation, best } = await trainJson(folder, data, "-t", "y", "-m", "ridge,tree");
  const [, ridge, tree] = crossValidation;
  expect(ridge).toMatchObject({ name: "ridge", mean: null, folds: [] });
  expect(ridge!.failure).toMatch(/X must be finite/);
  expect(tree!.mean).not.toBeNull();
  expect(best.name).toBe("tree");
  const { code, stdout, stderr } = await runInProcess(folder, "train", data, "-t", "y", "-m", "ridge");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^error: no candidate could be fitted: X must be finite[^\n]*\n$/);
});

test("cars: missing targets are dropped with a note, dates become numbers, names are left out", async () => {
  const folder = temporaryFolder();
  const report = await trainJson(folder, cars, "-t", "miles_per_gallon", "-m", "ridge");
  expect(report.target).toMatchObject({ task: "regression", missingRows: 8 });
  expect(report.split.train + report.split.test).toBe(398);
  expect(report.leftOut).toEqual([{ name: "name", reason: "identifier" }]);
  expect(report.features.find(({ name }) => name === "year")!.parts).toEqual([
    { part: "year", name: "year_year" },
  ]);
  const { stdout } = await runInProcess(folder, "train", cars, "-t", "miles_per_gallon", "-m", "ridge");
  expect(stdout).toContain("8 rows where miles_per_gallon is missing are left out.");
});

test("the task follows from the target and can be overridden", async () => {
  const folder = temporaryFolder();
  const guess = async (target: string, ...more: readonly string[]): Promise<string> =>
    (
      await trainJson(
        folder,
        cars,
        "-t",
        target,
        "-m",
        more.includes("regression") ? "ridge" : "tree",
        ...more,
      )
    ).target.task;
  expect(await guess("origin")).toBe("classification");
  expect(await guess("cylinders")).toBe("classification");
  expect(await guess("cylinders", "--task", "regression")).toBe("regression");
  expect(await guess("acceleration")).toBe("regression");
});

test("unbalanced classes are compared by balanced accuracy, and the report says why", async () => {
  const folder = temporaryFolder();
  const row = (i: number): string => `${(i * 37) % 101},${i % 10 === 0 ? "rare" : "usual"}`;
  const report = await trainJson(
    folder,
    writeRows(folder, "t.csv", "x,y", 200, row),
    "-t",
    "y",
    "-m",
    "tree",
  );
  expect(report.metric.name).toBe("balanced_accuracy");
  expect(report.metric.reason).toMatch(/90\.0 % of the rows/);
});

/** One row in 33 is `bad`: those of large x, mostly. */
const rareRow = (i: number): string =>
  `${(i * 37) % 101},${(i * 13) % 17},${(i * 37) % 101 > 97 || i % 150 === 7 ? "bad" : "good"}`;

test("a rare class is met with class weights and a tuned threshold, told in plain words", async () => {
  const folder = temporaryFolder();
  const data = writeRows(folder, "t.csv", "x,z,y", 606, rareRow);
  const report = await trainJson(folder, data, "-t", "y", "-m", "logistic,knn");
  const [rare] = report.imbalance!.rare;
  expect(rare!.label).toBe("bad");
  expect(rare!.share).toBeCloseTo(rare!.rows / 606, 12);
  expect(report.imbalance!.tried).toEqual(["weights", "threshold"]);
  expect(report.metric.name).toBe("balanced_accuracy");
  const names = report.crossValidation.map(({ name }) => name);
  expect(names.slice(0, 4)).toEqual(["baseline", "logistic", "knn", "logistic+weights"]);
  expect(names.slice(4).every((name) => name.endsWith("+threshold"))).toBe(true);
  expect(report.imbalance!.used.length).toBeGreaterThan(0);
  const [found] = report.test.rare!;
  expect(found!.after.recall).toBeGreaterThan(found!.before.recall);
  expect(found!.after.recall).toBe(found!.after.found / found!.rows);
  expect(report.data.rows).toBe(606); // no row is made up

  const { stdout } = await runInProcess(folder, "train", data, "-t", "y", "-m", "logistic,knn");
  const words = stdout.replace(/\s+/g, " ");
  expect(words).toMatch(/bad \(\d+ of 606 rows, \d\.\d %\) is rare/);
  expect(words).toContain("No row is made up or left out.");
  expect(words).toMatch(/always saying "good" would be right in 9\d\.\d % of the rows/);
  expect(words).toMatch(/rare class precision recall found/);
  expect(words).toMatch(/The model finds \d+ of the \d+ rows of bad, instead of \d+\./);
});

test("a model with a tuned threshold predicts by it, and inspect tells it", async () => {
  const folder = temporaryFolder();
  const data = writeRows(folder, "t.csv", "x,z,y", 303, rareRow);
  const report = await trainJson(folder, data, "-t", "y", "-m", "knn"); // which takes no class weights
  const { threshold, tried, used } = report.imbalance!;
  expect({ tried, used }).toEqual({ tried: ["threshold"], used: ["threshold"] });
  const { stdout } = await runInProcess(folder, "predict", "t.learnkit", data, "-q");
  const [header, ...rows] = stdout.trim().split("\n");
  expect(header).toBe("x,z,y,prediction,probability_bad,probability_good");
  for (const row of rows) {
    const [, , , label, bad] = row.split(",");
    expect(label).toBe(Number(bad) >= threshold! ? "bad" : "good");
  }
  const inspected = await runInProcess(folder, "inspect", "t.learnkit");
  expect(inspected.stdout).toMatch(/threshold +bad from a probability of 0\.\d+ on/);
});

test("classes of like size, and numbers, are not called rare", async () => {
  const folder = temporaryFolder();
  for (const args of [
    [iris, "-t", "species", "-m", "tree"],
    [cars, "-t", "miles_per_gallon", "-m", "ridge"],
  ]) {
    const report = await trainJson(folder, ...args);
    expect(report.imbalance).toBeUndefined();
    expect(report.test.rare).toBeUndefined();
  }
});

test("of several classes, the rare ones are met with class weights; a metric of probabilities needs no threshold", async () => {
  const folder = temporaryFolder();
  const row = (i: number): string =>
    `${(i * 37) % 101},${i % 20 === 0 ? "rare" : i % 2 === 0 ? "one" : "two"}`;
  const data = writeRows(folder, "t.csv", "x,y", 300, row);
  const several = await trainJson(folder, data, "-t", "y", "-m", "tree");
  expect(several.imbalance!.tried).toEqual(["weights"]);
  expect(several.metric.name).toBe("balanced_accuracy");
  const two = writeRows(folder, "u.csv", "x,z,y", 303, rareRow);
  const loss = await trainJson(folder, two, "-t", "y", "-m", "tree", "--metric", "log_loss");
  expect(loss.imbalance!.tried).toEqual(["weights"]);
});

test("a tree that wins is shown, in the units of the table", async () => {
  const folder = temporaryFolder();
  await runInProcess(folder, "train", iris, "-t", "species", "-m", "tree");
  const { tree } = await trainJson(folder, iris, "-t", "species", "-m", "tree");
  expect(tree!.lines[0]).toMatch(/^petal_(length|width) <= (2\.\d+|0\.8\d*)\?$/);
  expect(tree!.lines[1]).toBe("├─ yes: setosa (40 rows)");
  const row = (i: number): string =>
    `${["red", "blue", "green"][i % 3]},${(i * 37) % 11},${i % 3 === 0 ? 10 : 4}.5`;
  const data = writeRows(folder, "t.csv", "colour,x,y", 60, row);
  const { stdout } = await runInProcess(
    folder,
    "train",
    data,
    "-t",
    "y",
    "-m",
    "tree",
    "--task",
    "regression",
  );
  expect(stdout).toContain("The tree  the decision tree: 2 leaves, 1 level deep");
  expect(stdout).toMatch(/colour is red\?\n +├─ yes: 10\.5 \(\d+ rows\)\n +└─ no: {2}4\.5 \(\d+ rows\)/);
  expect(
    (await trainJson(folder, data, "-t", "y", "-m", "ridge", "--task", "regression")).tree,
  ).toBeUndefined();
});

test("fewer folds are used where a class is rare", async () => {
  const folder = temporaryFolder();
  const row = (i: number): string => `${(i * 37) % 101},${i < 4 ? "rare" : i % 2}`;
  const report = await trainJson(folder, writeRows(folder, "t.csv", "x,y", 60, row), "-t", "y", "-m", "tree");
  expect(report.folds).toEqual({ used: 3, asked: 5 });
});

test("a target that the features say nothing about is called that", async () => {
  const folder = temporaryFolder();
  const row = (i: number): string => `${(i * 7919) % 97},${((i * 104729) % 89) + 0.5}`;
  const { stdout } = await runInProcess(
    folder,
    ...["train", writeRows(folder, "t.csv", "x,y", 100, row), "-t", "y", "-m", "tree"],
  );
  expect(stdout).toMatch(/No candidate beats the baseline/);
});

test("--quiet prints nothing and saves the model", async () => {
  const folder = temporaryFolder();
  const result = await runLearnkit(folder, "train", iris, "-t", "species", "-m", "tree", "-q", "-o", "m.lk");
  expect(result).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(existsSync(join(folder, "m.lk"))).toBe(true);
});

test("piped output has no colours", async () => {
  const folder = temporaryFolder();
  const { stdout } = await runLearnkit(folder, "train", iris, "-t", "species", "-m", "tree");
  expect(stdout).not.toContain("\u001b");
});

test("semicolons, quotes, CRLF and a byte order mark are read as they should", async () => {
  const folder = temporaryFolder();
  const rows = Array.from(
    { length: 40 },
    (_, i) => `"${i % 5};x";${(i * 37) % 11};${i % 2 === 0 ? "a" : "b"}`,
  );
  writeFileSync(join(folder, "t.csv"), `\ufeff${["first one;x;y", ...rows].join("\r\n")}\r\n`);
  const report = await trainJson(folder, "t.csv", "-t", "y", "-m", "tree");
  expect(report.features.map(({ name, type }) => [name, type])).toEqual([
    ["first one", "category"],
    ["x", "number"],
  ]);
});

test("a CSV compressed with gzip trains the same model, and predicts", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "iris.csv.gz"), gzipSync(readFileSync(iris)));
  const packed = await trainJson(folder, "iris.csv.gz", "-t", "species", "-m", "tree");
  expect(packed.model).toBe("iris.learnkit");
  const plain = await trainJson(folder, iris, "-t", "species", "-m", "tree");
  expect(packed.test).toEqual(plain.test);
  expect(packed.crossValidation.map(({ folds }) => folds)).toEqual(
    plain.crossValidation.map(({ folds }) => folds),
  );
  const predicted = await runInProcess(folder, "predict", "iris.learnkit", "iris.csv.gz", "-q");
  expect(predicted.code).toBe(0);
});

test("the saved model is the one that the same steps make in-process, to the last bit", async () => {
  const folder = temporaryFolder();
  await trainJson(folder, iris, "-t", "species", "-m", "forest", "--seed", "3");
  const { X, y } = (await readCsv(iris)).split("species");
  const labels = Array.from(y.toArray() as string[]);
  const { XTrain, yTrain } = trainTestSplit(X, labels, { testSize: 0.2, randomState: 3, stratify: labels });
  const plan = { columns: X.columnNames.map((name) => ({ name, type: "number" as const })), leftOut: [] };
  const target = { task: "classification" as const, classes: undefined };
  const [forest] = makeCandidates("classification", ["forest"], { seed: 3, trainRows: 96 });
  const expected = (await withPreparation(plan, forest!.estimator, target, 3).fit(
    XTrain,
    yTrain,
  )) as PredictiveModel;
  const saved = (await loadModel(join(folder, "iris.learnkit"))) as unknown as PredictiveModel;
  expect(await saved.predict(X)).toEqual(await expected.predict(X));
  expect((await saved.predictProba!(X)).data).toEqual((await expected.predictProba!(X)).data);
});

test("texts of many kinds are encoded by the target, inside the folds", async () => {
  const folder = temporaryFolder();
  // 60 shops; what a shop is called decides, and each occurs 5 times.
  writeRows(
    folder,
    "sales.csv",
    "shop,size,sold",
    300,
    (i) => `shop ${i % 60},${(i * 31) % 47},${(i % 60) * 10 + (i % 3)}`,
  );
  const report = await trainJson(folder, "sales.csv", "-t", "sold", "-m", "ridge,knn");
  expect(report.features.find(({ name }) => name === "shop")).toMatchObject({ encoding: "target" });
  const r2 = report.test.scores.find(({ metric }) => metric === "r2")!;
  expect(r2.value).toBeGreaterThan(0.9);
  const { stdout } = await runInProcess(folder, "inspect", "sales.learnkit");
  expect(stdout).toMatch(/shop +category +TargetEncoder/);
  writeFileSync(join(folder, "new.csv"), "shop,size\nshop 59,3\nshop 0,3\nnever seen,3\n,3\n");
  const predicted = await runInProcess(folder, "predict", "sales.learnkit", "new.csv");
  const values = predicted.stdout
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => Number(line.split(",").at(-1)));
  expect(values).toHaveLength(4);
  expect(values[0]! - values[1]!).toBeGreaterThan(400);
});

test("texts of many kinds that say nothing do not look good", async () => {
  const folder = temporaryFolder();
  const [names, sides] = [new RandomState(1).randint(0, 150, 400), new RandomState(2).randint(0, 2, 400)];
  writeRows(folder, "coin.csv", "name,side", 400, (i) => `n${names[i]},${sides[i] === 0 ? "head" : "tail"}`);
  const report = await trainJson(folder, "coin.csv", "-t", "side", "-m", "logistic");
  expect(report.features[0]).toMatchObject({ encoding: "target" });
  // 320 tosses: the accuracy of a guess deviates by 0.028.
  expect(Math.abs(report.crossValidation[1]!.mean! - 0.5)).toBeLessThan(3 * 0.028);
});

test("columns with outliers are named, from the training rows only", async () => {
  const folder = temporaryFolder();
  writeRows(
    folder,
    "pay.csv",
    "hours,pay",
    200,
    (i) => `${i % 20 === 0 ? 500 + i : 30 + (i % 11)},${i * 3 + (i % 7)}`,
  );
  const report = await trainJson(folder, "pay.csv", "-t", "pay", "-m", "linear");
  expect(report.outliers).toHaveLength(1);
  const { name, rows } = report.outliers[0]!;
  expect(name).toBe("hours");
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(10); // 10 in all rows, two or so of them set aside
  const { stdout } = await runInProcess(folder, "train", "pay.csv", "-t", "pay", "-m", "linear");
  expect(stdout).toContain(`Values beyond Tukey's fences: hours (${rows}).`);
});
