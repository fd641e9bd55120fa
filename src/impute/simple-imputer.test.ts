import { afterEach, describe, expect, test, vi } from "vitest";
import { decodeState, encodeState } from "../base/state.js";
import { Matrix } from "../core/matrix.js";
import { Frame } from "../frame/index.js";
import { SimpleImputer, type SimpleImputerParams } from "./simple-imputer.js";
import { SimpleImputerModel } from "./simple-imputer-model.js";

const nan = Number.NaN;
afterEach(() => vi.restoreAllMocks());

describe("SimpleImputer on numbers", () => {
  const X = [
    [7, 2, nan],
    [4, nan, 6],
    [10, 5, 6],
    [1, nan, 1],
  ];
  const statistics = async (params: Partial<SimpleImputerParams>): Promise<number[]> =>
    Array.from((await new SimpleImputer(params).fit(X)).statistics as Float64Array);

  test("fills with mean, median, most frequent, constant, or what a function says", async () => {
    expect(await statistics({})).toEqual([5.5, 3.5, 13 / 3]);
    expect(await statistics({ strategy: "median" })).toEqual([5.5, 3.5, 6]);
    expect(await statistics({ strategy: "most_frequent" })).toEqual([1, 2, 6]);
    expect(await statistics({ strategy: "constant" })).toEqual([0, 0, 0]);
    expect(await statistics({ strategy: "constant", fillValue: -1 })).toEqual([-1, -1, -1]);
    expect(await statistics({ strategy: (values) => Math.max(...values) })).toEqual([10, 5, 6]);
    const { X: Z } = await new SimpleImputer().fitTransform(X);
    expect(Z.toArray()[1]).toEqual([4, 3.5, 6]);
    expect(Z.columnNames).toBeUndefined();
  });

  test("null and undefined in rows are missing too", async () => {
    const { X: Z } = await new SimpleImputer().fitTransform([[1], [null], [undefined], [3]]);
    expect(Z.toArray()).toEqual([[1], [2], [2], [3]]);
  });

  test("another value may stand for a missing one; NaN is refused then", async () => {
    const imputer = new SimpleImputer({ missingValues: -1 });
    expect((await imputer.fitTransform([[1], [-1], [3]])).X.toArray()).toEqual([[1], [2], [3]]);
    await expect(imputer.fit([[1], [nan]])).rejects.toThrow(
      /X must be finite; received NaN at row 1, column 0/,
    );
  });

  test("indicators are added, and undone", async () => {
    const { model, X: Z } = await new SimpleImputer({ addIndicator: true }).fitTransform(X);
    expect(model.indicatorFeatures).toEqual([1, 2]);
    expect(Z.toArray()[1]).toEqual([4, 3.5, 6, 1, 0]);
    expect(model.featureNamesOut()).toEqual(["x0", "x1", "x2", "missingindicator_x1", "missingindicator_x2"]);
    expect(Z.columnNames).toEqual(model.featureNamesOut());
    expect((await model.inverseTransform(Z)).toArray()).toEqual(X);
    const plain = await new SimpleImputer().fit(X);
    await expect(plain.inverseTransform(X)).rejects.toThrow(/must have addIndicator/);
  });

  test("a column without any value is dropped with a warning, or kept", async () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    const holed = Matrix.from(
      [
        [nan, 1],
        [nan, nan],
      ],
      ["a", "b"],
    );
    const dropped = await new SimpleImputer({ addIndicator: true }).fitTransform(holed);
    expect(dropped.X.toArray()).toEqual([
      [1, 1, 0],
      [1, 1, 1],
    ]);
    expect(dropped.model.featureNamesOut()).toEqual(["b", "missingindicator_a", "missingindicator_b"]);
    expect((await dropped.model.inverseTransform(dropped.X)).toArray()).toEqual(holed.toArray());
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("columns a had no value in fit"), {
      type: "LearnkitWarning",
      code: "DATA",
    });
    const kept = await new SimpleImputer({ keepEmptyFeatures: true }).fitTransform(holed);
    expect(kept.X.toArray()[0]).toEqual([0, 1]);
    const constant = new SimpleImputer({ keepEmptyFeatures: true, strategy: "constant", fillValue: 9 });
    expect((await constant.fitTransform(holed)).X.toArray()[0]).toEqual([9, 1]);
  });

  test("refuses Infinity, text, a constant that is no number, weights", async () => {
    await expect(new SimpleImputer().fit([[1], [Infinity]])).rejects.toThrow(
      /no Infinity; received Infinity at row 1/,
    );
    await expect(
      new SimpleImputer().fit([
        [1, 2],
        [3, "a"],
      ]),
    ).rejects.toThrow(/X must hold numbers; received "a" at row 1, column 1/);
    await expect(new SimpleImputer().fit([["a"]])).rejects.toThrow(
      /numbers for the strategy "mean"; received "a" at row 0/,
    );
    const text = new SimpleImputer({ strategy: "constant", fillValue: "x" });
    await expect(text.fit([[1]])).rejects.toThrow(
      "SimpleImputer: fillValue must be a number, as the columns of X",
    );
    await expect(new SimpleImputer().fit([[1]], undefined, { sampleWeight: [1] })).rejects.toThrow(
      /sampleWeight/,
    );
  });
});

