import type {
  ClassifierModel,
  FitOptions,
  Label,
  MatrixLike,
  RegressorModel,
  VectorLike,
} from "../base/estimator.js";
import { BaseEstimator } from "../base/estimator.js";
import type { ParamGrid, Paths } from "../base/param-paths.js";
import type { Matrix } from "../core/matrix.js";
import { MinMaxScaler } from "../preprocessing/min-max-scaler.js";
import { StandardScaler } from "../preprocessing/standard-scaler.js";
import { makePipeline, Pipeline } from "./pipeline.js";

// What a regressor, a classifier and a classifier with probabilities look like to the compiler.
declare class Line extends BaseEstimator<{ readonly alpha: number; readonly solver: "a" | "b" }> {
  readonly kind: "regressor";
  fit(X: MatrixLike, y: VectorLike<number>, options?: FitOptions): Promise<LineModel>;
}
declare class LineModel implements RegressorModel {
  readonly typeName: string;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
  readonly coef: Float64Array;
  predict(X: MatrixLike): Promise<Float64Array>;
  score(X: MatrixLike, y: VectorLike<number>): Promise<number>;
  toState(): Record<string, unknown>;
}
declare class Sides extends BaseEstimator<{ readonly C: number }> {
  readonly kind: "classifier";
  fit<L extends Label>(X: MatrixLike, y: VectorLike<L>, options?: FitOptions): Promise<SidesModel<L>>;
}
declare class SidesModel<L extends Label> implements ClassifierModel<L> {
  readonly typeName: string;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
  readonly classes: readonly L[];
  readonly margin: number;
  predict(X: MatrixLike): Promise<L[]>;
  predictProba(X: MatrixLike): Promise<Matrix>;
  score(X: MatrixLike, y: VectorLike<L>): Promise<number>;
  toState(): Record<string, unknown>;
}

const X = [[1, 2]];
const scaler = new StandardScaler();

export async function fittedTypesAreKept(): Promise<void> {
  const line = new Pipeline([
    ["scale", scaler],
    ["model", new Line("Line", {} as never, {})],
  ]);
  const fitted = await line.fit(X, [1, 2]);
  fitted.namedSteps.model.coef satisfies Float64Array;
  fitted.namedSteps.scale.mean satisfies Float64Array | null;
  (await fitted.predict(X)) satisfies Float64Array;
  (await fitted.score(X, [1])) satisfies number;
  line.kind satisfies "regressor";
  // @ts-expect-error a regressor has no probabilities
  await fitted.predictProba(X);
  // @ts-expect-error no such step
  fitted.namedSteps.modle;
  // @ts-expect-error a regressor wants numbers
  await line.fit(X, ["cat", "dog"]);
  // @ts-expect-error a regressor wants a target
  await line.fit(X);
  // @ts-expect-error there is no predict before fit
  await line.predict(X);
}

export async function labelsKeepTheirType(): Promise<void> {
  const sides = new Pipeline([
    ["scale", scaler],
    ["model", new Sides("Sides", {} as never, {})],
  ]);
  const fitted = await sides.fit(X, ["cat", "dog"] as string[]);
  (await fitted.predict(X)) satisfies string[];
  (await fitted.predictProba(X)) satisfies Matrix;
  fitted.classes satisfies readonly string[];
  fitted.namedSteps.model.margin satisfies number;
  // @ts-expect-error labels are strings here
  (await fitted.predict(X)) satisfies number[];
  const numbers = await sides.fit(X, Int32Array.of(0, 1));
  (await numbers.predict(X)) satisfies number[];
  // @ts-expect-error a classifier does not transform
  await fitted.transform(X);

  const outer = new Pipeline([
    [
      "clean",
      new Pipeline([
        ["scale", scaler],
        ["range", new MinMaxScaler()],
      ]),
    ],
    ["inner", sides],
  ]);
  const nested = await outer.fit(X, ["a", "b"] as string[]);
  (await nested.predict(X)) satisfies string[];
  outer.withParam("clean.scale.withMean", false);
}

export async function transformersNeedNoTarget(): Promise<void> {
  const only = new Pipeline([
    ["scale", scaler],
    ["rest", "passthrough"],
  ]);
  const fitted = await only.fit(X);
  await fitted.transform(X);
  await fitted.inverseTransform(X);
  fitted.featureNamesOut() satisfies readonly string[];
  // @ts-expect-error nothing predicts
  await fitted.predict(X);
  const two = await makePipeline(scaler, new MinMaxScaler()).fitTransform(X);
  two.model.featureNamesOut() satisfies readonly string[];
}

export function onlyTransformersStandBeforeTheLastStep(): void {
  // @ts-expect-error a regressor is no transformer
  new Pipeline([
    ["model", new Line("Line", {} as never, {})],
    ["scale", scaler],
  ]);
  // @ts-expect-error no steps
  new Pipeline([]);
  // @ts-expect-error no such word
  new Pipeline([["scale", "skip"]]);
}

export function pathsAreChecked(): void {
  const line = new Pipeline([
    ["scale", scaler],
    ["model", new Line("Line", {} as never, {})],
  ]);
  type LinePaths = Paths<typeof line>;
  const grid: ParamGrid<typeof line> = {
    "model.alpha": [1, 2],
    "model.solver": ["a"],
    "scale.withMean": [true],
    scale: ["passthrough", new MinMaxScaler()],
  };
  "model.alpha" satisfies LinePaths;
  // @ts-expect-error no such hyper-parameter
  "model.alhpa" satisfies LinePaths;
  // @ts-expect-error no such step
  const misspelt: ParamGrid<typeof line> = { "modle.alpha": [1] };
  // @ts-expect-error alpha is a number
  const mistyped: ParamGrid<typeof line> = { "model.alpha": ["1"] };
  const made = makePipeline(scaler, new Line("Line", {} as never, {}));
  const open: ParamGrid<typeof made> = { "line.alpha": [1] };
  // @ts-expect-error no step has such a hyper-parameter
  const wrong: ParamGrid<typeof made> = { "line.beta": [1] };
  void [grid, misspelt, mistyped, open, wrong];
}
