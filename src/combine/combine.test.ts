import { Matrix, onWarning, SMOTE, SMOTEENN, SMOTETomek, TomekLinks, trainTestSplit } from "learnkit";
import { afterEach, expect, test } from "vitest";

// Rare rows at 10 and 11; often ones from 0 to 5, and one amid the rare ones.
const X = [[0], [1], [2], [3], [4], [5], [10.5], [10], [11]];
const y = ["often", "often", "often", "often", "often", "often", "often", "rare", "rare"];
const smote = new SMOTE({ kNeighbors: 1 });

afterEach(() => onWarning(null));

test("SMOTEENN removes the row amid the other class, after rows were added", async () => {
  const { X: rows, y: labels } = await new SMOTEENN({ smote }).fitResample(X, y);
  expect(labels.filter((label) => label === "often").length).toBe(6);
  expect(rows.data.slice(0, 6)).toEqual(Float64Array.of(0, 1, 2, 3, 4, 5));
  expect(rows.data.slice(6).every((value) => value >= 10 && value <= 11)).toBe(true);
});

test("SMOTETomek removes Tomek's links of what SMOTE makes, of all classes", async () => {
  const more = await smote.fitResample(X, y);
  const fewer = await new TomekLinks({ samplingStrategy: "all" }).fitResample(more.X, more.y);
  const { X: rows, y: labels } = await new SMOTETomek({ smote }).fitResample(X, y);
  expect(rows.data).toEqual(fewer.X.data);
  expect(labels).toEqual(fewer.y);
});

test("strategy and seed are SMOTE's where no SMOTE is given", async () => {
  const params = { samplingStrategy: { rare: 5 }, randomState: 3 };
  const many = Matrix.from(Array.from({ length: 40 }, (_, i) => [i % 13, i % 7, i / 3]));
  const labels = Array.from({ length: 40 }, (_, i) => (i < 32 ? 0 : 1));
  const given = await new SMOTETomek({ ...params, samplingStrategy: { 1: 20 } }).fitResample(many, labels);
  const own = await new SMOTETomek({
    smote: new SMOTE({ ...params, samplingStrategy: { 1: 20 } }),
  }).fitResample(many, labels);
  expect(given.X).toEqual(own.X);
  expect([...given.samplingStrategy]).toEqual([[1, 12]]);
});

test("the leak guard knows the rows that new ones were made from", async () => {
  const warnings: string[] = [];
  onWarning(({ code, message }) => {
    if (code === "LEAK") warnings.push(message);
  });
  const { X: rows, y: labels } = await new SMOTEENN({ smote }).fitResample(Matrix.from(X), y);
  trainTestSplit(rows, labels);
  expect(warnings).toEqual([expect.stringContaining("resampled by SMOTEENN")]);
});

test("one class is refused", async () => {
  await expect(
    new SMOTEENN().fitResample(
      X,
      X.map(() => 1),
    ),
  ).rejects.toThrow(/class/);
});
