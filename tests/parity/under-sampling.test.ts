import {
  AllKNN,
  type BaseSampler,
  CondensedNearestNeighbour,
  CsrMatrix,
  EditedNearestNeighbours,
  Frame,
  InstanceHardnessThreshold,
  Matrix,
  NearMiss,
  NeighbourhoodCleaningRule,
  OneSidedSelection,
  onWarning,
  RandomForestClassifier,
  RandomUnderSampler,
  RepeatedEditedNearestNeighbours,
  type SampleIndices,
  type SamplerParams,
  TomekLinks,
} from "learnkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadFixture, loadFixtureData } from "./fixtures.js";

interface Answer {
  readonly data: string;
  readonly params: object;
  readonly refused?: true;
  readonly index: number[];
  readonly nIter?: number;
}

const SAMPLERS = {
  AllKNN,
  CondensedNearestNeighbour,
  EditedNearestNeighbours,
  InstanceHardnessThreshold,
  NearMiss,
  NeighbourhoodCleaningRule,
  OneSidedSelection,
  RandomUnderSampler,
  RepeatedEditedNearestNeighbours,
  TomekLinks,
};

/** Settings of a forest as the forest. */
function revive(params: object): object {
  return "estimator" in params
    ? { ...params, estimator: new RandomForestClassifier(params.estimator as object) }
    : params;
}

beforeAll(() => {
  onWarning(() => {}); // NearMiss-3 finds fewer rows than asked
});
afterAll(() => onWarning(null));

for (const [name, Sampler] of Object.entries(SAMPLERS)) {
  describe(`${name} keeps imbalanced-learn's rows`, () => {
    for (const answer of loadFixture<Answer>(`under-sampling/${name}`).cases) {
      test(`on ${answer.data} with ${JSON.stringify(answer.params)}`, async () => {
        const { X: rows, y } = loadFixtureData<string | number>(answer.data);
        const dense = Matrix.from(rows);
        const X = answer.data.endsWith("sparse") ? CsrMatrix.fromMatrix(dense) : dense;
        const sampler = new Sampler(revive(answer.params)) as unknown as BaseSampler<
          SamplerParams,
          SampleIndices
        >;
        const resampling = sampler.fitResample(X, y);
        if (answer.refused) return expect(resampling).rejects.toThrow(/must be/);
        const resampled = await resampling;
        expect(Array.from(resampled.sampleIndices)).toEqual(answer.index);
        expect(resampled.X).toEqual(X.takeRows(answer.index));
        expect(resampled.y).toEqual(answer.index.map((i) => y[i]));
        if (answer.nIter !== undefined) expect((resampled as unknown as Answer).nIter).toBe(answer.nIter);
      });
    }
  });
}

test("a frame keeps the rows that a matrix keeps", async () => {
  const { X: rows, y } = loadFixtureData<string>("under-sampling-iris");
  const X = Matrix.from(rows);
  const frame = Frame.fromColumns(Object.fromEntries(rows[0]!.map((_, j) => [`x${j}`, X.column(j)])));
  for (const Sampler of Object.values(SAMPLERS)) {
    const ofMatrix = await new Sampler().fitResample(X, y);
    const ofFrame = await new Sampler().fitResample(frame, y);
    expect(ofFrame.X).toBeInstanceOf(Frame);
    expect(ofFrame.X.X().data).toEqual(ofMatrix.X.data);
    expect(ofFrame.y).toEqual(ofMatrix.y);
  }
});
