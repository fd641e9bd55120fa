import {
  accuracyScore,
  crossValScore,
  DummyRegressor,
  deserialize,
  type FitOptions,
  InvalidInputError,
  InvalidParameterError,
  Matrix,
  onWarning,
  Pipeline,
  RandomState,
  r2Score,
  type ScoreOptions,
  serialize,
  setLanes,
  trainTestSplit,
} from "learnkit";
import { expect } from "vitest";
import type { CheckName, ConformanceCase } from "./case.js";
import { sampleFor, targetsOf } from "./data.js";
import { answersNewRows, fitCase, flat, type Model, observe, rejection } from "./observe.js";

type Check = (subject: ConformanceCase) => Promise<void>;

function expectSimilar(actual: readonly unknown[], expected: readonly unknown[], closeness: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i];
    const b = expected[i];
    if (typeof a === "number" && typeof b === "number" && Number.isFinite(b)) {
      expect(Math.abs(a - b), `value ${i}: ${a} against ${b}`).toBeLessThanOrEqual(
        closeness * Math.max(1, Math.abs(b)),
      );
    } else expect(a).toEqual(b);
  }
}

const closenessOf = (subject: ConformanceCase): number => subject.closeness ?? 1e-9;

export function expectInvalid(error: unknown, place: { row?: number; column?: number | string } = {}): void {
  expect(error, String(error)).toBeInstanceOf(InvalidInputError);
  const { row, column } = error as InvalidInputError;
  if (place.row !== undefined) expect(row, String(error)).toBe(place.row);
  if (place.column !== undefined) expect(column, String(error)).toBe(place.column);
}

export function withValue(X: Matrix, i: number, j: number, value: number): Matrix {
  const data = X.data.slice();
  data[i * X.columns + j] = value;
  return new Matrix(data, X.rows, X.columns);
}

async function sameBitsOnLanes(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const seen: unknown[][] = [];
  try {
    for (const lanes of [1, 2]) {
      setLanes(lanes);
      seen.push(await observe(await fitCase(subject, X, y), X));
    }
  } finally {
    setLanes(null);
  }
  expect(seen[0]).toEqual(seen[1]);
}

async function scoreAgrees(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const model: Model = await fitCase(subject, X, y);
  const { kind } = subject.make();
  if (model.score === undefined)
    return expect(["transformer", "outlier_detector", "neighbor_search"]).toContain(kind);
  if (kind === "density_estimator" || kind === "clusterer") return scoresFit(model, X);
  const predicted = await model.predict(X);
  const metric = kind === "regressor" ? meanR2 : rowAccuracy;
  expect(await model.score(X, y)).toBeCloseTo(metric(y, predicted), 12);
  const sampleWeight = y.map((_, i) => (i % 4) + 0.5);
  expect(await model.score(X, y, { sampleWeight })).toBeCloseTo(metric(y, predicted, { sampleWeight }), 12);
}

/** R², of several outputs their mean. */
function meanR2(
  y: number[] | number[][],
  predicted: Float64Array | Matrix,
  options: ScoreOptions = {},
): number {
  if (!(predicted instanceof Matrix)) return r2Score(y as number[], predicted, options);
  const scores = [0, 1].map((k) =>
    r2Score(
      (y as number[][]).map((row) => row[k]!),
      predicted.toArray().map((row) => row[k]!),
      options,
    ),
  );
  return (scores[0]! + scores[1]!) / 2;
}

/** Share of the rows of which every label is right. */
function rowAccuracy(y: unknown[], predicted: ArrayLike<unknown>, options: ScoreOptions = {}): number {
  return accuracyScore(y.map(String), Array.from(predicted, String), options);
}

/** Rows fit better where they were seen than far away. */
async function scoresFit(model: Model, X: Matrix): Promise<void> {
  const moved = new Matrix(
    X.data.map((value) => value + 100),
    X.rows,
    X.columns,
  );
  expect(await model.score(X)).toBeGreaterThan(await model.score(moved));
}

async function rowOrder(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const order = new RandomState(3).permutation(X.rows);
  const shuffled = await fitCase(
    subject,
    X.takeRows(order),
    Array.from(order, (i) => y[i]),
  );
  expectSimilar(
    await observe(shuffled, X),
    await observe(await fitCase(subject, X, y), X),
    closenessOf(subject),
  );
}

