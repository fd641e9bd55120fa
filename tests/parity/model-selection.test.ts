import {
  type AnyEstimator,
  crossValidate,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  GridSearchCV,
  KFold,
  KNeighborsClassifier,
  Ridge,
  type ScorerName,
  StratifiedKFold,
  setLanes,
} from "learnkit";
import { afterAll, describe, expect, test } from "vitest";
import { expectClose, loadFixture, type ToleranceReason } from "./fixtures.js";
import { shipped } from "./shipped.js";

const ESTIMATORS: Readonly<Record<string, new (params: object) => AnyEstimator>> = {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  KNeighborsClassifier,
  Ridge,
};
const SPLITTERS = { KFold, StratifiedKFold };
const DATA = {
  iris: shipped("iris", "species"),
  diabetes: shipped("diabetes", "progression"),
  breast_cancer: shipped("breast_cancer", "diagnosis"),
};

interface Validated {
  readonly estimator: string;
  readonly params: object;
  readonly data: keyof typeof DATA;
  readonly scoring: ScorerName[];
  readonly tolerance: ToleranceReason;
  readonly cv: number | [keyof typeof SPLITTERS, object];
  readonly test: Readonly<Record<string, number[]>>;
  readonly train: Readonly<Record<string, number[]>>;
}

interface Searched {
  readonly estimator: string;
  readonly params: object;
  readonly data: keyof typeof DATA;
  readonly scoring: ScorerName | ScorerName[] | null;
  readonly refit: boolean | string;
  readonly cv: number;
  readonly tolerance: ToleranceReason;
  readonly grid: object[];
  readonly candidates: object[];
  readonly results: Readonly<
    Record<string, { mean: number[]; std: number[]; rank: number[]; split0: number[]; train: number[] }>
  >;
  readonly bestIndex: number;
  readonly bestScore: number;
  readonly bestParams: object;
}

afterAll(() => setLanes(null));

describe.each([1, 2])("on %d lanes", (lanes) => {
  test.each(loadFixture<Validated>("model-selection/cross-validate").cases)(
    "crossValidate scores $estimator on $data as scikit-learn does",
    async ({ estimator, params, data, scoring, tolerance, cv, test: expected, train }) => {
      setLanes(lanes);
      const { X, y } = DATA[data];
      const splitter = typeof cv === "number" ? cv : new SPLITTERS[cv[0]](cv[1]);
      const found = await crossValidate(new ESTIMATORS[estimator]!(params), X, y, {
        cv: splitter,
        scoring,
        returnTrainScore: true,
      });
      expect(found.errors.every((error) => error === null)).toBe(true);
      for (const name of scoring) {
        expectClose(found.testScore[name], expected[name]!, tolerance);
        expectClose(found.trainScore![name], train[name]!, tolerance);
      }
    },
  );

  test.each(loadFixture<Searched>("model-selection/grid-search").cases)(
    "GridSearchCV finds what scikit-learn finds: $estimator on $data by $scoring",
    async (item) => {
      setLanes(lanes);
      const { X, y } = DATA[item.data];
      const search = new GridSearchCV(new ESTIMATORS[item.estimator]!(item.params), item.grid, {
        cv: item.cv,
        returnTrainScore: true,
        refit: item.refit as boolean,
        ...(item.scoring === null ? {} : { scoring: item.scoring as ScorerName }),
      });
      const model = await search.fit(X, y);
      const { cvResults } = model;
      expect(cvResults.params).toEqual(item.candidates);
      for (const [name, expected] of Object.entries(item.results)) {
        const of = (table: unknown): ArrayLike<number> =>
          (Array.isArray(item.scoring)
            ? (table as Record<string, ArrayLike<number>>)[name]
            : table) as ArrayLike<number>;
        expectClose(of(cvResults.meanTestScore), expected.mean, item.tolerance);
        expectClose(of(cvResults.stdTestScore), expected.std, item.tolerance);
        expectClose(of(cvResults.rankTestScore), expected.rank, "bits");
        expectClose(of(cvResults.split0TestScore), expected.split0, item.tolerance);
        expectClose(of(cvResults.meanTrainScore), expected.train, item.tolerance);
      }
      expect(model.bestIndex).toBe(item.bestIndex);
      expect(model.bestParams).toEqual(item.bestParams);
      expectClose([model.bestScore], [item.bestScore], item.tolerance);
    },
  );
});

test("scores are the same bits on 1 and 2 lanes", async () => {
  const { X, y } = DATA.diabetes;
  const run = async (lanes: number): Promise<Float64Array> => {
    setLanes(lanes);
    const { testScore } = await crossValidate(new Ridge({ alpha: 0.3 }), X, y, { cv: 7 });
    return testScore;
  };
  expect(await run(2)).toEqual(await run(1));
});
