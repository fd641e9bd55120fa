import { MinkowskiRegressor, type MinkowskiRegressorParams, minkowskiError } from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

interface PlaneCase {
  readonly data: string;
  readonly params: Partial<MinkowskiRegressorParams> & { readonly p: number };
  readonly sampleWeight: number[] | null;
  readonly coef: number[];
  readonly intercept: number;
  readonly error: number;
}

describe("Minkowski regressions equal scikit-learn's and SciPy's minima", () => {
  const { cases, notes } = loadFixture<PlaneCase>("minkowski/regression");
  const sets = notes["sets"] as Readonly<Record<string, { readonly X: number[][]; readonly y: number[] }>>;

  test.each(
    cases.map((item): [string, PlaneCase] => [
      `${item.data} ${JSON.stringify(item.params)}${item.sampleWeight ? ", weighted" : ""}`,
      item,
    ]),
  )("%s", async (_, { data, params, sampleWeight, coef, intercept, error }) => {
    const { X, y } = sets[data]!;
    const options = sampleWeight === null ? {} : { sampleWeight };
    const model = await new MinkowskiRegressor(params).fit(X, y, options);
    expect(model.converged).toBe(true);
    const found = minkowskiError(y, await model.predict(X), { p: params.p, ...options });
    expectClose(found, error, "converged");
    expect(found).toBeLessThanOrEqual(error * (1 + 1e-9));
    // Of p = 1 the plane need not be unique; its error is.
    if (params.p > 1) expectClose([...model.coef, model.intercept], [...coef, intercept], "converged");
  });
});
