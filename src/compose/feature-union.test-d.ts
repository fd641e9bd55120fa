import type { ParamGrid } from "../base/param-paths.js";
import type { LinearRegressionModel } from "../linear-model/linear-regression.js";
import { Ridge, type RidgeModel } from "../linear-model/ridge.js";
import { MinMaxScaler } from "../preprocessing/min-max-scaler.js";
import { StandardScaler, type StandardScalerModel } from "../preprocessing/standard-scaler.js";
import { FeatureUnion, makeUnion } from "./feature-union.js";
import { Pipeline } from "./pipeline.js";
import { TransformedTargetRegressor } from "./transformed-target-regressor.js";

const union = new FeatureUnion([
  ["range", new MinMaxScaler()],
  ["same", "passthrough"],
]);

export async function fittedPartsAreKept(): Promise<void> {
  const model = await union.fit([[1]]);
  model.namedTransformers.range.dataMin satisfies Float64Array;
  model.namedTransformers.same satisfies "passthrough";
  // @ts-expect-error no such part
  model.namedTransformers.rnage;
  // @ts-expect-error transformers do not predict
  await model.predict([[1]]);
}

export function pathsOfUnionsAreChecked(): void {
  const pipeline = new Pipeline([
    ["features", union],
    ["model", new Ridge()],
  ]);
  const grid: ParamGrid<typeof pipeline> = { "features.range.clip": [true, false], "model.alpha": [1] };
  void grid;
  // @ts-expect-error no such part
  const part: ParamGrid<typeof pipeline> = { "features.rnage.clip": [true] };
  void part;
  // @ts-expect-error clip is a boolean
  const value: ParamGrid<typeof pipeline> = { "features.range.clip": [1] };
  void value;
  // @ts-expect-error a regressor is no part
  new FeatureUnion([["model", new Ridge()]]);
  // @ts-expect-error a misspelt hyper-parameter
  new FeatureUnion([["range", new MinMaxScaler()]], { weights: { range: 2 } });
  // @ts-expect-error "skip" is no word for a part
  makeUnion(new MinMaxScaler(), "skip");
}

export async function fittedRegressorIsKept(): Promise<void> {
  const estimator = new TransformedTargetRegressor({
    regressor: new Ridge(),
    transformer: new StandardScaler(),
  });
  const model = await estimator.fit([[1]], [1]);
  model.regressor satisfies RidgeModel;
  model.transformer satisfies StandardScalerModel;
  const plain = await new TransformedTargetRegressor().fit([[1]], [1]);
  plain.regressor satisfies LinearRegressionModel;
  plain.transformer satisfies null;
  const grid: ParamGrid<typeof estimator> = { "regressor.alpha": [1, 2], "transformer.withMean": [true] };
  void grid;
  // @ts-expect-error no such hyper-parameter of the regressor
  const misspelt: ParamGrid<typeof estimator> = { "regressor.alhpa": [1] };
  void misspelt;
}

export function wrongTargetsDoNotCompile(): void {
  // @ts-expect-error a transformer is no regressor
  new TransformedTargetRegressor({ regressor: new StandardScaler() });
  // @ts-expect-error func maps numbers
  new TransformedTargetRegressor({ func: (text: string) => text.length });
  // @ts-expect-error labels are no numbers
  void new TransformedTargetRegressor().fit([[1]], ["a"]);
}
