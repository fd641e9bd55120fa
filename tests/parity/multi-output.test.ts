import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  ExtraTreeClassifier,
  ExtraTreeRegressor,
  ExtraTreesClassifier,
  ExtraTreesRegressor,
  type FitOptions,
  type MultiOutputForestClassifierModel,
  MultiOutputForestRegressorModel,
  MultiOutputTreeClassifierModel,
  MultiOutputTreeRegressorModel,
  RandomForestClassifier,
  RandomForestRegressor,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { expectForest, type ForestCase } from "./forest-cases.js";
import { expectTree, LOGARITHMS, type RecordedTree } from "./node-arrays.js";
import { labelsOf } from "./recorded-labels.js";
import { expectUse, type TreeCase } from "./tree-cases.js";

interface MultiCase extends Omit<ForestCase, "predicted" | "probabilities"> {
  readonly estimator: string;
  readonly tree?: RecordedTree;
  readonly predicted: (string | number)[][];
  readonly probabilities?: number[][][];
  readonly score?: number;
}

const title = ({ estimator, data, params, sampleWeight }: MultiCase): string =>
  `${estimator} ${data} ${JSON.stringify(params)}${sampleWeight ? " weighted" : ""}`;

const zero = (value: number): number => (Number.isNaN(value) ? 0 : value);

function targetsOf(X: number[][], y: number[], criterion: string | undefined): number[][] {
  const rows = X.map((row, i) => [y[i]!, zero(row[0]!), y[i]! - 2 * zero(row[1]!)]);
  return criterion === "poisson" ? rows.map((row) => row.map(Math.abs)) : rows;
}

function labelRowsOf(X: number[][], y: number[]): string[][] {
  const labels = labelsOf(y, false);
  const first = zero(X[0]![0]!);
  return X.map((row, i) => {
    const sign = zero(row[0]!) > first ? "more" : "less";
    return [labels[i]!, sign, `k${Math.floor(Math.abs(zero(row[1]!))) % 3}`];
  });
}

/** Of the estimators, the way to several outputs. */
type Several<Table, Model> = new (
  params: object,
) => { fit(X: number[][], Y: Table, options: FitOptions): Promise<Model> };

const CLASSIFIERS: Record<
  string,
  Several<string[][], MultiOutputTreeClassifierModel<string> | MultiOutputForestClassifierModel<string>>
> = { DecisionTreeClassifier, ExtraTreeClassifier, RandomForestClassifier, ExtraTreesClassifier };
const REGRESSORS: Record<
  string,
  Several<number[][], MultiOutputTreeRegressorModel | MultiOutputForestRegressorModel>
> = { DecisionTreeRegressor, ExtraTreeRegressor, RandomForestRegressor, ExtraTreesRegressor };

describe("classification of several outputs equals scikit-learn's node for node", () => {
  for (const recorded of loadFixture<MultiCase>("tree/multi-output-classifier").cases)
    test(title(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const Estimator = CLASSIFIERS[recorded.estimator]!;
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const model = await new Estimator(recorded.params).fit(X, labelRowsOf(X, y), options);
      if (model instanceof MultiOutputTreeClassifierModel) {
        expectTree(model.tree, recorded.tree!, LOGARITHMS.has(recorded.params.criterion ?? ""));
        const leaves = await model.apply(X);
        expectUse(recorded as unknown as TreeCase, { importances: model.featureImportances, leaves });
      } else await expectForest(model, recorded as unknown as ForestCase, X);
      expect(await model.predict(X.slice(0, 6))).toEqual(recorded.predicted);
      const shares = await model.predictProba(X.slice(0, 6));
      for (const [k, share] of shares.entries())
        expectClose(share.toArray(), recorded.probabilities![k]!, "bits");
    });
});

describe("regression of several outputs equals scikit-learn's node for node", () => {
  for (const recorded of loadFixture<MultiCase>("tree/multi-output-regressor").cases)
    test(title(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const Estimator = REGRESSORS[recorded.estimator]!;
      const options = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const Y = targetsOf(X, y, recorded.params.criterion);
      const model = await new Estimator(recorded.params).fit(X, Y, options);
      if (model instanceof MultiOutputTreeRegressorModel) {
        expectTree(model.tree, recorded.tree!, LOGARITHMS.has(recorded.params.criterion ?? ""));
        const leaves = await model.apply(X);
        expectUse(recorded as unknown as TreeCase, { importances: model.featureImportances, leaves });
      } else await expectForest(model, recorded as unknown as ForestCase, X);
      expectClose((await model.predict(X.slice(0, 6))).toArray(), recorded.predicted, "bits");
      if (recorded.score !== undefined) expectClose([await model.score(X, Y)], [recorded.score], "rounding");
      if (recorded.oob === undefined || !(model instanceof MultiOutputForestRegressorModel)) return;
      expectClose(model.oobPrediction!.toArray().slice(0, 12), recorded.oob, "bits");
      expectClose([model.oobScore], [recorded.oobScore], "rounding");
    });
});
