import {
  Binarizer,
  CsrMatrix,
  Matrix,
  type MatrixLike,
  MaxAbsScaler,
  Normalizer,
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

const estimators = { Binarizer, MaxAbsScaler, Normalizer, RobustScaler };
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

describe.each(["preprocessing/robust-scalers", "preprocessing/normalizer-binarizer"])("%s", (name) => {
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
