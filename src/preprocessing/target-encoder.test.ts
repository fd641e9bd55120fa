import { describe, expect, test } from "vitest";
import type { Fold } from "../base/cross-validation.js";
import { decodeState, encodeState } from "../base/state.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { CategoryColumn, Frame } from "../frame/index.js";
import { TargetEncoder } from "./target-encoder.js";
import { TargetEncoderModel } from "./target-encoder-model.js";

const column = (text: string): string[][] => [...text].map((letter) => [letter]);
const halves: Fold[] = [
  { train: Int32Array.of(2, 3), test: Int32Array.of(0, 1) },
  { train: Int32Array.of(0, 1), test: Int32Array.of(2, 3) },
];

describe("TargetEncoder", () => {
  test("draws the mean of a category towards that of all as by `smooth` more samples", async () => {
    const model = await new TargetEncoder({ smooth: 2 }).fit(column("aaab"), [1.5, 2, 2.5, 8]);
    expect(model.targetType).toBe("continuous");
    expect(model.targetMean).toBe(3.5);
    expect(model.encodings).toEqual([Float64Array.of(13 / 5, 15 / 3)]);
  });

  test('"auto" weighs by the variances within and between: λ = s²n / (s²n + q/n)', async () => {
    const model = await new TargetEncoder({ targetType: "continuous" }).fit(column("aabb"), [0, 2, 4, 6]);
    const weight = (5 * 2) / (5 * 2 + 2 / 2); // s² = 5, n = 2, q = 2
    expect(model.encodings[0]![0]).toBeCloseTo(weight * 1 + (1 - weight) * 3, 14);
    expect(model.encodings[0]![1]).toBeCloseTo(weight * 5 + (1 - weight) * 3, 14);
  });

  test("a constant target and a category without samples give the mean of all", async () => {
    const constant = new TargetEncoder({ categories: [["a", "b", "never"]], targetType: "continuous" });
    expect((await constant.fit(column("ab"), [7, 7])).encodings).toEqual([Float64Array.of(7, 7, 7)]);
    const unsmoothed = new TargetEncoder({
      categories: [["a", "never"]],
      smooth: 0,
      targetType: "continuous",
    });
    expect((await unsmoothed.fit(column("aa"), [1, 4])).encodings).toEqual([Float64Array.of(2.5, 2.5)]);
  });

  test("fitTransform encodes each row by the folds without it, unlike fit and transform", async () => {
    const encoder = new TargetEncoder({ smooth: 0, cv: halves, targetType: "continuous" });
    const X = column("aabb").map(([letter], i) => [i % 2 === 0 ? "even" : "odd", letter!]);
    const { model, X: Z } = await encoder.fitTransform(X, [1, 2, 3, 8]);
    expect(Z.toArray()).toEqual([
      [3, 5.5],
      [8, 5.5],
      [1, 1.5],
      [2, 1.5],
    ]);
    expect((await model.transform(X)).toArray()).toEqual([
      [2, 1.5],
      [5, 1.5],
      [2, 5.5],
      [5, 5.5],
    ]);
  });

  test("has a column for each feature and each of more than two classes", async () => {
    const frame = Frame.fromColumns({ c: ["u", "u", "v", "v"] });
    const { model } = await new TargetEncoder({ smooth: 0, cv: 2 }).fitTransform(frame, ["x", "y", "z", "z"]);
    expect(model.classes).toEqual(["x", "y", "z"]);
    expect(model.featureNamesOut()).toEqual(["c_x", "c_y", "c_z"]);
    expect(model.targetMean).toEqual(Float64Array.of(0.25, 0.25, 0.5));
    const Z = await model.transform(frame.takeRows([2, 0]));
    expect(Z.columnNames).toEqual(["c_x", "c_y", "c_z"]);
    expect(Z.toArray()).toEqual([
      [0, 0, 1],
      [0.5, 0.5, 0],
    ]);
  });

  test("of two classes the share of the second is encoded; unknown and unseen missing values get that of all", async () => {
    const y = [false, true, true, true];
    const model = await new TargetEncoder({ smooth: 0 }).fit(column("aabb"), y);
    expect(model.targetType).toBe("binary");
    expect((await model.transform([["a"], ["b"], ["?"], [null]])).column(0)).toEqual(
      Float64Array.of(0.5, 1, 0.75, 0.75),
    );
  });

  test("the same seed gives the same folds, another seed others", async () => {
    const X = column("abcabcabcabcabc");
    const y = X.map((_, i) => (i * 7.3) % 5);
    const crossed = async (randomState: number): Promise<number[][]> =>
      (await new TargetEncoder({ randomState }).fitTransform(X, y)).X.toArray();
    expect(await crossed(1)).toEqual(await crossed(1));
    expect(await crossed(1)).not.toEqual(await crossed(2));
  });

  test("takes a splitter of one's own", async () => {
    const splitter = {
      typeName: "Halves",
      toState: () => ({}),
      split: () => halves,
      getNSplits: () => 2,
    };
    const y = [1.5, 2, 3, 8];
    const own = await new TargetEncoder({ cv: splitter }).fitTransform(column("aaaa"), y);
    const listed = await new TargetEncoder({ cv: halves }).fitTransform(column("aaaa"), y);
    expect(own.X.toArray()).toEqual(listed.X.toArray());
  });

  test("a model made from its state encodes the same", async () => {
    const model = await new TargetEncoder().fit(column("aabbc"), ["p", "q", "r", "p", "p"]);
    const copy = decodeState(encodeState(model), () => TargetEncoderModel) as TargetEncoderModel;
    expect(await copy.transform(column("abz"))).toEqual(await model.transform(column("abz")));
    expect(copy.targetMean).toEqual(model.targetMean);
  });
});

