import {
  AllKNN,
  CondensedNearestNeighbour,
  EditedNearestNeighbours,
  Frame,
  Matrix,
  NearMiss,
  NeighbourhoodCleaningRule,
  OneSidedSelection,
  onWarning,
  RandomState,
  RandomUnderSampler,
  RepeatedEditedNearestNeighbours,
  TomekLinks,
} from "learnkit";
import { afterEach, describe, expect, test } from "vitest";

const NEIGHBOURLY = {
  AllKNN,
  CondensedNearestNeighbour,
  EditedNearestNeighbours,
  NearMiss,
  NeighbourhoodCleaningRule,
  OneSidedSelection,
  RepeatedEditedNearestNeighbours,
  TomekLinks,
};

const column = (...values: number[]): number[][] => values.map((value) => [value]);

afterEach(() => onWarning(null));

describe("RandomUnderSampler", () => {
  const y = ["a", "b", "a", "a", "c", "b", "a"];
  const X = column(0, 1, 2, 3, 4, 5, 6);

  test("keeps of each class as many rows as the smallest has, those of NumPy's permutation", async () => {
    const { sampleIndices, samplingStrategy } = await new RandomUnderSampler({ randomState: 5 }).fitResample(
      X,
      y,
    );
    const random = new RandomState(5);
    const first = [0, 2, 3, 6][random.permutation(4)[0]!];
    const second = [1, 5][random.permutation(2)[0]!];
    expect(sampleIndices).toEqual(Int32Array.of(first!, second!, 4));
    expect([...samplingStrategy]).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
  });

  test("draws a row twice with replacement only", async () => {
    const many = column(...Array.from({ length: 40 }, (_, i) => i));
    const labels = many.map((_, i) => (i < 10 ? 0 : 1));
    const once = await new RandomUnderSampler({ samplingStrategy: "all" }).fitResample(many, labels);
    expect(new Set(once.sampleIndices).size).toBe(20);
    const often = await new RandomUnderSampler({ samplingStrategy: "all", replacement: true }).fitResample(
      many,
      labels,
    );
    expect(often.sampleIndices.length).toBe(20);
    expect(new Set(often.sampleIndices).size).toBeLessThan(20);
  });

  test("takes texts, dates and missing cells, and keeps a frame's columns", async () => {
    const frame = Frame.fromColumns({ city: ["Rome", null, "Oslo"], size: [1, Number.NaN, 3] });
    const { X: kept, y: labels } = await new RandomUnderSampler({
      samplingStrategy: "all",
    }).fitResample(frame, [true, false, false]);
    expect(labels.length).toBe(2);
    expect(kept.column("city").toArray()).toContain("Rome");
  });

  test("may be asked for no row of a class", async () => {
    const { y: labels } = await new RandomUnderSampler({ samplingStrategy: { a: 0 } }).fitResample(X, y);
    expect(labels).toEqual(["b", "b", "c"]);
  });

  test("refuses a strategy that asks for more rows than there are", async () => {
    await expect(new RandomUnderSampler({ samplingStrategy: { b: 3 } }).fitResample(X, y)).rejects.toThrow(
      /samplingStrategy must be at most the 2 rows that class "b" has/,
    );
    await expect(new RandomUnderSampler({ samplingStrategy: 0.5 }).fitResample(X, y)).rejects.toThrow(
      /more than 2 classes/,
    );
  });

  test("keeps a million rows in order and time", async () => {
    const n = 1_000_000;
    const labels = new Int8Array(n).map((_, i) => (i % 10 === 0 ? 1 : 0));
    const { X: kept, sampleIndices } = await new RandomUnderSampler().fitResample(
      new Matrix(Float64Array.from(labels), n, 1),
      labels,
    );
    expect(sampleIndices.length).toBe(200_000);
    expect(kept.data.reduce((sum, value) => sum + value, 0)).toBe(100_000);
  });
});

describe("NearMiss", () => {
  // Two rare rows at 0 and 10; distances of the others to them.
  const X = column(0, 10, 1, 4, 5, 12, 30);
  const y = [1, 1, 0, 0, 0, 0, 0];

  test("1 keeps the rows nearest to their nearest rare row", async () => {
    const model = new NearMiss({ nNeighbors: 1, samplingStrategy: { 0: 3 } });
    expect((await model.fitResample(X, y)).sampleIndices).toEqual(Int32Array.of(2, 5, 3, 0, 1));
  });

  test("2 keeps the rows nearest to their farthest rare row; of equals the earlier one", async () => {
    const model = new NearMiss({ version: 2, nNeighbors: 1, samplingStrategy: { 0: 3 } });
    expect((await model.fitResample(X, y)).sampleIndices).toEqual(Int32Array.of(4, 3, 2, 0, 1));
  });

  test("3 keeps, of the rows next to rare ones, those farthest from them, and warns if they are few", async () => {
    const warnings: string[] = [];
    onWarning(({ message }) => warnings.push(message));
    const model = new NearMiss({ version: 3, nNeighbors: 1, nNeighborsVer3: 1, samplingStrategy: { 0: 3 } });
    expect((await model.fitResample(X, y)).sampleIndices).toEqual(Int32Array.of(5, 2, 0, 1));
    expect(warnings).toEqual([expect.stringContaining("3 samples of a class are asked, but only 2")]);
  });

  test("refuses more neighbours than the smallest class has rows", async () => {
    await expect(new NearMiss().fitResample(X, y)).rejects.toThrow(
      "NearMiss.fitResample: nNeighbors must be at most 2, for the smallest class has 2 rows; received 3",
    );
  });
});

