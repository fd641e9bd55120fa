import {
  ColumnTransformer,
  CsrMatrix,
  Frame,
  LogisticRegression,
  MinMaxScaler,
  makeColumnSelector,
  makeColumnTransformer,
  makePipeline,
  OneHotEncoder,
  Pipeline,
  Ridge,
  SimpleImputer,
  StandardScaler,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

interface TransformerCase {
  readonly title: string;
  readonly sparse: boolean;
  readonly names: string[];
  readonly head: number[][];
  readonly sum: number[];
  readonly again: number[][];
  readonly outputIndices: Readonly<Record<string, [number, number]>>;
}

interface Pipelines {
  readonly ridge: { readonly predicted: number[]; readonly score: number; readonly coef: number[] };
  readonly weighted: { readonly sampleWeight: number[]; readonly predicted: number[] };
  readonly logistic: {
    readonly classes: string[];
    readonly predicted: string[];
    readonly probabilities: number[][];
    readonly decision: number[];
    readonly score: number;
  };
  readonly made: { readonly names: string[]; readonly predicted: number[] };
}

const { cases, notes } = loadFixture<TransformerCase>("compose/cars");
const cars = Frame.fromColumns(notes["columns"] as Record<string, number[]>);
const { X, y } = cars.split("miles_per_gallon");
const names = X.columnNames as string[];
const numbers = ["horsepower", "weight_in_lbs", "acceleration"];
const encoder = new OneHotEncoder();

/** The same preparation that the recording script builds. */
function prepare(options: { remainder?: "drop" | "passthrough"; sparseThreshold?: number } = {}) {
  return new ColumnTransformer(
    [
      [
        "numbers",
        new Pipeline([
          ["impute", new SimpleImputer({ strategy: "median" })],
          ["scale", new StandardScaler()],
        ]),
        numbers,
      ],
      [
        "codes",
        new Pipeline([
          ["impute", new SimpleImputer({ strategy: "most_frequent" })],
          ["encode", new OneHotEncoder({ handleUnknown: "ignore" })],
        ]),
        ["origin"],
      ],
    ],
    options,
  );
}

const settings: Readonly<Record<string, ColumnTransformer>> = {
  "drop the rest": prepare(),
  "pass the rest": prepare({ remainder: "passthrough", sparseThreshold: 0 }),
  "scale the rest": new ColumnTransformer([["codes", encoder, ["origin"]]], {
    remainder: new MinMaxScaler(),
  }),
  "weights and plain names": new ColumnTransformer(
    [
      ["numbers", new MinMaxScaler(), numbers],
      ["codes", encoder, ["origin"]],
    ],
    { transformerWeights: { numbers: 10, codes: 0.5 }, verboseFeatureNamesOut: false },
  ),
  "formatted names": new ColumnTransformer(
    [
      ["b", new MinMaxScaler(), ["acceleration"]],
      ["a", "passthrough", ["cylinders"]],
      ["c", "drop", ["heavy"]],
    ],
    { verboseFeatureNamesOut: "{feature_name}<{transformer_name}" },
  ),
  "by type": makeColumnTransformer(
    [new StandardScaler(), makeColumnSelector({ dtypeInclude: "number" })],
    [new OneHotEncoder({ drop: "first" }), makeColumnSelector({ pattern: "^orig" })],
    ["drop", ["heavy"]],
    { remainder: "passthrough", sparseThreshold: 1 },
  ),
  positions: new ColumnTransformer([
    ["last", "passthrough", [-1, 2]],
    ["first", new MinMaxScaler(), [0]],
  ]),
};

describe("ColumnTransformer equals scikit-learn's", () => {
  test.each(cases.map((item) => [item.title, item] as const))("%s", async (title, item) => {
    const { model, X: Z } = await settings[title]!.fitTransform(X);
    expect(Z instanceof CsrMatrix).toBe(item.sparse);
    expect(model.featureNamesOut()).toEqual(item.names);
    expect(Z.columnNames).toEqual(item.names);
    const dense = Z instanceof CsrMatrix ? Z.toMatrix() : Z;
    for (let j = 0; j < dense.columns; j++) {
      expectClose(
        dense.column(j).subarray(0, 12),
        item.head.map((row) => row[j]!),
        "rounding",
      );
    }
    const reversed = X.takeRows([0, 1, 2, 3, 4, 5, 6]).select([...names].reverse());
    expectClose(
      dense.data.reduce((total, value) => total + value),
      item.sum.reduce((total, value) => total + value),
      "rounding",
    );
    expectClose((await model.transform(reversed)).toArray(), item.again, "rounding");
    expect(model.outputIndices).toEqual(item.outputIndices);
  });
});

describe("Pipeline equals scikit-learn's", () => {
  const { ridge, weighted, logistic, made } = notes["pipelines"] as Pipelines;

  test("imputing, scaling and encoding before ridge regression", async () => {
    const model = await new Pipeline([
      ["prepare", prepare()],
      ["model", new Ridge({ alpha: 2 })],
    ]).fit(X, y);
    expectClose(await model.predict(X), ridge.predicted, "lapack");
    expectClose(model.namedSteps.model.coef, ridge.coef, "lapack");
    expectClose(await model.score(X, y), ridge.score, "lapack");
  });

  test("weights go to the last step", async () => {
    const pipeline = new Pipeline([
      ["prepare", prepare({ sparseThreshold: 0 })],
      ["model", new Ridge()],
    ]);
    const model = await pipeline.fit(X, y, { sampleWeight: weighted.sampleWeight });
    expectClose(await model.predict(X), weighted.predicted, "lapack");
  });

  test("a classifier after a step that is passed through", async () => {
    const flat = X.assign({ weight_in_lbs: new Float64Array(X.rows) });
    const heavy = Array.from(X.column("heavy").toArray(), (value) => (value ? "yes" : "no"));
    const model = await new Pipeline([
      ["prepare", prepare()],
      ["none", "passthrough"],
      ["model", new LogisticRegression({ tol: 1e-10, maxIter: 10000 })],
    ]).fit(flat, heavy);
    expect(model.classes).toEqual(logistic.classes);
    expect(await model.predict(flat)).toEqual(logistic.predicted);
    expectClose((await model.predictProba(flat)).toArray(), logistic.probabilities, "converged");
    expectClose((await model.decisionFunction(flat)) as Float64Array, logistic.decision, "converged");
    expectClose(await model.score(flat, heavy), logistic.score, "rounding");
  });

  test("estimators named by their classes", async () => {
    const pipeline = makePipeline(new SimpleImputer(), new MinMaxScaler(), new Ridge());
    expect(pipeline.params.steps.map(([name]) => name)).toEqual(made.names);
    const model = await pipeline.fit(X.select(numbers), y);
    expectClose(await model.predict(X.select(numbers)), made.predicted, "lapack");
  });
});
