import {
  type Binned,
  bfill,
  CategoryColumn,
  type Column,
  type CorrOptions,
  type CutOptions,
  cut,
  DateColumn,
  type DropnaOptions,
  type FillLimits,
  type FillStatistic,
  Frame,
  ffill,
  getDummies,
  type InterpolateOptions,
  interpolate,
  LearnkitError,
  NumberColumn,
  type QuantileInterpolation,
  qcut,
  type SampleOptions,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

type Numbers = readonly number[];

const numbers = (values: Numbers): Float64Array => Float64Array.from(values);
const orNaN = (cells: readonly (number | null)[]): number[] => cells.map((cell) => cell ?? Number.NaN);

describe("statistics of columns", () => {
  interface Case {
    readonly data: string;
    readonly values: Numbers;
    readonly sum: number;
    readonly mean: number;
    readonly median: number;
    readonly var: Numbers;
    readonly std: Numbers;
    readonly min: number;
    readonly max: number;
    readonly nunique: number;
    readonly mode: Numbers;
    readonly skew: number;
    readonly kurt: number;
    readonly q: number[];
    readonly quantiles: Readonly<Record<QuantileInterpolation, Numbers>>;
  }
  const { cases } = loadFixture<Case>("frame/column-statistics");

  test.each(cases)("are pandas' on $data", (wanted) => {
    const column = new NumberColumn("x", numbers(wanted.values));
    expectClose([column.sum()], [wanted.sum], "bits");
    expectClose([column.mean()], [wanted.mean], "bits");
    expectClose([column.median()], [wanted.median], "bits");
    const ddofs = [0, 1, 2];
    expectClose(
      ddofs.map((ddof) => column.var({ ddof })),
      wanted.var,
      "bits",
    );
    expectClose(
      ddofs.map((ddof) => column.std({ ddof })),
      wanted.std,
      "bits",
    );
    expectClose([column.min(), column.max()], [wanted.min, wanted.max], "bits");
    expect(column.nunique()).toBe(wanted.nunique);
    expectClose(column.mode(), wanted.mode, "bits");
    // Sums of positive and negative terms of size 1: their rounding is relative to 1, however near to 0 they come.
    expectClose([column.skew(), column.kurt(), 1], [wanted.skew, wanted.kurt, 1], "rounding");
    for (const [interpolation, quantiles] of Object.entries(wanted.quantiles))
      expectClose(
        column.quantile(wanted.q, { interpolation: interpolation as QuantileInterpolation }),
        quantiles,
        "bits",
      );
  });
});

describe("missing values", () => {
  test("ffill and bfill fill what pandas fills", () => {
    interface Case {
      readonly values: Numbers;
      readonly params: FillLimits;
      readonly ffill: Numbers;
      readonly bfill: Numbers;
    }
    const { cases } = loadFixture<Case>("frame/fills");
    expect(cases.length).toBeGreaterThan(80);
    for (const { values, params, ...wanted } of cases) {
      expectClose(orNaN(ffill(values, params)), wanted.ffill, "bits");
      expectClose(orNaN(bfill(values, params)), wanted.bfill, "bits");
    }
  });

  test("interpolate fills what pandas fills, by every method", () => {
    interface Case {
      readonly values: Numbers;
      readonly axis: Numbers | null;
      readonly params: InterpolateOptions;
      readonly filled: Numbers;
    }
    const { cases } = loadFixture<Case>("frame/interpolations");
    expect(cases.length).toBeGreaterThan(300);
    for (const { values, axis, params, filled } of cases) {
      const isTime = params.method === "time";
      const index = axis === null ? undefined : isTime ? axis.map((time) => new Date(time)) : axis;
      const got = interpolate(values, { ...params, ...(index === undefined ? {} : { index }) });
      expectClose(orNaN(got), filled, "rounding");
    }
  });
});

type Given = Readonly<Record<string, unknown>>;
type CellValue = number | string | boolean | null;

/** Calls a method of a column that a recorded case names. */
function call(column: unknown, method: string, args: readonly unknown[]): { toArray(): ArrayLike<unknown> } {
  return (column as Record<string, (...args: unknown[]) => never>)[method]!(...args);
}

const cellsOf = (column: { toArray(): ArrayLike<unknown> }): unknown[] =>
  Array.from(column.toArray(), (cell) => (cell instanceof Date ? cell.getTime() : cell));

describe("expressions of numbers", () => {
  interface Case {
    readonly method: string;
    readonly other: number | number[] | null;
    readonly result: number[] | boolean[];
  }
  interface Notes {
    readonly a: number[];
    readonly b: number[];
    readonly more: Readonly<Record<string, (number | boolean)[]>> & {
      readonly between: { readonly inclusive: "both"; readonly result: boolean[] }[];
    };
  }
  const { cases, notes } = loadFixture<Case>("frame/arithmetic");
  const { a, b, more } = notes as unknown as Notes;
  const x = new NumberColumn("x", numbers(a));
  const y = new NumberColumn("y", numbers(b));

  test.each(cases)("$method with $other is pandas'", ({ method, other, result }) => {
    const got = call(x, method, other === null ? [] : [typeof other === "number" ? other : y]);
    if (typeof result[0] === "boolean") expect(got.toArray()).toEqual(result);
    else
      for (const [i, wanted] of (result as number[]).entries())
        expectClose([(got as NumberColumn).values[i]!], [wanted], "rounding");
  });

  test("between, isin, clip, where and replace are pandas'", () => {
    for (const { inclusive, result } of more.between)
      expect(x.between(-2.5, 7, { inclusive }).toArray()).toEqual(result);
    expect(x.isin([2.5, null, 7]).toArray()).toEqual(more["isin"]);
    expect(x.isna().toArray()).toEqual(more["isna"]);
    expectClose(x.clip(-2, 3).values, more["clip"]!, "bits");
    expectClose(x.clip(y).values, more["clipLower"]!, "bits");
    expectClose(x.where(y.gt(0)).values, more["where"]!, "bits");
    expectClose(x.where(y.gt(0), y).values, more["whereOther"]!, "bits");
    const pairs = [
      [2.5, -1],
      [Number.NaN, 9],
      [7, null],
    ] as const;
    expectClose(x.replace(pairs).values, more["replace"]!, "bits");
  });
});

describe("texts and dates", () => {
  test("methods of texts are pandas'", () => {
    interface Case {
      readonly method: string;
      readonly args: unknown[];
      readonly pattern?: string;
      readonly plain?: boolean;
      readonly result: CellValue[];
    }
    const { cases, notes } = loadFixture<Case>("frame/texts");
    const column = CategoryColumn.from("text", notes["values"] as string[]);
    for (const { method, args, pattern, plain, result } of cases) {
      const given = pattern === undefined ? args : [new RegExp(pattern), ...args];
      const shown = given.map((arg) => (arg === null && method === "slice" ? undefined : arg));
      const got = call(plain === true ? column : column.str, method, shown);
      expect(cellsOf(got), `${method} ${String(given)}`).toEqual(result);
    }
  });

  test("parts of dates are pandas', before 1970 too", () => {
    interface Case {
      readonly part: string;
      readonly result: CellValue[];
    }
    const { cases, notes } = loadFixture<Case>("frame/dates");
    const times = Float64Array.from(notes["times"] as (number | null)[], (time) => time ?? Number.NaN);
    const column = new DateColumn("day", times);
    for (const { part, result } of cases) expect(cellsOf(call(column, part, [])), part).toEqual(result);
    expect(cellsOf(column.normalize())).toEqual(notes["normalize"]);
    expect(cellsOf(column.sub(new Date("1970-01-02"), "day"))).toEqual(notes["daysSince"]);
  });
});

describe("verbs of frames", () => {
  test("sample draws pandas' rows", () => {
    interface Case {
      readonly params: SampleOptions<"w">;
      readonly rows: number[];
    }
    const { cases, notes } = loadFixture<Case>("frame/samples");
    const w = notes["w"] as number[];
    const frame = Frame.fromColumns({ row: w.map((_, i) => i), w });
    for (const { params, rows } of cases)
      expect(Array.from(frame.sample(params).column("row").values), JSON.stringify(params)).toEqual(rows);
  });

  interface BinCase {
    readonly kind: "cut" | "qcut";
    readonly data: string;
    readonly bins: number | number[];
    readonly params: CutOptions;
    readonly refused?: string;
    readonly edges: number[];
    readonly labels: string[] | null;
    readonly codes: (number | null)[];
  }
  const bins = loadFixture<BinCase>("frame/bins");

  test.each(Object.keys(bins.notes["sets"] as object))("cut and qcut bin %s as pandas does", (data) => {
    const values = (bins.notes["sets"] as Record<string, number[]>)[data]!;
    for (const wanted of bins.cases.filter((one) => one.data === data)) {
      const shown = `${wanted.kind} ${JSON.stringify(wanted.bins)} ${JSON.stringify(wanted.params)}`;
      const bin = wanted.kind === "cut" ? cut : qcut;
      const run = (): Binned<Column> => bin(values, wanted.bins, { ...wanted.params, retbins: true });
      if (wanted.refused !== undefined) {
        expect(run, `${shown}: ${wanted.refused}`).toThrow(LearnkitError);
        continue;
      }
      const { column, bins: edges } = run();
      expectClose(edges, wanted.edges, "rounding");
      if (column instanceof CategoryColumn) {
        expect(column.levels, shown).toEqual(wanted.labels);
        expect(Array.from(column.codes), shown).toEqual(wanted.codes);
      } else expect(Array.from(column), shown).toEqual(wanted.codes);
    }
  });

  test("getDummies makes pandas' indicators", () => {
    interface Case {
      readonly series?: string;
      readonly params: Given;
      readonly columns: (string | number)[];
      readonly values: boolean[][];
    }
    const { cases, notes } = loadFixture<Case>("frame/dummies");
    const columns = notes["frame"] as Readonly<Record<string, string[]>>;
    const frame = new Frame([
      ...Object.entries(columns).map(([name, cells]) =>
        name === "x" ? new NumberColumn("x", numbers(cells.map(Number))) : CategoryColumn.from(name, cells),
      ),
    ]);
    for (const { series, params, columns: names, values } of cases) {
      const made =
        series === undefined ? getDummies(frame, params) : getDummies(frame.column(series), params);
      const shown = JSON.stringify(params);
      expect(made.columnNames, shown).toEqual(names.map((name) => (name === "$NaN" ? "nan" : String(name))));
      expect(
        made.columns.map((column) => Array.from(column)),
        shown,
      ).toEqual(values);
    }
  });

  test("correlations are pandas'", () => {
    interface Case {
      readonly params: CorrOptions;
      readonly matrix: number[][];
    }
    const { cases, notes } = loadFixture<Case>("frame/correlations");
    const frame = Frame.fromColumns(notes["frame"] as Readonly<Record<string, number[]>>);
    for (const { params, matrix } of cases) {
      const table = frame.corr(params);
      expect(table.column("column").toArray()).toEqual(frame.columnNames);
      expectClose(
        table.columns.slice(1).map((column) => (column as NumberColumn).values),
        matrix,
        "rounding",
      );
    }
  });

  test("dropna, fills by statistics and describe's percentiles are pandas'", () => {
    interface Case {
      readonly params: DropnaOptions;
      readonly rows: number[] | null;
      readonly columns: string[];
    }
    interface Notes {
      readonly frame: Readonly<Record<string, number[]>>;
      readonly fills: { readonly statistic: FillStatistic; readonly columns: number[][] }[];
      readonly describe: {
        readonly percentiles: number[];
        readonly names: string[];
        readonly values: number[][];
      }[];
    }
    const { cases, notes } = loadFixture<Case>("frame/missing");
    const { frame: columns, fills, describe: summaries } = notes as unknown as Notes;
    const frame = Frame.fromColumns(columns);
    for (const { params, rows, columns: names } of cases) {
      const left = frame.dropna(params);
      expect(left.columnNames, JSON.stringify(params)).toEqual(names);
      if (rows !== null) expect(left.toRows(), JSON.stringify(params)).toEqual(frame.takeRows(rows).toRows());
    }
    for (const { statistic, columns: wanted } of fills)
      expectClose(
        frame.fillna(statistic).columns.map((column) => (column as NumberColumn).values),
        wanted,
        "bits",
      );
    for (const { percentiles, names, values } of summaries) {
      const summary = frame.describe({ percentiles });
      for (const [row, name] of names.entries())
        expectClose((summary.column(name) as NumberColumn).values, values[row]!, "bits");
    }
  });
});
