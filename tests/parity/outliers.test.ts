import {
  iqrFences,
  iqrOutliers,
  mahalanobisOutliers,
  modifiedZscore,
  robustMahalanobis,
  Winsorizer,
  type WinsorizerParams,
  zscore,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

interface ScoreCase {
  readonly data: string;
  readonly values: number[];
  readonly zscores: readonly { readonly ddof: number; readonly scores: number[] }[];
  readonly modified: number[];
  readonly fences: readonly {
    readonly k: number;
    readonly q1: number;
    readonly q3: number;
    readonly lower: number;
    readonly upper: number;
  }[];
}

// A score divides what is left of the values after the mean is taken off: it is right to the digits of the values.
const reasonOf = (name: string): "rounding" | "converged" =>
  name === "huge offset" ? "converged" : "rounding";

describe("scores of one variable equal SciPy's and NumPy's", () => {
  test.each(
    loadFixture<ScoreCase>("outliers/scores").cases.map((item): [string, ScoreCase] => [item.data, item]),
  )("%s", (name, { values, zscores, modified, fences }) => {
    for (const { ddof, scores } of zscores) expectClose(zscore(values, { ddof }), scores, reasonOf(name));
    expectClose(modifiedZscore(values), modified, reasonOf(name));
    for (const { k, ...expected } of fences) {
      const found = iqrFences(values, { k });
      for (const key of ["q1", "q3", "lower", "upper"] as const)
        expectClose([found[key], expected.q3], [expected[key], expected.q3], "rounding");
      expect(iqrOutliers(values, { k })).toEqual(
        values.map((value) => value < expected.lower || value > expected.upper),
      );
    }
  });
});

interface DistanceCase {
  readonly data: string;
  readonly alpha: number;
  readonly distances: number[];
  readonly outliers: number[];
}

describe("robust distances equal scikit-learn's, and their bound SciPy's", () => {
  const { cases, notes } = loadFixture<DistanceCase>("outliers/distances");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;

  test.each(cases.map((item): [string, DistanceCase] => [`${item.data}, alpha ${item.alpha}`, item]))(
    "%s",
    async (_, { data, alpha, distances, outliers }) => {
      expectClose(await robustMahalanobis(sets[data]!), distances, "lapack");
      const mask = await mahalanobisOutliers(sets[data]!, { alpha });
      expect(mask.flatMap((outlying, i) => (outlying ? [i] : []))).toEqual(outliers);
    },
  );
});

interface WinsorizerCase {
  readonly data: string;
  readonly params: Partial<WinsorizerParams>;
  readonly fold: number;
  readonly leftTailCaps: number[] | null;
  readonly rightTailCaps: number[] | null;
  readonly fresh: number[][];
  readonly transformed: number[][];
  readonly names: string[];
}

describe("Winsorizer equals feature-engine's", () => {
  const { cases, notes } = loadFixture<WinsorizerCase>("outliers/winsorizer");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;

  test.each(
    cases.map((item): [string, WinsorizerCase] => [`${item.data} ${JSON.stringify(item.params)}`, item]),
  )("%s", async (_, item) => {
    const model = await new Winsorizer(item.params).fit(sets[item.data]!);
    expect(model.fold).toBe(item.fold);
    for (const caps of ["leftTailCaps", "rightTailCaps"] as const) {
      if (item[caps] === null) expect(model[caps]).toBeNull();
      else expectClose(model[caps]!, item[caps], "rounding");
    }
    const out = await model.transform(item.fresh);
    expectClose(out.toArray(), item.transformed, "rounding");
    expect(model.featureNamesOut()).toEqual(item.names.map((name) => name.replace("c", "x")));
  });
});
