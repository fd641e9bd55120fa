import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runInProcess, runLearnkit, shipped, temporaryFolder, writeRows } from "../tests/cli/run-learnkit.js";
import type { ProfileReport } from "./profile.js";

async function profileJson(folder: string, ...args: readonly string[]): Promise<ProfileReport> {
  const { code, stdout, stderr } = await runInProcess(folder, "profile", ...args, "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as ProfileReport;
}

describe("the report as JSON", () => {
  test("cars: types, missing values, quartiles and correlations are those that pandas gives", async () => {
    const { data, correlations } = await profileJson(temporaryFolder(), shipped("cars.csv"));
    expect([data.rows, data.missing, data.incompleteRows, data.duplicateRows]).toEqual([406, 14, 14, 0]);
    const column = (name: string) => data.columns.find((one) => one.name === name)!;
    expect(column("miles_per_gallon")).toMatchObject({ type: "number", missing: 8, distinct: 129 });
    expect(column("miles_per_gallon").numbers).toMatchObject({
      min: 9,
      q1: 17.5,
      median: 23,
      q3: 29,
      max: 46.6,
    });
    expect(column("miles_per_gallon").numbers!.mean).toBeCloseTo(23.514573, 6);
    expect(column("miles_per_gallon").numbers!.outliers.rows).toBe(1);
    expect(column("horsepower").numbers!.outliers).toEqual({ rows: 8, lower: -5.625, upper: 211.375 });
    expect(column("origin").categories!.top[0]).toEqual({ value: "USA", rows: 254 });
    expect(column("year").dates).toMatchObject({ first: "1970-01-01", last: "1982-01-01" });
    expect(column("name").unusable).toBe("identifier");
    expect(correlations[0]!.columns).toEqual(["cylinders", "displacement"]);
    expect(correlations[0]!.r).toBeCloseTo(0.951787, 5);
  });

  test("a column that is the target in other words leaks", async () => {
    const folder = temporaryFolder();
    writeRows(folder, "loans.csv", "income,default_code,defaulted", 200, (i) => {
      const defaulted = (i * 7) % 5 === 0;
      return `${1000 + ((i * 37) % 900)},${defaulted ? "D" : "N"},${defaulted ? "yes" : "no"}`;
    });
    const { notes, target } = await profileJson(folder, "loans.csv", "--target", "defaulted");
    expect(target!.telling[0]).toEqual({ name: "default_code", share: 1 });
    expect(notes[0]).toMatchObject({ kind: "leak", columns: ["default_code"] });
    const income = target!.telling.find(({ name }) => name === "income")!;
    expect(income.share).toBeLessThan(0.2);
  });

  test("a price in another currency leaks a price", async () => {
    const folder = temporaryFolder();
    writeRows(folder, "prices.csv", "area,usd,eur", 300, (i) => {
      const price = 100_000 + ((i * 7919) % 90_000);
      return `${20 + ((i * 31) % 150)},${price},${(price * 0.92).toFixed(2)}`;
    });
    const { notes } = await profileJson(folder, "prices.csv", "--target", "eur");
    expect(notes.filter(({ kind }) => kind === "leak").map(({ columns }) => columns[0])).toEqual(["usd"]);
  });

  test("shipped data have no leak", async () => {
    for (const [name, target] of [
      ["iris.csv", "species"],
      ["cars.csv", "miles_per_gallon"],
      ["breast_cancer.csv", "diagnosis"],
    ] as const) {
      const { notes } = await profileJson(temporaryFolder(), shipped(name), "--target", target);
      expect(notes.filter(({ kind }) => kind === "leak")).toEqual([]);
    }
  });

  test("imbalance, odd texts, many categories, gaps, repeated rows and outliers are noted", async () => {
    const folder = temporaryFolder();
    writeRows(folder, "mixed.csv", "age,sales,shop,note,fraud", 400, (i) => {
      const k = i % 200; // every row twice
      const age = k === 5 ? "unknown" : String(20 + (k % 40));
      const sales = k % 40 === 0 ? 9000 + k : 100 + (k % 17);
      return `${age},${sales},shop ${k % 90},${k % 2 === 0 ? "" : k % 3 === 0 ? "x" : "y"},${k < 8 ? "yes" : "no"}`;
    });
    const { notes } = await profileJson(folder, "mixed.csv", "--target", "fraud");
    const kinds = Object.fromEntries(notes.map(({ kind, columns }) => [kind, columns[0]]));
    expect(kinds).toEqual({
      imbalance: "fraud",
      texts_among_numbers: "age",
      high_cardinality: "shop",
      missing: "note",
      outliers: "sales",
      duplicate_rows: undefined,
    });
  });

  test("the same seed gives the same report", async () => {
    const folder = temporaryFolder();
    const args = [shipped("wine.csv"), "--target", "cultivar"];
    expect(await profileJson(folder, ...args)).toEqual(await profileJson(folder, ...args));
  });
});

describe("the report as people read it", () => {
  test("fits the screen and says what wants a decision", async () => {
    const { code, stdout, stderr } = await runLearnkit(temporaryFolder(), "profile", shipped("cars.csv"));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
    expect(stdout).toContain("406 rows, 9 columns, 14 missing values in 14 rows");
    expect(stdout).toContain("name identifies the row");
    expect(stdout).toMatch(/displacement {2,}weight_in_lbs/);
  });

  test("one row, one column, all missing and infinite numbers are shown, not tripped over", async () => {
    const folder = temporaryFolder();
    for (const text of [
      "a\n1\n",
      "a,b\n,\n,\n",
      "a,b\n1,inf\n2,-inf\n3,5\n",
      "t\n2020-01-01\n2020-01-01\n",
    ]) {
      writeFileSync(join(folder, "odd.csv"), text);
      const { code, stderr } = await runInProcess(folder, "profile", "odd.csv");
      expect({ code, stderr }, text).toEqual({ code: 0, stderr: "" });
    }
  });
});

describe("a wrong command line", () => {
  test.each([
    [["profile"], 2, "profile needs a CSV file"],
    [["profile", "none.csv"], 1, "there is no file none.csv"],
    [["profile", shipped("iris.csv"), "--target", "specie"], 1, "did you mean species?"],
    [["profile", shipped("iris.csv"), "--task", "regression"], 2, "--task needs --target"],
    [["profile", shipped("iris.csv"), "--traget", "species"], 2, "did you mean --target?"],
    [["profil", shipped("iris.csv")], 2, "did you mean"],
  ])("%j ends with code %i", async (args, exitCode, message) => {
    const { code, stdout, stderr } = await runInProcess(temporaryFolder(), ...args);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: "" });
    expect(stderr).toContain(message);
  });
});
