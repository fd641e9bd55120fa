import { afterEach, describe, expect, test, vi } from "vitest";
import type { Cell, ColumnLike, FrameLike } from "../base/estimator.js";
import { decodeState, encodeState } from "../base/state.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { OneHotEncoder, type OneHotEncoderParams } from "./one-hot-encoder.js";
import { OneHotEncoderModel } from "./one-hot-encoder-model.js";

/** A frame of dictionary-coded columns; reading their texts row by row is a fault. */
function codedFrame(columns: Readonly<Record<string, [levels: string[], codes: number[]]>>): FrameLike {
  const names = Object.keys(columns);
  return {
    columnNames: names,
    rows: columns[names[0]!]![1].length,
    column: (name): ColumnLike<Cell> => ({
      name,
      length: columns[name]![1].length,
      levels: columns[name]![0],
      codes: Int8Array.from(columns[name]![1]),
      toArray: () => expect.unreachable("a text a row was made"),
    }),
    X: () => expect.unreachable("not numeric"),
    takeRows: () => expect.unreachable(),
  };
}

const dense = (params: Partial<OneHotEncoderParams> = {}): OneHotEncoder =>
  new OneHotEncoder({ sparseOutput: false, ...params });
const column = (text: string): string[][] => [...text].map((letter) => [letter]);

afterEach(() => vi.restoreAllMocks());

