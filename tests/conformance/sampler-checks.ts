import {
  type BaseSampler,
  CsrMatrix,
  deserialize,
  Frame,
  InvalidInputError,
  InvalidParameterError,
  LearnkitError,
  Matrix,
  onWarning,
  type ParamSpec,
  RandomState,
  type SamplerParams,
  serialize,
  setLanes,
  trainTestSplit,
} from "learnkit";
import { expect } from "vitest";
import { expectInvalid, outsideDomain, unknownParameter, withValue } from "./checks.js";
import { rejection } from "./observe.js";

/** Names of the checks. */
export type SamplerCheckName =
  | "refuses every hyper-parameter outside its domain by name"
  | "refuses an unknown hyper-parameter and suggests the right one"
  | "is immutable: with() makes a new sampler"
  | "gives back the kinds of table and vector that it was given"
  | "sparse rows are resampled as dense ones are, and stay sparse"
  | "changes no class that the strategy leaves alone"
  | "string and number labels give the same rows"
  | "leaves its input unchanged and does not share it"
  | "two at once are independent"
  | "gives the same bits on 1 and 2 lanes"
  | "takes missing values or refuses them by row and column"
  | "refuses Infinity by row and column"
  | "refuses ragged rows, text among numbers and what is no table"
  | "refuses y of another length, missing labels and one class"
  | "takes columns of text or refuses them"
  | "resamples a row or two, or refuses them as invalid input"
  | "takes constant and duplicate features"
  | "takes 1e308 with finite results, or refuses it"
  | "a cancelled call rejects with the reason"
  | "refuses options that it does not know, and sample weights"
  | "reports progress to the end"
  | "the leak guard tells of resampled rows that are split"
  | "survives save and load";

/** One sampler in one setting. It is given 60 rows of 4 features: 30 of class 0, 20 of class 1, 10 of class 2. */
export interface SamplerCase {
  /** Class and setting: `SMOTE(kNeighbors: 3)`. */
  readonly title: string;
  readonly make: () => BaseSampler<SamplerParams>;
  /** Its parameter table and its constructor. */
  // biome-ignore lint/suspicious/noExplicitAny: tables of various samplers
  readonly specs: Readonly<Record<string, ParamSpec<any>>>;
  // biome-ignore lint/suspicious/noExplicitAny: hyper-parameters of various samplers
  readonly construct: (params: any) => BaseSampler<SamplerParams>;
  /** Classes of the data; default 3. 2 where the setting needs two. */
  readonly nClasses?: number;
  /** Columns whose values are rounded to whole numbers, for categories; default none. */
  readonly rounded?: readonly number[];
  /** Whether X may hold missing values; default false. */
  readonly takesMissing?: boolean;
  /** Whether X may hold texts; default false. */
  readonly takesText?: boolean;
  /** Checks that this sampler cannot pass, each with the reason; they are run and must fail. */
  readonly exceptions?: Partial<Record<SamplerCheckName, string>>;
}

interface Sample {
  readonly X: Matrix;
  readonly y: number[];
}

function sampleFor(subject: SamplerCase): Sample {
  const random = new RandomState(7);
  const two = subject.nClasses === 2;
  const y = Array.from({ length: 60 }, (_, i) => {
    if (two) return i % 4 === 3 ? 1 : 0;
    return i % 6 === 5 ? 2 : i % 3 === 1 ? 1 : 0;
  });
  const values = random.normal(0, 1, 240).map((value, p) => {
    const shifted = value + y[p >> 2]! * (p % 4 === 0 ? 1 : 0.5);
    return subject.rounded?.includes(p % 4) === true ? Math.round(shifted) : shifted;
  });
  return { X: new Matrix(values, 60, 4), y };
}

// biome-ignore lint/suspicious/noExplicitAny: results of various samplers, and input that is wrong on purpose
type Loose = any;

const resample = (subject: SamplerCase, X: Loose, y: Loose, options?: Loose): Promise<Loose> =>
  subject.make().fitResample(X, y, options);

