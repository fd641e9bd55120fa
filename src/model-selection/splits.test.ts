import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "../../tests/parity/fixtures.js";
import type { Label } from "../base/estimator.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import {
  type Fold,
  GroupKFold,
  KFold,
  LeaveOneOut,
  RepeatedKFold,
  RepeatedStratifiedKFold,
  ShuffleSplit,
  type Splitter,
  StratifiedKFold,
  StratifiedShuffleSplit,
  trainTestSplit,
} from "./index.js";

const SPLITTERS: Readonly<Record<string, new (params: object) => Splitter>> = {
  GroupKFold,
  KFold,
  LeaveOneOut,
  RepeatedKFold,
  RepeatedStratifiedKFold,
  ShuffleSplit,
  StratifiedKFold,
  StratifiedShuffleSplit,
};

interface Case {
  readonly splitter: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly rows: number;
  readonly y?: string;
  readonly groups?: string;
  readonly stratify?: string;
  readonly folds: readonly { readonly train: number[]; readonly test: number[] }[];
}

const { cases } = loadFixture<Case>("model-selection/splits");
const labels = loadFixtureData("split-labels") as unknown as Readonly<Record<string, Label[]>>;

describe.each([...new Set(cases.map((item) => item.splitter))])("%s", (name) => {
  test.each(cases.filter((item) => item.splitter === name))(
    "gives scikit-learn's rows: $rows rows, $params, $y $stratify $groups",
    ({ params, rows, y, groups, stratify, folds }) => {
      const X = Array.from({ length: rows }, (_, i) => i);
      let found: Fold[];
      if (name === "trainTestSplit") {
        const { trainIndex, testIndex } = trainTestSplit(X, undefined, {
          ...params,
          ...(stratify ? { stratify: labels[stratify]! } : {}),
        });
        found = [{ train: trainIndex, test: testIndex }];
      } else {
        const splitter = new SPLITTERS[name]!(params);
        found = [...splitter.split(X, y ? labels[y] : undefined, groups ? labels[groups] : undefined)];
        expect(splitter.getNSplits(X)).toBe(folds.length);
      }
      expect(found.length).toBe(folds.length);
      for (const [i, fold] of folds.entries()) {
        expectClose(found[i]!.train, fold.train, "bits");
        expectClose(found[i]!.test, fold.test, "bits");
      }
    },
  );
});

test("trainTestSplit gives back the kinds that it was given", () => {
  const rows = Array.from({ length: 8 }, (_, i) => [i, 10 * i]);
  const matrix = Matrix.from(rows, ["a", "b"]);
  const index = (part: number[][]): number[] => part.map((row) => row[0]!);

  const arrays = trainTestSplit(rows, [..."abcdefgh"], { randomState: 1 });
  expect(arrays.yTest).toEqual(Array.from(arrays.testIndex, (i) => "abcdefgh"[i]));
  expect(index(arrays.XTrain)).toEqual(Array.from(arrays.trainIndex));

  const matrices = trainTestSplit(
    matrix,
    Float64Array.from(rows, (row) => row[0]!),
    { randomState: 1 },
  );
  expect(matrices.XTrain).toBeInstanceOf(Matrix);
  expect(matrices.XTrain.columnNames).toEqual(["a", "b"]);
  expect(matrices.yTest).toEqual(Float64Array.from(arrays.testIndex));

  const sparse = trainTestSplit(CsrMatrix.fromMatrix(matrix), undefined, { randomState: 1 });
  expect(sparse.XTest.toArray()).toEqual(matrices.XTest.toArray());
  expect(sparse.yTest).toBeUndefined();

  const column = { name: "y", length: 8, toArray: () => [..."abcdefgh"] };
  expect(trainTestSplit(matrix, column, { randomState: 1 }).yTest).toEqual(arrays.yTest);
});

test("the parts cover all rows, each once, whatever the seed", () => {
  for (const randomState of [0, 7, null]) {
    const { trainIndex, testIndex } = trainTestSplit(new Float64Array(1001), undefined, { randomState });
    expect([...trainIndex, ...testIndex].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 1001 }, (_, i) => i),
    );
  }
});

test("no group is in both parts", () => {
  const groups = Array.from({ length: 100 }, (_, i) => `patient ${i % 9}`);
  const { trainIndex, testIndex } = trainTestSplit(groups, undefined, {
    groups,
    testSize: 0.3,
    randomState: 5,
  });
  const train = new Set(Array.from(trainIndex, (i) => groups[i]));
  const held = new Set(Array.from(testIndex, (i) => groups[i]));
  expect(held.size).toBe(3);
  expect([...held].filter((group) => train.has(group))).toEqual([]);
  expect(trainIndex.length + testIndex.length).toBe(100);
});

test("bad options and data are refused by name", () => {
  const X = [[1], [2], [3], [4]];
  expect(() => trainTestSplit(X, [1, 2, 3])).toThrow(
    "trainTestSplit: y must have 4 values, one for each row of X",
  );
  expect(() => trainTestSplit([], [])).toThrow("trainTestSplit: testSize must be such that");
  expect(() => trainTestSplit(X, undefined, { testSize: 4 })).toThrow("testSize must be a number in (0, 1)");
  expect(() => trainTestSplit(X, undefined, { testSize: 1.5 })).toThrow(
    "testSize must be a number in (0, 1)",
  );
  expect(() => trainTestSplit(X, undefined, { testSize: 0.6, trainSize: 0.6 })).toThrow(
    "testSize + trainSize must be <= 1",
  );
  expect(() => trainTestSplit(X, undefined, { testSize: 3, trainSize: 2 })).toThrow("at most the 4 samples");
  expect(() => trainTestSplit(X, undefined, { testsize: 0.5 } as never)).toThrow('did you mean "testSize"?');
  expect(() => trainTestSplit(X, undefined, { stratify: [0, 0, 0, 1] })).toThrow(
    "every class of stratify must have at least 2 samples; received one of class 1 at row 3",
  );
  expect(() => trainTestSplit(X, undefined, { stratify: [0, 0, 1, 1], shuffle: false })).toThrow(
    "stratify must be left out",
  );
  expect(() => trainTestSplit(X, undefined, { stratify: [0, 0, 1, 1] })).toThrow(
    'room for the 2 classes; received "1 samples"',
  );
  expect(() => trainTestSplit(X, undefined, { randomState: -1 })).toThrow("randomState must be an integer");
  expect(() => trainTestSplit(5 as never)).toThrow(
    "X must be a matrix, a frame, a column or an array; received 5",
  );
  expect(() => new KFold({ nSplits: 1 })).toThrow("KFold: nSplits must be an integer >= 2; received 1");
  expect(() => new KFold().split(X)).toThrow(
    "KFold.split: X must have at least 5 rows, one a fold; received 4 rows",
  );
  expect(() => new StratifiedKFold({ nSplits: 2 }).split(X)).toThrow(
    "StratifiedKFold.split: y must be given",
  );
  expect(() => new StratifiedKFold({ nSplits: 3 }).split(X, [0, 0, 1, 1])).toThrow(
    "at least one class of y must have 3",
  );
});
