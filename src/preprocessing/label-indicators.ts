import type { Label, VectorLike } from "../base/estimator.js";
import { isFrameLike, toMatrix, toVector } from "../base/input.js";
import { flag, integer, type ParamSpecs } from "../base/params.js";
import { typeOfTarget } from "../base/target-type.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";

/** How membership in a class is written down. */
export interface IndicatorParams {
  /** Value where a sample is not of the class; an integer < posLabel. Default 0. */
  readonly negLabel: number;
  /** Value where a sample is of the class; an integer. Default 1. */
  readonly posLabel: number;
  /** Whether the indicators are a CsrMatrix (which negLabel 0 is needed for) or a Matrix. Default false. */
  readonly sparseOutput: boolean;
}

/** Domain, default and help of {@link IndicatorParams}. */
export const indicatorParamSpecs: ParamSpecs<IndicatorParams> = {
  negLabel: integer({ default: 0, help: "Value where a sample is not of the class." }),
  posLabel: integer({ default: 1, help: "Value where a sample is of the class." }),
  sparseOutput: flag({ default: false, help: "Give a sparse matrix." }),
};

/** Samples that may be of several classes: 1 where a sample is of a class, else 0, shape (nSamples, nClasses). */
export type IndicatorMatrix = Matrix | CsrMatrix | readonly (readonly number[])[];

/** A target of labels, or of indicators. */
export type LabelTarget<L extends Label> = VectorLike<L> | IndicatorMatrix;

/**
 * Refuses values of indicators that cannot be told apart or stored.
 *
 * @throws {InvalidParameterError} naming the hyper-parameter.
 */
export function checkIndicatorParams(
  where: string,
  { negLabel, posLabel, sparseOutput }: IndicatorParams,
): void {
  if (negLabel >= posLabel)
    throw new InvalidParameterError(where, "negLabel", `less than posLabel, ${posLabel}`, negLabel);
  if (sparseOutput && negLabel !== 0)
    throw new InvalidParameterError(where, "negLabel", "0 if sparseOutput is true", negLabel);
}

/** Whether a target is a matrix of indicators instead of a vector of labels. */
export function isIndicatorMatrix(y: unknown): y is IndicatorMatrix {
  if (y instanceof Matrix || y instanceof CsrMatrix) return true;
  return Array.isArray(y) && (Array.isArray(y[0]) || ArrayBuffer.isView(y[0]));
}

/**
 * A matrix of indicators: two columns at least, of zeros and ones.
 *
 * @throws {InvalidInputError} naming the first offending row and column.
 */
export function checkIndicators(where: string, y: IndicatorMatrix): Matrix {
  const matrix = toMatrix(where, y, { minColumns: 2 });
  for (let p = 0; p < matrix.data.length; p++) {
    const value = matrix.data[p]!;
    if (value === 0 || value === 1) continue;
    throw new InvalidInputError(where, "a matrix y must hold zeros and ones", value, {
      row: Math.floor(p / matrix.columns),
      column: p % matrix.columns,
    });
  }
  return matrix;
}

/**
 * Values of a vector of labels, of which there must be one at least.
 *
 * @throws {InvalidInputError} if there is none, or they are numbers that are not whole.
 */
export function checkLabels<L extends Label>(where: string, y: VectorLike<L>): ArrayLike<L> {
  if (isFrameLike(y))
    throw new InvalidInputError(where, "y must be a column, an array or a matrix of indicators", y);
  const labels = toVector(where, "y", y);
  if (labels.length === 0)
    throw new InvalidInputError(where, "y must hold at least 1 label", new Described("none"));
  if (typeOfTarget(where, labels) !== "continuous") return labels;
  const row = Array.prototype.findIndex.call(labels, (label) => !Number.isInteger(label));
  throw new InvalidInputError(where, "y must hold labels, numbers among them whole", labels[row], { row });
}

/**
 * Indicators of labels: a column for each class, or one column, that of the second class, for two classes.
 *
 * A label that is none of the classes is of none: a row without `posLabel`. As in scikit-learn, two classes get two columns if
 * y itself holds more than two distinct labels, and a single class gets a column of `negLabel` unless it does.
 *
 * @param classes distinct labels in the order of the columns.
 */
export function indicatorsOf<L extends Label>(
  where: string,
  y: VectorLike<L>,
  classes: readonly L[],
  params: IndicatorParams,
): Matrix | CsrMatrix {
  const labels = checkLabels(where, y);
  const inBinary = classes.length <= 2 && typeOfTarget(where, labels) === "binary";
  const columns = inBinary ? 1 : classes.length;
  const position = new Map<L, number>(
    inBinary ? classes.slice(1).map((label) => [label, 0]) : classes.map((label, k) => [label, k]),
  );
  const columnOf = Int32Array.from(labels, (label) => position.get(label) ?? -1);
  return params.sparseOutput
    ? sparseIndicators(columnOf, columns, params.posLabel)
    : denseIndicators(columnOf, columns, params);
}

function denseIndicators(
  columnOf: Int32Array,
  columns: number,
  { negLabel, posLabel }: IndicatorParams,
): Matrix {
  const out = new Float64Array(columnOf.length * columns).fill(negLabel);
  for (let i = 0; i < columnOf.length; i++) if (columnOf[i]! >= 0) out[i * columns + columnOf[i]!] = posLabel;
  return new Matrix(out, columnOf.length, columns);
}

function sparseIndicators(columnOf: Int32Array, columns: number, posLabel: number): CsrMatrix {
  const indices = columnOf.filter((column) => column >= 0);
  const indptr = new Int32Array(columnOf.length + 1);
  for (let i = 0; i < columnOf.length; i++) indptr[i + 1] = indptr[i]! + Number(columnOf[i]! >= 0);
  return new CsrMatrix(new Float64Array(indices.length).fill(posLabel), indices, indptr, columns);
}

/** Indicators of zeros and ones under other values. */
export function rewriteIndicators(
  indicators: Matrix,
  { negLabel, posLabel, sparseOutput }: IndicatorParams,
): Matrix | CsrMatrix {
  const data = indicators.data.map((value) => (value === 0 ? negLabel : posLabel));
  const matrix = new Matrix(data, indicators.rows, indicators.columns);
  return sparseOutput ? CsrMatrix.fromMatrix(matrix) : matrix;
}
