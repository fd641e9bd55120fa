import { CsrMatrix } from "../core/csr-matrix.js";
import { exp } from "../core/exp.js";
import { expm1 } from "../core/expm1.js";
import { log } from "../core/log.js";
import { log1p } from "../core/log1p.js";
import { Matrix } from "../core/matrix.js";

/** Functions of numbers that a transformer can be saved with. */
export type FunctionName = "abs" | "exp" | "expm1" | "log" | "log1p" | "sqrt" | "square";

const FUNCTIONS: Readonly<Record<FunctionName, (x: number) => number>> = {
  abs: Math.abs,
  exp,
  expm1,
  log,
  log1p,
  sqrt: Math.sqrt,
  square: (x) => x * x,
};

/** The names of {@link FunctionName}. */
export const FUNCTION_NAMES: readonly FunctionName[] = Object.keys(FUNCTIONS) as FunctionName[];

/** Applies a function to every element; a sparse matrix stays sparse where the function keeps zeros. */
export function applyNamed(name: FunctionName, X: Matrix | CsrMatrix): Matrix | CsrMatrix {
  const of = FUNCTIONS[name];
  if (X instanceof CsrMatrix) {
    if (of(0) !== 0) return applyNamed(name, X.toMatrix());
    return new CsrMatrix(X.data.map(of), X.indices, X.indptr, X.columns, X.columnNames);
  }
  return new Matrix(X.data.map(of), X.rows, X.columns, X.columnNames);
}