describe("OneHotEncoder", () => {
  test("orders categories as numpy.unique does, with the missing value last", async () => {
    const model = await dense().fit([
      ["b", 10, true, new Date(5)],
      ["\u{1F600}", 9, false, new Date(1)],
      ["\uFF5E", Number.NaN, true, new Date(5)],
      [null, -1, undefined, null],
    ]);
    expect(model.categories).toEqual([
      ["b", "\uFF5E", "\u{1F600}", null],
      [-1, 9, 10, Number.NaN],
      [false, true, null],
      [new Date(1), new Date(5), null],
    ]);
    expect(model.featureNamesOut().slice(0, 8)).toEqual([
      "x0_b",
      "x0_\uFF5E",
      "x0_\u{1F600}",
      "x0_nan",
      "x1_-1",
      "x1_9",
      "x1_10",
      "x1_nan",
    ]);
  });

  test("is sparse by default, with the same elements as dense", async () => {
    const X = column("abcab");
    const sparse = await new OneHotEncoder().fit(X);
    const S = await sparse.transform(X);
    expect(S).toBeInstanceOf(CsrMatrix);
    expect(S.toArray()).toEqual((await (await dense().fit(X)).transform(X)).toArray());
    expect(S.columnNames).toEqual(["x0_a", "x0_b", "x0_c"]);
  });

  test("reads dictionary-coded columns by code; levels that occur in no row are no categories", async () => {
    const frame = codedFrame({
      city: [
        ["Rome", "Oslo", "Bonn"],
        [0, 1, 0, -1],
      ],
    });
    const model = await dense().fit(frame);
    expect(model.categories).toEqual([["Oslo", "Rome", null]]);
    expect(model.featureNamesOut()).toEqual(["city_Oslo", "city_Rome", "city_nan"]);
    const other = codedFrame({
      city: [
        ["Oslo", "Paris", "Rome"],
        [2, 0],
      ],
    });
    expect((await model.transform(other)).toArray()).toEqual([
      [0, 1, 0],
      [1, 0, 0],
    ]);
  });

  test("takes a matrix, NaN as a category", async () => {
    const X = Matrix.from([[2], [Number.NaN], [1], [Number.NaN]], ["n"]);
    const model = await dense().fit(X);
    expect(model.categories).toEqual([[1, 2, Number.NaN]]);
    expect((await model.transform(X)).toArray()).toEqual([
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
      [0, 0, 1],
    ]);
  });

  test("takes a sparse matrix, zeros as a category", async () => {
    const S = CsrMatrix.fromMatrix(
      Matrix.from([
        [0, 2],
        [3, 0],
      ]),
    );
    const { model, X } = await dense().fitTransform(S);
    expect(model.categories).toEqual([
      [0, 3],
      [0, 2],
    ]);
    expect(X.toArray()).toEqual([
      [1, 0, 0, 1],
      [0, 1, 1, 0],
    ]);
  });

  test("drops the first, that of binary features, or given categories", async () => {
    const X = [
      ["a", 1],
      ["b", 2],
      ["a", 3],
    ];
    const first = await dense({ drop: "first" }).fit(X);
    expect(first.featureNamesOut()).toEqual(["x0_b", "x1_2", "x1_3"]);
    expect(first.dropIdx).toEqual([0, 0]);
    const binary = await dense({ drop: "if_binary" }).fit(X);
    expect(binary.featureNamesOut()).toEqual(["x0_b", "x1_1", "x1_2", "x1_3"]);
    expect(binary.dropIdx).toEqual([0, null]);
    const given = await dense({ drop: ["b", 2] }).fit(X);
    expect(given.featureNamesOut()).toEqual(["x0_a", "x1_1", "x1_3"]);
    for (const model of [first, binary, given])
      expect(await model.inverseTransform(await model.transform(X))).toEqual(X);
  });

  test("groups infrequent categories", async () => {
    const X = column("aaaaabbbbbbbbbbbbbbbbbbbbccccccccccddd");
    const byCount = await dense({ minFrequency: 6 }).fit(X);
    expect(byCount.infrequentCategories).toEqual([["a", "d"]]);
    expect(byCount.featureNamesOut()).toEqual(["x0_b", "x0_c", "x0_infrequent_sklearn"]);
    expect((await dense({ minFrequency: 0.2 }).fit(X)).infrequentCategories).toEqual([["a", "d"]]);
    expect((await dense({ maxCategories: 2 }).fit(X)).infrequentCategories).toEqual([["a", "c", "d"]]);
    expect((await dense({ maxCategories: 1 }).fit(X)).infrequentCategories).toEqual([["a", "b", "c", "d"]]);
    expect(await byCount.inverseTransform([[0, 0, 1]])).toEqual([["infrequent_sklearn"]]);
  });

  test("copes with tens of thousands of categories, most of them rare", async () => {
    const X = Array.from({ length: 60_000 }, (_, i) => [i % 7 === 0 ? "often" : `id ${i}`]);
    const model = await new OneHotEncoder({ minFrequency: 2, drop: "if_binary" }).fit(X);
    expect(model.featureNamesOut()).toEqual(["x0_infrequent_sklearn"]);
    expect((await model.transform([["often"], ["id 5"]])).toArray()).toEqual([[0], [1]]);
  });

  test("refuses a function that gives no name", async () => {
    const encoder = dense({ featureNameCombiner: (() => 7) as never });
    await expect(encoder.fit(column("ab"))).rejects.toThrow(
      /featureNameCombiner must be a function that gives a string; received 7/,
    );
  });

  test("refuses a column of another type than in fit, also where unknown categories are ignored", async () => {
    const model = await dense({ handleUnknown: "ignore" }).fit([[1], [2]]);
    await expect(model.transform([["1"]])).rejects.toThrow(
      /of the type that it had in fit, number; received "1" at row 0, column 0/,
    );
    expect((await model.transform([[null], [2]])).toArray()).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });

  test("fitTransform equals fit and transform, and looks at each value once", async () => {
    const X = column("abca").concat([[null as unknown as string]]);
    const { model, X: Z } = await dense({ drop: "first" }).fitTransform(X);
    expect(Z.toArray()).toEqual((await model.transform(X)).toArray());
  });

  test("names columns by a function", async () => {
    const model = await dense({
      featureNameCombiner: (feature, category) => `${feature}=${String(category)}`,
    }).fit(column("ab"));
    expect(model.featureNamesOut()).toEqual(["x0=a", "x0=b"]);
  });

  test("survives writing and reading", async () => {
    const model = await new OneHotEncoder({ minFrequency: 2, handleUnknown: "infrequent_if_exist" }).fit(
      column("aabbcd"),
    );
    const copy = decodeState(encodeState(model), () => OneHotEncoderModel) as OneHotEncoderModel;
    expect((await copy.transform(column("abz"))).toArray()).toEqual(
      (await model.transform(column("abz"))).toArray(),
    );
    expect(copy.featureNamesOut()).toEqual(model.featureNamesOut());
  });
});

