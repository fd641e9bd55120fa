import {
  ExtraTreeClassifier,
  type ExtraTreeClassifierParams,
  ExtraTreeRegressor,
  type ExtraTreeRegressorParams,
  ExtraTreesClassifier,
  type ExtraTreesClassifierParams,
  ExtraTreesRegressor,
  type ExtraTreesRegressorParams,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { expectForest, type ForestCase, forestTitle } from "./forest-cases.js";
import { expectTree, LOGARITHMS } from "./node-arrays.js";
import { labelsOf } from "./recorded-labels.js";
import { expectUse, type TreeCase, treeTitle } from "./tree-cases.js";

describe("extra trees equal scikit-learn's node for node", () => {
  for (const recorded of loadFixture<TreeCase>("tree/extra-classifier").cases) {
    test(treeTitle(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const labels = labelsOf(y, recorded.twoClasses === true);
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const estimator = new ExtraTreeClassifier(recorded.params as Partial<ExtraTreeClassifierParams>);
      const model = await estimator.fit(X, labels, options);
      expectTree(model.tree, recorded.tree, LOGARITHMS.has(recorded.params.criterion ?? ""));
      expectUse(recorded, { importances: model.featureImportances, leaves: await model.apply(X) });
      expect(await model.predict(X.slice(0, 6))).toEqual(recorded.predicted);
      const path = await estimator.costComplexityPruningPath(X, labels, options);
      expect(path.ccpAlphas.length).toBe(recorded.pathLength);
      expectClose(path.ccpAlphas.slice(0, 8), recorded.ccpAlphas, "rounding");
      expectClose(path.impurities.slice(0, 8), recorded.impurities, "rounding");
    });
  }
});

describe("extra regression trees equal scikit-learn's node for node", () => {
  for (const recorded of loadFixture<TreeCase>("tree/extra-regressor").cases) {
    test(treeTitle(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const target = recorded.params.criterion === "poisson" ? y.map(Math.abs) : y;
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const estimator = new ExtraTreeRegressor(recorded.params as Partial<ExtraTreeRegressorParams>);
      const model = await estimator.fit(X, target, options);
      expectTree(model.tree, recorded.tree, LOGARITHMS.has(recorded.params.criterion ?? ""));
      expectUse(recorded, { importances: model.featureImportances, leaves: await model.apply(X) });
      expectClose(await model.predict(X.slice(0, 6)), recorded.predicted, "bits");
      const path = await estimator.costComplexityPruningPath(X, target, options);
      expect(path.ccpAlphas.length).toBe(recorded.pathLength);
      expectClose(path.ccpAlphas.slice(0, 8), recorded.ccpAlphas, "rounding");
      expectClose(path.impurities.slice(0, 8), recorded.impurities, "rounding");
    });
  }
});

describe("forests of extra trees equal scikit-learn's node for node", () => {
  for (const recorded of loadFixture<ForestCase>("ensemble/extra-trees-classifier").cases) {
    test(forestTitle(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const params = recorded.params as Partial<ExtraTreesClassifierParams>;
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const model = await new ExtraTreesClassifier(params).fit(X, labelsOf(y, false), options);
      await expectForest(model, recorded, X);
      expect(await model.predict(X.slice(0, 6))).toEqual(recorded.predicted);
      expectClose((await model.predictProba(X.slice(0, 6))).toArray(), recorded.probabilities!, "bits");
      if (recorded.oob === undefined) return;
      expectClose(model.oobDecisionFunction!.toArray().slice(0, 12), recorded.oob, "bits");
      expectClose([model.oobScore], [recorded.oobScore], "rounding");
    });
  }
});

describe("forests of extra regression trees equal scikit-learn's node for node", () => {
  for (const recorded of loadFixture<ForestCase>("ensemble/extra-trees-regressor").cases) {
    test(forestTitle(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const params = recorded.params as Partial<ExtraTreesRegressorParams>;
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const target = params.criterion === "poisson" ? y.map(Math.abs) : y;
      const model = await new ExtraTreesRegressor(params).fit(X, target, options);
      await expectForest(model, recorded, X);
      expectClose(await model.predict(X.slice(0, 6)), recorded.predicted, "bits");
      if (recorded.oob === undefined) return;
      expectClose(model.oobPrediction!.slice(0, 12), recorded.oob, "bits");
      expectClose([model.oobScore], [recorded.oobScore], "rounding");
    });
  }
});
