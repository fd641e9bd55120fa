import { describe, expect, test } from "vitest";
import type { Cell, FrameLike } from "../base/estimator.js";
import { decodeState, encodeState } from "../base/state.js";
import { takeColumns } from "../base/table.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { MinMaxScaler, MinMaxScalerModel } from "../preprocessing/min-max-scaler.js";
import { OneHotEncoder } from "../preprocessing/one-hot-encoder.js";
import { OneHotEncoderModel } from "../preprocessing/one-hot-encoder-model.js";
import { StandardScaler } from "../preprocessing/standard-scaler.js";
import { makeColumnSelector } from "./column-selection.js";
import { ColumnTransformer, makeColumnTransformer } from "./column-transformer.js";
import { ColumnTransformerModel } from "./column-transformer-model.js";
import { Pipeline } from "./pipeline.js";

const rows: Cell[][] = [
  ["Oslo", 1, 7, true],
  ["Rome", 3, 8, false],
  ["Oslo", 2, 9, true],
];

/** The rows as a frame with these columns in this order. */
function frame(...names: string[]): FrameLike {
  const all = ["city", "size", "age", "big"];
  return takeColumns(
    rows,
    names.map((name) => all.indexOf(name)),
    names,
  ) as FrameLike;
}
const full = frame("city", "size", "age", "big");
const scaler = new MinMaxScaler();
const encoder = new OneHotEncoder();