describe("TargetEncoder refuses", () => {
  const X = column("aabb");

  test.each([
    ["no target", undefined, /y must be given; received undefined/],
    ["a target of another length", [1, 2], /y must have 4 values, one for each row of X; received 2 values/],
    ["a missing target", [1, null, 2, 3], /y must have no missing value; received null at row 1/],
    [
      "an infinite target",
      [1.5, 2, Number.POSITIVE_INFINITY, 3],
      /finite numbers; received Infinity at row 2/,
    ],
  ])("%s", async (_, y, message) => {
    const error = await new TargetEncoder().fit(X, y as number[]).catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as Error).message).toMatch(message);
  });

  test("a target that is not of the type it is said to be", async () => {
    await expect(new TargetEncoder({ targetType: "binary" }).fit(X, [1, 2, 3, 3])).rejects.toThrow(
      /y must hold two classes if targetType is "binary"; received \[1, 2, 3\]/,
    );
    await expect(new TargetEncoder({ targetType: "multiclass" }).fit(X, [1, 2, 1, 2])).rejects.toThrow(
      /more than two classes if targetType is "multiclass"/,
    );
    await expect(
      new TargetEncoder({ targetType: "continuous" }).fit(X, ["a", "b", "a", "b"]),
    ).rejects.toThrow(/finite numbers; received "a" at row 0/);
  });

  test("folds that do not test each row once", async () => {
    const twice = [halves[0]!, halves[0]!];
    await expect(new TargetEncoder({ cv: twice }).fitTransform(X, [1, 2, 3, 4])).rejects.toThrow(
      /the folds of cv must test each row exactly once; received row 0 in 2 test parts/,
    );
    const far = [{ train: Int32Array.of(9), test: Int32Array.of(0, 1, 2, 3) }];
    await expect(new TargetEncoder({ cv: far }).fitTransform(X, [1, 2, 3, 4])).rejects.toBeInstanceOf(
      InvalidParameterError,
    );
  });

  test("more folds than rows, and a column of another type in transform", async () => {
    await expect(new TargetEncoder().fitTransform(X, [1.5, 2, 3, 4])).rejects.toThrow(
      /at least 5 rows, one a fold/,
    );
    const model = await new TargetEncoder().fit(X, [1, 2, 3, 4]);
    const numbers = new Frame([new CategoryColumn("x", Int8Array.of(0), ["a"])]);
    expect((await model.transform(numbers)).rows).toBe(1);
    await expect(model.transform([[1]])).rejects.toThrow(
      /of the type that it had in fit, string; received 1/,
    );
  });
});
