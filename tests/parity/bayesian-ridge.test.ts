import { BayesianRidge } from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData, TOLERANCES } from "./fixtures.js";

type Kind = "coef" | "intercept" | "alpha" | "lambda" | "sigma" | "scores" | "predicted" | "std";

interface Recorded {
  readonly data: string;
  readonly params: Record<string, unknown>;
  readonly sampleWeight: number[] | null;
  readonly coef: number[];
  readonly intercept: number;
  readonly alpha: number;
  readonly lambda: number;
  readonly sigma: number[][];
  readonly scores: number[];
  readonly predicted: number[];
  readonly std: number[];
  readonly nIter: number;
  /** Least and largest number of iterations that scikit-learn takes when the data move by one unit in the last place. */
  readonly nIters: readonly [number, number];
  /** How far each answer of scikit-learn moves then, relative to its largest. */
  readonly noise: Record<Kind, number>;
  readonly score: number;
}

/** Agreement to the tolerance, or to what scikit-learn repeats itself under rounding of its input, whichever is coarser. */
function expectAgrees(kind: Kind, actual: ArrayLike<number>, recorded: Recorded): void {
  const expected = [recorded[kind]].flat(2);
  const noise = recorded.noise[kind];
  if (8 * noise <= TOLERANCES.lapack) {
    expectClose(actual, expected, "lapack");
    return;
  }
  const scale = Math.max(...expected.map(Math.abs));
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++)
    expect(Math.abs(actual[i]! - expected[i]!), `${kind} ${i}`).toBeLessThanOrEqual(8 * noise * scale);
}

function titleOf({ data, params, sampleWeight }: Recorded): string {
  return `${data} ${JSON.stringify(params)}${sampleWeight ? " weighted" : ""}`;
}

describe("BayesianRidge answers as scikit-learn does", () => {
  test.each(loadFixture<Recorded>("linear-model/bayesian-ridge").cases.map((c) => [titleOf(c), c] as const))(
    "%s",
    async (_, recorded) => {
      const { X, y } = loadFixtureData(recorded.data);
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const model = await new BayesianRidge(recorded.params).fit(X, y, options);
      expect(model.nIter).toBeGreaterThanOrEqual(recorded.nIters[0]);
      expect(model.nIter).toBeLessThanOrEqual(recorded.nIters[1]);
      const seen = X.slice(0, 4);
      const answers: Record<Kind, ArrayLike<number>> = {
        coef: model.coef,
        intercept: [model.intercept],
        alpha: [model.alpha],
        lambda: [model.lambda],
        sigma: model.sigma,
        scores: model.scores,
        predicted: await model.predict(seen),
        std: await model.predictStd(seen),
      };
      for (const [kind, actual] of Object.entries(answers)) expectAgrees(kind as Kind, actual, recorded);
      const allowed = Math.max(1e-9, recorded.noise.coef);
      expect(Math.abs((await model.score(X, y)) - recorded.score)).toBeLessThanOrEqual(allowed);
    },
  );
});
