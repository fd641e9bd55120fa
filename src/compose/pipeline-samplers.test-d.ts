import type { Matrix } from "../core/matrix.js";
import { LogisticRegression } from "../linear-model/logistic-regression.js";
import { GridSearchCV } from "../model-selection/grid-search.js";
import { RandomOverSampler } from "../over-sampling/random-over-sampler.js";
import { SMOTE } from "../over-sampling/smote.js";
import { ColumnTransformer } from "./column-transformer.js";
import { makePipeline, Pipeline } from "./pipeline.js";

const X = [[1, 2]];

export async function samplersAreSteps(): Promise<void> {
  const pipeline = new Pipeline([
    ["smote", new SMOTE()],
    ["model", new LogisticRegression()],
  ]);
  const model = await pipeline.fit(X, ["a"]);
  model.namedSteps.smote satisfies "passthrough";
  (await model.predict(X)) satisfies "a"[];
  makePipeline(new RandomOverSampler(), new LogisticRegression()) satisfies object;
  new GridSearchCV(pipeline, { "smote.kNeighbors": [1, 2], "model.C": [1] });
  // @ts-expect-error a misspelt hyper-parameter of a sampler
  new GridSearchCV(pipeline, { "smote.kNeighbours": [1, 2] });
  // @ts-expect-error a number of neighbours is a number
  new GridSearchCV(pipeline, { "smote.kNeighbors": ["five"] });
  // @ts-expect-error the last step must have a model
  new Pipeline([["smote", new SMOTE()]]);
  // @ts-expect-error columns are transformed and not resampled
  new ColumnTransformer([["smote", new SMOTE(), [0]]]);
}

export async function resampledTypesAreKept(matrix: Matrix): Promise<void> {
  const { X: rows, y } = await new SMOTE().fitResample(matrix, Int32Array.of(1));
  rows satisfies Matrix;
  y satisfies Int32Array;
  const copied = await new RandomOverSampler().fitResample([[1], [2]], ["a", "b"]);
  copied.X satisfies Matrix;
  copied.sampleIndices satisfies Int32Array;
  // @ts-expect-error the rows of SMOTE are no copies
  (await new SMOTE().fitResample(matrix, [1])).sampleIndices;
  // @ts-expect-error a sampler has no fit
  new SMOTE().fit(matrix, [1]);
  // @ts-expect-error a sampler takes no weights
  await new SMOTE().fitResample(matrix, [1], { sampleWeight: [1] });
  // @ts-expect-error a misspelt strategy
  new SMOTE({ samplingStrategy: "not majorty" });
  // @ts-expect-error over-sampling adds no rows to the majority alone
  new SMOTE({ samplingStrategy: "majority" });
  // @ts-expect-error a misspelt hyper-parameter
  new SMOTE({ kNeighbours: 5 });
}
