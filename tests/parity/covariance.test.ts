import { EmpiricalCovariance } from "learnkit";
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