const takesWeights = (subject: ConformanceCase): boolean => subject.takesWeights ?? needsTarget(subject);

/** Whether fit needs y. */
const needsTarget = (subject: ConformanceCase): boolean =>
  ["classifier", "regressor"].includes(subject.make().kind);

async function weightTwo(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  if (!takesWeights(subject)) return expectWeightsRefusedOrIgnored(subject);
  const index = y.flatMap((_, i) => (i % 3 === 0 ? [i, i] : [i]));
  const repeated = await fitCase(
    subject,
    X.takeRows(index),
    index.map((i) => y[i]),
  );
  const weighted = await fitCase(subject, X, y, { sampleWeight: y.map((_, i) => (i % 3 === 0 ? 2 : 1)) });
  expectSimilar(await observe(weighted, X), await observe(repeated, X), closenessOf(subject));
}

async function weightZero(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  if (!takesWeights(subject)) return expectWeightsRefusedOrIgnored(subject);
  const index = y.flatMap((_, i) => (i % 5 === 0 ? [] : [i]));
  const left = await fitCase(
    subject,
    X.takeRows(index),
    index.map((i) => y[i]),
  );
  const weighted = await fitCase(subject, X, y, { sampleWeight: y.map((_, i) => (i % 5 === 0 ? 0 : 1)) });
  expectSimilar(await observe(weighted, X), await observe(left, X), closenessOf(subject));
}

/** An estimator without weights must not accept them in silence. */
async function expectWeightsRefusedOrIgnored(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const error = await rejection(fitCase(subject, X, y, { sampleWeight: y.map((_, i) => i + 1) }));
  expectInvalid(error);
  expect(error.message).toMatch(/sampleWeight/);
}

async function fitsOrRefuses(subject: ConformanceCase, X: Matrix, y: unknown[]): Promise<void> {
  let model: Model;
  try {
    model = await fitCase(subject, X, y);
  } catch (error) {
    expectInvalid(error);
    return;
  }
  for (const value of await observe(model, X)) if (typeof value === "number") expect(value).not.toBeNaN();
}

async function mustFit(subject: ConformanceCase, X: Matrix, y: unknown[]): Promise<void> {
  const model = await fitCase(subject, X, y);
  const seen = await observe(model, X);
  expect(seen.length).toBeGreaterThan(0);
  for (const value of seen) if (typeof value === "number") expect(value).not.toBeNaN();
}

async function missingValues(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const holed = withValue(withValue(X, 5, 2, Number.NaN), 9, 0, Number.NaN);
  if (subject.takesMissing === true) {
    const model = await fitCase(subject, holed, y);
    expect((await observe(model, holed)).length).toBeGreaterThan(0);
    return;
  }
  expectInvalid(await rejection(fitCase(subject, holed, y)), { row: 5, column: 2 });
  const model = await fitCase(subject, X, y);
  if (answersNewRows(model)) expectInvalid(await rejection(observe(model, holed)), { row: 5, column: 2 });
}

async function infinity(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const model = await fitCase(subject, X, y);
  for (const value of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    const bad = withValue(X, 7, 1, value);
    expectInvalid(await rejection(fitCase(subject, bad, y)), { row: 7, column: 1 });
    if (answersNewRows(model)) expectInvalid(await rejection(observe(model, bad)), { row: 7, column: 1 });
  }
}

async function wrongFeatures(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const model = await fitCase(subject, X, y);
  expect(model.nFeatures).toBe(4);
  if (!answersNewRows(model)) return;
  expectInvalid(await rejection(observe(model, X.takeColumns([0, 1, 2]))));
  expectInvalid(await rejection(observe(model, X.takeColumns([0, 1, 2, 3, 0]))));
}

async function namedColumns(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const named = (names: string[], order = [0, 1, 2, 3]): Matrix =>
    new Matrix(X.takeColumns(order).data, X.rows, 4, names);
  const model = await fitCase(subject, named(["a", "b", "c", "d"]), y);
  expect(model.featureNames).toEqual(["a", "b", "c", "d"]);
  expect(await observe(model, named(["a", "b", "c", "d"]))).toEqual(
    await observe(await fitCase(subject, X, y), X),
  );
  if (!answersNewRows(model)) return;
  expectInvalid(await rejection(observe(model, named(["a", "b", "c", "e"]))));
  expectInvalid(await rejection(observe(model, named(["b", "a", "c", "d"], [1, 0, 2, 3]))));
}

