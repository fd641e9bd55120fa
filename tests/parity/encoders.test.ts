import {
  type Cell,
  CsrMatrix,
  FeatureUnion,
  Frame,
  KFold,
  type Label,
  LabelBinarizer,
  type LabelBinarizerModel,
  LabelEncoder,
  LinearRegression,
  labelBinarize,
  Matrix,
  MinMaxScaler,
  MultiLabelBinarizer,
  makeUnion,
  OneHotEncoder,
  OrdinalEncoder,
  Pipeline,
  Ridge,
  StandardScaler,
  StratifiedKFold,
  TargetEncoder,
  TransformedTargetRegressor,
  type Transformer,
} from "learnkit";
import { describe, expect, test, vi } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);

type Columns = Readonly<Record<string, Cell[]>>;

/** NaN, null and undefined alike. */
const missingAlike = (cell: Cell): Cell => (cell === undefined || Number.isNaN(cell) ? null : cell);

const rowsOf = (columns: Columns): Cell[][] => {
  const lists = Object.values(columns);
  return lists[0]!.map((_, i) => lists.map((list) => list[i]!));
};

interface OrdinalCase {
  readonly data: string;
  readonly params: object;
  readonly fresh: Columns | null;
  readonly refused?: string;
  readonly categories: Cell[][];
  readonly infrequent: (Cell[] | null)[] | null;
  readonly transformed: number[][];
  readonly inverse: Cell[][] | null;
  readonly names: string[];
}

describe("OrdinalEncoder equals scikit-learn's", () => {
  const { cases, notes } = loadFixture<OrdinalCase>("preprocessing/ordinal-encoder");
  const frames = notes["frames"] as Readonly<Record<string, Columns>>;
  const title = (item: OrdinalCase): string =>
    `${JSON.stringify(item.params)} of ${item.data}${item.fresh === null ? "" : ", unknown categories"}`;
  const answered = cases.filter((item) => item.refused === undefined);
  const refused = cases.filter((item) => item.refused !== undefined);

  test.each(answered.map((item) => [title(item), item] as const))("%s", async (_, item) => {
    const columns = frames[item.data]!;
    const model = await new OrdinalEncoder(item.params).fit(Frame.fromColumns(columns));
    expect(model.categories.map((list) => list.map(missingAlike))).toEqual(item.categories);
    const infrequent = model.infrequentCategories.map((list) => list?.map(missingAlike) ?? null);
    expect(infrequent).toEqual(item.infrequent ?? model.categories.map(() => null));
    expect(model.featureNamesOut()).toEqual(item.names);
    const fresh = item.fresh ?? columns;
    const Z = await model.transform(Frame.fromColumns(fresh));
    expectClose(Z.toArray(), item.transformed, "bits");
    if (item.inverse !== null)
      expect((await model.inverseTransform(Z)).map((row) => row.map(missingAlike))).toEqual(item.inverse);

    const rows = await new OrdinalEncoder(item.params).fitTransform(rowsOf(columns));
    if (item.fresh === null) expectClose(rows.X.toArray(), item.transformed, "bits");
    else expectClose((await rows.model.transform(rowsOf(fresh))).toArray(), item.transformed, "bits");
  });

  test.each(refused.map((item) => [title(item), item] as const))("%s is refused", async (_, item) => {
    const frame = Frame.fromColumns(frames[item.data]!);
    await expect(new OrdinalEncoder(item.params).fit(frame)).rejects.toThrow(/must/);
  });
});

interface TargetCase {
  readonly data: string;
  readonly y: string;
  readonly params: object;
  readonly cv: [name: "KFold" | "StratifiedKFold", params: object] | null;
  readonly targetType: string;
  readonly classes: Label[] | null;
  readonly targetMean: number | number[];
  readonly encodings: number[][];
  readonly crossFitted: number[][];
  readonly every: number;
  readonly fresh: Columns;
  readonly transformed: number[][];
  readonly names: string[];
}

