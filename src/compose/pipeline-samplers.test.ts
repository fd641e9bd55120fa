import {
  ColumnTransformer,
  crossValScore,
  DummyClassifier,
  deserialize,
  FeatureUnion,
  GridSearchCV,
  KNeighborsClassifier,
  type LearnkitWarning,
  LogisticRegression,
  Matrix,
  makePipeline,
  onWarning,
  Pipeline,
  RandomOverSampler,
  RandomState,
  SMOTE,
  StandardScaler,
  serialize,
  setLanes,
} from "learnkit";
import { afterEach, expect, test } from "vitest";

const random = new RandomState(4);
const X = new Matrix(random.normal(0, 1, 240), 120, 2);
const y = Array.from({ length: 120 }, (_, i) => (i % 6 === 0 ? "rare" : "often"));
const prior = new DummyClassifier({ strategy: "prior" });

afterEach(() => onWarning(null));

test("a sampler resamples in fit, and new rows pass it by", async () => {
  const pipeline = new Pipeline([
    ["smote", new SMOTE()],
    ["scale", new StandardScaler()],
    ["model", prior],
  ]);
  const model = await pipeline.fit(X, y);
  const resampled = await new SMOTE().fitResample(X, y);
  expect(model.namedSteps.smote).toBe("passthrough");
  expect(model.namedSteps.scale.nSamplesSeen).toEqual(resampled.X.rows);
  expect((await model.predictProba(X)).toArray()[0]).toEqual([0.5, 0.5]);
  expect((await model.predict(X)).length).toBe(X.rows);
  expect(await model.score(X, y)).toBeCloseTo(100 / 120, 12);
});

test("what follows a sampler in a pipeline is what follows it by hand", async () => {
  const piped = await makePipeline(new StandardScaler(), new SMOTE(), new LogisticRegression()).fit(X, y);
  const scaled = await new StandardScaler().fitTransform(X);
  const more = await new SMOTE().fitResample(scaled.X, y);
  const byHand = await new LogisticRegression().fit(more.X, more.y);
  expect((await piped.predictProba(X)).data).toEqual((await byHand.predictProba(scaled.X)).data);
});

test("a sampler inside a pipeline leaks nothing, one before cross-validation does", async () => {
  const warnings: LearnkitWarning[] = [];
  onWarning((warning) => warnings.push(warning));
  await crossValScore(makePipeline(new SMOTE(), prior), X, y, { cv: 4 });
  await makePipeline(new SMOTE(), new StandardScaler(), prior).fit(X, y);
  expect(warnings).toEqual([]);
  const more = await new SMOTE().fitResample(X, y);
  await crossValScore(prior, more.X, more.y, { cv: 4 });
  expect(warnings.map(({ code }) => code)).toEqual(["LEAK"]);
  expect(warnings[0]!.message).toMatch(/^crossValScore: X was resampled by SMOTE, which was fitted on all/);
});

test("a search sets the hyper-parameters of a sampler by path, on one lane and on two", async () => {
  const pipeline = new Pipeline([
    ["smote", new SMOTE()],
    ["model", new KNeighborsClassifier()],
  ]);
  const found: unknown[] = [];
  try {
    for (const lanes of [1, 2]) {
      setLanes(lanes);
      const search = new GridSearchCV(pipeline, { "smote.kNeighbors": [1, 3, 5] }, { cv: 3 });
      const { bestParams, cvResults } = await search.fit(X, y);
      found.push([bestParams, cvResults.meanTestScore]);
    }
  } finally {
    setLanes(null);
  }
  expect(found[0]).toEqual(found[1]);
});

test("weights follow copies, and are refused where rows are made", async () => {
  const sampleWeight = y.map((label, i) => (label === "rare" ? 10 : 1) + i / 1000);
  const sampler = new RandomOverSampler({ randomState: 5 });
  const { X: rows, y: labels, sampleIndices } = await sampler.fitResample(X, y);
  const weights = Array.from(sampleIndices, (i) => sampleWeight[i]!);
  const byHand = await prior.fit(rows, labels, { sampleWeight: weights });
  const piped = await makePipeline(sampler, prior).fit(X, y, { sampleWeight });
  expect((await piped.predictProba(X)).row(0)).toEqual((await byHand.predictProba(X)).row(0));
  await expect(makePipeline(new SMOTE(), prior).fit(X, y, { sampleWeight })).rejects.toThrow(
    "Pipeline.fit: sampleWeight must not be given, since SMOTE makes rows that are no copies of given ones",
  );
});

test("a pipeline with a sampler survives save and load, fitted or not", async () => {
  const pipeline = makePipeline(new SMOTE({ kNeighbors: 3 }), new LogisticRegression());
  const again = deserialize(serialize(pipeline)) as typeof pipeline;
  const model = await pipeline.fit(X, y);
  const probabilities = (await model.predictProba(X)).data;
  expect((await (await again.fit(X, y)).predictProba(X)).data).toEqual(probabilities);
  const loaded = deserialize(serialize(model)) as typeof model;
  expect((await loaded.predictProba(X)).data).toEqual(probabilities);
});

test("a sampler is refused where it cannot work: last, in columns, in a union, in fitTransform", async () => {
  expect(() => new Pipeline([["smote", new SMOTE()]] as never)).toThrow(
    'Pipeline: step "smote" must be an estimator, since it is the last',
  );
  expect(() => new ColumnTransformer([["smote", new SMOTE(), [0]]] as never)).toThrow(
    /ColumnTransformer: transformers\[0\], "smote", must be an estimator/,
  );
  expect(() => new FeatureUnion([["smote", new SMOTE()]] as never)).toThrow(/must be an estimator/);
  const pipeline = makePipeline(new SMOTE(), new StandardScaler());
  await expect(pipeline.fitTransform(X, y)).rejects.toThrow(/no sampler for fitTransform/);
  const model = await pipeline.fit(X, y);
  expect((await model.transform(X)).rows).toBe(X.rows);
});

test("an error of a sampler names the sampler", async () => {
  const few = y.map((_, i) => (i < 3 ? "rare" : "often"));
  await expect(makePipeline(new SMOTE(), prior).fit(X, few)).rejects.toThrow(
    'SMOTE.fitResample: class "rare" must have at least 6 rows, since kNeighbors is 5 and the row itself counts; received 3 rows',
  );
});