/** Rows and labels as plain values. */
async function observe(subject: SamplerCase, X: Loose, y: Loose): Promise<unknown[]> {
  const result = await resample(subject, X, y);
  return [result.X.toArray?.() ?? result.X, Array.from(result.y)];
}

async function keepsContainers(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const names = ["a", "b", "c", "d"];
  const plain = await resample(subject, X, y);
  expect(plain.X).toBeInstanceOf(Matrix);
  expect(plain.X.columnNames).toBeUndefined();
  expect(plain.y.length).toBe(plain.X.rows);
  const named = await resample(subject, new Matrix(X.data, 60, 4, names), y);
  expect(named.X.columnNames).toEqual(names);
  expect(named.X.data).toEqual(plain.X.data);
  const rows = await resample(subject, X.toArray(), Int32Array.from(y));
  expect(rows.X).toEqual(plain.X);
  expect(rows.y).toEqual(Int32Array.from(plain.y));
  const columns = Object.fromEntries(names.map((name, j) => [name, X.column(j)]));
  const frame = Frame.fromColumns({ ...columns, y: y.map((label) => `class ${label}`) });
  const parts = frame.split("y" as never) as { X: Frame; y: Loose };
  const framed = await resample(subject, parts.X, parts.y);
  expect(framed.X).toBeInstanceOf(Frame);
  expect(framed.X.X().data).toEqual(plain.X.data);
  expect(Array.from(framed.y)).toEqual(plain.y.map((label: number) => `class ${label}`));
}

async function sparse(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const zeroed = new Matrix(
    X.data.map((value, p) => (p % 3 === 0 ? 0 : value)),
    60,
    4,
  );
  const dense = await resample(subject, zeroed, y);
  const result = await resample(subject, CsrMatrix.fromMatrix(zeroed), y);
  expect(result.X).toBeInstanceOf(CsrMatrix);
  expect(result.y).toEqual(dense.y);
  const [a, b]: Float64Array[] = [result.X.toMatrix().data, dense.X.data];
  expect(a!.length).toBe(b!.length);
  for (let p = 0; p < a!.length; p++) expect(Math.abs(a![p]! - b![p]!)).toBeLessThan(1e-9);
}

async function strategyIsKept(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const sampler = subject.make();
  const { y: labels, X: rows, samplingStrategy, sampleIndices } = await resample(subject, X, y);
  const before = countsOf(y);
  const after = countsOf(labels);
  const over = sampler.samplingType === "over-sampling";
  for (const [label, count] of before) {
    const has = after.get(label) ?? 0;
    if (!samplingStrategy.has(label)) expect(has, `class ${label}`).toBe(count);
    else if (over) expect(has).toBeGreaterThanOrEqual(count);
    else expect(has).toBeLessThanOrEqual(count);
  }
  if (over) expect(rows.data.slice(0, 240)).toEqual(X.data);
  if (sampleIndices !== undefined)
    expect(labels).toEqual(Array.from(sampleIndices as Int32Array, (i) => y[i]));
}

