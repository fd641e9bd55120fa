import { SMOTE } from "learnkit";
import { describe, expect, test } from "vitest";
import {
  type ClassSizes,
  resolveSamplingStrategy,
  type SamplingStrategy,
  type SamplingType,
} from "./sampling-strategy.js";

/** Classes "a", "b", "c" of 5, 2 and 3 rows. */
const THREE: ClassSizes = {
  classes: ["a", "b", "c"],
  counts: Int32Array.of(5, 2, 3),
  labels: () => [..."aaaaabbccc"],
};
/** Classes 0 and 1 of 8 and 2 rows. */
const TWO: ClassSizes = {
  classes: [0, 1],
  counts: Int32Array.of(8, 2),
  labels: () => [0, 0, 0, 0, 0, 0, 0, 0, 1, 1],
};

const resolve = (type: SamplingType, strategy: SamplingStrategy, sizes = THREE): [number, number][] => [
  ...resolveSamplingStrategy("S.fitResample", type, strategy, sizes),
];

describe("a choice by name", () => {
  test.each<[SamplingStrategy, [number, number][]]>([
    [
      "auto",
      [
        [1, 3],
        [2, 2],
      ],
    ],
    [
      "not majority",
      [
        [1, 3],
        [2, 2],
      ],
    ],
    ["minority", [[1, 3]]],
    [
      "not minority",
      [
        [0, 0],
        [2, 2],
      ],
    ],
    [
      "all",
      [
        [0, 0],
        [1, 3],
        [2, 2],
      ],
    ],
  ])("over-sampling with %j adds what the largest class has more", (strategy, rows) => {
    expect(resolve("over-sampling", strategy)).toEqual(rows);
  });

  test.each<[SamplingStrategy, [number, number][]]>([
    [
      "auto",
      [
        [0, 2],
        [2, 2],
      ],
    ],
    [
      "not minority",
      [
        [0, 2],
        [2, 2],
      ],
    ],
    ["majority", [[0, 2]]],
    [
      "not majority",
      [
        [1, 2],
        [2, 2],
      ],
    ],
    [
      "all",
      [
        [0, 2],
        [1, 2],
        [2, 2],
      ],
    ],
  ])("under-sampling and cleaning with %j leave what the smallest class has", (strategy, rows) => {
    expect(resolve("under-sampling", strategy)).toEqual(rows);
    expect(resolve("clean-sampling", strategy)).toEqual(rows);
  });

  test("of classes of equal size the first is both the majority and the minority", () => {
    const even = { ...THREE, counts: Int32Array.of(4, 4, 4) };
    expect(resolve("over-sampling", "not majority", even)).toEqual([
      [1, 0],
      [2, 0],
    ]);
    expect(resolve("under-sampling", "majority", even)).toEqual([[0, 4]]);
  });

  test("a name of another type of sampling is refused with the names there are", () => {
    expect(() => resolve("over-sampling", "majority")).toThrow(
      'S.fitResample: samplingStrategy must be one of "auto", "minority", "not minority", "not majority", "all" ' +
        'for over-sampling; received "majority"',
    );
    expect(() => resolve("under-sampling", "minority")).toThrow(
      /"majority".* for under-sampling; received "minority"/,
    );
  });

  test("200,000 classes are no more trouble than three", () => {
    const counts = new Int32Array(200_000).fill(2);
    counts[7] = 1;
    const many = { classes: Array.from(counts, (_, i) => i), counts, labels: () => [] };
    expect(resolve("under-sampling", "auto", many)).toHaveLength(199_999);
    expect(resolve("over-sampling", "minority", many)).toEqual([[7, 1]]);
    expect(resolve("clean-sampling", [3], many)).toEqual([[3, 1]]);
  });
});

describe("a share", () => {
  test("is what the minority class is of the majority class afterwards, rounded towards zero", () => {
    expect(resolve("over-sampling", 0.5, TWO)).toEqual([[1, 2]]);
    expect(resolve("over-sampling", 0.7, TWO)).toEqual([[1, 3]]);
    expect(resolve("over-sampling", 1, TWO)).toEqual([[1, 6]]);
    expect(resolve("under-sampling", 0.5, TWO)).toEqual([[0, 4]]);
    expect(resolve("under-sampling", 0.3, TWO)).toEqual([[0, 6]]);
  });

  test("for more than two classes is refused", () => {
    expect(() => resolve("over-sampling", 0.5)).toThrow(
      "S.fitResample: samplingStrategy must be a choice or a table of rows by label where there are more than 2 classes, " +
        "here 3; received 0.5",
    );
  });

  test("that would add no rows by over-sampling is refused with the share that there is", () => {
    expect(() => resolve("over-sampling", 0.25, TWO)).toThrow(
      "S.fitResample: samplingStrategy must be so much above the share that class 1 already has, 2 / 8, that rows are added; " +
        "received 0.25",
    );
  });

  test("that would add rows by under-sampling is refused with the share that there is", () => {
    expect(() => resolve("under-sampling", 0.2, TWO)).toThrow(
      "S.fitResample: samplingStrategy must be at least the share that there is, 2 / 8, for under-sampling adds no rows; " +
        "received 0.2",
    );
  });

  test("says nothing to a sampler that cleans", () => {
    const share = 0.5 as unknown as SamplingStrategy;
    expect(() => resolve("clean-sampling", share, TWO)).toThrow(/"all", or a list of labels; received 0.5$/);
  });
});

