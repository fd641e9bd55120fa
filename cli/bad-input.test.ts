import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { runInProcess, runLearnkit, shipped, temporaryFolder, writeRows } from "../tests/cli/run-learnkit.js";

const iris = shipped("iris.csv");

type Prepare = (folder: string) => readonly string[];

const withFile =
  (content: string | Uint8Array, target = "b"): Prepare =>
  (folder) => {
    writeFileSync(join(folder, "bad.csv"), content);
    return ["train", "bad.csv", "--target", target];
  };

const withRows =
  (count: number, row: (i: number) => string, ...options: readonly string[]): Prepare =>
  (folder) => ["train", writeRows(folder, "bad.csv", "a,b", count, row), "--target", "b", ...options];

const noise = (i: number): string => `${((i * 7919) % 13) + 0.5}`;

describe("data that cannot be used give exit code 1 and one sentence", () => {
  test.each<[title: string, prepare: Prepare, message: RegExp]>([
    ["no such file", () => ["train", "none.csv", "-t", "b"], /there is no file none.csv/],
    ["a directory", () => ["train", ".", "-t", "b"], /\. is a directory/],
    ["0 bytes", withFile(""), /bad.csv: .*empty/],
    ["header only", withFile("a,b\n"), /bad.csv has a header but no rows/],
    [
      "binary rubbish",
      withFile(Uint8Array.from({ length: 999 }, (_, i) => (i * 89) & 255)),
      /bad.csv: the file must be text/,
    ],
    ["too many fields", withFile("a,b\n1,2\n1,2,3\n"), /2 fields.*3 fields at line 3/],
    ["a quote never closed", withFile('a,b\n1,"2\n'), /bad.csv: .*quote/],
    ["duplicate column names", withFile("b,b\n1,2\n"), /distinct/],
    [
      "an unknown target",
      () => ["train", iris, "-t", "specis"],
      /no column "specis" \(did you mean species\?\)/,
    ],
    ["one class", withRows(20, (i) => `${noise(i)},x`), /one class only, "x"/],
    [
      "a class of one row",
      withRows(20, (i) => `${noise(i)},${i === 0 ? "x" : "y"}`),
      /a class of a single row/,
    ],
    ["too few rows", withRows(4, (i) => `${noise(i)},x`), /too few rows: 4; at least 10/],
    ["a target without values", withRows(20, (i) => `${noise(i)},`), /"b" is missing in every row/],
    [
      "few known targets",
      withRows(20, (i) => `${noise(i)},${i < 5 ? i : ""}`),
      /too few rows in which "b" is known: 5/,
    ],
    ["a constant number", withRows(20, (i) => `${noise(i)},1.5`, "--task", "regression"), /1.5 in every row/],
    [
      "dates as target",
      withRows(20, (i) => `${noise(i)},2020-01-${i + 10}`),
      /dates, which cannot be predicted/,
    ],
    ["texts as numbers", () => ["train", iris, "-t", "species", "--task", "regression"], /needs numbers/],
    ["nothing to learn from", withRows(30, (i) => `row ${i},${i % 2}`), /nothing to predict "b" from/],
    [
      "infinity",
      withRows(30, (i) => `${i === 4 ? "inf" : noise(i)},${i % 2}`),
      /"a" holds an infinite number.* row 5/,
    ],
    ["too small a test part", () => ["train", iris, "-t", "species", "--test-size", "0.001"], /both need/],
    ["an output that is a directory", () => ["train", iris, "-t", "species", "-o", "."], /\. is a directory/],
    ["an output in no folder", () => ["train", iris, "-t", "species", "-o", "no/m"], /folder does not exist/],
    ["no such model", () => ["inspect", "none.learnkit"], /there is no file none.learnkit/],
    ["a foreign model file", () => ["inspect", iris], /iris.csv is not a model that can be read/],
  ])("%s", async (_, prepare, message) => {
    const folder = temporaryFolder();
    const { code, stdout, stderr } = await runInProcess(folder, ...prepare(folder));
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(readdirSync(folder).filter((name) => name !== "bad.csv")).toEqual([]);
  });
});

test("a path that no file can be written to is named, and no draft stays behind", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "out"));
  const unwritable = `out/${"x".repeat(300)}.learnkit`; // longer than file names may be, for every user
  const { code, stderr } = await runLearnkit(folder, "train", iris, "-t", "species", "-o", unwritable);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: out\/x+\.learnkit cannot be written[^\n]*\n$/);
  expect(readdirSync(join(folder, "out"))).toEqual([]);
});

test("the input is never overwritten", async () => {
  const folder = temporaryFolder();
  writeRows(folder, "t.csv", "a,b", 30, (i) => `${noise(i)},${i % 2}`);
  const { code, stderr } = await runLearnkit(folder, "train", "t.csv", "-t", "b", "-o", "./t.csv");
  expect(code).toBe(1);
  expect(stderr).toMatch(/is the input/);
});

test("a stack trace is shown with --debug only", async () => {
  const { code, stderr } = await runLearnkit(temporaryFolder(), "inspect", "none.learnkit", "--debug");
  expect(code).toBe(1);
  expect(stderr).toMatch(/^\s+at /m);
});

describe("a model file that is damaged is refused", () => {
  let model: Uint8Array;
  beforeAll(async () => {
    const { mkdtempSync, readFileSync, rmSync } = await import("node:fs");
    const { tmpdir } = await import("node:os");
    const folder = mkdtempSync(join(tmpdir(), "learnkit-cli-"));
    await runLearnkit(folder, "train", iris, "-t", "species", "-m", "tree", "-q");
    model = readFileSync(join(folder, "iris.learnkit"));
    rmSync(folder, { recursive: true });
  });

  test.each<[title: string, damage: (bytes: Uint8Array) => Uint8Array, message: RegExp]>([
    ["empty", () => new Uint8Array(0), /empty/],
    ["truncated", (bytes) => bytes.subarray(0, bytes.length - 5), /truncated/],
    ["corrupted", (bytes) => bytes.map((byte, i) => (i === bytes.length - 5 ? byte ^ 1 : byte)), /corrupted/],
    ["longer", (bytes) => Uint8Array.of(...bytes, 1), /foreign bytes/],
  ])("%s", async (_, damage, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "m.learnkit"), damage(model));
    for (const args of [
      ["inspect", "m.learnkit"],
      ["predict", "m.learnkit", iris],
    ]) {
      const { code, stdout, stderr } = await runLearnkit(folder, ...args);
      expect(stderr).toMatch(message);
      expect(stderr).toMatch(/^error: m.learnkit is not a model that can be read[^\n]+\n$/);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    }
  });
});