describe("TargetEncoder equals scikit-learn's", () => {
  const { cases, notes } = loadFixture<TargetCase>("preprocessing/target-encoder");
  const sets = notes["sets"] as Readonly<Record<string, { columns: Columns; y: Record<string, Label[]> }>>;
  const splitters = { KFold, StratifiedKFold };

  test.each(
    cases.map(
      (item) => [`${JSON.stringify([item.params, item.cv])} of ${item.data}, ${item.y}`, item] as const,
    ),
  )("%s", async (_, item) => {
    const { columns, y: targets } = sets[item.data]!;
    const y = targets[item.y]!;
    const cv = item.cv === null ? {} : { cv: new splitters[item.cv[0]](item.cv[1]) };
    const encoder = new TargetEncoder({ ...item.params, ...cv });
    const { model, X } = await encoder.fitTransform(Frame.fromColumns(columns), y);
    expect(model.targetType).toBe(item.targetType);
    expect(model.classes).toEqual(item.classes);
    expectClose(model.targetMean, item.targetMean, "bits");
    expectClose(model.encodings, item.encodings, "bits");
    const shown = X.toArray().filter((_row, i) => i % item.every === 0);
    expectClose(shown, item.crossFitted, "bits");
    expect(model.featureNamesOut()).toEqual(item.names);

    const byRows = await encoder.fit(rowsOf(columns), y);
    expectClose(byRows.encodings, item.encodings, "bits");
    expectClose((await byRows.transform(rowsOf(item.fresh))).toArray(), item.transformed, "bits");
  });
});

interface BinarizerCase {
  readonly y: Label[] | number[][];
  readonly sparse?: boolean;
  readonly params: object;
  readonly classes: Label[];
  readonly targetType: string;
  readonly transformed: number[][];
  readonly unknown?: Label[];
  readonly transformedUnknown?: number[][];
  readonly scores?: number[][];
  readonly inverse: Label[] | number[][];
  readonly inverseAtZero?: Label[];
}

describe("label encoders equal scikit-learn's", () => {
  const { cases, notes } = loadFixture<BinarizerCase>("preprocessing/labels");

  test.each((notes["encoded"] as { y: Label[] }[]).map((item) => [JSON.stringify(item.y), item] as const))(
    "LabelEncoder of %s",
    async (_, given) => {
      const item = given as unknown as Record<"y" | "classes" | "inverse", Label[]> &
        Record<"codes" | "inverseOf", number[]>;
      const { model, y } = await new LabelEncoder().fitTransform(item.y);
      expect(model.classes).toEqual(item.classes);
      expect(Array.from(y)).toEqual(item.codes);
      expect(Array.from(await model.transform(item.y))).toEqual(item.codes);
      expect(await model.inverseTransform(item.inverseOf)).toEqual(item.inverse);
    },
  );

  test.each(cases.map((item) => [`${JSON.stringify([item.params, item.y, item.sparse])}`, item] as const))(
    "LabelBinarizer, %s",
    async (_, item) => {
      const y = (
        item.sparse === true ? CsrMatrix.fromMatrix(Matrix.from(item.y as number[][])) : item.y
      ) as Label[];
      const model: LabelBinarizerModel<Label> = await new LabelBinarizer(item.params).fit(y);
      expect(model.classes).toEqual(item.classes);
      expect(model.targetType).toBe(item.targetType);
      const Z = await model.transform(y);
      expect(Z instanceof CsrMatrix).toBe("sparseOutput" in item.params);
      expect(Z.toArray()).toEqual(item.transformed);
      if (item.scores === undefined) {
        const back = (await model.inverseTransform(Z)) as Matrix;
        expect(back.toArray()).toEqual(item.inverse);
        expect(back instanceof CsrMatrix).toBe(item.sparse);
        return;
      }
      expect((await model.transform(item.unknown!)).toArray()).toEqual(item.transformedUnknown);
      expect(await model.inverseTransform(item.scores)).toEqual(item.inverse);
      expect(await model.inverseTransform(item.scores, { threshold: 0 })).toEqual(item.inverseAtZero);
    },
  );

  const fixed = notes["fixed"] as { y: Label[]; classes: Label[]; params: object; transformed: number[][] }[];
  test.each(fixed.map((item) => [JSON.stringify([item.y, item.classes, item.params]), item] as const))(
    "labelBinarize, %s",
    (_, { y, classes, params, transformed }) => {
      expect(labelBinarize(y, { classes, ...params }).toArray()).toEqual(transformed);
    },
  );

  const multi = notes["multi"] as {
    y: Label[][];
    params: object;
    classes: Label[];
    transformed: number[][];
    inverse: Label[][];
  }[];
  test.each(multi.map((item) => [JSON.stringify([item.y, item.params]), item] as const))(
    "MultiLabelBinarizer, %s",
    async (_, { y, params, classes, transformed, inverse }) => {
      const { model, y: Z } = await new MultiLabelBinarizer(params).fitTransform(y);
      expect(model.classes).toEqual(classes);
      expect(Z.toArray()).toEqual(transformed);
      expect(await model.inverseTransform(Z)).toEqual(inverse);
    },
  );
});

interface UnionCase {
  readonly union: string;
  readonly named: boolean;
  readonly sparse: boolean;
  readonly shape: [number, number];
  readonly fitted: number[][];
  readonly transformed: number[][];
  readonly names: string[];
}