function countsOf(labels: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

async function sameLabels(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const [rows, labels] = (await observe(subject, X, y)) as [unknown, number[]];
  const texts = ["alpha", "beta", "gamma"];
  expect(
    await observe(
      subject,
      X,
      y.map((label) => texts[label]),
    ),
  ).toEqual([rows, labels.map((label) => texts[label])]);
}

async function inputUnchanged(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const before = X.data.slice();
  const labels = [...y];
  const result = await resample(subject, X, y);
  expect(X.data).toEqual(before);
  expect(y).toEqual(labels);
  const seen = result.X.data.slice();
  X.data.fill(-1);
  y.fill(0);
  expect(result.X.data).toEqual(seen);
  expect(result.y).not.toBe(y);
}

async function twoAtOnce(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const sampler = subject.make();
  const alone = (await sampler.fitResample(X, y)).X;
  const other = X.takeRows(Array.from({ length: 60 }, (_, i) => 59 - i));
  const [first] = await Promise.all([
    sampler.fitResample(X, y),
    sampler.fitResample(other, [...y].reverse()),
    sampler.fitResample(X, y),
  ]);
  expect(first.X).toEqual(alone);
}

async function sameBitsOnLanes(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const seen: unknown[] = [];
  try {
    for (const lanes of [1, 2]) {
      setLanes(lanes);
      seen.push(await observe(subject, X, y));
    }
  } finally {
    setLanes(null);
  }
  expect(seen[0]).toEqual(seen[1]);
}

async function immutable(subject: SamplerCase): Promise<void> {
  const sampler = subject.make();
  expect(Object.isFrozen(sampler.params)).toBe(true);
  const name = Object.keys(subject.specs)[0]!;
  const copy = sampler.withParam(name, sampler.params[name as keyof SamplerParams]);
  expect(copy).not.toBe(sampler);
  expect(copy.params).toEqual(sampler.params);
}

async function missingValues(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const holed = withValue(withValue(X, 5, 2, Number.NaN), 9, 0, Number.NaN);
  if (subject.takesMissing === true) expect((await resample(subject, holed, y)).X.rows).toBeGreaterThan(0);
  else expectInvalid(await rejection(resample(subject, holed, y)), { row: 5, column: 2 });
}

async function infinity(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  for (const value of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    const bad = withValue(X, 7, 1, value);
    expectInvalid(await rejection(resample(subject, bad, y)), { row: 7, column: 1 });
    expectInvalid(await rejection(resample(subject, CsrMatrix.fromMatrix(bad), y)), { row: 7, column: 1 });
    expectInvalid(await rejection(resample(subject, bad.toArray(), y)), { row: 7, column: 1 });
  }
}

async function malformed(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const rows: unknown[][] = X.toArray();
  rows[2]!.pop();
  expectInvalid(await rejection(resample(subject, rows, y)), { row: 2 });
  const texts: unknown[][] = X.toArray();
  texts[3]![1] = "seven";
  expectInvalid(await rejection(resample(subject, texts, y)), { row: 3, column: 1 });
  for (const wrong of [
    null,
    undefined,
    3,
    "X",
    {},
    [1, 2],
    [null],
    [],
    Matrix.zeros(0, 4),
    Matrix.zeros(60, 0),
  ])
    expectInvalid(await rejection(resample(subject, wrong, y)));
}

async function badTargets(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  expectInvalid(await rejection(resample(subject, X, y.slice(1))));
  expectInvalid(await rejection(resample(subject, X, undefined)));
  const missing = y.map((label, i) => (i === 8 ? null : label));
  expectInvalid(await rejection(resample(subject, X, missing)), { row: 8 });
  const one = await rejection(
    resample(
      subject,
      X,
      y.map(() => 1),
    ),
  );
  expectInvalid(one);
  expect(one.message).toMatch(/2 classes/);
}

async function textColumns(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const city = Array.from({ length: 60 }, (_, i) => ["Oslo", "Rome", "Bern"][(i * 7) % 3]!);
  const frame = Frame.fromColumns({ a: X.column(0), b: X.column(1), c: X.column(2), city });
  if (subject.takesText !== true) {
    const error = await rejection(resample(subject, frame, y));
    expect(error, String(error)).toBeInstanceOf(InvalidInputError);
    return;
  }
  const { X: result } = await resample(subject, frame, y);
  expect(result.schema).toEqual(frame.schema);
  expect(new Set(result.column("city").toArray())).toEqual(new Set(city));
}

async function smallest(subject: SamplerCase): Promise<void> {
  for (const rows of [1, 2, 3]) {
    const X = Matrix.from(Array.from({ length: rows }, (_, i) => [i, -i, 1, 2]));
    const y = Array.from({ length: rows }, (_, i) => i % 2);
    try {
      const result = await resample(subject, X, y);
      expect(result.y.length).toBe(result.X.rows);
    } catch (error) {
      expect(error).toBeInstanceOf(LearnkitError);
    }
  }
}

async function oddFeatures(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const constant = new Matrix(
    X.data.map((value, p) => (p % 4 === 2 ? 5 : value)),
    60,
    4,
  );
  for (const odd of [X.takeColumns([0, 0, 1, 1]), constant, X.takeColumns([0, 1, 2, 3, 0, 1])]) {
    const result = await resample(subject, odd, y);
    expect(Array.from(result.X.data as Float64Array).every(Number.isFinite)).toBe(true);
  }
}

async function hugeValues(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const huge = withValue(withValue(X, 5, 1, 1e308), 11, 1, -1e308);
  const error = await rejection(resample(subject, huge, y));
  if (error !== undefined) return expectInvalid(error);
  const { X: rows } = await resample(subject, huge, y);
  expect(Array.from(rows.data as Float64Array).every(Number.isFinite)).toBe(true);
}

async function cancelled(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const reason = new Error("changed my mind");
  const signal = AbortSignal.abort(reason);
  expect(await rejection(resample(subject, X, y, { signal }))).toBe(reason);
}

async function optionsChecked(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  for (const options of [null, "weights", { sampleWeigth: y }, { signal: 5 }, { onProgress: 5 }])
    expect(await rejection(resample(subject, X, y, options))).toBeInstanceOf(InvalidParameterError);
  const weighted = await rejection(resample(subject, X, y, { sampleWeight: y.map(() => 1) }));
  expectInvalid(weighted);
  expect(weighted.message).toMatch(/sampleWeight/);
}

async function progress(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const seen: { done: number; total: number }[] = [];
  await resample(subject, X, y, { onProgress: (step: { done: number; total: number }) => seen.push(step) });
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.at(-1)!.done).toBe(seen.at(-1)!.total);
}