async function sameLabels(subject: ConformanceCase): Promise<void> {
  if (subject.make().kind !== "classifier") return expect(subject.make().kind).not.toBe("classifier");
  const { X, y } = sampleFor(subject);
  const binary = y.map((_, i) => Math.min(i % (subject.nClasses ?? 3), 1));
  const variants: unknown[][] = [
    binary,
    binary.map((label) => ["no", "yes"][label]),
    binary.map((label) => label === 1),
  ];
  const seen: unknown[] = [];
  for (const labels of variants) {
    const model = await fitCase(subject, X, targetsOf(subject, labels));
    const predicted = flat(await model.predict(X));
    const classes: unknown[] = subject.nOutputs === 2 ? model.classes[0] : model.classes;
    expect(classes.every((label) => labels.includes(label))).toBe(true);
    seen.push(predicted.map((label) => classes.indexOf(label)));
  }
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
}

async function oneClass(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  if (subject.make().kind !== "classifier")
    return mustFit(
      subject,
      X,
      targetsOf(
        subject,
        y.map(() => 1),
      ),
    );
  let model: Model;
  try {
    model = await fitCase(
      subject,
      X,
      targetsOf(
        subject,
        y.map(() => "only"),
      ),
    );
  } catch (error) {
    return expectInvalid(error);
  }
  expect(new Set(flat(await model.predict(X)))).toEqual(new Set(["only"]));
}

async function inputUnchanged(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const before = X.data.slice();
  const labels = [...y];
  const rows = X.toArray();
  const model = await fitCase(subject, X, y);
  const seen = await observe(model, new Matrix(before.slice(), X.rows, X.columns));
  expect(X.data).toEqual(before);
  expect(y).toEqual(labels);
  X.data.fill(-1);
  y.fill(y[0]);
  expect(await observe(model, new Matrix(before, before.length / 4, 4))).toEqual(seen);
  expect(await observe(await fitCase(subject, rows, labels), rows)).toEqual(seen);
}

async function twoFits(subject: ConformanceCase): Promise<void> {
  const first = sampleFor(subject);
  const second = sampleFor(subject, 90);
  const alone = [await fitCase(subject, first.X, first.y), await fitCase(subject, second.X, second.y)];
  const together = await Promise.all([
    fitCase(subject, first.X, first.y),
    fitCase(subject, second.X, second.y),
  ]);
  for (const k of [0, 1])
    expect(await observe(together[k], first.X)).toEqual(await observe(alone[k], first.X));
}

/** What a table of hyper-parameters can be asked about. */
export type TableCase = Pick<ConformanceCase, "title" | "specs"> & {
  // biome-ignore lint/suspicious/noExplicitAny: hyper-parameters of various estimators
  readonly construct?: (params: any) => object;
};

export async function outsideDomain(subject: TableCase): Promise<void> {
  const { specs, construct } = subject;
  if (specs === undefined || construct === undefined) return expect(subject.title).toMatch(/\w/);
  for (const [name, spec] of Object.entries(specs)) {
    expect(spec.accepts(spec.default), `${name}: its default lies in its domain`).toBe(true);
    expect(spec.help.length, `${name}: it has help`).toBeGreaterThan(0);
    expect(spec.outside.length, `${name}: values outside are known`).toBeGreaterThan(0);
    for (const value of spec.outside) {
      let error: unknown;
      try {
        construct({ [name]: value });
      } catch (thrown) {
        error = thrown;
      }
      expect(error, `${name} = ${String(value)}`).toBeInstanceOf(InvalidParameterError);
      expect((error as InvalidParameterError).parameter).toBe(name);
    }
  }
}

export async function unknownParameter(subject: TableCase): Promise<void> {
  const { specs, construct } = subject;
  if (specs === undefined || construct === undefined) return expect(subject.title).toMatch(/\w/);
  const name = Object.keys(specs)[0]!;
  expect(() => construct({ [`${name}x`]: 1 })).toThrow(`did you mean "${name}"?`);
}

async function immutable(subject: ConformanceCase): Promise<void> {
  const estimator = subject.make();
  expect(Object.isFrozen(estimator.params)).toBe(true);
  if (subject.specs === undefined) return;
  const name = Object.keys(subject.specs)[0]!;
  const copy = estimator.withParam(name, estimator.params[name]);
  expect(copy).not.toBe(estimator);
  expect(copy.params).toEqual(estimator.params);
}

