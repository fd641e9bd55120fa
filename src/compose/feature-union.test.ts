import {
  CsrMatrix,
  deserialize,
  FeatureUnion,
  type FeatureUnionModel,
  Frame,
  InvalidInputError,
  InvalidParameterError,
  MinMaxScaler,
  makeUnion,
  OneHotEncoder,
  Pipeline,
  SimpleImputer,
  StandardScaler,
  serialize,
} from "learnkit";
import { describe, expect, test } from "vitest";

const X = [
  [1, 10],
  [3, 30],
];
const cities = Frame.fromColumns({ city: ["Oslo", "Rome"], area: ["N", "S"] });

describe("FeatureUnion", () => {
  test("puts outputs side by side in the order of the parts, each times its weight", async () => {
    const union = new FeatureUnion(
      [
        ["same", "passthrough"],
        ["gone", "drop"],
        ["range", new MinMaxScaler()],
      ],
      { transformerWeights: { range: 100, gone: 7 } },
    );
    const { model, X: Z } = await union.fitTransform(X);
    expect(Z.toArray()).toEqual([
      [1, 10, 0, 0],
      [3, 30, 100, 100],
    ]);
    expect((await model.transform(X)).toArray()).toEqual(Z.toArray());
    expect(model.featureNamesOut()).toEqual(["same__x0", "same__x1", "range__x0", "range__x1"]);
    expect(model.transformerList.map(([name, part]) => [name, typeof part])).toEqual([
      ["same", "string"],
      ["gone", "string"],
      ["range", "object"],
    ]);
    expect([model.namedTransformers.same, model.namedTransformers.gone]).toEqual(["passthrough", "drop"]);
  });

  test("is sparse if a part is, whatever its density, and dense otherwise", async () => {
    const sparse = await makeUnion(new OneHotEncoder(), new MinMaxScaler()).fitTransform(X);
    expect(sparse.X).toBeInstanceOf(CsrMatrix);
    expect(sparse.X.toArray()).toEqual([
      [1, 0, 1, 0, 0, 0],
      [0, 1, 0, 1, 1, 1],
    ]);
    const dense = await makeUnion(new OneHotEncoder({ sparseOutput: false }), "passthrough").fitTransform(X);
    expect(dense.X).not.toBeInstanceOf(CsrMatrix);
  });

  test("takes frames, and names columns without prefix on request", async () => {
    const union = new FeatureUnion([["hot", new OneHotEncoder()]], { verboseFeatureNamesOut: false });
    const { model, X: Z } = await union.fitTransform(cities);
    expect(model.featureNamesOut()).toEqual(["city_Oslo", "city_Rome", "area_N", "area_S"]);
    expect(Z.columnNames).toEqual(model.featureNamesOut());
    expect(model.featureNames).toEqual(["city", "area"]);
  });

  test("parts without output give a matrix without columns", async () => {
    const { model, X: Z } = await new FeatureUnion([["gone", "drop"]]).fitTransform(X);
    expect([Z.rows, Z.columns, model.featureNamesOut()]).toEqual([2, 0, []]);
  });

  test("hyper-parameters of nested parts are changed by path", async () => {
    const union = new FeatureUnion([
      [
        "pipe",
        new Pipeline([
          ["fill", new SimpleImputer()],
          ["range", new MinMaxScaler()],
        ]),
      ],
      ["inner", new FeatureUnion([["std", new StandardScaler()]])],
    ]);
    const changed = union
      .withParam("pipe.range.featureRange", [0, 5])
      .withParam("inner.std.withMean", false)
      .withParam("inner.std", "passthrough")
      .withParam("transformerWeights", { inner: 2 });
    expect((await changed.fitTransform(X)).X.toArray()).toEqual([
      [0, 0, 2, 20],
      [5, 5, 6, 60],
    ]);
    expect((await union.fitTransform(X)).X.toArray()[1]).toEqual([1, 1, 1, 1]);
    expect(() => union.withParam("pipe.rnage.clip", true)).toThrow(/did you mean/);
  });

  test("weights of samples go to every part, and one that cannot use them refuses them", async () => {
    const sampleWeight = [1, 3];
    const weighted = await makeUnion(new StandardScaler()).fit(X, undefined, { sampleWeight });
    const alone = await new StandardScaler().fit(X, undefined, { sampleWeight });
    expect(await weighted.transform(X)).toMatchObject({ data: (await alone.transform(X)).data });
    await expect(makeUnion(new MinMaxScaler()).fit(X, undefined, { sampleWeight })).rejects.toThrow(
      /sampleWeight/,
    );
  });

  test("survives save and load", async () => {
    const model = await makeUnion(new StandardScaler(), "passthrough").fit(X);
    const copy = deserialize(serialize(model)) as FeatureUnionModel;
    expect(await copy.transform(X)).toEqual(await model.transform(X));
    expect(copy.featureNamesOut()).toEqual(model.featureNamesOut());
  });

  test("reports its steps and stops when cancelled", async () => {
    const seen: number[] = [];
    const union = makeUnion(new StandardScaler(), "drop");
    await union.fit(X, undefined, { onProgress: ({ done }) => seen.push(done) });
    expect(seen).toEqual([1, 2]);
    await expect(union.fit(X, undefined, { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
  });
});

describe("FeatureUnion refuses", () => {
  test.each([
    [() => new FeatureUnion([]), /transformerList must be a list of named estimators, at least one/],
    [() => new FeatureUnion([["a.b", new MinMaxScaler()]]), /a string without a dot/],
    [
      () =>
        new FeatureUnion([
          ["a", "drop"],
          ["a", "drop"],
        ]),
      /distinct from the others/,
    ],
    [() => new FeatureUnion([["a", "skip" as "drop"]]), /an estimator or "drop" or "passthrough"/],
    [
      () => new FeatureUnion([["std", "drop"]], { transformerWeights: { sdt: 2 } }),
      /transformerWeights: parameter name must be one of std \(did you mean "std"\?\)/,
    ],
    [
      () => new FeatureUnion([["std", "drop"]], { transformerWeights: { std: Number.NaN } }),
      /a finite number for each/,
    ],
  ])("%#", (make, message) => {
    expect(make).toThrow(InvalidParameterError);
    expect(make).toThrow(message);
  });

  test("texts that would be passed through, and columns of one name", async () => {
    await expect(makeUnion("passthrough").fit(cities)).rejects.toBeInstanceOf(InvalidInputError);
    const union = new FeatureUnion(
      [
        ["a", "passthrough"],
        ["b", "passthrough"],
      ],
      { verboseFeatureNamesOut: false },
    );
    const model = await union.fit(X);
    expect(() => model.featureNamesOut()).toThrow(
      /distinct names; set verboseFeatureNamesOut to prefix them; received "x0"/,
    );
  });

  test("other features than in fit, also where X is passed through", async () => {
    const model = await makeUnion("passthrough").fit(X);
    await expect(model.transform([[1]])).rejects.toThrow(/2 features, as in fit; received 1 feature/);
    await expect(model.transform([])).rejects.toThrow(/at least 1 row/);
  });
});
