import { describe, expect, test, vi } from "vitest";
import { CsrMatrix } from "../core/csr-matrix.js";
import { KBinsDiscretizer } from "./k-bins-discretizer.js";

const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
const column = (values: number[]): number[][] => values.map((value) => [value]);

describe("KBinsDiscretizer", () => {
  test("uniform bins have equal widths; an inner edge belongs to the bin on its right", async () => {
    const model = await new KBinsDiscretizer({ nBins: 3, encode: "ordinal", strategy: "uniform" }).fit(
      column([0, 1, 6, 3]),
    );
    expect(Array.from(model.binEdges[0]!)).toEqual([0, 2, 4, 6]);
    const Z = await model.transform(column([-9, 0, 1.9, 2, 4, 6, 99]));
    expect(Array.from((Z as unknown as { data: Float64Array }).data)).toEqual([0, 0, 0, 1, 2, 2, 2]);
    expect((await model.inverseTransform(column([0, 1, 2]))).toArray()).toEqual([[1], [3], [5]]);
  });

  test("quantile bins hold equally many samples, of either definition", async () => {
    const X = column([1, 2, 3, 4]);
    const averaged = await new KBinsDiscretizer({ nBins: 2 }).fit(X);
    expect(Array.from(averaged.binEdges[0]!)).toEqual([1, 2.5, 4]);
    const inverted = await new KBinsDiscretizer({ nBins: 2, quantileMethod: "inverted_cdf" }).fit(X);
    expect(Array.from(inverted.binEdges[0]!)).toEqual([1, 2, 4]);
  });

  test("a weight of 2 is a repetition, and of weight 0 nothing is seen", async () => {
    for (const strategy of ["uniform", "quantile", "kmeans"] as const) {
      const bins = new KBinsDiscretizer({ nBins: 2, strategy });
      const weighted = await bins.fit(column([1, 2, 7, 8, 9]), undefined, { sampleWeight: [1, 2, 1, 1, 0] });
      const repeated = await bins.fit(column([1, 2, 2, 7, 8]));
      expect(Array.from(weighted.binEdges[0]!), strategy).toEqual(Array.from(repeated.binEdges[0]!));
    }
  });

  test("indicators are sparse or dense, named by feature and bin, and lead back", async () => {
    const X = [
      [0, 5],
      [10, 7],
    ];
    const sparse = await new KBinsDiscretizer({ nBins: [2, 3], strategy: "uniform" }).fit(X);
    const Z = await sparse.transform(X);
    expect(Z).toBeInstanceOf(CsrMatrix);
    expect(Z.toArray()).toEqual([
      [1, 0, 1, 0, 0],
      [0, 1, 0, 0, 1],
    ]);
    expect(sparse.featureNamesOut()).toEqual(["x0_0", "x0_1", "x1_0", "x1_1", "x1_2"]);
    const back = await sparse.inverseTransform(Z);
    expect(back.get(0, 0)).toBe(2.5);
    expect(back.get(1, 1)).toBeCloseTo(7 - 1 / 3, 14);
    const dense = new KBinsDiscretizer({ nBins: [2, 3], strategy: "uniform", encode: "onehot-dense" });
    expect((await dense.fitTransform(X)).X.toArray()).toEqual(Z.toArray());
    await expect(sparse.inverseTransform([[0, 0, 1, 0, 0]])).rejects.toThrow(/indicator of each feature/);
  });

  test("constant columns and bins that collapse are told of", async () => {
    warn.mockClear();
    const model = await new KBinsDiscretizer({ nBins: 4, encode: "ordinal" }).fit([
      [3, 0],
      [3, 0],
      [3, 0],
      [3, 9],
    ]);
    expect(Array.from(model.nBins)).toEqual([1, 2]);
    expect(Array.from(model.binEdges[0]!)).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(warn.mock.calls.map(([message]) => message)).toEqual([
      "KBinsDiscretizer: column 0 is constant: it has one bin",
      "KBinsDiscretizer: column 1 has 2 of 4 bins, since others were narrower than 1e-8",
    ]);
    const narrow = await new KBinsDiscretizer({ encode: "ordinal" }).fit(column([0, 1e-12]));
    expect((await narrow.transform([[5]])).toArray()).toEqual([[0]]);
  });

  test("clusters of numbers part half-way between their means", async () => {
    const bins = new KBinsDiscretizer({ nBins: 2, strategy: "kmeans" });
    expect(Array.from((await bins.fit(column([9, 1, 2, 10]))).binEdges[0]!)).toEqual([1, 5.5, 10]);
    const X = [
      [0, 1],
      [1, 1e300],
      [2, 2],
    ];
    await expect(bins.fit(X)).rejects.toThrow(
      "KBinsDiscretizer.fit: X must hold values whose squared distances are finite; received 1e+300 at row 1, column 1",
    );
  });

  test("other numbers of bins than features, weights with other definitions and foreign bins are refused", async () => {
    await expect(new KBinsDiscretizer({ nBins: [2, 2] }).fit(column([1, 2]))).rejects.toThrow(
      "KBinsDiscretizer: nBins must be an integer >= 2, or an array of 1 of them, one for each feature; received [2, 2]",
    );
    const options = { sampleWeight: [1, 2] };
    await expect(
      new KBinsDiscretizer({ quantileMethod: "linear" }).fit(column([1, 2]), undefined, options),
    ).rejects.toThrow(/quantileMethod must be "averaged_inverted_cdf" or "inverted_cdf" with sample weights/);
    const model = await new KBinsDiscretizer({ nBins: 2, encode: "ordinal" }).fit(column([1, 2]));
    await expect(model.inverseTransform([[2]])).rejects.toThrow(/from 0 to 1; received 2 at row 0, column 0/);
  });
});