async function leakGuard(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const leaks: string[] = [];
  onWarning(({ code, message }) => code === "LEAK" && leaks.push(message));
  try {
    const { X: rows, y: labels } = await resample(subject, X, y);
    trainTestSplit(X, y);
    expect(leaks, "the given rows themselves").toEqual([]);
    trainTestSplit(rows, labels);
    trainTestSplit(rows.takeRows([0, 1, 2, 3]));
  } finally {
    onWarning(null);
  }
  expect(leaks.length).toBe(2);
  for (const message of leaks)
    expect(message).toMatch(new RegExp(`by ${subject.make().typeName}, which was fitted on all`));
}

async function saveAndLoad(subject: SamplerCase): Promise<void> {
  const { X, y } = sampleFor(subject);
  const sampler = subject.make();
  const again = deserialize(serialize(sampler)) as Loose;
  expect(again.constructor).toBe(sampler.constructor);
  expect(await again.fitResample(X, y)).toEqual(await sampler.fitResample(X, y));
}

/** What every sampler must do. */
export const SAMPLER_CHECKS: Readonly<Record<SamplerCheckName, (subject: SamplerCase) => Promise<void>>> = {
  "refuses every hyper-parameter outside its domain by name": outsideDomain,
  "refuses an unknown hyper-parameter and suggests the right one": unknownParameter,
  "is immutable: with() makes a new sampler": immutable,
  "gives back the kinds of table and vector that it was given": keepsContainers,
  "sparse rows are resampled as dense ones are, and stay sparse": sparse,
  "changes no class that the strategy leaves alone": strategyIsKept,
  "string and number labels give the same rows": sameLabels,
  "leaves its input unchanged and does not share it": inputUnchanged,
  "two at once are independent": twoAtOnce,
  "gives the same bits on 1 and 2 lanes": sameBitsOnLanes,
  "takes missing values or refuses them by row and column": missingValues,
  "refuses Infinity by row and column": infinity,
  "refuses ragged rows, text among numbers and what is no table": malformed,
  "refuses y of another length, missing labels and one class": badTargets,
  "takes columns of text or refuses them": textColumns,
  "resamples a row or two, or refuses them as invalid input": smallest,
  "takes constant and duplicate features": oddFeatures,
  "takes 1e308 with finite results, or refuses it": hugeValues,
  "a cancelled call rejects with the reason": cancelled,
  "refuses options that it does not know, and sample weights": optionsChecked,
  "reports progress to the end": progress,
  "the leak guard tells of resampled rows that are split": leakGuard,
  "survives save and load": saveAndLoad,
};
