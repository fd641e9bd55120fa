import {
  type Cell,
  CsrMatrix,
  Frame,
  Matrix,
  MinMaxScaler,
  OneHotEncoder,
  SimpleImputer,
  StandardScaler,
} from "learnkit";
import { describe, expect, test, vi } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);

interface ScalerCase {
  readonly estimator: "StandardScaler" | "MinMaxScaler";
  readonly data: string;
  readonly params: object;
  readonly sampleWeight: number[] | null;
  readonly attributes: Readonly<Record<string, number[] | null>>;
  readonly nSamplesSeen: number | number[];
  readonly fresh: number[][];
  readonly transformed: number[][];
  readonly inverse: number[][];
  readonly names: string[];
}

const camel = (name: string): string =>
  name.replace(/_$/, "").replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());

describe("scalers equal scikit-learn's", () => {
  const { cases, notes } = loadFixture<ScalerCase>("preprocessing/scalers");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;
  const estimators = { StandardScaler, MinMaxScaler };

  test.each(
    cases.map((item): [string, ScalerCase] => [
      `${item.estimator}(${JSON.stringify(item.params)}) of ${item.data}${item.sampleWeight ? ", weighted" : ""}`,
      item,
    ]),
  )("%s", async (_, item) => {
    const estimator = new estimators[item.estimator](item.params);
    const options = item.sampleWeight === null ? {} : { sampleWeight: item.sampleWeight };
    const model = await estimator.fit(sets[item.data]!, undefined, options);
    const columns = item.names.length;
    for (const [name, expected] of Object.entries(item.attributes)) {
      const actual = (model as unknown as Record<string, Float64Array | null>)[camel(name)]!;
      if (expected === null) expect(actual, name).toBeNull();
      // Column by column, since their magnitudes differ; a variance that is rounding alone is near 0 against its mean.
      else
        for (let j = 0; j < columns; j++) {
          if (name === "var_" && isRounding(expected[j]!, item.attributes["mean_"]![j]!)) {
            expect(isRounding(actual[j]!, item.attributes["mean_"]![j]!), `${name}[${j}]`).toBe(true);
          } else {
            // A sum is right to the last digits of its greatest terms.
            const terms = name === "mean_" ? columnOf(sets[item.data]!, j) : [];
            expectClose([actual[j]!, ...terms], [expected[j]!, ...terms], "rounding");
          }
        }
    }
    expectClose(model.nSamplesSeen as number, item.nSamplesSeen as number, "rounding");
    const Z = await model.transform(item.fresh);
    for (let j = 0; j < columns; j++)
      expectClose(
        Z.column(j),
        item.transformed.map((row) => row[j]!),
        "rounding",
      );
    const back = await model.inverseTransform(item.transformed);
    for (let j = 0; j < columns; j++)
      expectClose(
        back.column(j),
        item.inverse.map((row) => row[j]!),
        "rounding",
      );
    expect(model.featureNamesOut()).toEqual(item.names);
  });

  test("StandardScaler of a sparse matrix", async () => {
    const sparse = notes["sparse"] as Record<string, number[]> & {
      readonly X: number[][];
      transformed: number[][];
    };
    const X = CsrMatrix.fromMatrix(Matrix.from(sparse.X));
    const model = await new StandardScaler({ withMean: false }).fit(X, undefined, {
      sampleWeight: sparse["sampleWeight"]!,
    });
    expectClose(model.mean, sparse["mean"]!, "rounding");
    expectClose(model.var, sparse["var"]!, "rounding");
    expectClose(model.scale, sparse["scale"]!, "rounding");
    expectClose((await model.transform(X)).toArray(), sparse.transformed, "rounding");
  });
});

const columnOf = (rows: number[][], j: number): number[] => rows.map((row) => row[j]!);

/** Whether a variance is what rounding leaves of a constant column. */
function isRounding(variance: number, mean: number): boolean {
  return variance <= (50 * mean * Number.EPSILON) ** 2;
}

interface EncoderCase {
  readonly data: string;
  readonly params: object;
  readonly fresh: Readonly<Record<string, Cell[]>> | null;
  readonly categories: Cell[][];
  readonly dropIdx: (number | null)[] | null;
  readonly infrequent: (Cell[] | null)[] | null;
  readonly names: string[];
  readonly shape: [number, number];
  readonly positions: number[][];
  readonly inverse: Cell[][] | "refused" | null;
}