describe("SimpleImputer on a frame", () => {
  const frame = Frame.fromColumns({
    city: ["b", null, "a", "a", "b"],
    size: [1, null, 4, 4, 9],
    big: [true, null, false, true, null],
    day: [new Date(5), null, new Date(7), null, new Date(5)],
  });

  test("fills each column by its type", async () => {
    const { model, X } = await new SimpleImputer({
      strategy: "most_frequent",
      addIndicator: true,
    }).fitTransform(frame);
    expect(model.statistics).toEqual(["a", 4, true, new Date(5)]);
    expect((X as Frame).toRows()[1]).toEqual({
      city: "a",
      size: 4,
      big: true,
      day: new Date(5),
      missingindicator_city: 1,
      missingindicator_size: 1,
      missingindicator_big: 1,
      missingindicator_day: 1,
    });
    expect(X.columnNames).toEqual(model.featureNamesOut());
    const copy = decodeState(encodeState(model), () => SimpleImputerModel) as SimpleImputerModel;
    expect(((await copy.transform(frame)) as Frame).toRows()).toEqual((X as Frame).toRows());
  });

  test("fills texts with a constant that may be new", async () => {
    const cities = frame.select(["city"]);
    const { X } = await new SimpleImputer({ strategy: "constant" }).fitTransform(cities);
    expect((X as Frame).toRows()[1]).toEqual({ city: "missing_value" });
    const given = await new SimpleImputer({ strategy: "constant", fillValue: "b" }).fitTransform(cities);
    expect((given.X as Frame).toRows()[1]).toEqual({ city: "b" });
    await expect(new SimpleImputer({ strategy: "constant", fillValue: 3 }).fit(cities)).rejects.toThrow(
      "fillValue must be a string, as the columns of X; received 3",
    );
  });

  test("numbers and booleans alone give a matrix", async () => {
    const { X } = await new SimpleImputer().fitTransform(frame.select(["size", "big"]));
    expect(X).toBeInstanceOf(Matrix);
    expect((X as Matrix).toArray()[1]).toEqual([4.5, 2 / 3]);
    expect(X.columnNames).toEqual(["size", "big"]);
  });

  test("a text may stand for a missing value", async () => {
    const imputer = new SimpleImputer({ strategy: "most_frequent", missingValues: "?" });
    const { X } = await imputer.fitTransform([["?"], ["a"], ["b"], ["b"]]);
    expect((X as Frame).toRows()[0]).toEqual({ x0: "b" });
    await expect(imputer.fit([["a"], [null]])).rejects.toThrow(/no missing value but missingValues.*row 1/);
  });

  test("a column of another type than in fit is refused; one without values is filled", async () => {
    const model = await new SimpleImputer({ strategy: "most_frequent" }).fit(frame.select(["city", "size"]));
    const numbers = Frame.fromColumns({ city: [null, 7], size: [1, 2] });
    await expect(model.transform(numbers)).rejects.toThrow(
      /X must hold text in this column, as in fit; received 7 at row 1, column "city"/,
    );
    const texts = Frame.fromColumns({ city: ["a", "b"], size: ["x", "y"] });
    await expect(model.transform(texts)).rejects.toThrow(/"size"/);
    const nothing = Frame.fromColumns({ city: [null, null], size: [null, 2] });
    expect(((await model.transform(nothing)) as Frame).toRows()).toEqual([
      { city: "a", size: 4 },
      { city: "a", size: 2 },
    ]);
  });

  test("the mean of texts is refused with its place", async () => {
    await expect(new SimpleImputer().fit(frame)).rejects.toThrow(
      /X must hold numbers for the strategy "mean"; received "b" at row 0, column "city"/,
    );
  });
});
