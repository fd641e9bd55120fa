import {
  LinearRegression,
  LogisticRegression,
  type LogisticRegressionModel,
  Matrix,
  RandomState,
  Ridge,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData, TOLERANCES, type ToleranceReason } from "./fixtures.js";

interface Recorded {
  readonly data: string;
  readonly params: Record<string, unknown>;
  readonly sampleWeight: number[] | null;
  readonly coef: number[] | number[][];
  readonly intercept: number | number[];
  /** Least and largest number of iterations that scikit-learn takes when the data move by one unit in the last place. */
  readonly nIter: readonly [number, number] | null;
  /** How far scikit-learn's coefficients move then, relative to the largest. */
  readonly noise: number;
  readonly score: number;
  readonly predicted: (number | string | boolean)[];
}

interface RecordedRidge extends Recorded {
  readonly solver: string;
}

interface RecordedLinear extends Recorded {
  readonly rank?: number;
  readonly singular?: number[];
}

interface RecordedLogistic extends Recorded {
  readonly classes: (string | number | boolean)[];
  readonly decision: number[] | number[][];
  readonly probability: number[][];
  readonly logProbability: number[][];
}

function titleOf({ data, params, sampleWeight }: Recorded): string {
  return `${data} ${JSON.stringify(params, (_, value: unknown) => (value === Number.POSITIVE_INFINITY ? "Infinity" : value))}${sampleWeight ? " weighted" : ""}`;
}

function weighted({ sampleWeight }: Recorded): { readonly sampleWeight?: number[] } {
  return sampleWeight === null ? {} : { sampleWeight };
}

/** Agreement to the tolerance, or to what scikit-learn repeats itself under rounding of its input, whichever is coarser. */
function expectAgrees(
  actual: ArrayLike<number>,
  expected: readonly number[],
  reason: ToleranceReason,
  noise: number,
): void {
  if (8 * noise <= TOLERANCES[reason]) {
    expectClose(actual, expected, reason);
    return;
  }
  const scale = Math.max(...expected.map(Math.abs));
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++)
    expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThanOrEqual(8 * noise * scale);
}

function expectPlane(
  model: { readonly coef: ArrayLike<number>; readonly intercept: ArrayLike<number> },
  recorded: Recorded,
  reason: ToleranceReason,
): void {
  const expected = [recorded.coef, recorded.intercept].flat(2);
  expectAgrees([...Array.from(model.coef), ...Array.from(model.intercept)], expected, reason, recorded.noise);
}

function expectIterations(actual: number | null, { nIter }: Recorded): void {
  if (nIter === null) {
    expect(actual).toBeNull();
    return;
  }
  const [least, largest] = nIter;
  const slack = least === largest ? 0 : 2 + 0.1 * largest; // its own count wavers
  expect(actual).toBeGreaterThanOrEqual(least - slack);
  expect(actual).toBeLessThanOrEqual(largest + slack);
}

describe("LinearRegression answers as scikit-learn does", () => {
  test.each(
    loadFixture<RecordedLinear>("linear-model/linear-regression").cases.map((c) => [titleOf(c), c] as const),
  )("%s", async (_, recorded) => {
    const { X, y } = loadFixtureData(recorded.data);
    const model = await new LinearRegression(recorded.params).fit(X, y, weighted(recorded));
    expectPlane({ coef: model.coef, intercept: [model.intercept] }, recorded, "lapack");
    if (recorded.rank !== undefined) {
      expect(model.rank).toBe(recorded.rank);
      expectClose(model.singular!, recorded.singular!, "lapack");
    }
    const predicted = recorded.predicted as number[];
    expectAgrees(await model.predict(X.slice(0, 4)), predicted, "lapack", recorded.noise);
    expect(await model.score(X, y)).toBeCloseTo(recorded.score, 8);
  });
});

describe("Ridge answers as scikit-learn does", () => {
  test.each(loadFixture<RecordedRidge>("linear-model/ridge").cases.map((c) => [titleOf(c), c] as const))(
    "%s",
    async (_, recorded) => {
      const { X, y } = loadFixtureData(recorded.data);
      const model = await new Ridge(recorded.params).fit(X, y, weighted(recorded));
      expectPlane({ coef: model.coef, intercept: [model.intercept] }, recorded, "lapack");
      expect(model.solver).toBe(recorded.solver);
      expectIterations(model.nIter, recorded);
      expect(await model.score(X, y)).toBeCloseTo(recorded.score, 6);
    },
  );
});

interface RecordedNormal {
  readonly seed: number;
  readonly rows: number;
  readonly columns: number;
  readonly offset: number;
  readonly spread: number;
  readonly weighted: boolean;
  readonly fitIntercept: boolean;
  readonly coef: number[];
  readonly intercept: number;
  readonly singular: number[];
  readonly rank: number;
  readonly ridgeCoef: number[];
  readonly ridgeIntercept: number;
  /** How far scikit-learn's ridge coefficients move with the data's last place, or from cholesky to svd, relative to the largest. */
  readonly ridgeNoise: number;
}

