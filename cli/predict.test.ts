import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadModel, readCsv } from "learnkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runInProcess, runLearnkit, shipped, temporaryFolder, writeRows } from "../tests/cli/run-learnkit.js";
import type { PredictiveModel } from "./evaluation.js";

const iris = shipped("iris.csv");

let models: string;
let irisModel: string;
let mixedModel: string;

/** A table of every type of column; `code` holds texts that look like numbers. */
const mixedRow = (i: number): string => {
  const code = `0${i % 3}`;
  const size = (i * 37) % 11;
  const flag = i % 2 === 0;
  const day = `2020-0${(i % 9) + 1}-1${i % 10}`;
  return `${code},${size},${flag},${day},${i % 3 === 0 || size > 7 ? "yes" : "no"}`;
};
const MIXED_HEADER = "code,size,flag,day,y";

beforeAll(async () => {
  models = mkdtempSync(join(tmpdir(), "learnkit-cli-"));
  irisModel = join(models, "iris.learnkit");
  mixedModel = join(models, "mixed.learnkit");
  await runInProcess(models, "train", iris, "-t", "species", "-m", "logistic", "-q");
  const mixed = writeRows(models, "mixed.csv", MIXED_HEADER, 90, mixedRow);
  const { stderr } = await runInProcess(models, "train", mixed, "-t", "y", "-m", "tree", "-q");
  expect(stderr).toBe("");
});
afterAll(() => rmSync(models, { recursive: true }));

async function predictCsv(folder: string, model: string, csv: string): Promise<readonly string[]> {
  writeFileSync(join(folder, "new.csv"), csv);
  const { code, stdout, stderr } = await runInProcess(folder, "predict", model, "new.csv", "-q");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout.trimEnd().split("\n");
}

test("predictions and probabilities stand behind the columns of the input, equal to those in-process", async () => {
  const folder = temporaryFolder();
  const { code, stdout } = await runLearnkit(folder, "predict", irisModel, iris, "-o", "out.csv");
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(readdirSync(folder)).toEqual(["out.csv"]);
  const out = await readCsv(join(folder, "out.csv"));
  expect(out.columnNames.slice(4)).toEqual([
    ...["species", "prediction", "probability_setosa", "probability_versicolor", "probability_virginica"],
  ]);
  const model = (await loadModel(irisModel)) as unknown as PredictiveModel;
  const { X } = (await readCsv(iris)).split("species");
  expect(out.column("prediction").toArray()).toEqual(await model.predict(X));
  expect(out.X(out.columnNames.slice(6)).data).toEqual((await model.predictProba!(X)).data);
});

test("the cells of the input are written as they were", async () => {
  const lines = await predictCsv(
    temporaryFolder(),
    irisModel,
    'note,sepal_length,sepal_width,petal_length,petal_width\n"a, ""b""",5.10,3.500,1.4,.2\n007,5.1,3.5,1.4,0.20\n',
  );
  expect(lines[1]).toMatch(/^"a, ""b""",5\.10,3\.500,1\.4,\.2,setosa,/);
  expect(lines[2]).toMatch(/^007,5\.1,3\.5,1\.4,0\.20,setosa,/);
});

test("columns are found by name in any order, others are kept and ignored with a note", async () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, "new.csv"),
    "petal_width,id,petal_length,sepal_width,sepal_length\n0.2,7,1.4,3.5,5.1\n",
  );
  const { code, stdout, stderr } = await runInProcess(folder, "predict", irisModel, "new.csv");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^petal_width,id,.*\n0\.2,7,1\.4,3\.5,5\.1,setosa,/);
  expect(stderr).toContain("note: the column id is not used by the model");
  const [, sorted] = await predictCsv(
    temporaryFolder(),
    irisModel,
    "sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,1.4,0.2\n",
  );
  expect(stdout.trimEnd().split("\n")[1]!.split(",").slice(5)).toEqual(sorted!.split(",").slice(4));
});