describe("FeatureUnion equals scikit-learn's", () => {
  const { cases, notes } = loadFixture<UnionCase>("compose/feature-union");
  const { X, y, fresh } = notes as unknown as { X: number[][]; y: number[]; fresh: number[][] };
  const ignore = (): OneHotEncoder => new OneHotEncoder({ handleUnknown: "ignore" });
  const unions: Readonly<Record<string, Transformer>> = {
    scalers: new FeatureUnion([
      ["std", new StandardScaler()],
      ["range", new MinMaxScaler()],
    ]),
    weights: new FeatureUnion(
      [
        ["std", new StandardScaler()],
        ["same", "passthrough"],
        ["gone", "drop"],
      ],
      { transformerWeights: { std: 0.5, same: -3 } },
    ),
    sparse: new FeatureUnion(
      [
        ["hot", ignore()],
        ["range", new MinMaxScaler()],
      ],
      { transformerWeights: { hot: 2 } },
    ),
    plain: new FeatureUnion(
      [
        ["hot", ignore()],
        ["same", "passthrough"],
      ],
      { verboseFeatureNamesOut: false },
    ),
    dropped: new FeatureUnion([
      ["one", "drop"],
      ["two", "drop"],
    ]),
    nested: new FeatureUnion(
      [
        [
          "inner",
          new FeatureUnion([
            ["std", new StandardScaler()],
            ["same", "passthrough"],
          ]),
        ],
        [
          "pipe",
          new Pipeline([
            ["std", new StandardScaler()],
            ["range", new MinMaxScaler()],
          ]),
        ],
      ],
      { transformerWeights: { inner: 4 } },
    ),
    target: makeUnion(new TargetEncoder({ targetType: "continuous" }), new StandardScaler()),
    made: makeUnion(new StandardScaler(), new MinMaxScaler(), new StandardScaler({ withMean: false })),
  };

  test.each(cases.map((item) => [`${item.union}${item.named ? ", a frame" : ""}`, item] as const))(
    "%s",
    async (_, item) => {
      const union = unions[item.union] as FeatureUnion;
      const table = (rows: number[][]): Matrix =>
        item.named ? Matrix.from(rows, ["a", "b", "c"]) : Matrix.from(rows);
      const { model, X: Z } = await union.fitTransform(table(X), y);
      expect([Z.rows, Z.columns, Z instanceof CsrMatrix]).toEqual([...item.shape, item.sparse]);
      expectClose(Z.toArray(), item.fitted, "rounding");
      expectClose((await model.transform(table(fresh))).toArray(), item.transformed, "rounding");
      expect(model.featureNamesOut()).toEqual(item.names.map((name) => name.replace(/(_\d)\.0$/, "$1")));
    },
  );
});

interface TransformedTargetCase {
  readonly map: string;
  readonly alpha: number | null;
  readonly linear: boolean;
  readonly default: boolean;
  readonly sampleWeight: number[] | null;
  readonly coef: number[];
  readonly predicted: number[];
  readonly score: number;
}

describe("TransformedTargetRegressor equals scikit-learn's", () => {
  const { cases, notes } = loadFixture<TransformedTargetCase>("compose/transformed-target");
  const { X, y, fresh } = notes as unknown as { X: number[][]; y: number[]; fresh: number[][] };
  const maps: Readonly<Record<string, object>> = {
    log: { func: Math.log, inverseFunc: Math.exp },
    square: {
      func: (value: number) => value * value,
      inverseFunc: (value: number) => Math.sqrt(Math.abs(value)),
    },
    standard: { transformer: new StandardScaler() },
    range: { transformer: new MinMaxScaler({ featureRange: [-2, 5] }) },
    none: {},
  };

  test.each(
    cases.map(
      (item) =>
        [`${item.map}, alpha ${item.alpha}, ${item.sampleWeight ? "weighted" : "plain"}`, item] as const,
    ),
  )("%s", async (_, item) => {
    const regressor = item.linear ? new LinearRegression() : new Ridge({ alpha: item.alpha! });
    const estimator = new TransformedTargetRegressor({
      ...(item.default ? {} : { regressor }),
      ...maps[item.map],
    });
    const options = item.sampleWeight === null ? {} : { sampleWeight: item.sampleWeight };
    const model = await estimator.fit(X, y, options);
    expectClose((model.regressor as unknown as { coef: Float64Array }).coef, item.coef, "lapack");
    expectClose(await model.predict(fresh), item.predicted, "lapack");
    expectClose(await model.score(X, y), item.score, "lapack");
  });
});
