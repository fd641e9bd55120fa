import {
  DecisionTreeClassifier,
  FixedThresholdClassifier,
  type FixedThresholdClassifierOptions,
  f1Score,
  KNeighborsClassifier,
  type Label,
  LogisticRegression,
  makeScorer,
  StratifiedKFold,
  TunedThresholdClassifierCV,
  type TunedThresholdClassifierCVOptions,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

interface Data {
  readonly X: number[][];
  readonly y: Label[];
}

const MODELS = {
  DecisionTreeClassifier: () => new DecisionTreeClassifier({ maxDepth: 4 }),
  KNeighborsClassifier: () => new KNeighborsClassifier({ nNeighbors: 7 }),
  LogisticRegression: () => new LogisticRegression({ tol: 1e-12, maxIter: 1000 }),
};

interface FixedCase {
  readonly data: string;
  readonly model: keyof typeof MODELS;
  readonly params: Partial<FixedThresholdClassifierOptions>;
  readonly predicted: Label[];
}

const fixed = loadFixture<FixedCase>("model-selection/fixed-threshold");
const sets = fixed.notes["sets"] as Readonly<Record<string, Data>>;

describe("FixedThresholdClassifier equals scikit-learn's", () => {
  test.each(fixed.cases.map((item, i): [string, FixedCase] => [`${i}: ${item.model} on ${item.data}`, item]))(
    "%s",
    async (_, { data, model, params, predicted }) => {
      const { X, y } = sets[data]!;
      const fitted = await new FixedThresholdClassifier(MODELS[model](), params).fit(X, y);
      expect(await fitted.predict(X)).toEqual(predicted);
    },
  );
});

interface TunedCase {
  readonly data: string;
  readonly model: keyof typeof MODELS;
  readonly params: Record<string, unknown>;
  readonly bestThreshold: number;
  readonly bestScore: number;
  readonly predicted: Label[];
  readonly cvResults?: { readonly thresholds: number[]; readonly scores: number[] };
}

function optionsOf(params: Record<string, unknown>): Partial<TunedThresholdClassifierCVOptions> {
  const { scoring, cv, ...rest } = params;
  const shuffled = new StratifiedKFold({ nSplits: 4, shuffle: true, randomState: 1 });
  return {
    ...rest,
    ...(cv === undefined ? {} : { cv: cv === "shuffled" ? shuffled : cv }),
    ...(scoring === undefined
      ? {}
      : {
          scoring: Array.isArray(scoring) ? makeScorer(f1Score, { posLabel: scoring[1] as Label }) : scoring,
        }),
  } as Partial<TunedThresholdClassifierCVOptions>;
}

describe("TunedThresholdClassifierCV equals scikit-learn's", () => {
  const { cases } = loadFixture<TunedCase>("model-selection/tuned-threshold");
  test.each(cases.map((item, i): [string, TunedCase] => [`${i}: ${item.model} on ${item.data}`, item]))(
    "%s",
    async (_, item) => {
      const { X, y } = sets[item.data]!;
      const options = optionsOf(item.params);
      const odd = <T>(values: readonly T[], rest: number): T[] => values.filter((_, i) => i % 2 === rest);
      const fitted =
        options.cv === "prefit"
          ? await new TunedThresholdClassifierCV(
              await MODELS[item.model]().fit(odd(X, 0), odd(y, 0)),
              options,
            ).fit(odd(X, 1), odd(y, 1))
          : await new TunedThresholdClassifierCV(MODELS[item.model](), options).fit(X, y);
      // Probabilities of a logistic regression are converged; of trees and neighbours they are shares.
      const reason = item.model === "LogisticRegression" ? "converged" : "rounding";
      expectClose(fitted.bestThreshold, item.bestThreshold, reason);
      expectClose(fitted.bestScore, item.bestScore, reason);
      expect(await fitted.predict(X)).toEqual(item.predicted);
      if (item.cvResults === undefined) return expect(fitted.cvResults).toBeUndefined();
      expectClose(fitted.cvResults!.thresholds, item.cvResults.thresholds, reason);
      expectClose(fitted.cvResults!.scores, item.cvResults.scores, reason);
    },
  );
});
