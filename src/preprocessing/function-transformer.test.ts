import { describe, expect, test, vi } from "vitest";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { Frame } from "../frame/index.js";
import { deserialize, serialize } from "../persistence/index.js";
import { FunctionTransformer, FunctionTransformerModel } from "./function-transformer.js";
import { FUNCTION_NAMES } from "./named-functions.js";

const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
const double = (X: unknown): Matrix =>
  new Matrix(
    (X as Matrix).data.map((x) => 2 * x),
    (X as Matrix).rows,
    (X as Matrix).columns,
  );

describe("FunctionTransformer", () => {
  test("does nothing by default, and takes missing values", async () => {
    const { model, X } = await new FunctionTransformer().fitTransform([[1, Number.NaN]]);
    expect((X as Matrix).toArray()).toEqual([[1, Number.NaN]]);
    expect(model.featureNamesOut()).toEqual(["x0", "x1"]);
  });

  test("rows become a Matrix for a function, frames and sparse matrices stay what they are", async () => {
    const seen: unknown[] = [];
    const spy = new FunctionTransformer({
      func: (X) => {
        seen.push(X);
        return X;
      },
      featureNamesOut: "one-to-one",
    });
    const frame = Frame.fromColumns({ a: [1], b: ["text"] });
    const sparse = CsrMatrix.fromMatrix(Matrix.from([[0, 1]]));
    await (await spy.fit([[1, 2]])).transform([[1, 2]]);
    await (await spy.fit(frame)).transform(frame);
    await (await spy.fit(sparse)).transform(sparse);
    expect(seen[0]).toBeInstanceOf(Matrix);
    expect(seen.slice(1)).toEqual([frame, sparse]);
  });

  test("arguments reach the functions", async () => {
    const power = new FunctionTransformer({
      func: (X, { by }) =>
        new Matrix(
          (X as Matrix).data.map((x) => x + (by as number)),
          X.rows,
          1,
        ),
      kwArgs: { by: 5 },
    });
    expect(((await power.fitTransform([[1]])).X as Matrix).toArray()).toEqual([[6]]);
  });

  test("an inverse that does not undo is told of, unless that is switched off", async () => {
    warn.mockClear();
    const X = [[1], [2]];
    await new FunctionTransformer({ func: "log1p", inverseFunc: "expm1" }).fit(X);
    await new FunctionTransformer({ func: double, inverseFunc: double, checkInverse: false }).fit(X);
    expect(warn).not.toHaveBeenCalled();
    await new FunctionTransformer({ func: double, inverseFunc: double }).fit(X);
    expect(warn.mock.calls[0]![0]).toMatch(/inverseFunc does not undo func/);
  });

  test("names are those of the result, of the input, or what a function makes of these", async () => {
    const twoOfOne = (X: unknown): Matrix =>
      new Matrix(new Float64Array(2), (X as Matrix).rows, 2, ["p", "q"]);
    const learned = await new FunctionTransformer({ func: twoOfOne }).fit([[1]]);
    expect(learned.featureNamesOut()).toEqual(["p", "q"]);
    const same = await new FunctionTransformer({ func: double, featureNamesOut: "one-to-one" }).fit([[1]]);
    expect(same.featureNamesOut()).toEqual(["x0"]);
    const made = await new FunctionTransformer({
      func: double,
      featureNamesOut: (names) => names.map((name) => `${name}!`),
    }).fit(Matrix.from([[1]], ["a"]));
    expect(made.featureNamesOut()).toEqual(["a!"]);
  });

  test("with names it can be saved, with functions it cannot", async () => {
    const model = await new FunctionTransformer({ func: "sqrt" }).fit([[4]]);
    const again = deserialize(serialize(model), FunctionTransformerModel);
    expect(((await again.transform([[9]])) as Matrix).toArray()).toEqual([[3]]);
    const closed = await new FunctionTransformer({ func: double }).fit([[4]]);
    expect(() => serialize(closed)).toThrow(/a function cannot be saved/);
    expect(() => serialize(new FunctionTransformer({ func: double }))).toThrow(/a function cannot be saved/);
  });

  test("named functions keep a sparse matrix sparse where they keep zeros", async () => {
    const X = CsrMatrix.fromMatrix(Matrix.from([[0, 4]]));
    for (const func of FUNCTION_NAMES) {
      const Z = (await new FunctionTransformer({ func }).fitTransform(X)).X as Matrix | CsrMatrix;
      expect(Z instanceof CsrMatrix, func).toBe(func !== "exp" && func !== "log");
    }
  });

  test("validate refuses what is not finite, and sparse input unless that is accepted", async () => {
    const strict = new FunctionTransformer({ func: "abs", validate: true });
    await expect(strict.fit([[1, Number.NaN]])).rejects.toThrow(/received NaN at row 0, column 1/);
    const X = CsrMatrix.fromMatrix(Matrix.from([[0, -4]]));
    await expect(strict.fit(X)).rejects.toThrow(
      /X must be dense, or acceptSparse true; received a CsrMatrix/,
    );
    const { X: Z } = await strict.with({ acceptSparse: true }).fitTransform(X);
    expect((Z as CsrMatrix).toArray()).toEqual([[0, 4]]);
    const model = await strict.fit([[1, 2]]);
    await expect(model.transform([[1]])).rejects.toThrow(/2 features/);
  });
});