describe("ColumnTransformer", () => {
  test("puts outputs side by side in the order of the parts, the remainder last", async () => {
    const columns = new ColumnTransformer(
      [
        ["city", encoder, ["city"]],
        ["size", scaler, ["size"]],
        ["gone", "drop", ["big"]],
      ],
      { remainder: "passthrough" },
    );
    const { model, X } = await columns.fitTransform(full);
    expect(X.toArray()).toEqual([
      [1, 0, 0, 7],
      [0, 1, 1, 8],
      [1, 0, 0.5, 9],
    ]);
    expect(model.featureNamesOut()).toEqual([
      "city__city_Oslo",
      "city__city_Rome",
      "size__size",
      "remainder__age",
    ]);
    expect(X.columnNames).toEqual(model.featureNamesOut());
    expect(model.outputIndices).toEqual({ city: [0, 2], size: [2, 3], gone: [0, 0], remainder: [3, 4] });
    expect(model.namedTransformers.size.dataMax).toEqual(Float64Array.of(3));
    expect(model.namedTransformers.gone).toBe("drop");
    expect(model.transformers[3]).toEqual(["remainder", "passthrough", [2]]);
  });

  test("finds columns by name, in any order and among others; those dropped may be missing", async () => {
    const columns = new ColumnTransformer([
      ["size", scaler, ["size", "age"]],
      ["gone", "drop", ["big"]],
    ]);
    const model = await columns.fit(full);
    const expected = (await model.transform(full)).toArray();
    expect((await model.transform(frame("age", "city", "size"))).toArray()).toEqual(expected);
    await expect(model.transform(frame("city", "size"))).rejects.toThrow(
      'ColumnTransformerModel.transform: X must have the column "age"',
    );
    await expect(model.transform(rows.map((row) => row.slice(0, 2)))).rejects.toThrow(
      /4 features.*2 features/,
    );
  });

  test.each([
    ["positions", [1, 2]],
    ["positions from the end", [-3, -2]],
    ["a mask", [false, true, true, false]],
    ["a type", "number"],
    ["a selector", makeColumnSelector({ pattern: "e$", dtypeExclude: ["category", "boolean"] })],
    ["a function", () => ["size", "age"]],
  ] as const)("selects by %s", async (_, selection) => {
    const model = await new ColumnTransformer([["part", scaler, selection]]).fit(full);
    expect(model.featureNamesOut()).toEqual(["part__size", "part__age"]);
  });

  test("a part without columns gives none", async () => {
    const model = await new ColumnTransformer([
      ["none", scaler, []],
      ["dates", scaler, "date"],
      ["size", scaler, ["size"]],
    ]).fit(full);
    expect(model.featureNamesOut()).toEqual(["size__size"]);
    const nothing = await new ColumnTransformer([["none", scaler, []]]).fitTransform([[1], [2]]);
    expect([nothing.X.rows, nothing.X.columns]).toEqual([2, 0]);
  });

  test("the remainder may go through a transformer", async () => {
    const columns = new ColumnTransformer(
      [
        ["city", encoder, "category"],
        ["big", "drop", "boolean"],
      ],
      {
        remainder: scaler,
      },
    );
    const model = await columns.fit(full);
    expect(model.featureNamesOut().slice(-2)).toEqual(["remainder__size", "remainder__age"]);
    const clipped = columns.withParam("remainder.featureRange", [0, 2]);
    expect((await clipped.fitTransform(full)).X.toArray()[2]).toEqual([1, 0, 1, 2]);
  });

  test("names columns without prefix, by a text, or by a function", async () => {
    const names = async (verboseFeatureNamesOut: ColumnTransformer["params"]["verboseFeatureNamesOut"]) =>
      (
        await new ColumnTransformer([["s", scaler, ["size"]]], { verboseFeatureNamesOut }).fit(full)
      ).featureNamesOut();
    expect(await names(false)).toEqual(["size"]);
    expect(await names("{feature_name}@{transformer_name}")).toEqual(["size@s"]);
    expect(await names((part, feature) => part + feature)).toEqual(["ssize"]);
    const twice = await new ColumnTransformer(
      [
        ["a", scaler, ["size"]],
        ["b", scaler, ["size"]],
      ],
      {
        verboseFeatureNamesOut: false,
      },
    ).fit(full);
    expect(() => twice.featureNamesOut()).toThrow(/distinct names.*received "size"/);
  });

  test("weights multiply the outputs of their parts", async () => {
    const { X } = await new ColumnTransformer(
      [
        ["a", scaler, ["size"]],
        ["b", encoder, ["city"]],
      ],
      {
        transformerWeights: { a: 10, b: -1 },
      },
    ).fitTransform(full);
    expect(X.toArray()[1]).toEqual([10, 0, -1]);
  });

  test("is sparse if a part is and few elements are stored", async () => {
    const many = Array.from({ length: 20 }, (_, i) => [`c${i}`, i]);
    const parts = [
      ["a", encoder, [0]],
      ["b", scaler, [1]],
    ] as const;
    const sparse = await new ColumnTransformer(parts).fitTransform(many);
    expect(sparse.X).toBeInstanceOf(CsrMatrix);
    const dense = await new ColumnTransformer(parts, { sparseThreshold: 0 }).fitTransform(many);
    expect(dense.X).toBeInstanceOf(Matrix);
    expect(sparse.X.toArray()).toEqual(dense.X.toArray());
    expect((await sparse.model.transform(many.slice(0, 1))).toArray()).toEqual(dense.X.toArray().slice(0, 1));
    const again = await new ColumnTransformer([["all", "passthrough", [20, 0, 0]]], {
      sparseThreshold: 1,
    }).fitTransform(sparse.X);
    expect(again.X.toArray()[19]).toEqual([1, 0, 0]);
  });

  test("without names it numbers columns as they stand in X", async () => {
    const model = await new ColumnTransformer([["a", scaler, [2, 1]]]).fit(Matrix.from([[1, 2, 3]]));
    expect(model.featureNamesOut()).toEqual(["a__x2", "a__x1"]);
    expect((await model.transform(Matrix.from([[1, 2, 5]], ["p", "q", "r"]))).toArray()).toEqual([[2, 0]]);
  });

  test("stands in a pipeline, its parts within reach by path", async () => {
    const pipeline = new Pipeline([
      [
        "columns",
        new ColumnTransformer([
          ["city", encoder, ["city"]],
          ["size", scaler, "number"],
        ]),
      ],
      ["scale", new StandardScaler()],
    ]);
    const { model, X } = await pipeline.withParam("columns.city.drop", "first").fitTransform(full);
    expect(model.featureNamesOut()).toEqual(["city__city_Rome", "size__size", "size__age"]);
    expect(((await model.transform(full)) as Matrix).data).toEqual((X as Matrix).data);
    expect(() => pipeline.withParam("columns.city.dorp", null)).toThrow(/did you mean "drop"/);
    expect(() => pipeline.withParam("columns.cty.drop", null)).toThrow(/did you mean "city.drop"/);
  });

  test("parts without names are named by their classes", () => {
    const made = makeColumnTransformer([scaler, ["a"]], [scaler, ["b"]], ["drop", ["c"]], {
      remainder: "passthrough",
    });
    expect(made.params.transformers.map(([name]) => name)).toEqual([
      "minmaxscaler-1",
      "minmaxscaler-2",
      "drop",
    ]);
    expect(made.params.remainder).toBe("passthrough");
  });

  test("survives writing and reading, unfitted and fitted", async () => {
    const classes = [
      ColumnTransformer,
      ColumnTransformerModel,
      MinMaxScaler,
      MinMaxScalerModel,
      OneHotEncoder,
      OneHotEncoderModel,
    ];
    const lookup = (name: string) => classes.find((candidate) => candidate.typeName === name);
    const columns = new ColumnTransformer(
      [
        ["a", scaler, ["size"]],
        ["b", encoder, "category"],
      ],
      { sparseThreshold: 0.9 },
    );
    const model = await columns.fit(full);
    const copy = decodeState(encodeState(model), lookup) as ColumnTransformerModel;
    expect((await copy.transform(full)).toArray()).toEqual((await model.transform(full)).toArray());
    expect(copy.featureNamesOut()).toEqual(model.featureNamesOut());
    const recipe = decodeState(encodeState(columns), lookup) as typeof columns;
    expect(recipe.params.sparseThreshold).toBe(0.9);
    expect((await recipe.fit(full)).featureNamesOut()).toEqual(model.featureNamesOut());
  });
});

