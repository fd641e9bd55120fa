import { join } from "node:path";
import { expect, test } from "vitest";
import { runInProcess, runLearnkit, shipped, temporaryFolder } from "../tests/cli/run-learnkit.js";
import type { InspectReport } from "./inspect.js";

test("inspect tells what the model is, needs, and how good it was, and no path of this machine", async () => {
  const folder = temporaryFolder();
  await runInProcess(folder, "train", shipped("cars.csv"), "-t", "origin", "-m", "forest,logistic", "-q");
  const { code, stdout, stderr } = await runLearnkit(folder, "inspect", "cars.learnkit");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const shown of ["written by learnkit", "origin (category)", "Europe, Japan, USA", "year_year"])
    expect(stdout).toContain(shown);
  for (const shown of ["horsepower", "SimpleImputer (median), StandardScaler", "accuracy", "UTC on 324 rows"])
    expect(stdout).toContain(shown);
  const { stdout: json } = await runInProcess(folder, "inspect", "cars.learnkit", "--json");
  const { card, nFeatures } = JSON.parse(json) as InspectReport;
  expect(nFeatures).toBe(7);
  expect(card).toMatchObject({
    task: "classification",
    target: { name: "origin", type: "category" },
    seed: 0,
  });
  expect(card!.crossValidation.map(({ name }) => name)).toEqual(["baseline", "forest", "logistic"]);
  expect(Date.parse(card!.trainedAt)).toBeGreaterThan(Date.now() - 600_000);
  for (const path of [folder, join(shipped("cars.csv"), "..")]) expect(json).not.toContain(path);
});
