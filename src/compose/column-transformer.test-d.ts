import type { ParamGrid } from "../base/param-paths.js";
import { MinMaxScaler } from "../preprocessing/min-max-scaler.js";
import { OneHotEncoder } from "../preprocessing/one-hot-encoder.js";
import { ColumnTransformer, makeColumnTransformer } from "./column-transformer.js";
import { Pipeline } from "./pipeline.js";

const columns = new ColumnTransformer(
  [
    ["size", new MinMaxScaler(), ["width", "height"]],
    ["city", new OneHotEncoder(), "category"],
    ["gone", "drop", [3]],
  ],
  { remainder: "passthrough" },
);

export async function fittedTypesAreKept(): Promise<void> {
  const model = await columns.fit([[1]]);
  model.namedTransformers.size.dataMin satisfies Float64Array;
  model.namedTransformers.gone satisfies "drop";
  // @ts-expect-error no such part
  model.namedTransformers.sise;
  // @ts-expect-error transformers do not predict
  await model.predict([[1]]);
}

export function pathsAreChecked(): void {
  const pipeline = new Pipeline([
    ["columns", columns],
    ["scale", new MinMaxScaler()],
  ]);
  const grid: ParamGrid<typeof pipeline> = {
    "columns.size.clip": [true],
    "columns.city": ["drop", new OneHotEncoder({ drop: "first" })],
    "columns.sparseThreshold": [0, 1],
  };
  // @ts-expect-error no such hyper-parameter
  const misspelt: ParamGrid<typeof pipeline> = { "columns.size.clpi": [true] };
  // @ts-expect-error clip is a boolean
  const mistyped: ParamGrid<typeof pipeline> = { "columns.size.clip": ["yes"] };
  void [grid, misspelt, mistyped];
}

export function partsAreChecked(): void {
  // @ts-expect-error one column in a string means a type of columns
  new ColumnTransformer([["size", new MinMaxScaler(), "width"]]);
  // @ts-expect-error no such word
  new ColumnTransformer([["size", "skip", ["width"]]]);
  // @ts-expect-error no such option
  new ColumnTransformer([["size", "drop", ["width"]]], { remainder: "keep" });
  // @ts-expect-error a part needs columns
  makeColumnTransformer([new MinMaxScaler()]);
}
