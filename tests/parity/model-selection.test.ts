import {
  type AnyEstimator,
  BaseEstimator,
  ColumnTransformer,
  crossValidate,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  Frame,
  GridSearchCV,
  InvalidInputError,
  KFold,
  KNeighborsClassifier,
  LogisticRegression,
  type Matrix,
  type MatrixLike,
  makePipeline,
  OneHotEncoder,
  Pipeline,
  RandomState,
  Ridge,
  type RidgeModel,
  type ScorerName,
  StandardScaler,
  StratifiedKFold,
  setLanes,
  type TableLike,
  type Transformer,
  type VectorLike,
} from "learnkit";
import { afterAll, describe, expect, test } from "vitest";
import { expectClose, loadFixture, type ToleranceReason } from "./fixtures.js";
import { shipped } from "./shipped.js";

const ESTIMATORS: Readonly<Record<string, new (params: object) => AnyEstimator>> = {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  KNeighborsClassifier,
  LogisticRegression,
  Ridge,
  StandardScaler,
};

/** The estimator of a case: a class, or a pipeline of classes. */
function make(name: string, params: object): AnyEstimator {
  const steps = /^Pipeline\((.*)\)$/.exec(name)?.[1]?.split(", ");
  if (steps === undefined) return new ESTIMATORS[name]!(params);
  return makePipeline(...(steps.map((step) => new ESTIMATORS[step]!({})) as [Transformer, AnyEstimator]));
}

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
      const found = await crossValidate(make(estimator, params), X, y, {
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
      const search = new GridSearchCV(make(item.estimator, item.params), item.grid, {
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

/** An estimator that no worker knows. */
class Unknown extends BaseEstimator<Record<never, never>> {
  readonly kind = "regressor" as const;
  constructor() {
    super("Unknown", {}, {});
  }
  fit(X: TableLike, y: VectorLike<number>): Promise<RidgeModel> {
    return new Ridge().fit(X as MatrixLike, y);
  }
}

test("an estimator that workers do not know runs here, with the same bits", async () => {
  setLanes(2);
  const { X, y } = DATA.diabetes;
  const known = await crossValidate(new Ridge(), X, y, { cv: 4 });
  expect((await crossValidate(new Unknown(), X, y, { cv: 4 })).testScore).toEqual(known.testScore);
  const mine = (model: RidgeModel, rows: Matrix, truth: number[]): Promise<number> =>
    model.score(rows, truth);
  expect((await crossValidate(new Ridge(), X, y, { cv: 4, scoring: mine })).testScore).toEqual(
    known.testScore,
  );
  expect((await crossValidate(new Ridge(), X.toArray(), y, { cv: 4 })).testScore).toEqual(known.testScore);
});

test("a frame of numbers, texts, flags and dates gives the same bits on 1 and 2 lanes", async () => {
  const n = 60;
  const random = new RandomState(0);
  const size = random.normal(0, 1, n);
  const frame = Frame.fromColumns({
    size,
    city: Array.from({ length: n }, (_, i) => (i % 11 === 0 ? null : ["Oslo", "Rome", "Bern"][i % 3]!)),
    member: Array.from({ length: n }, (_, i) => i % 4 === 0),
    since: Array.from({ length: n }, (_, i) => new Date(2020, 0, i + 1)),
  });
  const target = Array.from(size, (value, i) => value * 2 + (i % 3) + random.normal());
  const pipeline = new Pipeline([
    [
      "columns",
      new ColumnTransformer([
        ["city", new OneHotEncoder(), ["city", "member"]],
        ["size", "passthrough", ["size"]],
      ]),
    ],
    ["model", new Ridge()],
  ]);
  const run = async (lanes: number): Promise<unknown> => {
    setLanes(lanes);
    const model = await new GridSearchCV(pipeline, { "model.alpha": [0.1, 1] }, { cv: 3 }).fit(frame, target);
    const { meanTestScore, errors } = model.cvResults;
    expect(errors.flat().every((error) => error === null)).toBe(true);
    return [meanTestScore, await model.predict(frame)];
  };
  expect(await run(2)).toEqual(await run(1));
});

test("errors of a fold cross the worker boundary as they are", async () => {
  setLanes(2);
  const { X, y } = DATA.iris;
  const fit = crossValidate(new Ridge(), X, y as never, { cv: 3, errorScore: "raise" });
  await expect(fit).rejects.toBeInstanceOf(InvalidInputError);
});
