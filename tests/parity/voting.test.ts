import {
  type Matrix,
  type SoftVotingClassifierModel,
  VotingClassifier,
  type VotingClassifierModel,
  VotingRegressor,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { members, type Recipe } from "./recipes.js";
import { labelsOf } from "./recorded-labels.js";

interface VotingCase {
  readonly data: string;
  readonly estimators: readonly (readonly [string, Recipe])[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly sampleWeight: number[] | null;
  readonly names: string[];
  readonly predicted: (string | number)[];
  readonly one: (string | number)[];
  readonly transformed: number[][];
  readonly probabilities?: number[][];
}

const title = ({ data, estimators, params, sampleWeight }: VotingCase): string =>
  `${data} ${estimators.map(([name]) => name).join(" ")} ${JSON.stringify(params)}${sampleWeight ? " weighted" : ""}`;
const weightsOf = ({ sampleWeight }: VotingCase): object => (sampleWeight === null ? {} : { sampleWeight });

describe("votes of classifiers equal scikit-learn's", () => {
  for (const recorded of loadFixture<VotingCase>("ensemble/voting-classifier").cases) {
    test(title(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const vote = new VotingClassifier({ estimators: members(recorded.estimators), ...recorded.params });
      const fitted: object = await vote.fit(X, labelsOf(y, false), weightsOf(recorded));
      const model = fitted as VotingClassifierModel | SoftVotingClassifierModel;
      expect(model.featureNamesOut()).toEqual(recorded.names);
      expect(await model.predict(X.slice(0, 9))).toEqual(recorded.predicted);
      expect(await model.predict(X.slice(9, 10))).toEqual(recorded.one);
      expectClose(((await model.transform(X.slice(0, 3))) as Matrix).toArray(), recorded.transformed, "bits");
      if (!("predictProba" in model)) return expect(recorded.probabilities).toBeUndefined();
      expectClose((await model.predictProba(X.slice(0, 9))).toArray(), recorded.probabilities!, "bits");
    });
  }
});

describe("votes of regressors equal scikit-learn's", () => {
  for (const recorded of loadFixture<VotingCase>("ensemble/voting-regressor").cases) {
    test(title(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const vote = new VotingRegressor({ estimators: members(recorded.estimators), ...recorded.params });
      const model = await vote.fit(X, y, weightsOf(recorded));
      expect(model.featureNamesOut()).toEqual(recorded.names);
      expectClose(await model.predict(X.slice(0, 9)), recorded.predicted, "bits");
      expectClose(await model.predict(X.slice(9, 10)), recorded.one, "bits");
      expectClose((await model.transform(X.slice(0, 3))).toArray(), recorded.transformed, "bits");
    });
  }
});
