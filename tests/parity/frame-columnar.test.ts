import {
  bfill,
  type FillLimits,
  ffill,
  type InterpolateOptions,
  interpolate,
  NumberColumn,
  type QuantileInterpolation,
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
