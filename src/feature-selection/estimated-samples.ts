import type { AnyModel, MatrixLike } from "../base/estimator.js";
import { takeColumns } from "../base/table.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";

/** Some columns of samples, with their names if they have any. */
export function columnsOf(X: Matrix | CsrMatrix, index: readonly number[]): Matrix | CsrMatrix {
  if (X instanceof Matrix) return X.takeColumns(index);
  const names = X.columnNames;
  const taken = takeColumns(X, index, names ? index.map((j) => names[j]!) : index.map(String)) as CsrMatrix;
  return names === undefined ? new CsrMatrix(taken.data, taken.indices, taken.indptr, taken.columns) : taken;
}

/** Whether a fitted model takes missing values, by asking it about a row of them. */
export async function takesMissing(model: AnyModel): Promise<boolean> {
  const { predict, transform } = model as Partial<
    Record<"predict" | "transform", (X: MatrixLike) => Promise<unknown>>
  >;
  const method = predict ?? transform;
  if (method === undefined) return false;
  try {
    await method.call(
      model,
      new Matrix(new Float64Array(model.nFeatures).fill(Number.NaN), 1, model.nFeatures),
    );
    return true;
  } catch (error) {
    if (error instanceof InvalidInputError) return false;
    throw error;
  }
}
