import { describe, expect, test } from "vitest";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { DecisionTreeRegressor } from "./decision-tree-regressor.js";

const ROWS = 400;

interface Problem {
  readonly X: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

/** Targets with this many decimal places; 15: hardly any are equal. Weights are 1 to 4, or all 1. */
function problem(places: number, weighted: boolean, seed: number): Problem {
  const random = new RandomState(seed);
  const X = new Matrix(
    random.normal(0, 2, ROWS * 4).map((v) => Number(v.toFixed(1))),
    ROWS,
    4,
  );
  const y = random.normal(0, 3, ROWS).map((v, i) => Number((v + X.data[4 * i]!).toFixed(places)));
  const weights = Float64Array.from({ length: ROWS }, () => (weighted ? 1 + random.randint(0, 4) : 1));
  return { X, y, weights };
}

describe("trees by absolute error", () => {
  test("a node's value is the median of its rows, its impurity their mean distance from it", async () => {
    const model = await new DecisionTreeRegressor({ criterion: "absolute_error" }).fit(
      [[0], [0], [1], [1], [1], [1]],
      [1, 4, 10, 10.5, 12, 20],
    );
    expect(Array.from(model.tree.value)).toEqual([10.25, 2.5, 11.25]);
    expect(Array.from(model.tree.impurity)).toEqual([27.5 / 6, 1.5, 2.875]);
  });

  test.for([0, 1, 15])(
    "weights in quarters give the tree of whole weights, targets of %i places",
    async (places) => {
      for (const weighted of [false, true]) {
        for (let seed = 0; seed < 4; seed++) {
          const { X, y, weights } = problem(places, weighted, seed);
          const tree = new DecisionTreeRegressor({ criterion: "absolute_error", minSamplesLeaf: 3 });
          const whole = (await tree.fit(X, y, { sampleWeight: weights })).tree;
          const quarters = (await tree.fit(X, y, { sampleWeight: weights.map((w) => w / 4) })).tree;
          for (const name of ["feature", "threshold", "impurity", "value", "nNodeSamples"] as const) {
            expect(quarters[name]).toEqual(whole[name]);
          }
          expect(whole.nodeCount).toBeGreaterThan(50);
        }
      }
    },
  );
});