async function cancelled(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const reason = new Error("changed my mind");
  expect(await rejection(fitCase(subject, X, y, { signal: AbortSignal.abort(reason) }))).toBe(reason);
}

async function fitOptions(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const faults = [null, "weights", { sampleWeigth: y }, { signal: 5 }, { onProgress: 5 }];
  for (const options of faults as (object | null)[]) {
    const error = await rejection(subject.make().fit(X, y, options as FitOptions));
    expect(error, `${JSON.stringify(options)}: ${String(error)}`).toBeInstanceOf(InvalidParameterError);
  }
}

async function saveAndLoad(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const model = await fitCase(subject, X, y);
  const again: Model = deserialize(serialize(model));
  expect(again.constructor).toBe(model.constructor);
  expect(await observe(again, X)).toEqual(await observe(model, X));
  expect(serialize(again)).toEqual(serialize(model));
}

async function estimatorSaveAndLoad(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const estimator = subject.make();
  const again: Model = deserialize(serialize(estimator));
  expect(again.constructor).toBe(estimator.constructor);
  expect(await observe(await again.fit(X, y), X)).toEqual(await observe(await estimator.fit(X, y), X));
}

/** What a cross-validation on the lanes that are set says of a row that no fold can do without. */
export async function foldFault(subject: ConformanceCase): Promise<InvalidInputError> {
  const { X, y } = sampleFor(subject);
  const bad = withValue(X, 5, 1, Number.POSITIVE_INFINITY);
  const estimator = subject.make();
  const predictor =
    estimator.kind === "transformer"
      ? new Pipeline([
          ["step", estimator],
          ["end", new DummyRegressor()],
        ])
      : estimator;
  // Folds that all hold the bad row in their training part, for models that cannot be asked about new rows, and tables of labels.
  const all = Int32Array.from(y.keys());
  const cv =
    needsTarget(subject) && subject.nOutputs === undefined
      ? 4
      : [0, 1, 2, 3].map((i) => ({ train: all, test: all.slice(i, i + 1) }));
  return rejection(crossValScore(predictor, bad, y, { cv, errorScore: "raise" }));
}

async function outputNames(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const model = await fitCase(subject, X, y);
  if (model.transform === undefined) return expect(subject.make().kind).not.toBe("transformer");
  const names: string[] = model.featureNamesOut();
  const output = await model.transform(X);
  expect(names.length).toBe(output.columns);
  expect(names.every((name) => typeof name === "string" && name !== "")).toBe(true);
}

async function emptyData(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  expectInvalid(await rejection(fitCase(subject, [], [])));
  expectInvalid(await rejection(fitCase(subject, Matrix.zeros(0, 4), [])));
  expectInvalid(await rejection(fitCase(subject, Matrix.zeros(X.rows, 0), y)));
  const model = await fitCase(subject, X, y);
  if (answersNewRows(model)) expectInvalid(await rejection(observe(model, Matrix.zeros(0, 4))));
}

async function badWeights(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  if (!takesWeights(subject)) return expectWeightsRefusedOrIgnored(subject);
  const bad = [y.map(() => 0), y.slice(1).map(() => 1), y.map((_, i) => (i === 4 ? Number.NaN : 1))];
  for (const sampleWeight of bad) {
    const error = await rejection(fitCase(subject, X, y, { sampleWeight }));
    expectInvalid(error);
    expect(error.message).toMatch(/sampleWeight/);
  }
}

async function textAmongNumbers(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const rows: unknown[][] = X.toArray();
  rows[3]![1] = "seven";
  if (subject.takesText === true) {
    expect((await observe(await fitCase(subject, rows, y), rows)).length).toBeGreaterThan(0);
    return;
  }
  expectInvalid(await rejection(fitCase(subject, rows, y)), { row: 3, column: 1 });
  for (const wrong of [null, undefined, 3, "X", {}, [1, 2], [null]])
    expectInvalid(await rejection(fitCase(subject, wrong, y)));
}

async function raggedRows(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const rows = X.toArray();
  rows[2]!.pop();
  expectInvalid(await rejection(fitCase(subject, rows, y)), { row: 2 });
}

