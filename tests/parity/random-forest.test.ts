import {
  RandomForestClassifier,
  type RandomForestClassifierParams,
  RandomForestRegressor,
  type RandomForestRegressorParams,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { expectForest, type ForestCase, forestTitle } from "./forest-cases.js";
import { labelsOf } from "./recorded-labels.js";

describe("forests of classification trees equal scikit-learn's node for node", () => {
  for (const recorded of loadFixture<ForestCase>("ensemble/random-forest-classifier").cases) {
    test(forestTitle(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const params = recorded.params as Partial<RandomForestClassifierParams>;
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const model = await new RandomForestClassifier(params).fit(X, labelsOf(y, false), options);
      await expectForest(model, recorded, X);
      expect(await model.predict(X.slice(0, 6))).toEqual(recorded.predicted);
      expectClose((await model.predictProba(X.slice(0, 6))).toArray(), recorded.probabilities!, "bits");
      if (recorded.oob === undefined) return;
      expectClose(model.oobDecisionFunction!.toArray().slice(0, 12), recorded.oob, "bits");
      expectClose([model.oobScore], [recorded.oobScore], "rounding");
    });
  }
});

describe("forests of regression trees equal scikit-learn's node for node", () => {
  for (const recorded of loadFixture<ForestCase>("ensemble/random-forest-regressor").cases) {
    test(forestTitle(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const params = recorded.params as Partial<RandomForestRegressorParams>;
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const target = params.criterion === "poisson" ? y.map(Math.abs) : y;
      const model = await new RandomForestRegressor(params).fit(X, target, options);
      await expectForest(model, recorded, X);
      expectClose(await model.predict(X.slice(0, 6)), recorded.predicted, "bits");
      if (recorded.oob === undefined) return;
      expectClose(model.oobPrediction!.slice(0, 12), recorded.oob, "bits");
      expectClose([model.oobScore], [recorded.oobScore], "rounding");
    });
  }
});