describe("ColumnTransformer refuses", () => {
  test("a column that does not exist, with the nearest that does", async () => {
    await expect(new ColumnTransformer([["a", scaler, ["sise"]]]).fit(full)).rejects.toThrow(
      /X must have the column "sise" \(did you mean "size"\?\)/,
    );
    await expect(new ColumnTransformer([["a", scaler, [4]]]).fit(full)).rejects.toThrow(
      /within the 4 columns.*received 4/,
    );
    await expect(new ColumnTransformer([["a", scaler, ["x"]]]).fit([[1]])).rejects.toThrow(
      /must have column names/,
    );
    await expect(new ColumnTransformer([["a", scaler, [true]]]).fit(full)).rejects.toThrow(
      /a mask must have one entry/,
    );
  });
  test("an output that is not numeric", async () => {
    await expect(new ColumnTransformer([["a", "passthrough", ["city"]]]).fit(full)).rejects.toThrow(
      /must hold numbers; received "Oslo" at row 0, column 0/,
    );
  });
  test.each([
    ["no parts", [], /at least one/],
    ["columns of no kind", [["a", scaler, "text"]], /the columns of "a" must be an array of names/],
    [
      "a predictor",
      [["a", { params: {}, fit: () => 1, kind: "regressor" }, [0]]],
      /part "a" must be a transformer/,
    ],
    [
      "a word of no meaning",
      [["a", "skip", [0]]],
      /must be an estimator or "drop" or "passthrough"; received "skip"/,
    ],
  ])("%s", (_, parts, message) => {
    expect(() => new ColumnTransformer(parts as never)).toThrow(message);
  });
});

describe("makeColumnSelector", () => {
  test("selects all columns if nothing is said", async () => {
    const columns = new ColumnTransformer([["all", "passthrough", makeColumnSelector()]]);
    expect((await columns.fitTransform([[1, 2]])).X.toArray()).toEqual([[1, 2]]);
  });

  test("refuses misspelt names, wrong types and what is no pattern", () => {
    expect(() => makeColumnSelector({ dtypeIncludes: "number" } as object)).toThrow(
      /did you mean "dtypeInclude"/,
    );
    expect(() => makeColumnSelector({ dtypeExclude: ["numeric" as "number"] })).toThrow(
      /dtypeExclude must be one or more of number, category, boolean, date; received "numeric"/,
    );
    expect(() => makeColumnSelector({ pattern: "(" })).toThrow(
      /pattern must be the text of a regular expression/,
    );
    expect(() => new ColumnTransformer([["a", "drop", { patern: "x" } as object]])).toThrow(
      /columns of "a": parameter name must be one of pattern/,
    );
  });
});