describe("an unknown category", () => {
  const X = column("aaabbc");
  const unknown = column("az");

  test("is an error by default, with its place", async () => {
    await expect((await dense().fit(X)).transform(unknown)).rejects.toThrow(
      'OneHotEncoderModel.transform: X must hold categories that were seen in fit; received "z" at row 1, column 0',
    );
    await expect((await dense().fit(X)).transform([["a"], [null]])).rejects.toThrow(/received null at row 1/);
  });

  test("is all zeros if ignored, and comes back as null", async () => {
    const model = await dense({ handleUnknown: "ignore" }).fit(X);
    const Z = await model.transform(unknown);
    expect(Z.toArray()).toEqual([
      [1, 0, 0],
      [0, 0, 0],
    ]);
    expect(await model.inverseTransform(Z)).toEqual([["a"], [null]]);
    const sparse = await new OneHotEncoder({ handleUnknown: "ignore" }).fit(X);
    expect((await sparse.transform(unknown)).toArray()).toEqual(Z.toArray());
  });

  test("is infrequent if that group exists", async () => {
    const grouped = await dense({ handleUnknown: "infrequent_if_exist", minFrequency: 2 }).fit(X);
    expect((await grouped.transform(unknown)).toArray()).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ]);
    const ungrouped = await dense({ handleUnknown: "infrequent_if_exist" }).fit(X);
    expect((await ungrouped.transform(unknown)).toArray()[1]).toEqual([0, 0, 0]);
  });

  test("warns if asked to, and where a category is dropped", async () => {
    const emit = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    await (await dense({ handleUnknown: "warn" }).fit(X)).transform(unknown);
    await (await dense({ handleUnknown: "ignore", drop: "first" }).fit(X)).transform(unknown);
    await (await dense({ handleUnknown: "ignore" }).fit(X)).transform(unknown);
    expect(emit.mock.calls.map(([message]) => message)).toEqual([
      expect.stringContaining("columns 0 hold categories not seen in fit"),
      expect.stringContaining("all zeros"),
    ]);
  });

  test("among given categories is refused in fit", async () => {
    await expect(dense({ categories: [["a", "b"]] }).fit(X)).rejects.toThrow(
      'OneHotEncoder.fit: X must hold the given categories only; received "c" at row 5, column 0',
    );
    const model = await dense({ categories: [["b", "a"]], handleUnknown: "ignore" }).fit(X);
    expect(model.featureNamesOut()).toEqual(["x0_b", "x0_a"]);
  });
});

describe("OneHotEncoder refuses", () => {
  test.each([
    [
      "unsorted numbers",
      { categories: [[2, 1]] },
      [[1]],
      /categories\[0\] must be sorted, since they are numbers/,
    ],
    ["duplicates", { categories: [["a", "a"]] }, [["a"]], /categories\[0\] must be without duplicates/],
    ["a missing value before others", { categories: [[null, "a"]] }, [["a"]], /with the missing value last/],
    [
      "categories of too few features",
      { categories: [["a"]] },
      [["a", "b"]],
      /one entry for each of the 2 features/,
    ],
    [
      "a drop that does not occur",
      { drop: ["z"] },
      [["a"]],
      /drop must name a category of each feature; received "z"/,
    ],
    [
      "a mixed column",
      {},
      [["a"], [1]],
      /values of a column must all be of one type, here string; received 1 at row 1/,
    ],
    ["what is no cell", {}, [[{}]], /cells must be strings, numbers, booleans, dates or missing/],
    [
      "ragged rows",
      {},
      [["a", "b"], ["a"]],
      /every row of X must have 2 columns.*received 1 column at row 1/,
    ],
    ["no rows", {}, [], /at least 1 row/],
  ] as const)("%s", async (_, params, X, message) => {
    await expect((async () => dense(params as object).fit(X as never))()).rejects.toThrow(message);
  });
  test("an infrequent category to drop", async () => {
    const encoder = dense({ drop: ["c"], minFrequency: 2 });
    await expect(encoder.fit(column("aabbc"))).rejects.toThrow(/drop must not name an infrequent category/);
  });
  test("zeros that stand for nothing", async () => {
    const model = await dense().fit(column("ab"));
    await expect(model.inverseTransform([[0, 0]])).rejects.toThrow(/must have an indicator of each feature/);
    await expect(model.inverseTransform([[0]])).rejects.toThrow(
      /2 columns, as transform gives; received 1 columns/,
    );
  });
  test("other columns than in fit", async () => {
    const model = await dense().fit(codedFrame({ a: [["x"], [0]], b: [["x"], [0]] }));
    await expect(model.transform(codedFrame({ b: [["x"], [0]], a: [["x"], [0]] }))).rejects.toThrow(
      /order of fit/,
    );
  });
});
