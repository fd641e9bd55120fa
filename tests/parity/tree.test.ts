import {
  DecisionTreeClassifier,
  type DecisionTreeClassifierParams,
  DecisionTreeRegressor,
  type DecisionTreeRegressorParams,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { expectTree, LOGARITHMS } from "./node-arrays.js";
import { labelsOf } from "./recorded-labels.js";
import { expectUse, type TreeCase, treeTitle } from "./tree-cases.js";

describe("classification trees equal scikit-learn's node for node", () => {
  for (const recorded of loadFixture<TreeCase>("tree/classifier").cases) {
    test(treeTitle(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const labels = labelsOf(y, recorded.twoClasses === true);
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const estimator = new DecisionTreeClassifier(recorded.params as Partial<DecisionTreeClassifierParams>);
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

describe("regression trees equal scikit-learn's node for node", () => {
  for (const recorded of loadFixture<TreeCase>("tree/regressor").cases) {
    test(treeTitle(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const target = recorded.params.criterion === "poisson" ? y.map(Math.abs) : y;
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const estimator = new DecisionTreeRegressor(recorded.params as Partial<DecisionTreeRegressorParams>);
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
