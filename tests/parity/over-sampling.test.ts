import {
  ADASYN,
  type AnyEstimator,
  type BaseSampler,
  BorderlineSMOTE,
  CsrMatrix,
  crossValScore,
  DecisionTreeClassifier,
  DummyClassifier,
  KMeansSMOTE,
  KNeighborsClassifier,
  LogisticRegression,
  Matrix,
  makePipeline,
  NearestNeighbors,
  type NearestNeighborsParams,
  RandomOverSampler,
  type Sampler,
  type SamplerParams,
  SMOTE,
  SMOTEN,
  SMOTENC,
  StandardScaler,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, type FixtureData, loadFixture } from "./fixtures.js";

interface Made {
  readonly sampler: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly rows: number[][];
  readonly labels: (string | number)[];
}

interface NumberCase extends Made {
  readonly data: string;
  readonly resolved?: [string | number, number][];
}

// biome-ignore lint/suspicious/noExplicitAny: hyper-parameters of various samplers
const SAMPLERS: Readonly<Record<string, new (params: any) => BaseSampler<SamplerParams>>> = {
  RandomOverSampler,
  SMOTE,
  SMOTENC,
  SMOTEN,
  BorderlineSMOTE,
  KMeansSMOTE,
  ADASYN,
};

function samplerOf({ sampler, params }: Made): BaseSampler<SamplerParams> {
  const given = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === "object" && value !== null && "nNeighbors" in value
      ? new NearestNeighbors(value as Partial<NearestNeighborsParams>)
      : value,
  ]);
  return new SAMPLERS[sampler]!(Object.fromEntries(given));
}

const numbers = loadFixture<NumberCase>("over-sampling/numbers");
const sets = numbers.notes["sets"] as Readonly<Record<string, FixtureData<string | number>>>;

describe("new rows are imbalanced-learn's, row for row", () => {
  test.each(
    numbers.cases.map((item): [string, NumberCase] => [
      `${item.sampler} ${JSON.stringify(item.params)} on ${item.data}`,
      item,
    ]),
  )("%s", async (_, item) => {
    const { X, y } = sets[item.data]!;
    const matrix = Matrix.from(X);
    const given = item.data === "sparse" ? CsrMatrix.fromMatrix(matrix) : matrix;
    const result = await samplerOf(item).fitResample<Matrix | CsrMatrix, (string | number)[]>(given, y);
    const rows = result.X.toArray();
    expect(rows.slice(0, X.length)).toEqual(X);
    expect(result.y).toEqual([...y, ...item.labels]);
    // A smoothed bootstrap multiplies by a power and a standard deviation; all else is the same operations.
    const reason = "shrinkage" in item.params ? "rounding" : "bits";
    expectClose(rows.slice(X.length), item.rows, reason);
    if (item.resolved !== undefined) expect([...result.samplingStrategy]).toEqual(item.resolved);
  });
});

interface CategoryCase extends Made {
  readonly X: number[][];
  readonly y: number[];
  readonly medianStd?: [number, number][];
}

describe("new rows of categories are imbalanced-learn's, row for row", () => {
  const { cases } = loadFixture<CategoryCase>("over-sampling/categories");
  test.each(cases.map((item, i): [string, CategoryCase] => [`${item.sampler} ${i}`, item]))(
    "%s",
    async (_, item) => {
      const result = await samplerOf(item).fitResample(Matrix.from(item.X), item.y);
      expect(result.X.toArray().slice(item.X.length)).toEqual(item.rows);
      expect(result.y.slice(item.y.length)).toEqual(item.labels);
      if (item.medianStd !== undefined)
        expect([...(result as unknown as { medianStd: Map<number, number> }).medianStd]).toEqual(
          item.medianStd,
        );
    },
  );
});

describe("of equally near rows those are taken that imbalanced-learn takes", () => {
  const { cases } = loadFixture<CategoryCase & { readonly sparse: boolean }>("over-sampling/equal-distances");
  test.each(cases.map((item, i): [string, (typeof cases)[number]] => [`${item.sampler} ${i}`, item]))(
    "%s",
    async (_, item) => {
      const X = Matrix.from(item.X);
      const result = await samplerOf(item).fitResample(item.sparse ? CsrMatrix.fromMatrix(X) : X, item.y);
      expect(result.X.toArray().slice(item.X.length)).toEqual(item.rows);
      expect(result.y.slice(item.y.length)).toEqual(item.labels);
    },
  );
});

interface PipelineCase {
  readonly data: string;
  readonly sampler: string;
  readonly model: string;
  readonly scores: number[];
}

describe("cross-validated scores of pipelines with samplers equal imbalanced-learn's", () => {
  const models: Readonly<Record<string, AnyEstimator>> = {
    tree: new DecisionTreeClassifier(),
    neighbors: new KNeighborsClassifier(),
    logistic: new LogisticRegression(),
    prior: new DummyClassifier({ strategy: "prior" }),
  };
  const samplers: Readonly<Record<string, Sampler>> = {
    SMOTE: new SMOTE({ kNeighbors: 2 }),
    RandomOverSampler: new RandomOverSampler(),
    ADASYN: new ADASYN({ nNeighbors: 2 }),
  };
  const { cases } = loadFixture<PipelineCase>("over-sampling/pipelines");
  test.each(
    cases.map((item): [string, PipelineCase] => [`${item.sampler}, ${item.model} on ${item.data}`, item]),
  )("%s", async (_, { data, sampler, model, scores }) => {
    const { X, y } = sets[data]!;
    const pipeline = makePipeline(new StandardScaler(), samplers[sampler]!, models[model]!);
    const scoring = data === "wide" ? "balanced_accuracy" : "f1_macro";
    expectClose(await crossValScore(pipeline, Matrix.from(X), y, { cv: 3, scoring }), scores, "rounding");
  });
});