describe("a table of rows by label", () => {
  test("is a Map, pairs or an object, and answers in the order of the classes", () => {
    const added = [
      [0, 0],
      [1, 2],
    ];
    expect(
      resolve(
        "over-sampling",
        new Map([
          ["b", 4],
          ["a", 5],
        ]),
      ),
    ).toEqual(added);
    expect(
      resolve("over-sampling", [
        ["b", 4],
        ["a", 5],
      ]),
    ).toEqual(added);
    expect(resolve("over-sampling", { b: 4, a: 5 })).toEqual(added);
    expect(resolve("under-sampling", { c: 1, a: 0 })).toEqual([
      [0, 0],
      [2, 1],
    ]);
  });

  test("finds numbers by the keys of an object, but no text by a number", () => {
    expect(resolve("over-sampling", { 1: 5 }, TWO)).toEqual([[1, 3]]);
    const digits = { ...TWO, classes: ["0", "1"] };
    expect(() => resolve("over-sampling", [[1, 5]], digits)).toThrow(
      'S.fitResample: samplingStrategy must be of labels in y, "0", "1" (did you mean "1"?); received 1',
    );
  });

  test("comes from a function of the labels, too", () => {
    const double = (y: readonly unknown[]) => ({ b: y.filter((label) => label === "b").length * 2 });
    expect(resolve("over-sampling", double)).toEqual([[1, 2]]);
  });

  test("that a function fails to return is refused", () => {
    const wrong = (() => ({ a: 1.5 })) as SamplingStrategy;
    expect(() => resolve("over-sampling", wrong)).toThrow(
      "S.fitResample: samplingStrategy must be a function that returns a table of integers >= 0 by label; received { a: 1.5 }",
    );
  });

  test("with a label that is not in y suggests the nearest", () => {
    const names = { ...THREE, classes: ["apple", "banana", "cherry"] };
    expect(() => resolve("under-sampling", { banan: 1 }, names)).toThrow(
      'S.fitResample: samplingStrategy must be of labels in y, "apple", "banana", "cherry" (did you mean "banana"?); ' +
        'received "banan"',
    );
  });

  test("that asks for fewer rows by over-sampling, or more by under-sampling, is refused", () => {
    expect(() => resolve("over-sampling", { a: 4 })).toThrow(
      'S.fitResample: samplingStrategy must be at least the 5 rows that class "a" has, for over-sampling removes none; received 4',
    );
    expect(() => resolve("under-sampling", { b: 3 })).toThrow(
      'S.fitResample: samplingStrategy must be at most the 2 rows that class "b" has, for under-sampling adds none; received 3',
    );
  });
});

describe("a list of labels", () => {
  test("names the classes to clean, once each and in their order", () => {
    expect(resolve("clean-sampling", ["c", "a", "c"])).toEqual([
      [0, 2],
      [2, 2],
    ]);
  });

  test("with a label that is not in y is refused", () => {
    expect(() => resolve("clean-sampling", ["x"])).toThrow(
      /must be of labels in y, "a", "b", "c".*; received "x"$/,
    );
  });
});

test("a table or a list of no class leaves all classes as they are", () => {
  expect(resolve("over-sampling", {})).toEqual([]);
  expect(resolve("under-sampling", new Map())).toEqual([]);
  expect(resolve("clean-sampling", [])).toEqual([]);
});

test("a table that is refused is shown with its values", () => {
  expect(() => new SMOTE({ samplingStrategy: new Map([["b", -5]]) })).toThrow(
    /a table of integers >= 0 by label, or a function of y; received a Map of { "b": -5 }$/,
  );
  const many = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`c${i}`, i === 0 ? 0.5 : i]));
  expect(() => new SMOTE({ samplingStrategy: many })).toThrow(
    "received { c0: 0.5, c1: 1, c2: 2, c3: 3, c4: 4, c5: 5, … 8 entries }",
  );
});
