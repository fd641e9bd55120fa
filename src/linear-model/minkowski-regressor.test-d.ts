import { test } from "vitest";
import { minkowskiError } from "../metrics/minkowski-error.js";
import { getScorer } from "../metrics/scorer.js";
import { MinkowskiRegressor } from "./minkowski-regressor.js";

test("Minkowski regression and error", async () => {
  const model = await new MinkowskiRegressor({ p: 1 }).fit([[1]], [1]);
  model.converged satisfies boolean;
  (await model.predict([[1]])) satisfies Float64Array;
  minkowskiError([1], [2], { p: 3 }) satisfies number;
  minkowskiError([[1]], [[2]], { multioutput: "raw_values" }) satisfies Float64Array;
  getScorer("neg_minkowski_error");
  // @ts-expect-error a misspelt hyper-parameter
  new MinkowskiRegressor({ power: 1 });
  // @ts-expect-error targets are numbers
  await new MinkowskiRegressor().fit([[1]], ["a"]);
  // @ts-expect-error a power is a number
  minkowskiError([1], [2], { p: "1" });
});
