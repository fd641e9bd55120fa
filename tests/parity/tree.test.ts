import {
  DecisionTreeClassifier,
  type DecisionTreeClassifierParams,
  DecisionTreeRegressor,
  type DecisionTreeRegressorParams,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { expectTree, hashOf, type RecordedTree } from "./node-arrays.js";
import { labelsOf } from "./recorded-labels.js";

interface TreeCase {
  readonly data: string;
  readonly params: Record<string, unknown> & { readonly criterion?: string };
  readonly sampleWeight: number[] | null;
  readonly tree: RecordedTree;
  readonly featureImportances: number[];
  readonly leaves: string;
  readonly predicted: (string | number)[];
  readonly pathLength: number;
  readonly ccpAlphas: number[];
  readonly impurities: number[];
  readonly twoClasses?: boolean;
}

const LOGARITHMS = new Set(["entropy", "log_loss", "poisson"]);

function titleOf({ data, params, sampleWeight, twoClasses }: TreeCase): string {
  return `${data} ${JSON.stringify(params)}${sampleWeight ? " weighted" : ""}${twoClasses ? " 2 classes" : ""}`;
}

function check(
  recorded: TreeCase,
  got: { readonly importances: Float64Array; readonly leaves: Int32Array },
): void {
  expectClose(got.importances, recorded.featureImportances, "rounding");
  expect(hashOf(got.leaves)).toBe(recorded.leaves);
}

describe("classification trees equal scikit-learn's node for node", () => {
  for (const recorded of loadFixture<TreeCase>("tree/classifier").cases) {
    test(titleOf(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const labels = labelsOf(y, recorded.twoClasses === true);
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const estimator = new DecisionTreeClassifier(recorded.params as Partial<DecisionTreeClassifierParams>);
      const model = await estimator.fit(X, labels, options);
      expectTree(model.tree, recorded.tree, LOGARITHMS.has(recorded.params.criterion ?? ""));
      check(recorded, { importances: model.featureImportances, leaves: await model.apply(X) });
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
    test(titleOf(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const target = recorded.params.criterion === "poisson" ? y.map(Math.abs) : y;
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const estimator = new DecisionTreeRegressor(recorded.params as Partial<DecisionTreeRegressorParams>);
      const model = await estimator.fit(X, target, options);
      expectTree(model.tree, recorded.tree, LOGARITHMS.has(recorded.params.criterion ?? ""));
      check(recorded, { importances: model.featureImportances, leaves: await model.apply(X) });
      expectClose(await model.predict(X.slice(0, 6)), recorded.predicted, "bits");
      const path = await estimator.costComplexityPruningPath(X, target, options);
      expect(path.ccpAlphas.length).toBe(recorded.pathLength);
      expectClose(path.ccpAlphas.slice(0, 8), recorded.ccpAlphas, "rounding");
      expectClose(path.impurities.slice(0, 8), recorded.impurities, "rounding");
    });
  }
});
