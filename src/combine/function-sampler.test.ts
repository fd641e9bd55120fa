import { CsrMatrix, Frame, FunctionSampler, Matrix, RandomUnderSampler } from "learnkit";
import { describe, expect, test } from "vitest";

const X = [[0], [1], [2], [3], [9], [9.5]];
const y = ["often", "often", "often", "often", "rare", "rare"];
const firstThree = new FunctionSampler({
  func: (given, labels) => ({
    X: (given as Matrix).takeRows([0, 1, 4]),
    y: [labels[0]!, labels[1]!, labels[4]!],
  }),
});

describe("FunctionSampler", () => {
  test("without a function gives a copy of the samples", async () => {
    const matrix = Matrix.from(X);
    const same = await new FunctionSampler().fitResample(matrix, y);
    expect(same.X.data).toEqual(matrix.data);
    expect(same.X.data.buffer).not.toBe(matrix.data.buffer);
    expect(same.y).toEqual(y);
    expect(same.y).not.toBe(y);
    expect(same.samplingStrategy.size).toBe(0);
  });

  test("gives back the kinds of table and vector that were given", async () => {
    const codes = Int32Array.of(0, 0, 0, 0, 1, 1);
    expect((await firstThree.fitResample(X, codes)).y).toEqual(Int32Array.of(0, 0, 1));
    const frame = Frame.fromColumns({ a: [0, 1, 2, 3, 9, 9.5] });
    const framed = await firstThree.fitResample(frame, y);
    expect(framed.X).toBeInstanceOf(Frame);
    expect(Array.from(framed.X.column("a").toArray())).toEqual([0, 1, 9]);
    const sparse = await new FunctionSampler({
      func: (given, labels) => ({ X: (given as CsrMatrix).takeRows([5, 0]), y: [labels[5]!, labels[0]!] }),
    }).fitResample(CsrMatrix.fromMatrix(Matrix.from(X)), y);
    expect(sparse.X.toMatrix().toArray()).toEqual([[9.5], [0]]);
    expect(sparse.y).toEqual(["rare", "often"]);
  });

  test("hands over the arguments, and takes the result of another sampler", async () => {
    const sampler = new FunctionSampler({
      func: (given, labels, { seed }) =>
        new RandomUnderSampler({ randomState: Number(seed) }).fitResample(given, labels),
      kwArgs: { seed: 3 },
    });
    const expected = await new RandomUnderSampler({ randomState: 3 }).fitResample(X, y);
    const found = await sampler.fitResample(X, y);
    expect(found.X.toArray()).toEqual(expected.X.toArray());
    expect(found.y).toEqual(expected.y);
  });

  test("without validation takes anything, and gives what the function makes", async () => {
    const rows = [
      ["a", null],
      ["b", 1],
      ["c", 2],
    ];
    const seen: unknown[] = [];
    const made = { X: [[7]], y: ["x"] };
    const func = (given: unknown): typeof made => {
      seen.push(given);
      return made;
    };
    const { X: out, y: labels } = await new FunctionSampler({ func, validate: false }).fitResample(
      rows,
      [0, 1, 1],
    );
    expect(seen[0]).toBe(rows);
    expect(out).toBe(made.X);
    expect(labels).toBe(made.y);
  });

  test("refuses what does not fit, by its place", async () => {
    const run = (
      func: unknown,
      rows: unknown = X,
      labels: unknown = y,
      params: object = {},
    ): Promise<unknown> =>
      new FunctionSampler({ func: func as null, ...params }).fitResample(
        rows as number[][],
        labels as string[],
      );
    await expect(run(() => 3)).rejects.toThrow("func must return an object of X and y; received 3");
    await expect(run(() => ({ X: [[1], [2]], y: ["a"] }))).rejects.toThrow(/of what func returns/);
    await expect(run(null, [[1], [Number.NaN]], ["a", "b"])).rejects.toThrow(
      /X must be finite; received NaN at row 1/,
    );
    await expect(run(null, [["a"], ["b"]], ["a", "b"])).rejects.toThrow(/X must hold numbers/);
    await expect(run(null, [[1], [2]], ["a", "a"])).rejects.toThrow(/class/);
    await expect(run(null, [[1], [2]], ["a"])).rejects.toThrow(/y must have 2/);
    const sparse = CsrMatrix.fromMatrix(Matrix.from(X));
    await expect(run(null, sparse, y, { acceptSparse: false })).rejects.toThrow(/acceptSparse true/);
    const frame = Frame.fromColumns({ a: [1, 2], b: [3, 4] });
    await expect(run(() => ({ X: [[1]], y: ["a"] }), frame, ["a", "b"])).rejects.toThrow(
      /2 columns of the frame/,
    );
    await expect(
      run(() => {
        throw new RangeError("mine");
      }),
    ).rejects.toThrow("mine");
    expect(() => new FunctionSampler({ func: "shuffle" as never })).toThrow(/a function, or null/);
    expect(() => new FunctionSampler({ kwArgs: [] as never })).toThrow(/an object, or null/);
  });

  test("no samples hold no labels", async () => {
    await expect(firstThree.fitResample(new Matrix(new Float64Array(0), 0, 1), [])).rejects.toThrow(
      "y must hold at least 2 classes; received no labels",
    );
  });

  test("a cancelled call rejects with the reason, also while the function works", async () => {
    const control = new AbortController();
    const func = (given: unknown, labels: readonly unknown[]): never => {
      control.abort(new Error("enough"));
      return { X: given, y: labels } as never;
    };
    await expect(new FunctionSampler({ func }).fitResample(X, y, { signal: control.signal })).rejects.toThrow(
      "enough",
    );
  });
});