/** NaN, null and undefined alike. */
const missingAlike = (cell: Cell): Cell => (cell === undefined || Number.isNaN(cell) ? null : cell);

describe("OneHotEncoder equals scikit-learn's", () => {
  const { cases, notes } = loadFixture<EncoderCase>("preprocessing/one-hot-encoder");
  const frames = notes["frames"] as Readonly<Record<string, Readonly<Record<string, Cell[]>>>>;
  const rowsOf = (columns: Readonly<Record<string, Cell[]>>): Cell[][] => {
    const lists = Object.values(columns);
    return lists[0]!.map((_, i) => lists.map((list) => list[i]!));
  };

  test.each(
    cases.map((item): [string, EncoderCase] => [`${JSON.stringify(item.params)} of ${item.data}`, item]),
  )("%s", async (_, item) => {
    const columns = frames[item.data]!;
    const frame = Frame.fromColumns(columns);
    const model = await new OneHotEncoder(item.params).fit(frame);
    expect(model.categories.map((list) => list.map(missingAlike))).toEqual(item.categories);
    expect(model.dropIdx).toEqual(item.dropIdx);
    const infrequent = model.infrequentCategories.map((list) => list?.map(missingAlike) ?? null);
    expect(infrequent).toEqual(item.infrequent ?? model.categories.map(() => null));
    expect(model.featureNamesOut()).toEqual(item.names.map(javascriptName));

    const Z = await model.transform(item.fresh === null ? frame : Frame.fromColumns(item.fresh));
    expect([Z.rows, Z.columns]).toEqual(item.shape);
    const dense = Z instanceof CsrMatrix ? Z.toMatrix() : Z;
    const positions = Array.from({ length: Z.rows }, (_, i) =>
      [...dense.row(i).entries()].flatMap(([j, v]) => (v === 1 ? [j] : [])),
    );
    expect(positions).toEqual(item.positions);

    if (item.inverse === "refused")
      await expect(model.inverseTransform(Z)).rejects.toThrow(/must have an indicator/);
    else {
      const inverse = await model.inverseTransform(Z);
      expect(inverse.map((row) => row.map(missingAlike))).toEqual(item.inverse ?? rowsOf(columns));
    }

    const byRows = await new OneHotEncoder(item.params).fit(rowsOf(columns));
    const rows = rowsOf(item.fresh ?? columns);
    expect((await byRows.transform(rows)).toArray()).toEqual(dense.toArray());
  });
});

/** `real_0.5` stays; Python's `real_1.0`, `flag_True` and `x_None` are written as JavaScript writes the values. */
function javascriptName(name: string): string {
  return name
    .replace(/_(-?\d+)\.0$/, "_$1")
    .replace(/_(True|False)$/, (_, word: string) => `_${word.toLowerCase()}`)
    .replace(/_None$/, "_nan");
}

interface ImputerCase {
  readonly data: string;
  readonly params: object;
  readonly fresh: number[][] | null;
  readonly statistics: number[];
  readonly transformed: number[][];
  readonly inverse: number[][] | null;
  readonly names: string[];
}

describe("SimpleImputer equals scikit-learn's", () => {
  const { cases, notes } = loadFixture<ImputerCase>("impute/simple-imputer");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;

  test.each(
    cases.map((item): [string, ImputerCase] => [`${JSON.stringify(item.params)} of ${item.data}`, item]),
  )("%s", async (_, item) => {
    const X = sets[item.data]!;
    const model = await new SimpleImputer(item.params).fit(X);
    expectClose(model.statistics as Float64Array, item.statistics, "rounding");
    const Z = await model.transform(item.fresh ?? X);
    expectClose((Z as Matrix).toArray(), item.transformed, "rounding");
    expect(model.featureNamesOut()).toEqual(item.names);
    if (item.inverse !== null)
      expectClose((await model.inverseTransform(Z as Matrix)).toArray(), item.inverse, "rounding");
  });

  const texts = notes["texts"] as Readonly<Record<string, (string | null)[]>>;
  const categories = notes["categories"] as readonly {
    readonly params: object;
    readonly statistics: string[];
    readonly transformed: string[][];
  }[];
  test.each(categories.map((item) => [JSON.stringify(item.params), item] as const))(
    "texts, %s",
    async (_, item) => {
      const { model, X } = await new SimpleImputer(item.params).fitTransform(Frame.fromColumns(texts));
      expect(model.statistics).toEqual(item.statistics);
      expect((X as Frame).toRows().map((row) => Object.values(row))).toEqual(item.transformed);
    },
  );
});
