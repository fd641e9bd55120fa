import {
  Binarizer,
  CsrMatrix,
  FunctionTransformer,
  type FunctionTransformerParams,
  KBinsDiscretizer,
  Matrix,
  type MatrixLike,
  MaxAbsScaler,
  Normalizer,
  PolynomialFeatures,
  PowerTransformer,
  type PowerTransformerModel,
  QuantileTransformer,
  type QuantileTransformerModel,
  RobustScaler,
  type TransformerModel,
} from "learnkit";
import { describe, expect, test, vi } from "vitest";
import { expectClose, loadFixture, type ToleranceReason } from "./fixtures.js";

vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);

interface NumericCase {
  readonly estimator: keyof typeof estimators;
  readonly data: string;
  readonly params: object;
  readonly sparse: boolean;
  readonly attributes: Readonly<Record<string, number[] | null>>;
  readonly fresh: number[][];
  readonly transformed: number[][];
  readonly inverse?: number[][];
  readonly names: string[];
}

/** A fitted transformer of numbers that may know its way back. */
interface NumericModel extends TransformerModel {
  transform(X: MatrixLike): Promise<Matrix | CsrMatrix>;
  inverseTransform?(X: MatrixLike): Promise<Matrix | CsrMatrix>;
}

const estimators = {
  Binarizer,
  MaxAbsScaler,
  Normalizer,
  PolynomialFeatures,
  PowerTransformer,
  QuantileTransformer,
  RobustScaler,
};
const sets = loadFixture("preprocessing/robust-scalers").notes["sets"] as Readonly<
  Record<string, number[][]>
>;

const camel = (name: string): string =>
  name.replace(/_$/, "").replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());

const titled = (items: readonly NumericCase[]): [string, NumericCase][] =>
  items.map((item) => [
    `${item.estimator}(${JSON.stringify(item.params)}) of ${item.data}${item.sparse ? ", sparse" : ""}`,
    item,
  ]);

/** Column by column, since their magnitudes differ. */
function expectColumnsClose(actual: Matrix | CsrMatrix, expected: number[][], reason: ToleranceReason): void {
  const dense = actual instanceof CsrMatrix ? actual.toMatrix() : actual;
  expect([dense.rows, dense.columns]).toEqual([expected.length, expected[0]!.length]);
  for (let j = 0; j < dense.columns; j++)
    expectClose(
      dense.column(j),
      expected.map((row) => row[j]!),
      reason,
    );
}

async function fitCase(item: NumericCase): Promise<NumericModel> {
  const estimator = new estimators[item.estimator](item.params);
  return estimator.fit(item.sparse ? sparse(sets[item.data]!) : sets[item.data]!);
}

const sparse = (rows: number[][]): CsrMatrix => CsrMatrix.fromMatrix(Matrix.from(rows));

/** Transforms and inverts what scikit-learn transformed, dense or sparse as it did. */
async function expectAnswers(item: NumericCase, model: NumericModel, reason: ToleranceReason): Promise<void> {
  const given = (rows: number[][]): MatrixLike => (item.sparse ? sparse(rows) : rows);
  const Z = await model.transform(given(item.fresh));
  expect(Z instanceof CsrMatrix).toBe(item.sparse);
  expectColumnsClose(Z, item.transformed, reason);
  expect(model.featureNamesOut()).toEqual(item.names);
  expect(model.inverseTransform === undefined).toBe(item.inverse === undefined);
  if (item.inverse !== undefined)
    expectColumnsClose(await model.inverseTransform!(given(item.transformed)), item.inverse, reason);
}

describe.each([
  "preprocessing/robust-scalers",
  "preprocessing/normalizer-binarizer",
  "preprocessing/polynomial-features",
])("%s", (name) => {
  test.each(titled(loadFixture<NumericCase>(name).cases))("%s", async (_, item) => {
    const model = await fitCase(item);
    for (const [attribute, expected] of Object.entries(item.attributes)) {
      const actual = (model as unknown as Record<string, Float64Array | null>)[camel(attribute)]!;
      if (expected === null) expect(actual, attribute).toBeNull();
      else for (const [j, value] of expected.entries()) expectClose([actual[j]!], [value], "rounding");
    }
    await expectAnswers(item, model, "rounding");
  });
});

interface PowerCase extends NumericCase {
  /** Columns whose likelihood is blurred by rounding, so that scipy's search stops early. */
  readonly blurred: readonly number[];
}

