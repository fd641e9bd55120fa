import { BalancedRandomForestClassifier, type BalancedRandomForestClassifierParams } from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { expectGrown, type ForestCase, forestTitle, joinArrays } from "./forest-cases.js";
import { hashOf } from "./node-arrays.js";
import { labelsOf } from "./recorded-labels.js";

interface BalancedForestCase extends Omit<ForestCase, "samples"> {
  /** Rows chosen for each tree, before any bootstrap. */
  readonly chosen: string;
}

describe("balanced random forests equal imbalanced-learn's node for node", () => {
  for (const recorded of loadFixture<BalancedForestCase>("ensemble/balanced-random-forest").cases) {
    test(forestTitle(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const params = recorded.params as Partial<BalancedRandomForestClassifierParams>;
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const model = await new BalancedRandomForestClassifier(params).fit(X, labelsOf(y, false), options);
      await expectGrown(model, recorded, X);
      if (params.bootstrap !== true)
        expect(hashOf(joinArrays(model.estimatorsSamples))).toBe(recorded.chosen);
      expect(await model.predict(X.slice(0, 6))).toEqual(recorded.predicted);
      expectClose((await model.predictProba(X.slice(0, 6))).toArray(), recorded.probabilities!, "bits");
      if (recorded.oob === undefined) return;
      expectClose(model.oobDecisionFunction!.toArray().slice(0, 12), recorded.oob, "bits");
      expectClose([model.oobScore], [recorded.oobScore], "rounding");
    });
  }
});
