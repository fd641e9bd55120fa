import { IsolationForest, type IsolationForestParams, type TreeArrays } from "learnkit";
import { expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { joinArrays } from "./forest-cases.js";
import { expectTree, hashOf, type RecordedTree } from "./node-arrays.js";

interface IsolationCase {
  readonly data: string;
  readonly params: Partial<IsolationForestParams>;
  readonly sampleWeight: number[] | null;
  readonly trees: {
    readonly nodeCounts: number[];
    readonly hash: Readonly<Record<keyof TreeArrays, string>>;
    readonly first: RecordedTree;
  };
  readonly features: string;
  readonly samples: string;
  readonly offset: number;
  readonly scores: number[];
  readonly labels: string;
}

const title = ({ data, params, sampleWeight }: IsolationCase): string =>
  `${data} ${JSON.stringify(params)}${sampleWeight ? " weighted" : ""}`;

for (const recorded of loadFixture<IsolationCase>("ensemble/isolation-forest").cases) {
  test(`an isolation forest is scikit-learn's, node for node: ${title(recorded)}`, async () => {
    const { X } = loadFixtureData(recorded.data);
    const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
    const model = await new IsolationForest(recorded.params).fit(X, undefined, options);
    expect(model.trees.map((tree) => tree.nodeCount)).toEqual(recorded.trees.nodeCounts);
    expectTree(model.trees[0]!, recorded.trees.first, false);
    for (const [name, hash] of Object.entries(recorded.trees.hash) as [keyof TreeArrays, string][])
      expect(hashOf(joinArrays(model.trees.map((tree) => tree[name]))), name).toBe(hash);
    expect(hashOf(joinArrays(model.estimatorsFeatures))).toBe(recorded.features);
    expect(hashOf(joinArrays(model.estimatorsSamples))).toBe(recorded.samples);
    expectClose([model.offset], [recorded.offset], "rounding");
    expectClose((await model.scoreSamples(X)).slice(0, 40), recorded.scores, "rounding");
    const labels = Array.from((await model.predict(X)).slice(0, 400), (v) => (v > 0 ? "+" : "-")).join("");
    expect(labels).toBe(recorded.labels);
  });
}
