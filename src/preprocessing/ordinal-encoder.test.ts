import { describe, expect, test } from "vitest";
import { decodeState, encodeState } from "../base/state.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { CategoryColumn, Frame } from "../frame/index.js";
import { OrdinalEncoder } from "./ordinal-encoder.js";
import { OrdinalEncoderModel } from "./ordinal-encoder-model.js";

const column = (text: string): string[][] => [...text].map((letter) => [letter]);
const use = { handleUnknown: "use_encoded_value" } as const;

describe("OrdinalEncoder", () => {
  test("numbers categories in sorted order and missing ones as NaN", async () => {
    const X = [
      ["b", 10, true, new Date(5)],
      ["a", Number.NaN, false, null],
      [null, -1, undefined, new Date(1)],
    ];
    const { model, X: Z } = await new OrdinalEncoder().fitTransform(X);
    expect(Z.toArray()).toEqual([
      [1, 1, 1, 1],
      [0, Number.NaN, 0, Number.NaN],
      [Number.NaN, 0, Number.NaN, 0],
    ]);
    expect((await model.transform(X)).toArray()).toEqual(Z.toArray());
    expect(await model.inverseTransform(Z)).toEqual([
      ["b", 10, true, new Date(5)],
      ["a", Number.NaN, false, null],
      [null, -1, null, new Date(1)],
    ]);
  });

  test("keeps the order of given categories", async () => {
    const encoder = new OrdinalEncoder({ categories: [["small", "medium", "large"]] });
    const { X } = await encoder.fitTransform([["large"], ["small"]]);
    expect(X.toArray()).toEqual([[2], [0]]);
  });

  test("groups infrequent categories behind the frequent ones; missing values are never among them", async () => {
    const X = column("aaaabbbcd").concat([[null as unknown as string]]);
    const { model, X: Z } = await new OrdinalEncoder({ minFrequency: 2 }).fitTransform(X);
    expect(model.infrequentCategories).toEqual([["c", "d"]]);
    expect(Z.column(0)).toEqual(Float64Array.of(0, 0, 0, 0, 1, 1, 1, 2, 2, Number.NaN));
    expect((await model.inverseTransform(Z)).flat().slice(6)).toEqual([
      "b",
      "infrequent_sklearn",
      "infrequent_sklearn",
      null,
    ]);
  });

  test("names its output after the features, and keeps the names of a frame", async () => {
    const frame = Frame.fromColumns({ city: ["Rome", "Oslo"], age: [3, 4] });
    const { model, X } = await new OrdinalEncoder().fitTransform(frame);
    expect(model.featureNamesOut()).toEqual(["city", "age"]);
    expect(X.columnNames).toEqual(["city", "age"]);
  });

  test("reads wide and narrow codes, and codes that start within a word", async () => {
    const levels = Array.from({ length: 300 }, (_, k) => `l${String(k).padStart(3, "0")}`);
    for (const Codes of [Int8Array, Int16Array, Int32Array]) {
      const buffer = new ArrayBuffer(64);
      const codes = new Codes(buffer, Codes.BYTES_PER_ELEMENT, 7);
      codes.set([3, 1, 2, 3, 1, 2, 0]);
      const full = new Frame([new CategoryColumn("x", codes, levels)]);
      const { model, X } = await new OrdinalEncoder().fitTransform(full);
      expect(model.categories).toEqual([["l000", "l001", "l002", "l003"]]);
      expect(Array.from(X.data)).toEqual([3, 1, 2, 3, 1, 2, 0]);
      for (let i = 0; i < 7; i++) {
        const holed = codes.slice();
        holed[i] = -1;
        const frame = new Frame([new CategoryColumn("x", holed, levels)]);
        await expect(model.transform(frame)).rejects.toThrow(`received null at row ${i}, column "x"`);
      }
    }
  });

  test("a level that occurs in no row is neither a category nor an unknown one", async () => {
    const of = (levels: string[], codes: number[]): Frame =>
      new Frame([new CategoryColumn("x", Int8Array.from(codes), levels)]);
    const model = await new OrdinalEncoder().fit(of(["b", "never", "a"], [0, 2, 0]));
    expect(model.categories).toEqual([["a", "b"]]);
    expect((await model.transform(of(["ghost", "a"], [1, 1]))).toArray()).toEqual([[0], [0]]);
  });

  test("a sparse matrix is encoded as its dense copy", async () => {
    const X = Matrix.from([
      [0, 2],
      [5, 0],
    ]);
    const sparse = await new OrdinalEncoder().fitTransform(CsrMatrix.fromMatrix(X));
    expect(sparse.X.toArray()).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  test("a model made from its state encodes the same", async () => {
    const params = { ...use, unknownValue: Number.NaN, encodedMissingValue: -1, maxCategories: 2 };
    const model = await new OrdinalEncoder(params).fit(
      column("aabbbcd").concat([[null as unknown as string]]),
    );
    const copy = decodeState(encodeState(model), () => OrdinalEncoderModel) as OrdinalEncoderModel;
    const fresh = column("abcz").concat([[null as unknown as string]]);
    expect((await copy.transform(fresh)).toArray()).toEqual((await model.transform(fresh)).toArray());
    expect((await model.transform(fresh)).column(0)).toEqual(Float64Array.of(1, 0, 1, Number.NaN, -1));
  });
});

describe("OrdinalEncoder refuses", () => {
  test.each([
    [
      "unknown",
      column("az"),
      'X must hold categories that were seen in fit; received "z" at row 1, column 0',
    ],
    [
      "missing",
      [["a"], [null]],
      "X must hold categories that were seen in fit; received null at row 1, column 0",
    ],
    [
      "other",
      [[1], [2]],
      "values of this column must be of the type that it had in fit, string; received 1 at row 0",
    ],
  ])("%s categories in transform by row and column", async (_, X, message) => {
    const model = await new OrdinalEncoder().fit(column("aab"));
    const error = await model.transform(X).catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as Error).message).toContain(message);
  });

  test("a column of another type even where unknown categories have a code", async () => {
    const model = await new OrdinalEncoder({ ...use, unknownValue: -1 }).fit([[1], [2]]);
    await expect(model.transform([["1"], ["2"]])).rejects.toThrow(
      'type that it had in fit, number; received "1" at row 0, column 0',
    );
    expect((await model.transform([[null], [3]])).toArray()).toEqual([[-1], [-1]]);
  });

  test.each([
    [
      { unknownValue: 3 },
      /unknownValue must be null unless handleUnknown is "use_encoded_value"; received 3/,
    ],
    [use, /unknownValue must be an integer or NaN if handleUnknown is "use_encoded_value"; received null/],
    [
      { ...use, unknownValue: 1 },
      /unknownValue must be a code that no category has; column 0 has the codes 0 to 1/,
    ],
    [{ encodedMissingValue: 0 }, /encodedMissingValue must be a code that no category has/],
    [{ categories: [["a"], ["b"]] }, /categories must be an array with one entry for each of the 1 features/],
    [{ categories: [["a", "a", "b"]] }, /categories\[0\] must be without duplicates/],
    [{ categories: [["a", 1, "b"]] }, /categories\[0\] must be of one type/],
  ])("hyper-parameters that do not go together: %j", async (params, message) => {
    const X = [["a"], ["b"], [null]];
    const error = await new OrdinalEncoder(params).fit(X).catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(InvalidParameterError);
    expect((error as Error).message).toMatch(message);
  });

  test("a category that was not given", async () => {
    const encoder = new OrdinalEncoder({ categories: [["a"]] });
    await expect(encoder.fit(column("ab"))).rejects.toThrow(
      'OrdinalEncoder.fit: X must hold the given categories only; received "b" at row 1, column 0',
    );
  });

  test("what is no code in inverseTransform", async () => {
    const model = await new OrdinalEncoder().fit(column("ab"));
    for (const code of [2, -1, 0.5, Number.NaN])
      await expect(model.inverseTransform([[0], [code]])).rejects.toThrow(
        `X must hold codes of categories, integers from 0 to 1 in this column; received ${code} at row 1, column 0`,
      );
    await expect(model.inverseTransform([[0, 1]])).rejects.toThrow(/1 columns, as transform gives/);
  });
});
