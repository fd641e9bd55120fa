import { describe, expect, test } from "vitest";
import { BaseEstimator, type FitOptions, type MatrixLike, type VectorLike } from "../base/estimator.js";
import { toMatrix } from "../base/input.js";
import { real } from "../base/params.js";
import { decodeState, encodeState } from "../base/state.js";
import { InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { DummyRegressor } from "../dummy/dummy-regressor.js";
import { MinMaxScaler, MinMaxScalerModel } from "../preprocessing/min-max-scaler.js";
import { StandardScaler, StandardScalerModel } from "../preprocessing/standard-scaler.js";
import { makePipeline, Pipeline } from "./pipeline.js";
import { PipelineModel } from "./pipeline-model.js";

/** Predicts the first column plus an offset; remembers what fit was given. */
class First extends BaseEstimator<{ readonly offset: number }> {
  readonly kind = "regressor" as const;
  constructor(params: { readonly offset?: number } = {}) {
    super("First", { offset: real({ default: 0, help: "" }) }, params);
  }
  async fit(X: MatrixLike, y: VectorLike<number>, options: FitOptions = {}): Promise<FirstModel> {
    const { rows, columns, columnNames } = toMatrix("First.fit", X);
    return new FirstModel(this.params.offset, columns, columnNames, { rows, y, options });
  }
}
class FirstModel {
  readonly typeName = "FirstModel";
  readonly offset: number;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
  readonly seen: { readonly rows: number; readonly y: VectorLike<number>; readonly options: FitOptions };
  constructor(
    offset: number,
    nFeatures: number,
    featureNames: readonly string[] | undefined,
    seen: FirstModel["seen"],
  ) {
    this.offset = offset;
    this.nFeatures = nFeatures;
    this.featureNames = featureNames;
    this.seen = seen;
  }
  toState(): Record<string, unknown> {
    return { offset: this.offset, nFeatures: this.nFeatures };
  }
  async predict(X: MatrixLike): Promise<Float64Array> {
    return toMatrix("FirstModel.predict", X)
      .column(0)
      .map((value) => value + this.offset);
  }
}

const X = [[0], [5], [10]];
const scaled = (): Pipeline<readonly [readonly ["scale", MinMaxScaler], readonly ["model", First]]> =>
  new Pipeline([
    ["scale", new MinMaxScaler()],
    ["model", new First({ offset: 1 })],
  ]);

describe("Pipeline", () => {
  test("fits each step on what the one before makes, and predicts likewise", async () => {
    const model = await scaled().fit(X, [1, 2, 3]);
    expect(await model.predict([[5], [20]])).toEqual(Float64Array.of(1.5, 3));
    expect(model.nFeatures).toBe(1);
    expect(model.namedSteps.scale).toBeInstanceOf(MinMaxScalerModel);
    expect(model.steps.map(([name]) => name)).toEqual(["scale", "model"]);
  });

  test("routes weights to the last step and reports progress", async () => {
    const done: number[] = [];
    const model = await scaled().fit(X, [1, 2, 3], {
      sampleWeight: [1, 2, 3],
      onProgress: (progress) => done.push(progress.done / progress.total),
    });
    expect(model.namedSteps.model.seen.options.sampleWeight).toEqual([1, 2, 3]);
    expect(done).toEqual([0.5, 1]);
  });

  test("has the methods of its last model and no others", async () => {
    const model: object = await scaled().fit(X, [1, 2, 3]);
    expect("predict" in model).toBe(true);
    for (const name of [
      "predictProba",
      "decisionFunction",
      "transform",
      "score",
      "classes",
      "inverseTransform",
    ])
      expect(name in model).toBe(false);
  });

  test("of transformers only, it transforms and inverts", async () => {
    const pipeline = new Pipeline([
      ["standard", new StandardScaler()],
      ["skip", "passthrough"],
      ["range", new MinMaxScaler()],
    ]);
    expect(pipeline.kind).toBe("transformer");
    const named = Matrix.from(X, ["a"]);
    const { model, X: Z } = await pipeline.fitTransform(named);
    expect((Z as Matrix).toArray()).toEqual([[0], [0.5], [1]]);
    expect(model.namedSteps.skip).toBe("passthrough");
    expect(model.namedSteps.standard).toBeInstanceOf(StandardScalerModel);
    expect(model.featureNamesOut()).toEqual(["a"]);
    expect(((await model.inverseTransform(Z)) as Matrix).toArray()).toEqual(X);
  });

  test("of passthroughs only, it changes nothing", async () => {
    const model = await new Pipeline([["a", "passthrough"]]).fit(X);
    expect(await model.transform(X)).toBe(X);
    expect(model.featureNamesOut()).toEqual(["x0"]);
  });

  test("changes a hyper-parameter by path into a new pipeline", async () => {
    const pipeline = scaled();
    const changed = pipeline.withParam("model.offset", 7).withParam("scale.featureRange", [0, 2]);
    expect(await (await changed.fit(X, [1, 2, 3])).predict([[5]])).toEqual(Float64Array.of(8));
    expect(pipeline.params.steps[1][1].params.offset).toBe(1);
    const skipped = pipeline.withParam("scale", "passthrough");
    expect(await (await skipped.fit(X, [1, 2, 3])).predict([[5]])).toEqual(Float64Array.of(6));
  });

  test("is not changed by what becomes of the list it was made of", async () => {
    const steps: [[string, MinMaxScaler], [string, First]] = [
      ["scale", new MinMaxScaler()],
      ["model", new First()],
    ];
    const pipeline = new Pipeline(steps);
    steps[1][0] = "renamed";
    steps.reverse();
    expect(pipeline.params.steps.map(([name]) => name)).toEqual(["scale", "model"]);
    expect(Object.isFrozen(pipeline.params.steps)).toBe(true);
    expect(Object.isFrozen(pipeline.params.steps[0])).toBe(true);
  });

  test("an aborted fit rejects with the signal's reason", async () => {
    await expect(
      scaled().fit(X, [1, 2, 3], { signal: AbortSignal.abort(new Error("enough")) }),
    ).rejects.toThrow("enough");
  });
});

describe("Pipeline refuses", () => {
  const make = (steps: unknown) => () => new Pipeline(steps as [["a", StandardScaler]]);
  const scale = new StandardScaler();
  test.each([
    ["no steps", [], /steps must be a list of named estimators, at least one; received \[\]/],
    ["a step that is no pair", ["scale"], /steps\[0\] must be a pair of a name and an estimator/],
    [
      "a name with a dot",
      [["a.b", scale]],
      /the name of steps\[0\] must be a string without a dot; received "a.b"/,
    ],
    [
      "a name twice",
      [
        ["a", scale],
        ["a", scale],
      ],
      /the name of steps\[1\] must be distinct from the others/,
    ],
    [
      "what is no estimator",
      [["a", 1]],
      /steps\[0\], "a", must be an estimator or a sampler or "passthrough"; received 1/,
    ],
    [
      "a predictor in between",
      [
        ["a", new First()],
        ["b", scale],
      ],
      /step "a" must be a transformer or a sampler, since it is not the last/,
    ],
  ])("%s", (_, steps, message) => {
    expect(make(steps)).toThrow(InvalidParameterError);
    expect(make(steps)).toThrow(message);
  });
  test("a misspelt path, with the right one", () => {
    expect(() => scaled().withParam("model.ofset", 1)).toThrow(/did you mean "offset"/);
    expect(() => scaled().withParam("modle.offset", 1)).toThrow(/did you mean "model.offset"/);
  });
});

test("estimators without names are named by their classes, as scikit-learn does", () => {
  const pipeline = makePipeline(new StandardScaler(), new StandardScaler(), "passthrough", new First());
  expect(pipeline.params.steps.map(([name]) => name)).toEqual([
    "standardscaler-1",
    "standardscaler-2",
    "passthrough",
    "first",
  ]);
});

test("a fitted pipeline survives writing and reading", async () => {
  const pipeline = new Pipeline([
    ["standard", new StandardScaler()],
    ["skip", "passthrough"],
    ["range", new MinMaxScaler()],
  ]);
  const model = await pipeline.fit(X);
  const classes = [
    Pipeline,
    PipelineModel,
    StandardScaler,
    StandardScalerModel,
    MinMaxScaler,
    MinMaxScalerModel,
  ];
  const lookup = (name: string) => classes.find((candidate) => candidate.typeName === name);
  const copy = decodeState(encodeState(model), lookup) as typeof model;
  expect(((await copy.transform(X)) as Matrix).toArray()).toEqual([[0], [0.5], [1]]);
  const recipe = decodeState(encodeState(pipeline), lookup) as typeof pipeline;
  expect(recipe.params.steps[2][1]).toBeInstanceOf(MinMaxScaler);
});

test("a pipeline may stand inside another", async () => {
  const inner = new Pipeline([
    ["scale", new StandardScaler()],
    ["rescale", new MinMaxScaler()],
  ]);
  const outer = new Pipeline([
    ["prepare", inner],
    ["model", new DummyRegressor()],
  ]);
  const model = await outer.fit([[1], [2], [4]], [3, 5, 7]);
  expect(model.steps.map(([name]) => name)).toEqual(["prepare", "model"]);
  expect(Array.from(await model.predict([[0]]))).toEqual([5]);
});
