import { KFold, StackingClassifier, StackingRegressor } from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";
import { build, members, type Recipe } from "./recipes.js";
import { labelsOf } from "./recorded-labels.js";

interface StackingCase {
  readonly data: string;
  readonly estimators: readonly (readonly [string, Recipe])[];
  readonly finalEstimator: Recipe | null;
  readonly params: Readonly<Record<string, unknown>>;
  readonly sampleWeight: number[] | null;
  readonly names: string[];
  readonly predicted: (string | number)[];
  readonly transformed: number[][];
  readonly probabilities?: number[][];
  readonly alpha?: number;
}

const title = ({ data, estimators, params, finalEstimator, sampleWeight }: StackingCase): string =>
  `${data} ${estimators.map(([name]) => name).join(" ")} ${JSON.stringify(finalEstimator)} ${JSON.stringify(params)}${sampleWeight ? " weighted" : ""}`;
const weightsOf = ({ sampleWeight }: StackingCase): object => (sampleWeight === null ? {} : { sampleWeight });

// biome-ignore lint/suspicious/noExplicitAny: hyper-parameters of recorded cases
function hyperOf({ estimators, finalEstimator, params }: StackingCase): any {
  const cv =
    params["cv"] === "shuffled" ? new KFold({ nSplits: 4, shuffle: true, randomState: 6 }) : params["cv"];
  const final = finalEstimator && build(finalEstimator);
  return { ...params, cv, estimators: members(estimators), finalEstimator: final };
}

describe("stacks of classifiers equal scikit-learn's", () => {
  for (const recorded of loadFixture<StackingCase>("ensemble/stacking-classifier").cases) {
    test(title(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const model = await new StackingClassifier(hyperOf(recorded)).fit(
        X,
        labelsOf(y, false),
        weightsOf(recorded),
      );
      const reason = recorded.finalEstimator === null ? "stopped" : "bits";
      expect(model.featureNamesOut()).toEqual(recorded.names);
      expect(await model.predict(X.slice(0, 9))).toEqual(recorded.predicted);
      expectClose((await model.transform(X.slice(0, 3))).toArray(), recorded.transformed, "bits");
      expectClose((await model.predictProba(X.slice(0, 9))).toArray(), recorded.probabilities!, reason);
    });
  }
});

describe("stacks of regressors equal scikit-learn's", () => {
  for (const recorded of loadFixture<StackingCase>("ensemble/stacking-regressor").cases) {
    test(title(recorded), async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const estimator = new StackingRegressor(hyperOf(recorded));
      const model = await estimator.fit(X, y, weightsOf(recorded));
      const reason = recorded.finalEstimator === null ? "lapack" : "bits";
      expect(model.featureNamesOut()).toEqual(recorded.names);
      expectClose(await model.predict(X.slice(0, 9)), recorded.predicted, reason);
      expectClose((await model.transform(X.slice(0, 3))).toArray(), recorded.transformed, "bits");
    });
  }
});

describe("stacks of fitted members equal scikit-learn's", () => {
  const { cases } = loadFixture<StackingCase>("ensemble/stacking-prefit");
  test.each(cases.map((item, i): [string, StackingCase] => [`${i}: ${title(item)}`, item]))(
    "%s",
    async (_, { data, estimators, finalEstimator, params, names, predicted, transformed }) => {
      const { X, y } = loadFixtureData(data);
      const final = build(finalEstimator!);
      const target = final.kind === "classifier" ? y.map((code) => 3 * Math.trunc(code) - 2) : y;
      const part = <T>(values: readonly T[], rest: number): T[] =>
        values.filter((_value, i) => i % 2 === rest);
      const fitted = await Promise.all(
        estimators.map(async ([name, recipe]) => [
          name,
          recipe === "drop" ? recipe : await build(recipe).fit(part(X, 0), part(target, 0)),
        ]),
      );
      const settings = { ...params, cv: "prefit", estimators: fitted, finalEstimator: final } as never;
      const stack =
        final.kind === "classifier" ? new StackingClassifier(settings) : new StackingRegressor(settings);
      const model = await stack.fit(part(X, 1), part(target, 1));
      expect(model.featureNamesOut()).toEqual(names);
      expect(Array.from(await model.predict(X.slice(0, 9)))).toEqual(predicted);
      expectClose((await model.transform(X.slice(0, 3))).toArray(), transformed, "bits");
    },
  );
});
