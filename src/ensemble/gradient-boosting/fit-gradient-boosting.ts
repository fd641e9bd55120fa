import type { AnyEstimator, FitOptions, Label } from "../../base/estimator.js";
import { InvalidInputError } from "../../core/errors.js";
import type { Matrix } from "../../core/matrix.js";
import { pickRows } from "../../core/picked-rows.js";
import { RandomState } from "../../core/random-state.js";
import { featureCount } from "../../tree/tree-params.js";
import { splitHeldOut } from "../hist-gradient-boosting/hold-out.js";
import type { GradientBoostingParts } from "./base-gradient-boosting-model.js";
import type { BoostingLoss } from "./boosting-loss.js";
import { fitStages, type StageRows } from "./fit-stages.js";
import type { GradientBoostingParams } from "./gradient-boosting-params.js";
import { defaultInit, initialRaw } from "./initial-prediction.js";

/** Checked samples of gradient boosting. */
export interface BoostingSamples {
  readonly X: Matrix;
  /** Targets, or class codes. */
  readonly y: Float64Array | Int32Array;
  readonly weight: Float64Array | undefined;
  /** Classes, where y holds codes. */
  readonly classes: readonly Label[] | undefined;
}

/** Fits the first model, holds rows out if asked to, and boosts. */
export async function fitGradientBoosting(
  where: string,
  samples: BoostingSamples,
  loss: BoostingLoss,
  init: AnyEstimator | "zero" | null,
  params: GradientBoostingParams,
  options: FitOptions,
): Promise<GradientBoostingParts> {
  const { train, held } = parted(where, samples, params);
  const first = init === "zero" ? init : await fitInit(init ?? defaultInit(loss), train, options);
  const rowsOf = async ({ X, y, weight }: BoostingSamples): Promise<StageRows> => ({
    ...{ X, y, weight },
    // Without a model of the caller's all rows begin alike.
    first: await initialRaw(
      loss,
      first,
      init === null || init === "zero" ? pickRows(X, Int32Array.of(0)) : X,
    ),
  });
  const fitted = await fitStages(await rowsOf(train), held && (await rowsOf(held)), loss, params, options);
  return {
    ...{ loss, learningRate: params.learningRate, init: first, trees: fitted.stages.flat() },
    ...{ trainScore: fitted.trainScore, oobScores: fitted.oobScores, oobImprovement: fitted.oobImprovement },
    maxFeatures: featureCount(params.maxFeatures, samples.X.columns),
    nFeatures: samples.X.columns,
    featureNames: samples.X.columnNames,
  };
}

async function fitInit(init: AnyEstimator, { X, y, weight }: BoostingSamples, { signal }: FitOptions) {
  return init.fit(X, y, weight === undefined ? { signal } : { sampleWeight: weight, signal });
}

/** Rows to learn from, and rows held out to end early by. */
function parted(
  where: string,
  samples: BoostingSamples,
  { nIterNoChange, validationFraction, randomState }: GradientBoostingParams,
): { readonly train: BoostingSamples; readonly held: BoostingSamples | undefined } {
  if (nIterNoChange === null) return { train: samples, held: undefined };
  const { X, y, weight, classes } = samples;
  const seed = randomState ?? new RandomState(null).uint32();
  const split = splitHeldOut(where, y, validationFraction, classes, seed);
  const part = (index: Int32Array): BoostingSamples => ({
    X: pickRows(X, index),
    y: takeOf(y, index),
    weight: weight && Float64Array.from(index, (i) => weight[i]!),
    classes,
  });
  const train = part(split.train);
  if (classes !== undefined && new Set(train.y).size < classes.length)
    throw new InvalidInputError(where, "every class must have rows beside those held out", classes);
  return { train, held: part(split.test) };
}

function takeOf(y: Float64Array | Int32Array, index: Int32Array): Float64Array | Int32Array {
  return y instanceof Int32Array ? index.map((i) => y[i]!) : Float64Array.from(index, (i) => y[i]!);
}
