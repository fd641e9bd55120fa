import type {
  AnyEstimator,
  AnyModel,
  Label,
  ProbabilisticModel,
  RegressorModel,
} from "../../base/estimator.js";
import { logit } from "../../core/logit.js";
import type { Matrix } from "../../core/matrix.js";
import { DummyClassifier, DummyRegressor } from "../../dummy/index.js";
import { centredLogarithms } from "../centred-logarithms.js";
import type { BoostingLoss } from "./boosting-loss.js";

/** The estimator that boosting begins with where none is given: shares of the classes, mean, median or quantile. */
export function defaultInit({ name, alpha }: BoostingLoss): AnyEstimator {
  switch (name) {
    case "squared_error":
      return new DummyRegressor();
    case "absolute_error":
    case "huber":
      return new DummyRegressor({ strategy: "quantile", quantile: 0.5 });
    case "quantile":
      return new DummyRegressor({ strategy: "quantile", quantile: alpha });
    default:
      return new DummyClassifier({ strategy: "prior" });
  }
}

/** Raw predictions of the first model, that of tree k at k × rows; all 0 without one. */
export async function initialRaw(
  loss: BoostingLoss,
  init: AnyModel | "zero",
  X: Matrix,
): Promise<Float64Array> {
  if (init === "zero") return new Float64Array(X.rows * loss.nTrees);
  if (!isClassification(loss)) return Float64Array.from(await (init as RegressorModel).predict(X));
  const { data, rows, columns } = await (init as ProbabilisticModel<Label>).predictProba(X);
  const inside = data.map((p) => Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON));
  const raw = new Float64Array(rows * loss.nTrees);
  for (let i = 0; i < rows; i++) {
    const row = inside.subarray(i * columns, (i + 1) * columns);
    if (loss.name === "multinomial")
      for (const [k, value] of centredLogarithms(row).entries()) raw[k * rows + i] = value;
    else raw[i] = (loss.name === "exponential" ? 0.5 : 1) * logit(row[1]!);
  }
  return raw;
}

function isClassification({ name }: BoostingLoss): boolean {
  return name === "binomial" || name === "multinomial" || name === "exponential";
}