test("missing columns are refused by name", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "one.csv"), "sepal_length,sepal_widht,petal_length,petal_width\n1,2,3,4\n");
  const one = await runLearnkit(folder, "predict", irisModel, "one.csv");
  expect(one).toMatchObject({ code: 1, stdout: "" });
  expect(one.stderr).toMatch(/one.csv lacks the column "sepal_width".*did you mean sepal_widht\?/);
  writeFileSync(join(folder, "two.csv"), "sepal_length,sepal_width\n1,2\n");
  const two = await runInProcess(folder, "predict", irisModel, "two.csv", "-o", "out.csv");
  expect(two.code).toBe(1);
  expect(two.stderr).toMatch(/lacks the columns "petal_length", "petal_width"/);
  expect(readdirSync(folder)).not.toContain("out.csv");
});

test("columns keep the types of training: codes stay texts, what is no number is refused", async () => {
  const folder = temporaryFolder();
  // Alone, these codes would be read as numbers, and these flags as numbers too.
  const lines = await predictCsv(
    folder,
    mixedModel,
    "code,size,flag,day\n00,1,true,2020-01-11\n01,1,1,2020-01-11\n",
  );
  expect(lines.slice(1).map((line) => line.split(",")[4])).toEqual(["yes", "no"]);
  writeFileSync(
    join(folder, "bad.csv"),
    "code,size,flag,day\n00,1,true,2020-01-11\n00,big,true,2020-01-11\n",
  );
  const { code, stderr } = await runInProcess(folder, "predict", mixedModel, "bad.csv");
  expect(code).toBe(1);
  expect(stderr).toMatch(/bad.csv: .*number.*"big" at line 3, column "size"/);
});

test("unseen categories and missing values of every type get a prediction", async () => {
  const lines = await predictCsv(
    temporaryFolder(),
    mixedModel,
    `code,size,flag,day\n"",,,\n99,1,false,2031-12-31\n`,
  );
  expect(lines).toHaveLength(3);
  for (const line of lines.slice(1)) expect(line).toMatch(/,(yes|no),[\d.]+,[\d.]+$/);
});

test("a column that is called prediction already is kept", async () => {
  const [header] = await predictCsv(
    temporaryFolder(),
    irisModel,
    "prediction,sepal_length,sepal_width,petal_length,petal_width\nx,5.1,3.5,1.4,0.2\n",
  );
  expect(header).toMatch(/^prediction,.*,prediction_2,probability_setosa,/);
});

test("a regression adds one column", async () => {
  const folder = temporaryFolder();
  const diabetes = shipped("diabetes.csv");
  await runInProcess(folder, "train", diabetes, "-t", "progression", "-m", "linear", "-q");
  const { stdout } = await runInProcess(folder, "predict", "diabetes.learnkit", diabetes, "-q");
  expect(stdout.split("\n")[0]).toMatch(/,progression,prediction$/);
});

test("a model that was not made by learnkit train is refused", async () => {
  const { makePipeline, saveModel, StandardScaler, Ridge } = await import("learnkit");
  const folder = temporaryFolder();
  const model = await makePipeline(new StandardScaler(), new Ridge()).fit([[1], [2], [3]], [1, 2, 3]);
  await saveModel(model, join(folder, "m.learnkit"));
  const { code, stderr } = await runInProcess(folder, "predict", "m.learnkit", iris);
  expect(code).toBe(1);
  expect(stderr).toMatch(/not made by learnkit train/);
  const inspected = await runInProcess(folder, "inspect", "m.learnkit");
  expect(inspected).toMatchObject({ code: 0, stderr: "" });
  expect(inspected.stdout).toContain("PipelineModel");
});

test("the output file is replaced whole", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "out.csv"), "old\n".repeat(100_000));
  await runInProcess(folder, "predict", irisModel, iris, "-o", "out.csv");
  expect(readFileSync(join(folder, "out.csv"), "utf8").split("\n")).toHaveLength(152);
});