describe("PowerTransformer equals scikit-learn's", () => {
  const { cases } = loadFixture<PowerCase>("preprocessing/power-transformer");
  test.each(titled(cases))("%s", async (_, item) => {
    const { blurred } = item as PowerCase;
    const reasonOf = (j: number): ToleranceReason => (blurred.includes(j) ? "stopped" : "converged");
    const model = (await fitCase(item)) as PowerTransformerModel;
    for (const [j, lambda] of item.attributes["lambdas_"]!.entries())
      expectClose([model.lambdas[j]!, 1], [lambda, 1], reasonOf(j));
    const Z = await model.transform(item.fresh);
    const back = await model.inverseTransform(Z);
    const columnOf = (rows: number[][], j: number): number[] => rows.map((row) => row[j]!);
    for (let j = 0; j < Z.columns; j++) {
      // What was centred is right to the last digits of what it was centred at.
      const terms = [1, model.mean?.[j] ?? 1];
      expectClose([...Z.column(j), ...terms], [...columnOf(item.transformed, j), ...terms], reasonOf(j));
      // Of some columns scikit-learn's powers keep no digits, so that there is no way back.
      const [there, again] = [columnOf(item.fresh, j), columnOf(item.inverse!, j)];
      const comesBack = there.every((x, i) => Number.isNaN(x) || Math.abs(again[i]! / x - 1) < 1e-10);
      if (comesBack) expectClose(back.column(j), again, "converged");
    }
    expect(model.featureNamesOut()).toEqual(item.names);
  });
});

describe("QuantileTransformer equals scikit-learn's", () => {
  const { cases } = loadFixture<NumericCase>("preprocessing/quantile-transformer");
  test.each(titled(cases))("%s", async (_, item) => {
    const model = (await fitCase(item)) as QuantileTransformerModel;
    const { quantiles_: quantiles, references_: references } = item.attributes;
    if (quantiles) expectColumnsClose(model.quantiles, quantiles as unknown as number[][], "rounding");
    if (references) expectClose(model.references, references, "rounding");
    await expectAnswers(item, model, "rounding");
  });
});

interface BinsCase extends Omit<NumericCase, "estimator" | "sparse" | "attributes"> {
  readonly sampleWeight: number[] | null;
  readonly nBins: number[];
  readonly binEdges: number[][];
  readonly inverse: number[][];
}

describe("KBinsDiscretizer equals scikit-learn's", () => {
  const { cases } = loadFixture<BinsCase>("preprocessing/k-bins-discretizer");
  const title = (item: BinsCase): string =>
    `${JSON.stringify(item.params)} of ${item.data}${item.sampleWeight === null ? "" : ", weighted"}`;
  test.each(cases.map((item) => [title(item), item] as const))("%s", async (_, item) => {
    const options = item.sampleWeight === null ? {} : { sampleWeight: item.sampleWeight };
    const model = await new KBinsDiscretizer(item.params).fit(sets[item.data]!, undefined, options);
    expect(Array.from(model.nBins)).toEqual(item.nBins);
    for (const [j, edges] of item.binEdges.entries()) expectClose(model.binEdges[j]!, edges, "rounding");
    const Z = await model.transform(item.fresh);
    expect(Z.toArray()).toEqual(item.transformed);
    expectColumnsClose(await model.inverseTransform(Z), item.inverse, "rounding");
    expect(model.featureNamesOut()).toEqual(item.names.map((name) => name.replace(/\.0$/, "")));
  });
});

interface FunctionCase {
  readonly func: string | null;
  readonly inverseFunc: string | null;
  readonly validate: boolean;
  readonly X: number[][];
  readonly transformed: number[][];
  readonly inverse: number[][];
  readonly names: string[];
}

describe("FunctionTransformer equals scikit-learn's", () => {
  /** The function of one's own that the fixture was recorded with. */
  const other = (X: unknown): Matrix => {
    const { data, rows, columns } = X instanceof Matrix ? X : Matrix.from(X as number[][]);
    return new Matrix(
      data.map((x) => x / (1 + Math.abs(x))),
      rows,
      columns,
    );
  };
  const functionOf = (name: string | null) =>
    (name === "other" ? other : name) as FunctionTransformerParams["func"];

  test.each(
    loadFixture<FunctionCase>("preprocessing/function-transformer").cases.map(
      (item, i) => [`${i}: ${item.func}, ${item.inverseFunc}, validate ${item.validate}`, item] as const,
    ),
  )("%s", async (_, item) => {
    const transformer = new FunctionTransformer({
      func: functionOf(item.func),
      inverseFunc: functionOf(item.inverseFunc),
      validate: item.validate,
      checkInverse: false,
      featureNamesOut: "one-to-one",
    });
    const { model, X } = await transformer.fitTransform(Matrix.from(item.X));
    expectClose((X as Matrix).toArray(), item.transformed, "rounding");
    const back = (await model.inverseTransform(Matrix.from(item.transformed))) as Matrix;
    expectClose(back.toArray(), item.inverse, "rounding");
    expect(model.featureNamesOut()).toEqual(item.names);
  });
});