async function otherLength(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  if (!needsTarget(subject)) return expect(needsTarget(subject)).toBe(false);
  expectInvalid(await rejection(fitCase(subject, X, y.slice(1))));
  expectInvalid(await rejection(fitCase(subject, X, undefined)));
  expectInvalid(
    await rejection(
      fitCase(
        subject,
        X,
        y.map((value, i) => (i === 8 ? null : value)),
      ),
    ),
    { row: 8 },
  );
}

async function hugeValues(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  await fitsOrRefuses(
    subject,
    withValue(withValue(X, 1, 1, 1e308), 2, 1, subject.positive === true ? 1e308 : -1e308),
    y,
  );
}

async function duplicateFeatures(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  await mustFit(subject, X.takeColumns([0, 0, 1, 1]), y);
}

async function constantFeature(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const data = X.data.map((value, p) => (p % 4 === 2 ? 5 : value));
  await mustFit(subject, new Matrix(data, X.rows, 4), y);
}

async function oneFeature(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  await mustFit(subject, X.takeColumns([0]), y);
}

async function oneRow(subject: ConformanceCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  await fitsOrRefuses(subject, X.takeRows([0]), [y[0]]);
}

async function leakGuard(subject: ConformanceCase): Promise<void> {
  const estimator = subject.make();
  if (estimator.kind !== "transformer") return expect(estimator.fit).toBeTypeOf("function");
  const { X, y } = sampleFor(subject);
  const leaks: string[] = [];
  onWarning(({ code, message }) => code === "LEAK" && leaks.push(message));
  try {
    const twin = new Matrix(X.data.slice(), X.rows, X.columns);
    trainTestSplit(await (await fitCase(subject, twin, y)).transform(X), y);
    expect(leaks, "rows it was not fitted on").toEqual([]);
    const fitted = await fitCase(subject, X, y);
    trainTestSplit(await fitted.transform(X), y);
    trainTestSplit((await (subject.make() as Model).fitTransform(X, y)).X, y);
  } finally {
    onWarning(null);
  }
  expect(leaks.length).toBe(subject.stateless === true ? 0 : 2);
  // A pipeline is told as its first step.
  const step = estimator instanceof Pipeline ? "StandardScaler" : estimator.typeName;
  for (const message of leaks) expect(message).toMatch(new RegExp(`by ${step}, which was fitted on all`));
}

/** What every estimator must do, whatever it learns; faults of workers stand apart, where all share two lanes. */
export const CHECKS: Readonly<
  Record<Exclude<CheckName, "a fault in a worker arrives as the same error">, Check>
> = {
  "refuses every hyper-parameter outside its domain by name": outsideDomain,
  "refuses an unknown hyper-parameter and suggests the right one": unknownParameter,
  "is immutable: with() makes a new estimator": immutable,
  "leaves its input unchanged and does not keep it": inputUnchanged,
  "two fits at once are independent": twoFits,
  "gives the same bits on 1 and 2 lanes": sameBitsOnLanes,
  "score agrees with the metric of its predictions": scoreAgrees,
  "the order of the rows does not matter": rowOrder,
  "weight 2 equals a row repeated": weightTwo,
  "weight 0 equals a row left out": weightZero,
  "fits one row, or refuses it as invalid input": oneRow,
  "fits one feature": oneFeature,
  "fits a constant feature": constantFeature,
  "fits duplicate features": duplicateFeatures,
  "takes missing values or refuses them by row and column": missingValues,
  "refuses Infinity by row and column": infinity,
  "takes 1e308 with finite results, or refuses it": hugeValues,
  "refuses ragged rows": raggedRows,
  "refuses text among numbers by row and column": textAmongNumbers,
  "refuses empty data": emptyData,
  "refuses y of another length": otherLength,
  "refuses bad sample weights": badWeights,
  "refuses another number of features in predict": wrongFeatures,
  "refuses renamed and reordered columns in predict": namedColumns,
  "one class is fitted or refused as invalid input": oneClass,
  "string, boolean and number labels give the same model": sameLabels,
  "a cancelled fit rejects with the reason": cancelled,
  "refuses options of fit that it does not know": fitOptions,
  "save and load predict the same bits": saveAndLoad,
  "names every output column": outputNames,
  "the leak guard tells of rows that it was fitted on, and of no others": leakGuard,
  "an estimator survives save and load": estimatorSaveAndLoad,
};