test("TomekLinks removes the row of a link that is in a targeted class, or both", async () => {
  const X = column(0, 1, 4, 4.5, 9, 9.1);
  const y = [0, 0, 0, 1, 1, 1];
  const indices = async (samplingStrategy: "auto" | "all" | number[]) =>
    (await new TomekLinks({ samplingStrategy }).fitResample(X, y)).sampleIndices;
  expect(await indices([0])).toEqual(Int32Array.of(0, 1, 3, 4, 5));
  expect(await indices("all")).toEqual(Int32Array.of(0, 1, 4, 5));
});

test("EditedNearestNeighbours asks all neighbours or most of them", async () => {
  const X = column(0, 1, 2, 3, 3.9, 10, 11);
  const y = [0, 0, 0, 0, 1, 1, 1];
  const indices = async (kindSel: "all" | "mode") =>
    (await new EditedNearestNeighbours({ kindSel, samplingStrategy: [0] }).fitResample(X, y)).sampleIndices;
  expect(await indices("mode")).toEqual(Int32Array.of(0, 1, 2, 3, 4, 5, 6));
  expect(await indices("all")).toEqual(Int32Array.of(0, 1, 4, 5, 6));
});

test("RepeatedEditedNearestNeighbours tells its rounds, and stops when nothing changes", async () => {
  const X = column(0, 1, 2, 3, 20, 21, 22, 23, 24, 25);
  const y = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0];
  const { sampleIndices, nIter } = await new RepeatedEditedNearestNeighbours().fitResample(X, y);
  expect(nIter).toBe(1);
  expect(sampleIndices).toEqual(Int32Array.of(4, 5, 6, 7, 8, 9, 0, 1, 2, 3));
});

test("CondensedNearestNeighbour keeps few rows of classes that lie apart", async () => {
  const X = column(0, 1, 2, 3, 20, 21, 22, 23, 24, 25);
  const y = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0];
  const { y: labels } = await new CondensedNearestNeighbour().fitResample(X, y);
  expect(labels).toEqual([0, 1, 1, 1, 1]);
});

test("NeighbourhoodCleaningRule leaves small classes alone", async () => {
  const X = column(0, 1, 2, 3, 4.5, 9, 10);
  const y = [0, 0, 0, 0, 1, 1, 1];
  const rule = new NeighbourhoodCleaningRule({ thresholdCleaning: 2 });
  expect((await rule.fitResample(X, y)).sampleIndices).toEqual(Int32Array.of(0, 1, 2, 3, 4, 5, 6));
});

describe.each(Object.entries(NEIGHBOURLY))("%s", (_, Sampler) => {
  const rows = Array.from({ length: 30 }, (_, i) => [i % 7, (i * i) % 11]);
  const y = rows.map((_, i) => (i % 3 === 0 ? "rare" : "often"));

  test("refuses one class", async () => {
    await expect(new Sampler().fitResample(rows, rows.map(() => 1) as number[])).rejects.toThrow(/class/);
  });

  test("names the row and column of a missing number", async () => {
    const missing = rows.map((row) => [...row]);
    missing[4]![1] = Number.NaN;
    await expect(new Sampler().fitResample(missing, y)).rejects.toThrow(/finite.*row 4, column 1/);
  });

  test("takes rows that are all the same", async () => {
    const same = rows.map(() => [1, 1]);
    const { X: kept, sampleIndices } = await new Sampler().fitResample(same, y);
    expect(kept.rows).toBe(sampleIndices.length);
    expect(kept.data.every((value) => value === 1)).toBe(true);
  });

  test("takes wide and huge numbers, or refuses them", async () => {
    const random = new RandomState(1);
    const wide = new Matrix(random.normal(0, 1e307, 30 * 2000), 30, 2000);
    const { sampleIndices } = await new Sampler().fitResample(wide, y);
    expect(sampleIndices.every((i) => i >= 0 && i < 30)).toBe(true);
  });

  test("stops at once when it is cancelled", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(new Sampler().fitResample(rows, y, { signal })).rejects.toThrow("enough");
  });
});

test.each([
  ["EditedNearestNeighbours", EditedNearestNeighbours],
  ["NeighbourhoodCleaningRule", NeighbourhoodCleaningRule],
])("%s refuses more neighbours than there are other rows", async (_, Sampler) => {
  const sampler = new Sampler({ nNeighbors: 4 });
  await expect(sampler.fitResample(column(1, 2, 3, 4), [0, 0, 1, 0])).rejects.toThrow(
    /nNeighbors must be at most/,
  );
});