/** The data that the recording script draws. */
function drawn({ seed, rows, columns, offset, spread }: RecordedNormal): {
  readonly X: Matrix;
  readonly y: Float64Array;
  readonly weight: Float64Array;
} {
  const random = new RandomState(seed);
  const data = random.normal(0, 1, rows * columns).map((value) => value + offset);
  for (let i = 0; i < rows; i++) data[i * columns]! *= spread;
  const y = random.normal(0, 1, rows).map((value, i) => value + data[i * columns + 1]!);
  return { X: new Matrix(data, rows, columns), y, weight: random.randint(0, 3, rows) };
}

describe("the normal equations of many rows give LAPACK's answer", () => {
  test.each(
    loadFixture<RecordedNormal>("linear-model/normal-equations").cases.map(
      (c) => [`seed ${c.seed}, weighted ${c.weighted}, intercept ${c.fitIntercept}`, c] as const,
    ),
  )("%s", async (_, recorded) => {
    const { X, y, weight } = drawn(recorded);
    const { fitIntercept } = recorded;
    const options = recorded.weighted ? { sampleWeight: weight } : {};
    const model = await new LinearRegression({ fitIntercept }).fit(X, y, options);
    // An intercept at an offset of 1e5 is a difference of large numbers, in scikit-learn too.
    expectClose(model.coef, recorded.coef, "lapack");
    expectClose(model.singular!, recorded.singular, "lapack");
    expect(model.rank).toBe(recorded.rank);
    const ridge = await new Ridge({ fitIntercept, alpha: 5 }).fit(X, y, options);
    expectAgrees(ridge.coef, recorded.ridgeCoef, "lapack", recorded.ridgeNoise);
    const scale = Math.max(1, recorded.offset);
    expect(Math.abs(model.intercept - recorded.intercept)).toBeLessThan(1e-10 * scale);
    expect(Math.abs(ridge.intercept - recorded.ridgeIntercept)).toBeLessThan(1e-10 * scale);
  });
});

/** Deterministic and stochastic solvers repeat scikit-learn's operations; those below leave off where the gradient is small. */
function reasonOf({ solver = "lbfgs", l1Ratio, dual }: Record<string, unknown>): ToleranceReason {
  if (solver === "lbfgs" || solver === "newton-cg") return "stopped";
  if (solver === "liblinear" && l1Ratio !== 1 && dual !== true) return "converged";
  return "lapack";
}

async function expectAnswers(
  model: LogisticRegressionModel<string | number | boolean>,
  recorded: RecordedLogistic,
  X: number[][],
  reason: ToleranceReason,
): Promise<void> {
  const head = X.slice(0, 4);
  const decision = await model.decisionFunction(head);
  const scores = decision instanceof Matrix ? decision.data : decision;
  expectAgrees(scores, recorded.decision.flat(), reason, 8 * recorded.noise);
  const { data } = await model.predictProba(head);
  const tolerance =
    Math.max(TOLERANCES[reason], 100 * recorded.noise) *
    Math.max(1, ...recorded.decision.flat().map(Math.abs));
  recorded.probability.flat().forEach((p, i) => {
    expect(Math.abs(data[i]! - p)).toBeLessThanOrEqual(tolerance);
  });
  const logs = (await model.predictLogProba(head)).data;
  recorded.logProbability.flat().forEach((p, i) => {
    // In two classes the smaller probability is 1 minus the other, in scikit-learn too: its logarithm has an absolute error.
    const absolute = model.classes.length === 2 ? 1e-15 / Math.exp(p) : 0;
    if (logs[i] !== p) expect(Math.abs(logs[i]! - p)).toBeLessThanOrEqual(8 * tolerance + absolute);
  });
  expect(await model.predict(head)).toEqual(recorded.predicted);
}

describe("LogisticRegression answers as scikit-learn does", () => {
  test.each(
    loadFixture<RecordedLogistic>("linear-model/logistic-regression").cases.map(
      (c) => [titleOf(c), c] as const,
    ),
  )("%s", async (_, recorded) => {
    const { X, y } = loadFixtureData<string | number | boolean>(recorded.data);
    const model = await new LogisticRegression(recorded.params).fit(X, y, weighted(recorded));
    const reason = reasonOf(recorded.params);
    expect(model.classes).toEqual(recorded.classes);
    expect([model.coef.rows, model.coef.columns]).toEqual([recorded.coef.length, X[0]!.length]);
    expectPlane({ coef: model.coef.data, intercept: model.intercept }, recorded, reason);
    expectIterations(model.nIter, recorded);
    await expectAnswers(model, recorded, X, reason);
    expect(Math.abs((await model.score(X, y)) - recorded.score)).toBeLessThanOrEqual(1 / X.length);
  });
});
