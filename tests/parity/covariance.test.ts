import { type CovarianceModel, EllipticEnvelope, EmpiricalCovariance, MinCovDet } from "learnkit";
import { describe, expect, test, vi } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);

interface CovarianceCase {
  readonly data: string;
  readonly params: object;
  readonly other: number[][];
  readonly location: number[];
  readonly covariance: number[][];
  readonly precision: number[][];
  readonly mahalanobis: number[];
  readonly otherDistances: number[];
  readonly score: number;
}

interface EmpiricalCase extends CovarianceCase {
  readonly compCov: number[][];
  readonly errorNorms: readonly {
    readonly norm: "frobenius" | "spectral";
    readonly scaling: boolean;
    readonly squared: boolean;
    readonly value: number;
  }[];
}

describe("empirical covariance equals scikit-learn's", () => {
  const { cases, notes } = loadFixture<EmpiricalCase>("covariance/empirical");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;

  test.each(
    cases.map((item): [string, EmpiricalCase] => [`${item.data} ${JSON.stringify(item.params)}`, item]),
  )("%s", async (_, item) => {
    const X = sets[item.data]!;
    const model = await new EmpiricalCovariance(item.params).fit(X);
    expectClose(model.location, item.location, "rounding");
    expectClose(model.covariance.toArray(), item.covariance, "rounding");
    expectClose(model.precision?.toArray(), item.precision, "lapack");
    expect(model.getPrecision()).toBe(model.precision);
    expectClose((await model.mahalanobis(X)).slice(0, 30), item.mahalanobis, "lapack");
    expectClose(await model.mahalanobis(item.other), item.otherDistances, "lapack");
    expectClose(await model.score(item.other), item.score, "lapack");
    for (const { value, ...options } of item.errorNorms)
      expectClose(model.errorNorm(item.compCov, options), value, "lapack");
  });
});

interface RobustCase extends CovarianceCase {
  readonly estimator: "MinCovDet" | "EllipticEnvelope";
  readonly rawLocation: number[];
  readonly rawCovariance: number[][];
  readonly rawSupport: number[];
  readonly support: number[];
  readonly dist: number[];
  readonly offset: number;
  readonly decision: number[];
  readonly scoreSamples: number[];
  readonly predicted: number[];
  readonly outliers: number[];
}

const rowsIn = (mask: readonly boolean[]): number[] => mask.flatMap((inside, i) => (inside ? [i] : []));

async function expectShared(
  model: CovarianceModel & { readonly support: readonly boolean[]; readonly rawSupport: readonly boolean[] },
  X: number[][],
  item: RobustCase,
): Promise<void> {
  expect(rowsIn(model.rawSupport)).toEqual(item.rawSupport);
  expect(rowsIn(model.support)).toEqual(item.support);
  expectClose(model.location, item.location, "lapack");
  expectClose(model.covariance.toArray(), item.covariance, "lapack");
  expectClose(model.getPrecision().toArray(), item.precision, "lapack");
  expectClose((await model.mahalanobis(X)).slice(0, 30), item.mahalanobis, "lapack");
  expectClose(await model.mahalanobis(item.other), item.otherDistances, "lapack");
}

describe("robust covariances equal scikit-learn's, support for support", () => {
  const { cases, notes } = loadFixture<RobustCase>("covariance/robust");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;
  const titled = (estimator: string): [string, RobustCase][] =>
    cases
      .filter((item) => item.estimator === estimator)
      .map((item) => [`${estimator} ${item.data} ${JSON.stringify(item.params)}`, item]);

  test.each(titled("MinCovDet"))("%s", async (_, item) => {
    const X = sets[item.data]!;
    const model = await new MinCovDet(item.params).fit(X);
    await expectShared(model, X, item);
    expectClose(model.rawLocation, item.rawLocation, "lapack");
    expectClose(model.rawCovariance.toArray(), item.rawCovariance, "lapack");
    expectClose(model.dist.slice(0, 30), item.dist, "lapack");
    expectClose(await model.score(item.other), item.score, "lapack");
  });

  test.each(titled("EllipticEnvelope"))("%s", async (_, item) => {
    const X = sets[item.data]!;
    const model = await new EllipticEnvelope(item.params).fit(X);
    await expectShared(model, X, item);
    expectClose(model.offset, item.offset, "lapack");
    // A difference is right to the last digits of its terms.
    const terms = [...item.scoreSamples, item.offset];
    const decision = await model.decisionFunction(item.other);
    expectClose([...decision, ...terms], [...item.decision, ...terms], "lapack");
    expectClose(await model.scoreSamples(item.other), item.scoreSamples, "lapack");
    expect([...(await model.predict(item.other))]).toEqual(item.predicted);
    expect(rowsIn(Array.from(await model.predict(X), (label) => label < 0))).toEqual(item.outliers);
    expect(await model.score(item.other, [1, 1, -1, -1, 1, -1, 1])).toBe(item.score);
  });
});
